"""What the lane has rows for: alarms, the devices whose floods are folded, and what is shelved. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from facemon.alarm import Alarm, AlarmState, Flood, Priority, Shelf

Key = tuple[str, ...]  # says which row it is, wherever it has gone


class AlarmRow(msgspec.Struct, frozen=True):
    """One alarm."""

    alarm: Alarm
    within: bool = False  # it stands below the row that folds it

    @property
    def key(self) -> Key:
        """Which row this is."""
        return alarm_key(self.alarm.id)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What is answered with this row."""
        return (self.alarm,)


class FloodRow(msgspec.Struct, frozen=True):
    """A device that raises more than a person can handle: all of it that is not critical."""

    flood: Flood
    alarms: tuple[Alarm, ...]
    opened: bool = False

    @property
    def key(self) -> Key:
        """Which row this is."""
        return "flood", self.flood.device_id


class ShelfRow(msgspec.Struct, frozen=True):
    """A kind of alarm that is shelved at a device, and what of it has come since."""

    shelf: Shelf
    alarms: tuple[Alarm, ...]
    opened: bool = False

    @property
    def key(self) -> Key:
        """Which row this is."""
        return "shelf", self.shelf.device_id, self.shelf.rule


Row = AlarmRow | FloodRow | ShelfRow


@lru_cache(2_000)  # each is asked for several times whenever anything changes
def alarm_key(alarm_id: int) -> Key:
    """Return the key of an alarm's row."""
    return "alarm", str(alarm_id)


def lane_rows(
    alarms: Iterable[Alarm],
    floods: Iterable[Flood],
    shelves: Iterable[Shelf],
    opened: Collection[Key],
    *,
    apart: Collection[int] = (),
) -> list[Row]:
    """Return the rows of the lane, in the order of the alarms.

    A flood stands where the most pressing of what it folds would; what is shelved stands at the end. Critical alarms
    and those that somebody looks into stand apart, and so do the alarms with the ids in `apart`: what the guard has
    before him is not folded away under his hand. What is folded follows its row if that is `opened`.
    """
    floods_by_device = {flood.device_id: flood for flood in floods}
    shelves_by_kind = {(shelf.device_id, shelf.rule): shelf for shelf in shelves}
    order: list[Alarm | Flood] = []
    folded: dict[str, list[Alarm]] = {}
    shelved: dict[tuple[str, str], list[Alarm]] = {kind: [] for kind in shelves_by_kind}
    for alarm in alarms:
        kind = alarm.device_id, alarm.rule
        flood = floods_by_device.get(alarm.device_id)
        if alarm.state is AlarmState.SHELVED and kind in shelved:
            shelved[kind].append(alarm)
        elif flood is not None and alarm.id not in apart and _may_be_folded(alarm):
            if alarm.device_id not in folded:
                order.append(flood)
            folded.setdefault(alarm.device_id, []).append(alarm)
        else:
            order.append(alarm)
    rows: list[Row] = []
    for entry in order:
        if isinstance(entry, Alarm):
            rows.append(AlarmRow(entry))
        else:
            _add_fold(rows, FloodRow(entry, tuple(folded[entry.device_id])), opened)
    for kind, shelf in shelves_by_kind.items():
        _add_fold(rows, ShelfRow(shelf, tuple(shelved[kind])), opened)
    return rows


def _may_be_folded(alarm: Alarm) -> bool:
    # A blacklisted person stands apart even where the site holds that for less than critical.
    pressing = alarm.priority is Priority.CRITICAL or alarm.rule == "blacklist"
    return alarm.state is AlarmState.OPEN and not pressing


def _add_fold(rows: list[Row], row: FloodRow | ShelfRow, opened: Collection[Key]) -> None:
    if row.key not in opened:
        rows.append(row)
        return
    rows.append(msgspec.structs.replace(row, opened=True))
    rows.extend(AlarmRow(alarm, within=True) for alarm in row.alarms)
