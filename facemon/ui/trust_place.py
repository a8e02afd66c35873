"""Where a person judges who answers at a device's address: a certificate to approve, another serial number."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facemon.device.status import OTHER_SERIALS, Failure
from facemon.ui.replaced_dialog import ReplacedDialog
from facemon.ui.session import Session
from facemon.ui.settings.certificate_dialog import CertificateDialog


class TrustPlace(QObject):
    """Opens the dialogs over a window; what is accepted there goes through the settings' lock."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def approve(self, device_id: str) -> None:
        """Show the certificate that a device offers, where it waits for that."""
        device = self._session.device(device_id)
        status = self._session.statuses.get(device_id)
        if device is None or status is None or status.certificate is None:
            return
        certificate = status.certificate
        dialog = CertificateDialog(
            certificate,
            device.name,
            changed_from=device.certificate or None,
            parent=self._window,
            guard=self._session.lock.open,
        )
        dialog.accepted.connect(lambda: self._session.approve(device_id, certificate.sha256))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def replaced(self, device_id: str) -> None:
        """Ask whether a device was replaced, where another serial number answers."""
        session = self._session
        session.lock.open(self._window, self.tr("Accept a replaced device"), lambda: self._ask_replaced(device_id))

    def _ask_replaced(self, device_id: str) -> ReplacedDialog | None:
        session = self._session
        device, status = session.device(device_id), session.statuses.get(device_id)
        if device is None or status is None or status.failure not in OTHER_SERIALS:
            return None
        serial, in_events = status.detail, status.failure is Failure.EVENTS_OF_ANOTHER
        dialog = ReplacedDialog(device.name, before=device.serial, now=serial, in_events=in_events, parent=self._window)
        taken = session.take_event_serial if in_events else session.replaced
        dialog.accepted.connect(lambda: taken(device_id, serial))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
