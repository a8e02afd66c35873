"""SIGTERM, again and again, while events come as fast as they can be taken."""

from __future__ import annotations

import contextlib
import os
import random
import threading
from pathlib import Path

from day import Desk
from fault_server import until

from facemon.history.error import HistoryError
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice

ENDS = int(os.environ.get("FACEMON_KILLS", "2"))
RATE = 80


def kept(folder: Path) -> int:
    with contextlib.suppress(HistoryError), contextlib.closing(Reader(folder / "history.sqlite3")) as reader:
        return reader.stock().events
    return 0  # it is only just being made


def test_it_ends_in_order_at_any_moment_and_nothing_is_missing_afterwards(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    chance = random.Random(ENDS)
    desk = Desk(tmp_path, device)
    sent: list[str] = []
    try:
        for _ in range(ENDS):
            desk.start()
            desk.wait_live()
            flood = device.flood(RATE, 1.0)
            threading.Event().wait(chance.uniform(0.1, 0.9))  # the moment is what is meant
            desk.end()  # with 0, all that was queued stored
            sent += flood.result(20)
        desk.start()
        desk.wait_live()
        until(lambda: kept(tmp_path) >= len(sent), 60)
        desk.end()
        with contextlib.closing(Reader(tmp_path / "history.sqlite3")) as reader:
            found = [row.happening.uuid for row in reader.page(Query(), limit=len(sent) + 1)]
        assert sorted(found) == sorted(sent)
    finally:
        if desk.process is not None and desk.process.poll() is None:
            desk.kill()
