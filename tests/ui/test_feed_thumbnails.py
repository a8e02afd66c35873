"""Decoded faces are held within a budget, and those that are wanted now whatever they take."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from facemon.picture import Picture
from facemon.ui.feed.thumbnails import Thumbnails

WAIT_MS = 20_000
FACE = 100 * 100 * 4  # bytes


class Shown:
    """Pictures at hand of all events."""

    def get(self, number: int) -> bytes | None:
        return str(number).encode()


def _grey(_data: bytes, width: int, height: int) -> Picture:
    return Picture(pixels=bytes(width * height * 4), width=width, height=height)


def _held(qtbot: QtBot, thumbnails: Thumbnails, wanted: range) -> None:
    thumbnails.want(wanted, Shown())
    qtbot.waitUntil(lambda: all(thumbnails.get(number) is not None for number in wanted), timeout=WAIT_MS)


def test_the_longest_unused_face_goes_where_the_budget_is_used_up(qtbot: QtBot) -> None:
    thumbnails = Thumbnails(decode=_grey, budget=4 * FACE + 3_000)
    thumbnails.set_size(100, 100)
    for first in range(5):
        _held(qtbot, thumbnails, range(first, first + 2))
    assert [number for number in range(6) if thumbnails.get(number) is not None] == [2, 3, 4, 5]
    assert thumbnails.bytes_held <= 4 * FACE + 3_000
    assert thumbnails.stop()


def test_faces_that_are_wanted_are_held_though_they_are_more_than_the_budget(qtbot: QtBot) -> None:
    thumbnails = Thumbnails(decode=_grey, budget=2 * FACE)
    thumbnails.set_size(100, 100)
    _held(qtbot, thumbnails, range(20))
    _held(qtbot, thumbnails, range(10, 15))
    thumbnails.want(range(30, 32), Shown())
    qtbot.waitUntil(lambda: thumbnails.get(30) is not None and thumbnails.get(31) is not None, timeout=WAIT_MS)
    assert [number for number in range(40) if thumbnails.get(number) is not None] == [30, 31]
    assert thumbnails.stop()
