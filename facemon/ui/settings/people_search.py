"""Finds people in the history, and lets the user say who is meant."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facemon.history.database import open_for_reading
from facemon.history.people import MOST, Identity, Match, find_people
from facemon.ui import error_text, theme, words
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.settings.task import Task
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean

_PAUSE_MS = 250  # in typing
_LONGEST = 100


class PeopleSearch(QWidget):
    """A text box, and below it who was found, each with a switch. Who is chosen stays while another is looked for."""

    changed = Signal()  # `chosen` is another

    def __init__(self, path: Path, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: dict[Identity, Match] = {}
        self._path = path
        self._relay = relay
        self._task: Task[list[Match]] | None = None
        self.toggles: list[Toggle] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.text = FormField(_LONGEST)
        self.text.set_words(self.tr("Name or number"), self.tr("part of it is enough; pinyin is understood"))
        self.text.box.textEdited.connect(lambda: self._pause.start())
        found = QWidget()
        self._found = QVBoxLayout(found)
        self._found.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._found.setSpacing(theme.SPACE // 2)
        self._found.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("box")
        scrolling(self._scroll, found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.text)
        layout.addWidget(self._scroll, 1)

    def look(self) -> None:
        """Look for what is in the box."""
        self._pause.stop()
        self.close_work()
        self._task = Task(self._relay, self._work(self.text.box.text()), self._show, self._say_why_not)

    def close_work(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.drop()

    def _work(self, text: str) -> Callable[[threading.Event, object], list[Match]]:
        def work(_stop: threading.Event, _say: object) -> list[Match]:
            with contextlib.closing(open_for_reading(self._path)) as connection:
                return find_people(connection, text)

        return work

    def _show(self, matches: list[Match]) -> None:
        others = [match for identity, match in self.chosen.items() if identity not in {m.identity for m in matches}]
        for toggle in self.toggles:
            self._found.removeWidget(toggle)
            toggle.deleteLater()
        self.toggles = []
        for match in (*others, *matches):
            toggle = Toggle(self._described(match))
            toggle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            toggle.setChecked(match.identity in self.chosen)
            toggle.toggled.connect(partial(self._choose, match))
            self._found.insertWidget(len(self.toggles), toggle)
            self.toggles.append(toggle)
        if matches or not self.text.box.text().strip():
            too_many = self.tr("These are the first {number}. Type more of the name.").format(number=MOST)
            self.text.say(too_many if len(matches) >= MOST else "", wrong=False)
        else:
            self.text.say(self.tr("The history knows nobody like that."), wrong=False)

    def _say_why_not(self, error: Exception) -> None:
        self.text.say(error_text.reason(error))

    def _described(self, match: Match) -> str:
        name = clean(match.identity.name, 60) or self.tr("without a name")
        numbers = words.joined(*(clean(number, 40) for number in match.numbers))
        last = self.tr("last on {date}").format(date=words.date(match.last_ms)) if match.events else ""
        return words.joined(name, numbers, self.tr("%Ln event(s)", "", match.events), last)

    def _choose(self, match: Match, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if on:
            self.chosen[match.identity] = match
        else:
            self.chosen.pop(match.identity, None)
        self.changed.emit()
