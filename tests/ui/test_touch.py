"""Whatever is pressed is large enough for a finger: what is pressed in a hurry always, all of it on a touch screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from fingers import overlapping, small
from guard_desk import WAIT_MS, Desk, live, several
from happenings import usual_look
from PySide6.QtGui import QInputDevice, QPointingDevice
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from test_accessible import beside, busy_desk, came, cut

from facemon.event import Category
from facemon.settings import DeskSettings, UiSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui import theme
from facemon.ui.coming.strip import AlarmStrip
from facemon.ui.settings.dialog import PAGES
from facemon.ui.touch_screens import is_wanted

desks = pytest.fixture(several)
FINGER = QPointingDevice.PointerType.Finger
CAN = QInputDevice.Capability.Position


def test_the_buttons_of_alarms_and_of_the_bar_at_the_top_are_as_large_as_a_finger(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = live(qtbot, desks, tmp_path, device)
    device.emit(Category.BLACKLIST)
    lane, bar = desk.window._lane, desk.window._bar

    def buttons() -> list[QAbstractButton]:
        return [button for button in lane.findChildren(QAbstractButton) if button.isVisible()]

    qtbot.waitUntil(lambda: len(buttons()) >= 3, timeout=WAIT_MS)  # acknowledge, note, more
    for button in (*buttons(), bar.sound, bar._history, bar._settings, bar._help):
        assert min(button.width(), button.height()) >= theme.TOUCH, button.text() or button.accessibleName()


def test_the_buttons_of_the_strip_have_room_for_what_they_say(qtbot: QtBot) -> None:
    usual_look()
    strip = AlarmStrip()
    qtbot.addWidget(strip)
    strip.show()
    strip.resize(strip.minimumSizeHint())
    QApplication.processEvents()
    for button in strip.findChildren(QPushButton):
        assert not button.isVisible() or button.width() >= button.sizeHint().width(), button.text()


@pytest.mark.parametrize(("percent", "spoken", "size"), [(100, "en", (1280, 800)), (200, "zh_CN", (800, 520))])
def test_on_a_touch_screen_every_window_can_be_used_with_a_finger(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, percent: int, spoken: str,
    size: tuple[int, int],
) -> None:  # fmt: skip
    looks = UiSettings(font_size=percent, language=spoken)
    desk = busy_desk(qtbot, desks, tmp_path, device, ui=looks, at=DeskSettings(touch="on"))
    desk.window.resize(*size)
    windows: list[QWidget] = [desk.window]
    for kind, call in beside(desk).items():
        call()
        windows.append(came(qtbot, kind))
        if kind == "ReportWindow":
            qtbot.waitUntil(lambda: desk.window._report.window.shift is not None, timeout=WAIT_MS)  # type: ignore[union-attr]
    wrong = [words for window in windows for words in (*small(window), *overlapping(window), *cut(window))]
    for window in windows[1:]:
        window.close()
    desk.window.open_settings()
    settings = came(qtbot, "SettingsDialog")
    for room in (settings.minimumSize(), settings.size()):
        settings.resize(room)
        for number in range(len(PAGES)):
            settings.tabs.setCurrentIndex(number)  # type: ignore[attr-defined]
            QApplication.processEvents()
            wrong += [*small(settings), *overlapping(settings), *cut(settings)]
    assert list(dict.fromkeys(wrong)) == []


def test_the_windows_grow_and_shrink_again_when_a_touch_screen_comes_and_goes(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = busy_desk(qtbot, desks, tmp_path, device)
    chip = desk.feed.chips.all
    dense = chip.height()
    assert dense < theme.TOUCH
    there: list[QInputDevice] = []
    screens = desk.window._appearance._screens
    screens._devices = lambda: there
    there.append(QPointingDevice("glass", 7, QInputDevice.DeviceType.TouchScreen, FINGER, CAN, 5, 0))
    screens.look()
    QApplication.processEvents()
    assert chip.height() >= theme.TOUCH
    qtbot.waitUntil(lambda: small(desk.window) == [], timeout=WAIT_MS)
    there.clear()
    screens.look()
    QApplication.processEvents()
    assert chip.height() == dense


@pytest.mark.parametrize(
    ("setting", "kinds", "wanted"),
    [
        ("auto", [], False),
        ("auto", [QInputDevice.DeviceType.Mouse, QInputDevice.DeviceType.TouchPad], False),
        ("auto", [QInputDevice.DeviceType.Mouse, QInputDevice.DeviceType.TouchScreen], True),
        ("on", [QInputDevice.DeviceType.Mouse], True),
        ("off", [QInputDevice.DeviceType.TouchScreen], False),
    ],
)
def test_a_touch_screen_and_the_setting_say_whether_a_finger_is_used(
    setting: str, kinds: list[QInputDevice.DeviceType], wanted: bool
) -> None:
    devices = [QPointingDevice("it", number, kind, FINGER, CAN, 1, 1) for number, kind in enumerate(kinds)]
    assert is_wanted(setting, devices) is wanted
