"""The times on cards are those of the words, asked for more seldom."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QApplication

from facemon.ui import words
from facemon.ui.feed.card_clock import CardClock

NOW = 1_795_437_127_000
DAY = 86_400_000


@pytest.fixture
def asked(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    moments: list[int] = []
    say = words.time

    def counted(ms: int) -> str:
        moments.append(ms)
        return say(ms)

    monkeypatch.setattr(words, "time", counted)
    return moments


@pytest.mark.parametrize("ms", [NOW, NOW - 1, NOW - DAY // 2, NOW - DAY, NOW + DAY, 0, -1, 1 << 60])
def test_it_says_what_the_words_say(qapp: QApplication, ms: int) -> None:
    assert CardClock().since(ms, NOW) == words.since(ms, NOW)


def test_what_is_of_one_second_is_worked_out_once(asked: list[int]) -> None:
    clock = CardClock(lambda: 5.0)
    said = {clock.since(NOW + ms, NOW + 999) for ms in range(0, 1000, 20)}
    assert said == {words.since(NOW, NOW)}
    assert len(asked) == 2


def test_another_day_begins_at_midnight(qapp: QApplication) -> None:
    clock = CardClock(lambda: 5.0)
    for later in range(0, DAY, DAY // 7):
        assert clock.since(NOW, NOW + later) == words.since(NOW, NOW + later)


def test_another_time_zone_is_noticed_within_a_second(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    at = 5.0
    clock = CardClock(lambda: at)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        east = clock.since(NOW, NOW)
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        at += 1.0
        assert clock.since(NOW, NOW) == words.since(NOW, NOW) != east
    finally:
        monkeypatch.undo()
        time.tzset()
