"""The devices of a group in a list: those in trouble first, each with its menu. Opened from the top bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facemon.device.status import State
from facemon.folding import folded
from facemon.ui import icons, status_words, theme, words
from facemon.ui.device_standing import DeviceAsks, DeviceStanding, act, state_colour, state_icon
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.fitting import give_icon, icon_size
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

_SEARCHED = 12  # devices from which there is a box to search in
_WIDE, _HIGH = 26, 18  # line heights: the list's usual size
_PLACE = Qt.ItemDataRole.UserRole


class DevicePopup(QFrame):
    """Closes with Escape, a click elsewhere, or once something has been chosen.

    Enter, Space or a click does with a device what its own chip would do. The order stays while it is open.

    Args:
        title: of the group.
        standings: its devices.
        asks: is told what a person wants of a device.
        group: its name, so that its events can be shown alone; empty where it has none.
    """

    def __init__(
        self,
        title: str,
        standings: Sequence[DeviceStanding],
        asks: DeviceAsks,
        parent: QWidget | None = None,
        *,
        group: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(title)
        self._title = title
        self._asks = asks
        self._standings = sorted(standings, key=lambda each: -each.urgency)
        self._heading = PlainLabel(bold=True)
        self.retry = QPushButton(self.tr("Retry all"))
        give_icon(self.retry, "retry", theme.theme().text)
        self.retry.clicked.connect(self._retry_all)
        self.events = QPushButton(self.tr("Show events"))
        give_icon(self.events, "search", theme.theme().text)
        self.events.setVisible(bool(group))
        self.events.clicked.connect(lambda: self._show_events(group))
        self.apart = QPushButton(self.tr("Own window"))
        give_icon(self.apart, "fullscreen", theme.theme().text)
        self.apart.setVisible(bool(group))
        self.apart.clicked.connect(lambda: self._show_apart(group))
        self.search = SearchBox()
        self.search.setVisible(len(self._standings) > _SEARCHED)
        self.search.restyle()
        self.search.setPlaceholderText(self.tr("Search devices"))
        self.search.setAccessibleName(self.tr("Search devices"))
        self.search.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setProperty("plain", True)
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(icon_size(), icon_size()))
        t = theme.theme()
        # The icons' colours can be told from this, not from the accent.
        self.list.setStyleSheet(
            f"QListWidget::item {{ padding: {theme.SPACE // 2}px; min-height: {theme.target(0)}px; }}"
            f"QListWidget::item:selected {{ background: {t.selected}; color: {t.text}; border: 1px solid {t.accent}; }}"
        )
        self.list.itemClicked.connect(self._act)
        self.list.installEventFilter(self)
        self.search.installEventFilter(self)
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self.events)
        top.addWidget(self.apart)
        top.addWidget(self.retry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        for place in range(len(self._standings)):
            item = QListWidgetItem()
            item.setData(_PLACE, place)
            self.list.addItem(item)
        self.refresh()
        self.list.setCurrentRow(0)

    def open_below(self, widget: QWidget) -> None:
        """Open below this, within the screen, and take the keyboard."""
        line = self.fontMetrics().height()
        room = widget.screen().availableGeometry()
        rows = self.list.sizeHintForRow(0) * min(len(self._standings), _HIGH) + 2 * theme.SPACE
        extra = self.sizeHint().height() - self.list.sizeHint().height()
        size = QSize(_WIDE * line, rows + extra).boundedTo(room.size())
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        left = max(room.left(), min(corner.x(), room.right() - size.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - size.height()))
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Say again how each stands."""
        watched = [each for each in self._standings if each.state is not State.OFF or each.urgency]
        live = sum(each.state is State.LIVE for each in watched)
        counted = self.tr("{live} of {all} live").format(live=live, all=len(watched))
        self._heading.setText(words.joined(self._title, counted))
        self.retry.setEnabled(any(each.state is State.WAITING for each in self._standings))
        for row in range(self.list.count()):
            item = self.list.item(row)
            standing = self._standings[item.data(_PLACE)]
            state = standing.state_words() or status_words.state(State.LIVE)
            trouble = standing.kind_of_trouble()
            text = words.joined(clean(standing.name, 60), *dict.fromkeys((trouble or state, state)))
            if text != item.text():
                item.setText(text)
                item.setIcon(icons.icon(state_icon(standing.state), theme.colour(state_colour(standing.state))))

    def shown(self) -> list[str]:
        """Return the ids of the devices in the list, from top to bottom."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [self._standings[item.data(_PLACE)].device.id for item in items if not item.isHidden()]

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # only these are watched
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                if self.list.currentItem() is not None:
                    self._act(self.list.currentItem())
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _act(self, item: QListWidgetItem) -> None:
        standing = self._standings[item.data(_PLACE)]
        owner = self.parentWidget() or self
        if standing.state == State.NEEDS_APPROVAL:
            self.close()
        menu = act(standing, self._asks, owner)
        if menu is not None:
            menu.triggered.connect(self.close)
            menu.popup(self.list.viewport().mapToGlobal(self.list.visualItemRect(item).center()))

    def _show_events(self, group: str) -> None:
        self.close()
        self._asks.show_group.emit(group)

    def _show_apart(self, group: str) -> None:
        self.close()
        self._asks.group_apart.emit(group)

    def _retry_all(self) -> None:
        for standing in self._standings:
            if standing.state is State.WAITING:
                self._asks.retry.emit(standing.device.id)

    def _narrow(self, text: str) -> None:
        sought = folded(text).split()
        first = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            device = self._standings[item.data(_PLACE)].device
            there = folded(f"{device.name} {device.host} {device.group} {item.text()}")
            item.setHidden(not all(word in there for word in sought))
            if first is None and not item.isHidden():
                first = row
        if first is not None:
            self.list.setCurrentRow(first)
