"""A bounded stretch of the results moves with whoever scrolls."""

from __future__ import annotations

from history_desk import event

from facemon.history.query import Found
from facemon.ui.history.held import PAGE, Held, Need, Way


def rows(first: int, count: int) -> list[Found]:
    """Return results from the row `first` on; the event in row n has the id 100,000 - n."""
    return [Found(100_000 - row, event(row, 1_000_000 - row)) for row in range(first, first + count)]


def test_the_next_page_is_fetched_before_its_rows_are_in_sight() -> None:
    held = Held()
    held.begin(0, rows(0, PAGE), whole_page=True)
    held.count(10_000)
    assert held.need(0, 20) is None
    assert held.need(PAGE - 20, PAGE) == Need(Way.OLDER, slot=rows(PAGE - 1, 1)[0].slot)
    held.put_behind(rows(PAGE, PAGE), whole_page=True)
    assert held.need(PAGE - 20, PAGE) is None
    assert (held.total, held.held) == (10_000, 2 * PAGE)


def test_no_more_than_the_bound_is_held_and_what_was_let_go_is_fetched_again() -> None:
    held = Held(most=3 * PAGE)
    held.begin(0, rows(0, PAGE), whole_page=True)
    held.count(5_000)
    for page in range(1, 6):
        held.put_behind(rows(page * PAGE, PAGE), whole_page=True)
    assert (held.first, held.held) == (3 * PAGE, 3 * PAGE)
    assert held.row(0) is None
    wanted = held.need(3 * PAGE, 3 * PAGE + 20)
    assert wanted == Need(Way.NEWER, slot=rows(3 * PAGE, 1)[0].slot)
    held.put_before(rows(2 * PAGE, PAGE), whole_page=True)
    assert (held.first, held.held) == (2 * PAGE, 3 * PAGE)
    found = held.row(2 * PAGE)
    assert found is not None
    assert found.id == 100_000 - 2 * PAGE
    assert held.row_of(found.id) == 2 * PAGE


def test_who_jumps_far_gets_the_rows_there_at_once() -> None:
    held = Held()
    held.begin(0, rows(0, PAGE), whole_page=True)
    held.count(50_000)
    assert held.need(30_000, 30_020) == Need(Way.AT, row=30_010)
    held.begin(29_900, rows(29_900, PAGE), whole_page=True)
    assert held.row(30_000) is not None
    wanted = held.need(29_990, 30_010)
    assert wanted is not None
    assert wanted.way is not Way.AT


def test_the_end_is_where_a_page_is_not_full_whatever_was_counted() -> None:
    held = Held()
    held.begin(0, rows(0, PAGE), whole_page=True)
    held.put_behind(rows(PAGE, 5), whole_page=False)
    assert held.total == PAGE + 5
    held.count(10_000)
    assert held.total == PAGE + 5
    assert held.need(PAGE, PAGE + 5) is None


def test_the_newest_is_row_0_whatever_was_counted() -> None:
    held = Held()
    held.begin(1_000, rows(1_000, PAGE), whole_page=True)
    held.count(5_000)
    held.put_before(rows(800, 50), whole_page=False)
    assert held.first == 0
    assert held.total == 5_000 - 950


def test_nothing_found_needs_nothing() -> None:
    held = Held()
    held.begin(0, [], whole_page=False)
    assert held.total == 0
    assert held.need(0, 50) is None
