"""Pictures that are blurred until clicked, at a guard's desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, answerable, gate, held, open_desk, several
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.settings import PicturePrivacy, PrivacySettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui.feed.rows import Kind

desks = pytest.fixture(several)
BLURRED = PrivacySettings(staff=PicturePrivacy(blur=True), blacklist=PicturePrivacy(blur=True))


def test_a_card_is_blurred_until_it_is_clicked_and_an_alarm_only_once_it_is_answered(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = open_desk(desks, tmp_path, gate(device), privacy=BLURRED)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    device.emit(Category.STAFF)
    qtbot.waitUntil(lambda: held(desk) == 1, timeout=WAIT_MS)
    view, cards = desk.feed.view, desk.feed.view._cards
    rows = map(desk.feed.model.row, range(desk.feed.model.rowCount()))
    (staff,) = (row.number for row in rows if row.kind is Kind.EVENT)
    qtbot.waitUntil(lambda: not cards.blurred_place(staff).isEmpty(), timeout=WAIT_MS)
    place = cards.blurred_place(staff).translated(view._rect_of(desk.feed.model.row_of(staff)).topLeft()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: cards.blurred_place(staff).isEmpty(), timeout=WAIT_MS)
    assert cards._drawn[staff].picture.image is not None
    assert not desk.window._detail.pictures.blurred
    record = tmp_path / "pictures-shown.jsonl"
    qtbot.waitUntil(lambda: record.exists() and f'"event":{staff},' in record.read_text("utf-8"), timeout=WAIT_MS)

    device.emit(Category.BLACKLIST)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    (alarm,) = desk.session.board.alarms()
    number = alarm.numbers[-1]
    qtbot.waitUntil(lambda: number in cards._drawn and cards._drawn[number].picture.image is not None, timeout=WAIT_MS)
    assert not cards._drawn[number].picture.blurred
    answerable(qtbot, desk)
    desk.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: cards._drawn[number].picture.blurred, timeout=WAIT_MS)
