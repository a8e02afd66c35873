"""The threads that decode faces outlive whatever a picture does to them."""

from __future__ import annotations

import io
import logging
import threading

import pytest
from PIL import Image

from facemon.jpeg import Problem
from facemon.picture import Picture, decode
from facemon.ui.feed import decoding
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


def test_pictures_that_are_wanted_together_wake_the_window_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "TOGETHER_S", WAIT_S)
    woken = threading.Semaphore(0)
    pool = DecodingPool(woken.release, decode, threads=1)
    pool.want(dict.fromkeys(range(5), b""), (10, 10))
    assert woken.acquire(timeout=WAIT_S)
    assert len(list(pool.take())) == 5
    assert pool.stop(WAIT_S)


def test_a_face_is_not_forgotten_when_those_that_were_to_come_with_it_are_wanted_no_more() -> None:
    woken, begun, go_on = threading.Semaphore(0), threading.Semaphore(0), threading.Semaphore(0)

    def slow(data: bytes, width: int, height: int) -> Picture:
        begun.release()
        assert go_on.acquire(timeout=WAIT_S)
        return decode(data, width, height)

    pool = DecodingPool(woken.release, slow, threads=1)
    pool.want({1: b"", 2: b"", 3: b""}, (10, 10))
    assert begun.acquire(timeout=WAIT_S)
    go_on.release()
    assert begun.acquire(timeout=WAIT_S)  # 1 is done, 2 has begun
    pool.want({}, (10, 10))
    assert woken.acquire(timeout=WAIT_S)
    assert 1 in {number for number, _, _ in pool.take()}
    go_on.release()
    assert woken.acquire(timeout=WAIT_S)
    assert {number for number, _, _ in pool.take()} == {2}
    assert pool.stop(WAIT_S)


def test_a_face_comes_in_the_size_that_was_asked_for_and_with_its_middle() -> None:
    image = Image.new("RGB", (480, 320), (200, 20, 20))
    image.paste((20, 20, 200), (190, 0, 290, 320))
    picture = io.BytesIO()
    image.save(picture, "JPEG")
    woken = threading.Semaphore(0)
    pool = DecodingPool(woken.release, threads=1)
    pool.want({1: picture.getvalue()}, (20, 100))
    assert woken.acquire(timeout=WAIT_S)
    ((_, _, decoded),) = pool.take()
    assert decoded.image is not None
    assert (decoded.image.width(), decoded.image.height()) == (20, 100)
    assert {decoded.image.pixelColor(x, 50).blue() > 150 for x in (1, 10, 18)} == {True}
    assert pool.stop(WAIT_S)
