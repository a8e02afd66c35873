"""Every field of an event in words, as the detail panel shows it and the clipboard takes it."""

from __future__ import annotations

import enum
from typing import Protocol

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.event import AlarmStatus, DeviceAlarm, Event, Group, Happening, Person, UnknownMessage
from facemon.history.query import Answer
from facemon.ui import words
from facemon.ui.text import clean

LATE_MS = 2_000  # devices send whole seconds, and a message needs a moment: less than this is no news
_LIMIT = 1_000  # characters of one value: the longest the document knows is a remark of 256 bytes


class Tone(enum.Enum):
    """How a value is coloured."""

    PLAIN = "text"  # the values are names of colours in the theme
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Field(msgspec.Struct, frozen=True):
    """One line: what it is, and what it says."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN


class Named(Protocol):
    """A device, as far as a person is told of it."""

    @property
    def name(self) -> str:
        """What it is called."""


def fields(happening: Happening, device: Named | None, answer: Answer | None = None) -> tuple[Field, ...]:
    """Return the fields that are present, in the order they are read.

    Args:
        happening: what is told.
        device: where; None once it has been removed.
        answer: that somebody has acknowledged it, as far as that is known.
    """
    translate = QCoreApplication.translate
    lines = [
        Field(translate("Fields", "Time"), words.date_time(happening.time_ms)),
        Field(translate("Fields", "Arrived"), _arrival(happening)),
        Field(translate("Fields", "Device"), clean(device.name, 100) if device else clean(happening.device_id, 100)),
        Field(translate("Fields", "Serial number"), _outside(happening.device_sn)),
    ]
    if isinstance(happening, Event):
        lines += _of_event(happening)
        if happening.person is not None:
            lines += _of_person(happening.person)
    elif isinstance(happening, DeviceAlarm):
        lines += _of_alarm(happening)
    else:
        lines += _of_unknown(happening)
    if answer is not None:
        lines += _of_answer(answer)
    lines.append(Field(translate("Fields", "Event id"), _outside(happening.uuid)))
    unread = words.listed(dict.fromkeys(words.flaw(name) for name in happening.flaws))
    lines.append(Field(translate("Fields", "Could not be read"), unread, Tone.WARN))
    return tuple(line for line in lines if line.value)


def as_text(title: str, lines: tuple[Field, ...]) -> str:
    """Return the fields as lines of plain text under a title."""
    return "\n".join([title, *(f"{line.label}: {line.value}" for line in lines)])


def _arrival(happening: Happening) -> str:
    late_ms = happening.received_ms - happening.time_ms
    if abs(late_ms) <= LATE_MS:
        return ""
    translate = QCoreApplication.translate
    apart = words.duration(abs(late_ms) / 1000)
    told = (
        translate("Fields", "{time} ({duration} later)")
        if late_ms > 0
        else translate("Fields", "{time} ({duration} earlier)")
    )
    return told.format(time=words.date_time(happening.received_ms), duration=apart)


def _of_event(event: Event) -> list[Field]:
    translate = QCoreApplication.translate
    access = words.access(event.passed)
    why = words.abnormal(event.abnormal_type)
    tone = {True: Tone.GOOD, False: Tone.BAD, None: Tone.PLAIN}[event.passed]
    temperature, fever = "", False
    if event.temperature is not None:
        temperature = words.temperature(event.temperature)
        fever = words.is_fever(event.temperature)
        if fever:
            temperature = translate("Fields", "{temperature} · fever").format(temperature=temperature)
    return [
        Field(translate("Fields", "Access"), words.SEPARATOR.join(part for part in (access, why) if part), tone),
        Field(translate("Fields", "Match score"), "" if event.score is None else words.score(event.score)),
        Field(translate("Fields", "Liveness"), "" if event.liveness is None else words.score(event.liveness)),
        Field(translate("Fields", "Verification"), words.mode(event.mode)),
        Field(translate("Fields", "Entry"), words.entry_mode(event.entry_mode)),
        Field(translate("Fields", "Temperature"), temperature, Tone.WARN if fever else Tone.PLAIN),
        Field(translate("Fields", "Mask"), words.mask(event.mask)),
    ]


def _of_person(person: Person) -> list[Field]:
    translate = QCoreApplication.translate
    return [
        Field(translate("Fields", "Name"), _outside(person.name)),
        Field(translate("Fields", "Groups"), words.listed(map(_group, person.groups))),
        Field(translate("Fields", "Job number"), _outside(person.job_number)),
        Field(translate("Fields", "Card number"), _outside(person.ic_number)),
        Field(translate("Fields", "ID number"), _outside(person.id_number)),
        Field(translate("Fields", "User id"), _outside(person.user_id)),
        Field(translate("Fields", "User type"), "" if person.type is None else str(person.type)),
        Field(
            translate("Fields", "Visitor from"), words.date_time(person.guest_start_ms) if person.guest_start_ms else ""
        ),
        Field(
            translate("Fields", "Visitor until"), words.date_time(person.guest_end_ms) if person.guest_end_ms else ""
        ),
        Field(translate("Fields", "Remark"), _outside(person.remark)),
    ]


def _of_alarm(alarm: DeviceAlarm) -> list[Field]:
    translate = QCoreApplication.translate
    status = {
        AlarmStatus.RAISED: translate("Fields", "Raised"),
        AlarmStatus.CLEARING_FAILED: translate("Fields", "Clearing failed"),
        AlarmStatus.CLEARED: translate("Fields", "Cleared"),
        None: "",
    }[alarm.status]
    return [
        Field(translate("Fields", "Alarm"), words.device_alarm(alarm.code)),
        Field(translate("Fields", "Alarm code"), "" if alarm.code is None else str(alarm.code)),
        Field(translate("Fields", "Status"), status, Tone.GOOD if alarm.status == AlarmStatus.CLEARED else Tone.PLAIN),
        Field(translate("Fields", "Description"), _outside(alarm.description)),
        Field(translate("Fields", "User id"), _outside(alarm.user_id)),
    ]


def _of_unknown(message: UnknownMessage) -> list[Field]:
    label = QCoreApplication.translate("Fields", "Message type")
    return [Field(label, "" if message.type is None else str(message.type))]


def _of_answer(answer: Answer) -> list[Field]:
    translate = QCoreApplication.translate
    told = translate("Fields", "{time} by {name}") if answer.by else "{time}"
    return [
        Field(
            translate("Fields", "Acknowledged"),
            told.format(time=words.date_time(answer.at_ms), name=_outside(answer.by)),
        ),
        Field(translate("Fields", "Note"), _outside(answer.note)),
    ]


def _group(group: Group) -> str:
    return _outside(group.name) or _outside(group.id)


def _outside(text: str) -> str:
    return clean(text, _LIMIT)
