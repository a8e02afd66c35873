"""From process start to the window's first frame with a million events of history, beside a window with nothing in it.

    python tests/bench/bench_start.py [--events 1000000] [--rounds 7] [--folder DIR] [--offscreen]

The first frame says that facemon starts; "everything there" is the first one that shows what the window consists of.
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
from typing import NamedTuple

from display import own_display
from large_history import make

HERE = Path(__file__).parent
_PATIENCE = 120.0  # seconds


class Times(NamedTuple):
    """Of a start, in ms."""

    frame: float
    frame_cpu: float
    whole: float
    whole_cpu: float


def start(command: list[str | Path], frame: Path, where: dict[str, str], lines: int) -> Times:
    """Start a program that writes a line into `frame` at its first frame, and another when all is there."""
    frame.unlink(missing_ok=True)
    environment = os.environ | where
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # it would compile facemon anew, which no user's does
    begun = time.monotonic_ns()
    process = subprocess.Popen([sys.executable, *command], env=environment)
    end = time.monotonic() + _PATIENCE
    while not (frame.exists() and frame.read_text().count("\n") >= lines):
        if process.poll() or time.monotonic() > end:
            sys.exit(f"no window came (exit code {process.poll()})")
        time.sleep(0.005)
    process.terminate()
    process.wait(30)
    told = [tuple(map(int, line.split())) for line in frame.read_text().splitlines()]
    (at, used), (whole, whole_used) = told[0], told[-1]
    return Times((at - begun) / 1e6, used / 1e6, (whole - begun) / 1e6, whole_used / 1e6)


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
        times: dict[str, list[Times]] = {name: [] for name in programs}
        for _ in range(arguments.rounds):
            for name, command in programs.items():
                times[name].append(start(command, frame, where, 1 if name == "bare" else 2))
        frame.unlink()
    for figure, what in enumerate(
        ("first frame", "CPU time until then", "everything there", "CPU time until everything is there")
    ):
        bare, facemon = (statistics.median(each[figure] for each in times[name]) for name in ("bare", "facemon"))
        print(
            f"{what}: a bare window {bare:.0f} ms, facemon with {arguments.events:,} events {facemon:.0f} ms; "
            f"ratio {facemon / bare:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
