"""Days and times at which a rule raises, edited without their syntax."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtCore import QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QPushButton, QTimeEdit, QVBoxLayout, QWidget

from facemon.settings.hours import Hours, parse_hours, written
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel
from facemon.ui.settings.hours_words import all_in_words, day
from facemon.ui.settings.icon_button import IconButton
from facemon.ui.settings.number_box import MARGIN
from facemon.ui.settings.toggle import Toggle

_DAY = 24 * 60  # minutes
_AT_NIGHT = Hours(
    frozenset(range(7)), 22 * 60, 8 * 60
)  # what is begun with: nearer to what is wanted than the whole day
_MOST = 20


class _Clock(QTimeEdit):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def minute(self) -> int:
        return self.time().hour() * 60 + self.time().minute()

    def set_minute(self, minute: int) -> None:
        self.setTime(QTime(minute // 60 % 24, minute % 60))


class HoursRow(QWidget):
    """One line: its days, and its times."""

    changed = Signal()
    removing = Signal()

    def __init__(self, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line  # as it was written, until something is changed
        hours = parse_hours(line)
        self._filling = True
        self.days = [QPushButton(day(number, short=True)) for number in range(7)]
        for number, button in enumerate(self.days):
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("day", True)
            button.setAccessibleName(day(number))
            button.setChecked(number in hours.days)
            button.toggled.connect(partial(self._day, button))
        self.begin = _Clock(self.tr("From"))
        self.end = _Clock(self.tr("To"))
        self.all_day = Toggle(self.tr("All day"))
        self.remove = IconButton("remove", self.tr("Remove these times"))
        self.begin.set_minute(hours.begin)
        self.end.set_minute(hours.begin + hours.length)
        self.all_day.setChecked(hours.begin == 0 and hours.length == _DAY)
        for clock in (self.begin, self.end):
            clock.timeChanged.connect(self._change)
        self.all_day.toggled.connect(self._change)
        self.remove.clicked.connect(self.removing)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE // 2)
        days, times = FlowLayout(spacing=theme.SPACE // 2), FlowLayout(spacing=theme.SPACE)
        for button in self.days:
            days.addWidget(button)
        self._to = PlainLabel("–")
        for part in (self.begin, self._to, self.end, self.all_day, self.remove):
            times.addWidget(part)
        rows.addLayout(days)
        rows.addLayout(times)
        self._filling = False
        self._enable()

    def _day(self, button: QPushButton, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        if not on and not any(other.isChecked() for other in self.days):
            button.setChecked(True)  # a line without a day would mean every day
            return
        self._change()

    def _change(self) -> None:
        if self._filling:
            return
        days = frozenset(number for number, button in enumerate(self.days) if button.isChecked())
        begin, end = self.begin.minute(), self.end.minute()
        hours = Hours(days, 0, _DAY) if self.all_day.isChecked() else Hours(days, begin, (end - begin) % _DAY or _DAY)
        line = written(hours)
        self._enable()
        if line != self.line:
            self.line = line
            self.changed.emit()

    def _enable(self) -> None:
        for part in (self.begin, self._to, self.end):
            part.setVisible(not self.all_day.isChecked())


class HoursEditor(QWidget):
    """Always, or some lines of days and times; says below in words what they mean."""

    changed = Signal()  # `value()` is another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.always = Toggle(self.tr("At any time"))
        self.rows: list[HoursRow] = []
        self.add = QPushButton(self.tr("Add other times"))
        self.add.setAutoDefault(False)
        self.words = PlainLabel(dim=True)
        wrap(self.words)
        self.always.toggled.connect(self._switch)
        self.add.clicked.connect(self._add)
        self._below = QVBoxLayout()
        self._below.setSpacing(theme.SPACE)
        foot = FlowLayout(spacing=theme.SPACE)
        foot.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.always)
        layout.addLayout(self._below)
        layout.addLayout(foot)
        layout.addWidget(self.words)

    def value(self) -> tuple[str, ...]:
        """Return the lines; none for always."""
        return tuple(row.line for row in self.rows)

    def set_value(self, lines: tuple[str, ...]) -> None:
        """Show these lines; tells nobody."""
        self._clear()
        for line in lines:
            self._append(line)
        self.always.blockSignals(True)
        self.always.setChecked(not lines)
        self.always.blockSignals(False)
        self._show()

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._clear()
        if not on:
            self._append(written(_AT_NIGHT))
        self._tell()

    def _add(self) -> None:
        last = parse_hours(self.rows[-1].line) if self.rows else _AT_NIGHT
        rest = frozenset(range(7)) - frozenset(day for row in self.rows for day in parse_hours(row.line).days)
        row = self._append(written(msgspec.structs.replace(last, days=rest or last.days)))
        self._tell()
        row.days[0].setFocus()

    def _append(self, line: str) -> HoursRow:
        row = HoursRow(line)
        row.changed.connect(self._tell)
        row.removing.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._below.addWidget(row)
        return row

    def _remove(self, row: HoursRow) -> None:
        self.rows.remove(row)
        self._drop(row)
        if not self.rows:
            self.always.blockSignals(True)
            self.always.setChecked(True)
            self.always.blockSignals(False)
        (self.rows[-1].remove if self.rows else self.always).setFocus()
        self._tell()

    def _clear(self) -> None:
        for row in self.rows:
            self._drop(row)
        self.rows = []

    def _drop(self, row: HoursRow) -> None:
        row.hide()
        self._below.removeWidget(row)
        row.deleteLater()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.add.setVisible(0 < len(self.rows) < _MOST)
        self.words.setText(all_in_words(self.value()) if self.rows else "")
        self.words.setVisible(bool(self.rows))
        self.always.setAccessibleDescription(self.words.text())
