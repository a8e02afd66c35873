"""Where the devices' panels are opened: one a device."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facemon.limit import Limit
from facemon.ui.device_panel.panel import DevicePanel
from facemon.ui.session import Session


class DevicePanels:
    """Opens them over a window.

    Args:
        settings: opens the settings of the device with this id.
    """

    def __init__(self, session: Session, window: QWidget, settings: Callable[[str], object]) -> None:
        self._session = session
        self._window = window
        self._settings = settings
        self.open_panels: dict[str, DevicePanel] = {}

    def open(self, device_id: str) -> None:
        """Show a device's panel, in front of the window."""
        device = self._session.device(device_id)
        if device is None:
            return
        panel = self.open_panels.get(device_id)
        if panel is None:
            panel = DevicePanel(self._session, device, self._window)
            panel.settings.connect(self._settings)
            panel.finished.connect(lambda: self._closed(device_id))
            self.open_panels[device_id] = panel
        panel.show()
        panel.raise_()
        panel.activateWindow()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for panel in self.open_panels.values():
            panel.restyle()

    def close(self, limit: Limit) -> None:
        """End what the panels do away from the window's thread."""
        for panel in self.open_panels.values():
            panel.end()
        for panel in self.open_panels.values():
            panel.join(limit.left())

    def _closed(self, device_id: str) -> None:
        panel = self.open_panels.pop(device_id)
        panel.end()
        panel.deleteLater()
