"""Nothing is collected while Qt goes through all widgets."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui import language, theme
from facemon.ui.uncollected import uncollected


class _Left:
    """What only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


class _Polished(QWidget):
    """Notes whether the collector was on when Qt came by."""

    def __init__(self, seen: list[bool]) -> None:
        super().__init__()
        self._seen = seen

    def changeEvent(self, event: QEvent) -> None:
        self._seen.append(gc.isenabled())
        super().changeEvent(event)


def test_what_waits_is_collected_afterwards() -> None:
    with uncollected():
        left = weakref.ref(_Left())
        many = [[] for _ in range(5_000)]  # type: ignore[var-annotated]  # enough for the youngest generation
        assert left() is not None
        del many
    assert gc.isenabled()
    gc.collect()
    assert left() is None


def test_who_has_switched_the_collector_off_finds_it_so() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_fault_leaves_the_collector_on() -> None:
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_a_change_of_look_and_of_language_goes_through_the_widgets_without_it(qtbot: QtBot, qapp: QApplication) -> None:
    seen: list[bool] = []
    widget = _Polished(seen)
    qtbot.addWidget(widget)
    widget.show()
    seen.clear()
    try:
        theme.apply(qapp, "light", 120)
        language.install(qapp, "zh_CN")
    finally:
        language.install(qapp, "en")
        theme.apply(qapp, "dark", 100)
    assert seen
    assert not any(seen)
