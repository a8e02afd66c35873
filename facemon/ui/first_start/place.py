"""Where the three steps are opened: by themselves at a profile's first start, later from the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facemon.ui.session import Session
from facemon.ui.settings_place import SettingsPlace

if TYPE_CHECKING:
    from facemon.ui.first_start.dialog import FirstStartDialog


class FirstStartPlace(QObject):
    """Opens one dialog at a time over a window, behind the lock of the settings."""

    def __init__(self, session: Session, settings: SettingsPlace, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self.dialog: FirstStartDialog | None = None
        settings.closed.connect(self._go_on)

    def begin(self) -> None:
        """Open them as soon as it is known that the profile is new; never where it is not."""
        self._session.settings_changed.connect(self._begin)
        self._begin()

    def open(self) -> None:
        """Open them, once the settings are unlocked; where the settings cannot be read, those say why."""
        if self._session.settings_error is not None:
            self._settings.open("devices", None, add=False)
        elif self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        else:
            self._session.lock.open(self._window, self.tr("Set up facemon"), self._open)

    def _begin(self) -> None:
        if self._session.settings_read:
            self._session.settings_changed.disconnect(self._begin)
            if self._session.first_start and self._session.settings_error is None:
                self.open()  # the settings may be gone where the administrator's PIN is not

    def _open(self) -> None:
        if self.dialog is not None:
            return
        from facemon.ui.first_start.dialog import FirstStartDialog

        def add_device() -> None:
            self._settings.open("devices", None, add=True)

        def look_at(device_id: str) -> None:
            self._settings.open("devices", device_id, add=False)

        self.dialog = FirstStartDialog(self._session, add_device, look_at, self._window)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()
        self._session.lock.watch(self.dialog)

    def _go_on(self) -> None:
        if self.dialog is not None:  # else the keyboard goes to the window, which waits for this
            self.dialog.activateWindow()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
