"""Questions to the history: answered in the window's thread, the newest of a lane alone, whatever the disk does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from history_desk import NOW, event, fill, wait_for
from pytestqt.qtbot import QtBot

from facemon.history.error import HistoryError
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.ui.history.asking import Asking


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "history.sqlite3"
    fill(path, [event(number, NOW + number) for number in range(5)])
    return path


@pytest.fixture
def asking(qtbot: QtBot, path: Path) -> Iterator[Asking]:
    asking = Asking(path)
    yield asking
    assert asking.close(10)


def unexpected(error: HistoryError) -> None:
    raise AssertionError(error)


def test_an_answer_comes_back_in_the_thread_that_asked(asking: Asking) -> None:
    answers: list[tuple[int, threading.Thread]] = []
    asking.ask(
        "rows",
        lambda reader: len(reader.page(Query())),
        lambda answer: answers.append((answer, threading.current_thread())),
        unexpected,
    )
    wait_for(lambda: bool(answers))
    assert answers == [(5, threading.main_thread())]


def test_of_a_lane_only_the_newest_question_is_answered(asking: Asking) -> None:
    begun, go_on = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(_reader: Reader) -> str:
        begun.set()
        assert go_on.wait(10)
        return "old"

    asking.ask("rows", slow, answers.append, unexpected)
    assert begun.wait(10)
    asking.ask("rows", lambda _: "older", answers.append, unexpected)
    asking.ask("rows", lambda _: "new", answers.append, unexpected)
    asking.ask("counts", lambda _: "count", answers.append, unexpected)
    go_on.set()
    wait_for(lambda: "count" in answers)
    assert answers == ["new", "count"]


def test_a_question_that_is_given_up_is_interrupted(asking: Asking) -> None:
    begun = threading.Event()
    answers: list[str] = []

    def endless(reader: Reader) -> str:
        with reader._reading() as connection:  # no history is large enough to make a real one last
            connection.create_function("begun", 0, begun.set)
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT begun() IS NULL UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            ).fetchone()
        return "old"

    asking.ask("rows", endless, answers.append, unexpected)
    assert begun.wait(10)
    asking.ask("rows", lambda _: "new", answers.append, unexpected)
    wait_for(lambda: answers == ["new"])


def test_a_history_that_is_not_there_is_told_and_found_once_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "later.sqlite3"
    asking = Asking(path)
    errors: list[HistoryError] = []
    answers: list[int] = []
    ask = partial(asking.ask, "rows", lambda reader: reader.stock().events, answers.append, errors.append)
    ask()
    wait_for(lambda: bool(errors))
    assert str(path) in str(errors[0])
    fill(path, [event(1, NOW)])
    ask()
    wait_for(lambda: answers == [1])
    assert asking.close(10)


def test_a_fault_of_facemon_itself_is_told_and_costs_no_further_answer(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[HistoryError] = []
    answers: list[int] = []

    def faulty(_reader: Reader) -> int:
        raise ZeroDivisionError("a fault")

    asking.ask("rows", faulty, answers.append, errors.append)
    wait_for(lambda: bool(errors))
    assert "a fault" in str(errors[0])
    assert "question to the history failed" in caplog.text
    asking.ask("rows", lambda reader: reader.stock().events, answers.append, unexpected)
    wait_for(lambda: answers == [5])


def test_closing_ends_what_is_asked_and_calls_nothing_back(qtbot: QtBot, path: Path) -> None:
    asking = Asking(path)
    answers: list[int] = []
    for lane in map(str, range(20)):
        asking.ask(lane, lambda reader: reader.stock().events, answers.append, unexpected)
    assert asking.close(10)
    asking.ask("rows", lambda reader: reader.stock().events, answers.append, unexpected)
    assert answers == []
