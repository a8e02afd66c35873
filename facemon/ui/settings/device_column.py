"""The left side of the devices' page: the list, what finds and sorts in it, and the buttons below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.collation import by_name
from facemon.ui.elided import ElidedLabel
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.fitting import wrap
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.device_list import DeviceList, Row
from facemon.ui.settings.device_order import Order, arranged
from facemon.ui.settings.icon_button import IconButton

_MANY = 8  # devices; with more, there is something to find


class DeviceColumn(QWidget):
    """Shows rows. No row jumps while its device is typed: they are arranged when the user asks for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._keys: list[str] = []
        self._shown: list[str] = []
        self.list = DeviceList()
        self.search = SearchBox()
        self.search.textChanged.connect(self._rearrange)
        self.search.left.connect(self.list.setFocus)
        self.order = Choice(self.tr("Sort by"))
        for order, word in (
            (Order.OWN, self.tr("In this order")),
            (Order.NAME, self.tr("By name")),
            (Order.GROUP, self.tr("By group")),
            (Order.ADDRESS, self.tr("By address")),
            (Order.STATE, self.tr("By state")),
        ):
            self.order.addItem(word, order.value)
        self.order.setMinimumContentsLength(7)
        self.order.activated.connect(self._rearrange)
        self.add_button = QPushButton(self.tr("Add…"))
        self.up_button = IconButton("up", self.tr("Move up (Alt+Up)"))
        self.down_button = IconButton("down", self.tr("Move down (Alt+Down)"))
        self.more_button = IconButton("menu", self.tr("Many devices: import, export, check"))
        self.more = QMenu(self)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.undo_button = QPushButton(self.tr("Undo"))
        self.removed = ElidedLabel(colour="dim")
        self._nothing = PlainLabel(self.tr("No device has that in its name, group, address or state."), dim=True)
        wrap(self._nothing)
        self._nothing.hide()
        self.said = PlainLabel(size=0.95)
        wrap(self.said)
        self.said.hide()
        self._removed = QWidget()
        self._tools = QWidget()
        self._lay_out()
        self.up_button.clicked.connect(partial(self.list.move_current, -1))
        self.down_button.clicked.connect(partial(self.list.move_current, 1))
        self.more_button.clicked.connect(self._open_more)
        for button in (self.add_button, self.remove_button, self.undo_button):
            button.setAutoDefault(False)
        self.restyle()

    @property
    def movable(self) -> bool:
        """Whether the list shows all devices in their own order, so that it can be changed."""
        return self.order.value() == Order.OWN.value and not self.search.text().strip()

    def offer(self, words: str) -> QAction:
        """Put an item into the menu for many devices and return it."""
        action = QAction(words, self.more)
        self.more.addAction(action)
        return action

    def show_rows(self, rows: Sequence[Row], chosen: Sequence[str]) -> None:
        """Show these rows, of which the user has chosen some; tells nobody."""
        self._rows = rows
        keys = [row.key for row in rows]
        if keys != self._keys:
            self._keys = keys
            self._tools.setVisible(len(rows) > _MANY or not self.movable)
            self._arrange()
        by_key = {row.key: row for row in rows}
        self.list.set_rows([by_key[key] for key in self._shown], chosen)
        place = self.list.currentRow()
        one = self.movable and len(chosen) == 1
        self.remove_button.setEnabled(bool(chosen))
        self.up_button.setEnabled(one and place > 0)
        self.down_button.setEnabled(one and 0 <= place < self.list.count() - 1)

    def refresh(self, rows: Sequence[Row]) -> None:
        """Show new words in the rows that are there."""
        self._rows = rows
        by_key = {row.key: row for row in rows}
        self.list.refresh([by_key[key] for key in self._shown])

    def reveal(self, key: str) -> None:
        """Show this device, whatever is searched for."""
        if key not in self._shown and self.search.text():
            self.search.clear()

    def say(self, sentence: str, tone: str = "dim") -> None:
        """Tell what came of something below the list, as "good", "warn", "bad" or "dim"; nothing for ""."""
        self.said.setText(sentence)
        self.said.take_tone(tone)
        self.said.setVisible(bool(sentence))

    def say_removed(self, sentence: str) -> None:
        """Tell what was removed and offer it back; nothing for ""."""
        self.removed.set_text(sentence)
        self._removed.setVisible(bool(sentence))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.search.restyle()
        self.search.setPlaceholderText(self.tr("Find by name, group, address, state"))
        for button in (self.up_button, self.down_button, self.more_button):
            button.restyle()
        self.list.doItemsLayout()
        self.list.updateGeometry()
        self.removed.restyle()
        self.said.restyle()

    def _rearrange(self) -> None:
        chosen = self.list.chosen
        self.list.set_movable(movable=self.movable)
        self._arrange()
        self.show_rows(self._rows, chosen)
        if self.list.chosen != chosen:  # what is no longer shown is no longer chosen
            self.list.selected.emit()

    def _arrange(self) -> None:
        order = Order(self.order.value())
        self._shown = [row.key for row in arranged(self._rows, order, self.search.text(), key=by_name())]
        self._nothing.setVisible(bool(self._rows) and not self._shown)

    def _open_more(self) -> None:
        self.more.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def _lay_out(self) -> None:
        margin = round(1.5 * theme.SPACE)
        self.setObjectName("left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(theme.SPACE)
        tools.addWidget(self.search, 3)
        tools.addWidget(self.order, 2)
        undo = QHBoxLayout(self._removed)
        undo.setContentsMargins(margin, 0, 0, 0)
        undo.addWidget(self.removed, 1)
        undo.addWidget(self.undo_button)
        buttons = FlowLayout(spacing=theme.SPACE)
        for button in (self.add_button, self.up_button, self.down_button, self.more_button):
            buttons.addWidget(button)
        buttons.addWidget(stretching())
        buttons.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin - 1, margin - 1, margin - 1, margin)
        column.setSpacing(margin)
        column.addWidget(self._tools)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        column.addWidget(self._removed)
        column.addWidget(self.said)
        column.addLayout(buttons)
        column.addStretch(1)
