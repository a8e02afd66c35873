"""From process start to the window's first frame with a million events of history, beside a window with nothing in it.

    python tests/bench/bench_start.py [--events 1000000] [--rounds 7] [--folder DIR] [--offscreen]

Makes the history first, unless DIR has it from an earlier run. Medians, taken in turns.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from display import own_display
from large_history import make

HERE = Path(__file__).parent
_PATIENCE = 120.0  # seconds


def first_frame_ms(command: list[str | Path], frame: Path, where: dict[str, str]) -> tuple[float, float]:
    """Start a program that writes into `frame` when it has painted, and return how long that took, and its CPU time."""
    frame.unlink(missing_ok=True)
    environment = os.environ | where
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # it would compile facemon anew, which no user's does
    begun = time.monotonic_ns()
    process = subprocess.Popen([sys.executable, *command], env=environment)
    end = time.monotonic() + _PATIENCE
    while not (frame.exists() and frame.read_text().endswith("\n")):
        if process.poll() or time.monotonic() > end:
            sys.exit(f"no window came (exit code {process.poll()})")
        time.sleep(0.005)
    process.terminate()
    process.wait(30)
    at, used = map(int, frame.read_text().split())
    return (at - begun) / 1e6, used / 1e6


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--offscreen", action="store_true", help="draw into memory: there is no X server here")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = arguments.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        history = folder / "history.sqlite3"
        if not history.exists():
            make(history, arguments.events)
        display = "" if arguments.offscreen else stack.enter_context(own_display())
        where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        frame = folder / "first frame"
        programs: dict[str, list[str | Path]] = {
            "bare": [HERE / "bare_window.py", frame],
            "facemon": [HERE / "watched_program.py", frame, "", "{}", "--profile", folder],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for _ in range(arguments.rounds):
            for name, command in programs.items():
                times[name].append(first_frame_ms(command, frame, where))
        frame.unlink()
    for what, figure in (("first frame", 0), ("CPU time until then", 1)):
        bare, facemon = (statistics.median(each[figure] for each in times[name]) for name in ("bare", "facemon"))
        print(
            f"{what}: a bare window {bare:.0f} ms, facemon with {arguments.events:,} events {facemon:.0f} ms; "
            f"ratio {facemon / bare:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
