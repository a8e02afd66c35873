"""How long the first page of a search takes in a large history, and the counts and the time-line above it.

    python tests/bench/bench_search.py [--events N …] [--folder DIR] [--repeats N] [--cpu] [--cold]

Makes the history first, unless DIR has it from an earlier run (10 million events: some minutes and 3 GB). Prints the
median of repeated calls for each way to ask, with the file in the system's cache, the worst of all, and how many bare
look-ups of as many rows by primary key fit in. --cpu counts the processor's time instead of the clock's, for a machine
that has other things to do; --cold adds the first call after the file has been dropped from the cache.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from large_history import BEGIN, DAY, PEOPLE, RARE_WORDING, make

from facemon.event import Category
from facemon.history.query import Query, Slot
from facemon.history.reader import Reader

PAGE = 200
MIDDLE = Slot(BEGIN + 215 * DAY, 0)
ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
NONLIVE = frozenset({Category.NONLIVE})


def searches() -> dict[str, Query]:
    """Return what is looked for, the ordinary first, then what there is little or nothing of."""
    month = partial(Query, from_ms=BEGIN + 200 * DAY, to_ms=BEGIN + 230 * DAY)
    return {
        "everything": Query(),
        "a month": month(),
        "category: strangers": Query(categories=frozenset({Category.STRANGER})),
        "category: blacklist": Query(categories=frozenset({Category.BLACKLIST})),
        "device": Query(devices=frozenset({"device-3"})),
        "device hardly used": Query(devices=frozenset({"device-9"})),
        "device taken down half a year ago": Query(devices=frozenset({"device-10"})),
        "device taken down + denied + staff": Query(
            devices=frozenset({"device-10"}), passed=False, categories=frozenset({Category.STAFF})
        ),
        "denied": Query(passed=False),
        "device alarms, granted (none)": Query(categories=frozenset({Category.DEVICE}), passed=True),
        "term: one letter": Query(text="a"),
        "term: surname": Query(text="zhang"),
        "term: Han character": Query(text="张"),
        "term: initials": Query(text="zwf"),
        "term: two words": Query(text="zoe muller"),
        "term: job number": Query(text="J012345"),
        "term: one person, once, a year ago": Query(text="xenia quast"),
        "term: no hit": Query(text="nobody at all"),
        "term: alarm": Query(text="door held"),
        "term: rare alarm": Query(text=RARE_WORDING),
        "term: device's name": Query(text="archive"),
        "term: device's and person's name": Query(text="archive zhang"),
        "term + category + device + denied": Query(
            text="zhang", categories=frozenset({Category.STAFF}), devices=frozenset({"device-3"}), passed=False
        ),
        "term + category it never has": Query(text="fair", categories=frozenset({Category.STAFF})),
        "term + blacklist": Query(text="a", categories=frozenset({Category.BLACKLIST})),
        "term + device hardly used": Query(text="a", devices=frozenset({"device-9"})),
        "term + device taken down": Query(text="a", devices=frozenset({"device-10"})),
        "term + a month": month(text="zhang"),
        "group: thousands, only in spring": Query(group="Spring fair"),
        "group: thousands, only in spring, in autumn": Query(group="Spring fair", from_ms=BEGIN + 150 * DAY),
        "group: thousands, a month without them": month(group="Spring fair"),
        "group: staff": Query(group="Cleaning"),
        "group: staff, denied": Query(group="Cleaning", passed=False),
        "group: visitors, a month": month(group="Visitors"),
        "group: visitors, denied, a month": month(group="Visitors", passed=False),
        "group: one person": Query(group="Auditors"),
        "person": Query(person=77),
        "person, denied": Query(person=77, passed=False),
        "person, one device, non-live (none)": Query(person=77, devices=frozenset({"device-3"}), categories=NONLIVE),
        "shared badge": Query(text="shared badge"),
        "shared badge, denied": Query(text="shared badge", passed=False),
        "shared badge, one device, denied": Query(text="shared", devices=frozenset({"device-1"}), passed=False),
        "shared badge, device hardly used": Query(text="shared badge", devices=frozenset({"device-9"})),
        "shared badge, as a visitor (none)": Query(text="badge", categories=frozenset({Category.VISITOR})),
        "to acknowledge": Query(acknowledged=False),
        "to acknowledge: blacklist, device": Query(
            acknowledged=False, categories=frozenset({Category.BLACKLIST}), devices=frozenset({"device-3"})
        ),
        "to acknowledge, a month": month(acknowledged=False),
        "acknowledged": Query(acknowledged=True),
        "acknowledged, device taken down": Query(acknowledged=True, devices=frozenset({"device-10"})),
        "acknowledged, staff (none)": Query(acknowledged=True, categories=frozenset({Category.STAFF})),
        "acknowledged, term": Query(acknowledged=True, text="zhang"),
        "acknowledged, term that never is": Query(acknowledged=True, text="fair"),
    }


def time_lines() -> dict[str, Query]:
    """Return what a time-line is drawn of."""
    return {
        "everything": Query(),
        "nine devices": Query(devices=frozenset(f"device-{row}" for row in range(1, 10))),
        "denied": Query(passed=False),
        "two categories": Query(categories=frozenset({Category.STRANGER, Category.NONLIVE})),
    }


def days(zone: str) -> list[int]:
    """Return the midnights of a year in a time zone."""
    day = datetime.fromtimestamp(BEGIN / 1000, ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [day + timedelta(days=count) for count in range(367)]
    return [round(midnight.timestamp() * 1000) for midnight in days]


def forget(path: Path) -> None:
    """Drop a file from the system's cache."""
    os.sync()
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def timed(call: Callable[[], object], repeats: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Return how many milliseconds each of repeated calls took."""
    took = []
    for _ in range(repeats):
        begin = clock()
        call()
        took.append((clock() - begin) * 1000)
    return took


class Bench:
    """Times calls of a reader, and prints a line for each."""

    def __init__(self, path: Path, repeats: int, *, cpu: bool, cold: bool) -> None:
        self._path = path
        self._clock = time.thread_time if cpu else time.perf_counter
        self._repeats = repeats
        self._cold = cold
        self._bare = self._bare_page()
        self._table = ""
        self._slowest: dict[str, tuple[float, str]] = {}  # of each table, the line that takes longest

    def title(self, what: str, *columns: str) -> None:
        """Begin a table."""
        self._table = what
        cold = [column for column in (*columns, "cold") if column != "cold" or self._cold]
        print(f"\n{what:<47}" + "".join(f"{column:>11}" for column in (*cold, "worst", "x bare")))
        print(f"{'':47}(ms; a bare look-up of {PAGE} rows by primary key takes {self._bare:.2f} ms)")

    def line(self, name: str, *calls: Callable[[Reader], object]) -> None:
        """Time the same question asked in several ways."""
        with Reader(self._path) as reader:
            took = []
            for call in calls:
                call(reader)
                took.append(timed(partial(call, reader), self._repeats, self._clock))
        medians = [statistics.median(times) for times in took]
        self._slowest[self._table] = max(self._slowest.get(self._table, (0.0, "")), (max(medians), name))
        cells = list(medians)
        if self._cold:
            forget(self._path)
            with Reader(self._path) as reader:
                cells += timed(partial(calls[0], reader), 1, self._clock)
        cells.append(max(map(max, took)))
        print(f"{name:<47}" + "".join(f"{cell:11.1f}" for cell in (*cells, max(medians) / self._bare)), flush=True)

    def sum_up(self) -> None:
        """Name what takes longest in each table."""
        print()
        for table, (median, name) in self._slowest.items():
            print(f"slowest {table}: {median:.1f} ms ({name})")

    def _bare_page(self) -> float:
        """Return what it takes to look up a page of events by primary key, with SQLite alone."""
        with closing(sqlite3.connect(self._path)) as connection:
            (last,) = connection.execute("SELECT max(id) FROM event").fetchone()
            chance = random.Random(3)

            def look() -> None:
                for number in chance.sample(range(PEOPLE + 100, last), PAGE):
                    connection.execute("SELECT * FROM event WHERE id = ?", (number,)).fetchone()

            timed(look, self._repeats, self._clock)
            return statistics.median(timed(look, self._repeats, self._clock))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--folder", type=Path, help="keeps the history for another run")
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--cpu", action="store_true", help="the processor's time")
    parser.add_argument("--cold", action="store_true", help="also a first call without the system's cache")
    parser.add_argument("--only", default="", help="only the lines that have this in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for events in options.events:
            path = (options.folder or Path(folder)) / f"{events}.sqlite3"
            if not path.exists():
                begin = time.monotonic()
                make(path, events)
                print(f"\nmade in {time.monotonic() - begin:.0f} s")
            print(f"\n{events:,} events, {path.stat().st_size / 1e6:,.0f} MB")
            bench = Bench(path, options.repeats, cpu=options.cpu, cold=options.cold)
            run(bench, options.only)
            bench.sum_up()


def run(bench: Bench, only: str) -> None:
    """Print the tables of what has `only` in its name."""
    bench.title("page", "first", "oldest", "middle")
    for name, query in searches().items():
        if only in name:
            bench.line(
                name,
                partial(Reader.page, query=query, limit=PAGE),
                partial(Reader.page, query=query, limit=PAGE, oldest_first=True),
                partial(Reader.page, query=query, limit=PAGE, after=MIDDLE),
            )
    bench.title("counts by category", "")
    for name, query in searches().items():
        if only in name:
            bench.line(name, partial(Reader.counts, query=query))
    bench.title("time-line of a year, by local days", "")
    for name, query in time_lines().items():
        for zone in ZONES:
            if only in name:
                bench.line(f"{name}, {zone}", partial(Reader.histogram, query=query, edges=days(zone)))
    bench.title("time-line", "")
    for name, edges in {
        "a year in weeks": days("Asia/Shanghai")[::7],
        "a month in eighths of a day": list(range(BEGIN + 200 * DAY, BEGIN + 230 * DAY, DAY // 8)),
        "a week in hours": list(range(BEGIN + 200 * DAY, BEGIN + 207 * DAY, DAY // 24)),
        "a day in quarters of an hour": list(range(BEGIN + 200 * DAY, BEGIN + 201 * DAY, DAY // 96)),
        "an hour in minutes": list(
            range(BEGIN + 200 * DAY + DAY // 3, BEGIN + 200 * DAY + DAY // 3 + DAY // 24, 60_000)
        ),
        "a year in 400 odd parts": [BEGIN + round(part * 365 * DAY / 400) for part in range(401)],
    }.items():
        if only in name:
            bench.line(name, partial(Reader.histogram, query=Query(), edges=edges))
    bench.title("time-line of a year by days, by what no tally knows", "")
    for name in ("term: surname", "term: one letter", "group: staff", "person", "to acknowledge", "acknowledged"):
        if only in name:
            bench.line(name, partial(Reader.histogram, query=searches()[name], edges=days("Asia/Shanghai")))
    bench.title("other", "")
    others: dict[str, Callable[[Reader], object]] = {
        "stock": Reader.stock,
        "devices": Reader.devices,
        "groups": Reader.groups,
        "one event": partial(Reader.find, event_id=PEOPLE + 5_000),
        "next of this person": partial(Reader.neighbour, event_id=PEOPLE + 5_000, relation="person", newer=True),
        "next at this door": partial(Reader.neighbour, event_id=PEOPLE + 5_000, relation="device", newer=True),
        "next": partial(Reader.neighbour, event_id=PEOPLE + 5_000, relation="all", newer=True),
    }
    for name, call in others.items():
        if only in name:
            bench.line(name, call)


if __name__ == "__main__":
    main()
