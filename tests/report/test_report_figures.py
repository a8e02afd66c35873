"""A shift in figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shift_records import BEGIN, END, HOUR, MINUTE, busy_shift, record, shift

from facemon.alarm import Action, Deed, Outcome, Priority
from facemon.alarms.flood import MANY
from facemon.report.figures import figures, floods, over_time
from facemon.report.record import Record


def test_a_shift_without_alarms_has_figures_too() -> None:
    told = figures(shift())
    assert (told.alarms, told.median_s, told.worst_s, told.kinds, told.floods) == (0, None, None, (), ())


def test_alarms_are_counted_by_kind_the_most_pressing_first() -> None:
    told = figures(busy_shift())
    assert [(kind.rule, kind.alarms, kind.occurrences) for kind in told.kinds] == [
        ("blacklist", 3, 6), ("nonlive", 1, 1), ("fever", 1, 1), ("visitor_time", 1, 1), ("stranger", 14, 14),
    ]  # fmt: skip
    assert (told.alarms, told.inherited) == (20, 1)


def test_the_time_to_acknowledge_is_told_by_priority_with_the_worst_ones() -> None:
    told = figures(busy_shift())
    critical = told.waits[0]
    assert (critical.priority, critical.answered, critical.median_s, critical.worst_s) == (
        Priority.CRITICAL, 2, 130.5, 252,
    )  # fmt: skip
    assert [one.alarm.id for one in told.worst[:2]] == [1, 4]
    assert told.worst_s == 25 * 60


def test_what_acknowledged_itself_is_no_persons_answer() -> None:
    by_itself = record(1, BEGIN, wait_s=900, deed=Deed.SELF_ACKNOWLEDGED)
    told = figures(shift([by_itself, record(2, BEGIN, wait_s=10)]))
    assert (told.answered_themselves, told.worst_s) == (1, 10)
    assert [(person.name, person.answered) for person in told.people] == [("Li", 1)]


def test_an_acknowledgement_that_was_undone_does_not_count() -> None:
    undone = record(1, BEGIN, wait_s=None)
    deeds = (Deed.RAISED, Deed.ACKNOWLEDGED, Deed.UNDONE)
    undone = Record(undone.alarm, tuple(Action(1, BEGIN + n, deed, "Li") for n, deed in enumerate(deeds)))
    told = figures(shift([undone]))
    assert told.median_s is None
    assert told.open == (undone,)


def test_what_was_missed_waits_from_the_moment_it_was_raised_here() -> None:
    missed = record(1, BEGIN - 5 * HOUR, wait_s=None, missed=True)
    raised = Action(1, BEGIN + MINUTE, Deed.RAISED)
    answered = record(1, BEGIN - 5 * HOUR, wait_s=5 * 3600 + 90, missed=True)
    told = figures(shift([Record(missed.alarm, (raised,)), Record(answered.alarm, (raised, answered.actions[-1]))]))
    assert (told.alarms, told.inherited, told.worst_s) == (2, 0, 30)


def test_what_the_next_shift_answered_was_open_at_the_end() -> None:
    late = record(1, END - MINUTE, wait_s=300)
    assert figures(shift([late], read_ms=END + HOUR)).open == (late,)
    assert figures(shift([record(2, BEGIN, wait_s=10)], read_ms=END + HOUR)).open == ()


def test_what_waited_until_it_was_escalated_is_counted() -> None:
    def waited(number: int, *deeds: Deed) -> Record:
        answered = record(number, BEGIN)
        return Record(answered.alarm, (*(Action(number, BEGIN, deed) for deed in deeds), *answered.actions))

    told = figures(shift([waited(1, Deed.LOUDER, Deed.SUPERVISOR, Deed.SUPERVISOR), waited(2, Deed.LOUDER), waited(3)]))
    assert (told.louder, told.supervised) == (2, 1)


def test_outcomes_are_counted_among_what_is_answered() -> None:
    told = figures(busy_shift())
    assert told.outcomes == {Outcome.TEST: 1, Outcome.REAL: 1, Outcome.FALSE: 10, None: 7}


def test_more_than_ten_in_ten_minutes_from_one_device_are_a_flood() -> None:
    ten = [("lobby", BEGIN + n * 60_000) for n in range(10)]
    assert floods(ten, END) == []
    (flood,) = floods([*ten, ("lobby", BEGIN + 600_000), ("gate", BEGIN)], END)
    assert (flood.flood.device_id, flood.flood.since_ms, flood.flood.count) == ("lobby", BEGIN, 11)
    assert BEGIN + 600_000 < flood.to_ms < END


def test_a_flood_that_goes_on_has_no_end_yet() -> None:
    (flood,) = floods([("lobby", END - n * 1000) for n in range(15)], END)
    assert flood.to_ms == END


def test_two_floods_with_quiet_between_are_two() -> None:
    burst = [BEGIN + n * 1000 for n in range(15)]
    told = floods([("lobby", at) for at in [*burst, *(at + HOUR for at in burst)]], END)
    assert [flood.flood.count for flood in told] == [15, 15]


@given(st.lists(st.integers(BEGIN, BEGIN + 2 * HOUR)))
def test_every_moment_in_a_crowd_of_more_than_ten_is_within_a_flood(moments: list[int]) -> None:
    told = floods([("lobby", at) for at in moments], END)
    for at in moments:
        behind = sum(at - 600_000 <= other <= at for other in moments)
        assert behind <= MANY or any(flood.flood.since_ms <= at <= flood.to_ms for flood in told)
    assert all(flood.flood.count > MANY for flood in told)


def test_alarms_over_time_are_counted_between_edges() -> None:
    edges = [BEGIN, BEGIN + HOUR, BEGIN + 2 * HOUR]
    bins = over_time([record(1, BEGIN), record(2, BEGIN + HOUR), record(3, BEGIN - 1), record(4, edges[-1])], edges)
    assert bins == [{Priority.CRITICAL: 1}, {Priority.CRITICAL: 1}]


records = st.lists(
    st.builds(
        record,
        st.integers(1, 10_000),
        st.integers(BEGIN - HOUR, END),
        wait_s=st.none() | st.floats(0, 40_000),
        rule=st.sampled_from(["blacklist", "stranger", "offline"]),
        priority=st.sampled_from(Priority),
        outcome=st.none() | st.sampled_from(Outcome),
        count=st.integers(1, 50),
        by=st.sampled_from(["Li", "Wang", ""]),
        deed=st.sampled_from([Deed.ACKNOWLEDGED, Deed.SELF_ACKNOWLEDGED]),
    ),
    max_size=30,
)


@given(records)
def test_no_alarm_is_lost_between_the_figures(kept: list[Record]) -> None:
    told = figures(shift(kept))
    answered = sum(not one.alarm.owed for one in kept)
    assert told.alarms + told.inherited == len(kept)
    assert sum(kind.alarms for kind in told.kinds) == told.alarms
    assert sum(kind.occurrences for kind in told.kinds) == told.occurrences
    assert sum(told.outcomes.values()) == answered
    assert sum(wait.answered for wait in told.waits) + told.answered_themselves == answered
    assert sum(person.answered for person in told.people) + told.answered_themselves == answered
    assert {one.alarm.id for one in kept if one.alarm.owed and one.raised_ms < END} <= {
        one.alarm.id for one in told.open
    }
    if told.waits:
        assert told.worst_s == max(wait.worst_s for wait in told.waits) == (told.worst[0].wait_ms or 0) / 1000
    edges = [*range(BEGIN, END + 1, HOUR), END + 1]
    assert sum(sum(of.values()) for of in over_time(kept, edges)) == told.alarms
