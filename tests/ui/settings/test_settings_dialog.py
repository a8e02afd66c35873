"""The settings dialog as a whole: what is in force, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from settings_desk import CERTIFICATE, GATE, LOBBY, THREE, Desk, box, live, names, press, usual_look, write

from facemon.device.status import State, Status
from facemon.settings import HistorySettings, Settings
from facemon.ui import theme
from facemon.ui.settings.dialog import PAGES, SettingsDialog
from facemon.ui.settings.draft import Field

ACCEPTED, REJECTED = SettingsDialog.DialogCode.Accepted, SettingsDialog.DialogCode.Rejected


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    yield Desk(qtbot, tmp_path)
    usual_look()


def change_everything(dialog: SettingsDialog) -> None:
    write(dialog, Field.NAME, "Renamed")
    write(dialog, Field.PASSWORD, "n3w")
    dialog.devices.select(LOBBY.id)
    dialog.devices.remove()
    dialog.alarms.choose("staff")
    dialog.alarms.editor.raises.click()
    dialog.alarms.volume.slider.setValue(5)
    dialog.alarms.volume.attempt.click()
    dialog.history.take_folder("/backups")
    dialog.appearance.theme.set_value("light")
    dialog.appearance.font_size.setValue(150)


def cancel_by_button(dialog: SettingsDialog) -> None:
    dialog.cancel.click()


def cancel_by_escape(dialog: SettingsDialog) -> None:
    press(dialog, Qt.Key.Key_Escape)


def cancel_by_closing(dialog: SettingsDialog) -> None:
    dialog.close()


def cancel_by_enter_on_the_button(dialog: SettingsDialog) -> None:
    dialog.cancel.setFocus()
    press(dialog, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "cancel", [cancel_by_button, cancel_by_escape, cancel_by_closing, cancel_by_enter_on_the_button]
)
def test_cancel_leaves_everything_as_it_was(
    desk: Desk, cancel: Callable[[SettingsDialog], None], tmp_path: Path
) -> None:
    desk.credentials.store(GATE.id, "s3cret")
    dialog = desk.open()
    before = sorted(tmp_path.rglob("*"))
    change_everything(dialog)
    cancel(dialog)
    assert dialog.result() == REJECTED
    assert not dialog.isVisible()
    assert dialog.result_settings == THREE
    assert dialog.new_passwords == {}
    assert desk.credentials.password(GATE.id) == "s3cret"
    assert (desk.speaker.playing, desk.speaker.volume) == ("", 80)
    assert theme.theme() is theme.DARK
    assert sorted(tmp_path.rglob("*")) == before


def save_by_button(dialog: SettingsDialog) -> None:
    dialog.save.click()


def save_by_enter(dialog: SettingsDialog) -> None:
    box(dialog, Field.NAME).setFocus()
    press(dialog, Qt.Key.Key_Return)


def save_by_keys(dialog: SettingsDialog) -> None:
    press(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("save", [save_by_button, save_by_enter, save_by_keys])
def test_saving_gives_everything_at_once(desk: Desk, save: Callable[[SettingsDialog], None]) -> None:
    dialog = desk.open()
    change_everything(dialog)
    save(dialog)
    assert dialog.result() == ACCEPTED
    result = dialog.result_settings
    assert [device.name for device in result.devices] == ["Renamed", "Yard"]
    assert dialog.new_passwords == {GATE.id: "n3w", LOBBY.id: ""}
    assert result.rule("staff").raise_
    assert (result.ui.theme, result.ui.font_size, result.ui.volume) == ("light", 150, 5)
    assert result.history == HistorySettings(backup_folder="/backups")
    assert (desk.speaker.playing, desk.speaker.volume) == ("", 80)
    assert theme.theme() is theme.DARK  # whoever opened the dialog puts the result in force


def test_saving_without_a_change_changes_nothing(desk: Desk) -> None:
    dialog = desk.open()
    dialog.accept()
    assert dialog.result_settings == THREE
    assert dialog.new_passwords == {}


def test_enter_on_a_button_presses_that_button(desk: Desk) -> None:
    dialog = desk.open()
    dialog.devices.add_button.setFocus()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert names(dialog)[-1] == "New device"


def test_an_enter_that_is_held_does_not_save(desk: Desk) -> None:
    dialog = desk.open()
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True, count=1
    )
    QApplication.sendEvent(dialog, held)
    assert dialog.isVisible()


@pytest.mark.parametrize("page", PAGES)
def test_it_opens_where_it_is_asked_to(desk: Desk, page: str) -> None:
    dialog = desk.open(page=page)
    assert PAGES[dialog.tabs.currentIndex()] == page
    shown = getattr(dialog, page)
    assert shown.isVisible()
    assert shown.isAncestorOf(dialog.focusWidget())


def test_it_opens_at_a_device_or_with_a_new_one_begun(desk: Desk) -> None:
    assert box(desk.open(device_id=LOBBY.id), Field.NAME).text() == "Lobby"
    dialog = desk.open(add=True)
    assert names(dialog)[-1] == "New device"
    assert dialog.focusWidget() is box(dialog, Field.NAME)


def test_control_tab_turns_the_pages(desk: Desk) -> None:
    dialog = desk.open()
    turned = []
    for _ in PAGES:
        press(dialog, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        turned.append(dialog.tabs.currentIndex())
    assert turned == [*range(1, len(PAGES)), 0]
    press(dialog, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert dialog.tabs.currentIndex() == len(PAGES) - 1


@pytest.mark.parametrize("font", [80, 100, 150, 200])
@pytest.mark.parametrize("width", [760, 800, 980, 1440])
def test_every_page_can_be_found_by_its_name(desk: Desk, font: int, width: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", font)
    dialog = desk.open()
    dialog.resize(width, 560)
    QApplication.processEvents()
    last = dialog.tabs.tabRect(dialog.tabs.count() - 1)
    assert dialog.tabs.mapTo(dialog, last.bottomRight()).x() <= dialog.width()


def round_trip(dialog: SettingsDialog) -> list[QWidget]:
    """Return what Tab comes by until it is where it began."""
    passed: list[QWidget] = []
    while (widget := dialog.focusWidget()) not in passed:
        passed.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    return passed


def wants_focus(dialog: SettingsDialog) -> set[QWidget]:
    return {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None and not isinstance(widget, QLabel)
    }  # fmt: skip


def test_tab_goes_through_the_devices_page_in_the_order_of_reading(desk: Desk) -> None:
    desk.credentials.store(LOBBY.id, "pw")
    dialog = desk.open(device_id=LOBBY.id)
    page, form = dialog.devices, dialog.devices.form
    page.undo_button.hide()
    assert round_trip(dialog) == [
        page.list, page.add_button, page.up_button, page.down_button, page.column.more_button, page.remove_button,
        *(form.fields[field].box for field in Field if field is not Field.GROUP), form.forget,
        form.group.box, form.trust, form.enabled, form.door_control,
        page.test.button,
        dialog.cancel, dialog.save, dialog.tabs,
    ]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_tab_reaches_everything(desk: Desk, page: str) -> None:
    desk.statuses = {GATE.id: Status(device_id=GATE.id, state=State.NEEDS_APPROVAL, certificate=CERTIFICATE)}
    dialog = desk.open(page=page)
    assert wants_focus(dialog) - set(round_trip(dialog)) == set()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_focus_can_be_seen_everywhere(desk: Desk, page: str, look: str, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, look, 100)
    dialog = desk.open(page=page)
    for widget in round_trip(dialog):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        focused = widget.grab().toImage()
        widget.clearFocus()
        assert widget.grab().toImage() != focused, widget.accessibleName()


def test_it_follows_a_theme_and_font_that_come_while_it_is_open(desk: Desk, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    owner = QMainWindow()
    qtbot.addWidget(owner)
    owner.show()
    desk.statuses = {GATE.id: live(GATE.id)}
    dialog = desk.open(parent=owner)
    before = dialog.grab().toImage()
    theme.apply(app, "light", 150)
    qtbot.waitUntil(lambda: dialog.grab().toImage().pixelColor(2, 2).name() == theme.LIGHT.window)
    assert dialog.grab().toImage() != before
    title = next(label for label in dialog.findChildren(QLabel) if label.text() == "Settings")
    qtbot.waitUntil(lambda: abs(title.font().pointSizeF() - app.font().pointSizeF() * 1.15) < 0.01)


def test_without_devices_there_is_a_way_to_begin(desk: Desk) -> None:
    dialog = desk.open(Settings())
    assert dialog.focusWidget() is dialog.devices.add_button
    assert dialog.save.isEnabled()
    dialog.accept()
    assert dialog.result_settings == Settings()


def test_nothing_comes_over_from_threads_once_it_is_closed(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.open()
    dialog.reject()
    dialog.devices.select(LOBBY.id)
    dialog.deleteLater()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is None)
