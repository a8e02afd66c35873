"""Settings as they may be told to others: in the log, and in what is sent to support. No secret, nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from facemon.settings.edit import builtins
from facemon.settings.model import Settings

# Of what is text, these alone are told as they are. What a technician may write freely may name people and numbers, and
# many an address is its own password.
_TOLD = (
    "id", "name", "group", "host", "certificate", "serial", "event_serial", "priority", "devices", "hours", "language",
    "theme", "touch",
)  # fmt: skip
_SOUND = "sound"
NONE = "(none)"  # the key is not there


def told(settings: Settings) -> dict[str, object]:
    """Return every value by its place, like "device.north-gate.port" or "alarm.staff.raise"."""
    return {place: _as_told(place, value) for place, value in _flat(settings).items()}


def changes(old: Settings, new: Settings) -> list[str]:
    """Return what has changed, a line each: "ui.volume: 80 -> 60"."""
    before, after = _flat(old), _flat(new)
    lines = []
    for place in sorted(before.keys() | after.keys()):
        if before.get(place) != after.get(place):
            was, now = (_as_told(place, values[place]) if place in values else NONE for values in (before, after))
            lines.append(f"{place}: {was} -> {now}")
    return lines


def _flat(settings: Settings) -> dict[str, object]:
    whole = builtins(settings)
    whole["device"] = {device["id"]: device for device in whole["device"]}
    return dict(_leaves("", whole))


def _leaves(place: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{place}.{key}" if place else str(key), inner)
    else:
        yield place, value


def _as_told(place: str, value: object) -> object:
    key = place.rpartition(".")[2]
    if key in _TOLD or value is None or isinstance(value, bool | int | float):
        return value
    if key == _SOUND and isinstance(value, str) and (not value or value.isidentifier()):
        return value  # one of facemon's own, not a path
    if isinstance(value, str):
        return f"({len(value)} characters)" if value else ""
    if isinstance(value, list | tuple):
        return f"({len(value)} texts)"
    return "(…)"
