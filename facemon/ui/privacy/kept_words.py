"""What is kept of people, how long and where, in plain sentences made from the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from PySide6.QtCore import QLocale, QObject

from facemon.administration import LARGEST as ADMINISTRATION_BYTES
from facemon.device.unreadable import MOST_BYTES as UNREADABLE_BYTES
from facemon.event import Category
from facemon.history.backup import KEPT as COPIES
from facemon.log import FILE_BYTES
from facemon.monitor.enrolled import KEPT as PHOTO_SECONDS
from facemon.pictures_shown import LARGEST as SHOWN_BYTES
from facemon.settings import PicturePrivacy, Settings
from facemon.settings.record import LARGEST as CHANGES_BYTES
from facemon.ui import words
from facemon.ui.feed.shelf import NEWEST
from facemon.ui.privacy.blurring import SHOWN_S
from facemon.ui.text import clean

_FILES = 2  # a log and the older one that it takes the place of
_LONGEST = 1000  # characters of a path


class Section(msgspec.Struct, frozen=True):
    """One kind of thing that is kept."""

    title: str
    sentences: tuple[str, ...]


class KeptWords(QObject):
    """Says it in the language in use at the moment of asking.

    Args:
        history: the history's file, in the profile's folder.
    """

    def __init__(self, history: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = history

    def sections(self, settings: Settings) -> list[Section]:
        """Return all that is kept, in the order in which it is told."""
        return [
            Section(self.tr("Events"), tuple(self._events(settings))),
            Section(self.tr("Pictures"), tuple(self._pictures(settings))),
            Section(self.tr("Alarms and what people at the desk do"), tuple(self._alarms(settings))),
            Section(self.tr("Operators"), tuple(self._operators())),
            Section(self.tr("Enrolled photos"), tuple(self._enrolled())),
            Section(self.tr("Log files"), tuple(self._logs())),
            Section(self.tr("Copies"), tuple(self._copies(settings))),
            Section(self.tr("What leaves this computer"), tuple(self._leaving(settings))),
            Section(self.tr("Erasing"), tuple(self._erasing())),
        ]

    def days(self, count: int) -> str:
        """Return so many days in words."""
        return self.tr("%Ln day(s)", "", count)

    def _events(self, settings: Settings) -> Iterator[str]:
        yield self.tr(
            "Of each event: time, device, category, whether the door opened, match score, and what the device "
            "measured. Of a person whom the device knows: name, user, job, card and ID number, groups, remark, time "
            "of a visit. And the device's message without its picture."
        )
        yield self.tr(
            "Kept for {days}, or until all that is kept takes {size} GB: then the oldest goes. An event that somebody "
            "still has to acknowledge stays."
        ).format(days=self.days(settings.history.keep_days), size=_number(settings.history.keep_gb))
        yield self.tr("Where: {file}").format(file=self._file(self._history.name))

    def _pictures(self, settings: Settings) -> Iterator[str]:
        facts = settings.history.keep_days
        for days, categories in _by_days(settings.privacy.by_category(), facts):
            if days is None:
                told = self.tr("{categories}: kept as long as the events, {days}.")
            elif days:
                told = self.tr("{categories}: kept for {days}.")
            else:
                told = self.tr("{categories}: not kept.")
            yield told.format(categories=words.listed(map(words.category, categories)), days=self.days(days or facts))
        blurred = [category for category in Category if settings.privacy.of(category).blur]
        if blurred:
            yield self.tr(
                "Blurred until somebody wants to see one, which is shown for {seconds} seconds and goes on record: "
                "{categories}."
            ).format(seconds=_number(round(SHOWN_S)), categories=words.listed(map(words.category, blurred)))
            yield self.tr(
                "Exports and reports have pictures as they are kept: they need the administrator's PIN if one is set."
            )
        else:
            yield self.tr("No pictures are blurred.")
        yield self.tr(
            "The picture of an alarm is kept, and is not blurred, until somebody has acknowledged the alarm. What is "
            "kept no longer goes within the hour, and its room on the disk is overwritten."
        )
        yield self.tr(
            "Where: in the file of the events; the newest, {count} at most, in memory until facemon ends."
        ).format(count=_number(NEWEST))

    def _alarms(self, settings: Settings) -> Iterator[str]:
        yield self.tr(
            "Of each alarm: kind, times, who answered it, how and with which note. Who was on duty when, notes from "
            "shift to shift, which door somebody had opened and why, who is on the watch list, since when and why."
        )
        yield self.tr(
            "Kept for {days} as well; an alarm until it is answered, and an entry of the watch list for so long after "
            "its end. Where: in the file of the events."
        ).format(days=self.days(settings.history.keep_days))

    def _operators(self) -> Iterator[str]:
        yield self.tr(
            "The names of those who can sign on at this desk, and of each PIN a hash that does not give it back, "
            "until they are removed in the settings. Where: {file}"
        ).format(file=self._file("operators.json"))
        yield self.tr(
            "Who was on duty when the administrator's PIN was given, wrong or changed, and who has changed which "
            "setting, each with its time. {size} MB at most, then the oldest goes. Where: {files}"
        ).format(
            size=_megabytes(_FILES * (ADMINISTRATION_BYTES + CHANGES_BYTES)),
            files=words.listed(map(self._file, ("administration.jsonl", "settings-changes.jsonl"))),
        )
        yield self.tr(
            "Who has had which blurred picture shown, and when: the event's number, no name of the person on it. "
            "{size} MB at most, then the oldest goes. Where: {file}"
        ).format(size=_megabytes(_FILES * SHOWN_BYTES), file=self._file("pictures-shown.jsonl"))

    def _enrolled(self) -> Iterator[str]:
        yield self.tr(
            "Fetched from the device when somebody compares; kept in memory for {hours} hours at most, and never "
            "written to the disk."
        ).format(hours=_number(round(PHOTO_SECONDS / 3600)))

    def _logs(self) -> Iterator[str]:
        yield self.tr(
            "What the program did, and its faults. No names. {size} MB at most, then the oldest is overwritten. "
            "Where: {file}"
        ).format(size=_megabytes(_FILES * FILE_BYTES), file=self._file("facemon.log"))
        yield self.tr(
            "The beginning of each message from a device that could not be read, in which somebody may be named. "
            "{size} MB at most, then the oldest is overwritten. Where: {file}"
        ).format(size=_megabytes(_FILES * UNREADABLE_BYTES), file=self._file("unreadable.log"))
        yield self.tr("A trace is written only where facemon is started with --trace: times, and no names.")

    def _copies(self, settings: Settings) -> Iterator[str]:
        folder = settings.history.backup_folder
        if folder:
            yield self.tr(
                "The file of the events is copied every day to {folder}. The newest {count} copies are kept there, "
                "each as it was on its day: they have pictures for up to {count} days longer."
            ).format(folder=clean(folder, _LONGEST), count=_number(COPIES))
        else:
            yield self.tr("No daily backup is set up.")
        yield self.tr(
            "Copies made by hand, exports, reports and saved pictures lie where somebody has put them. A history that "
            "was damaged or replaced stays beside the file in use. facemon deletes none of these."
        )

    def _leaving(self, settings: Settings) -> Iterator[str]:
        attention = settings.attention
        named = self.tr("with the person's name") if attention.notification_names else self.tr("without names")
        reached = [clean(attention.command[0], 200)] if attention.command else []
        if attention.webhook:
            reached.append(clean(urlsplit(attention.webhook).hostname or "", 200))
        if attention.supervisor_after and reached:
            yield self.tr(
                "When nobody answers an alarm, a supervisor is told of its kind, device and time, {named}, by way of: "
                "{reached}."
            ).format(named=named, reached=words.listed(reached))
        else:
            yield self.tr("Nothing about people is sent anywhere.")
        if attention.notification:
            yield self.tr("The desktop of this computer notifies of alarms, {named}.").format(named=named)

    def _erasing(self) -> Iterator[str]:
        yield self.tr(
            "On request, all that is kept in the file of the events about a person is erased for good: Settings, "
            "History, Erase a person's data. That it was done stays on record, without whose data it was. Copies made "
            "before still have it."
        )

    def _file(self, name: str) -> str:
        return clean(str(self._history.with_name(name)), _LONGEST)


def _by_days(pictures: dict[str, PicturePrivacy], facts: int) -> Iterator[tuple[int | None, Sequence[Category]]]:
    """Go through the lengths of time, the longest first, each with its categories; None for as long as the facts."""
    lengths: dict[int | None, list[Category]] = {}
    for category in Category:
        days = pictures[category].picture_days
        lengths.setdefault(None if days is None or days >= facts else days, []).append(category)
    for days in sorted(lengths, key=lambda days: facts if days is None else days, reverse=True):
        yield days, lengths[days]


def _number(count: int) -> str:
    return QLocale().toString(count)


def _megabytes(size: int) -> str:
    return _number(round(size / 1024 / 1024))
