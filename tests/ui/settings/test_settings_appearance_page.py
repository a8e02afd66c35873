"""The settings' page of looks: nothing changes before “Save” but the preview."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from settings_desk import Desk, press

from facemon.login_start import DesktopEntry
from facemon.settings import DeskSettings, Settings, UiSettings
from facemon.settings.check import LANGUAGES, THEMES
from facemon.ui import theme
from facemon.ui.settings.desk_box import Desk as AtDesk
from facemon.ui.settings.desk_box import DeskBox
from facemon.ui.settings.relay import Relay


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def test_it_offers_all_that_the_file_may_have(desk: Desk) -> None:
    page = desk.open(Settings(), page="appearance").appearance
    assert {page.theme.itemData(number) for number in range(page.theme.count())} == set(THEMES)
    assert {page.language.itemData(number) for number in range(page.language.count())} == set(LANGUAGES)
    assert (page.font_size.minimum(), page.font_size.maximum()) == (80, 200)


def test_each_language_is_called_what_its_readers_call_it(desk: Desk) -> None:
    page = desk.open(Settings(), page="appearance").appearance
    assert page.language.itemText(page.language.findData("zh_CN")) == "简体中文"


def test_what_is_chosen_by_keyboard_is_the_result(desk: Desk) -> None:
    dialog = desk.open(Settings(ui=UiSettings(volume=33)), page="appearance")
    assert dialog.focusWidget() is dialog.appearance.theme
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_End)
    press(dialog, Qt.Key.Key_Tab)
    press(dialog, Qt.Key.Key_Right)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.result_settings.ui == UiSettings(theme="light", language="zh_CN", font_size=110, volume=33)


def test_the_preview_shows_it_and_nothing_else_changes(desk: Desk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.styleSheet(), app.font(), app.palette(), theme.theme()
    dialog = desk.open(Settings(), page="appearance")
    page = dialog.appearance
    dark = page.preview.grab().toImage()
    page.theme.set_value("light")
    page.font_size.setValue(180)
    assert page.preview.look == ("light", 180)
    assert page.preview.grab().toImage() != dark
    assert (app.styleSheet(), app.font(), app.palette(), theme.theme()) == before
    dialog.reject()
    assert (app.styleSheet(), app.font(), app.palette(), theme.theme()) == before
    assert dialog.result_settings == Settings()


def test_the_system_s_theme_is_previewed_as_it_is_now(desk: Desk) -> None:
    page = desk.open(Settings(), page="appearance").appearance
    page.theme.set_value("system")
    assert page.preview.look == (theme.chosen("system").name, 100)


def test_motion_can_be_switched_off(desk: Desk) -> None:
    dialog = desk.open(Settings(), page="appearance")
    dialog.appearance.still.click()
    dialog.accept()
    assert dialog.result_settings.ui == UiSettings(motion=False)


def test_a_file_s_own_font_size_is_not_rounded(desk: Desk) -> None:
    dialog = desk.open(Settings(ui=UiSettings(font_size=113)), page="appearance")
    dialog.accept()
    assert dialog.result_settings.ui.font_size == 113


def test_who_is_asked_for_a_newer_version_has_to_be_an_https_address(desk: Desk) -> None:
    dialog = desk.open(Settings(), page="appearance")
    page = dialog.appearance
    page.newest.box.setFocus()
    QTest.keyClicks(page.newest.box, "http://updates.example")
    assert not dialog.save.isEnabled()
    assert "https://" in page.newest.note.text()
    page.newest.box.clear()
    QTest.keyClicks(page.newest.box, "https://updates.example/facemon.json")
    assert dialog.save.isEnabled()
    dialog.accept()
    assert dialog.result_settings.update.address == "https://updates.example/facemon.json"


def test_the_start_at_login_is_as_the_system_has_it_and_changed_only_by_a_change(qtbot: QtBot, tmp_path: Path) -> None:
    place, command = DesktopEntry(tmp_path / "autostart" / "facemon.desktop"), ["/opt/facemon"]
    place.write(["/opt/an older facemon"])
    relay = Relay()

    def box() -> DeskBox:
        made = DeskBox(DeskSettings(), AtDesk(place, command, lambda: ()), relay)
        qtbot.addWidget(made)
        qtbot.waitUntil(made.login.isEnabled)
        return made

    other = box()
    assert (other.login.isChecked(), other.login_wanted()) == (False, None)
    assert "another copy" in other.login_note.text()
    assert "no way" in other.awake_note.text()  # nothing keeps the display awake here
    other.login.click()
    assert other.login_wanted() is True

    place.write(command)
    ours = box()
    assert (ours.login.isChecked(), ours.login_wanted()) == (True, None)
    ours.login.click()
    assert ours.login_wanted() is False
    ours.awake.click()
    ours.full_screen.click()
    ours.touch.set_value("on")
    assert ours.settings() == DeskSettings(full_screen=True, keep_awake=False, touch="on")
    relay.close()
