"""An error planted in each thread of the core: it is logged, and the thread goes on with its work."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_server import until
from sink import Sink, settings_for

from facemon.alarms.book import Book
from facemon.device import stream, suspension
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.event import Category
from facemon.history.history import History
from facemon.history.housekeeping import Housekeeping
from facemon.history.inbox import Inbox
from facemon.history.retention import Retention
from facemon.monitor import Monitor, certificates, enrolled, keeper, supervisor
from facemon.monitor.certificates import CertificateKeeper
from facemon.monitor.enrolled import EnrolledPhotos
from facemon.monitor.gaps import GapBook
from facemon.simulator.device import SimulatedDevice


class Planted(RuntimeError):
    """Raised where nobody expects it."""


class Plant:
    """Lets a function raise the first times that it is called in the threads of this name.

    Args:
        owner, name: where the function is found.
        thread: how the threads' names begin.
    """

    def __init__(self, patch: pytest.MonkeyPatch, owner: object, name: str, thread: str) -> None:
        self.raised = 0
        self.survived = False  # it is called on; that no thread has ended is seen otherwise
        former: Callable[..., object] = getattr(owner, name)

        def planted(*given: object, **named: object) -> object:
            if threading.current_thread().name.startswith(thread):
                if self.raised < 2:
                    self.raised += 1
                    raise Planted(name)
                self.survived = True
            return former(*given, **named)

        patch.setattr(owner, name, planted)


PLACES: dict[str, tuple[object, str]] = {
    "history": (Inbox, "wait"),
    "history state": (Monitor, "_take_keeping"),
    "gaps": (GapBook, "pulse"),
    "housekeeping": (Retention, "due"),
    "supervisor": (supervisor, "ways"),
    "alarms": (Book, "due_s"),
    "certificates": (CertificateKeeper, "_look_at_all"),
    "sleep watch": (time, "clock_gettime"),
    "facemon-photos": (EnrolledPhotos, "_fetch"),
    "facemon-gate": (stream, "decode"),
}


@pytest.fixture(autouse=True)
def _in_fast_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "PULSE", 0.1)
    monkeypatch.setattr(suspension, "_LOOK", 0.05)
    monkeypatch.setattr(certificates, "_LOOK", 0.05)
    monkeypatch.setattr(enrolled, "UNREACHABLE_KEPT", 0.0)
    monkeypatch.setattr(Housekeeping.__init__, "__kwdefaults__", {"first": 0.1, "look": 0.1})
    monkeypatch.setitem(History.__init__.__kwdefaults__ or {}, "retry", 0.1)


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of threads that an error has ended."""
    names: list[str | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: names.append(args.thread.name if args.thread else None))
    return names


@pytest.mark.parametrize("thread", PLACES)
def test_a_thread_in_which_an_error_comes_up_goes_on(
    device: SimulatedDevice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    dead: list[str | None],
    thread: str,
) -> None:
    caplog.set_level(logging.WARNING)
    plant = Plant(monkeypatch, *PLACES[thread], thread)
    sink = Sink()
    monitor = Monitor(
        tmp_path / "history.sqlite3",
        password=lambda _: None,
        sink=sink,
        unreadable=UnreadableLog(tmp_path / "unreadable.log"),
        timing=Timing(written=0.1, first_retry=0.1),
    )
    monitor.start()
    try:
        monitor.apply([settings_for(device)])
        sink.until(lambda: sink.live("gate"))
        sent: list[str] = []

        def happens() -> bool:
            sent.append(device.emit(category=Category.BLACKLIST))
            return plant.survived

        until(happens, seconds=30)
        sent = sent[2:]  # what was being read as the error came up is told as unreadable
        until(lambda: set(sent) <= {arrived.happening.uuid for arrived in sink.arrived})
        sink.until(lambda: bool(sink.owed))
        assert monitor.history.flush(20)
        sink.until(lambda: sink.live("gate"))
    finally:
        assert monitor.stop(10)
    assert plant.raised == 2
    assert dead == []
    assert "Planted" in caplog.text
