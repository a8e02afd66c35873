"""The words of a report: one event in a few lines, and one time that was not seen."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.event import Category, Event, Gap, GapCause, GapState, Person
from facemon.history.query import Found
from facemon.ui import words
from facemon.ui.fields import LATE_MS
from facemon.ui.gap_text import gap_text
from facemon.ui.text import clean


class EventText(msgspec.Struct, frozen=True):
    """What a report says about one event. Empty where there is nothing to say."""

    date: str
    time: str
    category: Category
    category_word: str
    clock: tuple[str, ...]  # that it came later, or what the device's clock said
    title: str
    details: tuple[str, ...]
    device: str
    access: str
    passed: bool | None
    measured: tuple[str, ...]
    answer: str
    id: str


def event_text(found: Found, device_names: Mapping[str, str]) -> EventText:
    """Return what a report says about an event; `device_names` by device id."""
    happening = found.happening
    event = happening if isinstance(happening, Event) else None
    return EventText(
        date=words.date(happening.at_ms),
        time=words.time(happening.at_ms),
        category=happening.category,
        category_word=words.category(happening.category),
        clock=_clock(found),
        title=words.title(happening),
        details=_details(found),
        device=clean(device_names.get(happening.device_id) or happening.device_id, 100),
        access=words.joined(words.access(event.passed), words.reason(event)) if event else "",
        passed=event.passed if event else None,
        measured=_measured(event) if event else (),
        answer=_answer(found),
        id=clean(happening.uuid, 100),
    )


def unseen_text(gap: Gap, device_names: Mapping[str, str]) -> tuple[str, str]:
    """Return which device was not seen from when to when, and why; and what has become of what was missed."""
    translate = QCoreApplication.translate
    name = clean(device_names.get(gap.device_id) or gap.device_id, 100)
    begin = words.date_time(gap.from_ms)
    if gap.to_ms is None:
        when = translate("Report", "from {begin} on").format(begin=begin)
    else:
        when = translate("Report", "from {begin} until {end}").format(begin=begin, end=words.date_time(gap.to_ms))
    why = {
        GapCause.DISCONNECTED: translate("Report", "not connected"),
        GapCause.UNREPORTED: translate("Report", "connected, but events not reported"),
        GapCause.CLOSED: translate("Report", "facemon was not running"),
        GapCause.NEW: translate("Report", "not watched before"),
        GapCause.NOT_KEPT: translate("Report", "events could not be kept"),
    }[gap.cause]
    told = gap_text(gap, name).outcome
    if gap.state is GapState.OFFERED:  # in the window it asks to be decided
        told = translate("Report", "not recovered yet")
    elif gap.state is GapState.OPEN:
        told = words.joined(translate("Report", "still goes on"), told)
    return words.joined(name, when, why), told


def _clock(found: Found) -> tuple[str, ...]:
    happening = found.happening
    translate = QCoreApplication.translate
    apart = abs(happening.time_ms - happening.at_ms) > LATE_MS
    said = words.since(happening.time_ms, happening.at_ms)
    return _said(
        translate("Card", "recovered") if happening.recovered else "",
        translate("Report", "device: {time}").format(time=said) if apart else "",
    )


def _details(found: Found) -> tuple[str, ...]:
    happening = found.happening
    person = happening.person if isinstance(happening, Event) else None
    return _said(words.secondary(happening)) if person is None else _of_person(person)


def _of_person(person: Person) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    visit = ""
    if person.guest_start_ms or person.guest_end_ms:
        ends = (
            f"{words.date(ms)} {words.clock(ms)}" if ms else "…" for ms in (person.guest_start_ms, person.guest_end_ms)
        )
        visit = translate("Report", "Visit {period}").format(period=" – ".join(ends))
    return _said(
        words.listed(clean(group.name or group.id, 60) for group in person.groups),
        words.joined(
            _labelled(translate("Fields", "Job number"), person.job_number),
            _labelled(translate("Fields", "User id"), person.user_id),
        ),
        _labelled(translate("Fields", "Card number"), person.ic_number),
        _labelled(translate("Fields", "ID number"), person.id_number),
        visit,
        clean(person.remark),
    )


def _said(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _labelled(label: str, value: str) -> str:
    shown = clean(value, 60)
    return f"{label}: {shown}" if shown else ""


def _measured(event: Event) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    temperature = ""
    if event.temperature is not None:
        fever = translate("Report", "fever") if words.is_fever(event.temperature) else ""
        temperature = words.joined(words.temperature(event.temperature), fever)
    return _said(
        temperature,
        _labelled(translate("Fields", "Mask"), words.mask(event.mask)),
        "" if event.score is None else _labelled(translate("Fields", "Match score"), words.score(event.score)),
        "" if event.liveness is None else _labelled(translate("Fields", "Liveness"), words.score(event.liveness)),
    )


def _answer(found: Found) -> str:
    translate = QCoreApplication.translate
    if found.answer is None:
        return translate("Report", "Not acknowledged yet") if found.raised else ""
    told = translate("Report", "Acknowledged {time} by {name}").format(
        time=words.date_time(found.answer.at_ms), name=clean(found.answer.by, 60)
    )
    return words.joined(told, clean(found.answer.note))
