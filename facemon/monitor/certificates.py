"""The thread that follows the devices' certificates: keeps those approved, and looks daily at those that end."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial

from facemon.certificates import CertificateFolder
from facemon.device import tls
from facemon.device.deadline import StoppedError
from facemon.device.failure import of_exception
from facemon.device.status import Certificate, State
from facemon.device.timing import Timing
from facemon.settings import DeviceSettings

log = logging.getLogger(__name__)

EVERY = 24 * 3600.0  # seconds between two looks at a certificate of an authority
_LOOK = 600.0  # seconds between two looks whether one is due


class CertificateKeeper:
    """Its methods may be called from any thread and return at once.

    Args:
        folder: has the approved ones; None keeps nothing.
        on_known: told each approved certificate, those of former runs at the start; from the own thread.
        on_shown: told a device's id and the certificate that it shows and that was accepted; likewise.
        timing, every: for tests; `every` is in seconds.
    """

    def __init__(
        self,
        folder: CertificateFolder | None,
        *,
        on_known: Callable[[Certificate], object],
        on_shown: Callable[[str, Certificate], object],
        timing: Timing | None = None,
        every: float = EVERY,
    ) -> None:
        self._folder = folder
        self._on_known = on_known
        self._on_shown = on_shown
        self._timing = timing or Timing()
        self._every = every
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="certificates", daemon=True)
        # The thread's own:
        self._devices: dict[str, DeviceSettings] = {}
        self._known: set[str] = set()  # SHA-256
        self._looked: dict[str, float] = {}  # by device, monotonic seconds

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def watch(self, devices: Iterable[DeviceSettings]) -> None:
        """These devices, and no others, are watched from now on."""
        self._work.put(partial(self._watch, {device.id: device for device in devices}))

    def shown(self, device_id: str, der: bytes) -> None:
        """A device has shown this certificate, and it was accepted."""
        self._work.put(partial(self._take, device_id, der))

    def stop(self) -> None:
        """Begin to end."""
        self._stopping.set()
        self._work.put(lambda: None)

    def join(self, timeout: float) -> bool:
        """Wait for the end; return whether it has come within `timeout` seconds."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._guarded(self._read)
        while not self._stopping.is_set():
            try:
                work = self._work.get(timeout=min(_LOOK, self._every))
            except queue.Empty:
                work = self._look_at_all
            self._guarded(work)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("a fault in following the certificates")

    def _read(self) -> None:
        for sha256, der in ({} if self._folder is None else self._folder.read()).items():
            self._known.add(sha256)
            self._on_known(tls.describe(der))

    def _watch(self, devices: dict[str, DeviceSettings]) -> None:
        self._devices = devices
        self._looked = {device_id: at for device_id, at in self._looked.items() if device_id in devices}

    def _take(self, device_id: str, der: bytes) -> None:
        device = self._devices.get(device_id)
        if device is None:
            return
        certificate = tls.describe(der)
        self._looked[device_id] = time.monotonic()
        self._on_shown(device_id, certificate)
        if tls.is_pin(device.certificate, certificate.sha256):
            if certificate.sha256 not in self._known and self._folder is not None:
                self._folder.keep(der, {tls.pinned(other.certificate) for other in self._devices.values()})
            self._known.add(certificate.sha256)
            self._on_known(certificate)

    def _look_at_all(self) -> None:
        """Shake hands where that was long ago and the certificate is an authority's: a stream may last for months."""
        for device in list(self._devices.values()):
            due = time.monotonic() - self._looked.get(device.id, 0.0) >= self._every
            if device.certificate == "ca" and device.id in self._looked and due and not self._stopping.is_set():
                self._look_at(device)

    def _look_at(self, device: DeviceSettings) -> None:
        self._looked[device.id] = time.monotonic()
        try:
            sock = tls.open_tls(
                device.host, device.port, certificate="ca", stop=self._stopping.is_set, timing=self._timing
            )
        except StoppedError:
            return
        except Exception as error:  # noqa: BLE001 - its stream finds out and says so
            log.debug("%s shows no certificate: %s", device.id, of_exception(error, State.SECURING))
            return
        try:
            self._take(device.id, sock.getpeercert(binary_form=True) or b"")
        finally:
            sock.close()
