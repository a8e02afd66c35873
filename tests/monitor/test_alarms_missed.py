"""A device keeps no records of its own alarms: a gap of one that sends such alarms says that some may be missing."""

from __future__ import annotations

from pathlib import Path

from sink import Sink, monitor_in, settings_for

from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.event import Category, GapCause, GapState
from facemon.monitor import Monitor
from facemon.simulator.device import SimulatedDevice

FORCED = 10002


def watch(device: SimulatedDevice, folder: Path) -> tuple[Monitor, Sink]:
    sink = Sink()
    monitor = monitor_in(folder, sink)
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    return monitor, sink


def said(sink: Sink, cause: GapCause) -> list[str]:
    return [gap.problem for gap in sink.gaps.values() if gap.cause is cause and gap.state is GapState.RECOVERED]


def test_an_alarm_in_a_gap_is_said_to_be_perhaps_missing_after_a_restart_too(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    monitor, sink = watch(device, tmp_path)
    device.emit(Category.STAFF)
    device.raise_alarm(FORCED)
    sink.until(lambda: len(sink.arrived) == 2)
    device.refuse()
    device.drop()
    device.raise_alarm(FORCED)  # which nobody hears
    device.accept()
    sink.until(lambda: said(sink, GapCause.DISCONNECTED) == [SENTENCES[Shortfall.NO_ALARMS]])
    assert monitor.stop(10)
    device.raise_alarm(FORCED)
    monitor, sink = watch(device, tmp_path)
    sink.until(lambda: said(sink, GapCause.CLOSED) == [SENTENCES[Shortfall.NO_ALARMS]])
    assert monitor.stop(10)
