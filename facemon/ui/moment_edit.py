"""A moment, typed or picked from a calendar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateTimeEdit, QToolButton, QWidget

from facemon.ui import icons, theme
from facemon.ui.fitting import icon_size

_ARROW = 12


class MomentEdit(QDateTimeEdit):
    """A day, and a time where its form has one.

    Args:
        form: how it is written, as QDateTimeEdit has it.
    """

    def __init__(self, form: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(form)
        self.setCalendarPopup(True)
        self.calendarWidget().setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        # Qt's calendar colours days and weekend by itself, for light palettes.
        plain = QTextCharFormat()
        plain.setForeground(theme.colour("text"))
        calendar = self.calendarWidget()
        for day in Qt.DayOfWeek:
            calendar.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(theme.colour("dim"))
        head.setBackground(theme.colour("bar"))
        calendar.setHeaderTextFormat(head)
        cell = theme.target(0)
        calendar.setMinimumSize(7 * cell + cell // 4, 8 * cell + cell // 2)  # six weeks, the days' names, the month
        side = icon_size()
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(icon, theme.theme().text, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        left, top = self.width() - _ARROW - theme.SPACE, (self.height() - _ARROW) / 2
        icons.paint(QPainter(self), "down", theme.colour("dim"), left, top, _ARROW)
