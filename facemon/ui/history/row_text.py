"""What a row of the table says, in words."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.event import Category, DeviceAlarm, Event, Happening
from facemon.history.query import Found
from facemon.ui import words
from facemon.ui.text import clean


class RowText(msgspec.Struct, frozen=True):
    """The texts of one row; empty where there is nothing to say."""

    category: Category
    date: str
    time: str
    title: str
    second: str
    number: str
    device: str
    score: str
    access: str
    passed: bool | None
    answer: str
    unanswered: bool

    @property
    def sentence(self) -> str:
        """The row as one sentence, the most important first."""
        badge = words.category(self.category)
        spoken = [self.title, badge if badge != self.title else "", self.access, self.second, self.number]
        return words.listed([*spoken, self.device, self.date, self.time, self.answer])


def row_text(found: Found, device_name: str) -> RowText:
    """Return what the row of an event says in the language in use."""
    happening = found.happening
    event = happening if isinstance(happening, Event) else None
    unanswered = found.raised and found.answer is None
    return RowText(
        category=happening.category,
        date=words.date(happening.at_ms),
        time=words.time(happening.at_ms),
        title=words.title(happening),
        second=_second(happening),
        number=clean(_number(happening), 60),
        device=device_name,
        score="" if event is None or event.score is None else words.score(event.score),
        access=words.access(event.passed) if event else "",
        passed=event.passed if event else None,
        answer=to_be_acknowledged() if unanswered else answer(found),
        unanswered=unanswered,
    )


def to_be_acknowledged() -> str:
    """Return what is said of an event that nobody has acknowledged yet, though somebody has to."""
    return QCoreApplication.translate("Row", "To be acknowledged")


def answer(found: Found) -> str:
    """Return who acknowledged an event, how long after it, and what was noted; empty where nobody has."""
    given = found.answer
    if given is None:
        return ""
    after = words.duration(max(0, given.at_ms - found.happening.at_ms) / 1000)
    who = words.listed((clean(given.by, 60), after))
    note = clean(given.note)
    return QCoreApplication.translate("Row", "{who}: {note}").format(who=who, note=note) if note else who


def _second(happening: Happening) -> str:
    second = words.secondary(happening)
    if isinstance(happening, Event):
        if happening.person is not None and happening.category in (Category.STAFF, Category.UNKNOWN):
            second = words.listed(clean(group.name, 60) for group in happening.person.groups)  # the number has a column
        if happening.recovered:
            second = words.joined(second, QCoreApplication.translate("Row", "recovered"))
    return second


def _number(happening: Happening) -> str:
    if isinstance(happening, DeviceAlarm):
        return happening.user_id
    if not isinstance(happening, Event) or happening.person is None:
        return ""
    person = happening.person
    return person.job_number or person.user_id or person.ic_number
