"""Where a person judges who answers at a device's address: a certificate to approve, another serial number."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from facemon.device.status import OTHER_SERIALS, Failure, State
from facemon.ui import words
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.replaced_dialog import ReplacedDialog
from facemon.ui.session import Session
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.status_bar import StatusBar
from facemon.ui.text import clean
from facemon.ui.trust_banner import TrustBanner

_HOUR_MS = 3_600_000


class TrustPlace(QObject):
    """Opens the dialogs over a window; what is accepted there goes through the settings' lock.

    Says in alarm colour where somebody else may be answering, and calmly where a certificate is about to end.
    """

    def __init__(self, session: Session, window: QWidget, bar: DevicesBar, status: StatusBar) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._bar = bar
        self._status = status
        self.banner = TrustBanner()
        bar.approve.connect(self.approve)
        bar.replaced.connect(self.replaced)
        # A certificate comes nearer to its end while nothing else happens.
        self._hourly = QTimer(self, interval=_HOUR_MS)
        self._hourly.timeout.connect(self.show_endings)
        self._hourly.start()
        session.certificates.changed.connect(self.show_endings)
        session.settings_changed.connect(self.show_endings)

    def refresh(self) -> bool:
        """Say where somebody else may be answering; return whether that says all there is to say of being blind."""
        devices, statuses = self._session.devices, self._session.statuses
        self.banner.show_impostors(devices, statuses, self.judge)
        return self.banner.tells_all(devices, statuses)

    def show_endings(self) -> None:
        """Say which certificates are about to end."""
        session = self._session
        now_ms = time.time() * 1000
        ending = session.certificates.ending(session.devices, now_ms)
        told: list[str] = []
        for device in session.devices:
            certificate = ending.get(device.id)
            self._bar.set_certificate_end(device.id, 0 if certificate is None else certificate.not_after_ms)
            if certificate is not None:
                template = self.tr("{name}: certificate ends {date}")
                if certificate.not_after_ms < now_ms:
                    template = self.tr("{name}: certificate ended {date}")
                date = words.date(certificate.not_after_ms)
                told.append(template.format(name=clean(device.name, 60), date=date))
        text = told[0] if len(told) == 1 else ""
        if len(told) > 1:
            text = self.tr("The certificates of %n device(s) end within 30 days", "", len(told))
        self._status.set_notice("certificates", text)

    def waiting(self) -> str:
        """Return the id of the first device whose certificate waits for a person; empty for none."""
        statuses = self._session.statuses
        for device in self._session.devices:
            status = statuses.get(device.id)
            if device.enabled and status is not None and status.state is State.NEEDS_APPROVAL and status.certificate:
                return device.id
        return ""

    def judge(self, device_id: str) -> None:
        """Open what a person judges by who answers at a device's address."""
        status = self._session.statuses.get(device_id)
        if status is not None and status.failure in OTHER_SERIALS:
            self.replaced(device_id)
        else:
            self.approve(device_id)

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
            former=self._session.certificates.approved(device.certificate),
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
