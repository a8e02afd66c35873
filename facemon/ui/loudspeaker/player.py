"""Keeps one output open, feeds it, and does what the window says. No Qt, and nothing of a system's own."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Callable

import msgspec

from facemon.ui import sound_wire as wire
from facemon.ui.loudspeaker.audio import Audio
from facemon.ui.mixer import Mixer, SampleFormat
from facemon.ui.tone import Fault, Tone, ToneError, beep, load, own_sounds

SUBSTITUTE = "blacklist"  # in place of a sound that cannot be used: too urgent rather than unheard
# Seconds that the output holds: how late an interrupting sound is, and how long this process may be held up.
BUFFER = 0.08
FEED = 0.01  # seconds
POLL = 0.5  # seconds
PROBE = 0.025  # seconds of silence a poll, whose way through the output shows that it still takes any
FIRST_LOOK = 0.06  # seconds
STALLED = 1.0  # seconds without a sample taken
WAKING = 3.0  # seconds that an output may take to begin; Bluetooth needs two
SLOW = 0.4  # seconds that reading a sound may take: a file on a network drive must not keep an alarm waiting
AVOIDED = 30.0  # seconds for which an output that failed is not tried again while there is another

_NEVER = float("inf")


class Player:
    """Plays what it is told.

    Args:
        audio: the system's sound.
        say: tells the window.
    """

    def __init__(self, audio: Audio, say: Callable[[wire.Report], None]) -> None:
        self._audio = audio
        self._say = say
        self._commands: queue.SimpleQueue[wire.Command] = queue.SimpleQueue()
        self._to_load: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[str, Tone | Fault]] = queue.SimpleQueue()
        self._tones: dict[str, Tone] = {}
        self._wanted: wire.PlayNow | None = None
        self._asked_at = 0.0
        self._volume = 100
        self._hurry = False
        self._format = SampleFormat(48_000, 1, "h")
        self._mixer = Mixer(self._format.rate)
        self._chosen = ""  # the id of the output to prefer over the system's
        self._output = ""  # the id of the open one
        self._name = ""
        self._default = ""  # the id of the system's
        self._avoided: dict[str, float] = {}  # by output, until when
        self._progress = 0
        self._progress_at = 0.0  # when samples were last seen to have gone through
        self._taken_at = 0.0  # when the output last had room for any
        self._proven = False
        self._told: wire.Output | None = None
        self._listed: wire.Outputs | None = None
        self._look_at = 0.0  # the next times of what is to be done then
        self._patient_until = _NEVER
        self._drained_at = _NEVER

    def begin(self) -> None:
        """Read facemon's own sounds and standard input."""
        threading.Thread(target=self._load, name="loader", daemon=True).start()
        self._load_own()
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def turn(self) -> float:
        """Do what there is to do, and return after how many seconds there is more."""
        while not self._commands.empty():
            self._obey(self._commands.get())
        while not self._results.empty():
            self._take_loaded(*self._results.get())
        self._follow()
        now = time.monotonic()
        if now >= self._patient_until:
            self._lose_patience()
        if now >= self._drained_at:
            self._end()
        if self._output:
            if self._mixer.active:
                self._feed()
            elif now >= self._look_at:
                self._write(min(round(PROBE * self._format.rate), self._audio.room()))
            self._watch()
        if now >= self._look_at:
            self._look_at = now + (POLL if self._proven or not self._output else FIRST_LOOK)
        due = now + FEED if self._output and self._mixer.active else self._look_at
        return max(0.0, min(due, self._patient_until, self._drained_at) - now)

    def _read(self) -> None:
        """In a thread of its own."""
        for text in sys.stdin.buffer:
            try:
                self._commands.put(wire.command(text))
            except msgspec.MsgspecError as error:
                print(f"not a command: {error}", file=sys.stderr)  # noqa: T201 - the window's process logs it
            except Exception:  # noqa: BLE001 - who reads no longer never learns of the window's end
                traceback.print_exc()
            self._audio.wake()
        # Nobody listens any more. At once, since the main thread may be stuck in the audio system.
        os._exit(0)

    def _obey(self, command: wire.Command) -> None:
        match command:
            case wire.PlayNow() as play:
                self._wanted, self._asked_at = play, time.monotonic()
                self._prepare()
            case wire.StopNow():
                self._wanted = None
                self._mixer.stop()
            case wire.Volume(volume, hurry):
                self._volume, self._hurry = volume, hurry
                self._mixer.set_volume(volume)
                self._mixer.set_hurry(hurry=hurry)
            case wire.Choose(output):
                self._chosen = output
                self._avoided.pop(output, None)
                self._follow()
            case wire.Ping():
                self._say(wire.Pong())

    def _prepare(self) -> None:
        """Start what is wanted once it has been read. A user's file may have changed: it is read every time."""
        if self._wanted is None:
            return
        self._drained_at = _NEVER
        sound = self._wanted.sound
        if sound.isidentifier() and sound in self._tones:
            self._start(self._tones[sound])
        else:
            self._patient_until = time.monotonic() + SLOW
            self._to_load.put((sound, self._format.rate))

    def _load_own(self) -> None:
        self._tones.clear()
        for sound in own_sounds():
            self._to_load.put((sound, self._format.rate))

    def _load(self) -> None:
        """In a thread of its own."""
        while True:
            sound, rate = self._to_load.get()
            try:
                result: Tone | Fault = load(sound).at_rate(rate)
            except ToneError as error:
                result = error.fault
            except Exception:  # noqa: BLE001 - whatever a sound does to this, the next one is to be heard
                traceback.print_exc()  # the window's process logs it
                result = Fault.UNREADABLE
            self._results.put((sound, result))
            self._audio.wake()

    def _take_loaded(self, sound: str, result: Tone | Fault) -> None:
        waiting = self._wanted is not None and self._wanted.sound == sound and self._patient_until < _NEVER
        if isinstance(result, Tone):
            if sound.isidentifier() and result.rate == self._format.rate:
                self._tones[sound] = result
            if waiting:
                self._say(wire.SoundChecked(sound))
                self._start(result)
        elif waiting:
            self._replace(sound, result)

    def _lose_patience(self) -> None:
        self._patient_until = _NEVER
        if self._wanted is not None:
            self._replace(self._wanted.sound, Fault.SLOW)

    def _replace(self, sound: str, fault: Fault) -> None:
        self._say(wire.SoundChecked(sound, fault.value))
        substitute = self._tones.get(SUBSTITUTE)
        if substitute is None:
            try:
                substitute = load(SUBSTITUTE)
            except ToneError:
                substitute = beep()
        self._start(substitute)

    def _start(self, tone: Tone) -> None:
        self._patient_until = _NEVER
        if self._wanted is None or not self._output:
            return  # `_open` comes back to what is wanted
        self._mixer.start(tone.at_rate(self._format.rate), repeat=self._wanted.repeat)
        self._feed()
        self._say(wire.Started(self._wanted.number, time.monotonic_ns()))

    def _end(self) -> None:
        self._drained_at = _NEVER
        if self._wanted is not None:
            self._say(wire.Ended(self._wanted.number))
            self._wanted = None

    def _follow(self) -> None:
        """Have the output open that is to be used now."""
        outputs = self._audio.outputs()
        if outputs is None:
            return
        listed = wire.Outputs(outputs.names, outputs.default)
        if listed != self._listed:
            self._listed = listed
            self._say(listed)
        now = time.monotonic()
        self._avoided = {output: until for output, until in self._avoided.items() if until > now}
        self._default = outputs.default
        output = (
            self._chosen if self._chosen in outputs.names and self._chosen not in self._avoided else outputs.default
        )
        if output != self._output:
            self._open(output, outputs.names.get(output, ""))
        elif not output:
            self._tell(wire.Output("", wire.Trouble.NO_OUTPUT, waits=self._audio.waits))
        elif self._proven:
            self._tell_proven()

    def _open(self, output: str, name: str) -> None:
        """Open this output, and go on there with what is wanted."""
        self._drained_at = _NEVER
        self._audio.close()
        self._output, self._proven = "", False
        self._mixer = Mixer(self._format.rate, self._volume)
        if not output:
            self._tell(wire.Output("", wire.Trouble.NO_OUTPUT, waits=self._audio.waits))
            return
        self._name = name
        sample_format = self._audio.open(output, BUFFER)
        if sample_format is None:
            self._give_up(output, wire.Trouble.REFUSED)
            return
        other_rate = sample_format.rate != self._format.rate
        self._format, self._output = sample_format, output
        if other_rate:
            self._load_own()
        self._mixer = Mixer(self._format.rate, self._volume)
        self._mixer.set_hurry(hurry=self._hurry)
        self._progress = self._audio.progress()
        self._progress_at = self._taken_at = time.monotonic()
        self._look_at = time.monotonic() + FIRST_LOOK
        self._write(min(round(PROBE * self._format.rate), self._audio.room()))
        if self._wanted is not None:
            if self._wanted.repeat or time.monotonic() - self._asked_at < wire.LONGEST_DELAY:
                self._prepare()
            else:
                self._end()

    def _feed(self) -> None:
        if self._mixer.active:
            self._write(self._audio.room())
        if not self._mixer.active and self._wanted is not None and self._patient_until == _NEVER:
            self._drained_at = time.monotonic() + BUFFER

    def _write(self, frames: int) -> None:
        if frames > 0:
            self._audio.write(self._format.encode(self._mixer.render(frames)))
            self._taken_at = time.monotonic()

    def _watch(self) -> None:
        """Notice an output that has failed or takes no samples any more, which systems do not always tell."""
        progress, now = self._audio.progress(), time.monotonic()
        if progress != self._progress:
            self._progress, self._progress_at = progress, now
            if not self._proven:
                self._proven = True
                self._tell_proven()
        if self._audio.failed():
            self._give_up(self._output, wire.Trouble.REFUSED)
        # With a PulseAudio that hangs, Qt still counts what must have gone through by now, but there is no room left.
        elif now - min(self._progress_at, self._taken_at) > (STALLED if self._proven else WAKING):
            self._give_up(self._output, wire.Trouble.STALLED)

    def _tell_proven(self) -> None:
        self._tell(wire.Output(self._name, instead=bool(self._chosen) and self._chosen != self._output))

    def _tell(self, output: wire.Output) -> None:
        if output != self._told:
            self._told = output
            self._say(output)

    def _give_up(self, output: str, trouble: wire.Trouble) -> None:
        """Go on with the system's output where the chosen one failed; else let another process try."""
        if output == self._chosen != self._default:
            self._avoided[output] = time.monotonic() + AVOIDED
            self._audio.close()
            self._output = ""
            return
        self._tell(wire.Output(self._name, trouble))
        os._exit(0)
