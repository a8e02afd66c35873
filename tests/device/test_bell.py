"""A thread waits for a socket, for a bell, or for its time to be over, whichever comes first."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from fault_server import open_files

from facemon.device.bell import Bell


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_what_can_be_read_ends_the_wait(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    theirs.send(b"x")
    assert Bell().wait(ours, 60)


def test_the_bell_ends_the_wait_from_another_thread(pair: tuple[socket.socket, socket.socket]) -> None:
    bell = Bell()
    threading.Timer(0.05, bell.ring).start()
    assert not bell.wait(pair[0], 60)


def test_a_bell_rung_before_is_heard_once(pair: tuple[socket.socket, socket.socket]) -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    assert not bell.wait(pair[0], 60)
    begun = time.monotonic()
    assert not bell.wait(pair[0], 0.05)
    assert time.monotonic() - begun >= 0.05


def test_a_closed_bell_may_be_rung_and_leaves_nothing_open() -> None:
    before = open_files()
    bell = Bell()
    bell.close()
    bell.ring()
    bell.close()
    assert open_files() == before
