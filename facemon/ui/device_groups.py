"""Many devices in few chips: which belong together, and how a group of them stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from facemon.device.status import State
from facemon.settings import DeviceSettings

FEW = 6  # devices that always have a chip each
MANY = 24  # more than that never have: nobody reads so many


class Standing(Protocol):
    """What is asked of a device here."""

    @property
    def state(self) -> State: ...
    @property
    def urgency(self) -> int: ...


class Group(msgspec.Struct, frozen=True):
    """Devices that belong together."""

    name: str  # empty for those that belong to none
    device_ids: tuple[str, ...]


class Tally(msgspec.Struct, frozen=True):
    """How a group stands."""

    live: int
    watched: int  # that are switched on
    state: State  # of the one that most wants to be seen; OFF where none is watched
    urgency: int  # of that one
    marked: bool  # a live one has a mark


def group_of(device: DeviceSettings) -> str:
    """Return the name of a device's group; empty for none."""
    return " ".join(device.group.split())


def groups(devices: Iterable[DeviceSettings]) -> list[Group]:
    """Return the groups in the order in which the settings first name them; those without one come last."""
    found: dict[str, list[str]] = {}
    for device in devices:
        found.setdefault(group_of(device), []).append(device.id)
    rest = found.pop("", None)
    result = [Group(name, tuple(ids)) for name, ids in found.items()]
    return result + ([Group("", tuple(rest))] if rest else [])


def each_alone(widths: Sequence[int], group_count: int, room: int, gap: int) -> bool:
    """Return whether each device has a chip of its own.

    It does not depend on how they stand, so that no chip folds and unfolds with a connection.

    Args:
        widths: pixels of each device's chip while it is live, its name cut short.
        group_count: how many groups they are in, those without one counting for none.
        room: pixels there are.
        gap: pixels between two.
    """
    count = len(widths)
    if count <= FEW:
        return True
    if count > MANY:
        return False
    return not group_count or sum(widths) + gap * (count - 1) <= room


def tally(standings: Iterable[Standing]) -> Tally:
    """Return how a group with these devices stands."""
    live = watched = 0
    marked = False
    worst: Standing | None = None
    for standing in standings:
        if standing.state is State.OFF and not standing.urgency:
            continue
        watched += 1
        live += standing.state is State.LIVE
        marked = marked or standing.urgency == 1
        if worst is None or (standing.urgency, standing.state is State.REFUSED) > (
            worst.urgency, worst.state is State.REFUSED,
        ):  # fmt: skip
            worst = standing
    if worst is None:
        return Tally(0, 0, State.OFF, 0, marked=False)
    return Tally(live, watched, worst.state, worst.urgency, marked)
