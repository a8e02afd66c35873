"""The window's side of the alarms: what it shows, in which order, and what it tells of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from facemon.alarm import Alarm, AlarmState, Flood, Priority, Shelf
from facemon.monitor import AlarmChanged, BoardUpdate, FloodsChanged, ShelvesChanged
from facemon.ui.alarms import board as board_module
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.alarms.sparing import Sparing


def alarm(number: int = 1, **fields: Any) -> Alarm:
    given: dict[str, Any] = {"rule": "blacklist", "priority": Priority.CRITICAL, "device_id": "gate"}
    return Alarm(id=number, since_ms=number, latest_ms=number, **given | fields)


def closed(number: int = 1) -> Alarm:
    return alarm(number, state=AlarmState.CLOSED, answered_ms=5, answered_by="Li")


class Keeper:
    """Notes what it is asked for, and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.answer: Callable[[], Sequence[BoardUpdate]] = lambda: ()

    def __getattr__(self, verb: str) -> Any:
        def ask(*given: Any, **named: Any) -> Sequence[BoardUpdate]:
            self.asked.append((verb, *given, *named.values()))
            return self.answer()

        return ask


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def board(qtbot: QtBot, keeper: Keeper) -> AlarmBoard:
    board = AlarmBoard(keeper)
    board.operator = "Li"
    return board


def test_the_most_pressing_comes_first_and_among_equals_the_oldest(board: AlarmBoard) -> None:
    low = alarm(1, priority=Priority.LOW)
    board.take([AlarmChanged(each, 1) for each in (low, alarm(3), alarm(2))])
    assert [each.id for each in board.alarms()] == [2, 3, 1]


def test_an_older_update_never_undoes_a_newer_one(board: AlarmBoard) -> None:
    board.take([AlarmChanged(alarm(), 1)])
    board.take([AlarmChanged(closed(), 3)])
    board.take([AlarmChanged(alarm(count=2), 2)])
    assert board.alarms() == []
    board.take([ShelvesChanged((), 5), ShelvesChanged((Shelf("gate", "stranger", 1, 2, "Li", "wind"),), 4)])
    assert board.shelves == ()


def test_somebody_is_called_for_what_is_new_or_open_again_but_not_for_a_repeat(qtbot: QtBot, board: AlarmBoard) -> None:
    with qtbot.waitSignal(board.raised):
        board.take([AlarmChanged(alarm(), 1)])
    with qtbot.assertNotEmitted(board.raised):
        board.take([AlarmChanged(alarm(count=2), 2)])
        board.take([AlarmChanged(alarm(count=2, state=AlarmState.LOOKING), 3)])
    with qtbot.waitSignal(board.raised):
        board.take([AlarmChanged(alarm(count=2), 4)])
    with qtbot.waitSignal(board.escalated), qtbot.assertNotEmitted(board.raised):
        board.take([AlarmChanged(alarm(count=2, escalated=1), 5)])


def test_a_deed_carries_what_was_shown_and_the_operator_and_shows_at_once(board: AlarmBoard, keeper: Keeper) -> None:
    board.take([AlarmChanged(alarm(count=3), 1)])
    keeper.answer = lambda: [AlarmChanged(closed(), 2), AlarmChanged(alarm(7), 3)]
    board.acknowledge(board.alarms()[0], "his brother")
    assert keeper.asked[-1] == ("acknowledge", 1, 3, "Li", "his brother", None)
    assert [each.id for each in board.alarms()] == [7]
    assert [each.id for each in board.recent] == [1]


def test_a_deed_that_comes_too_late_does_nothing(board: AlarmBoard, keeper: Keeper) -> None:
    board.take([AlarmChanged(alarm(), 1)])

    def gone() -> Sequence[BoardUpdate]:
        raise KeyError(1)

    keeper.answer = gone
    board.look(alarm())
    assert board.alarms() == [alarm()]


def test_what_was_acknowledged_is_recent_until_it_can_be_taken_back_no_longer(
    qtbot: QtBot, board: AlarmBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_module, "RECENT_S", 0.05)
    board.take([AlarmChanged(alarm(), 1), AlarmChanged(closed(), 2)])
    assert board.recent == [closed()]
    with qtbot.waitSignal(board.changed):
        pass
    assert board.recent == []


