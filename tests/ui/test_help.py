"""The help window, the About box and the first start tell what is true."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facemon.ui import theme
from facemon.ui.about import PARTS, AboutDialog, Part
from facemon.ui.help import HelpWindow
from facemon.ui.keys import KEYS, sequences
from facemon.ui.welcome import WelcomePanel


def labels(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


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
    theme.apply(QApplication.instance(), "light", 200)
    window.restyle()
    assert [key.text for key in KEYS if key.text not in labels(window)] == []
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_about_names_every_part_with_version_and_licence(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    shown = labels(dialog)
    for part in PARTS:
        assert part.name in shown
        assert part.licence in shown
        assert part.name == "Python" or part.version in shown


@pytest.mark.parametrize("part", [part for part in PARTS if part.name != "Python"], ids=lambda part: part.name)
def test_a_licence_is_the_one_that_the_installed_package_declares(part: Part) -> None:
    declared = metadata.metadata(part.package or part.name)
    licence = declared.get("License-Expression") or declared.get("License") or ""
    assert part.licence in licence


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
