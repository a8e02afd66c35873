"""Whether alarms can be heard cannot be overlooked."""

from __future__ import annotations

import pytest
from happenings import usual_look
from PySide6.QtGui import QAction, QColor
from pytestqt.qtbot import QtBot

from facemon.ui import theme
from facemon.ui.sound_button import SoundButton


@pytest.fixture
def button(qtbot: QtBot) -> SoundButton:
    usual_look()
    button = SoundButton()
    qtbot.addWidget(button)
    button.show()
    return button


def actions(button: SoundButton) -> list[QAction]:
    button.menu().aboutToShow.emit()
    return [action for action in button.menu().actions() if not action.isSeparator()]


def ground(button: SoundButton) -> QColor:
    button.resize(button.sizeHint())
    return button.grab().toImage().pixelColor(5, button.height() // 2)


def test_sound_is_on_at_first(button: SoundButton) -> None:
    assert button.text() == "Sound on"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (872, "Muted 14:32"),
        (871.2, "Muted 14:32"),
        (0.4, "Muted 0:01"),
        (3600, "Muted 60:00"),
        (None, "Sound on"),
        (0, "Sound on"),
    ],
)
def test_muting_counts_down(button: SoundButton, seconds: float | None, text: str) -> None:
    button.set_muted_until(seconds)
    assert button.text() == button.accessibleName() == text


def test_muted_is_filled_with_amber_and_no_sound_with_red(button: SoundButton) -> None:
    calm = ground(button)
    button.set_muted_until(60)
    amber = ground(button)
    button.set_problem("No audio output")
    red = ground(button)
    assert calm.lightness() < 80
    assert amber.name() == theme.DARK.warn
    assert red.red() > 200
    assert red.green() < 120


def test_no_sound_says_why_and_hides_that_it_is_muted(button: SoundButton) -> None:
    button.set_muted_until(60)
    button.set_problem("<b>No</b> audio output")
    assert button.text() == "NO SOUND"
    assert button.accessibleDescription() == "<b>No</b> audio output"
    assert "&lt;b&gt;" in button.toolTip()
    button.set_problem("")
    assert button.text() == "Muted 1:00"


def test_the_menu_mutes_for_a_while_and_unmutes(button: SoundButton, qtbot: QtBot) -> None:
    minutes: list[int] = []
    button.mute.connect(minutes.append)
    five, fifteen, hour, again = actions(button)
    for action in (five, fifteen, hour):
        action.trigger()
    assert minutes == [5, 15, 60]
    assert not again.isEnabled()
    button.set_muted_until(60)
    again = actions(button)[-1]
    with qtbot.waitSignal(button.unmute):
        again.trigger()
