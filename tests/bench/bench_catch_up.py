"""The whole program after a gap: how fast what was missed gets into the history, how late live events are meanwhile.

    python tests/bench/bench_catch_up.py [--events 50000] [--live 20] [--offscreen]

A simulated device is cut off, produces the events meanwhile, and comes back with --live events a second. Prints events
a second until the history has all of them, and from the last byte of a live event to its first frame, beside the same
before the gap. Recovered events keep the pictures that the device's records have, as at a real door.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import urllib3
from bench_monitor import Program, control, part_of
from display import own_display
from process_tree import own_cpu_seconds

from facemon.simulator.device import KEPT_RECORDS
from facemon.simulator.process import SimulatorProcess
from facemon.simulator.process import start as start_simulator

FASTEST = 5_000  # events a second that the device produces while it is cut off
QUIET = 15.0  # seconds of live events before the gap
_PATIENCE = 900.0  # seconds


def recovered(history: Path) -> int:
    """Return how many events gaps have given back to the history so far: the device is reached in between."""
    with contextlib.closing(sqlite3.connect(f"file:{history}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute("SELECT ifnull(sum(recovered), 0) FROM gap").fetchone()
    return int(count)


def latency(name: str, records: list[dict[str, Any]]) -> None:
    """Print how late the live ones among them were shown."""
    late = sorted((record["shown"] - record["received"]) / 1e6 for record in records if record["shown"])
    if late:
        print(
            f"{name}, {len(late)} live events: p50 {part_of(late, 0.5):.1f} ms, "
            f"p99 {part_of(late, 0.99):.1f} ms, worst {late[-1]:.1f} ms"
        )


def main() -> int:
    """Run the benchmark; return 1 when an event is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--live", type=float, default=20)
    parser.add_argument("--offscreen", action="store_true", help="draw into memory: there is no X server here")
    arguments = parser.parse_args()
    urllib3.disable_warnings()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        display = "" if arguments.offscreen else stack.enter_context(own_display())
        where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        device = start_simulator(rate=0, control=True)
        program = Program(folder, device, where, guard=False)
        control(device, "rate", rate=arguments.live)
        time.sleep(QUIET)
        control(device, "rate", rate=0)
        time.sleep(1)
        before = {item["uuid"] for item in _produced(device)}
        control(device, "faults", stream=False)
        control(device, "drop")
        control(device, "rate", rate=FASTEST)
        while control(device, "state")["produced"] < min(len(before) + arguments.events, KEPT_RECORDS):
            time.sleep(0.1)  # more than it keeps, a device counts no longer
        control(device, "rate", rate=0)
        time.sleep(1)
        missed = {item["uuid"] for item in _produced(device)} - before
        control(device, "rate", rate=arguments.live)
        control(device, "faults", stream=True)
        while not control(device, "state")["subscribers"]:
            time.sleep(0.05)
        begun = time.monotonic()
        cpu = own_cpu_seconds(program.process.pid)
        history = folder / "profile" / "history.sqlite3"
        early = recovered(history)
        while (count := recovered(history)) < len(missed) and time.monotonic() - begun < _PATIENCE:
            time.sleep(0.2)
        took = time.monotonic() - begun
        cpu = own_cpu_seconds(program.process.pid) - cpu
        records = program.end()
        device.stop()
    print(f"{count} of {len(missed)} missed events in {took:.1f} s: {(count - early) / took:.0f} events/s")
    print(f"CPU of the program meanwhile: {cpu / max(1, count - early) * 1000:.2f} ms an event")
    latency("before the gap", [record for record in records if record["uuid"] in before])
    other = before | missed
    latency("during the catch-up", [record for record in records if record["uuid"] not in other])
    return int(count < len(missed))


def _produced(device: SimulatorProcess) -> list[dict[str, Any]]:
    """Return the events that it produced; alarms of the device are in no records."""
    items: list[dict[str, Any]] = []
    read = 0
    while True:
        answer = control(device, "produced", offset=read, limit=1_000)
        items += [item for item in answer["items"] if item["type"] == 0]
        read += len(answer["items"])
        if not answer["items"] or read >= answer["total"]:
            return items


if __name__ == "__main__":
    sys.exit(main())
