"""The threads that decode faces outlive whatever a picture does to them."""

from __future__ import annotations

import logging
import threading

import pytest

from facemon.jpeg import Problem
from facemon.picture import Picture, decode
from facemon.ui.feed.decoding import DecodingPool

WAIT_S = 20


def _hostile(data: bytes, width: int, height: int) -> Picture:
    if data == b"hostile":
        raise OSError
    return decode(data, width, height)


def test_a_thread_lives_on_after_pictures_that_raise_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    woken = threading.Semaphore(0)
    pool = DecodingPool(woken.release, _hostile, threads=1)
    told: dict[int, Problem | None] = {}
    with caplog.at_level(logging.ERROR):
        for number, picture in {1: b"hostile", 2: b"hostile", 3: b""}.items():
            pool.want({number: picture}, (10, 10))
            assert woken.acquire(timeout=WAIT_S), "the thread is gone"
            told |= {number: decoded.problem for number, _, decoded in pool.take()}
    assert told == {1: Problem.BROKEN, 2: Problem.BROKEN, 3: Problem.EMPTY}
    assert len(caplog.records) == 1
    assert pool.stop(WAIT_S)
