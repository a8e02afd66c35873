"""What only the garbage collector finds is deleted in the window's thread, and in no other."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facemon.ui.collecting import Collecting, due

WAIT_MS = 20_000


class _Left:
    """What holds itself, and notes which thread deletes it."""

    def __init__(self, deleted_in: list[int]) -> None:
        self.itself = self
        self._deleted_in = deleted_in

    def __del__(self) -> None:
        self._deleted_in.append(threading.get_ident())


@pytest.mark.parametrize(
    ("counts", "generation"),
    [((700, 10, 10), None), ((701, 0, 0), 0), ((701, 11, 0), 1), ((0, 11, 0), 1), ((701, 11, 11), 2), ((0, 0, 11), 2)],
)
def test_the_oldest_generation_that_is_full_is_collected(counts: tuple[int, int, int], generation: int | None) -> None:
    assert due(counts, (700, 10, 10)) == generation


def test_a_threshold_of_nothing_keeps_a_generation_from_being_collected() -> None:
    assert due((10_000, 20, 20), (0, 0, 0)) is None


def test_another_thread_that_asks_for_memory_deletes_nothing_and_the_window_s_does(qtbot: QtBot) -> None:
    owner, deleted_in = QObject(), list[int]()
    Collecting(owner)
    left = weakref.ref(_Left(deleted_in))
    kept: list[list[int]] = []

    def ask_for_memory() -> None:
        kept.extend([] for _ in range(100_000))  # enough for each generation, were the collector left to itself

    asking = threading.Thread(target=ask_for_memory)
    asking.start()
    asking.join()
    assert left() is not None
    qtbot.waitUntil(lambda: left() is None, timeout=WAIT_MS)
    assert deleted_in == [threading.get_ident()]
    assert not gc.isenabled()
