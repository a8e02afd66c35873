"""Alarms in the history: what is told of them is there after a restart, and their events say what they say."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alarming import an_alarm, closed, raised, undone
from doors import MEI, NOW, Desk, event

from facemon.alarm import STRIP, Action, AlarmState, Change, Deed, Outcome, Priority, Shelf, Watched
from facemon.event import Category
from facemon.history import opening
from facemon.history.alarm_rows import AT_ONCE
from facemon.history.backup import back_up, restore
from facemon.history.database import open_for_reading, open_for_writing
from facemon.history.keep import Rows
from facemon.history.opening import Opening
from facemon.history.query import Answer

ANSWERS = "SELECT id, raised, acknowledged_ms, acknowledged_by, note FROM event ORDER BY id"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    with Desk(path) as desk:
        yield desk


def read(path: Path) -> Opening:
    """Return what the next start would find."""
    with closing(open_for_reading(path)) as connection:
        return opening.read(connection, NOW)


def test_an_alarm_comes_back_as_it_was_told_of(desk: Desk) -> None:
    happening = event("a", person=MEI, category=Category.BLACKLIST)
    alarm = an_alarm(
        9, rule="blacklist", priority=Priority.CRITICAL, subject="u:17", latest_ms=NOW + 5, count=3, reason="barred",
        state=AlarmState.LOOKING, over_ms=NOW + 6, quiet_until_ms=NOW + 7, owner="Ann", missed=True, escalated=2,
        ticked=(0, 2), outcome=Outcome.FALSE, note="asked him",
    )  # fmt: skip
    desk.history.put(happening, 1, raised=True, changes=(raised(9, 1),))
    desk.history.alarm_changed([Change(alarm, (Action(9, NOW + 5, Deed.LOOKING, "Ann"),))])
    assert desk.history.flush(5)
    (found,) = read(desk.path).alarms
    assert found == msgspec.structs.replace(alarm, numbers=(1,), happening=happening)
    assert desk.rows("SELECT alarm, at_ms, deed, done_by, text FROM alarm_action ORDER BY id") == [
        (9, NOW, "raised", "", ""),
        (9, NOW + 5, "looking", "Ann", ""),
    ]


def test_it_has_the_newest_of_its_events(desk: Desk) -> None:
    for number in range(1, STRIP + 4):
        change = Change(an_alarm(5, count=number), number=number)
        desk.history.put(event(str(number), score=number / 100), number, raised=True, changes=(change,))
    assert desk.history.flush(5)
    (found,) = read(desk.path).alarms
    assert found.numbers == tuple(range(4, STRIP + 4))
    assert found.happening == event(str(STRIP + 3), score=(STRIP + 3) / 100)


def test_what_was_recovered_has_its_place_in_time_among_them(desk: Desk) -> None:
    for number, at_ms in enumerate((NOW + 2, NOW + 3, NOW + 1), 1):
        happening = event(str(number), received_ms=NOW + 9, placed_ms=at_ms)
        desk.history.put(happening, number, raised=True, changes=(raised(5, number),))
    assert desk.history.flush(5)
    (found,) = read(desk.path).alarms
    assert found.numbers == (3, 1, 2)
    assert found.happening is not None
    assert found.happening.uuid == "2"


def test_its_events_say_when_it_was_answered_and_by_whom_and_no_longer_once_that_is_undone(desk: Desk) -> None:
    for number in (1, 2):
        desk.history.put(event(str(number)), number, raised=True, changes=(raised(5, number),))
    desk.history.put(event("3"), 3, raised=True, changes=(raised(6, 3),))
    desk.history.alarm_changed([closed(5)])
    assert desk.history.flush(5)
    answered = NOW + 9, "Ann", "seen to"
    assert desk.rows(ANSWERS) == [(1, 1, *answered), (2, 1, *answered), (3, 1, None, None, None)]
    assert [alarm.id for alarm in read(desk.path).alarms] == [6]
    desk.history.alarm_changed([undone(5)])
    assert desk.history.flush(5)
    assert desk.rows(ANSWERS) == [(number, 1, None, None, None) for number in (1, 2, 3)]
    assert [alarm.id for alarm in read(desk.path).alarms] == [5, 6]


def test_what_is_said_of_a_closed_alarm_afterwards_its_events_say_too(desk: Desk) -> None:
    desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1),))
    desk.history.alarm_changed([closed(5), closed(5, note="it was the cleaner", outcome=Outcome.FALSE)])
    assert desk.history.flush(5)
    assert desk.rows("SELECT note FROM event") == [("it was the cleaner",)]


def test_what_came_while_an_alarm_was_answered_is_an_alarm_of_its_own(desk: Desk) -> None:
    for number in range(1, 5):
        desk.history.put(event(str(number)), number, raised=True, changes=(raised(5, number),))
    split = Change(an_alarm(6), (Action(6, NOW, Deed.SPLIT),), moved=(3, 4))
    desk.history.alarm_changed([closed(5), split])
    assert desk.history.flush(5)
    assert desk.rows("SELECT id FROM event WHERE acknowledged_ms IS NULL") == [(3,), (4,)]
    (found,) = read(desk.path).alarms
    assert (found.id, found.numbers) == (6, (3, 4))


def test_an_event_that_ends_an_alarm_s_condition_owes_no_answer_itself(desk: Desk) -> None:
    desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1),))
    cleared = Change(an_alarm(5, over_ms=NOW + 3), (Action(5, NOW + 3, Deed.CLEARED),))
    desk.history.put(event("2"), 2, raised=True, changes=(cleared,))
    assert desk.history.flush(5)
    assert desk.rows("SELECT id, raised FROM event") == [(1, 1), (2, 0)]
    assert read(desk.path).alarms[0].over_ms == NOW + 3


def test_thousands_of_events_follow_their_alarm_step_by_step_also_after_a_restart(path: Path) -> None:
    count = 5 * AT_ONCE + 1
    with Desk(path) as desk:
        for number in range(1, count + 1):
            desk.history.put(event(str(number)), number, raised=True, changes=(raised(5, number),))
        assert desk.history.flush(10)
        desk.history.alarm_changed([closed(5)])
        assert desk.history.close(10)
        assert read(path).alarms == ()
    with Desk(path) as desk:
        while desk.rows("SELECT 1 FROM event WHERE acknowledged_ms IS NULL LIMIT 1"):
            assert desk.history.flush(10)
        assert desk.rows("SELECT behind FROM alarm") == [(0,)]
        desk.history.alarm_changed([undone(5)])
        while desk.rows("SELECT 1 FROM event WHERE acknowledged_ms IS NOT NULL LIMIT 1"):
            assert desk.history.flush(10)


def test_shelves_the_watch_list_and_who_is_on_duty_are_there_after_a_restart(path: Path) -> None:
    shelf = Shelf("gate", "stranger", NOW - 5, NOW + 5, "Ann", "the fair is in town")
    mei = Watched(id=3, user_id="17", name="陈梅", reason="lost her card", from_ms=NOW, by="Ann")
    with Desk(path) as desk:
        desk.history.shelved(msgspec.structs.replace(shelf, from_ms=NOW - 9, reason="at first"))
        desk.history.shelved(shelf)
        desk.history.shelved(msgspec.structs.replace(shelf, device_id="lobby"))
        desk.history.unshelved("lobby", "stranger", NOW - 1)
        desk.history.shelved(msgspec.structs.replace(shelf, device_id="yard", until_ms=NOW))
        desk.history.watch(mei)
        desk.history.watch(msgspec.structs.replace(mei, reason="found it", until_ms=NOW + 1))
        desk.history.watch(msgspec.structs.replace(mei, id=4))
        desk.history.unwatch(4, NOW, "Ben")
        desk.history.watch(msgspec.structs.replace(mei, id=5, until_ms=NOW))
        desk.history.duty(NOW - 2, "Ann")
        desk.history.duty(NOW - 1, "Ben")
        desk.history.hand_over(NOW, "Ann", "the gate sticks")
    found = read(path)
    assert found.shelves == (shelf,)
    assert found.watch_list == (msgspec.structs.replace(mei, reason="found it", until_ms=NOW + 1),)
    assert found.operator == "Ben"


def test_what_somebody_has_to_acknowledge_and_no_alarm_has_is_told(desk: Desk) -> None:
    desk.history.put(event("1"), 1, raised=True)
    desk.history.put(event("2"), 2, raised=True)
    desk.history.put(event("3"), 3, raised=False)
    desk.history.put(event("4"), 4, raised=True, changes=(raised(5, 4),))
    desk.history.put(event("5", device_id="lobby", passed=True), 5, raised=True)
    assert desk.history.flush(5)
    desk.history.run(lambda connection: Rows(connection).answer(2, Answer(NOW, "Ann"))).result(5)  # a former facemon
    assert [(orphan.id, orphan.happening.uuid) for orphan in read(desk.path).orphans] == [(1, "1"), (5, "5")]
    desk.history.alarm_changed([raised(6, 1)])
    assert desk.history.flush(5)
    assert [orphan.id for orphan in read(desk.path).orphans] == [5]


def test_of_very_many_the_newest_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facemon.history.owed.MOST_ORPHANS", 3)
    for number in range(1, 8):
        desk.history.put(event(str(number), passed=number % 2 == 0, received_ms=NOW + number), number, raised=True)
    assert desk.history.flush(5)
    assert [orphan.id for orphan in read(desk.path).orphans] == [5, 6, 7]


def test_an_alarm_reaches_the_event_whose_number_was_taken_or_that_was_known(desk: Desk) -> None:
    desk.history.put(event("a"), 5, raised=False)
    assert desk.history.flush(5)
    desk.history.put(event("b"), 5, raised=True, changes=(raised(7, 5),))
    desk.history.put(event("a"), 9, raised=True, changes=(raised(8, 9),))
    assert desk.history.flush(5)
    assert [alarm.numbers for alarm in read(desk.path).alarms] == [(6,), (5,)]
    desk.history.alarm_changed([closed(8)])
    assert desk.history.flush(5)
    assert desk.rows("SELECT id, raised FROM event WHERE acknowledged_ms IS NOT NULL") == [(5, 1)]


def test_a_character_that_cannot_be_written_costs_nobody_s_word(path: Path) -> None:
    with Desk(path) as desk:
        desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1),))
        desk.history.alarm_changed([closed(5, note="\ud800 him")])
    with closing(open_for_writing(path)) as connection:
        assert connection.execute("SELECT note FROM alarm").fetchall() == [("? him",)]


def test_what_can_never_be_written_holds_nothing_else_up(desk: Desk) -> None:
    desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1, since_ms=2**70),))
    desk.history.alarm_changed([raised(6)])
    assert desk.history.flush(5)
    found = read(desk.path)
    assert [alarm.id for alarm in found.alarms] == [6]
    assert [orphan.id for orphan in found.orphans] == [1]


def test_what_says_late_that_an_event_joined_an_alarm_does_not_take_it_from_another(desk: Desk) -> None:
    desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1),))
    desk.history.alarm_changed([Change(an_alarm(6), moved=(1,)), Change(an_alarm(5), number=1)])
    assert desk.history.flush(5)
    assert desk.rows("SELECT event, alarm FROM alarm_event") == [(1, 6)]


def test_a_copy_of_the_history_owes_the_same_and_can_be_put_back(path: Path) -> None:
    copy = path.with_name("copy.sqlite3")
    with Desk(path) as desk:
        desk.history.put(event("1"), 1, raised=True, changes=(raised(5, 1, subject="u:17"),))
        desk.history.duty(NOW, "Ann")
        assert desk.history.flush(5)
        back_up(path, copy)
        owed = read(path)
        desk.history.alarm_changed([closed(5)])
    assert read(copy) == owed
    restore(copy, path)
    with Desk(path) as desk:
        assert desk.opening().alarms == owed.alarms
