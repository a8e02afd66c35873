from __future__ import annotations

import pytest
from book_desk import START_MS, Desk

from facemon.alarm import AlarmState, Deed, Outcome, Priority
from facemon.alarms.book import UNDO_SECONDS, NoteRequired
from facemon.alarms.lately import MOST as MOST_CLOSED
from facemon.settings import AlarmRule, AttentionSettings

LOW = AlarmRule(raise_=True, priority="low")
HIGH = AlarmRule(raise_=True, priority="high")


def test_one_event_raises_one_alarm_with_its_number() -> None:
    desk = Desk()
    (change,) = desk.happens(desk.event("blacklist", "7", temperature=39.0))
    assert change.number == 1
    assert [action.deed for action in change.actions] == [Deed.RAISED]
    alarm = change.alarm
    assert (alarm.rule, alarm.priority, alarm.subject, alarm.numbers) == ("blacklist", Priority.CRITICAL, "u:7", (1,))
    assert desk.owed == [alarm]


def test_the_same_person_at_the_same_device_joins_and_another_does_not() -> None:
    desk = Desk()
    desk.seen("blacklist", "7")
    desk.wait(5)
    desk.seen("blacklist", "7")
    desk.seen("blacklist", "8")
    desk.seen("blacklist", "7", device_id="lobby")
    assert [(alarm.subject, alarm.device_id, alarm.count) for alarm in desk.owed] == [
        ("u:7", "gate", 2), ("u:8", "gate", 1), ("u:7", "lobby", 1),
    ]  # fmt: skip
    assert desk.owed[0].numbers == (1, 2)


def test_what_comes_after_the_window_is_an_alarm_of_its_own() -> None:
    desk = Desk()
    desk.seen("blacklist", "7")
    desk.wait(600)
    desk.seen("blacklist", "7")
    desk.wait(600.001)
    desk.seen("blacklist", "7")
    assert [alarm.count for alarm in desk.owed] == [2, 1]


def test_the_most_pressing_comes_first_and_among_equals_the_oldest() -> None:
    desk = Desk(stranger=LOW)
    desk.seen("stranger")
    desk.seen("nonlive")
    desk.wait(1)
    desk.seen("blacklist", "9")
    desk.wait(1)
    desk.seen("blacklist", "8")
    assert [alarm.rule for alarm in desk.owed] == ["blacklist", "blacklist", "nonlive", "stranger"]
    assert [alarm.subject for alarm in desk.owed[:2]] == ["u:9", "u:8"]


def test_what_came_while_it_was_acknowledged_is_an_alarm_of_its_own() -> None:
    desk = Desk()
    shown = desk.seen("blacklist", "7")
    desk.wait(1)
    desk.seen("blacklist", "7")
    closed, rest = desk.acknowledge(shown)
    assert (closed.alarm.state, closed.alarm.count, closed.alarm.numbers) == (AlarmState.CLOSED, 1, (1,))
    assert (rest.moved, rest.alarm.numbers, rest.alarm.count) == ((2,), (2,), 1)
    assert rest.alarm.since_ms == START_MS + 1_000
    assert [action.deed for action in rest.actions] == [Deed.SPLIT]
    assert desk.owed == [rest.alarm]


def test_what_was_seen_too_long_ago_answers_nothing() -> None:
    desk = Desk()
    shown = desk.seen("blacklist", "7")
    for _ in range(501):
        latest = desk.seen("blacklist", "7")
    assert desk.acknowledge(shown) == []
    assert desk.owed == [latest]


