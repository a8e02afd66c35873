"""An error planted in each thread beside the core's: it goes on, or says that it has ended and disturbs no other."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fault_server import until

from facemon import trace as trace_module
from facemon.device.account import Account
from facemon.device.status import State, Status
from facemon.device.timing import Timing
from facemon.door import DoorOrder, DoorOutcome
from facemon.event import Category, Event, Gap
from facemon.history import checking
from facemon.history.history import History
from facemon.history.housekeeping import Housekeeping
from facemon.history.keeping import Keeping
from facemon.history.retention import Retention
from facemon.history.salvage import salvager
from facemon.monitor.door import Doors
from facemon.monitor.freshness import FreshnessWatch
from facemon.settings import DeviceSettings, HistorySettings
from facemon.simulator.device import SimulatedDevice
from facemon.trace import Trace


class Planted(RuntimeError):
    """Raised where nobody expects it."""


def fail(*_: object, **__: object) -> Any:
    raise Planted


@pytest.fixture(autouse=True)
def dead(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The names of threads that an error has ended: none may be in it."""
    names: list[str | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: names.append(args.thread.name if args.thread else None))
    yield names
    assert names == []


@pytest.fixture(autouse=True)
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def happening(number: int) -> Event:
    return Event(
        uuid=str(number), device_id="gate", time_ms=number, received_ms=number, category=Category.STAFF, picture=b"x"
    )


def keeps(path: Path, number: int, *, before: Callable[[History], object] = lambda _: None) -> None:
    """Open a history, let something be done, and have it keep an event."""
    states: list[Keeping] = []
    gaps: list[Gap] = []
    history = History(path, on_state=states.append, on_gaps=gaps.extend, retry=0.1)
    history.start()
    assert history.opened(10)
    before(history)
    history.put(happening(number), number, raised=False)
    assert history.flush(10)
    assert history.close(10)


def test_the_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(trace_module, "PENDING", 1)
    trace = Trace(tmp_path / "trace")

    trace.arrived(1, "a", 1, 2)
    trace.stored([1], 3)
    trace.shown([1], 4)
    until(lambda: (tmp_path / "trace").read_text())
    trace._file.close()  # the next line raises what no disk does: ValueError
    for number in range(2, 40):
        trace.arrived(number, "b", 1, 2)
        trace.stored([number], 3)
        trace.shown([number], 4)
    assert trace.close(10)
    assert trace._lines.empty()
    assert "the trace ends here" in said.text
    assert [json.loads(line)["uuid"] for line in (tmp_path / "trace").read_text().splitlines()] == ["a"]


def test_the_look_through_the_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture
) -> None:
    keeps(tmp_path / "history.sqlite3", 1)
    monkeypatch.setattr(checking, "open_for_reading", fail)
    keeps(tmp_path / "history.sqlite3", 2, before=lambda _: until(lambda: "has not been looked through" in said.text))


@pytest.mark.parametrize("place", ["Pages", "to_be_read"])
def test_what_saves_a_damaged_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: pytest.LogCaptureFixture, place: str
) -> None:
    path = tmp_path / "history.sqlite3"
    (tmp_path / "history.damaged-1.sqlite3").write_bytes(b"nothing of use")
    former = getattr(salvager, place)

    def planted(*given: object) -> object:
        if threading.current_thread().name == "history salvage":
            raise Planted
        return former(*given)

    monkeypatch.setattr(salvager, place, planted)
    keeps(path, 1, before=lambda _: until(lambda: "cannot be" in said.text))
    assert "Planted" in said.text


def test_housekeeping_with_a_backup(tmp_path: Path, said: pytest.LogCaptureFixture) -> None:
    made = threading.Semaphore(0)

    def back_up(*_: object) -> None:
        made.release()
        raise Planted

    def look_after(history: History) -> None:
        housekeeping = Housekeeping(
            history, Retention(tmp_path / "history.sqlite3"), HistorySettings, back_up=back_up, first=0.01, look=0.01
        )
        housekeeping.start()
        for _ in range(3):
            assert made.acquire(timeout=20)
        assert housekeeping.stop(10)

    keeps(tmp_path / "history.sqlite3", 1, before=look_after)
    assert said.text.count("the backup failed") >= 2


@pytest.mark.parametrize("place", ["account", "outcome"])
def test_an_order_to_a_door(device: SimulatedDevice, said: pytest.LogCaptureFixture, place: str) -> None:
    gate = DeviceSettings(
        id="gate", name="Gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
    )
    record: list[DoorOrder] = []

    class Record:
        def door(self, order: DoorOrder) -> None:
            record.append(order)

    mended = False

    def account(_: str) -> Account:
        return Account(gate, lambda: None) if mended or place != "account" else fail()

    doors = Doors(
        account=account,
        record=Record(),
        on_outcome=lambda _: fail() if not mended and place == "outcome" else None,
    )
    doors.open("gate", by="Li", reason="a parcel")
    assert doors.join(20)
    assert len(record) == 2  # with what has become of it, which nobody has to guess
    assert record[-1].outcome is (DoorOutcome.REFUSED if place == "account" else DoorOutcome.OPENED)
    assert "Planted" in said.text
    mended = True
    doors.open("gate", by="Li", reason="a parcel")
    assert doors.join(20)
    assert record[-1].outcome is DoorOutcome.OPENED


def test_asking_a_device_that_is_silent(said: pytest.LogCaptureFixture) -> None:
    watch = FreshnessWatch(
        account=fail,
        known=lambda _, __: set(),
        renew=lambda _, __: None,
        on_told=lambda _: None,
        timing=Timing(quiet=0.01, longest_quiet=0.01),
        chance=lambda: 0.0,
    )
    watch.start()
    watch.follow(Status(device_id="gate", state=State.LIVE))
    until(lambda: said.text.count("Planted") >= 3)
    watch.stop()
    assert watch.join(10)
