"""The devices in the top bar: a chip each, or one a group when they are many. What does not fit waits behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from facemon.device.freshness import Freshness
from facemon.device.status import State
from facemon.ui import icons, status_words, theme, words
from facemon.ui.device_chip import DeviceChip
from facemon.ui.device_groups import MANY, each_alone, group_of, groups, tally
from facemon.ui.device_popup import DevicePopup
from facemon.ui.device_standing import DeviceAsks, DeviceStanding, device_menu, state_colour, state_icon
from facemon.ui.fitting import give_icon
from facemon.ui.group_chip import GroupChip
from facemon.ui.status_pill import StatusPill
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.device.status import Status
    from facemon.settings import DeviceSettings

_SETTLE_MS = 100
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


def _shown_of(standing: DeviceStanding) -> tuple[object, ...]:
    """Return what its group shows of a device: all else may change ten times in an attempt to connect."""
    return state_icon(standing.state), standing.urgency, standing.status.failure, standing.unreadable_text


class DevicesBar(QWidget):
    """Shows how every device's connection stands, and offers what can be done about it."""

    retry = Signal(str)  # the device's id, in all five
    approve = Signal(str)
    replaced = Signal(str)
    details = Signal(str)
    settings = Signal(str)
    show_group = Signal(str)  # the name of a group, to show its events alone
    group_apart = Signal(str)  # … in a window of their own

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standings: dict[str, DeviceStanding] = {}
        self.chips: dict[str, DeviceChip] = {}  # by device, or else
        self.group_chips: dict[str, GroupChip] = {}  # by group
        self.popup: DevicePopup | None = None
        self._unsettled: set[str] = set()  # groups that do not show yet what has changed
        self._asks = DeviceAsks(self)
        self._asks.retry.connect(self.retry)
        self._asks.approve.connect(self.approve)
        self._asks.replaced.connect(self.replaced)
        self._asks.details.connect(self.details)
        self._asks.settings.connect(self.settings)
        self._asks.show_group.connect(self.show_group)
        self._asks.group_apart.connect(self.group_apart)
        self.more = QPushButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.clicked.connect(self.open_more)
        self.more.hide()
        # When a network fails, two hundred connections change at once: they are counted together.
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Devices"))

    def set_devices(self, devices: Sequence[DeviceSettings]) -> None:
        """Show just these devices, in this order."""
        old, self.standings = self.standings, {}
        for device in devices:
            standing = old.pop(device.id, None) or DeviceStanding(device, self)
            standing.device = device
            self.standings[device.id] = standing
        for standing in old.values():
            standing.deleteLater()
        self._close_popup()  # it may show what is no more
        self._dress()

    def set_status(self, status: Status) -> None:
        """Show how a device's connection stands; one that is not shown is passed over."""
        self._change(status.device_id, status=status)

    def set_skew(self, device_id: str, skew_ms: int) -> None:
        """Warn where a device's clock is far off; milliseconds ahead of this computer's."""
        self._change(device_id, skew_ms=skew_ms)

    def set_freshness(self, freshness: Freshness) -> None:
        """Show what is known of a device's silence."""
        self._change(freshness.device_id, freshness=freshness)

    def set_unreadable(self, device_id: str, count: int, text: str) -> None:
        """Mark a device that has sent `count` messages that cannot be read; `text` is the sentence for the tooltip."""
        self._change(device_id, unreadable=count, unreadable_text=text)

    def set_certificate_end(self, device_id: str, ends_ms: int) -> None:
        """Say when a device's certificate ends, Unix milliseconds; 0 where that is not worth a word."""
        standing = self.standings.get(device_id)
        if standing is not None and standing.ends_ms != ends_ms:
            self._change(device_id, ends_ms=ends_ms)

    def settle(self) -> None:
        """Show what has changed in groups. It is done by itself once all that has come has been taken."""
        changed = [chip for name, chip in self.group_chips.items() if name in self._unsettled]
        self._unsettled.clear()
        before = [(chip.sizeHint(), chip.urgency) for chip in changed]
        for chip in changed:
            chip.refresh()
        if [(chip.sizeHint(), chip.urgency) for chip in changed] != before:
            self._arrange()
        if self.popup is not None:
            self.popup.refresh()

    def tick(self) -> None:
        """Count down. The window calls it each second."""
        for chip in self.chips.values():
            if chip.standing.state == State.WAITING:
                chip.refresh()
        if self.popup is not None:
            self.popup.refresh()

    def hidden_chips(self) -> list[DeviceChip]:
        """Return the chips that found no room."""
        return [chip for chip in self.chips.values() if chip.isHidden()]

    def more_menu(self) -> QMenu:
        """Return a new menu with a menu of its own for each device that found no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for chip in self.hidden_chips():
            standing = chip.standing
            state = standing.state_words() or status_words.state(State.LIVE)
            name = f"{clean(standing.device.name, 60)}{words.SEPARATOR}{state}".replace("&", "&&")
            inner = device_menu(standing, self._asks, self)
            inner.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            inner.setParent(menu, inner.windowFlags())
            inner.setTitle(name)
            inner.setIcon(icons.icon(state_icon(standing.state), theme.colour(state_colour(standing.state))))
            menu.addMenu(inner)
        return menu

    def open_more(self) -> None:
        """Open the devices that found no room: as a menu, or those of the groups that did not as a list."""
        if not self.group_chips:
            self.more_menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
            return
        hidden = [chip for chip in self.group_chips.values() if chip.isHidden()]
        title = self.tr("%n more group(s)", "", len(hidden))
        self._open_popup(title, [standing for chip in hidden for standing in chip.standings], self.more)

    def open_group(self, name: str, chip: GroupChip | None = None) -> None:
        """Open the list of a group's devices, below its chip here or another."""
        chip = chip or self.group_chips[name]
        self._open_popup(chip.title, chip.standings, chip, group=name)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        chips: list[StatusPill] = [*self.chips.values(), *self.group_chips.values()]
        for chip in chips:
            chip.refresh()
        self.updateGeometry()
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Devices"))
            self._close_popup()
            self._arrange()
        elif event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._dress()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.target(self.fontMetrics().height() + round(1.75 * theme.SPACE)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _change(self, device_id: str, **what: object) -> None:
        """Take what is new of a device, attributes of its standing, and show it."""
        standing = self.standings.get(device_id)
        if standing is None:
            return
        before = _shown_of(standing)
        for name, value in what.items():
            setattr(standing, name, value)
        chip = self.chips.get(device_id)
        if chip is not None:
            chip.refresh()
            self._arrange()
        elif _shown_of(standing) != before:
            self._unsettled.add(group_of(standing.device))
            if not self._settling.isActive():
                self._settling.start()

    # Which chips there are

    def _dress(self) -> None:
        """Give each device a chip, or each group, as their number and the room have it."""
        found = groups(standing.device for standing in self.standings.values())
        named = sum(bool(group.name) for group in found)
        if self._each_alone(named):
            self._drop(self.group_chips, set())
            self._drop(self.chips, self.standings.keys())
            self.chips = {
                device_id: self.chips.get(device_id) or DeviceChip(standing, self._asks, self)
                for device_id, standing in self.standings.items()
            }
            for chip in self.chips.values():
                chip.refresh()
        else:
            self._drop(self.chips, set())
            self._drop(self.group_chips, {group.name for group in found})
            chips = {}
            for group in found:
                standings = [self.standings[device_id] for device_id in group.device_ids]
                group_chip = self.group_chips.get(group.name)
                if group_chip is None:
                    group_chip = GroupChip(group.name, standings, self, alone=len(found) == 1)
                    group_chip.clicked.connect(lambda _=False, name=group.name: self.open_group(name))
                else:
                    group_chip.take(standings, alone=len(found) == 1)
                chips[group.name] = group_chip
            self.group_chips = chips
        self._chain_tabs()
        self._arrange()

    def _each_alone(self, named: int) -> bool:
        if len(self.standings) > MANY:  # whose names need not be measured
            return False
        metrics = self.fontMetrics()
        short = _SHORT_NAME * metrics.averageCharWidth()
        widths = [
            min(short, metrics.horizontalAdvance(standing.name) + 1) + metrics.ascent() + round(3.5 * theme.SPACE)
            for standing in self.standings.values()
        ]
        return each_alone(widths, named, self.width(), theme.SPACE)

    def _drop(self, chips: dict[str, DeviceChip] | dict[str, GroupChip], but: object) -> None:
        for key in [key for key in chips if key not in but]:  # type: ignore[operator]  # whatever contains strings
            chip = chips.pop(key)
            chip.hide()
            chip.deleteLater()

    def _chain_tabs(self) -> None:
        order: list[QWidget] = [*self.chips.values(), *self.group_chips.values(), self.more]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # Where they are

    def _arrange(self) -> None:
        chips: list[StatusPill] = [*self.chips.values(), *self.group_chips.values()]
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
            for device_chip in self.chips.values():
                device_chip.set_name_width(width)
            shown = chosen([chip.sizeHint().width() for chip in chips], urgency, self.width(), gap, more)
            if len(shown) == len(chips) or self.group_chips:
                break
        left = 0
        for index, chip in enumerate(chips):
            if index in shown:
                size = chip.sizeHint()
                chip.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
                left += size.width() + gap
            chip.setVisible(index in shown)
        hidden = [chip for index, chip in enumerate(chips) if index not in shown]
        self.more.setVisible(bool(hidden))
        if hidden:
            self._show_more(hidden, left)

    def _show_more(self, hidden: Sequence[StatusPill], left: int) -> None:
        if self.group_chips:
            said = self.tr("%n more group(s)", "", len(hidden))
        else:
            said = self.tr("%n more device(s)", "", len(hidden))
        face = max(hidden, key=lambda chip: chip.urgency).face()
        self.more.setText(f"+{len(hidden)}")
        if len(hidden) == len(self.group_chips):  # at least how many of all
            whole = tally(self.standings.values())
            self.more.setText(f"{whole.live}/{whole.watched}")
        give_icon(self.more, face.icon, theme.colour(face.ink), self._icon_size)
        self.more.setAccessibleName(said)
        size = self.more.sizeHint()
        height = min(size.height(), self.height())
        self.more.setGeometry(left, (self.height() - height) // 2, size.width(), height)

    @property
    def _icon_size(self) -> int:
        return self.fontMetrics().ascent()

    # The list

    def _open_popup(self, title: str, standings: Sequence[DeviceStanding], below: QWidget, *, group: str = "") -> None:
        self._close_popup()
        self.popup = DevicePopup(title, standings, self._asks, self, group=group)
        self.popup.destroyed.connect(self._forget_popup)
        self.popup.open_below(below)

    def _close_popup(self) -> None:
        if self.popup is not None:
            self.popup.close()
            self._forget_popup()

    def _forget_popup(self) -> None:
        self.popup = None
