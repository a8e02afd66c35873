"""Which sound is heard now. Pure: has no clock and no loudspeaker, and belongs to the thread that asks.

Never more than one sound at a time. Of the alarms that are open, the most pressing one with a sound that repeats sounds
until somebody answers it. One whose sound is heard once is heard as soon as nothing more pressing sounds, also over a
sound of its own priority that repeats, which goes on afterwards. What joins an open alarm restarts nothing. Whatever is
answered, looked into or shelved is silent at once.

What raises no alarm may have a sound, too: it is heard once, after every alarm, and is dropped where that takes longer
than `LONGEST_WAIT`: a sound that comes late tells a guard something that is not so.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.settings import RULES, AlarmRule

PRIORITY = {rule: len(RULES) - place for place, rule in enumerate(RULES)}  # among what raises no alarm
LONGEST_WAIT = 3.0  # seconds
LONGEST_MUTE = 60  # minutes: nobody mutes an alarm for ever
CRITICAL_MUTE = 5 * 60.0  # seconds after which a critical alarm is heard through a mute
AGAIN = 30.0  # seconds until what joins an open alarm is worth a sound that is heard once


class Play(msgspec.Struct, frozen=True):
    """Sound this now, in place of whatever sounds."""

    kind: str  # a key of `PRIORITY`
    sound: str  # as in `AlarmRule.sound`
    repeat: bool  # over and over, until the next command
    priority: int = 0  # a `Priority`; 0 where it raises no alarm

    @property
    def rank(self) -> tuple[int, int]:
        """The greater one may interrupt."""
        return self.priority, 0 if self.priority else PRIORITY[self.kind]


class Stop(msgspec.Struct, frozen=True):
    """Fall silent."""


Command = Play | Stop


class _Waiting(msgspec.Struct, frozen=True):
    sound: str
    until: float


class _Voice(msgspec.Struct, frozen=True):
    """An open alarm, and how it sounds."""

    alarm: Alarm
    rule: AlarmRule

    @property
    def repeats(self) -> bool:
        # Nobody could see as it happened what was missed: it is told of once.
        return self.rule.repeat and bool(self.rule.sound) and not self.alarm.missed

    def play(self, *, repeat: bool) -> Play:
        return Play(self.alarm.rule, self.rule.sound, repeat, self.alarm.priority)


class SoundDesk:
    """Decides what sounds. Every `now` is in seconds of one clock that never goes back.

    Whoever owns it calls `turn` after every other call, and once a second while muted, and does what it says.
    """

    def __init__(self) -> None:
        self.playing: Play | None = None
        self.told_of: frozenset[int] = frozenset()  # the ids of the alarms that the sound has begun for
        self.muted_until: float | None = None
        self._muted_since = 0.0
        self._open: dict[int, _Voice] = {}  # by alarm
        self._unheard: dict[int, None] = {}  # alarms that are still to be heard once
        self._heard_at: dict[int, float] = {}
        self._flooding: frozenset[str] = frozenset()
        self._flood_heard_at: dict[str, float] = {}
        self._missed: dict[str, int] = {}  # by device: the priority of what has been heard of its last gap
        self._waiting: dict[str, _Waiting] = {}  # by kind: what raises no alarm
        self._silenced = False  # what sounds and raises no alarm shall be silent

    @property
    def louder(self) -> bool:
        """Whether what sounds has waited too long for an answer, or something as pressing has."""
        playing = self.playing
        return playing is not None and any(
            voice.alarm.escalated and voice.rule.sound and voice.alarm.priority >= playing.priority > 0
            for voice in self._open.values()
        )

    def ask(self, kind: str, rule: AlarmRule, now: float) -> None:
        """Something of this kind has happened that raises no alarm: it shall be heard once, as its rule says.

        Raises:
            KeyError: the kind is not in `PRIORITY`.
        """
        if kind not in PRIORITY:
            raise KeyError(kind)
        if rule.sound and not self._is_muted(now):
            self._waiting[kind] = _Waiting(rule.sound, now + LONGEST_WAIT)

    def alarm(self, alarm: Alarm, rule: AlarmRule, now: float, *, restored: bool = False) -> None:
        """An alarm stands like this, and this is its rule.

        Args:
            restored: it was owed before the program started: of its sounds, the one that repeats goes on.
        """
        former = self._open.pop(alarm.id, None)
        if alarm.state is not AlarmState.OPEN:
            self._unheard.pop(alarm.id, None)
            self._heard_at.pop(alarm.id, None)
            return
        voice = self._open[alarm.id] = _Voice(alarm, rule)
        if self._calls(voice, former, now) and not (restored and former is None):
            self._call(voice, now)
        elif former is None:
            self._heard_at[alarm.id] = now

    def change(self, kind: str, rule: AlarmRule) -> None:
        """The rule of this kind is now this one: what sounds or is yet to sound by an older one follows it.

        A sound that is heard once and has begun is heard to its end, if there still is one for its kind.
        """
        for alarm_id, voice in self._open.items():
            if voice.alarm.rule == kind:
                self._open[alarm_id] = _Voice(voice.alarm, rule)
        if not rule.sound:
            self._waiting.pop(kind, None)
            self._silenced = self.playing is not None and self.playing.kind == kind and not self.playing.priority

    def flood(self, devices: Iterable[str]) -> None:
        """These devices raise more alarms than a person can handle: they do not announce each one that is new."""
        self._flooding = frozenset(devices)
        self._flood_heard_at = {device: at for device, at in self._flood_heard_at.items() if device in self._flooding}

    def gap(self, device_id: str) -> None:
        """A device has not been seen for a while: what was missed there is heard again, once."""
        self._missed.pop(device_id, None)

    def mute(self, minutes: float, now: float) -> None:
        """Sound nothing for this long. What only sounds once is lost; what repeats goes on afterwards.

        A critical alarm is heard all the same once `CRITICAL_MUTE` is over, however often the mute is prolonged.

        Raises:
            ValueError: not above 0 or more than `LONGEST_MUTE` minutes.
        """
        if not 0 < minutes <= LONGEST_MUTE:
            raise ValueError(f"cannot mute for {minutes} minutes")
        if not self._is_muted(now):
            self._muted_since = now
        self.muted_until = now + minutes * 60
        self._waiting.clear()
        for alarm_id in list(self._unheard):
            if self._open[alarm_id].alarm.priority < Priority.CRITICAL:
                del self._unheard[alarm_id]

    def unmute(self) -> None:
        """Sound again, at once."""
        self.muted_until = None

    def ended(self) -> None:
        """What was to be played has been heard to its end, or cannot be heard."""
        self._begin(None)

    def turn(self, now: float) -> Command | None:
        """Return what is to be done now; None to leave things as they are."""
        if not self._is_muted(now):
            self.muted_until = None
        self._waiting = {kind: waiting for kind, waiting in self._waiting.items() if now < waiting.until}
        sounded = self.playing
        playing = self._still_wanted(now)
        following = self._following(now)
        if playing is None:
            return self._begin(following, now) or (Stop() if sounded is not None else None)
        if following is None:
            return None
        if playing.repeat and following.repeat and playing.sound == following.sound:
            self._begin(following, now)  # goes on, perhaps for another alarm
        # A repeat makes way for what is heard once and is as pressing; anything else only for what is more pressing.
        elif following.rank > playing.rank or (playing.repeat and not following.repeat):
            return self._begin(following, now)
        return None

    def _calls(self, voice: _Voice, former: _Voice | None, now: float) -> bool:
        """Return whether this change of an open alarm is to be heard."""
        alarm = voice.alarm
        if former is None or alarm.escalated > former.alarm.escalated == 0 or former.alarm.missed > alarm.missed:
            return True
        return alarm.count > former.alarm.count and now >= self._heard_at.get(alarm.id, now) + AGAIN

    def _call(self, voice: _Voice, now: float) -> None:
        alarm = voice.alarm
        self._heard_at[alarm.id] = now
        critical = alarm.priority is Priority.CRITICAL
        if alarm.missed:
            if alarm.priority <= self._missed.get(alarm.device_id, 0):
                return
            self._missed[alarm.device_id] = alarm.priority
        elif alarm.device_id in self._flooding and not critical and not voice.repeats:
            if now < self._flood_heard_at.get(alarm.device_id, now - AGAIN) + AGAIN:
                return
            self._flood_heard_at[alarm.device_id] = now
        if voice.rule.sound and (critical or not self._is_muted(now)):
            self._unheard[alarm.id] = None

    def _following(self, now: float) -> Play | None:
        audible = [voice for voice in self._open.values() if voice.rule.sound and self._is_heard(voice, now)]
        repeating = max((voice for voice in audible if voice.repeats), key=self._order, default=None)
        unheard = (voice for voice in audible if voice.alarm.id in self._unheard and _is_over(voice, repeating))
        first = max(unheard, key=self._order, default=None)
        if first is not None:
            return first.play(repeat=False)
        if repeating is not None:
            return repeating.play(repeat=True)
        if self._waiting and not self._is_muted(now):
            kind = max(self._waiting, key=PRIORITY.__getitem__)
            return Play(kind, self._waiting[kind].sound, repeat=False)
        return None

    def _order(self, voice: _Voice) -> tuple[int, bool, int, int]:
        """The most pressing, then what sounds already, then the oldest."""
        sounds = self.playing is not None and self.playing.sound == voice.rule.sound
        return voice.alarm.priority, sounds, -voice.alarm.since_ms, -voice.alarm.id

    def _still_wanted(self, now: float) -> Play | None:
        """Return what sounds, for the most pressing of those for whom it still does; None where it is to end."""
        playing = self.playing
        if playing is None or self._silenced:
            return None
        if not playing.priority:
            return None if self._is_muted(now) else playing
        voices = [
            voice
            for voice in map(self._open.get, self.told_of)
            if voice is not None
            and voice.rule.sound
            and self._is_heard(voice, now)
            and (not playing.repeat or (voice.repeats and voice.rule.sound == playing.sound))
        ]
        self.told_of = frozenset(voice.alarm.id for voice in voices)
        if not voices:
            return None
        first = max(voices, key=self._order).alarm
        self.playing = msgspec.structs.replace(playing, kind=first.rule, priority=first.priority)
        return self.playing

    def _is_heard(self, voice: _Voice, now: float) -> bool:
        if not self._is_muted(now):
            return True
        return voice.alarm.priority is Priority.CRITICAL and now >= self._muted_since + CRITICAL_MUTE

    def _begin(self, play: Play | None, now: float = 0.0) -> Play | None:
        """Let this sound, and tell of every open alarm that has this sound and is no more pressing."""
        self.playing = play
        self._silenced = False
        self.told_of = frozenset()
        if play is None:
            return None
        if not play.priority:
            del self._waiting[play.kind]
            return play
        alike = {
            alarm_id: voice
            for alarm_id, voice in self._open.items()
            if voice.rule.sound == play.sound and voice.alarm.priority <= play.priority and self._is_heard(voice, now)
        }
        self.told_of = frozenset(
            alarm_id
            for alarm_id, voice in alike.items()
            if (voice.repeats if play.repeat else alarm_id in self._unheard)
        )
        for alarm_id in alike:
            self._unheard.pop(alarm_id, None)
        return play

    def _is_muted(self, now: float) -> bool:
        return self.muted_until is not None and now < self.muted_until


def _is_over(unheard: _Voice, repeating: _Voice | None) -> bool:
    """Return whether this one is to be heard once before the other repeats."""
    if repeating is None:
        return True
    above = unheard.alarm.priority - repeating.alarm.priority
    return above > 0 or (above == 0 and unheard.rule.sound != repeating.rule.sound)
