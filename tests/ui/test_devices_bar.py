"""The chips tell how each device's connection stands."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NOW, usual_look
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from facemon.device.status import Certificate, Failure, State, Status
from facemon.event import Category
from facemon.settings import DeviceSettings
from facemon.ui import theme, words
from facemon.ui.device_standing import state_icon
from facemon.ui.devices_bar import DevicesBar, chosen

CERTIFICATE = Certificate(sha256="ab" * 32, subject="localhost", issuer="localhost", not_before_ms=0, not_after_ms=NOW)


def devices(*names: str) -> tuple[DeviceSettings, ...]:
    return tuple(DeviceSettings(id=str(number), name=name, host="192.0.2.1") for number, name in enumerate(names))


def waiting(device_id: str, seconds: float = 8) -> Status:
    return Status(
        device_id=device_id,
        state=State.WAITING,
        failure=Failure.TIMED_OUT,
        retry_at=time.monotonic() + seconds,
        blind_since_ms=NOW,
    )


def live(device_id: str) -> Status:
    return Status(device_id=device_id, state=State.LIVE, since_ms=NOW, blind_since_ms=None, round_trip_ms=13.6)


@pytest.fixture
def bar(qtbot: QtBot) -> DevicesBar:
    usual_look()
    bar = DevicesBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.sizeHint().height())
    bar.show()
    return bar


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_states_are_told_apart_by_shape() -> None:
    shapes = {State.LIVE, State.WAITING, State.REFUSED, State.NEEDS_APPROVAL, State.OFF}
    assert len({state_icon(state) for state in shapes}) == len(shapes)


def test_a_live_device_has_its_name_and_nothing_more(bar: DevicesBar) -> None:
    bar.set_devices(devices("North gate"))
    bar.set_status(live("0"))
    chip = bar.chips["0"]
    assert chip.standing.state_words() == ""
    assert chip.accessibleName() == "North gate: Live"
    assert "14 ms" in chip.standing.explanation()


def test_a_waiting_device_counts_down_with_the_clock(bar: DevicesBar) -> None:
    bar.set_devices(devices("Car park"))
    bar.set_status(waiting("0", 8.5))
    chip = bar.chips["0"]
    now = time.monotonic()
    assert chip.standing.state_words(now) == "retry in 9 s"
    assert chip.standing.state_words(now + 5) == "retry in 4 s"
    before = chip.sizeHint()
    bar.set_status(waiting("0", 11))
    bar.tick()
    assert chip.accessibleName() == "Car park: retry in 11 s"
    assert chip.sizeHint().width() > before.width()


def test_counting_down_does_not_change_the_width(bar: DevicesBar) -> None:
    bar.set_devices(devices("Car park"))
    widths = set()
    for seconds in (1.5, 3.5, 6.5, 8.5):
        bar.set_status(waiting("0", seconds))
        widths.add(bar.chips["0"].sizeHint().width())
    assert len(widths) == 1


def test_the_tooltip_says_what_failed_what_to_do_and_since_when(bar: DevicesBar) -> None:
    bar.set_devices(devices("Car park"))
    bar.set_status(waiting("0"))
    tip = bar.chips["0"].toolTip()
    assert "did not answer in time" in tip
    assert "Nothing has been seen from it since" in tip


def test_a_name_is_never_taken_for_markup(bar: DevicesBar) -> None:
    bar.set_devices(devices(HOSTILE))
    bar.set_status(live("0"))
    chip = bar.chips["0"]
    assert chip.accessibleName() == f"{HOSTILE_SHOWN}: Live"
    assert "&lt;img" in chip.toolTip()
    assert "<img" not in chip.toolTip()
    assert texts(chip.menu())[0] == HOSTILE_SHOWN.replace("&", "&&")


def test_a_device_switched_off_is_off(bar: DevicesBar) -> None:
    bar.set_devices((DeviceSettings(id="0", name="Roof", host="h", enabled=False),))
    chip = bar.chips["0"]
    assert chip.standing.state_words() == "Off"
    assert chip.standing.urgency == 0


def test_the_menu_offers_what_can_be_done(bar: DevicesBar, qtbot: QtBot) -> None:
    bar.set_devices(devices("Car park"))
    bar.set_status(waiting("0"))
    menu = bar.chips["0"].menu()
    assert texts(menu) == ["Car park", "Retry now", "Details…", "Settings…"]
    with qtbot.waitSignal(bar.retry) as asked:
        menu.actions()[2].trigger()
    assert asked.args == ["0"]
    with qtbot.waitSignal(bar.settings) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == ["0"]


@pytest.mark.parametrize("state", [State.NEEDS_APPROVAL, State.REFUSED])
def test_a_certificate_that_waits_can_be_approved(bar: DevicesBar, qtbot: QtBot, state: State) -> None:
    bar.set_devices(devices("Car park"))
    bar.set_status(Status(device_id="0", state=state, certificate=CERTIFICATE, failure=Failure.CERTIFICATE_CHANGED))
    approve = next(action for action in bar.chips["0"].menu().actions() if action.text().startswith("Approve"))
    with qtbot.waitSignal(bar.approve) as asked:
        approve.trigger()
    assert asked.args == ["0"]


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_click_on_what_needs_approval_shows_the_certificate(
    bar: DevicesBar, qtbot: QtBot, key: Qt.Key | None
) -> None:
    bar.set_devices(devices("Car park"))
    bar.set_status(Status(device_id="0", state=State.NEEDS_APPROVAL, certificate=CERTIFICATE))
    chip = bar.chips["0"]
    with qtbot.waitSignal(bar.approve) as asked:
        if key is None:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(chip, key)
    assert asked.args == ["0"]
    assert chip.findChildren(QMenu) == []


def test_a_live_device_has_nothing_to_retry_or_approve(bar: DevicesBar) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(live("0"))
    menu = bar.chips["0"].menu()
    assert not any(action.text().startswith("Approve") for action in menu.actions())
    assert not next(action for action in menu.actions() if action.text() == "Retry now").isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Menu, Qt.Key.Key_Down])
def test_the_menu_opens_by_keyboard(bar: DevicesBar, qtbot: QtBot, key: Qt.Key) -> None:
    bar.set_devices(devices("Lobby"))
    chip = bar.chips["0"]
    chip.setFocus()
    QTest.keyClick(chip, key)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in chip.findChildren(QMenu)))
    next(menu for menu in chip.findChildren(QMenu) if menu.isVisible()).close()


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_click_shows_all_there_is_to_know_of_the_device(bar: DevicesBar, qtbot: QtBot, key: Qt.Key | None) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(waiting("0"))
    chip = bar.chips["0"]
    with qtbot.waitSignal(bar.details) as asked:
        if key is None:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(chip, key)
    assert asked.args == ["0"]


def test_a_changed_certificate_is_in_alarm_colour_and_a_click_compares_it(bar: DevicesBar, qtbot: QtBot) -> None:
    bar.set_devices(devices("Lobby", "Roof"))
    bar.set_status(
        Status(device_id="0", state=State.REFUSED, certificate=CERTIFICATE, failure=Failure.CERTIFICATE_CHANGED)
    )
    bar.set_status(Status(device_id="1", state=State.REFUSED, failure=Failure.WRONG_PASSWORD))
    chip, other = bar.chips["0"], bar.chips["1"]
    assert chip.standing.state_words() == "certificate changed"
    assert (chip.face().alarm, other.face().alarm) == (True, False)
    assert chip.urgency > other.urgency
    image = chip.grab().toImage()
    assert image.pixelColor(chip.height() // 2, 4) == theme.category_colour(Category.BLACKLIST)
    with qtbot.waitSignal(bar.approve) as asked:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert asked.args == ["0"]


def test_a_certificate_that_ends_soon_is_a_mark_on_a_live_device(bar: DevicesBar) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(live("0"))
    chip = bar.chips["0"]
    ends_ms = round(time.time() * 1000) + 86_400_000
    bar.set_certificate_end("0", ends_ms)
    assert (chip.standing.state_words(), chip.urgency) == (f"certificate ends {words.date(ends_ms)}", 1)
    assert not chip.face().alarm
    assert "Have the certificate renewed" in chip.toolTip()
    bar.set_certificate_end("0", 86_400_000)
    assert chip.standing.state_words() == f"certificate ended {words.date(86_400_000)}"
    bar.set_certificate_end("0", 0)
    assert (chip.standing.state_words(), chip.urgency) == ("", 0)


def test_the_details_are_asked_for(bar: DevicesBar, qtbot: QtBot) -> None:
    bar.set_devices(devices("Lobby"))
    menu = bar.chips["0"].menu()
    with qtbot.waitSignal(bar.details) as asked:
        next(action for action in menu.actions() if action.text() == "Details…").trigger()
    assert asked.args == ["0"]


def test_a_clock_that_is_far_off_is_a_warning_on_the_chip(bar: DevicesBar) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(live("0"))
    chip = bar.chips["0"]
    bar.set_skew("0", -59_000)
    assert (chip.standing.state_words(), chip.standing.urgency) == ("", 0)
    bar.set_skew("0", -3_700_000)
    assert (chip.standing.state_words(), chip.standing.urgency) == ("clock 1 h 1 min behind", 1)
    assert "Set it on the device" in chip.toolTip()
    bar.set_skew("0", 0)
    assert chip.standing.urgency == 0


def test_unreadable_messages_leave_a_mark(bar: DevicesBar) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(live("0"))
    before = bar.chips["0"].sizeHint().width()
    bar.set_unreadable("0", 3, "3 unreadable messages")
    assert bar.chips["0"].sizeHint().width() > before
    assert "3 unreadable messages" in bar.chips["0"].toolTip()
    assert bar.chips["0"].standing.urgency == 1


def test_what_is_said_about_a_device_that_is_not_shown_is_passed_over(bar: DevicesBar) -> None:
    bar.set_devices(devices("Lobby"))
    bar.set_status(live("gone"))
    bar.set_unreadable("gone", 1, "x")
    assert list(bar.chips) == ["0"]


def test_changed_devices_keep_their_chips_and_removed_ones_go(bar: DevicesBar) -> None:
    bar.set_devices(devices("A", "B"))
    bar.set_status(live("1"))
    kept = bar.chips["1"]
    bar.set_devices(devices("A", "Renamed")[1:])
    assert list(bar.chips) == ["1"]
    assert bar.chips["1"] is kept
    assert kept.accessibleName() == "Renamed: Live"


@pytest.mark.parametrize("width", [120, 300, 600, 2_000])
def test_chips_never_overlap_nor_stand_over_and_none_is_lost(bar: DevicesBar, width: int) -> None:
    bar.set_devices(devices(*(f"Door number {number}" for number in range(12))))
    for number in range(12):
        bar.set_status(live(str(number)))
    bar.set_status(Status(device_id="9", state=State.REFUSED, failure=Failure.WRONG_PASSWORD))
    bar.resize(width, bar.height())
    shown = [chip for chip in bar.chips.values() if not chip.isHidden()]
    for left, right in pairwise(shown):
        assert left.geometry().right() < right.geometry().left()
    assert all(chip.geometry().right() < width for chip in shown)
    assert len(shown) + len(bar.hidden_chips()) == 12
    assert bar.more.isHidden() == (not bar.hidden_chips())
    if bar.hidden_chips():
        assert bar.more.text() == f"+{len(bar.hidden_chips())}"
        assert len(bar.more_menu().actions()) == len(bar.hidden_chips())
    if width >= 600:
        assert bar.chips["9"] in shown


def test_those_in_trouble_are_shown_first_in_their_order() -> None:
    assert chosen([100, 100, 100], [0, 0, 0], room=320, gap=10, more=50) == [0, 1, 2]
    assert chosen([100, 100, 100], [0, 0, 3], room=270, gap=10, more=50) == [0, 2]
    assert chosen([100, 300, 100], [0, 3, 0], room=270, gap=10, more=50) == [0, 2]
    assert chosen([100], [0], room=20, gap=10, more=50) == []
