"""Whether anything can be seen at all, and since when not. A window that is blind must not look calm."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from facemon.device.status import State, Status
from facemon.settings import DeviceSettings
from facemon.ui import status_words, words
from facemon.ui.text import clean


def blind_text(
    statuses: Mapping[str, Status],
    devices: Iterable[DeviceSettings],
    now_ms: int | None = None,
    *,
    settings_read: bool = True,
    settings_unreadable: bool = False,
) -> str:
    """Return the sentence for the banner; empty while one device is live, or where none is set up.

    With only some of the devices away nothing is said here: their chips tell. The only one's failure is told, too.

    Args:
        statuses: by device id; a device without one has not been tried yet.
        devices: all that are set up.
        now_ms: Unix milliseconds; the time without its day is enough for today.
        settings_read: whether it is known yet what is set up.
        settings_unreadable: whether it is a mistake in the settings file that leaves no device.
    """
    translate = QCoreApplication.translate
    every = tuple(devices)
    watched = [device for device in every if device.enabled]
    if not every and not settings_read:
        return translate("Blindness", "No device is being watched yet: the settings are still being read.")
    if not every and settings_unreadable:
        return translate("Blindness", "No device is being watched: the settings cannot be read.")
    if not every:
        return ""
    if not watched:
        return translate("Blindness", "No device is being watched: all of them are switched off in the settings.")
    known = (statuses.get(device.id) for device in watched)
    if any(status is not None and status.state == State.LIVE for status in known):
        return ""
    standing = [statuses.get(device.id) or Status(device_id=device.id) for device in watched]
    # Something could be seen for as long as the last of them was live.
    since_ms = max(status.blind_since_ms or 0 for status in standing)
    now_ms = round(time.time() * 1000) if now_ms is None else now_ms
    reason = status_words.failure_sentence(standing[0], watched[0]) if len(watched) == 1 else ""
    if reason and since_ms:
        return translate("Blindness", "{reason} Nothing has been seen since {time}.").format(
            reason=reason, time=words.since(since_ms, now_ms)
        )
    if len(watched) == 1:
        who = translate("Blindness", "{name} is not connected").format(name=clean(watched[0].name, 60))
    else:
        who = translate("Blindness", "No device is connected")
    if not since_ms:
        return translate("Blindness", "{who}: nothing has been seen yet").format(who=who)
    return translate("Blindness", "{who}: nothing has been seen since {time}").format(
        who=who, time=words.since(since_ms, now_ms)
    )
