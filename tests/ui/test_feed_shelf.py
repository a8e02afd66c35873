"""Pictures are kept for the newest events, within a budget."""

from __future__ import annotations

from facemon.ui.feed.shelf import BUDGET, NEWEST, PictureShelf


def test_the_budget_is_what_was_promised() -> None:
    assert (NEWEST, BUDGET) == (200, 24 * 1024 * 1024)


def test_the_oldest_picture_goes_first() -> None:
    shelf = PictureShelf(newest=3)
    for number in range(1, 5):
        shelf.put(number, str(number).encode())
    assert shelf.get(1) is None
    assert [shelf.get(number) for number in (2, 3, 4)] == [b"2", b"3", b"4"]


def test_the_bytes_are_bounded_too() -> None:
    shelf = PictureShelf(budget=100)
    for number in range(10):
        shelf.put(number, bytes(30))
        assert shelf.bytes_held <= 100
    assert len(shelf) == 3
    assert 9 in shelf


def test_one_picture_beyond_the_budget_is_not_held() -> None:
    shelf = PictureShelf(budget=100)
    shelf.put(1, bytes(101))
    assert (len(shelf), shelf.bytes_held) == (0, 0)


def test_a_picture_put_again_counts_once() -> None:
    shelf = PictureShelf()
    shelf.put(1, bytes(30))
    shelf.put(1, bytes(20))
    assert (len(shelf), shelf.bytes_held) == (1, 20)


def test_an_event_without_a_picture_takes_no_place() -> None:
    shelf = PictureShelf()
    shelf.put(1, b"")
    assert 1 not in shelf


def test_a_picture_that_was_given_up_can_come_back() -> None:
    shelf = PictureShelf(newest=1)
    shelf.put(1, b"a")
    shelf.put(2, b"b")
    assert shelf.get(1) is None
    shelf.put(1, b"a")
    assert shelf.get(1) == b"a"
