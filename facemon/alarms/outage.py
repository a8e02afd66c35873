"""Many devices that fail together are one alarm: a switch has gone, not a hundred doors. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

MANY = 5  # devices of one group
TOGETHER_MS = 60_000  # between the first and any other
_SUBJECT = "g:"
_NAMED = 8  # devices that the alarm names


class Place(msgspec.Struct, frozen=True):
    """What a device is called and where it is."""

    name: str
    group: str = ""


class Places:
    """Where the devices are, by their ids."""

    def __init__(self) -> None:
        self._places: Mapping[str, Place] = {}

    def change(self, places: Mapping[str, Place]) -> None:
        """Just these are known from now on."""
        self._places = dict(places)

    def group(self, device_id: str) -> str:
        """Return the group of a device; empty for none."""
        place = self._places.get(device_id)
        return "" if place is None else place.group

    def listed(self, device_ids: Collection[str]) -> str:
        """Return the group of these, their names as far as there is room, and how many more there are."""
        ids = [device_id for device_id in self._places if device_id in device_ids]
        ids += [device_id for device_id in device_ids if device_id not in self._places]
        known = (self._places.get(device_id) or Place(device_id) for device_id in ids[:_NAMED])
        names = ", ".join(place.name for place in known)
        more = f" +{len(ids) - _NAMED}" if len(ids) > _NAMED else ""
        group = self.group(ids[0]) if ids else ""
        return f"{group}: {names}{more}" if group else f"{names}{more}"


def subject(group: str) -> str:
    """Return the subject of the alarm that many devices of a group have in common."""
    return f"{_SUBJECT}{group}"


def is_outage(alarm_subject: str) -> bool:
    """Return whether a subject is that of such an alarm."""
    return alarm_subject.startswith(_SUBJECT)


def together(since_ms: Mapping[str, int], at_ms: int) -> list[str]:
    """Return which of these devices, by since when they are away, went with one that went at `at_ms`."""
    went = sorted((abs(since - at_ms), device_id) for device_id, since in since_ms.items())
    return [device_id for away, device_id in went if away <= TOGETHER_MS]