def test_an_acknowledgement_is_on_record_with_its_note_and_outcome() -> None:
    desk = Desk()
    alarm = desk.seen("blacklist", "7")
    desk.wait(41)
    (change,) = desk.book.acknowledge(alarm.id, alarm.count, "Li", desk.now, note=" sent away ", outcome=Outcome.REAL)
    closed = change.alarm
    assert (closed.answered_ms, closed.answered_by, closed.note) == (START_MS + 41_000, "Li", "sent away")
    assert closed.outcome is Outcome.REAL
    assert [(action.deed, action.by, action.text) for action in change.actions] == [
        (Deed.ACKNOWLEDGED, "Li", "sent away"), (Deed.JUDGED, "Li", "real"),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        desk.acknowledge(alarm)


def test_a_rule_may_demand_a_note() -> None:
    desk = Desk()
    desk.change("nonlive", note_required=True)
    alarm = desk.seen("nonlive")
    with pytest.raises(NoteRequired):
        desk.acknowledge(alarm, note="  ")
    assert desk.owed == [alarm]
    assert desk.acknowledge(alarm, note="a photo held up")
    assert desk.owed == []


def test_an_acknowledgement_can_be_taken_back_for_ten_seconds() -> None:
    desk = Desk()
    alarm = desk.seen("blacklist", "7")
    desk.acknowledge(alarm, note="wrong one")
    desk.wait(UNDO_SECONDS)
    (change,) = desk.book.undo(alarm.id, "Li", desk.now)
    assert [action.deed for action in change.actions] == [Deed.UNDONE]
    assert desk.owed == [change.alarm]
    assert (change.alarm.state, change.alarm.note, change.alarm.answered_ms) == (AlarmState.OPEN, "", None)
    desk.acknowledge(change.alarm)
    desk.wait(UNDO_SECONDS + 1.1)
    with pytest.raises(KeyError):
        desk.book.undo(alarm.id, "Li", desk.now)


def test_looking_into_it_is_silent_for_a_while_and_counts_on() -> None:
    desk = Desk(AttentionSettings(looking_minutes=5))
    alarm = desk.seen("blacklist", "7")
    desk.book.look(alarm.id, "Li", desk.now)
    desk.wait(10)
    joined = desk.seen("blacklist", "7")
    assert (joined.state, joined.owner, joined.count) == (AlarmState.LOOKING, "Li", 2)
    assert desk.wait(289.9) == []
    changes = desk.wait(0.1)
    assert changes[0].actions[0].deed is Deed.LOOKED
    assert (desk.owed[0].state, desk.owed[0].owner) == (AlarmState.OPEN, "")


def test_low_ones_can_be_taken_as_a_group_and_nothing_above() -> None:
    desk = Desk(stranger=LOW, visitor=LOW, denied=HIGH)
    for category, user_id in (("stranger", ""), ("visitor", "3"), ("nonlive", ""), ("blacklist", "7")):
        desk.seen(category, user_id)
    shown = {alarm.id: alarm.count for alarm in desk.owed}
    changes = desk.book.acknowledge_low(shown, "Li", desk.now)
    assert sorted(change.alarm.rule for change in changes) == ["stranger", "visitor"]
    assert [alarm.rule for alarm in desk.owed] == ["blacklist", "nonlive"]


def test_a_flood_folds_what_is_not_critical_and_can_be_answered_as_a_group() -> None:
    desk = Desk()
    desk.seen("blacklist", "7")
    for _ in range(10):
        desk.seen("nonlive")
    assert desk.book.floods == []
    desk.wait(1)
    desk.seen("nonlive")
    (flood,) = desk.book.floods
    assert (flood.device_id, flood.since_ms, flood.count) == ("gate", START_MS, 11)
    desk.book.acknowledge_low({alarm.id: alarm.count for alarm in desk.owed}, "Li", desk.now)
    assert [alarm.rule for alarm in desk.owed] == ["blacklist"]


def test_a_flood_is_over_once_it_is_calm() -> None:
    desk = Desk()
    for _ in range(11):
        desk.seen("nonlive")
    desk.wait(599)
    assert desk.book.floods
    due_s = desk.book.due_s()
    assert due_s is not None
    assert due_s == desk.steady_s + 1
    desk.wait(1)
    assert desk.book.floods == []


def test_a_shelved_kind_is_silent_at_its_device_until_it_ends() -> None:
    desk = Desk(stranger=LOW)
    desk.seen("stranger")
    (change,) = desk.book.shelve("gate", "stranger", 30, "children at the door", "Li", desk.now)
    assert change.alarm.state is AlarmState.SHELVED
    desk.wait(700)
    later = desk.seen("stranger")
    assert later.state is AlarmState.SHELVED
    assert desk.seen("stranger", device_id="lobby").state is AlarmState.OPEN
    assert [shelf.reason for shelf in desk.book.shelves] == ["children at the door"]
    changes = desk.wait(1_100)
    assert [change.actions[0].deed for change in changes] == [Deed.UNSHELVED, Deed.UNSHELVED]
    assert desk.book.shelves == []
    assert {alarm.state for alarm in desk.owed} == {AlarmState.OPEN}


@pytest.mark.parametrize(
    ("rule", "minutes", "reason"),
    [("blacklist", 10, "x"), ("stranger", 61, "x"), ("stranger", 0, "x"), ("stranger", 10, " "), ("nonlive", 10, "x")],
)
def test_what_must_not_be_shelved_is_refused(rule: str, minutes: int, reason: str) -> None:
    desk = Desk(blacklist=LOW, nonlive=AlarmRule(raise_=True, priority="critical"))
    with pytest.raises(ValueError):
        desk.book.shelve("gate", rule, minutes, reason, "Li", desk.now)
    assert desk.book.shelves == []


def test_a_fire_rings_although_its_device_is_shelved() -> None:
    desk = Desk()
    desk.book.shelve("gate", "device", 60, "repairs", "Li", desk.now)
    desk.happens(desk.device_alarm(10003))
    desk.happens(desk.device_alarm(20003))
    assert [(alarm.subject, alarm.priority, alarm.state) for alarm in desk.owed] == [
        ("20003", Priority.CRITICAL, AlarmState.OPEN), ("10003", Priority.HIGH, AlarmState.SHELVED),
    ]  # fmt: skip


def test_a_cleared_device_alarm_is_still_owed() -> None:
    desk = Desk()
    desk.happens(desk.device_alarm(10002))
    desk.happens(desk.device_alarm(10003))
    desk.wait(3)
    (change,) = desk.happens(desk.device_alarm(10003, cleared=True))
    assert (change.number, change.actions[0].deed) == (None, Deed.CLEARED)
    assert [(alarm.subject, alarm.over_ms) for alarm in desk.owed] == [("10002", None), ("10003", START_MS + 3_000)]
    (change,) = desk.happens(desk.device_alarm(10003))
    assert (change.alarm.count, change.alarm.over_ms, change.actions[0].deed) == (2, None, Deed.RETURNED)


def test_what_is_cleared_without_having_been_raised_changes_nothing() -> None:
    desk = Desk()
    assert desk.happens(desk.device_alarm(10003, cleared=True)) == []
    assert desk.owed == []


def test_low_ones_may_acknowledge_themselves_and_critical_ones_never() -> None:
    desk = Desk(stranger=AlarmRule(raise_=True, priority="low", self_acknowledge=60))
    desk.change("blacklist", self_acknowledge=60)
    desk.seen("stranger")
    desk.seen("blacklist", "7")
    (change,) = [change for change in desk.wait(60) if change.alarm.rule == "stranger"]
    assert (change.alarm.state, change.alarm.answered_by) == (AlarmState.CLOSED, "")
    assert change.actions[0].deed is Deed.SELF_ACKNOWLEDGED
    desk.wait(1_000)
    assert [alarm.rule for alarm in desk.owed] == ["blacklist"]


def test_what_nobody_answers_grows_louder_and_then_reaches_the_supervisor() -> None:
    desk = Desk(AttentionSettings(louder_after=30, supervisor_after=120))
    desk.seen("blacklist", "7")
    assert desk.book.due_s() == desk.steady_s + 30
    (louder,) = desk.wait(30)
    assert (louder.alarm.escalated, louder.actions[0].deed) == (1, Deed.LOUDER)
    assert desk.book.due_s() == desk.steady_s + 90
    (told,) = desk.wait(90)
    assert (told.alarm.escalated, told.actions[0].deed) == (2, Deed.SUPERVISOR)
    assert desk.wait(1_000) == []
    (change,) = desk.book.told(told.alarm.id, "HTTP 200", desk.now)
    assert change.actions[0].text == "HTTP 200"


def test_a_device_is_offline_for_some_time_before_anybody_is_told() -> None:
    desk = Desk()
    assert desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now) == []
    assert desk.wait(59) == []
    (change,) = desk.wait(1)
    assert (change.alarm.rule, change.alarm.since_ms, change.number) == ("offline", START_MS, None)
    (change,) = desk.book.condition("offline", "gate", on=False, since_ms=desk.wall_ms, now=desk.now)
    assert change.alarm.over_ms == desk.wall_ms
    assert desk.owed == [change.alarm]


