"""The alarms that are owed, found by their id and by what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from facemon.alarms.standing import Standing
from facemon.alarms.subject import CODES

MOST = 500  # beyond it, new people and codes add to one alarm a rule and device

Key = tuple[str, str, str]  # rule, device, subject


class Owed:
    """Every alarm that somebody still has to acknowledge."""

    def __init__(self) -> None:
        self._by_id: dict[int, Standing] = {}
        self._by_key: dict[Key, list[Standing]] = {}  # each in the order in which they were raised

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Standing]:
        return iter(list(self._by_id.values()))

    def __getitem__(self, alarm_id: int) -> Standing:
        return self._by_id[alarm_id]

    def __contains__(self, alarm_id: int) -> bool:
        return alarm_id in self._by_id

    def add(self, standing: Standing) -> None:
        """Take an alarm in."""
        alarm = standing.alarm
        self._by_id[alarm.id] = standing
        self._by_key.setdefault((alarm.rule, alarm.device_id, alarm.subject), []).append(standing)

    def remove(self, standing: Standing) -> None:
        """It is owed no more."""
        alarm = standing.alarm
        del self._by_id[alarm.id]
        key = alarm.rule, alarm.device_id, alarm.subject
        self._by_key[key].remove(standing)
        if not self._by_key[key]:
            del self._by_key[key]

    def of(self, rule: str, device_id: str, subject: str) -> list[Standing]:
        """Return those of this rule at this device about this, in the order in which they were raised."""
        return list(self._by_key.get((rule, device_id, subject), ()))

    def at(self, device_id: str, rule: str) -> list[Standing]:
        """Return those of this rule at this device."""
        return [one for one in self if (one.alarm.device_id, one.alarm.rule) == (device_id, rule)]

    def home(self, key: Key, at_ms: int, window_ms: int) -> tuple[Key, Standing | None]:
        """Return the alarm that an occurrence joins, and the key under which it or a new one stands.

        It joins the latest raised one to which the gap in time, forwards or backwards, is within the window. Where too
        much is owed already, what would be new joins whatever there is of its rule at its device.
        """
        for standing in reversed(self._by_key.get(key, ())):
            alarm = standing.alarm
            if alarm.since_ms - window_ms <= at_ms <= alarm.latest_ms + window_ms:
                return key, standing
        if len(self._by_id) < MOST:
            return key, None
        rule, device_id, subject = key
        if subject not in CODES:  # those are few: a forced door must not hide behind one held open
            key = rule, device_id, ""
        return key, next(reversed(self._by_key.get(key, ())), None)
