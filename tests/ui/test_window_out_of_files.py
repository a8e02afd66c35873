"""Not one file descriptor is left while the whole window runs: it says so, goes on, and nothing is missing later."""

from __future__ import annotations

import contextlib
import http.client
import json
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from guard_desk import WAIT_MS, Desk, answerable, banners, held, open_desk, several
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facemon.device.status import Failure, State
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.settings import DeviceSettings
from facemon.simulator import process
from facemon.ui.alarms.alarm_card import AlarmCard

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

from no_files import no_file_left

desks = pytest.fixture(several)


class FarDevice:
    """A simulated device in a process of its own, told what to do over a connection that is there already."""

    def __init__(self) -> None:
        self._process = process.start(rate=0, control=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._wire = http.client.HTTPSConnection("127.0.0.1", self._process.port, context=context)
        self.sent: list[str] = []  # uuids
        self.settings = DeviceSettings(
            id="gate", name="North gate", host="127.0.0.1", port=self._process.port,
            certificate=self._process.certificate, serial=self._process.serial,
        )  # fmt: skip

    def emit(self, category: str, times: int = 1) -> None:
        self.sent += [self.do("emit", category=category)["data"]["uuid"] for _ in range(times)]

    def do(self, action: str, **body: str) -> Any:
        self._wire.request("POST", f"/control/{action}", json.dumps(body))
        return json.loads(self._wire.getresponse().read())

    def end(self) -> None:
        self._wire.close()
        self._process.stop()


@pytest.fixture
def far() -> Iterator[FarDevice]:
    device = FarDevice()
    yield device
    device.end()


def kept(desk: Desk) -> list[str]:
    with contextlib.closing(Reader(desk.profile.history_path)) as reader:
        return sorted(row.happening.uuid for row in reader.page(Query(), limit=1000))


def test_it_goes_on_with_what_is_open_says_what_it_wants_for_and_has_everything_afterwards(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, far: FarDevice
) -> None:
    desk = open_desk(desks, tmp_path, far.settings)

    def live() -> bool:
        status = desk.session.statuses.get("gate")
        return status is not None and status.state is State.LIVE

    qtbot.waitUntil(live, timeout=WAIT_MS)
    far.emit("staff", 4)
    qtbot.waitUntil(lambda: kept(desk) == sorted(far.sent), timeout=WAIT_MS)
    with no_file_left():
        far.emit("stranger", 6)
        far.emit("blacklist")
        qtbot.waitUntil(lambda: held(desk) == len(far.sent), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: desk.session.history.flush(0.01), timeout=WAIT_MS)  # its files are open
        answerable(qtbot, desk)
        assert desk.window._lane.findChildren(AlarmCard)
        desk.press(Qt.Key.Key_Space)
        assert desk.session.board.alarms() == []
        far.do("drop")
        qtbot.waitUntil(lambda: desk.session.statuses["gate"].failure is Failure.NO_FILES, timeout=WAIT_MS)
        far.emit("staff", 3)
        qtbot.waitUntil(lambda: any("too many files are open" in said for said in banners(desk)), timeout=WAIT_MS)
    desk.press(Qt.Key.Key_F5)  # instead of waiting for the next attempt
    qtbot.waitUntil(live, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: kept(desk) == sorted(far.sent), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: banners(desk) == [], timeout=WAIT_MS)
    assert held(desk) >= len(far.sent)