def test_a_device_that_is_back_in_time_tells_nobody() -> None:
    desk = Desk()
    desk.book.condition("offline", "gate", on=True, since_ms=desk.wall_ms, now=desk.now)
    desk.wait(30)
    desk.book.condition("offline", "gate", on=False, since_ms=desk.wall_ms, now=desk.now)
    assert desk.wait(1_000) == []


def test_an_alarm_survives_a_restart_with_its_age_count_and_quiet_time() -> None:
    desk = Desk()
    alarm = desk.seen("blacklist", "7")
    desk.wait(2)
    desk.seen("blacklist", "7")
    desk.book.look(alarm.id, "Li", desk.now)
    before = desk.owed
    desk.wall_ms += 60_000
    desk.steady_s = 3.0
    desk.book = desk.new_book()
    desk.book.restore(before, [], [], desk.now)
    assert desk.owed == before
    assert desk.wait(239) == []
    desk.wait(1)
    assert desk.owed[0].state is AlarmState.OPEN
    joined = desk.seen("blacklist", "7")
    assert (joined.id, joined.count, joined.numbers) == (alarm.id, 3, (1, 2, 3))


def test_erased_events_leave_an_alarm_of_others_and_close_one_without() -> None:
    desk = Desk(stranger=LOW)
    desk.seen("blacklist", "7")
    desk.seen("stranger")
    stranger = desk.seen("stranger")
    desk.book.annotate(stranger.id, "Li", desk.now, note="Anna's brother")
    changes = desk.book.forget([1, 2], desk.now)
    gone = next(change for change in changes if change.alarm.rule == "blacklist")
    assert (gone.alarm.state, gone.alarm.subject, gone.alarm.happening) == (AlarmState.CLOSED, "", None)
    assert gone.actions[0].deed is Deed.ERASED
    (left,) = desk.owed
    assert (left.rule, left.numbers, left.note) == ("stranger", (3,), "")


