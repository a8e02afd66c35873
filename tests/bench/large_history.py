"""Makes a large history fast: as the writer leaves it, but with plain SQL, the indexes and the counts at the end.

A site with ten devices and 20,000 people over a year. Staff come and go every day at the same few doors, some of them
with one badge for all; visitors come for some days and never again; a fair brought thousands in spring alone; some are
on the blacklist; there are strangers, attempts with a photograph, and alarms of the devices. One device is hardly ever
used, one was taken down half a year ago.
"""

from __future__ import annotations

import bisect
import itertools
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from facemon.event import Category, DeviceAlarm, Event, Group, Person
from facemon.history.coding import CATEGORY_CODES
from facemon.history.database import open_for_writing
from facemon.history.keep import Rows
from facemon.history.note import Seen

DAY = 86_400_000
END = 1_795_437_127_000  # 23 Nov 2026
BEGIN = END - 365 * DAY
DEVICES = (
    "North gate",
    "South gate",
    "Lobby",
    "Canteen",
    "Laboratory",
    "Garage",
    "Roof",
    "Depot",
    "Archive",
    "Old wing",
)
ARCHIVE, OLD_WING = 9, 10  # rows of the table `device`: one event in 20,000; nothing in the second half of the year
PEOPLE, STAFF, FAIR, BLACKLIST = 20_000, 5_000, 4_000, 30
FAIR_DAYS = range(110, 130)
SURNAMES = ("Müller", "Kowalska", "Smith", "Adeyemi", "García", "Sato", "Yılmaz", "Petrov", "Novák", "Jensen", "Rossi")
GIVEN = ("Zoë", "Ann", "Oluwaseun", "Marta", "José", "Mei", "Łukasz", "Fatma", "Yuki", "Ivan", "Lena", "Noor", "Tom")
HAN_SURNAMES, HAN_GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单曾",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国",
)
TEAMS = ("研发", "Night shift", "Cleaning", "Security", "Sales", "后勤", "Purchasing", "Workshop")
WORDINGS = ("Door held open", "Door forced", "Tamper contact", "Fire input")
RARE_WORDING = "Lid of the Roof device opened with a key"
# How much of a day has passed, and how much of its events have happened by then.
_RUSH = ((0, 0), (5 / 24, 0.02), (8 / 24, 0.12), (9 / 24, 0.3), (12 / 24, 0.45), (13 / 24, 0.58), (17 / 24, 0.75),
         (18.5 / 24, 0.92), (1, 1))  # fmt: skip

_EVENT = """
INSERT INTO event (id, at_ms, device, uuid, kind, category, recovered, raised, serial, person, wording, time_ms,
    received_ms, passed, score, temperature, mask, mode, code, status, picture_size, acknowledged_ms, acknowledged_by)
VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 53000, ?, ?)
"""


