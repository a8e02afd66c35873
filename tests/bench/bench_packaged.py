"""How long until the window is on the screen: the packed program beside the same code under plain Python.

    pyinstaller build.spec && python tests/bench/bench_packaged.py [--folder dist/facemon] [--runs 7]

Starts both in turn on a screen of its own (Xvfb), each in a new profile, after one start of each that does not count
(plain Python keeps what it has compiled), and notes when the X server tells that a window of a window's size was
mapped. Prints both medians and their ratio; ends with 1 where that is above 1.5.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALLOWED = 1.5
LEAST_WIDTH = 400  # pixels: what is narrower is no main window
PATIENCE = 60.0  # seconds
_MAPPED = re.compile(r"window (0x[0-9a-f]+), override")


def start(command: list[str], environment: dict[str, str]) -> float:
    """Start the program, return after how many seconds its window was there, and end it."""
    with tempfile.TemporaryDirectory() as profile:
        watch = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"]
        with subprocess.Popen(watch, env=environment, stdout=subprocess.PIPE, text=True) as watcher:
            assert watcher.stdout is not None
            time.sleep(0.3)  # until it listens
            begin = time.monotonic()
            program = subprocess.Popen([*command, "--profile", profile], env=environment, stderr=subprocess.DEVNULL)
            try:
                took = None
                for line in watcher.stdout:
                    now = time.monotonic()
                    mapped = _MAPPED.search(line)
                    if mapped and width(mapped[1], environment) >= LEAST_WIDTH:
                        took = now - begin
                        break
                    if now - begin > PATIENCE:
                        break
            finally:
                program.terminate()
                program.wait(20)
                watcher.kill()
    if took is None:
        sys.exit(f"no window of {command[0]} within {PATIENCE:.0f} s")
    return took


def width(window: str, environment: dict[str, str]) -> int:
    """Return a window's width, 0 where it is not on the screen (any more)."""
    said = subprocess.run(["xwininfo", "-id", window], env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"Width: (\d+)", said.stdout)
    return int(found[1]) if found and "IsViewable" in said.stdout else 0


def main() -> int:
    """Run the benchmark; return 1 where the packed program is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("dist/facemon"))
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    display = f":{200 + os.getpid() % 5000}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ways = {"packed": [str(given.folder.resolve() / "facemon")], "plain": [sys.executable, "-m", "facemon"]}
    took: dict[str, list[float]] = {way: [] for way in ways}
    server = ["Xvfb", display, "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(server, stderr=subprocess.DEVNULL) as screen:
        try:
            while not Path(f"/tmp/.X11-unix/X{display[1:]}").exists():
                time.sleep(0.05)
            for number in range(given.runs + 1):
                for way, command in ways.items():
                    seconds = start(command, environment)
                    if number:
                        took[way].append(seconds)
        finally:
            screen.terminate()
    medians = {way: statistics.median(times) for way, times in took.items()}
    for way, times in took.items():
        print(f"{way}: {medians[way]:.2f} s, from {min(times):.2f} to {max(times):.2f} s in {given.runs} starts")
    ratio = medians["packed"] / medians["plain"]
    print(f"ratio {ratio:.2f} of the medians, {min(took['packed']) / min(took['plain']):.2f} of the quickest")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
