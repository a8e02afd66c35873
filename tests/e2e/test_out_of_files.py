"""No file descriptor is left to a desk that runs: what happens meanwhile is had once there are some again."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from day import Desk
from fault_server import until

from facemon.event import Category
from facemon.history.error import HistoryError
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice

if sys.platform != "linux":
    pytest.skip("limits of another process can be set on Linux alone", allow_module_level=True)

import resource


@contextlib.contextmanager
def no_files_left(pid: int) -> Iterator[None]:
    """Let a process open nothing more."""
    former = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, former[1]))  # what is open stays open
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, former)


def kept(folder: Path) -> list[str]:
    with contextlib.suppress(HistoryError), contextlib.closing(Reader(folder / "history.sqlite3")) as reader:
        return [row.happening.uuid for row in reader.page(Query(), limit=1000)]
    return []  # it is only just being made


def test_while_there_are_none_it_lives_on_and_afterwards_nothing_is_missing(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, device)
    desk.start()
    assert desk.process is not None
    try:
        desk.wait_live()
        sent = [device.emit(category=Category.STAFF)]
        until(lambda: kept(tmp_path) == sent)
        with no_files_left(desk.process.pid):
            sent += [device.emit(category=Category.STAFF) for _ in range(5)]  # over the connection that is there
            device.drop()
            assert device.wait_for_subscribers(0, 10)
            sent += [device.emit(category=Category.BLACKLIST) for _ in range(5)]
            ended = time.monotonic() + 2
            until(lambda: time.monotonic() > ended)  # for some attempts in vain
            assert desk.process.poll() is None
            assert device.wait_for_subscribers(0, 0.1)
        desk.wait_live()
        until(lambda: len(kept(tmp_path)) >= len(sent), seconds=40)
        assert sorted(kept(tmp_path)) == sorted(sent)
        desk.end()
    finally:
        if desk.process.poll() is None:
            desk.kill()
    assert "gate: no files" in (tmp_path / "desk.log").read_text()
