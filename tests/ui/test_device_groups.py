"""Many devices are a chip a group, which tells how its worst stands and lists its devices."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from happenings import NOW, usual_look
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from facemon.device.status import Failure, State, Status
from facemon.settings import DeviceSettings
from facemon.ui.device_groups import FEW, MANY, each_alone, groups, tally
from facemon.ui.device_standing import DeviceStanding
from facemon.ui.devices_bar import DevicesBar

SITES = ("North site", "South site", "Tower", "")


def door(number: int, group: str = "", **changes: object) -> DeviceSettings:
    given = {"id": f"door-{number}", "name": f"Door {number}", "host": "192.0.2.1", "group": group}
    return DeviceSettings(**given | changes)  # type: ignore[arg-type]


def fleet(count: int) -> tuple[DeviceSettings, ...]:
    return tuple(door(number, SITES[number % len(SITES)]) for number in range(count))


def live(device_id: str) -> Status:
    return Status(device_id=device_id, state=State.LIVE, since_ms=NOW, blind_since_ms=None)


def refused(device_id: str) -> Status:
    return Status(device_id=device_id, state=State.REFUSED, failure=Failure.WRONG_PASSWORD, blind_since_ms=NOW)


def waiting(device_id: str) -> Status:
    return Status(
        device_id=device_id, state=State.WAITING, failure=Failure.TIMED_OUT, retry_at=time.monotonic() + 9, attempts=1
    )


def standing(status: Status, *, enabled: bool = True) -> DeviceStanding:
    result = DeviceStanding(door(0, enabled=enabled))
    result.status = status
    return result


@pytest.fixture
def bar(qtbot: QtBot) -> DevicesBar:
    usual_look()
    bar = DevicesBar()
    qtbot.addWidget(bar)
    bar.resize(900, bar.sizeHint().height())
    bar.show()
    bar.set_devices(fleet(40))
    for number in range(40):
        bar.set_status(live(f"door-{number}"))
    bar.settle()
    return bar


def listed(bar: DevicesBar) -> list[str]:
    assert bar.popup is not None
    return bar.popup.shown()


# Which belong together


def test_groups_come_in_the_order_of_the_settings_and_those_without_one_last() -> None:
    found = groups([door(1), door(2, "Tower"), door(3, "North"), door(4, " Tower "), door(5)])
    assert [(group.name, group.device_ids) for group in found] == [
        ("Tower", ("door-2", "door-4")),
        ("North", ("door-3",)),
        ("", ("door-1", "door-5")),
    ]


def test_few_devices_have_a_chip_each_and_very_many_never() -> None:
    assert each_alone([500] * FEW, group_count=3, room=300, gap=8)
    assert not each_alone([5] * (MANY + 1), group_count=3, room=9_000, gap=8)


def test_between_them_the_room_decides_where_there_are_groups() -> None:
    assert each_alone([80] * 10, group_count=2, room=900, gap=8)
    assert not each_alone([80] * 10, group_count=2, room=600, gap=8)
    assert each_alone([80] * 10, group_count=0, room=600, gap=8)


# How a group stands


def test_the_worst_device_speaks_for_its_group() -> None:
    told = tally([standing(live("a")), standing(refused("b")), standing(waiting("c"))])
    assert (told.live, told.watched, told.state, told.urgency) == (1, 3, State.REFUSED, 3)


def test_a_device_that_is_switched_off_counts_for_nothing() -> None:
    told = tally([standing(live("a")), standing(live("b"), enabled=False)])
    assert (told.live, told.watched, told.state) == (1, 1, State.LIVE)
    assert tally([standing(live("b"), enabled=False)]).state == State.OFF


def test_a_mark_on_a_live_device_marks_its_group() -> None:
    off = standing(live("a"))
    off.skew_ms = 3_600_000
    assert tally([off]).marked
    assert not tally([standing(live("a"))]).marked


# The chips


def test_many_devices_are_a_chip_a_group_with_how_many_are_live(bar: DevicesBar) -> None:
    assert bar.chips == {}
    assert [(chip.title, chip.count) for chip in bar.group_chips.values()] == [
        ("North site", "10/10"),
        ("South site", "10/10"),
        ("Tower", "10/10"),
        ("Other", "10/10"),
    ]


def test_what_fails_is_counted_and_named_with_its_group(bar: DevicesBar, qtbot: QtBot) -> None:
    bar.set_status(refused("door-4"))
    bar.set_status(waiting("door-8"))
    chip = bar.group_chips["North site"]
    qtbot.waitUntil(lambda: chip.count == "8/10")
    assert chip.accessibleName() == "North site: 8 of 10 live"
    assert chip.face().icon == "refused"
    assert chip.accessibleDescription().splitlines()[1:] == ["Door 4 · wrong password", "Door 8 · no answer"]


def test_two_hundred_changes_are_counted_once(bar: DevicesBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    arranged: list[None] = []
    bar.set_devices(fleet(200))
    monkeypatch.setattr(bar, "_arrange", lambda: arranged.append(None))
    for number in range(200):
        bar.set_status(waiting(f"door-{number}"))
    qtbot.waitUntil(lambda: bar.group_chips["Tower"].count == "0/50")
    assert len(arranged) == 1


def test_without_groups_all_are_in_one(bar: DevicesBar) -> None:
    bar.set_devices([door(number) for number in range(MANY + 1)])
    assert [chip.title for chip in bar.group_chips.values()] == ["Devices"]


def test_chips_fold_into_groups_and_back_with_the_room(bar: DevicesBar) -> None:
    bar.set_devices(fleet(10))
    bar.resize(500, bar.height())
    assert bar.group_chips
    bar.resize(2_000, bar.height())
    assert len(bar.chips) == 10
    assert not bar.group_chips
    assert bar.chips["door-3"].standing.status.state == State.LIVE


@pytest.mark.parametrize("width", [120, 300, 450])
def test_groups_without_room_wait_behind_the_button(bar: DevicesBar, width: int) -> None:
    bar.set_status(refused("door-3"))
    bar.settle()
    bar.resize(width, bar.height())
    shown = [chip for chip in bar.group_chips.values() if not chip.isHidden()]
    for left, right in pairwise(shown):
        assert left.geometry().right() < right.geometry().left()
    assert all(chip.geometry().right() < width for chip in shown)
    assert bar.more.text() == (f"+{4 - len(shown)}" if shown else "39/40")
    bar.more.click()
    assert len(listed(bar)) == 10 * (4 - len(shown))


# The list


def test_a_group_opens_its_devices_those_in_trouble_first(bar: DevicesBar) -> None:
    bar.set_status(refused("door-36"))
    bar.settle()
    bar.group_chips["North site"].click()
    assert listed(bar)[:2] == ["door-36", "door-0"]
    assert len(listed(bar)) == 10
    assert bar.popup is not None
    assert bar.popup.list.item(0).text() == "Door 36 · wrong password"


def test_the_list_is_worked_by_keyboard(bar: DevicesBar, qtbot: QtBot) -> None:
    chip = bar.group_chips["South site"]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Down)
    assert bar.popup is not None
    QTest.keyClick(bar.popup.list, Qt.Key.Key_Down)
    QTest.keyClick(bar.popup.list, Qt.Key.Key_Return)
    menu = next(menu for menu in bar.findChildren(QMenu) if menu.isVisible())
    assert menu.actions()[0].text() == "Door 5"
    with qtbot.waitSignal(bar.details) as asked:
        next(action for action in menu.actions() if action.text() == "Details…").trigger()
    assert asked.args == ["door-5"]
    qtbot.waitUntil(lambda: bar.popup is None)


def test_escape_closes_the_list(bar: DevicesBar, qtbot: QtBot) -> None:
    bar.open_group("Tower")
    assert bar.popup is not None
    QTest.keyClick(bar.popup.list, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bar.popup is None)
    assert QApplication.activePopupWidget() is None


def test_a_long_list_is_searched(bar: DevicesBar) -> None:
    bar.set_devices([door(number, "Tower") for number in range(40)])
    bar.open_group("Tower")
    assert bar.popup is not None
    bar.popup.search.setText("door 17")
    assert listed(bar) == ["door-17"]


def test_the_list_follows_what_happens_in_the_order_it_was_opened_in(bar: DevicesBar) -> None:
    bar.open_group("Tower")
    before = listed(bar)
    bar.set_status(refused("door-10"))
    bar.settle()  # by hand: an offscreen platform closes the list once the event loop runs
    assert bar.popup is not None
    assert bar.popup.list.item(before.index("door-10")).text() == "Door 10 · wrong password"
    assert listed(bar) == before


def test_all_that_wait_are_retried_together(bar: DevicesBar) -> None:
    for device_id in ("door-2", "door-6"):
        bar.set_status(waiting(device_id))
    bar.open_group("Tower")
    asked: list[str] = []
    bar.retry.connect(asked.append)
    assert bar.popup is not None
    bar.popup.retry.click()
    assert sorted(asked) == ["door-2", "door-6"]


def test_a_group_with_a_changed_certificate_is_in_alarm_colour(bar: DevicesBar) -> None:
    bar.set_devices(fleet(100))
    chip = next(iter(bar.group_chips.values()))
    assert not chip.face().alarm
    device_id = chip.standings[0].device.id
    bar.set_status(Status(device_id=device_id, state=State.REFUSED, failure=Failure.CERTIFICATE_CHANGED))
    bar.settle()
    assert chip.face().alarm
    assert "certificate changed" in chip.toolTip()


def test_the_events_of_a_group_are_shown_alone_on_request(bar: DevicesBar) -> None:
    asked: list[str] = []
    bar.show_group.connect(asked.append)
    bar.open_group("Tower")
    assert bar.popup is not None
    bar.popup.events.click()
    assert asked == ["Tower"]
    bar.open_group("")
    assert bar.popup is not None
    assert bar.popup.events.isHidden()
