"""The dialog that exports what a query finds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facemon.history.export import Exported, Form
from facemon.history.query import Query
from facemon.history.stopping import Stopped
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.export.fact_lines import FactLines
from facemon.ui.export.job import ExistsError, Order, Outlook, carry_out, look_ahead, sentence
from facemon.ui.export.query_words import query_lines
from facemon.ui.export.report import MOST_EVENTS
from facemon.ui.export.wishes import Wishes
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel

_LOOK_MS = 100
_CLOSING = 0.5  # seconds that closing waits for what was begun to be taken away again
_ENDING = 1.0  # likewise, when the program ends: nobody would take it away later


class ExportDialog(QDialog):
    """Says what will be exported, asks in which form and where to, and does it. Closing it stops it.

    Args:
        history: the history's file.
        query: what is to be exported.
        device_names: by device id.
    """

    def __init__(
        self, history: Path, query: Query, device_names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._history = history
        self._query = query
        self._device_names = dict(device_names)
        self._events: int | None = None
        self._person_name = ""
        self._closed = threading.Event()
        self._stop: threading.Event | None = None  # of the export that is under way
        self._progress = (0, 0)
        self._work = Background(self)
        self._counting = Background(self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._show_progress)
        if (application := QApplication.instance()) is not None:
            application.aboutToQuit.connect(self._at_the_end)
        self._make()
        self._lay_out()
        self.retranslate()
        self._judge()
        self._counting.run(
            lambda: look_ahead(history, query, self._closed.is_set), self._show_outlook, self._show_no_outlook
        )
        self.resize(roomy(34, 30))

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._stop is not None

    def done(self, result: int) -> None:
        """Stop what is under way, which leaves nothing behind."""
        self._end_work(_CLOSING)
        super().done(result)

    def _at_the_end(self) -> None:
        self._end_work(_ENDING)

    def _end_work(self, patience: float) -> None:
        self._closed.set()
        if self._stop is not None:
            self._stop.set()
        self._timer.stop()
        self._counting.close(0)
        self._work.close(patience)

    def _make(self) -> None:
        self.lines = FactLines()
        self.events = PlainLabel(bold=True)
        self.wishes = Wishes()
        self.wishes.changed.connect(self._change)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.said = PlainLabel()
        wrap(self.said)
        self.open_folder = QPushButton()
        self.open_folder.setAutoDefault(False)
        self.open_folder.clicked.connect(self._open_folder)
        self.open_folder.hide()
        self.cancel = QPushButton()
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._press_cancel)
        self.start = QPushButton()
        self.start.setProperty("primary", True)
        self.start.setDefault(True)
        self.start.clicked.connect(self._press_start)

    def _lay_out(self) -> None:
        what = QFrame()
        what.setObjectName("box")
        inside = QVBoxLayout(what)
        inside.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        inside.addWidget(self.lines)
        inside.addWidget(self.events)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_folder)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(what)
        layout.addWidget(self.wishes)
        layout.addStretch(1)
        layout.addWidget(self.bar)
        layout.addWidget(self.said)
        layout.addSpacing(theme.SPACE)
        layout.addLayout(buttons)
        self.bar.hide()

    def retranslate(self) -> None:
        """Take up the language in use; what has been said stays as it was said."""
        self.setWindowTitle(self.tr("Export"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.open_folder.setText(self.tr("Open folder"))
        self.cancel.setText(self.tr("Cancel") if self.running else self.tr("Close"))
        self.start.setText(self.tr("Export"))
        self._show_what()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self.retranslate)  # not at once: this makes labels anew
        super().changeEvent(event)

    def _show_what(self) -> None:
        self.lines.show_lines(query_lines(self._query, self._device_names, self._person_name))
        counting = self._events is None
        self.events.setText(self.tr("Counting …") if counting else self.tr("%Ln event(s)", "", self._events or 0))

    def _change(self) -> None:
        self.start.setText(self.tr("Export"))
        self._judge()

    def _judge(self) -> None:
        """Say what follows from what is wished, and whether it can be done."""
        too_many = self.wishes.is_report and self._events is not None and self._events > MOST_EVENTS
        if too_many:
            limit = self.tr("A report holds at most {most} events. Narrow the time or the filter, or export a table.")
            self._say(limit.format(most=QLocale().toString(MOST_EVENTS)), "warn")
        elif not self.running:
            self._say("")
        self.start.setEnabled(not self.running and not too_many and bool(self.wishes.file.name))

    def _press_start(self) -> None:
        if not self.wishes.file.is_absolute():
            self._say(self.tr("Give the whole path of the file, or choose it with “Browse”."), "bad")
            return
        stop = self._stop = threading.Event()
        order = self._order()
        self._progress = (0, 0)
        self._switch(running=True)
        self._work.run(
            lambda: carry_out(order, self._take_progress, stop.is_set),
            lambda exported: self._end(order, exported),
            lambda error: self._fail(order, error),
        )

    def _order(self) -> Order:
        wishes = self.wishes
        return Order(
            history=self._history,
            query=self._query,
            form=None if wishes.is_report else Form(wishes.form.value()),
            target=wishes.file,
            replace=wishes.agreed == wishes.file,
            pictures=wishes.pictures_folder,
            heading=wishes.heading,
            device_names=self._device_names,
            families=QApplication.font().families(),
        )

    def _press_cancel(self) -> None:
        if self._stop is None:
            self.reject()
            return
        self._stop.set()
        self.cancel.setEnabled(False)
        self._say(self.tr("Stopping …"))

    def _take_progress(self, done: int, of: int) -> None:
        self._progress = (done, of)  # in the export's thread: one tuple takes the place of another

    def _show_progress(self) -> None:
        done, of = self._progress
        self.bar.setMaximum(1000 if of else 0)
        if of:
            self.bar.setValue(1000 * done // of)
        if of and self._stop is not None and not self._stop.is_set():
            if self.wishes.is_report:
                percent = self.tr("{percent} %").format(percent=100 * done // of)
                self._say(percent)
            else:
                told = self.tr("{done} of about {all} events")
                self._say(told.format(done=QLocale().toString(done), all=QLocale().toString(of)))

    def _end(self, order: Order, exported: Exported) -> None:
        self._switch(running=False)
        told = self.tr("%Ln event(s) exported into “{file}”.", "", exported.events).format(file=order.target.name)
        if order.pictures is not None and order.form is not None:
            beside = self.tr("%Ln picture(s) in “{folder}”.", "", exported.pictures)
            told = f"{told}\n{beside.format(folder=order.pictures.name)}"
        self._say(told, "good")
        self.wishes.agreed = None
        self.open_folder.show()
        self.open_folder.setFocus()

    def _fail(self, order: Order, error: Exception) -> None:
        self._switch(running=False)
        if isinstance(error, Stopped):
            self._say(self.tr("Stopped: nothing was exported."))
        elif isinstance(error, ExistsError):
            self.wishes.agreed = order.target
            self.start.setText(self.tr("Replace"))
            self._say(self.tr("There is a file “{file}” already.").format(file=order.target.name), "warn")
        else:
            self._say(sentence(error), "bad")

    def _switch(self, *, running: bool) -> None:
        self.wishes.setEnabled(not running)
        self.bar.setVisible(running)
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Cancel") if running else self.tr("Close"))
        self.start.setText(self.tr("Export"))
        self.open_folder.hide()
        if running:
            self.bar.setMaximum(0)
            self._say(self.tr("Begins …"))
            self._timer.start()
        else:
            self._stop = None
            self._timer.stop()
        self._judge()

    def _say(self, text: str, tone: str = "") -> None:
        self.said.setText(text)
        for name in ("good", "warn", "bad"):
            self.said.setProperty(name, name == tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.restyle()  # polishing takes the font from the style sheet

    def _show_outlook(self, outlook: Outlook) -> None:
        self._events, self._person_name = outlook.events, outlook.person_name
        self._show_what()
        self._judge()

    def _show_no_outlook(self, error: Exception) -> None:
        self.events.hide()
        self._say(sentence(error), "bad")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.wishes.file.parent)))
