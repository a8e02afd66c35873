"""The help window, the About box and the first start tell what is true."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from happenings import NORTH_GATE, look, usual_look
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui import language
from facemon.ui.about import PARTS, AboutDialog, Part
from facemon.ui.detail import DetailPanel
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.help import HelpWindow, KeyCap
from facemon.ui.keys import KEYS, sequences
from facemon.ui.licences import LicencesDialog
from facemon.ui.sound_button import SoundButton
from facemon.ui.status_bar import StatusBar
from facemon.ui.welcome import WelcomePanel


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    usual_look()


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def buttons(widgets: list[QWidget]) -> list[QAbstractButton]:
    return [
        button
        for widget in widgets
        for button in (widget, *widget.findChildren(QAbstractButton))
        if isinstance(button, QAbstractButton)
    ]


def test_no_key_does_two_things_and_each_is_one_that_qt_knows(qapp: QApplication) -> None:
    every = [sequence for key in KEYS for sequence in key.sequences]
    assert len(every) == len(set(every))
    assert not [sequence for sequence in every if QKeySequence(sequence).isEmpty()]


def test_the_keys_of_an_action_are_found_by_its_name() -> None:
    assert sequences("mute") == ("M",)
    with pytest.raises(KeyError):
        sequences("nothing")


def test_the_help_window_shows_every_key(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show()
    shown = labels(window)
    assert [key.text for key in KEYS if key.text not in shown] == []
    look("light", 200)
    window.restyle()
    assert [key.text for key in KEYS if key.text not in labels(window)] == []
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_a_key_is_called_as_on_the_keyboard_in_the_language_now_in_use(qapp: QApplication, qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    assert {"↑", "↓", "Ctrl+↓", "Space"} <= {cap.text() for cap in window.findChildren(KeyCap)}
    try:
        language.install(qapp, "zh_CN")
        assert {"↑", "↓", "Ctrl+↓", "空格"} <= {cap.text() for cap in window.findChildren(KeyCap)}
    finally:
        language.install(qapp, "en")


def test_about_names_every_part_with_version_and_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    shown = labels(dialog)
    for part in PARTS:
        assert part.name in shown
        assert part.licence in shown
        assert part.name == "Python" or part.version in shown


_ELSEWHERE = {"Python"} if sys.platform == "linux" else {"Python", "jeepney"}  # no packages, or none of this system


@pytest.mark.parametrize("part", [part for part in PARTS if part.name not in _ELSEWHERE], ids=lambda part: part.name)
def test_a_licence_is_the_one_that_the_installed_package_declares(part: Part) -> None:
    declared = metadata.metadata(part.package or part.name)
    field = "License-Expression" if "License-Expression" in declared else "License"
    assert part.licence in declared[field]


def test_about_names_every_dependency_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split("[<>=]", line)[0].strip().lower() for line in project["dependencies"]}
    named = {(part.package or part.name).lower() for part in PARTS}
    assert needed - named == {"pyside6_addons"}  # PySide6 is named once


def test_the_first_start_offers_two_ways_to_begin(qtbot: QtBot) -> None:
    panel = WelcomePanel()
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.add_device):
        panel.add_button.click()
    with qtbot.waitSignal(panel.try_demo):
        panel.demo_button.click()
    panel.resize(1024, 600)
    panel.show()
    panel.restyle()
    assert panel.add_button.isVisible()


def test_every_part_takes_up_another_language_while_it_is_shown(qtbot: QtBot) -> None:
    class Shouting(QTranslator):
        def translate(self, _context: str, text: str, _note: str | None = None, _n: int = -1) -> str:
            return re.sub(r"{\w+}|%L?n|\w+", lambda word: word[0] if word[0][0] in "{%" else word[0].upper(), text)

        def isEmpty(self) -> bool:
            return False  # else Qt sends no LanguageChange

    parts: list[QWidget] = [HelpWindow(), WelcomePanel(), DetailPanel(), DevicesBar(), SoundButton(), StatusBar()]
    for part in parts:
        qtbot.addWidget(part)
        part.show()
    bar = parts[3]
    assert isinstance(bar, DevicesBar)
    bar.set_devices((NORTH_GATE,))
    translator = Shouting()
    assert QApplication.installTranslator(translator)
    try:
        qtbot.waitUntil(lambda: bar.chips["north-gate"].accessibleName() == "North gate: OFF")
        said = [text for part in parts for text in labels(part)] + [button.text() for button in buttons(parts)]
        assert [text for text in said if text not in ("",) and text != text.upper()] == []
    finally:
        QApplication.removeTranslator(translator)


def test_about_leads_to_the_licences_and_each_can_be_read(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    about.licences_button.click()
    dialog = about.findChild(LicencesDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.parts.count() > 10)
    pillow = next(row for row in range(dialog.parts.count()) if dialog.parts.item(row).text().startswith("pillow"))
    dialog.parts.setCurrentRow(pillow)
    qtbot.waitUntil(lambda: "The Python Imaging Library" in dialog.text.toPlainText())
    dialog.reject()
