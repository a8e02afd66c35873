"""A hundred restarts in a row, each at another moment, by a seed."""

from __future__ import annotations

import random
import threading
from pathlib import Path

from fault_server import open_files, until
from sink import Sink, monitor_in, settings_for

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice


def test_after_a_hundred_restarts_every_event_is_kept_once_and_nothing_is_left_open(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    chance = random.Random(8)
    sent: list[str] = []
    arrived: list[str] = []

    def run(moment: str) -> None:
        sink = Sink()
        monitor = monitor_in(tmp_path, sink)
        if moment != "at once":
            monitor.apply([settings_for(device)])
        if moment in ("live", "last"):
            sink.until(lambda: sink.live("gate"), timeout=40)
        sent.extend(device.emit(category=Category.STAFF) for _ in range(chance.randrange(3)))
        if moment == "last":
            until(lambda: len(arrived) + len(sink.arrived) >= len(sent), seconds=60)
        assert monitor.stop(10)
        arrived.extend(update.happening.uuid for update in sink.arrived)

    run("live")
    before = open_files(), threading.active_count()
    for _ in range(98):
        run(chance.choice(["at once", "connecting", "live"]))
    until(lambda: threading.active_count() <= before[1])
    assert open_files() <= before[0]
    run("last")
    assert sorted(arrived) == sorted(sent)
