"""The line that needs a person is readable and can be answered at every width and font size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from happenings import NOW, event, look, usual_look
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facemon.alarm import Alarm, Priority
from facemon.event import Category
from facemon.ui.attention_bar import AttentionBar
from facemon.ui.elided import ElidedLabel


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[AttentionBar]:
    usual_look()
    around = QWidget()
    qtbot.addWidget(around)
    bar = AttentionBar(around)
    around.resize(1200, 300)
    around.show()
    yield bar
    usual_look()


def shows(bar: AttentionBar, more: int) -> None:
    alarm = Alarm(
        id=1, rule="blacklist", priority=Priority.CRITICAL, device_id="gate", since_ms=NOW, latest_ms=NOW,
        numbers=(1,), happening=event(Category.BLACKLIST),
    )  # fmt: skip
    bar.set_item(alarm, more, title="张三 Zhang San", detail="North gate · 12:32:07 · Barred since March: theft")


def seen(bar: AttentionBar) -> list[QPushButton]:
    return [button for button in bar.findChildren(QPushButton) if button.isVisible()]


@pytest.mark.parametrize("percent", [100, 140, 200])
@pytest.mark.parametrize("width", [360, 430, 640, 1100])
def test_no_button_is_cut_and_the_name_has_its_room(bar: AttentionBar, percent: int, width: int) -> None:
    look("dark", percent)
    shows(bar, 12)
    bar.resize(width, 200)
    QApplication.processEvents()
    buttons = seen(bar)
    assert "Acknowledge" in buttons[-1].text()
    for button in buttons:
        right = button.mapTo(bar, button.rect().topRight()).x()
        assert button.width() >= button.sizeHint().width()
        assert 0 <= right - button.width() + 1 <= right < width
    name = bar.findChildren(ElidedLabel)[0]
    assert name.width() >= min(name.sizeHint().width(), width // 3)


def test_the_key_is_named_where_there_is_room(bar: AttentionBar) -> None:
    shows(bar, 0)
    texts = []
    for width in (1100, 150):
        bar.resize(width, 200)
        texts.append([button.text() for button in seen(bar)])
    assert texts == [["Show", "Acknowledge (Space)"], ["Acknowledge"]]
