"""Which sound is heard now. Pure: has no clock and no loudspeaker, and belongs to the thread that asks.

Never more than one sound at a time. A more pressing one interrupts; any other waits for its turn, one a category, and
is dropped where that takes longer than `LONGEST_WAIT`: a sound that comes late tells a guard something that is not so.
What repeats is owed until its category is acknowledged, and goes on after whatever interrupted it.
"""

from __future__ import annotations

import msgspec

from facemon.settings import RULES, AlarmRule

PRIORITY = {rule: len(RULES) - place for place, rule in enumerate(RULES)}
LONGEST_WAIT = 3.0  # seconds
LONGEST_MUTE = 60  # minutes: nobody mutes an alarm for ever


class Play(msgspec.Struct, frozen=True):
    """Sound this now, in place of whatever sounds."""

    kind: str  # a key of `PRIORITY`
    sound: str  # as in `AlarmRule.sound`
    repeat: bool  # over and over, until the next command


class Stop(msgspec.Struct, frozen=True):
    """Fall silent."""


Command = Play | Stop


class _Waiting(msgspec.Struct, frozen=True):
    sound: str
    until: float


class SoundDesk:
    """Decides what sounds. Every `now` is in seconds of one clock that never goes back.

    Whoever owns it calls `turn` after every other call, and when `muted_until` has come, and does what it says.
    """

    def __init__(self) -> None:
        self.playing: Play | None = None
        self.muted_until: float | None = None
        self._owed: dict[str, str] = {}  # kind: sound
        self._waiting: dict[str, _Waiting] = {}
        self._silenced = False  # what sounds has lost its reason

    def ask(self, kind: str, rule: AlarmRule, now: float) -> None:
        """Something of this kind has happened: it shall be heard as its rule says.

        It repeats only where it also needs attention, since nobody could acknowledge it otherwise.

        Raises:
            KeyError: the kind is not in `PRIORITY`.
        """
        if kind not in PRIORITY:
            raise KeyError(kind)
        if not rule.sound:
            return
        if rule.repeat and rule.raise_:
            self._owed[kind] = rule.sound
        elif not self._is_muted(now):
            self._waiting[kind] = _Waiting(rule.sound, now + LONGEST_WAIT)

    def acknowledged(self, kind: str) -> None:
        """Nothing of this kind is open any more: its sound ends at once."""
        self._owed.pop(kind, None)
        self._waiting.pop(kind, None)
        if self.playing is not None and self.playing.kind == kind:
            self._silenced = True

    def change(self, kind: str, rule: AlarmRule) -> None:
        """The rule of this kind is now this one: what sounds or is yet to sound by an older one follows it.

        A sound that is heard once and has begun is heard to its end, if there still is one for its kind.
        """
        repeats = bool(rule.sound) and rule.repeat and rule.raise_
        owed = self._owed.get(kind)
        if owed is not None and repeats:
            self._owed[kind] = rule.sound
        else:
            self._owed.pop(kind, None)
        if not rule.sound:
            self._waiting.pop(kind, None)
        playing = self.playing
        if playing is not None and playing.kind == kind:
            followed = repeats and playing.sound == rule.sound if playing.repeat else bool(rule.sound)
            self._silenced = self._silenced or not followed

    def mute(self, minutes: float, now: float) -> None:
        """Sound nothing for this long. What only sounds once is lost; what repeats goes on afterwards.

        Raises:
            ValueError: not above 0 or more than `LONGEST_MUTE` minutes.
        """
        if not 0 < minutes <= LONGEST_MUTE:
            raise ValueError(f"cannot mute for {minutes} minutes")
        self.muted_until = now + minutes * 60
        self._waiting.clear()

    def unmute(self) -> None:
        """Sound again, at once."""
        self.muted_until = None

    def ended(self) -> None:
        """What was to be played has been heard to its end, or cannot be heard."""
        self.playing = None
        self._silenced = False

    def turn(self, now: float) -> Command | None:
        """Return what is to be done now; None to leave things as they are."""
        if self._is_muted(now):
            return self._silence() if self.playing is not None else None
        self.muted_until = None
        self._waiting = {kind: waiting for kind, waiting in self._waiting.items() if now < waiting.until}
        following = self._following()
        if self.playing is None or self._silenced:
            if following is not None:
                return self._play(following)
            return self._silence() if self.playing is not None else None
        if following is not None and PRIORITY[following.kind] > PRIORITY[self.playing.kind]:
            return self._play(following)
        return None

    def _following(self) -> Play | None:
        kinds = self._owed.keys() | self._waiting.keys()
        if not kinds:
            return None
        kind = max(kinds, key=PRIORITY.__getitem__)
        if kind in self._owed:
            return Play(kind, self._owed[kind], repeat=True)
        return Play(kind, self._waiting[kind].sound, repeat=False)

    def _play(self, play: Play) -> Play:
        self._waiting.pop(play.kind, None)
        self.playing = play
        self._silenced = False
        return play

    def _silence(self) -> Stop:
        self.playing = None
        self._silenced = False
        return Stop()

    def _is_muted(self, now: float) -> bool:
        return self.muted_until is not None and now < self.muted_until
