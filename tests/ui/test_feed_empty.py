"""The words over a feed that shows nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facemon.ui.feed.nothing_shown import NothingShown


@pytest.mark.parametrize("hidden", [0, 1, 10_000])
@pytest.mark.parametrize("width", [240, 500, 1000])
@pytest.mark.parametrize("below", ["", "The history begins here, Wednesday, 30 September 2026"])
def test_an_empty_feed_says_why_and_no_word_is_cut_off(qtbot: QtBot, width: int, hidden: int, below: str) -> None:
    nothing = NothingShown()
    qtbot.addWidget(nothing)
    nothing.say(hidden, below)
    nothing.resize(width, 600)
    nothing.show()
    qtbot.waitExposed(nothing)
    labels = [label for label in nothing.findChildren(QLabel) if label.isVisible()]
    assert len(labels) == (3 if below else 2)
    for label in labels:
        assert label.width() <= width
        assert label.height() >= label.heightForWidth(label.width())
