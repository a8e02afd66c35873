"""Pictures are kept for the newest events, within a budget."""

from __future__ import annotations

from facemon.ui.feed.shelf import BUDGET, NEWEST, PictureShelf


def test_the_budget_is_what_was_promised() -> None:
    assert (NEWEST, BUDGET) == (1_000, 96 * 1024 * 1024)


def test_the_oldest_picture_goes_first() -> None:
    shelf = PictureShelf(newest=3)
    for uuid in "abcd":
        shelf.put(uuid, uuid.encode())
    assert shelf.get("a") is None
    assert [shelf.get(uuid) for uuid in "bcd"] == [b"b", b"c", b"d"]


def test_the_bytes_are_bounded_too() -> None:
    shelf = PictureShelf(budget=100)
    for number in range(10):
        shelf.put(str(number), bytes(30))
        assert shelf.bytes_held <= 100
    assert len(shelf) == 3
    assert "9" in shelf


def test_one_picture_beyond_the_budget_is_not_held() -> None:
    shelf = PictureShelf(budget=100)
    shelf.put("a", bytes(101))
    assert (len(shelf), shelf.bytes_held) == (0, 0)


def test_a_picture_put_again_counts_once() -> None:
    shelf = PictureShelf()
    shelf.put("a", bytes(30))
    shelf.put("a", bytes(20))
    assert (len(shelf), shelf.bytes_held) == (1, 20)


def test_an_event_without_a_picture_takes_no_place() -> None:
    shelf = PictureShelf()
    shelf.put("a", b"")
    assert "a" not in shelf


def test_a_picture_that_was_given_up_can_come_back() -> None:
    shelf = PictureShelf(newest=1)
    shelf.put("a", b"a")
    shelf.put("b", b"b")
    assert shelf.get("a") is None
    shelf.put("a", b"a")
    assert shelf.get("a") == b"a"
