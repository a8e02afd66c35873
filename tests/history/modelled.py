"""A history, and beside it a plain list of what is in it, which is asked by a plain filter."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from doors import NOW, alarm, event, unknown
from hypothesis import strategies as st

from facemon.event import Category, DeviceAlarm, Event, Group, Happening, Person
from facemon.folding import folded
from facemon.history.database import open_for_writing
from facemon.history.keep import Rows
from facemon.history.names import person_search, wording_search
from facemon.history.note import Seen
from facemon.history.query import Answer, Query, Slot
from facemon.history.reader import Reader

HOUR = 3_600_000
SHIFT = 8 * HOUR
NAMES = {"gate": "North gate", "yard": "Hof 北", "dock": ""}
STAFF, NIGHT = Group("1", "研发"), Group("2", "Nachtwächter")
PERSONS = (
    Person(),
    Person(name="张三", user_id="17", groups=(STAFF,)),
    Person(name="张三", user_id="17", groups=(STAFF, NIGHT)),
    Person(name="Zoë Hofmann", job_number="E-204"),
    Person(name="Zoë Hofmann", job_number="E-204", remark="left-handed"),
    Person(name="Zoë Hofmann", job_number="E-999", groups=(NIGHT,)),
    Person(name="单雄信", id_number="1101"),
)
WORDINGS = (("Door held open", ""), ("Door held open", "17"), ("Tür gewaltsam geöffnet", ""))
WORDS = ("zoe", "ZS", "三", "shan", "17", "e-204", "hof", "gate", "door", "tur", "研发", "nacht", "dock", "%", "nobody")

Drawn = list[tuple[Happening, bool, Answer | None]]

# Few moments, some of them on the edge of an hour or of a shift, so that many events share one.
moments = st.integers(0, 40).map(lambda step: (NOW // SHIFT + step // 10) * SHIFT + step % 10 * HOUR // 4)
_devices = st.sampled_from(sorted(NAMES))
_uuids = st.uuids().map(str)
happenings = st.one_of(
    st.builds(
        lambda at_ms, recovered, **fields: event(received_ms=at_ms, placed_ms=at_ms if recovered else None, **fields),
        at_ms=moments,
        recovered=st.booleans(),
        uuid=_uuids,
        device_id=_devices,
        category=st.sampled_from([category for category in Category if category is not Category.DEVICE]),
        passed=st.sampled_from([True, False, None]),
        person=st.none() | st.sampled_from(PERSONS),
    ),
    st.builds(
        lambda at_ms, wording, **fields: alarm(received_ms=at_ms, description=wording[0], user_id=wording[1], **fields),
        at_ms=moments,
        wording=st.sampled_from(WORDINGS),
        uuid=_uuids,
        device_id=_devices,
    ),
    st.builds(
        lambda at_ms, **fields: unknown(received_ms=at_ms, **fields), at_ms=moments, uuid=_uuids, device_id=_devices
    ),
)
rows: st.SearchStrategy[Drawn] = st.lists(
    st.tuples(happenings, st.booleans(), st.none() | st.just(Answer(NOW, "Ann", "seen to"))), max_size=60
)
queries = st.builds(
    Query,
    from_ms=st.none() | moments,
    to_ms=st.none() | moments,
    categories=st.none() | st.frozensets(st.sampled_from(Category)),
    devices=st.none() | st.frozensets(st.sampled_from([*NAMES, "gone"])),
    text=st.just("") | st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    person=st.none() | st.sampled_from(range(1, len(PERSONS) + 1)),
    group=st.none() | st.sampled_from([STAFF.name, NIGHT.name, "none"]),
    passed=st.none() | st.booleans(),
    acknowledged=st.none() | st.booleans(),
)


class Kept(msgspec.Struct, frozen=True):
    """An event, as the list has it."""

    id: int
    happening: Happening
    raised: bool
    answer: Answer | None

    @property
    def slot(self) -> Slot:
        return Slot(self.happening.at_ms, self.id)


class Model:
    """Writes events into a history and into a list."""

    def __init__(self, path: Path) -> None:
        self.connection = open_for_writing(path)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.kept: list[Kept] = []
        self._persons: dict[int, Person] = {}
        self._numbers = itertools.count(1)
        self._writer = Rows(self.connection)
        self.connection.execute("BEGIN")
        for device_id, name in NAMES.items():
            self._writer.note(Seen(device_id, name))
        self.connection.execute("COMMIT")

    def add(self, drawn: Drawn) -> None:
        """Write some more, in one transaction."""
        self.connection.execute("BEGIN")
        for happening, raised, answer in drawn:
            number = next(self._numbers)
            assert self._writer.keep(happening, number, raised=raised)
            if answer is not None:
                self._writer.answer(number, answer)
            self.kept.append(Kept(number, happening, raised, answer))
        self.connection.execute("COMMIT")
        happenings = {kept.id: kept.happening for kept in self.kept}
        for row, number in self.connection.execute("SELECT person, id FROM event WHERE person IS NOT NULL").fetchall():
            person = _person(happenings[number])
            assert person is not None
            self._persons[row] = person

    def remove(self, numbers: set[int]) -> None:
        """Delete events, as the retention does."""
        self.connection.executemany("DELETE FROM event WHERE id = ?", [(number,) for number in numbers])
        self.kept = [kept for kept in self.kept if kept.id not in numbers]

    def meeting(self, query: Query, *, oldest_first: bool = False) -> list[Kept]:
        """Return what meets a query, in order."""
        found = [kept for kept in self.kept if self._meets(query, kept)]
        return sorted(found, key=lambda kept: kept.slot, reverse=not oldest_first)

    def _meets(self, query: Query, kept: Kept) -> bool:
        happening = kept.happening
        person = _person(happening)
        return (
            (query.from_ms is None or happening.at_ms >= query.from_ms)
            and (query.to_ms is None or happening.at_ms < query.to_ms)
            and (query.categories is None or happening.category in query.categories)
            and (query.devices is None or happening.device_id in query.devices)
            and all(any(word in text for text in _texts(happening)) for word in folded(query.text).split())
            and (query.person is None or _same(self._persons.get(query.person), person))
            and (query.group is None or (person is not None and query.group in {g.name for g in person.groups}))
            and (query.passed is None or (isinstance(happening, Event) and happening.passed is query.passed))
            and query.acknowledged in (None, None if not kept.raised and kept.answer is None else bool(kept.answer))
        )


@contextmanager
def model_and_reader() -> Iterator[tuple[Model, Reader]]:
    """Give an empty model and the reader of its history."""
    with tempfile.TemporaryDirectory() as folder:
        model = Model(Path(folder) / "history.sqlite3")
        with closing(model.connection), Reader(Path(folder) / "history.sqlite3") as reader:
            yield model, reader


def _person(happening: Happening) -> Person | None:
    return happening.person if isinstance(happening, Event) else None


def _texts(happening: Happening) -> list[str]:
    texts = [folded(NAMES[happening.device_id] or happening.device_id)]
    if isinstance(happening, DeviceAlarm):
        texts.append(wording_search(happening.description, happening.user_id))
    person = _person(happening)
    return texts if person is None else [*texts, person_search(person)]


def _same(one: Person | None, other: Person | None) -> bool:
    if one is None or other is None or one == other:
        return one is not None and one == other
    if one.user_id:
        return (one.user_id, one.name) == (other.user_id, other.name)
    numbers = [(p.name, p.user_id, p.job_number, p.ic_number, p.id_number) for p in (one, other)]
    return bool(one.name) and numbers[0] == numbers[1]
