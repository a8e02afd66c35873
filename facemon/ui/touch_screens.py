"""Whether somebody may use a finger here: a touch screen is there, or the settings say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QInputDevice

_LOOK_MS = 5_000  # Qt tells nobody that one was plugged in


def is_wanted(setting: str, devices: Iterable[QInputDevice]) -> bool:
    """Return whether all that is pressed is to be as large as a finger, by `[desk] touch` and what there is to use."""
    if setting == "auto":
        return any(device.type() == QInputDevice.DeviceType.TouchScreen for device in devices)
    return setting == "on"


class TouchScreens(QObject):
    """Looks every few seconds whether one has come or gone.

    Args:
        devices: tells what there is to use.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, devices: Callable[[], Iterable[QInputDevice]] = QInputDevice.devices
    ) -> None:
        super().__init__(parent)
        self._devices = devices
        self._seen = self.wanted("auto")
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def wanted(self, setting: str) -> bool:
        """Return whether all that is pressed is to be as large as a finger, with this setting."""
        return is_wanted(setting, self._devices())

    def look(self) -> None:
        """Look now."""
        before, self._seen = self._seen, self.wanted("auto")
        if self._seen != before:
            self.changed.emit()
