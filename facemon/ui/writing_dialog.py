"""A dialog that writes a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facemon.history.export import Report
from facemon.history.stopping import Asked, Stopped
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.target_field import TargetField

_LOOK_MS = 100
_CLOSING = 0.5  # seconds that closing waits for what was begun to be taken away again
_ENDING = 1.0  # likewise, when the program ends: nobody would take it away later
T = TypeVar("T")


class ExistsError(Exception):
    """There is a file already where this shall go, and nobody has agreed to replace it."""


class WritingDialog(RestyledDialog):
    """Asks where to, writes a file away from this thread and says how it went. Closing it stops it.

    What is written, and in which words that is told, is for each kind of it to say: the methods that raise
    NotImplementedError.

    Args:
        target: where the file shall go.
        asked: what is asked for; it cannot be changed while the file is written.
    """

    def __init__(self, target: TargetField, asked: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self._asked = asked
        self._stop: threading.Event | None = None  # of what is under way
        self._progress = (0, 0)
        self._work = Background(self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        if (application := QApplication.instance()) is not None:
            application.aboutToQuit.connect(self._at_the_end)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.said = PlainLabel()
        wrap(self.said)
        self.opener, self.cancel, self.start = QPushButton(), QPushButton(), QPushButton()
        self.start.setProperty("primary", True)
        self.start.setDefault(True)
        for button, call in (
            (self.opener, self._open), (self.cancel, self.press_cancel), (self.start, self._press_start),
        ):  # fmt: skip
            button.setAutoDefault(button is self.start)
            button.clicked.connect(call)
        self.opener.hide()
        target.box.textChanged.connect(self.change)

    def start_word(self) -> str:
        """Return what the button that starts it is called."""
        raise NotImplementedError

    def begin(self) -> None:
        """Have `write` do what is asked for now."""
        raise NotImplementedError

    def stopped_words(self) -> str:
        """Return how it is told that nothing was written because somebody has stopped it."""
        raise NotImplementedError

    def failed_words(self, error: Exception) -> str:
        """Return how it is told that nothing was written because of this."""
        raise NotImplementedError

    def progress_words(self, _done: int, _of: int) -> str:
        """Return how far it is; empty where the bar says enough."""
        return ""

    def to_open(self) -> Path:
        """Return what is opened for somebody who wants to see what was written."""
        return self.target.file.parent

    @property
    def running(self) -> bool:
        """Whether it is being written."""
        return self._stop is not None

    def write(self, work: Callable[[Report, Asked], T], then: Callable[[T], None]) -> None:
        """Do `work` with what it reports to and asks whether to stop; in this thread, `then` says what it has done."""
        stop = self._stop = threading.Event()
        file = self.target.file

        def end(done: T) -> None:
            self._switch(running=False)
            self.target.agreed = None
            then(done)
            self.opener.show()
            self.opener.setFocus()

        def fail(error: Exception) -> None:
            self._switch(running=False)
            if isinstance(error, Stopped):
                self.say(self.stopped_words())
            elif isinstance(error, ExistsError):
                self.target.agreed = file
                self._name_start()
                self.say(self.tr("There is a file “{file}” already.").format(file=file.name), "warn")
            else:
                self.say(self.failed_words(error), "bad")

        self._progress = (0, 0)
        self._switch(running=True)
        self._work.run(lambda: work(self._take_progress, stop.is_set), end, fail)

    def say(self, text: str, tone: str = "") -> None:
        """Tell how it goes, as "good", "warn", "bad" or neither."""
        self.said.setText(text)
        self.said.take_tone(tone)

    def done(self, result: int) -> None:
        """Stop what is under way, which leaves nothing behind."""
        self.end_work(_CLOSING)
        super().done(result)

    def end_work(self, patience: float) -> None:
        """Stop what is under way and wait so many seconds until it has ended."""
        if self._stop is not None:
            self._stop.set()
        self._timer.stop()
        self._work.close(patience)

    def change(self) -> None:
        """Take up that something else is asked for."""
        self.start.setText(self.start_word())
        self.judge()

    def judge(self) -> None:
        """Let it be started or not."""
        self.start.setEnabled(not self.running and bool(self.target.file.name))

    def press_cancel(self) -> None:
        """Stop what is under way, or else close."""
        if self._stop is None:
            self.reject()
        else:
            self._stop.set()
            self.cancel.setEnabled(False)
            self.say(self.tr("Stopping …"))

    def lay_out(self, *parts: QWidget) -> QVBoxLayout:
        """Put these above what says how it goes and the buttons, and return the column."""
        buttons = QHBoxLayout()
        buttons.addWidget(self.opener)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addLayout(buttons)
        return column

    def retranslate(self) -> None:
        """Take up the language in use; what is written into the boxes and what has been said stay."""
        self.target.retranslate()
        self.bar.setAccessibleName(self.tr("Progress"))
        self._name_cancel()
        self._name_start()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.retranslate)  # not at once: it may make labels anew
        super().changeEvent(event)

    def _press_start(self) -> None:
        if self.target.file.is_absolute():
            self.begin()
        else:
            self.say(self.tr("Give the whole path of the file, or choose it with “Browse”."), "bad")

    def _switch(self, *, running: bool) -> None:
        self._asked.setEnabled(not running)
        self.bar.setVisible(running)
        self.cancel.setEnabled(True)
        self.opener.hide()
        if running:
            self.bar.setMaximum(0)
            self.say("")
            self._timer.start()
        else:
            self._stop = None
            self._timer.stop()
        self._name_cancel()
        self.change()

    def _name_cancel(self) -> None:
        self.cancel.setText(self.tr("Cancel") if self.running else self.tr("Close"))

    def _name_start(self) -> None:
        asks = self.target.agreed is not None and self.target.agreed == self.target.file
        self.start.setText(self.tr("Replace") if asks else self.start_word())

    def _take_progress(self, done: int, of: int) -> None:
        self._progress = (done, of)  # in the other thread: one tuple takes the place of another

    def _look(self) -> None:
        done, of = self._progress
        self.bar.setMaximum(1000 if of else 0)
        if of:
            self.bar.setValue(1000 * done // of)
            if (told := self.progress_words(done, of)) and self._stop is not None and not self._stop.is_set():
                self.say(told)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.to_open())))

    def _at_the_end(self) -> None:
        self.end_work(_ENDING)
