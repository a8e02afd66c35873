"""The sound process: keeps one audio output open, feeds it, and does what it is told on standard input.

A process of its own, for three reasons. A window that is busy or stuck does not cut a siren off. An audio system that
hangs or crashes hangs or crashes nothing else. And Qt (seen with 6.11.3) connects to PulseAudio once a process: where
the audio server was not there at the start, or is away for more than some three seconds, that process stays without
sound for ever, while a new one has it at once. So this one ends where its output is of no use, and
`facemon.ui.speaker` starts another.
"""

from __future__ import annotations

import collections
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import msgspec
from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from facemon.ui import sound_wire as wire
from facemon.ui.mixer import Mixer, SampleFormat
from facemon.ui.tone import Fault, Tone, ToneError, beep, load, own_sounds

SUBSTITUTE = "blacklist"  # in place of a sound that cannot be used: too urgent rather than unheard
DUMMY = b"auto_null"  # what PulseAudio and PipeWire put in the place of an output where there is none; nobody hears it
# Seconds that the output holds: how late an interrupting sound is, and how long this process may be held up.
BUFFER = 0.08
FEED_MS = 10
POLL_MS = 500
FIRST_LOOK_MS = 60
PROBE = 0.005  # seconds of silence a poll, whose way through the output shows that it still takes any
STALLED = 1.0  # seconds without a sample taken
WAKING = 3.0  # seconds that an output may take to begin; Bluetooth needs two
SLOW = 0.4  # seconds that reading a sound may take: a file on a network drive must not keep an alarm waiting

_CODES = {
    QAudioFormat.SampleFormat.UInt8: "B",
    QAudioFormat.SampleFormat.Int16: "h",
    QAudioFormat.SampleFormat.Int32: "i",
    QAudioFormat.SampleFormat.Float: "f",
}


