"""The icon in the desktop's tray, where there is one: how many alarms are owed, and the way to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from facemon.alarm import Priority
from facemon.ui import icons
from facemon.ui.alarms import alarm_text
from facemon.ui.coming.tray_icon import tray_icon

_LOOK_AGAIN_MS = 20_000  # a tray may come after facemon, with the rest of the desktop
_MESSAGE_MS = 15_000


class Tray(QObject):
    """Shows what it is told; does nothing on a desktop that has no tray. Belongs to the user interface's thread."""

    show_window = Signal()
    mute = Signal()
    unmute = Signal()
    leave = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._highest: Priority | None = None
        self._muted = False
        self._menu = QMenu()
        self._show = QAction(self._menu)
        self._show.triggered.connect(self.show_window)
        self._mute = QAction(self._menu)
        self._mute.triggered.connect(self._toggle_mute)
        self._leave = QAction(self._menu)
        self._leave.triggered.connect(self.leave)
        self._menu.addAction(self._show)
        self._menu.addAction(self._mute)
        self._menu.addSeparator()
        self._menu.addAction(self._leave)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.show_window)
        self._looking = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._looking.timeout.connect(self._look)
        self.restyle()
        self._look()

    @property
    def there(self) -> bool:
        """Whether the icon is in a tray."""
        return self._icon.isVisible()

    @property
    def tooltip(self) -> str:
        """What it says under the pointer."""
        return self._icon.toolTip()

    @property
    def menu(self) -> QMenu:
        """What a click with the other button opens."""
        return self._menu

    def set_alarms(self, count: int, highest: Priority | None) -> None:
        """Show so many alarms, the most pressing of this priority."""
        if (count, highest) != (self._count, self._highest):
            self._count, self._highest = count, highest
            self._show_alarms()

    def set_muted(self, *, muted: bool) -> None:
        """Offer to mute, or to end that."""
        if muted != self._muted:
            self._muted = muted
            self.restyle()

    def say(self, title: str, text: str, *, pressing: bool) -> bool:
        """Let the tray show a message; return whether it can."""
        if not self.there or not QSystemTrayIcon.supportsMessages():
            return False
        kind = QSystemTrayIcon.MessageIcon.Critical if pressing else QSystemTrayIcon.MessageIcon.Warning
        self._icon.showMessage(title, text, kind, _MESSAGE_MS)
        return True

    def restyle(self) -> None:
        """Take up the theme and language in use."""
        self._show.setText(self.tr("Show facemon"))
        self._show.setIcon(icons.application_icon())
        self._mute.setText(self.tr("Sound on again") if self._muted else self.tr("Mute for five minutes"))
        self._leave.setText(self.tr("Quit facemon"))
        self._show_alarms()

    def close(self) -> None:
        """Leave the tray."""
        self._looking.stop()
        self._icon.hide()

    def _show_alarms(self) -> None:
        if self.there:  # else it is drawn for nobody
            self._icon.setIcon(tray_icon(self._count, self._highest))
        said = self.tr("%n alarm(s)", "", self._count) if self._count else self.tr("no alarm")
        if self._count and self._highest is not None:
            said = self.tr("{alarms}, the most pressing: {priority}").format(
                alarms=said, priority=alarm_text.priority(self._highest)
            )
        self._icon.setToolTip(f"facemon · {said}")

    def _look(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.setIcon(tray_icon(self._count, self._highest))
            self._icon.show()
            self._looking.stop()
        elif not self._looking.isActive():
            self._looking.start()

    def _toggle_mute(self) -> None:
        (self.unmute if self._muted else self.mute).emit()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_window.emit()
