"""Look and language are changed again and again while events arrive: none is lost, and all is as set at the end."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from guard_desk import WAIT_MS, Desk, live, several
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.settings import UiSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui import theme

desks = pytest.fixture(several)
LOOKS = [
    UiSettings(language=language, theme=theme, font_size=size)
    for language, theme, size in (("zh_CN", "light", 200), ("en", "dark", 80), ("zh_CN", "dark", 125))
]
EVENTS = 60


def test_look_and_language_are_changed_under_load_and_no_event_is_lost(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    session = desk.session
    looks = list(LOOKS)
    for number in range(EVENTS):
        device.emit(Category.BLACKLIST if number % 20 == 0 else Category.STAFF)
        if number % (EVENTS // len(LOOKS)) == 0:
            session.change(msgspec.structs.replace(session.settings, ui=looks.pop(0)))
        QApplication.processEvents()
    qtbot.waitUntil(lambda: desk.feed.model.held == EVENTS, timeout=WAIT_MS)
    assert session.board.alarms()
    assert desk.window._lane.window() is desk.window
    assert desk.window._feed.view.accessibleName() == "事件"
    assert theme.theme() is theme.DARK