def test_what_is_owed_is_as_pressing_as_the_rules_say_now() -> None:
    desk = Desk(stranger=LOW)
    desk.seen("stranger")
    desk.book.shelve("gate", "stranger", 30, "children", "Li", desk.now)
    (change,) = desk.change("stranger", priority="critical")
    assert (change.alarm.priority, change.alarm.state) == (Priority.CRITICAL, AlarmState.OPEN)
    assert desk.book.shelves == []
    assert desk.change("stranger", raise_=False) == []
    assert len(desk.owed) == 1


def test_a_line_of_the_instruction_is_ticked_on_record() -> None:
    desk = Desk()
    desk.change("blacklist", instruction="Stay calm.\n- Call the shift leader")
    alarm = desk.seen("blacklist", "7")
    (change,) = desk.book.tick(alarm.id, 1, "Li", desk.now, on=True)
    assert change.alarm.ticked == (1,)
    assert change.actions[0].text == "2. Call the shift leader"
    assert desk.book.tick(alarm.id, 1, "Li", desk.now, on=True) == []
    (change,) = desk.book.tick(alarm.id, 1, "Li", desk.now, on=False)
    assert (change.alarm.ticked, change.actions[0].deed) == ((), Deed.UNTICKED)
    with pytest.raises(ValueError):
        desk.book.tick(alarm.id, 2, "Li", desk.now, on=True)


def test_a_condition_is_over_once_however_often_that_is_said() -> None:
    desk = Desk()
    desk.happens(desk.device_alarm(10003))
    desk.happens(desk.device_alarm(10003, cleared=True))
    desk.wait(5)
    assert desk.happens(desk.device_alarm(10003, cleared=True)) == []
    assert desk.owed[0].over_ms == START_MS


def test_a_fire_stays_critical_whatever_becomes_of_the_rules() -> None:
    desk = Desk()
    desk.happens(desk.device_alarm(20003))
    desk.change("device", priority="low")
    assert desk.owed[0].priority is Priority.CRITICAL


def test_what_opens_again_has_its_whole_time_to_be_seen_before_it_acknowledges_itself() -> None:
    desk = Desk(AttentionSettings(looking_minutes=1), stranger=AlarmRule(raise_=True, self_acknowledge=90))
    alarm = desk.seen("stranger")
    desk.wait(50)
    desk.book.look(alarm.id, "Li", desk.now)
    desk.wait(60)
    assert desk.owed[0].state is AlarmState.OPEN
    desk.wait(89)
    assert desk.owed
    desk.wait(1)
    assert desk.owed == []


def test_the_group_leaves_what_a_colleague_looks_into_and_what_demands_a_note() -> None:
    desk = Desk(stranger=LOW, visitor=LOW, staff=LOW)
    desk.change("visitor", note_required=True)
    mine, theirs = desk.seen("stranger"), desk.seen("stranger", device_id="lobby")
    desk.seen("visitor", "1")
    desk.book.look(mine.id, "Li", desk.now)
    desk.book.look(theirs.id, "Wang", desk.now)
    changes = desk.book.acknowledge_low({alarm.id: alarm.count for alarm in desk.owed}, "Li", desk.now)
    assert [change.alarm.id for change in changes] == [mine.id]


def test_a_note_that_was_demanded_cannot_be_taken_away_afterwards() -> None:
    desk = Desk()
    desk.change("nonlive", note_required=True)
    alarm = desk.seen("nonlive")
    desk.book.annotate(alarm.id, "Li", desk.now, note="a photo")
    desk.book.annotate(alarm.id, "Li", desk.now, note=" ")
    desk.acknowledge(alarm, note="a photo")
    with pytest.raises(NoteRequired):
        desk.book.annotate(alarm.id, "Li", desk.now, note=" ")
    desk.wait(599)
    (change,) = desk.book.annotate(alarm.id, "Li", desk.now, note="a screen", outcome=Outcome.FALSE)
    assert (change.alarm.note, change.alarm.outcome) == ("a screen", Outcome.FALSE)
    desk.wait(2)
    with pytest.raises(KeyError):
        desk.book.annotate(alarm.id, "Li", desk.now, note="more")


def test_what_was_closed_is_not_held_for_ever() -> None:
    desk = Desk()
    for number in range(3 * MOST_CLOSED):
        desk.acknowledge(desk.seen("blacklist", str(number)))
    assert len(list(desk.book._ledger.lately)) == MOST_CLOSED
    desk.wait(700)
    assert not list(desk.book._ledger.lately)
    assert desk.book.due_s() is None
