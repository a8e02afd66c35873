"""How long live events wait for the disk while retention lets go of most of a history, beside the same without it.

    python tests/bench/bench_retention.py [--events 200000] [--picture 53000] [--rate 50] [--seconds 60] [--folder DIR]

Makes a history, of which nine tenths are too old, on a real disk. Then puts events at the given rate into it, one by
one, and takes the time until each is on the disk: first with nothing else going on, then while retention works. What
one of its steps takes, an event may have to wait longer: that must stay below 100 ms. The ratio hardly differs from
machine to machine.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from facemon.event import Category, Event, Group, Person
from facemon.history.clock import DAY_MS
from facemon.history.database import open_for_writing
from facemon.history.history import History
from facemon.history.keep import Rows
from facemon.history.retention import Retention
from facemon.history.steps import transaction
from facemon.settings import HistorySettings

T = TypeVar("T")

DEVICES = 5
PEOPLE = 5_000
RAW = '{"uuid":"%s","name":"%s","device":"%s","filler":"' + "x" * 900 + '"}'


def event(number: int, at_ms: int, picture: bytes, dice: random.Random) -> Event:
    """Return an event as a device sends it."""
    who = dice.randrange(PEOPLE)
    person = Person(name=f"Person {who}", user_id=str(who), groups=(Group(str(who % 20), f"Group {who % 20}"),))
    device_id = f"gate-{number % DEVICES}"
    return Event(
        uuid=f"{number:032x}", device_id=device_id, device_sn=f"SN{number % DEVICES}", time_ms=at_ms, received_ms=at_ms,
        category=dice.choice((Category.STAFF, Category.STAFF, Category.VISITOR, Category.STRANGER)), passed=True,
        score=0.9, person=person, picture=picture, picture_size=len(picture), raw=RAW % (number, who, device_id),
    )  # fmt: skip


def make(path: Path, events: int, picture: bytes, now_ms: int) -> None:
    """Write a history of so many events over the last thousand days."""
    dice = random.Random(1)
    connection = open_for_writing(path)
    connection.execute("PRAGMA synchronous = OFF")
    rows = Rows(connection)
    step_ms = 1000 * DAY_MS // events
    for begin in range(0, events, 1000):
        with transaction(connection):
            for number in range(begin, min(events, begin + 1000)):
                rows.keep(event(number, now_ms - (events - number) * step_ms, picture, dice), number + 1, raised=False)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    os.sync()


def live(history: History, first: int, rate: float, picture: bytes, until: threading.Event) -> list[float]:
    """Put events at this rate until the end; return how many seconds each took to be on the disk."""
    dice = random.Random(2)
    took: list[float] = []
    due = time.monotonic()
    while not until.is_set():
        number = first + len(took)
        happening = event(number, round(time.time() * 1000), picture, dice)
        begun = time.monotonic()
        history.put(happening, number, raised=False)
        if not history.flush(60):
            raise SystemExit("an event was not written within a minute")
        took.append(time.monotonic() - begun)
        due += 1 / rate
        until.wait(max(0.0, due - time.monotonic()))
    return took


class Timed:
    """A history that notes how long each job takes: what an event may have to wait for because of it."""

    def __init__(self, history: History) -> None:
        self.took: list[float] = []
        self._history = history

    def run(self, job: Callable[[sqlite3.Connection], T]) -> Future[T]:
        def timed(connection: sqlite3.Connection) -> T:
            begun = time.monotonic()
            try:
                return job(connection)
            finally:
                self.took.append(time.monotonic() - begun)

        return self._history.run(timed)


def told(name: str, took: list[float]) -> None:
    """Print a line."""
    ms = sorted(1000 * seconds for seconds in took)
    print(
        f"{name:24} {len(ms):6}, ms: median {statistics.median(ms):6.1f}, "
        f"99 % {ms[int(0.99 * len(ms))]:6.1f}, 99.9 % {ms[int(0.999 * len(ms))]:6.1f}, most {ms[-1]:6.1f}"
    )


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--picture", type=int, default=53_000)
    parser.add_argument("--rate", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to measure without retention")
    parser.add_argument("--folder", help="where to make it; default: where the system has its temporary files")
    arguments = parser.parse_args()
    picture = random.Random(0).randbytes(arguments.picture)
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        path = Path(folder) / "history.sqlite3"
        make(path, arguments.events, picture, round(time.time() * 1000))
        size = path.stat().st_size
        print(f"{arguments.events:,} events in {size / 1e9:.2f} GB")
        history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
        history.start()
        history.opened(600)
        end = threading.Event()
        threading.Timer(arguments.seconds, end.set).start()
        alone = live(history, 10**9, arguments.rate, picture, end)
        told("events alone", alone)

        end = threading.Event()
        removed = []
        timed = Timed(history)

        def retain() -> None:
            removed.append(Retention(path).run(timed, HistorySettings(keep_days=100), threading.Event()))
            end.set()

        thread = threading.Thread(target=retain)
        began = time.monotonic()
        thread.start()
        beside = live(history, 2 * 10**9, arguments.rate, picture, end)
        thread.join()
        seconds = time.monotonic() - began
        told("events beside retention", beside)
        told("retention's own steps", timed.took)
        print(
            f"{removed[0].events:,} events and {removed[0].pictures:,} pictures gone in {seconds:.0f} s, "
            f"{removed[0].events / seconds:,.0f} a second; the file has {path.stat().st_size / 1e9:.2f} GB"
        )
        print(
            f"ratio: median {statistics.median(beside) / statistics.median(alone):.2f}, "
            f"99 % {sorted(beside)[int(0.99 * len(beside))] / sorted(alone)[int(0.99 * len(alone))]:.2f}, "
            f"most {max(beside) / max(alone):.2f}"
        )
        history.close(30)


if __name__ == "__main__":
    main()
