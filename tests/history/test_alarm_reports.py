"""What a report asks of the history."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from alarming import an_alarm, closed, raised, undone
from doors import MEI, NOW, Desk, event

from facemon.alarm import Action, Change, Deed, Outcome, Shelf
from facemon.history.export import Form, export
from facemon.history.note import HandedOver, OnDuty
from facemon.history.query import Query
from facemon.history.reader import Reader

HOUR = 3_600_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "history.sqlite3") as desk:
        yield desk


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    assert desk.history.flush(5)
    with Reader(desk.path) as reader:
        yield reader


def test_the_alarms_of_a_time_are_those_raised_in_it_or_those_that_stood_in_it(desk: Desk, reader: Reader) -> None:
    desk.history.alarm_changed(
        [
            raised(1, since_ms=NOW - 9), closed(1, NOW - 1, since_ms=NOW - 9),  # over before
            raised(2, since_ms=NOW - 8), closed(2, NOW, since_ms=NOW - 8),
            raised(3, since_ms=NOW - 7),
            raised(4, since_ms=NOW), closed(4, NOW + 5, since_ms=NOW),
            raised(5, since_ms=NOW + HOUR - 1),
            raised(6, since_ms=NOW + HOUR),  # begins after
        ]
    )  # fmt: skip
    assert desk.history.flush(5)
    assert [kept.alarm.id for kept in reader.alarms(NOW, NOW + HOUR)] == [4, 5]
    assert [kept.alarm.id for kept in reader.alarms(NOW, NOW + HOUR, standing=True)] == [2, 3, 4, 5]
    assert [kept.alarm.id for kept in reader.alarms(NOW, NOW + HOUR, limit=1)] == [4]


def test_an_alarm_tells_its_newest_event_and_what_was_done_with_it(desk: Desk, reader: Reader) -> None:
    desk.history.put(event("1", person=MEI), 1, raised=True, changes=(raised(7, 1),))
    desk.history.alarm_changed([closed(7), undone(7), closed(7, NOW + 20, outcome=Outcome.TEST), raised(8)])
    assert desk.history.flush(5)
    kept, other = reader.alarms(NOW, NOW + 1)
    assert (kept.alarm.numbers, kept.alarm.happening) == ((1,), event("1", person=MEI))
    assert (kept.alarm.answered_by, kept.alarm.outcome, kept.alarm.owed) == ("Ann", Outcome.TEST, False)
    assert (other.alarm.numbers, other.alarm.happening) == ((), None)
    assert reader.alarm_actions([7]) == [
        Action(7, NOW, Deed.RAISED),
        Action(7, NOW + 9, Deed.ACKNOWLEDGED, "Ann", "seen to"),
        Action(7, NOW + 10, Deed.UNDONE, "Ann"),
        Action(7, NOW + 20, Deed.ACKNOWLEDGED, "Ann", "seen to"),
    ]


def test_an_event_tells_its_alarm_and_what_that_turned_out_to_be(desk: Desk, reader: Reader) -> None:
    desk.history.put(event("1"), 1, raised=True, changes=(raised(7, 1),))
    desk.history.put(event("2"), 2, raised=False)
    desk.history.alarm_changed([closed(7, outcome=Outcome.FALSE)])
    assert desk.history.flush(5)
    other, found = reader.page(Query())
    assert (other.alarm, other.answer) == (None, None)
    assert found.answer is not None
    assert (found.alarm, found.answer.outcome) == (7, Outcome.FALSE)


def test_both_forms_of_an_export_tell_it_in_their_last_columns(desk: Desk, tmp_path: Path) -> None:
    for number in (1, 2):
        desk.history.put(event(str(number)), number, raised=True, changes=(raised(6 + number, number),))
    desk.history.put(event("3"), 3, raised=False)
    desk.history.alarm_changed([closed(7, outcome=Outcome.REAL)])
    assert desk.history.flush(5)
    file = tmp_path / "events"
    export(desk.path, Query(), Form.CSV, file)
    header, *lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert header.endswith(",outcome,alarm")
    assert [line.rsplit(",", 2)[1:] for line in lines] == [["real", "7"], ["", "8"], ["", ""]]
    export(desk.path, Query(), Form.JSON, file)
    told = [list(json.loads(line).items())[-2:] for line in file.read_bytes().splitlines()]
    assert told[0] == [("outcome", "real"), ("alarm", 7)]
    assert told[2] == [("outcome", ""), ("alarm", None)]


def test_shelvings_duties_and_handovers_are_those_of_the_time(desk: Desk, reader: Reader) -> None:
    shelf = Shelf("gate", "stranger", NOW - 5, NOW + HOUR - 5, "Ann", "the fair is in town")
    over = msgspec.structs.replace(shelf, device_id="lobby", until_ms=NOW)
    taken_off = msgspec.structs.replace(shelf, device_id="yard")
    later = msgspec.structs.replace(shelf, rule="unknown", from_ms=NOW + 9, until_ms=NOW + 10)
    for some in (shelf, over, taken_off, later):
        desk.history.shelved(some)
    desk.history.unshelved("yard", "stranger", NOW + 1)
    for at_ms, operator in ((NOW - 9, "Zoe"), (NOW - 8, "Ann"), (NOW + 5, "Ben"), (NOW + 10, "Cy")):
        desk.history.duty(at_ms, operator)
        desk.history.hand_over(at_ms, operator, f"from {operator}")
    assert desk.history.flush(5)
    assert [(kept.shelf, kept.ended_ms) for kept in reader.shelvings(NOW, NOW + 10)] == [
        (shelf, shelf.until_ms),
        (taken_off, NOW + 1),
        (later, NOW + 10),
    ]
    assert reader.duties(NOW, NOW + 10) == [OnDuty(NOW - 8, "Ann"), OnDuty(NOW + 5, "Ben")]
    assert reader.duties(NOW - 20, NOW - 9) == []
    assert reader.handovers(NOW, NOW + 10) == [HandedOver(NOW + 5, "Ben", "from Ben")]


def test_an_alarm_of_a_newer_facemon_is_read_as_what_comes_nearest(desk: Desk, reader: Reader) -> None:
    desk.history.alarm_changed([Change(an_alarm(7), (Action(7, NOW, Deed.RAISED),))])
    assert desk.history.flush(5)
    newer = """
        UPDATE alarm SET state = 'sleeping', priority = 9, outcome = 'odd', ticked = 'all';
        UPDATE alarm_action SET deed = 'hummed';
    """
    desk.history.run(lambda connection: connection.executescript(newer)).result(5)
    (kept,) = reader.alarms(NOW, NOW + 1)
    assert kept.alarm.owed
    assert (kept.alarm.priority, kept.alarm.outcome, kept.alarm.ticked) == (4, None, ())
    assert reader.alarm_actions([7]) == []
