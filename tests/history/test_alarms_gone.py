"""What becomes of alarms with time, and where a person is erased."""

import contextlib
import itertools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from alarming import an_alarm, closed, raised
from doors import MEI, NOW, Desk, event

from facemon.alarm import Action, Alarm, Change, Deed, Outcome, Shelf, Watched
from facemon.event import Person
from facemon.history import opening
from facemon.history.clock import DAY_MS
from facemon.history.database import open_for_reading
from facemon.history.erase import Erased, erase
from facemon.history.people import Identity
from facemon.history.purge import OldAlarms
from facemon.history.reader import Reader
from facemon.history.retention import Retention
from facemon.settings import HistorySettings

OLD = NOW - 91 * DAY_MS
ANNA = Person(name="Anna Zanzibarowa", user_id="4711")
WHO = Identity(ANNA.name, ANNA.user_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "history.sqlite3") as desk:
        yield desk


def retain(desk: Desk) -> None:
    assert desk.history.flush(5)
    Retention(desk.path, clock=lambda: NOW / 1000).run(desk.history, HistorySettings(keep_days=90), threading.Event())


def put(desk: Desk, number: int, at_ms: int, alarm: Alarm, person: Person | None = None) -> None:
    change = Change(alarm, (Action(alarm.id, at_ms, Deed.RAISED),), number)
    happening = event(str(number), received_ms=at_ms, time_ms=at_ms, person=person)
    desk.history.put(happening, number, raised=True, changes=(change,))