def make(path: Path, events: int) -> None:
    """Make a history of about that many events, without pictures, in a file that is not there yet."""
    with closing(open_for_writing(path)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        _begin(connection)
        later = connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'event' AND type <> 'table' AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in later:
            connection.execute(f"DROP {kind} {name}")
        connection.execute("BEGIN")
        connection.executemany(_EVENT, _events(events))
        for _, _, sql in later:
            connection.execute(sql)
        for table, columns in (
            ("tally", "at_ms / 3600000, category, device, ifnull(passed, -1), count(*)"),
            ("shift", "at_ms / 28800000, category, device, ifnull(passed, -1), count(*)"),
            ("presence", "person, device, category, ifnull(passed, -1), count(*), min(at_ms), max(at_ms)"),
        ):
            where = "WHERE person IS NOT NULL" if table == "presence" else ""
            connection.execute(f"DELETE FROM {table}")
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM event {where} GROUP BY 1, 2, 3, 4")
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


def people() -> list[Person]:
    """Return everybody; the row of the table `person` is the place in the list, counted from 1."""
    chance = random.Random(1)
    return [_person(number, chance) for number in range(PEOPLE)]


def _person(number: int, chance: random.Random) -> Person:
    if number == 0:
        return Person(name="Xenia Quast", user_id="U-rare", job_number="J000000", groups=(Group("99", "Auditors"),))
    if number == 1:
        name = "Shared Badge"
    elif chance.random() < 0.5:
        name = chance.choice(HAN_SURNAMES) + "".join(chance.choices(HAN_GIVEN, k=chance.randint(1, 2)))
    else:
        name = f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"
    team = "Spring fair" if STAFF <= number < STAFF + FAIR else "Visitors" if number >= STAFF else chance.choice(TEAMS)
    return Person(
        name=name, user_id=f"U{number:06}", job_number=f"J{number * 7:06}" if number < STAFF else "",
        ic_number=f"{number * 7919 % 10**10:010}", groups=(Group(team, team),),
    )  # fmt: skip


def _begin(connection: sqlite3.Connection) -> None:
    """Write each device, person and wording once, the way the writer does, with the first events."""
    rows = Rows(connection)
    connection.execute("BEGIN")
    for row, name in enumerate(DEVICES, 1):
        rows.note(Seen(f"device-{row}", name))
    number = itertools.count(1)
    for place, person in enumerate(people()):
        rows.keep(
            Event(uuid=f"first-{place}", device_id="device-10", device_sn="S10", time_ms=BEGIN,
                  received_ms=BEGIN + place, category=_category(place), passed=True, person=person),
            next(number), raised=False,
        )  # fmt: skip
    for wording in (*WORDINGS, RARE_WORDING):
        alarm = DeviceAlarm(uuid=wording, device_id="device-7", time_ms=BEGIN, received_ms=BEGIN, description=wording)
        rows.keep(alarm, next(number), raised=False)
    connection.execute("COMMIT")


def _category(place: int) -> Category:
    if place < STAFF:
        return Category.STAFF
    return Category.BLACKLIST if place >= PEOPLE - BLACKLIST else Category.VISITOR


def _events(count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(2)
    draw = chance.random

    def below(end: int) -> int:
        return int(draw() * end)

    doors = [chance.sample(range(1, 9), 3) for _ in range(STAFF)]
    code = CATEGORY_CODES
    guests = PEOPLE - STAFF - FAIR - BLACKLIST
    per_day = count / 365
    parts, shares = zip(*((share, part) for part, share in _RUSH), strict=True)
    for place in range(count):
        day, rest = divmod(place / per_day, 1)
        step = bisect.bisect_right(parts, rest) - 1
        along = (rest - parts[step]) / (parts[step + 1] - parts[step])
        at_ms = BEGIN + round((day + shares[step] + along * (shares[step + 1] - shares[step])) * DAY)
        person: int | None = None
        wording: int | None = None
        passed: int | None = 1
        kind, device = 0, 1 + below(8)
        lot = draw()
        if int(day) in FAIR_DAYS and lot < 0.25:
            category, person = code[Category.VISITOR], 1 + STAFF + below(FAIR)
        elif lot < 0.8:
            staff = 1 if draw() < 0.0125 else 1 + below(STAFF - 1)
            category, person, device = code[Category.STAFF], 1 + staff, doors[staff][below(3)]
            passed = int(draw() > 0.005)
        elif lot < 0.92:
            guest = min(guests - 1, int(day / 365 * guests) + below(40))
            category, person, passed = code[Category.VISITOR], 1 + STAFF + FAIR + guest, int(draw() > 0.03)
        elif lot < 0.985:
            category, passed = code[Category.STRANGER], 0
        elif lot < 0.997:
            category, passed = code[Category.NONLIVE], 0
        elif lot < 0.9975:
            category, person, passed = code[Category.BLACKLIST], 1 + PEOPLE - BLACKLIST + below(BLACKLIST), 0
        elif lot < 0.9995:
            category, kind, wording, passed = code[Category.DEVICE], 1, 1 + below(len(WORDINGS)), None
        else:
            category, kind, passed = code[Category.UNKNOWN], 2, None
        if draw() < 0.00005:
            device = ARCHIVE
        elif day < 180 and draw() < 0.02:
            device = OLD_WING
        raised = category in (3, 4, 5, 7)
        answered = at_ms + 60_000 if raised and draw() < (0.97 if day < 364 else 0.5) else None
        score = 0.9 if person else 0.2
        yield (
            PEOPLE + 100 + place, at_ms, device, f"{place:032x}", kind, category, raised, 1, person, wording, at_ms,
            at_ms, passed, score, 36.5, 10002 if kind == 1 else None, 1 if kind == 1 else None, answered,
            "guard" if answered else None,
        )  # fmt: skip
