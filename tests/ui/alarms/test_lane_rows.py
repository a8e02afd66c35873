"""What the lane has rows for, and in which order."""

from __future__ import annotations

from typing import Any

from facemon.alarm import Alarm, AlarmState, Flood, Priority, Shelf
from facemon.ui.alarms.rows import Row, lane_rows

FLOOD = Flood("gate", 0, 12)
SHELF = Shelf("gate", "stranger", 0, 60_000, "Li", "workers")


def alarm(number: int, priority: Priority = Priority.MEDIUM, **fields: Any) -> Alarm:
    given: dict[str, Any] = {"rule": "stranger", "device_id": "gate", **fields}
    return Alarm(id=number, priority=priority, since_ms=number, latest_ms=number, **given)


def named(rows: list[Row]) -> list[str]:
    return [" ".join(row.key) for row in rows]


def test_alarms_stand_in_their_order() -> None:
    assert named(lane_rows([alarm(2), alarm(1)], (), (), ())) == ["alarm 2", "alarm 1"]


def test_a_flood_folds_what_its_device_raises_but_nothing_critical() -> None:
    owed = [alarm(1, Priority.CRITICAL), alarm(2, device_id="lobby"), alarm(3), alarm(4, Priority.LOW)]
    rows = lane_rows(owed, [FLOOD], (), ())
    assert named(rows) == ["alarm 1", "alarm 2", "flood gate"]
    assert [each.id for each in rows[2].alarms] == [3, 4]


def test_no_flood_folds_a_blacklisted_person_whatever_priority_that_has() -> None:
    rows = lane_rows([alarm(1, Priority.LOW, rule="blacklist"), alarm(2, Priority.LOW)], [FLOOD], (), ())
    assert named(rows) == ["alarm 1", "flood gate"]


def test_an_opened_flood_shows_what_it_folds_below_it() -> None:
    rows = lane_rows([alarm(1), alarm(2)], [FLOOD], (), {("flood", "gate")})
    assert named(rows) == ["flood gate", "alarm 1", "alarm 2"]


def test_what_somebody_looks_into_or_has_selected_is_not_folded_away() -> None:
    owed = [alarm(1, state=AlarmState.LOOKING), alarm(2), alarm(3)]
    assert named(lane_rows(owed, [FLOOD], (), (), apart={3})) == ["alarm 1", "flood gate", "alarm 3"]


def test_what_is_shelved_waits_at_the_end_and_is_counted_there() -> None:
    owed = [alarm(1, Priority.HIGH, state=AlarmState.SHELVED), alarm(2, Priority.LOW)]
    rows = lane_rows(owed, (), [SHELF], ())
    assert named(rows) == ["alarm 2", "shelf gate stranger"]
    assert [each.id for each in rows[1].alarms] == [1]


def test_an_alarm_whose_shelf_is_not_known_yet_is_still_shown() -> None:
    assert named(lane_rows([alarm(1, state=AlarmState.SHELVED)], (), (), ())) == ["alarm 1"]
