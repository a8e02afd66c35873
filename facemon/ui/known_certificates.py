"""What is known of the devices' certificates: those approved, and what each device shows now."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from facemon.device import tls
from facemon.device.status import Certificate
from facemon.device.validity import ends_soon
from facemon.monitor import CertificateKnown, CertificateUpdate
from facemon.settings import DeviceSettings


class KnownCertificates(QObject):
    """Belongs to the user interface's thread."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._approved: dict[str, Certificate] = {}  # by SHA-256
        self._shown: dict[str, Certificate] = {}  # by device

    def take(self, update: CertificateUpdate) -> None:
        """Note what the monitor tells."""
        if isinstance(update, CertificateKnown):
            self._approved[update.certificate.sha256] = update.certificate
        else:
            self._shown[update.device_id] = update.certificate
        self.changed.emit()

    def approved(self, pin: str) -> Certificate | None:
        """Return the certificate that a setting ("sha256:…") approves, where it is known."""
        return self._approved.get(tls.pinned(pin))

    def ending(self, devices: Iterable[DeviceSettings], now_ms: float) -> dict[str, Certificate]:
        """Return, by device, the certificates that authorities vouch for and that end within 30 days, or have ended."""
        vouched = ((device.id, self._shown.get(device.id)) for device in devices if device.certificate == "ca")
        return {device_id: shown for device_id, shown in vouched if shown is not None and ends_soon(shown, now_ms)}
