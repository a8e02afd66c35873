"""Many devices of a group that fail together are one alarm, and nothing of it is hidden."""

from __future__ import annotations

from book_desk import Desk

from facemon.alarm import Deed, Priority
from facemon.alarms.outage import MANY, Place, is_outage

NORTH, SOUTH = "North site", "South site"


def desk_with(**counts: int) -> Desk:
    desk = Desk()
    desk.book.place_devices(
        {f"{site}-{number}": Place(f"{site.title()} {number}", f"{site.title()} site")
         for site, count in counts.items() for number in range(count)}
    )  # fmt: skip
    return desk


def lose(desk: Desk, *device_ids: str) -> None:
    for device_id in device_ids:
        desk.book.condition("offline", device_id, on=True, since_ms=desk.wall_ms, now=desk.now)


def come_back(desk: Desk, *device_ids: str) -> None:
    for device_id in device_ids:
        desk.book.condition("offline", device_id, on=False, since_ms=desk.wall_ms, now=desk.now)


def site(name: str, count: int) -> list[str]:
    return [f"{name}-{number}" for number in range(count)]


def test_a_hundred_that_fail_together_are_one_alarm_a_group() -> None:
    desk = desk_with(north=60, south=40)
    lose(desk, *site("north", 60), *site("south", 40))
    desk.wait(61)
    assert [(alarm.rule, alarm.device_id, alarm.count) for alarm in desk.owed] == [
        ("offline", "", 60),
        ("offline", "", 40),
    ]
    assert all(is_outage(alarm.subject) for alarm in desk.owed)
    assert desk.owed[1].reason.startswith("South site: South 0, South 1, South 2, ")
    assert desk.owed[1].reason.endswith(" +32")


def test_it_is_raised_once_and_joined_not_raised_a_hundred_times() -> None:
    desk = desk_with(north=100)
    lose(desk, *site("north", 100))
    changes = desk.wait(61)
    deeds = [action.deed for change in changes for action in change.actions]
    assert deeds.count(Deed.RAISED) == 1
    assert changes[-1].alarm.count == 100


def test_they_need_not_be_noticed_in_the_same_moment() -> None:
    desk = desk_with(north=20)
    for device_id in site("north", 20):
        lose(desk, device_id)
        desk.wait(1)
    desk.wait(60)
    assert [alarm.count for alarm in desk.owed] == [20]


def test_a_blacklisted_person_stands_before_all_of_it() -> None:
    desk = desk_with(north=100)
    lose(desk, *site("north", 100))
    desk.wait(61)
    desk.seen("blacklist", "7", "north-3")
    assert [alarm.rule for alarm in desk.owed] == ["blacklist", "offline"]
    assert desk.owed[0].priority is Priority.CRITICAL


def test_a_few_have_an_alarm_each() -> None:
    desk = desk_with(north=20)
    lose(desk, *site("north", MANY - 1))
    desk.wait(61)
    assert sorted(alarm.device_id for alarm in desk.owed) == site("north", MANY - 1)


def test_those_that_fail_one_after_another_have_an_alarm_each() -> None:
    desk = desk_with(north=20)
    for device_id in site("north", 10):
        lose(desk, device_id)
        desk.wait(120)
    assert len(desk.owed) == 10


def test_it_is_over_once_the_last_of_them_is_back_and_still_owed() -> None:
    desk = desk_with(north=10)
    lose(desk, *site("north", 10))
    desk.wait(61)
    come_back(desk, *site("north", 9))
    assert desk.owed[0].over_ms is None
    come_back(desk, "north-9")
    assert desk.owed[0].over_ms == desk.wall_ms


def test_one_that_fails_while_it_lasts_joins_it() -> None:
    desk = desk_with(north=20)
    lose(desk, *site("north", 10))
    desk.wait(61)
    lose(desk, "north-15")
    desk.wait(61)
    assert [alarm.count for alarm in desk.owed] == [11]


def test_what_is_acknowledged_is_not_raised_again_while_they_stay_away() -> None:
    desk = desk_with(north=10)
    lose(desk, *site("north", 10))
    desk.wait(61)
    desk.acknowledge(desk.owed[0])
    desk.wait(3600)
    assert desk.owed == []
    come_back(desk, *site("north", 10))
    lose(desk, *site("north", 10))
    desk.wait(61)
    assert [alarm.count for alarm in desk.owed] == [10]


def test_after_a_restart_it_goes_on_and_ends() -> None:
    desk = desk_with(north=10)
    lose(desk, *site("north", 10))
    desk.wait(61)
    left = desk.owed
    again = desk_with(north=10)
    again.wall_ms, again.steady_s = desk.wall_ms, 5.0
    lose(again, *site("north", 10))
    again.book.restore(left, [], [], again.now)
    again.wait(61)
    assert [(alarm.id, alarm.count) for alarm in again.owed] == [(left[0].id, 10)]
    come_back(again, *site("north", 10))
    assert again.owed[0].over_ms == again.wall_ms


def test_one_with_an_alarm_of_its_own_keeps_it() -> None:
    desk = desk_with(north=10)
    lose(desk, "north-0")
    desk.wait(300)
    lose(desk, *site("north", 10)[1:])
    desk.wait(61)
    assert [(alarm.device_id, alarm.count) for alarm in desk.owed] == [("north-0", 1), ("", 9)]


def test_a_device_that_is_set_up_no_more_ends_it_as_well() -> None:
    desk = desk_with(north=6)
    lose(desk, *site("north", 6))
    desk.wait(61)
    desk.book.place_devices({})
    come_back(desk, *site("north", 6))
    assert desk.owed[0].over_ms == desk.wall_ms


def test_devices_that_the_rule_is_not_for_are_left_out() -> None:
    desk = desk_with(north=10)
    desk.change("offline", devices=tuple(site("north", 7)))
    lose(desk, *site("north", 10))
    desk.wait(61)
    assert [alarm.count for alarm in desk.owed] == [7]
