"""The computer sleeps for a night, or the process is stopped for one: what happened meanwhile is missed by nobody."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from pathlib import Path

import pytest
from day import Desk
from fault_server import until

from facemon.event import Category, Gap, GapState
from facemon.history.error import HistoryError
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED

if sys.platform != "linux":
    pytest.skip("SIGSTOP, and clocks that differ in sleep", allow_module_level=True)

HOUR = 3600


def kept(folder: Path) -> list[str]:
    with contextlib.suppress(HistoryError), contextlib.closing(Reader(folder / "history.sqlite3")) as reader:
        return [row.happening.uuid for row in reader.page(Query(), limit=1000)]
    return []  # it is only just being made


def gaps(folder: Path) -> list[Gap]:
    with contextlib.closing(Reader(folder / "history.sqlite3")) as reader:
        return [gap for gap in reader.gaps(0, 2**53) if gap.state is not GapState.OFFERED]


def test_a_night_in_which_the_process_stood_still_is_a_gap_and_nothing_of_it_is_missing(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    desk = Desk(tmp_path, device, program="night_desk.py")
    desk.start()
    try:
        desk.wait_live()
        sent = [device.emit(Category.STAFF)]
        until(lambda: kept(tmp_path) == sent)
        assert desk.process is not None
        desk.process.send_signal(signal.SIGSTOP)
        evening_ms = round(time.time() * 1000)
        sent += [device.emit(Category.STAFF) for _ in range(3)]  # they reach this computer, and are read tomorrow
        device.clock_offset = 2.0 * HOUR
        device.drop()
        for hour in (2, 4, 6, 7):
            device.clock_offset = float(hour * HOUR)
            sent.append(device.emit(Category.STAFF))
        sent.append(device.emit(Category.BLACKLIST, BLACKLISTED))
        device.clock_offset = 8.0 * HOUR
        (tmp_path / "asleep").write_text(str(8 * HOUR))
        desk.process.send_signal(signal.SIGCONT)
        until(lambda: len(kept(tmp_path)) >= len(sent), 40)
        assert sorted(kept(tmp_path)) == sorted(sent)
        until(lambda: [gap.state for gap in gaps(tmp_path)] == [GapState.RECOVERED])
        (gap,) = gaps(tmp_path)
        assert gap.from_ms <= evening_ms
        assert gap.to_ms is not None
        assert gap.to_ms - evening_ms >= 8 * HOUR * 1000
        with contextlib.closing(Reader(tmp_path / "history.sqlite3")) as reader:
            (alarm,) = (found.alarm for found in reader.alarms(0, 2**53))
        assert alarm.rule == "blacklist"  # and none that the device was away: this computer was
        assert alarm.missed  # it is told of once, and no siren sounds for hours that are over
        desk.end()
    finally:
        if desk.process is not None and desk.process.poll() is None:
            desk.process.send_signal(signal.SIGCONT)
            desk.kill()
