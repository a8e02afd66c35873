"""The question whether a test sound was heard: calm, after every alarm, and on record."""

from __future__ import annotations

import logging
from typing import cast

import pytest
from happenings import NOW, usual_look
from pytestqt.qtbot import QtBot

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.alarms.hearing import CALM, HOUR, SOON
from facemon.monitor import AlarmChanged
from facemon.settings import AttentionSettings, Settings
from facemon.ui.alarms.board import AlarmBoard, AlarmKeeping
from facemon.ui.self_test import SelfTestBanner
from facemon.ui.sound import AlarmSound


class Loudspeaker:
    """What a test may ask of the sound."""

    def __init__(self) -> None:
        self.played: list[str] = []
        self.available = True
        self.muted = False
        self.sounding: str | None = None

    def play(self, sound: str) -> bool:
        self.played.append(sound)
        return True


class NoKeeping:
    """Keeps nothing."""


class Desk:
    """A banner, with the clock in the test's hand."""

    def __init__(self, qtbot: QtBot, hours: int = 8) -> None:
        self.now = 0.0
        self.settings = Settings(attention=AttentionSettings(self_test_hours=hours))
        self.sound = Loudspeaker()
        self.board = AlarmBoard(cast("AlarmKeeping", NoKeeping()))
        self.opened = 0
        self.order = 0
        self.banner = SelfTestBanner(
            lambda: self.settings, cast("AlarmSound", self.sound), self.board, self.open, monotonic=lambda: self.now
        )
        qtbot.addWidget(self.banner)
        self.banner.look()

    def open(self) -> None:
        self.opened += 1

    def later(self, seconds: float) -> None:
        self.now += seconds
        self.banner.look()

    def alarm(self, state: AlarmState) -> None:
        self.order += 1
        alarm = Alarm(
            id=1,
            rule="blacklist",
            priority=Priority.CRITICAL,
            device_id="gate",
            since_ms=NOW,
            latest_ms=NOW,
            state=state,
        )
        self.board.take([AlarmChanged(alarm, self.order)])

    @property
    def said(self) -> str:
        return "" if self.banner.isHidden() else self.banner.label.text()


@pytest.fixture
def desk(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> Desk:
    usual_look()
    caplog.set_level(logging.INFO)
    return Desk(qtbot)


def test_a_test_sound_is_played_and_asked_after_and_yes_is_on_record(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    assert desk.said == ""
    desk.later(SOON)
    assert desk.sound.played == ["test"]
    assert desk.said == "A test sound has just been played. Did you hear it?"
    desk.banner.button.click()
    assert desk.said == ""
    assert "sound self-test: heard" in caplog.text
    desk.later(8 * HOUR - 1)
    assert desk.sound.played == ["test"]
    desk.later(1)
    assert desk.sound.played == ["test", "test"]


def test_no_leads_to_advice_and_is_on_record(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.later(SOON)
    desk.banner.other.click()
    assert "The volume of facemon is 80 %" in desk.said
    assert "not heard, at a volume of 80 %" in caplog.text
    desk.banner.other.click()
    assert desk.opened == 1
    desk.banner.button.click()
    assert desk.sound.played == ["test", "test"]
    assert desk.said.endswith("Did you hear it?")


@pytest.mark.parametrize("said_no", [False, True])
def test_an_alarm_takes_the_question_away_at_once_and_it_comes_again(desk: Desk, said_no: bool) -> None:
    desk.later(SOON)
    if said_no:
        desk.banner.other.click()
    desk.alarm(AlarmState.OPEN)
    assert desk.said == ""
    desk.later(HOUR)
    assert desk.sound.played == ["test"]
    desk.alarm(AlarmState.CLOSED)
    desk.later(CALM)
    assert desk.sound.played == ["test", "test"]
    assert desk.said != ""


@pytest.mark.parametrize(("state", "played"), [(AlarmState.LOOKING, []), (AlarmState.SHELVED, ["test"])])
def test_it_does_not_disturb_who_looks_into_an_alarm(desk: Desk, state: AlarmState, played: list[str]) -> None:
    desk.alarm(state)
    desk.later(SOON)
    desk.later(CALM)
    assert desk.sound.played == played


@pytest.mark.parametrize("what", ["muted", "unavailable", "sounding"])
def test_it_waits_for_a_sound_that_can_be_heard(desk: Desk, what: str) -> None:
    desk.sound.muted, desk.sound.available = what == "muted", what != "unavailable"
    desk.sound.sounding = "visitor" if what == "sounding" else None
    desk.later(SOON)
    assert desk.sound.played == []
    desk.sound.muted, desk.sound.available, desk.sound.sounding = False, True, None
    desk.later(1)
    desk.later(CALM)
    assert desk.sound.played == ["test"]


def test_where_it_is_not_set_nothing_is_ever_played(qtbot: QtBot) -> None:
    desk = Desk(qtbot, hours=0)
    desk.later(100 * HOUR)
    assert desk.sound.played == []


def test_without_an_answer_the_question_stays_and_that_is_on_record_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.later(SOON)
    for _ in range(3):
        desk.later(HOUR)
    assert desk.said.endswith("Did you hear it?")
    assert caplog.text.count("nobody has said") == 1
    assert desk.banner.state() == {"heard_ms": 0}


def test_what_was_heard_at_an_earlier_start_counts(qtbot: QtBot, desk: Desk) -> None:
    desk.later(SOON)
    desk.banner.button.click()
    again = Desk(qtbot)
    again.banner.restore(desk.banner.state())
    again.later(HOUR)
    assert again.sound.played == []
    again.later(7 * HOUR)
    again.later(CALM)
    assert again.sound.played == ["test"]


@pytest.mark.parametrize("state", [{}, {"heard_ms": "x"}, {"heard_ms": 10**18}, {"heard_ms": -1}])
def test_a_state_that_makes_no_sense_is_none(desk: Desk, state: dict[str, object]) -> None:
    desk.banner.restore(state)
    desk.later(SOON)
    assert desk.sound.played == ["test"]
