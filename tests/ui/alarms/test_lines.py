"""Of a text that has to be cut, what has to be read stays."""

from __future__ import annotations

import pytest
from happenings import usual_look
from pytestqt.qtbot import QtBot

from facemon.ui.alarms.lines import Lines


@pytest.mark.parametrize("name", ["North gate " * 20, "大门口" * 60])
def test_however_long_a_device_is_called_the_time_is_there(qtbot: QtBot, name: str) -> None:
    usual_look()
    lines = Lines(most=2)
    qtbot.addWidget(lines)
    lines.set_text(f"{name}   03:26:35", end="   03:26:35")
    lines.resize(240, 40)
    shown = lines._lines(240)
    assert len(shown) == 2
    assert shown[1].endswith("…   03:26:35")
    assert lines.fontMetrics().horizontalAdvance(shown[1]) <= 240
    assert lines.toolTip()


def test_what_has_room_is_not_cut(qtbot: QtBot) -> None:
    usual_look()
    lines = Lines(most=2)
    qtbot.addWidget(lines)
    lines.set_text("North gate   03:26:35", end="   03:26:35")
    lines.resize(240, 40)
    assert lines._lines(240) == ["North gate   03:26:35"]
    assert not lines.toolTip()
