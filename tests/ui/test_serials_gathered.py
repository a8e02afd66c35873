"""What many devices tell of themselves within a moment changes the settings once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facemon.monitor import SerialTold
from facemon.ui.serials import Gathering


def test_two_hundred_serial_numbers_are_learnt_together_and_a_later_one_after_them(qtbot: QtBot) -> None:
    learnt: list[Sequence[SerialTold]] = []
    parent = QObject()
    gathering = Gathering(learnt.append, parent)
    told = [SerialTold(f"door-{number}", f"SN{number}") for number in range(200)]
    for one in told:
        gathering.take([one])
    qtbot.waitUntil(lambda: bool(learnt))
    assert learnt == [told]
    gathering.take([])
    gathering.take([SerialTold("late", "SN")])
    qtbot.waitUntil(lambda: len(learnt) == 2)
    assert learnt[1] == [SerialTold("late", "SN")]


def test_nothing_is_passed_on_once_the_session_has_ended(qtbot: QtBot) -> None:
    learnt: list[Sequence[SerialTold]] = []
    parent = QObject()
    ended, going_on = Gathering(learnt.append, parent), Gathering(learnt.append, parent)
    ended.take([SerialTold("gate", "A")])
    ended.close()
    ended.take([SerialTold("gate", "B")])
    going_on.take([SerialTold("gate", "C")])
    qtbot.waitUntil(lambda: bool(learnt))
    assert learnt == [[SerialTold("gate", "C")]]
