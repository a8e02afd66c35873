"""The window with the report of a shift. It reads in a thread of its own; what it shows, the page does."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from facemon.history.error import HistoryError
from facemon.history.reader import Reader
from facemon.limit import Limit
from facemon.report.figures import Figures, figures
from facemon.report.reading import Choose, read_shift
from facemon.report.record import Record, ShiftRecord
from facemon.ui import error_text, theme
from facemon.ui.fitting import wrap
from facemon.ui.history.asking import Asking
from facemon.ui.keys import sequences
from facemon.ui.label import PlainLabel
from facemon.ui.report.page import ReportPage
from facemon.ui.report.period import PeriodBar

_PATIENCE_MS = 300  # what takes longer is told
_TYPED_MS = 400  # after the last change of a moment, its shift is read
_SIZE = QSize(1180, 820)


class ReportWindow(QWidget):
    """A window over the history at `path`, which may be written meanwhile.

    Args:
        path: the history's file.
    """

    chosen = Signal()  # the event of `record` is to be seen in the history
    handover = Signal()  # a note for the next shift is to be written
    save = Signal()  # `shift` is to be saved as a file

    def __init__(self, path: Path) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._asking = Asking(path, self)
        self._error: HistoryError | None = None
        self.record: Record | None = None
        self.page: ReportPage | None = None
        self.bar = PeriodBar()
        self.said = PlainLabel(size=1.2, dim=True)
        wrap(self.said)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.said)
        self._pages.addWidget(self.area)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._say_reading)
        self._soon = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._soon.timeout.connect(self.look)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.bar)
        rows.addWidget(self._pages, 1)
        self.bar.changed.connect(self.look)
        self.bar.refresh.connect(self.look)
        self.bar.typed.connect(self._soon.start)
        self.bar.handover.connect(self.handover)
        self.bar.save.connect(self.save)
        self.bar.save_button.setEnabled(False)
        for keys, call in ((sequences("retry")[0], self.look), ("Ctrl+W", self.close), ("Ctrl+S", self._press_save)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)  # one press, one dialog
            shortcut.activated.connect(call)
        self.setMinimumSize(QSize(640, 480))
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.95))
        self.retranslate()
        self.restyle()

    @property
    def shift(self) -> ShiftRecord | None:
        """The shift that is shown."""
        return None if self.page is None else self.page.shift

    def look(self) -> None:
        """Read the chosen shift afresh."""
        self._soon.stop()
        self._patience.start()
        choose, now_ms = self.bar.choose(), round(time.time() * 1000)
        self._asking.ask("shift", lambda reader: _read(reader, choose, now_ms), self._show, self._fail)

    def come_to_front(self) -> None:
        """Bring the window before the user, from wherever it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_threads(self, limit: Limit) -> None:
        """End what goes on away from the window's thread."""
        self._asking.close(limit.left())

    # What the user does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        page, line = bar.pageStep(), bar.singleStep()
        moved = {
            Qt.Key.Key_PageUp: bar.value() - page, Qt.Key.Key_PageDown: bar.value() + page,
            Qt.Key.Key_Up: bar.value() - line, Qt.Key.Key_Down: bar.value() + line,
            Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in moved:
            bar.setValue(moved[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.look()
            self.bar.which.setFocus()

    def _press_save(self) -> None:
        if self.shift is not None:
            self.save.emit()

    # What the history answers

    def _show(self, answer: tuple[ShiftRecord, Figures]) -> None:
        shift, told = answer
        self._patience.stop()
        self._error = None
        self.bar.show_times(shift.shift)
        self.bar.save_button.setEnabled(True)
        same = self.shift is not None and self.shift.shift.from_ms == shift.shift.from_ms
        place = self.area.verticalScrollBar().value() if same else 0
        self._put(shift, told)
        self._pages.setCurrentWidget(self.area)
        self.area.verticalScrollBar().setValue(place)

    def _put(self, shift: ShiftRecord, told: Figures) -> None:
        page = ReportPage(shift, told)
        page.chosen.connect(lambda: self._choose(page))
        self.page = page
        self.area.setWidget(page)  # deletes the one before

    def _choose(self, page: ReportPage) -> None:
        self.record = page.record
        self.chosen.emit()

    def _fail(self, error: HistoryError) -> None:
        self._patience.stop()
        self._error = error
        self.bar.save_button.setEnabled(False)
        self._say_error()
        self._pages.setCurrentWidget(self.said)

    def _say_error(self) -> None:
        if self._error is not None:
            told = self.tr("The report cannot be made.")
            self.said.setText(f"{told}\n{error_text.history_error(self._error)}")

    def _say_reading(self) -> None:
        if self.page is None and self._error is None:
            self.said.setText(self.tr("Reading…"))

    # Look and language

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.bar.restyle()
        self.said.restyle()
        if self.page is not None:
            self._put(self.page.shift, self.page.figures)
        self.setStyleSheet(f"ReportWindow {{ background: {theme.theme().window}; }}")

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("Shift report – facemon"))
        self.area.setAccessibleName(self.tr("Shift report"))
        self._say_error()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.shift is not None:  # not at once: Qt is going through all widgets while it sends these
                QTimer.singleShot(0, self, self.restyle)
        super().changeEvent(event)


def _read(reader: Reader, choose: Choose, now_ms: int) -> tuple[ShiftRecord, Figures]:
    shift = read_shift(reader, choose, now_ms)
    return shift, figures(shift)
