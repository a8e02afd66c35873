"""What is learnt of the devices' serial numbers, as changes of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from facemon.device.identity import Identity
from facemon.monitor import SerialTold
from facemon.settings import DeviceSettings, Settings

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
