"""What keeping an event costs beside a bare sqlite3 loop that writes the same rows.

    python tests/bench/bench_store.py [EVENTS] [FOLDER]

Prints µs an event, wall clock and CPU, of both, and the ratio: events with a picture of 50 KB, in transactions of 5, by
40 persons with two groups at 3 devices. The bare loop knows every value beforehand, looks nothing up, hands nothing to
another thread, and writes into an equal file with the same pragmas, indices and triggers. FOLDER is where the files are
made; its disk decides the wall clock. Best of some rounds, taken in turns.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from facemon.event import Category, Event, Group, Person
from facemon.history.database import open_for_writing
from facemon.history.history import History

Item = TypeVar("Item")

PICTURE = random.Random(1).randbytes(50_000)
GROUP = 5
ROUNDS = 5
NOW = 1_795_437_127_000


def happenings(events: int) -> list[Event]:
    """Return what is kept."""
    chance = random.Random(2)
    groups = Group("1", "Research"), Group("2", "Night shift")
    people = [
        Person(name=f"Person {number}", user_id=f"{number}", job_number=f"E-{number}", groups=groups)
        for number in range(40)
    ]
    return [
        Event(
            uuid=hashlib.sha256(str(number).encode()).hexdigest()[:32], device_id=f"gate-{number % 3}",
            device_sn=f"8F210{number % 3}", time_ms=NOW + number * 200, received_ms=NOW + number * 200,
            category=Category.STAFF, passed=True, score=0.93, temperature=36.5, mode=0, person=chance.choice(people),
            picture=PICTURE, picture_size=len(PICTURE), raw="x" * 700,
        )
        for number in range(1, events + 1)
    ]  # fmt: skip


def bare(path: Path, kept: Path) -> Callable[[], None]:
    """Return a loop that writes the rows that the history at `kept` has."""
    with contextlib.closing(sqlite3.connect(kept)) as connection:
        tables = {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()
            for name in ("device", "serial", "person", "team", "membership", "event", "picture", "raw")
        }
    connection = open_for_writing(path)
    inserts = {name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})" for name, rows in tables.items()}
    attachments = zip(tables.pop("event"), tables.pop("picture"), tables.pop("raw"), strict=True)
    groups = list(grouped(list(attachments)))

    def loop() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for name, rows in tables.items():
            connection.executemany(inserts[name], rows)
        connection.execute("COMMIT")
        for group in groups:
            connection.execute("BEGIN IMMEDIATE")
            for event, picture, raw in group:
                connection.execute(inserts["event"], event)
                connection.execute(inserts["picture"], picture)
                connection.execute(inserts["raw"], raw)
            connection.execute("COMMIT")
        connection.close()

    return loop


def facemon(path: Path, events: list[Event]) -> Callable[[], None]:
    """Return what gives the events to the history, so many at once, and waits until they are on the disk."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    history.opened(10)
    numbered = list(grouped(list(enumerate(events, 1))))

    def loop() -> None:
        for group in numbered:
            for number, event in group:
                history.put(event, number, raised=False)
            history.flush(60)
        history.close(60)

    return loop


def grouped(items: list[Item]) -> Iterator[list[Item]]:
    """Yield the items that share a transaction."""
    for begin in range(0, len(items), GROUP):
        yield items[begin : begin + GROUP]


def measure(loop: Callable[[], None], events: int) -> tuple[float, float]:
    """Return µs an event, wall clock and CPU of every thread."""
    wall, cpu = time.perf_counter(), time.process_time()
    loop()
    return (time.perf_counter() - wall) / events * 1e6, (time.process_time() - cpu) / events * 1e6


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    kept = happenings(events)
    results: dict[str, list[tuple[float, float]]] = {"bare": [], "facemon": []}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
            folder = Path(name)
            os.sync()
            results["facemon"].append(measure(facemon(folder / "facemon.sqlite3", kept), events))
            loop = bare(folder / "bare.sqlite3", folder / "facemon.sqlite3")
            os.sync()
            results["bare"].append(measure(loop, events))
    best = {name: tuple(map(min, zip(*rounds, strict=True))) for name, rounds in results.items()}
    for name, (wall, cpu) in best.items():
        print(f"{name:8} {wall:8.0f} µs an event, {cpu:6.0f} µs of CPU")
    wall_ratio, cpu_ratio = (ours / bare for ours, bare in zip(best["facemon"], best["bare"], strict=True))
    print(f"ratio    {wall_ratio:8.2f}{cpu_ratio:22.2f}")


if __name__ == "__main__":
    main()
