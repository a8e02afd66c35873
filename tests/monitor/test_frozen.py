"""The network freezes for 20 s, for 40 s, for ever: all times a twentieth of the real ones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from fault_server import until
from freezing_network import FreezingNetwork
from sink import Sink

from facemon.device.status import Failure, State, Status
from facemon.device.timing import Timing
from facemon.device.unreadable import UnreadableLog
from facemon.event import Category, GapState
from facemon.monitor import Monitor, StatusChanged
from facemon.settings import DEFAULT_ALARMS, AlarmRule, DeviceSettings
from facemon.simulator.device import SimulatedDevice

SCALE = 20
REAL = Timing()
TIMING = Timing(
    ping=REAL.ping / SCALE, silence=REAL.silence / SCALE, connect=REAL.connect / SCALE, tls=REAL.tls / SCALE,
    answer=REAL.answer / SCALE, settle=REAL.settle / SCALE, first_retry=REAL.first_retry / SCALE,
    longest_retry=REAL.longest_retry / SCALE, message=REAL.message / SCALE, stable=REAL.stable / SCALE, written=0.1,
)  # fmt: skip
PATIENT = msgspec.structs.replace(TIMING, silence=REAL.silence, message=REAL.message)  # nothing is given up early


class Desk:
    """A monitor of one device over a network that freezes."""

    def __init__(self, folder: Path, device: SimulatedDevice, timing: Timing, offline: int) -> None:
        self.network = FreezingNetwork(device.port)
        self.sink = Sink()
        self.device = device
        self.sent: list[str] = []
        self.monitor = Monitor(
            folder / "history.sqlite3",
            password=lambda _: None,
            rule=(DEFAULT_ALARMS | {"offline": AlarmRule(raise_=True, after=offline)}).__getitem__,
            sink=self.sink,
            unreadable=UnreadableLog(folder / "unreadable.log"),
            timing=timing,
        )
        self.monitor.start()
        self.monitor.apply(
            [
                DeviceSettings(
                    id="gate", name="Gate", host="127.0.0.1", port=self.network.port,
                    certificate=device.certificate_sha256,
                )
            ]
        )  # fmt: skip
        self.sink.until(lambda: self.sink.live("gate"))
        self.happens()

    def happens(self) -> None:
        self.sent.append(self.device.emit(category=Category.STAFF))

    def freeze(self, seconds: float) -> None:
        """Freeze for so many real seconds; something happens early and late in them."""
        self.network.freeze()
        self.happens()
        threading.Event().wait(seconds / SCALE)  # the length of the freeze is what is meant
        self.happens()
        self.network.thaw()

    def until_live_with_all(self) -> None:
        self.sink.until(lambda: self.sink.live("gate"), 30)
        self.happens()
        until(lambda: {arrived.happening.uuid for arrived in self.sink.arrived} == set(self.sent), 30)
        assert len(self.sink.arrived) == len(self.sent)
        assert self.monitor.history.flush(10)

    @property
    def statuses(self) -> list[Status]:
        return [update.status for update in self.sink.updates if isinstance(update, StatusChanged)]


@pytest.fixture
def open_desk(device: SimulatedDevice, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def open_one(timing: Timing = TIMING, *, offline: int = 60 // SCALE) -> Desk:
        """Open one at which a device that is away raises an alarm after `offline` seconds."""
        desks.append(Desk(tmp_path, device, timing, offline))
        return desks[-1]

    yield open_one
    for desk in desks:
        desk.network.thaw()
        assert desk.monitor.stop(10)
        desk.network.__exit__()


def test_after_a_freeze_that_nobody_has_given_up_in_what_waited_arrives_and_nothing_is_said(
    open_desk: Callable[..., Desk],
) -> None:
    desk = open_desk(PATIENT)
    desk.freeze(3)
    desk.until_live_with_all()
    assert [status.state for status in desk.statuses].count(State.LIVE) >= 1
    assert State.WAITING not in desk.sink.states("gate")
    assert not any(arrived.happening.recovered for arrived in desk.sink.arrived)
    assert desk.sink.owed == []


@pytest.mark.parametrize("seconds", [20, 40])
def test_a_longer_freeze_is_silence_then_a_gap_that_is_filled_and_no_alarm(
    open_desk: Callable[..., Desk], seconds: int
) -> None:
    desk = open_desk(offline=160 // SCALE)  # this machine may be busy
    desk.freeze(seconds)
    desk.until_live_with_all()
    failures = {status.failure for status in desk.statuses if status.failure}
    assert failures <= {Failure.SILENCE, Failure.TIMED_OUT, Failure.CONNECTION_LOST}
    assert next(status.failure for status in desk.statuses if status.failure) is Failure.SILENCE
    desk.sink.until(lambda: any(gap.state is GapState.RECOVERED for gap in desk.sink.gaps.values()), 20)
    filled = [gap for gap in desk.sink.gaps.values() if gap.state is GapState.RECOVERED]
    assert sum(gap.recovered for gap in filled) >= 1
    assert desk.sink.alarms == []


def test_of_a_freeze_without_end_the_guard_is_alarmed_until_it_has_ended(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk()
    desk.network.freeze()
    desk.happens()
    desk.sink.until(lambda: bool(desk.sink.owed), 30)
    (alarm,) = desk.sink.owed
    assert (alarm.rule, alarm.device_id, alarm.over_ms) == ("offline", "gate", None)
    first = next(status for status in desk.statuses if status.failure)
    assert first.failure is Failure.SILENCE
    assert alarm.since_ms == first.blind_since_ms
    desk.network.thaw()
    desk.until_live_with_all()
    desk.sink.until(lambda: desk.sink.alarms[0].over_ms is not None)
    assert desk.sink.owed == desk.sink.alarms  # somebody has to have seen that it was
