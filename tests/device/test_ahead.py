"""The next page of records is asked for while the former one is still being stored."""

import threading

import pytest

from facemon.device.ahead import MOST, Ahead
from facemon.device.paging import Question
from facemon.device.records import RecordsPage

FIRST, SECOND = Question(1, 9, 0), Question(5, 9, 0)


class Device:
    """Answers each question with a page of a length of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[Question, int, int]] = []  # with the thread
        self.error: Exception | None = None
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.was_asked = threading.Event()

    def __call__(self, question: Question, limit: int) -> RecordsPage:
        self.asked.append((question, limit, threading.get_ident()))
        self.was_asked.set()
        assert self.may_answer.wait(10)
        if self.error is not None:
            raise self.error
        return RecordsPage(size=question.begin_s * 1_000 + limit)


def test_what_is_wanted_next_is_asked_while_nobody_waits_for_it() -> None:
    device = Device()
    device.may_answer.clear()
    ahead = Ahead(device)
    ahead.begin(SECOND, 80)
    assert device.was_asked.wait(10)
    device.may_answer.set()
    assert ahead.answer(SECOND, 80).page.size == 5_080
    ((_, _, thread),) = device.asked
    assert thread != threading.get_ident()


@pytest.mark.parametrize("wanted", [(FIRST, 80), (SECOND, 40)])
def test_where_another_question_is_wanted_after_all_that_one_is_asked(wanted: tuple[Question, int]) -> None:
    device = Device()
    ahead = Ahead(device)
    ahead.begin(SECOND, 80)
    assert ahead.answer(*wanted).page.size == wanted[0].begin_s * 1_000 + wanted[1]
    assert len(device.asked) == 2


def test_a_failure_is_raised_where_the_answer_is_wanted_and_only_once() -> None:
    device = Device()
    device.error = ConnectionError("gone")
    ahead = Ahead(device)
    ahead.begin(SECOND, 80)
    with pytest.raises(ConnectionError):
        ahead.answer(SECOND, 80)
    device.error = None
    assert ahead.answer(SECOND, 80).page.size == 5_080


def test_what_nobody_wants_any_more_is_forgotten() -> None:
    device = Device()
    ahead = Ahead(device)
    ahead.begin(SECOND, 80)
    ahead.end()
    assert ahead.answer(SECOND, 80).page.size == 5_080
    assert len(device.asked) == 2


def test_hundreds_of_devices_do_not_all_have_a_page_more_in_memory() -> None:
    devices = [Device() for _ in range(MOST + 1)]
    pages = [Ahead(device) for device in devices]
    for ahead in pages:
        ahead.begin(SECOND, 80)
    assert all(device.was_asked.wait(10) for device in devices[:MOST])
    assert not devices[MOST].asked
    assert [ahead.answer(SECOND, 80).page.size for ahead in pages] == [5_080] * len(pages)
    pages[MOST].begin(FIRST, 80)  # there is room again
    assert devices[MOST].was_asked.wait(10)
    pages[MOST].end()
    assert [len(device.asked) for device in devices] == [1] * MOST + [2]
