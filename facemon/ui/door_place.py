"""Where a guard opens a door from: the question, the order, and its outcome."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facemon.ui.door_dialog import DoorDialog
from facemon.ui.session import Session


class DoorPlace(QObject):
    """Opens one dialog at a time over a window."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: DoorDialog | None = None
        session.door_told.connect(self._follow)

    def ask(self, device_id: str) -> None:
        """Ask whether this device's door shall be opened."""
        if self._session.may_open_door(device_id):
            self._session.lock.open(self._window, self.tr("Open a door"), lambda: self._ask(device_id))

    def follow_status(self, device_id: str) -> None:
        """This device's connection stands differently."""
        if self.dialog is not None and self.dialog.device_id == device_id:
            self.dialog.set_live(self._session.may_open_door(device_id))

    def _ask(self, device_id: str) -> DoorDialog | None:
        device = self._session.device(device_id)
        if device is None or self.dialog is not None or not self._session.may_open_door(device_id):
            return None
        self.dialog = dialog = DoorDialog(device, self._window)
        dialog.ordered.connect(lambda reason: self._order(device_id, reason))
        dialog.finished.connect(self._closed)
        dialog.open()
        return dialog

    def _order(self, device_id: str, reason: str) -> None:
        self._session.open_door(device_id, reason)

    def _follow(self) -> None:
        order = self._session.door_orders.get(self.dialog.device_id) if self.dialog is not None else None
        if self.dialog is not None and order is not None:
            self.dialog.show_order(order)

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
