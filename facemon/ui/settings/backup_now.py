"""The button “Back up now…”, and what comes of it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from facemon.history.backup import back_up
from facemon.history.stopping import Stopped
from facemon.ui import error_text, theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.text import clean


class BackupNow(QWidget):
    """Copies the history into a file that the user chooses; the same button stops it.

    Args:
        path: of the history.
        folder: gives the folder to begin with; empty for the user's own.
    """

    def __init__(self, path: Path, folder: Callable[[], str], relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._folder = folder
        self._relay = relay
        self._task: Task[None] | None = None
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._press)
        self.note = ElidedLabel(colour="dim")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(self.button)
        layout.addWidget(self.note, 1)
        self._show_button()

    def begin(self, file: str) -> None:
        """Copy into this file."""
        self.note.set_text(self.tr("Copying…"), "dim")
        target = Path(file)
        self._task = Task(self._relay, partial(self._copy, target), lambda _: self._done(target), self._failed)
        self._show_button()

    def close_work(self) -> None:
        """End copying; no half a file is left."""
        if self._task is not None:
            self._task.drop()

    def _copy(self, target: Path, stop: threading.Event, say: Callable[[Callable[[], None]], None]) -> None:
        last = -1

        def report(done: int, of: int) -> None:
            nonlocal last
            percent = 100 * done // max(1, of)
            if percent != last:
                last = percent
                say(partial(self._show_progress, percent))

        back_up(self._path, target, report=report, stopped=stop.is_set)

    def _press(self) -> None:
        if self._task is not None:
            self._task.stop()
            return
        name = f"facemon-{datetime.datetime.now().astimezone():%Y-%m-%d-%H%M}.sqlite3"
        dialog = QFileDialog(self, self.tr("Back up the history"), str(Path(self._folder() or Path.home()) / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sqlite3")
        dialog.fileSelected.connect(self.begin)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_progress(self, percent: int) -> None:
        # At the end comes the check of what was written, which does not say how far it is.
        self.note.set_text(
            self.tr("{number} % copied").format(number=QLocale().toString(percent))
            if percent < 100
            else self.tr("Checking the copy…"),
            "dim",
        )

    def _done(self, target: Path) -> None:
        self._end(self.tr("The backup is in {file}.").format(file=clean(str(target), 1000)), "good")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self._end(self.tr("Stopped. No copy was made."), "dim")
        else:
            self._end(clean(error_text.reason(error), 1000), "bad")

    def _end(self, sentence: str, colour: str) -> None:
        self._task = None
        self.note.set_text(sentence, colour)
        self._show_button()

    def _show_button(self) -> None:
        self.button.setText(self.tr("Back up now…") if self._task is None else self.tr("Stop"))
