"""The banner that asks, once a shift if that is set, whether the guard has heard a test sound."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from facemon.alarm import AlarmState
from facemon.alarms.hearing import Deed, Hearing, Stage
from facemon.settings import Settings
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.banner import Banner, Severity
from facemon.ui.sound import AlarmSound

log = logging.getLogger(__name__)
SOUND = "test"  # of resources/sounds
_LOOK_MS = 1000


class SelfTestBanner(Banner):
    """Hidden while nothing is asked. What is answered goes into the log; without an answer nothing counts as heard.

    Args:
        settings: gives those in force.
        sound: plays the test sound.
        board: an alarm on it comes first: the test is put off until it has been answered.
        open_settings: leads to the volume and the sounds.
        monotonic: for tests.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        sound: AlarmSound,
        board: AlarmBoard,
        open_settings: Callable[[], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._sound = sound
        self._board = board
        self._open_settings = open_settings
        self._monotonic = monotonic
        self._heard_ms = 0
        self._hearing = Hearing(monotonic())
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        board.changed.connect(self.look)  # an alarm does not wait a second for the question to go

    def look(self) -> None:
        """Do what is due."""
        hours = self._settings().attention.self_test_hours
        free = self._sound.sounding is None
        deed = self._hearing.turn(self._monotonic(), hours=hours, calm=self._is_calm(), free=free)
        if deed is Deed.PLAY:
            self._play()
        elif deed is Deed.POSTPONE:
            log.info("sound self-test: put off")
        elif deed is Deed.MISSING:
            log.warning("sound self-test: nobody has said whether the test sound was heard")
        self.retranslate()

    def retranslate(self) -> None:
        """Say what there is to say, in the language in use."""
        stage = self._hearing.stage
        if stage is Stage.ASKING:
            self.show_message(
                Severity.INFO,
                self.tr("A test sound has just been played. Did you hear it?"),
                self.tr("Yes, I heard it"),
                lambda: self._answer(heard=True),
                other=self.tr("No"),
                call_other=lambda: self._answer(heard=False),
            )
        elif stage is Stage.UNHEARD:
            self.show_message(
                Severity.WARNING, self._advice(), self.tr("Play it again"), self._again,
                other=self.tr("Settings"), call_other=self._open_settings,
            )  # fmt: skip
        elif not self.isHidden():
            self.clear()

    def state(self) -> Mapping[str, object]:
        """Return when a test sound was heard last, for the next start."""
        return {"heard_ms": self._heard_ms}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take when one was heard at an earlier start; what cannot be read is passed over."""
        heard_ms, now_ms = state.get("heard_ms"), round(time.time() * 1000)
        if isinstance(heard_ms, int) and 0 < heard_ms <= now_ms:
            now = self._monotonic()
            self._heard_ms = heard_ms
            self._hearing = Hearing(now, now - (now_ms - heard_ms) / 1000)

    def _is_calm(self) -> bool:
        busy = any(alarm.state is not AlarmState.SHELVED for alarm in self._board.alarms())
        return self._sound.available and not self._sound.muted and not busy

    def _play(self) -> None:
        log.info("sound self-test: a test sound is played")
        self._sound.play(SOUND)

    def _again(self) -> None:
        self._hearing.again(self._monotonic())
        self._play()
        self.retranslate()

    def _answer(self, *, heard: bool) -> None:
        self._hearing.answer(self._monotonic(), heard=heard)
        if heard:
            self._heard_ms = round(time.time() * 1000)
            log.info("sound self-test: heard")
        else:
            log.warning("sound self-test: not heard, at a volume of %d %%", self._settings().ui.volume)
        self.retranslate()

    def _advice(self) -> str:
        return self.tr(
            "Alarms may not be heard here. Is the loudspeaker on and connected, and not turned down itself? The volume "
            "of facemon is {percent} %; the system's own may be lower, or lead to another output."
        ).format(percent=self._settings().ui.volume)
