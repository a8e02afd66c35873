"""How a device in the settings' list stands: live from its connection, or what the draft makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from facemon.device.status import State, Status
from facemon.ui import status_words, words
from facemon.ui.device_standing import state_colour, state_icon
from facemon.ui.settings.device_list import Row
from facemon.ui.settings.draft import Draft, Notice
from facemon.ui.text import clean

translate = QCoreApplication.translate


def row(draft: Draft, status: Status | None, told: Sequence[Notice], now: float) -> Row:
    """Return a draft's row.

    Args:
        draft: the device.
        status: its connection's, if it has one.
        told: the notices that the user has been shown.
        now: `time.monotonic()`.
    """
    state, icon, colour = _state(draft, status, told, now)
    name = clean(draft.name, 100) or translate("DeviceState", "New device")
    address = clean(draft.tidy_address(), 120) or translate("DeviceState", "no address yet")
    return Row(draft.key, name, address, state, icon, colour, clean(draft.group, 60))


def _state(draft: Draft, status: Status | None, told: Sequence[Notice], now: float) -> tuple[str, str, str]:
    if any(notice.wrong for notice in told):
        return translate("DeviceState", "Needs correction"), "warning", "bad"
    if not draft.enabled:
        return status_words.state(State.OFF), state_icon(State.OFF), state_colour(State.OFF)
    if draft.original is None:
        return translate("DeviceState", "New"), "add", "dim"
    if not draft.same_connection or not draft.original.enabled:
        return translate("DeviceState", "Changed"), "edit", "dim"
    if status is None:
        return status_words.state(State.OFF), state_icon(State.OFF), state_colour(State.OFF)
    line = status_words.status_line(status, now)
    if status.state is State.LIVE and status.round_trip_ms is not None:
        latency = translate("DeviceState", "{number} ms").format(number=round(status.round_trip_ms))
        line = f"{line}{words.SEPARATOR}{latency}"
    return line[:1].upper() + line[1:], state_icon(status.state), state_colour(status.state)
