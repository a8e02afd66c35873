"""What the trace says of an alarm on its way through the whole window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, held, live, several
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.trace import Trace

desks = pytest.fixture(several)


def test_an_alarm_is_traced_until_it_stands_in_the_lane_and_an_event_without_one_is_not(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device, trace=Trace(tmp_path / "trace"))
    staff, barred = device.emit(Category.STAFF), device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: held(desk) == 2 and len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    (number,) = desk.session.board.alarms()[0].numbers
    assert desk.session.trace is not None
    with desk.session.trace._lock:
        pending = desk.session.trace._pending[number]
    qtbot.waitUntil(lambda: pending["alarmed"] is not None, timeout=WAIT_MS)
    desk.close()
    desks.remove(desk)
    lines = {line["uuid"]: line for line in map(json.loads, (tmp_path / "trace").read_text().splitlines())}
    assert lines[barred]["received"] < lines[barred]["decoded"] < lines[barred]["alarmed"]
    assert lines[barred]["sounded"] is None, "nobody hears it here"
    assert lines[staff]["alarmed"] is None
