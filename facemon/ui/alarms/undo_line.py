"""The line below the lane that takes the last acknowledgement back, as long as that can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facemon.alarm import Alarm
from facemon.ui import theme
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.board import RECENT_S
from facemon.ui.alarms.lines import Lines
from facemon.ui.alarms.row_frame import row_button
from facemon.ui.history.flow import FlowLayout


class UndoLine(QFrame):
    """Hidden while nothing can be taken back."""

    undo = Signal()
    note = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("box")
        self.alarms: tuple[Alarm, ...] = ()  # what the last deed has closed
        self._line = Lines(most=2)
        self._undo = row_button()
        self._undo.clicked.connect(self.undo)
        self._note = row_button()
        self._note.clicked.connect(self.note)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.SPACE)
        flow.addWidget(self._undo)
        flow.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(self._line)
        column.addWidget(buttons)
        self.hide()

    def show_recent(self, recent: Sequence[Alarm], now_ms: int) -> None:
        """Offer to take back the latest of these: one alarm, or all that one deed has closed together."""
        latest = recent[0].answered_ms if recent else None
        deed = tuple(alarm for alarm in recent if alarm.answered_ms == latest)
        new = bool(deed) and {alarm.id for alarm in deed} != {alarm.id for alarm in self.alarms}
        self.alarms = deed
        self.setVisible(bool(deed))
        if not deed:
            return
        if len(deed) == 1:
            said = self.tr("{what} acknowledged").format(what=alarm_text.short(deed[0]))
        else:
            said = self.tr("%n alarms acknowledged", "", len(deed))
        left = max(0, RECENT_S - (now_ms - (latest or now_ms)) // 1000)
        self._line.set_text(said)
        self._undo.setText(self.tr("Undo, {seconds} s (Ctrl+Z)").format(seconds=left))
        self._note.setText(self.tr("Note…"))
        self._note.setVisible(len(deed) == 1)
        self.setAccessibleName(said)
        if new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._line.restyle()
