"""Whether a guard still hears the alarms: when to play a test sound and ask. Never while an alarm is open. Pure."""

from __future__ import annotations

import enum

CALM = 30.0  # seconds without an alarm before a test sound is played
SOON = 120.0  # seconds after the start until the first one, where it is not known when one was heard last
PATIENCE = 600.0  # seconds without an answer, after which that is told once
HOUR = 3600.0


class Stage(enum.Enum):
    """Where a test is."""

    RESTING = "resting"  # not due, or waiting for calm
    ASKING = "asking"  # the test sound has been played, and nobody has answered yet
    UNHEARD = "unheard"  # somebody said no


class Deed(enum.Enum):
    """What is to be done now."""

    PLAY = "play"  # the test sound, and ask
    POSTPONE = "postpone"  # ask no more: something more pressing has come
    MISSING = "missing"  # tell that nobody answers; the question stays


class Hearing:
    """One desk's tests. Every `now` is in seconds of one clock that never goes back.

    Args:
        now: at the start.
        heard: when a test sound was heard last; None where that is not known.
    """

    def __init__(self, now: float, heard: float | None = None) -> None:
        self.stage = Stage.RESTING
        self._start = now
        self._heard = heard
        self._calm_since: float | None = None
        self._asked = 0.0
        self._told = False

    def turn(self, now: float, *, hours: int, calm: bool, free: bool = True) -> Deed | None:
        """Return what is to be done.

        Args:
            hours: from one test to the next; 0 for none.
            calm: no alarm is open, and a sound could be heard.
            free: nothing sounds at this moment.
        """
        if not calm:
            self._calm_since = None
        elif self._calm_since is None:
            self._calm_since = now
        if not calm or not hours:
            asking, self.stage = self.stage is not Stage.RESTING, Stage.RESTING
            return Deed.POSTPONE if asking else None
        if self.stage is Stage.RESTING:
            settled = self._calm_since is not None and now - self._calm_since >= CALM
            if settled and free and now >= self._due(hours):
                self._ask(now)
                return Deed.PLAY
        elif self.stage is Stage.ASKING and not self._told and now - self._asked >= PATIENCE:
            self._told = True
            return Deed.MISSING
        return None

    def answer(self, now: float, *, heard: bool) -> None:
        """Somebody says whether the test sound was heard. Without that it counts as not heard."""
        if heard:
            self._heard = now
        self.stage = Stage.RESTING if heard else Stage.UNHEARD

    def again(self, now: float) -> None:
        """The test sound is played once more, at a guard's wish."""
        self._ask(now)

    def _ask(self, now: float) -> None:
        self.stage, self._asked, self._told = Stage.ASKING, now, False

    def _due(self, hours: int) -> float:
        last = self._heard
        return self._start + SOON if last is None else max(self._start + SOON, last + hours * HOUR)
