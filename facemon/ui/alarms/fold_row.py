"""A row that stands for many alarms: a device in a flood, or a kind that is shelved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.lines import Lines
from facemon.ui.alarms.row_frame import RowFrame, row_button
from facemon.ui.alarms.rows import FloodRow, ShelfRow
from facemon.ui.alarms.source import Source
from facemon.ui.fitting import give_icon
from facemon.ui.history.flow import FlowLayout

_MARGIN = 12


class FoldRow(RowFrame):
    """Says what it folds, opens to show it, and takes the group's answer."""

    toggled = Signal()  # open it, or close it
    ended = Signal()  # shelve it no longer

    def __init__(self, row: FloodRow | ShelfRow, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._source = source
        self._looks: tuple[bool, bool, bool] | None = None  # kind, whether there is something to open, and if it is
        self._line = Lines(most=3, bold=True)
        self._below = Lines(most=3, colour="dim")
        self._open = row_button()
        self._open.clicked.connect(self.toggled)
        self._answer = row_button(primary="primary")
        self._answer.clicked.connect(self.acknowledged)
        self._end = row_button()
        self._end.clicked.connect(self.ended)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.SPACE)
        for button in (self._answer, self._end, self._open):
            flow.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self._line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self._below)
        column.addWidget(buttons)

    def show_row(self, row: FloodRow | ShelfRow, *, selected: bool) -> None:
        """Show how the group stands now."""
        self.row = row
        self.set_selected(selected=selected)
        self._name_answer()
        looks = isinstance(row, FloodRow), bool(row.alarms), row.opened
        if looks != self._looks:  # else it only counts up, as it does many times a second in a flood
            self._looks = looks
            self._answer.setVisible(isinstance(row, FloodRow))
            self._end.setVisible(isinstance(row, ShelfRow))
            self._open.setVisible(bool(row.alarms))
            self.retranslate()
        self.tick()

    def tick(self) -> None:
        """Show what time has changed."""
        row, now = self.row, self._source.now_ms()
        if isinstance(row, FloodRow):
            name = self._source.device_name(row.flood.device_id)
            line = alarm_text.flood_line(name, row.flood, row.alarms, now)
            below = self.tr("A flood: what is critical stands apart, the rest is folded here")
        else:
            name = self._source.device_name(row.shelf.device_id)
            line, below = alarm_text.shelf_lines(name, row.shelf, len(row.alarms), now)
        self._line.set_text(line)
        self._below.set_text(below)
        self.setAccessibleName(f"{line}. {below}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def edge(self) -> QColor:
        return theme.colour("warn" if isinstance(self.row, FloodRow) else "border")

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._line.restyle()
        self._below.restyle()
        self._answer.restyle()
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._name_answer()
        self._end.setText(self.tr("End now"))
        self._open.setText(self.tr("Fold") if self.row.opened else self.tr("Show them"))
        give_icon(self._open, "up" if self.row.opened else "down", theme.theme().text)

    def _name_answer(self) -> None:
        count = len(self.row.alarms)
        self._answer.say(
            self.tr("Acknowledge %n (Space)", "", count) if self.selected else self.tr("Acknowledge %n", "", count)
        )
