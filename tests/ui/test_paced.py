"""A number that changes all the time is shown at once when it is the first to change, and never a last one missed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facemon.ui.paced import Paced


def test_the_first_change_is_shown_at_once_and_of_many_in_a_row_only_the_last(qtbot: QtBot) -> None:
    come: list[int] = []
    shown: list[int] = []
    keeper = QObject()
    paced = Paced(lambda: shown.append(len(come)), keeper, every_ms=30)
    for number in range(100):
        come.append(number)
        paced.ask()
    assert shown == [1]
    qtbot.waitUntil(lambda: shown == [1, 100])


def test_what_a_person_asks_for_is_shown_at_once(qtbot: QtBot) -> None:
    shown: list[str] = []
    keeper = QObject()
    paced = Paced(lambda: shown.append("shown"), keeper, every_ms=30)
    paced.ask()
    paced.ask()
    paced.now()
    assert len(shown) == 2


def test_after_a_while_without_any_change_the_next_is_shown_at_once(qtbot: QtBot) -> None:
    shown: list[str] = []
    keeper = QObject()
    paced = Paced(lambda: shown.append("shown"), keeper, every_ms=1)
    paced.ask()

    def shown_within_the_call() -> bool:
        before = len(shown)
        paced.ask()
        return len(shown) > before

    qtbot.waitUntil(shown_within_the_call)
