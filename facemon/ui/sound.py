"""What a guard hears: joins the decision what sounds (`facemon.alarms.sounding`) and the loudspeaker."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from facemon.alarms.sounding import PRIORITY, Play, SoundDesk, Stop
from facemon.monitor import AlarmChanged
from facemon.settings import AlarmRule, Settings, SoundSettings
from facemon.ui.speaker import FAREWELL, Speaker
from facemon.ui.tone import Fault

MUTE_MINUTES = (5, 15, 60)  # never for ever: what has been forgotten comes back by itself
LOUDER = 34  # steps of the volume that an alarm gains when nobody answers it: 10 dB, up to full volume and no further


class AlarmSound(QObject):
    """Sounds what happens, one thing at a time. Belongs to the user interface's thread.

    A kind is one of `facemon.settings.RULES`.

    Args:
        speaker: the loudspeaker to use, which this then owns.
    """

    availability_changed = Signal()  # `available` or `problem`
    sound_problem_changed = Signal()
    outputs_changed = Signal()
    sounding_changed = Signal()
    mute_changed = Signal()  # muted, unmuted, or a second less to go
    heard = Signal()  # the sound of the arrivals `heard_numbers` has begun at `speaker.started_ns`

    def __init__(self, parent: QObject | None = None, speaker: Speaker | None = None) -> None:
        super().__init__(parent)
        self.speaker = speaker or Speaker()
        self._in_force = self.speaker.volume
        self._output_in_force = self.speaker.chosen
        self.speaker.setParent(self)
        self._desk = SoundDesk()
        self._sounding = ""
        self._louder = False
        self.heard_numbers: list[int] = []
        self._numbers: dict[int, tuple[int, ...]] = {}  # by open alarm, of its newest arrivals
        self._asked: dict[str, int] = {}  # by kind, of the newest arrival that raises no alarm
        self._told_of: list[int] = []  # of the arrivals that the sound asked for last tells of
        self._seconds = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._seconds.timeout.connect(self._tick)
        self.speaker.started.connect(self._started)
        self.speaker.finished.connect(self._finished)
        self.speaker.availability_changed.connect(self.availability_changed)
        self.speaker.sound_problem_changed.connect(self.sound_problem_changed)
        self.speaker.outputs_changed.connect(self.outputs_changed)

    @property
    def available(self) -> bool:
        """Whether an alarm would be heard, were it not for a mute."""
        return not self.problem

    @property
    def problem(self) -> str:
        """Why nothing can be heard; empty when all is well."""
        if self.speaker.available and self.speaker.volume == 0:
            return self.tr("The volume is 0 %: alarms cannot be heard.")
        return self.speaker.problem

    @property
    def sound_problem(self) -> str:
        """Why a sound is heard elsewhere, or another is, than was chosen; empty when all is well."""
        return self.speaker.sound_problem

    @property
    def outputs(self) -> dict[str, str]:
        """What sounds can be heard on: by id, how the system calls it."""
        return self.speaker.outputs

    @property
    def default_output(self) -> str:
        """The id of the system's output; empty where there is none."""
        return self.speaker.default_output

    @property
    def sounding(self) -> str | None:
        """The kind that sounds now, the gaps between its repeats included."""
        return self._sounding or None

    @property
    def muted(self) -> bool:
        """Whether alarms are silent because the guard wants it."""
        return self.mute_remaining_s > 0

    @property
    def mute_remaining_s(self) -> int:
        """How many seconds alarms stay silent, rounded up; 0 when they are not muted."""
        until = self._desk.muted_until
        return 0 if until is None else max(0, -int((time.monotonic() - until) // 1))

    def on_happening(self, kind: str, rule: AlarmRule, number: int = 0) -> None:
        """Something of this kind, with this arrival number, raises no alarm: let it be heard as its rule says."""
        self._asked[kind] = number
        self._desk.ask(kind, rule, time.monotonic())
        self._turn()

    def on_alarms(self, changes: Iterable[AlarmChanged], settings: Settings) -> None:
        """Alarms stand like this now: let the most pressing of those that are open be heard as its rule says."""
        now = time.monotonic()
        for change in sorted(changes, key=lambda change: -change.alarm.priority):
            alarm = change.alarm
            self._numbers.pop(alarm.id, None)
            if alarm.owed:
                self._numbers[alarm.id] = alarm.numbers
            self._desk.alarm(alarm, settings.rule(alarm.rule), now, restored=change.restored)
        self._turn()

    def on_floods(self, devices: Iterable[str]) -> None:
        """These devices raise more alarms than a person can handle: they are heard less often."""
        self._desk.flood(devices)

    def on_gap(self, device_id: str) -> None:
        """A device has not been seen for a while: what was missed there is heard again, once for all."""
        self._desk.gap(device_id)

    def mute(self, minutes: float) -> None:
        """Be silent for this long, `MUTE_MINUTES` being what is offered. Raises ValueError beyond an hour."""
        self._desk.mute(minutes, time.monotonic())
        self._tick()

    def unmute(self) -> None:
        """Sound again at once: what repeats and is still unacknowledged goes on."""
        self._desk.unmute()
        self._tick()

    def play(self, sound: str) -> bool:
        """Play a sound once for somebody who chooses it, also while muted; False where an alarm sounds instead."""
        if self._desk.playing is not None:
            return False
        self.speaker.play(sound)
        return True

    def stop(self) -> None:
        """Stop what `play` plays; an alarm goes on."""
        if self._desk.playing is None:
            self.speaker.stop()

    def explain(self, fault: Fault) -> str:
        """Return in the user's words why a file cannot be used as a sound."""
        return self.speaker.explain(fault)

    def sounds(self) -> list[str]:
        """Return the names of facemon's own sounds, sorted."""
        return self.speaker.sounds()

    def apply(self, settings: Settings) -> None:
        """Put the output and the volume in force, and the rules also for what sounds or repeats already."""
        self._in_force, self._output_in_force = settings.ui.volume, settings.sound
        self.speaker.choose(settings.sound)
        self.set_volume(self._in_force)
        self._louder = False
        rules = {kind: settings.rule(kind) for kind in PRIORITY}
        self.speaker.forget_all_but({rule.sound for rule in rules.values()})
        for kind, rule in rules.items():
            self._desk.change(kind, rule)
        self._turn()

    def set_volume(self, volume: int) -> None:
        """Set the volume, 0 to 100, until it is set again or an alarm begins, which has the one in force."""
        self._set_volume(volume)

    def set_output(self, output: SoundSettings) -> None:
        """Play on this output until it is set again or an alarm begins, which has the one in force."""
        self.speaker.choose(output)

    def close(self, timeout: float = FAREWELL) -> None:
        """Fall silent for good, within `timeout` seconds or by force."""
        self._seconds.stop()
        self.speaker.close(timeout)

    def _set_volume(self, volume: int) -> None:
        before = self.problem
        self.speaker.set_volume(volume, hurry=self._louder)  # at full volume, too, it sounds more pressing
        if self.problem != before:
            self.availability_changed.emit()

    def _turn(self) -> None:
        command = self._desk.turn(time.monotonic())
        louder = self._desk.louder
        if isinstance(command, Play) or louder != self._louder:
            self._louder = louder
            self._set_volume(min(100, self._in_force + LOUDER) if louder and self._in_force else self._in_force)
        if isinstance(command, Play):
            alarms = self._desk.told_of
            told_of = (
                (self._numbers.get(alarm_id, ()) for alarm_id in alarms) if alarms else [(self._asked[command.kind],)]
            )
            self._told_of = [number for numbers in told_of for number in numbers if number]
            self.speaker.choose(self._output_in_force)
            self.speaker.play(command.sound, repeat=command.repeat)
        elif isinstance(command, Stop):
            self.speaker.stop()
        sounding = self._desk.playing.kind if self._desk.playing is not None else ""
        if sounding != self._sounding:
            self._sounding = sounding
            self.sounding_changed.emit()

    def _tick(self) -> None:
        """Look whether the mute has ended, and count its seconds down."""
        self._turn()
        if self._desk.muted_until is None:
            self._seconds.stop()
        else:
            left = self._desk.muted_until - time.monotonic()
            self._seconds.start(max(1, int(left % 1 * 1000) + 1))
        self.mute_changed.emit()

    def _started(self) -> None:
        if self._told_of and self._desk.playing is not None:
            self.heard_numbers, self._told_of = self._told_of, []
            self.heard.emit()

    def _finished(self) -> None:
        if self._desk.playing is not None:
            self._desk.ended()
            self._turn()
