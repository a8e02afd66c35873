"""What has stood before the guard's eyes long enough to be meant by a key or a click. Pure: no Qt, no clock.

A hand that has begun to move answers what was there when it began. So an answer is for a row that has been in sight,
and been the selected one, for `REACTION_S`; and for as much of it as was shown that long ago: what has come since stays
owed. Simple reactions to what is seen take 0.2 s and more; nobody means what has been there for less. Where nothing has
been in sight that long, nothing is answered and the guard is asked to press again: a key too many is better than a
blacklisted person acknowledged by a hand that meant a held door.

A window that has come to the front by itself, or from behind another one, takes over a keyboard on which somebody may
be writing something else: no key is meant for an alarm before `AWAKE_S`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec

from facemon.alarm import Alarm
from facemon.ui.alarms.rows import Key

REACTION_S = 0.3
AWAKE_S = 1.0


class _Row(msgspec.Struct):
    top: int  # where it is in the lane, in pixels
    still_since: float  # seconds
    versions: list[tuple[float, tuple[Alarm, ...]]]  # since when each was shown, the newest last


class Standing:
    """Remembers since when each row has been in sight, in its place, and as it is. Seconds are of any steady clock."""

    def __init__(self) -> None:
        self._rows: dict[Key, _Row] = {}
        self._selected: Key | None = None
        self._selected_since = 0.0
        self._awake_since = -math.inf

    def show(self, rows: Mapping[Key, tuple[int, tuple[Alarm, ...]]], now: float) -> None:
        """Take note of what is in sight now: the place (pixels) and the alarms of each row."""
        for key in self._rows.keys() - rows.keys():
            del self._rows[key]
        for key, (top, alarms) in rows.items():
            row = self._rows.get(key)
            if row is None:
                self._rows[key] = _Row(top, now, [(now, alarms)])
                continue
            if row.top != top:
                row.top, row.still_since = top, now
            if row.versions[-1][1] != alarms:
                row.versions.append((now, alarms))
            while len(row.versions) > 1 and row.versions[1][0] <= now - REACTION_S:
                del row.versions[0]

    def select(self, key: Key | None, now: float, *, by_hand: bool) -> None:
        """Take note of which row is selected. One that the guard has chosen is meant at once."""
        if key != self._selected:
            self._selected = key
            self._selected_since = now - REACTION_S if by_hand else now

    def wake(self, now: float, *, active: bool) -> None:
        """Take note that the window has the keyboard from now on, or has it no longer."""
        self._awake_since = now if active else math.inf

    def meant_by_key(self, now: float) -> tuple[Alarm, ...]:
        """Return what a key answers now: the selected row's alarms as they were shown; nothing for none."""
        if self._selected is None or self._selected_since > now - REACTION_S or self._awake_since > now - AWAKE_S:
            return ()
        return self._settled(self._selected, now)

    def meant_by_click(self, key: Key, now: float) -> tuple[Alarm, ...]:
        """Return what a click on this row answers now; nothing where it has just come under the pointer."""
        row = self._rows.get(key)
        return () if row is None or row.still_since > now - REACTION_S else self._settled(key, now)

    def _settled(self, key: Key, now: float) -> tuple[Alarm, ...]:
        row = self._rows.get(key)
        versions = row.versions if row is not None else []
        return next((alarms for since, alarms in reversed(versions) if since <= now - REACTION_S), ())