def test_an_acknowledgement_that_is_taken_back_is_owed_and_not_recent(board: AlarmBoard) -> None:
    board.take([AlarmChanged(alarm(), 1), AlarmChanged(closed(), 2), AlarmChanged(alarm(), 3)])
    assert board.alarms() == [alarm()]
    assert board.recent == []


def test_what_is_accepted_is_heard_at_once_and_told_when_it_is_announced(qtbot: QtBot, keeper: Keeper) -> None:
    heard: list[AlarmChanged] = []
    board = AlarmBoard(keeper, heard.extend)
    with qtbot.assertNotEmitted(board.changed), qtbot.assertNotEmitted(board.raised):
        board.accept([AlarmChanged(alarm(), 1)])
        board.accept([])
    assert len(heard) == 1
    assert board.alarms() == [alarm()]
    with qtbot.waitSignals([board.changed, board.raised]):
        board.announce()
    with qtbot.assertNotEmitted(board.changed):
        board.announce()


def test_in_a_flood_that_is_costly_to_tell_of_repeats_are_told_together_and_none_is_left_untold(
    qtbot: QtBot, board: AlarmBoard
) -> None:
    told: list[int] = []
    board.changed.connect(lambda: told.append(board.alarms()[0].count))
    board.sparing.took(0.01)
    for count in range(1, 21):
        board.accept([AlarmChanged(alarm(state=AlarmState.SHELVED, count=count), count)])
        board.announce()
    assert told == []
    qtbot.waitUntil(lambda: told == [20])


def test_in_such_a_flood_what_is_new_does_not_wait_as_long_as_a_repeat(qtbot: QtBot, board: AlarmBoard) -> None:
    now = 0.0
    board.sparing = Sparing(lambda: now)
    board.sparing.took(0.02)
    board.accept([AlarmChanged(alarm(state=AlarmState.SHELVED), 1)])
    board.announce()
    now = 0.05
    with qtbot.waitSignals([board.changed, board.raised], timeout=0):
        board.accept([AlarmChanged(alarm(2), 2)])
        board.announce()


def test_what_joins_an_alarm_is_told_a_few_times_a_second_and_what_calls_somebody_at_once(
    qtbot: QtBot, board: AlarmBoard
) -> None:
    low = {"priority": Priority.LOW}
    told: list[int] = []
    board.take([AlarmChanged(alarm(**low), 1)])
    board.changed.connect(lambda: told.append(board.alarms()[-1].count))
    for count in range(2, 6):
        board.accept([AlarmChanged(alarm(count=count, **low), count)])
        board.announce()
    assert told == []
    board.accept([AlarmChanged(alarm(2, **low), 6)])
    board.announce()
    assert told
    told.clear()
    board.accept([AlarmChanged(alarm(count=6, **low), 7)])
    board.announce()
    assert told == []
    qtbot.waitUntil(lambda: bool(told))


def test_a_critical_alarm_that_comes_again_is_told_at_once(qtbot: QtBot, board: AlarmBoard) -> None:
    board.take([AlarmChanged(alarm(priority=Priority.CRITICAL), 1)])
    with qtbot.waitSignal(board.changed, timeout=0):
        board.accept([AlarmChanged(alarm(priority=Priority.CRITICAL, count=2), 2)])
        board.announce()


def test_a_flood_that_begins_or_ends_is_told_at_once_and_one_that_counts_up_is_not(
    qtbot: QtBot, board: AlarmBoard
) -> None:
    board.take([AlarmChanged(alarm(), 1)])
    for order, floods in ((2, (Flood("gate", 1, 11),)), (4, ())):
        with qtbot.waitSignal(board.changed, timeout=0):
            board.accept([FloodsChanged(floods, order)])
            board.announce()
        if floods:
            with qtbot.assertNotEmitted(board.changed):
                board.accept([FloodsChanged((Flood("gate", 1, 12),), 3)])
                board.announce()


def test_a_fault_of_whoever_is_told_costs_no_alarm(qtbot: QtBot, keeper: Keeper) -> None:
    def fails(_: list[AlarmChanged]) -> None:
        raise RuntimeError("a fault")

    board = AlarmBoard(keeper, fails)
    board.take([AlarmChanged(alarm(), 1), FloodsChanged((Flood("gate", 1, 11),), 2)])
    assert board.alarms() == [alarm()]
    assert board.floods == (Flood("gate", 1, 11),)
