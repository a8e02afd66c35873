"""What is learnt of the devices' serial numbers, as changes of the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer

from facemon.device.identity import Identity
from facemon.monitor import SerialTold
from facemon.settings import DeviceSettings, Settings

_GATHERED_MS = 1000
Changes = Mapping[str, Mapping[str, str]]


def taught(settings: Settings, told: Iterable[SerialTold]) -> Changes:
    """Return what the devices' settings get, by id, from what they have told."""
    known: dict[str, Identity] = {}
    for update in told:
        device = settings.device(update.device_id)
        if device is not None:
            before = known.get(device.id, Identity.of(device))
            known[device.id] = before.taught(update.serial, in_event=update.in_event)
    return {device_id: _fields(identity) for device_id, identity in known.items()}


def keeping(settings: Settings, before: Settings) -> Settings:
    """Return settings with what was learnt of a device while they were open, where it is the same device still."""

    def learnt(device: DeviceSettings) -> DeviceSettings:
        known = before.device(device.id)
        if known is None or _place(device) != _place(known) or device.serial not in ("", known.serial):
            return device
        return msgspec.structs.replace(
            device, serial=known.serial, event_serial=device.event_serial or known.event_serial
        )

    return msgspec.structs.replace(settings, devices=tuple(map(learnt, settings.devices)))


def _fields(identity: Identity) -> dict[str, str]:
    return {"serial": identity.serial, "event_serial": identity.event_serial}


def _place(device: DeviceSettings) -> tuple[object, ...]:
    return device.host, device.port, device.certificate


class Gathering(QObject):
    """Gathers what devices have told for a moment: each change of the settings costs the window some of its own.

    Two hundred new devices tell their serial numbers within seconds.

    Args:
        learn: takes what has been gathered.
    """

    def __init__(self, learn: Callable[[Sequence[SerialTold]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._told: list[SerialTold] = []
        self._learn = learn
        self._closed = False
        self._timer = QTimer(self, singleShot=True, interval=_GATHERED_MS)
        self._timer.timeout.connect(self._pass_on)

    def take(self, told: Sequence[SerialTold]) -> None:
        """Take these as well."""
        self._told += told
        if self._told and not self._closed and not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """Pass nothing on any more: what has been told last is told again at the next start."""
        self._closed = True
        self._timer.stop()

    def _pass_on(self) -> None:
        told, self._told = self._told, []
        self._learn(told)
