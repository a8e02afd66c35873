"""The devices in the top bar, a chip each; what does not fit waits in a menu behind them, the calm ones first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from facemon.device.status import State
from facemon.ui import icons, status_words, theme, words
from facemon.ui.device_chip import DeviceChip, state_colour, state_icon
from facemon.ui.fitting import give_icon
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.device.status import Status
    from facemon.settings import DeviceSettings

_SHORT_NAME = 9  # average characters: names are cut to this before a chip has to go


def chosen(widths: Sequence[int], urgency: Sequence[int], room: int, gap: int, more: int) -> list[int]:
    """Return which of the chips to show, in their order.

    All of them where they fit; else the urgent ones first, with room left for the button with the rest.

    Args:
        widths: of each chip, in pixels.
        urgency: of each, the highest first.
        room: pixels there are.
        gap: pixels between two.
        more: width of the button.
    """
    if sum(widths) + gap * (len(widths) - 1) <= room:
        return list(range(len(widths)))
    left, result = room - more, []
    for index in sorted(range(len(widths)), key=lambda index: (-urgency[index], index)):
        if widths[index] + gap <= left:
            left -= widths[index] + gap
            result.append(index)
    return sorted(result)


class DevicesBar(QWidget):
    """Shows how every device's connection stands, and offers what can be done about it."""

    retry = Signal(str)  # the device's id, in all three
    approve = Signal(str)
    replaced = Signal(str)
    details = Signal(str)
    settings = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: dict[str, DeviceChip] = {}
        self.more = QPushButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.open_more)
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Devices"))

    def set_devices(self, devices: Sequence[DeviceSettings]) -> None:
        """Show just these devices, in this order."""
        old, self.chips = self.chips, {}
        for device in devices:
            chip = old.pop(device.id, None)
            if chip is None:
                chip = DeviceChip(device, self)
                chip.retry.connect(self.retry)
                chip.approve.connect(self.approve)
                chip.replaced.connect(self.replaced)
                chip.details.connect(self.details)
                chip.settings.connect(self.settings)
            else:
                chip.set_device(device)
            self.chips[device.id] = chip
        for chip in old.values():
            chip.hide()
            chip.deleteLater()
        self._chain_tabs()
        self._arrange()

    def set_status(self, status: Status) -> None:
        """Show how a device's connection stands; one that is not shown is passed over."""
        chip = self.chips.get(status.device_id)
        if chip is not None:
            chip.set_status(status)
            self._arrange()

    def set_skew(self, device_id: str, skew_ms: int) -> None:
        """Warn where a device's clock is far off; milliseconds ahead of this computer's."""
        if device_id in self.chips:
            self.chips[device_id].set_skew(skew_ms)
            self._arrange()

    def set_unreadable(self, device_id: str, count: int, text: str) -> None:
        """Mark a device that has sent `count` messages that cannot be read; `text` is the sentence for the tooltip."""
        chip = self.chips.get(device_id)
        if chip is not None:
            chip.set_unreadable(count, text)
            self._arrange()

    def tick(self) -> None:
        """Count down. The window calls it each second."""
        for chip in self.chips.values():
            if chip.device.enabled and chip.status.state == State.WAITING:
                chip.refresh()

    def hidden_chips(self) -> list[DeviceChip]:
        """Return the chips that found no room."""
        return [chip for chip in self.chips.values() if chip.isHidden()]

    def more_menu(self) -> QMenu:
        """Return a new menu with a menu of its own for each device that found no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.hidden_chips():
            state = chip.state_words() or status_words.state(State.LIVE)
            name = f"{clean(chip.device.name, 60)}{words.SEPARATOR}{state}".replace("&", "&&")
            shown = chip.status.state if chip.device.enabled else State.OFF
            inner = chip.menu()
            inner.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            inner.setParent(menu, inner.windowFlags())
            inner.setTitle(name)
            inner.setIcon(icons.icon(state_icon(shown), theme.colour(state_colour(shown))))
            menu.addMenu(inner)
        return menu

    def open_more(self) -> None:
        """Open the menu with the devices that found no room."""
        self.more_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for chip in self.chips.values():
            chip.refresh()
        self.updateGeometry()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Devices"))
            self._arrange()
        elif event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._arrange()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().height() + round(1.75 * theme.SPACE))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        chips = list(self.chips.values())
        if not chips:
            self.more.hide()
            return
        gap = theme.SPACE
        self.more.setText(f"+{len(chips)}")
        give_icon(self.more, "live", theme.theme().text, self._icon_size)
        more = self.more.sizeHint().width() + gap
        urgency = [chip.urgency for chip in chips]
        shown: list[int] = []
        for width in (10_000, _SHORT_NAME * self.fontMetrics().averageCharWidth()):
            for chip in chips:
                chip.set_name_width(width)
            shown = chosen([chip.sizeHint().width() for chip in chips], urgency, self.width(), gap, more)
            if len(shown) == len(chips):
                break
        left = 0
        for index, chip in enumerate(chips):
            if index in shown:
                size = chip.sizeHint()
                chip.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
                left += size.width() + gap
            chip.setVisible(index in shown)
        self._show_more([chip for index, chip in enumerate(chips) if index not in shown], left)

    def _show_more(self, hidden: list[DeviceChip], left: int) -> None:
        self.more.setVisible(bool(hidden))
        if not hidden:
            return
        worst = max(hidden, key=lambda chip: chip.urgency)
        state = worst.status.state if worst.device.enabled else State.OFF
        self.more.setText(f"+{len(hidden)}")
        give_icon(self.more, state_icon(state), theme.colour(state_colour(state)), self._icon_size)
        self.more.setAccessibleName(self.tr("%n more device(s)", "", len(hidden)))
        size = self.more.sizeHint()
        height = min(size.height(), self.height())
        self.more.setGeometry(left, (self.height() - height) // 2, size.width(), height)

    @property
    def _icon_size(self) -> int:
        return self.fontMetrics().ascent()

    def _chain_tabs(self) -> None:
        order: list[QWidget] = [*self.chips.values(), self.more]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
