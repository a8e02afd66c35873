"""How much of the processor one device may take."""

from __future__ import annotations

import time

import pytest
from fault_server import FaultServer, Peer, until
from hypothesis import given
from hypothesis import strategies as st
from identity import Identity
from watched import Watched, event

from facemon.device import listening, pace
from facemon.device.pace import Pace


class Reader:
    """A thread that works and waits, without a thread."""

    def __init__(self, at_once: float, share: float) -> None:
        self.now = 100.0
        self.busy = 7.0
        self.pace = Pace(at_once, share, clock=lambda: self.now, busy=lambda: self.busy)

    def work(self, seconds: float) -> None:
        """Read something, which keeps the processor busy for so long."""
        self.now += seconds
        self.busy += seconds


def test_who_reads_what_doors_send_never_waits() -> None:
    reader = Reader(pace.AT_ONCE, pace.SHARE)
    for _ in range(10_000):
        reader.work(0.001)
        assert reader.pace.early() == 0
        reader.now += 0.002


def test_a_burst_is_read_at_once_and_another_after_a_while() -> None:
    reader = Reader(1.0, 0.5)
    for _ in range(2):
        for _ in range(190):
            reader.work(0.01)
            assert reader.pace.early() == 0
        reader.now += 10


@given(st.lists(st.tuples(st.floats(0, 0.2), st.floats(0, 0.2)), min_size=1, max_size=200))
def test_no_more_is_taken_than_there_may_be(turns: list[tuple[float, float]]) -> None:
    reader = Reader(1.0, 0.5)
    for work, pause in turns:
        reader.now += pause
        reader.work(work)
        reader.now += reader.pace.early()
        taken, passed = reader.busy - 7.0, reader.now - 100.0
        assert taken <= 1.0 + 0.5 * passed + 0.01


def test_a_device_that_floods_is_read_whole_with_its_share_of_the_time(
    identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "Pace", lambda: Pace(0.0, 0.05))
    uuids = [f"e{number}" for number in range(1500)]
    spent: list[tuple[float, float]] = []

    def flood(peer: Peer) -> None:
        peer.upgrade()
        for uuid in uuids:
            peer.frame(event(uuid))
        peer.serve()

    with (
        FaultServer(flood, identity=identity) as server,
        Watched(
            server.port, identity.pin, on_message=lambda _: spent.append((time.monotonic(), time.thread_time()))
        ) as watched,
    ):
        until(lambda: len(watched.uuids) == len(uuids), seconds=60)
        assert watched.uuids == uuids
    passed, busy = (spent[-1][index] - spent[0][index] for index in (0, 1))
    assert busy <= 0.05 * passed + 0.02
    assert server.connections == 1
