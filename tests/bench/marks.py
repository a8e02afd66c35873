"""Runs the benchmarks that facemon's marks are set for, one after another, and prints one table: figure beside mark.

    python tests/bench/marks.py [PART…] [--quick] [--folder DIR]

About three quarters of an hour on a machine that does nothing else; --quick is for a look, with a tenth of the events.
PART is one of the names in the first column; `fleet`, `burst` and `soak` run only when they are named: for ten minutes,
for one, and for an hour. DIR keeps the large histories for the next time. Needs Xvfb, and Chromium for the page; sound
is measured on a PulseAudio null sink.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

HERE = Path(__file__).parent


class Mark(msgspec.Struct, frozen=True):
    """A figure in what a benchmark prints, and what it is to be."""

    what: str
    found: str  # a pattern with one group
    most: float | None = None
    least: float | None = None


class Part(msgspec.Struct, frozen=True):
    """One benchmark and its marks."""

    command: tuple[str, ...]
    quick: tuple[str, ...]
    marks: tuple[Mark, ...]
    named: bool = False  # it runs only when it is named


_EACH = r"CPU an event: .* ratio ([\d.]+)"
_NOTHING_LOST = (
    Mark("events missing", r" events: (\d+) missing", most=0),
    Mark("twice", r" missing, (\d+) twice", most=0),
    Mark("not stored", r" twice, (\d+) not stored", most=0),
)
PARTS = {
    "desk": Part(
        ("bench_monitor.py", "--page", "--seconds", "45", "--rounds", "5"),
        ("bench_monitor.py", "--page", "--seconds", "20"),
        (
            Mark("CPU an event at 50/s, x primitives", _EACH, most=2),
            Mark("the same, x the page", r"the page: .* an event, ratio ([\d.]+)", most=1 / 6),
        ),
    ),
    "long": Part(
        ("bench_monitor.py", "--page", "--seconds", "205"),
        ("bench_monitor.py", "--page", "--seconds", "20"),
        (
            Mark("memory after 10,000 events, MB", r"memory \(PSS\) after .*: (\d+) MB", most=130),
            Mark("the same, x the page", r"the page: .* MB, ratio ([\d.]+)", most=0.25),
            Mark("last byte to painted, p50 ms", r"painted.* p50 ([\d.]+) ms", most=20),
            Mark("p99", r"painted.* p99 ([\d.]+) ms", most=50),
            Mark("worst", r"painted.* worst ([\d.]+) ms", most=150),
        ),
    ),
    "rush": Part(
        ("bench_monitor.py", "--rate", "300", "--seconds", "60", "--rounds", "5"),
        ("bench_monitor.py", "--rate", "300", "--seconds", "10"),
        (Mark("CPU an event at 300/s, x primitives", _EACH, most=1.2),),
    ),
    "turns": Part(
        ("bench_monitor.py", "--guard", "--seconds", "200"),
        ("bench_monitor.py", "--guard", "--seconds", "20"),
        (
            Mark("between two turns, scrolling and searching, p99.9 ms", r"two turns.* p99\.9 ([\d.]+) ms", most=16),
            Mark("worst", r"two turns.* worst ([\d.]+) ms", most=50),
        ),
    ),
    "alarm": Part(
        ("bench_alarm_way.py", "--seconds", "120"),
        ("bench_alarm_way.py", "--seconds", "20"),
        (Mark("last byte to alarm sounding, p99 ms", r"audio device, .* p99 ([\d.]+) ms", most=100),),
    ),
    "start": Part(
        ("bench_start.py", "--rounds", "7", "--folder", "{folder}/million"),
        ("bench_start.py", "--rounds", "3", "--events", "100000", "--folder", "{folder}/quick"),
        (Mark("first frame with 1,000,000 events, x a bare window", r"first frame: .* ratio ([\d.]+)", most=1.5),),
    ),
    "idle": Part(
        ("bench_fleet.py", "idle"),
        ("bench_fleet.py", "idle", "--seconds", "10"),
        (
            Mark("idle, 1 device, % of a core", r" 1 quiet live devices: +([\d.]+) %", most=0.5),
            Mark("idle, 200 devices, % of a core", r"200 quiet live devices: +([\d.]+) %", most=2),
        ),
    ),
    "catch-up": Part(
        ("bench_catch_up.py",),
        ("bench_catch_up.py", "--events", "5000"),
        (
            Mark("catch-up, events/s", r"events in .*: (\d+) events/s", least=1_000),
            Mark("live events meanwhile, p99 ms", r"during the catch-up.* p99 ([\d.]+) ms", most=50),
        ),
    ),
    "search": Part(
        ("bench_search.py", "--events", "10000000", "--folder", "{folder}/large"),
        ("bench_search.py", "--events", "1000000", "--folder", "{folder}/large"),
        (
            Mark("first page of any search, slowest median, ms", r"^slowest page: ([\d.]+) ms", most=50),
            Mark(
                "histogram of a year, slowest median, ms", r"^slowest time-line of a year, .*?: ([\d.]+) ms", most=100
            ),
        ),
    ),
    "fleet": Part(
        ("bench_fleet.py", "rate", "--seconds", "600"),
        ("bench_fleet.py", "rate", "--seconds", "20"),
        _NOTHING_LOST,
        named=True,
    ),
    "burst": Part(("bench_fleet.py", "burst"), ("bench_fleet.py", "burst"), _NOTHING_LOST, named=True),
    "soak": Part(
        ("bench_soak.py",),
        ("bench_soak.py", "--events", "100000"),
        (
            Mark("events missing after 1,000,000", r"; (\d+) events missing", most=0),
            Mark("twice", r"events missing, (\d+) twice", most=0),
            Mark("memory (PSS), growth over the 2nd half, %", r"^pss: .*, ([-+\d.]+) % over the second half", most=5),
            Mark("database, the same, %", r"^database: .*, ([-+\d.]+) % over the second half", most=5),
            Mark("file handles, growth over the second half", r"^fds: .*, ([-+\d.]+) over the second half", most=4),
            Mark("threads, the same", r"^threads: .*, ([-+\d.]+) over the second half", most=4),
        ),
        named=True,
    ),
}


def main() -> int:
    """Run the parts; return 1 where a benchmark failed (not where a mark is missed)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    failed = False
    rows = [("part", "what", "figure", "mark", "")]
    with tempfile.TemporaryDirectory() as own:
        folder = arguments.folder or Path(own)
        for name in arguments.part or (name for name, part in PARTS.items() if not part.named):
            part = PARTS[name]
            script, *options = (
                word.format(folder=folder) for word in (part.quick if arguments.quick else part.command)
            )
            print(f"$ python tests/bench/{script} {' '.join(options)}", flush=True)
            ended = subprocess.run([sys.executable, HERE / script, *options], stdout=subprocess.PIPE, text=True)
            print(ended.stdout, flush=True)
            failed |= ended.returncode != 0
            rows += [(name, mark.what, *judged(mark, ended.stdout)) for mark in part.marks]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return int(failed)


def judged(mark: Mark, printed: str) -> tuple[str, str, str]:
    """Return the figure (the worst, where it is printed more than once), what it is to be, and whether it is."""
    figures = [float(each) for each in re.findall(mark.found, printed, re.MULTILINE)]
    wanted = f"<= {mark.most:g}" if mark.most is not None else f">= {mark.least:g}"
    if not figures:
        return "-", wanted, "not measured"
    figure = max(figures) if mark.most is not None else min(figures)
    reached = figure <= mark.most if mark.most is not None else figure >= (mark.least or 0)
    return f"{figure:g}", wanted, "reached" if reached else "missed"


if __name__ == "__main__":
    sys.exit(main())