class SoundOutput(QObject):
    """Plays what it is told. Belongs to the process's main thread."""

    _arrived = Signal()
    _loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._commands: collections.deque[wire.Command] = collections.deque()
        self._results: collections.deque[tuple[str, Tone | Fault]] = collections.deque()
        self._tones: dict[str, Tone] = {}
        self._loader = ThreadPoolExecutor(1, thread_name_prefix="loader")
        self._wanted: wire.PlayNow | None = None
        self._asked_at = 0.0
        self._volume = 100
        self._hurry = False
        self._sink: QAudioSink | None = None
        self._pipe: QIODevice | None = None
        self._format = SampleFormat(48_000, 1, "h")
        self._mixer = Mixer(self._format.rate)
        self._device = QAudioDevice()
        self._processed = 0  # µs
        self._progress_at = 0.0  # when samples were last seen to have gone through
        self._taken_at = 0.0  # when the output last had room for any
        self._proven = False
        self._last_output: wire.Output | None = None
        self._arrived.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        self._loaded.connect(self._take_loaded, Qt.ConnectionType.QueuedConnection)
        self._feeder = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._feeder.timeout.connect(self._feed)
        self._poller = QTimer(self, interval=POLL_MS)
        self._poller.timeout.connect(self._poll)
        self._drained = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._drained.timeout.connect(self._end)
        self._patience = QTimer(self, singleShot=True, interval=int(SLOW * 1000))
        self._patience.timeout.connect(self._lose_patience)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow)

    def begin(self) -> None:
        """Open the output and read facemon's own sounds and standard input."""
        self._load_own()
        self._open()
        self._poller.start()
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        for text in sys.stdin.buffer:
            try:
                self._commands.append(wire.command(text))
            except msgspec.MsgspecError as error:
                print(f"not a command: {error}", file=sys.stderr)  # noqa: T201 - the window's process logs it
            self._arrived.emit()
        # Nobody listens any more. At once, since the main thread may be stuck in the audio system.
        os._exit(0)

    def _obey(self) -> None:
        while self._commands:
            match self._commands.popleft():
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
                case wire.Ping():
                    _say(wire.Pong())

    def _prepare(self) -> None:
        """Start what is wanted once it has been read. A user's file may have changed: it is read every time."""
        if self._wanted is None:
            return
        self._drained.stop()
        sound = self._wanted.sound
        if sound.isidentifier() and sound in self._tones:
            self._start(self._tones[sound])
        else:
            self._patience.start()
            self._loader.submit(self._load, sound)

    def _load_own(self) -> None:
        self._tones.clear()
        for sound in own_sounds():
            self._loader.submit(self._load, sound)

    def _load(self, sound: str) -> None:
        """In the loader's thread."""
        try:
            result: Tone | Fault = load(sound).at_rate(self._format.rate)
        except ToneError as error:
            result = error.fault
        self._results.append((sound, result))
        self._loaded.emit()

    def _take_loaded(self) -> None:
        while self._results:
            sound, result = self._results.popleft()
            waiting = self._wanted is not None and self._wanted.sound == sound and self._patience.isActive()
            if isinstance(result, Tone) and sound.isidentifier() and result.rate == self._format.rate:
                self._tones[sound] = result
            if isinstance(result, Tone) and waiting:
                _say(wire.SoundChecked(sound))
                self._start(result)
            elif isinstance(result, Fault) and waiting:
                self._replace(sound, result)

    def _lose_patience(self) -> None:
        if self._wanted is not None:
            self._replace(self._wanted.sound, Fault.SLOW)

    def _replace(self, sound: str, fault: Fault) -> None:
        _say(wire.SoundChecked(sound, fault.value))
        substitute = self._tones.get(SUBSTITUTE)
        if substitute is None:
            try:
                substitute = load(SUBSTITUTE)
            except ToneError:
                substitute = beep()
        self._start(substitute)

    def _start(self, tone: Tone) -> None:
        self._patience.stop()
        if self._wanted is None or self._sink is None:
            return  # `_open` comes back to what is wanted
        self._mixer.start(tone.at_rate(self._format.rate), repeat=self._wanted.repeat)
        self._feed()
        self._feeder.start()
        _say(wire.Started(self._wanted.number, time.monotonic_ns()))

    def _end(self) -> None:
        if self._wanted is not None:
            _say(wire.Ended(self._wanted.number))
            self._wanted = None

    def _open(self) -> None:
        """Open the output that is the default now, and go on there with what is wanted."""
        self._feeder.stop()
        self._drained.stop()
        if self._sink is not None:
            self._sink.stop()
        self._sink, self._pipe, self._proven = None, None, False
        self._device = _default_output()
        if self._device.isNull():
            self._tell(wire.Output("", wire.Trouble.NO_OUTPUT))
            return
        chosen = _choose_format(self._device)
        if chosen is None:
            self._give_up(wire.Trouble.REFUSED)
            return
        qt_format, sample_format = chosen
        other_rate = sample_format.rate != self._format.rate
        self._format = sample_format
        if other_rate:
            self._load_own()
        sink = QAudioSink(self._device, qt_format)
        sink.setBufferSize(int(BUFFER * self._format.rate) * self._format.frame_size)
        self._mixer = Mixer(self._format.rate, self._volume)
        self._mixer.set_hurry(hurry=self._hurry)
        # QAudioSink.start gives None where it failed, whatever its annotation says.
        pipe: QIODevice | None = sink.start()
        if pipe is None or sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            self._give_up(wire.Trouble.REFUSED)
            return
        self._sink, self._pipe = sink, pipe
        self._processed = sink.processedUSecs()
        self._progress_at = self._taken_at = time.monotonic()
        self._write(round(PROBE * self._format.rate))
        QTimer.singleShot(FIRST_LOOK_MS, self._watch)
        if self._wanted is not None:
            if self._wanted.repeat or time.monotonic() - self._asked_at < wire.LONGEST_DELAY:
                self._prepare()
            else:
                self._end()

    def _follow(self) -> None:
        if _default_output().id() != self._device.id():
            self._open()

    def _poll(self) -> None:
        self._follow()  # some platforms do not signal
        if self._sink is not None and not self._feeder.isActive():
            self._write(min(round(PROBE * self._format.rate), self._free()))
            self._watch()

    def _feed(self) -> None:
        if self._mixer.active:
            self._write(self._free())
        if not self._mixer.active:
            self._feeder.stop()
            if self._wanted is not None and not self._patience.isActive():
                self._drained.start(int(BUFFER * 1000))
        self._watch()

    def _free(self) -> int:
        """Return how many frames the output takes now."""
        return self._sink.bytesFree() // self._format.frame_size if self._sink is not None else 0

    def _write(self, frames: int) -> None:
        if self._pipe is not None and frames > 0:
            self._pipe.write(self._format.encode(self._mixer.render(frames)))
            self._taken_at = time.monotonic()

    def _watch(self) -> None:
        """Notice an output that has failed or takes no samples any more, which Qt does not always tell."""
        if self._sink is None:
            return
        processed, now = self._sink.processedUSecs(), time.monotonic()
        if processed != self._processed:
            self._processed, self._progress_at = processed, now
            if not self._proven:
                self._proven = True
                self._tell(wire.Output(self._device.description()))
        if self._sink.state() == QtAudio.State.StoppedState:
            self._give_up(wire.Trouble.REFUSED)
        # With a PulseAudio that hangs, Qt still counts what must have gone through by now, but there is no room left.
        elif now - min(self._progress_at, self._taken_at) > (STALLED if self._proven else WAKING):
            self._give_up(wire.Trouble.STALLED)

    def _tell(self, output: wire.Output) -> None:
        if output != self._last_output:
            self._last_output = output
            _say(output)

    def _give_up(self, trouble: wire.Trouble) -> None:
        self._tell(wire.Output(self._device.description(), trouble))
        os._exit(0)


def _default_output() -> QAudioDevice:
    """Return the output that the system would use; a null one where there is none that can be heard."""
    device = QMediaDevices.defaultAudioOutput()
    return QAudioDevice() if device.id().data() == DUMMY else device


def _choose_format(device: QAudioDevice) -> tuple[QAudioFormat, SampleFormat] | None:
    """Return the first format that the device takes: our own sounds' rate where possible."""
    candidates = []
    for channels in (2, 1):
        candidate = QAudioFormat()
        candidate.setSampleRate(48_000)
        candidate.setChannelCount(channels)
        candidate.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        candidates.append(candidate)
    for candidate in (*candidates, device.preferredFormat()):
        code = _CODES.get(candidate.sampleFormat())
        if code and candidate.isValid() and device.isFormatSupported(candidate):
            return candidate, SampleFormat(candidate.sampleRate(), candidate.channelCount(), code)
    return None


def _say(report: wire.Report) -> None:
    try:
        sys.stdout.buffer.write(wire.line(report))
        sys.stdout.buffer.flush()
    except OSError:  # nobody listens any more
        os._exit(0)


def main() -> int:
    """Run until standard input ends."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C in a terminal is for the window's process, which ends this one
    app = QCoreApplication(sys.argv[:1])
    app.setApplicationName("facemon")
    output = SoundOutput()
    output.begin()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
