"""The times that a report can be of, and the bar that chooses one."""

from __future__ import annotations

import enum

from PySide6.QtCore import QDateTime, QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from facemon.report.reading import Choose
from facemon.report.record import Shift
from facemon.report.shift import last_hours, last_shift, this_shift
from facemon.ui import theme
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.history.menu_button import OneOf
from facemon.ui.history.period import Period, span
from facemon.ui.history.span_edit import SpanEdit
from facemon.ui.label import PlainLabel


class Which(enum.Enum):
    """Which time a report is of."""

    THIS = "this"
    LAST = "last"
    HOURS_8 = "8 hours"
    HOURS_12 = "12 hours"
    TODAY = "today"
    YESTERDAY = "yesterday"
    CUSTOM = "custom"


class PeriodBar(QWidget):
    """The bar at the top of the report window."""

    changed = Signal()
    typed = Signal()  # a moment has changed, and may soon do so again
    refresh = Signal()
    handover = Signal()
    save = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._title = PlainLabel(bold=True, size=1.2)
        self.which = OneOf()
        self.which.chosen_changed.connect(self._which_changed)
        self.refresh_button, self.handover_button, self.save_button = QPushButton(), QPushButton(), QPushButton()
        self.save_button.setProperty("primary", True)
        for button, signal in (
            (self.refresh_button, self.refresh),
            (self.handover_button, self.handover),
            (self.save_button, self.save),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        self.custom = SpanEdit()
        self.custom.typed.connect(self.typed)
        self._lay_out()
        self.show_times(last_hours(8, QDateTime.currentMSecsSinceEpoch()))
        self.retranslate()
        self.restyle()

    def choose(self) -> Choose:
        """Return what makes a shift of who had the desk when, as it is chosen now."""
        which = Which(self.which.chosen)
        if which is Which.THIS:
            return this_shift
        if which is Which.LAST:
            return last_shift
        if which in (Which.HOURS_8, Which.HOURS_12):
            hours = 8 if which is Which.HOURS_8 else 12
            return lambda _duties, now_ms: last_hours(hours, now_ms)
        if which is Which.CUSTOM:
            begin, end = self.custom.span
            return lambda _duties, _now_ms: Shift(begin or 0, end or 0)
        return lambda _duties, now_ms: _day(Period(which.value), now_ms)

    def show_times(self, shift: Shift) -> None:
        """Begin a time of one's own with these, as long as none is chosen."""
        if self.which.chosen != Which.CUSTOM.value:
            self.custom.put(shift.from_ms, shift.to_ms)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        t = theme.theme()
        self._title.restyle()
        self.custom.restyle()
        self.setStyleSheet(f"#bar {{ background: {t.bar}; border-bottom: 1px solid {t.line}; }}")

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._title.setText(self.tr("Shift report"))
        self.refresh_button.setText(self.tr("Refresh"))
        self.handover_button.setText(self.tr("Handover note…"))
        self.save_button.setText(self.tr("Save…"))
        self.custom.retranslate()
        said = {
            Which.THIS: self.tr("This shift"),
            Which.LAST: self.tr("Last shift"),
            Which.HOURS_8: self.tr("Last 8 hours"),
            Which.HOURS_12: self.tr("Last 12 hours"),
            Which.TODAY: self.tr("Today"),
            Which.YESTERDAY: self.tr("Yesterday"),
            Which.CUSTOM: self.tr("Another time"),
        }
        chosen = self.which.chosen or Which.THIS.value
        self.which.offer(self.tr("Time"), [(which.value, word) for which, word in said.items()], chosen)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        first = QWidget()
        flow = FlowLayout(first, spacing=theme.SPACE)
        for widget in (
            self._title, self.which, stretching(), self.refresh_button, self.handover_button, self.save_button,
        ):  # fmt: skip
            flow.addWidget(widget)
        self.custom.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        rows.setSpacing(theme.SPACE)
        rows.addWidget(first)
        rows.addWidget(self.custom)

    def _which_changed(self) -> None:
        custom = self.which.chosen == Which.CUSTOM.value
        self.custom.setVisible(custom)
        if custom:
            self.custom.begin.setFocus()
        self.changed.emit()


def _day(period: Period, now_ms: int) -> Shift:
    whole = span(period, now_ms)
    return Shift(whole.from_ms or 0, min(whole.to_ms or now_ms, now_ms))