def ids(desk: Desk, table: str, column: str = "id") -> list[int]:
    return [row for (row,) in desk.rows(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1")]


def test_an_alarm_goes_with_the_last_of_its_events_once_both_are_old(desk: Desk) -> None:
    for number, first, last in ((1, OLD, OLD), (2, OLD, OLD), (3, OLD, NOW), (4, NOW, NOW)):
        put(desk, 10 * number, first, an_alarm(number, since_ms=first, latest_ms=last))
        put(desk, 10 * number + 1, last, an_alarm(number, since_ms=first, latest_ms=last))
        if number != 2:
            desk.history.alarm_changed([closed(number, last, since_ms=first, latest_ms=last)])
    desk.history.alarm_changed([raised(5, since_ms=OLD, rule="offline"), closed(5, OLD, since_ms=OLD, rule="offline")])
    desk.history.alarm_changed([raised(6, since_ms=OLD, rule="offline"), closed(6, NOW, since_ms=OLD, rule="offline")])
    retain(desk)
    assert ids(desk, "event") == [20, 21, 31, 40, 41]
    assert ids(desk, "alarm") == ids(desk, "alarm_action", "alarm") == [2, 3, 4, 6]
    assert ids(desk, "alarm_event", "event") == [20, 21, 31, 40, 41]


def test_old_alarms_go_in_small_steps_and_none_is_passed_over(desk: Desk) -> None:
    for number in range(1, 21):
        answered = OLD if number % 2 else NOW
        desk.history.alarm_changed([raised(number, since_ms=OLD), closed(number, answered, since_ms=OLD)])
    assert desk.history.flush(5)
    step = OldAlarms(NOW - DAY_MS)
    left = []
    while not desk.history.run(lambda connection: step(connection, 3)).result(5)[1]:
        left.append(len(ids(desk, "alarm")))
    assert all(former - latter <= 3 for former, latter in itertools.pairwise(left))
    assert ids(desk, "alarm") == list(range(2, 21, 2))


def test_shelves_shifts_and_who_was_watched_go_with_age_and_what_counts_today_stays(desk: Desk) -> None:
    put(desk, 1, NOW, an_alarm(1))  # which shows that the clock is right
    for at_ms in (OLD, NOW):
        desk.history.shelved(Shelf("gate", "stranger", at_ms, at_ms + 5, "Ann", "a fair"))
        desk.history.hand_over(at_ms, "Ann", "")
    mei = Watched(id=1, user_id="17", name="陈梅", reason="", from_ms=OLD, by="Ann")
    desk.history.watch(mei)
    desk.history.watch(msgspec.structs.replace(mei, id=2, until_ms=OLD + 1))
    desk.history.watch(msgspec.structs.replace(mei, id=3, until_ms=NOW + 1))
    desk.history.watch(msgspec.structs.replace(mei, id=4))
    desk.history.unwatch(4, OLD + 1, "Ben")
    for days in (3, 2):
        desk.history.duty(OLD - days * DAY_MS, "Ann")
    retain(desk)
    assert desk.rows("SELECT from_ms FROM shelf") == desk.rows("SELECT at_ms FROM handover") == [(NOW,)]
    assert ids(desk, "watch") == [1, 3]
    assert desk.rows("SELECT at_ms FROM duty") == [(OLD - 2 * DAY_MS,)]


def erased(desk: Desk, *people: Identity) -> tuple[Erased, list[int]]:
    assert desk.history.flush(5)
    gone: list[int] = []

    def take(numbers: Sequence[int]) -> None:
        gone.extend(numbers)

    stop = threading.Event()
    result = erase(desk.history, people or (WHO,), by="Dora", reason="", stop=stop, gone=take, clock=lambda: NOW / 1000)
    return result, gone


def telling(id_: int, **fields: object) -> Alarm:
    return an_alarm(id_, subject="u:4711", reason="SECRETREASON", note="SECRETNOTE", **fields)


def test_an_erased_person_leaves_alarms_that_do_not_say_whose_they_were(desk: Desk) -> None:
    for number in range(1, 41):
        put(desk, number, NOW, telling(1, rule="watchlist", count=number), ANNA)
    put(desk, 50, NOW, telling(2), ANNA)
    desk.history.alarm_changed(
        [
            Change(
                msgspec.structs.replace(closed(2).alarm, subject="u:4711", outcome=Outcome.FALSE, note="SECRETNOTE"),
                (Action(2, NOW + 9, Deed.ACKNOWLEDGED, "Ann", "SECRETNOTE"),),
            )
        ]
    )
    put(desk, 60, NOW, an_alarm(3, subject="u:17", note="hers"), MEI)
    result, gone = erased(desk)
    assert (result.events, result.finished, result.wiped) == (41, True, True)
    assert sorted(gone) == [*range(1, 41), 50]
    with Reader(desk.path) as reader:
        first, second, third = reader.alarms(NOW, NOW + 1)
        assert (first.erased, second.erased, third.erased) == (True, True, False)
        assert first.alarm == closed(1, NOW, "Dora", "", rule="watchlist", count=40).alarm
        assert second.alarm == closed(2, note="", outcome=Outcome.FALSE).alarm
        assert (third.alarm.subject, third.alarm.note, third.alarm.numbers) == ("u:17", "hers", (60,))
        assert [(act.alarm_id, act.deed, act.by, act.text) for act in reader.alarm_actions([1, 2])][-3:] == [
            (2, Deed.ACKNOWLEDGED, "Ann", ""),
            (1, Deed.ERASED, "Dora", ""),
            (2, Deed.ERASED, "Dora", ""),
        ]
    left = b"".join(file.read_bytes() for file in desk.path.parent.glob("history*"))
    assert b"SECRET" not in left
    assert b"4711" not in left


def test_what_is_told_of_an_erased_alarm_afterwards_brings_nothing_back(desk: Desk) -> None:
    put(desk, 1, NOW, telling(1), ANNA)
    erased(desk)
    desk.history.alarm_changed([Change(telling(1), (Action(1, NOW, Deed.NOTED, "Ann", "SECRETNOTE"),))])
    assert desk.history.flush(5)
    assert desk.rows("SELECT subject, state FROM alarm") == [("", "closed")]
    assert desk.rows("SELECT count(*) FROM alarm_action WHERE text <> ''") == [(0,)]


def test_who_is_seen_again_is_owed_an_answer_again(desk: Desk) -> None:
    put(desk, 1, NOW, telling(1), ANNA)
    erased(desk)
    put(desk, 2, NOW + 5, an_alarm(1, subject="u:4711", count=2), ANNA)
    assert desk.history.flush(5)
    with contextlib.closing(open_for_reading(desk.path)) as connection:
        (owed,) = opening.read(connection, NOW).alarms
    assert (owed.numbers, owed.subject, owed.answered_ms) == ((2,), "u:4711", None)


def test_an_alarm_that_has_others_too_is_owed_on(desk: Desk) -> None:
    put(desk, 1, NOW, an_alarm(1, note="SECRETNOTE"), ANNA)
    put(desk, 2, NOW, an_alarm(1, note="SECRETNOTE", count=2), MEI)
    erased(desk)
    with contextlib.closing(open_for_reading(desk.path)) as connection:
        (owed,) = opening.read(connection, NOW).alarms
    assert (owed.numbers, owed.count, owed.note) == ((2,), 2, "")


def test_an_alarm_whose_events_are_gone_already_is_found_by_what_it_says(desk: Desk) -> None:
    put(desk, 1, NOW, an_alarm(1), ANNA)
    desk.history.alarm_changed(
        [raised(2, subject="u:4711"), raised(3, subject=f"n:{ANNA.name}"), raised(4, subject="u:5")]
    )
    erased(desk)
    assert desk.rows("SELECT id FROM alarm WHERE erased = 0") == [(4,)]


def test_an_erased_person_is_no_longer_on_the_watch_list(desk: Desk) -> None:
    entry = Watched(id=1, user_id="4711", name=ANNA.name, reason="SECRETREASON", from_ms=NOW, by="Ann")
    desk.history.watch(entry)
    desk.history.watch(msgspec.structs.replace(entry, id=2, user_id=""))
    desk.history.watch(msgspec.structs.replace(entry, id=3, name=""))
    desk.history.watch(msgspec.structs.replace(entry, id=4, user_id="5"))
    desk.history.watch(msgspec.structs.replace(entry, id=5, name="Somebody else"))
    desk.history.watch(msgspec.structs.replace(entry, id=6))
    desk.history.unwatch(6, NOW, "Ben")
    result, _ = erased(desk)
    assert sorted(result.unwatched) == [1, 2, 3, 6]
    assert ids(desk, "watch") == [4, 5]
