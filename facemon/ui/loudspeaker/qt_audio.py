"""The sound of a system as Qt gives it: of Windows and macOS, and of a Linux where libpulse cannot be had."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from facemon.ui.loudspeaker.audio import DUMMY, Outputs
from facemon.ui.mixer import SampleFormat

_LOOK_MS = 500  # some platforms do not signal
_CODES = {
    QAudioFormat.SampleFormat.UInt8: "B",
    QAudioFormat.SampleFormat.Int16: "h",
    QAudioFormat.SampleFormat.Int32: "i",
    QAudioFormat.SampleFormat.Float: "f",
}


class QtSound(QObject):
    """Implements `facemon.ui.loudspeaker.audio.Audio`."""

    # Qt connects to PulseAudio once a process (seen with 6.11.3): a server that comes late is seen by another only.
    waits = sys.platform in ("win32", "darwin")

    _awoken = Signal()

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__()
        self._app = app
        self._turn: Callable[[], float] | None = None
        self._outputs = Outputs({}, "")
        self._sink: QAudioSink | None = None
        self._pipe: QIODevice | None = None
        self._format = SampleFormat(48_000, 1, "h")
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_round)
        self._awoken.connect(self._go_round, Qt.ConnectionType.QueuedConnection)
        self._looker = QTimer(self, interval=_LOOK_MS)
        self._looker.timeout.connect(self._look)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._look)
        self._look()

    def outputs(self) -> Outputs:
        """Return what there was when it was last looked at."""
        return self._outputs

    def open(self, output: str, seconds: float) -> SampleFormat | None:
        """Begin to open an output in place of the open one, to hold so many seconds; None where it refuses."""
        self.close()
        device = next((device for device in QMediaDevices.audioOutputs() if _id(device) == output), None)
        chosen = _choose_format(device) if device is not None else None
        if device is None or chosen is None:
            return None
        qt_format, self._format = chosen
        sink = QAudioSink(device, qt_format)
        sink.setBufferSize(int(seconds * self._format.rate) * self._format.frame_size)
        # QAudioSink.start gives None where it failed, whatever its annotation says.
        pipe: QIODevice | None = sink.start()
        if pipe is None or sink.error() not in (QtAudio.Error.NoError, QtAudio.Error.UnderrunError):
            return None
        self._sink, self._pipe = sink, pipe
        return self._format

    def close(self) -> None:
        """Close the open output, if any."""
        if self._sink is not None:
            self._sink.stop()
        self._sink, self._pipe = None, None

    def room(self) -> int:
        """Return how many frames the open output takes now."""
        return self._sink.bytesFree() // self._format.frame_size if self._sink is not None else 0

    def write(self, samples: bytes) -> None:
        """Give the open output samples, no more than it has room for."""
        if self._pipe is not None:
            self._pipe.write(samples)

    def progress(self) -> int:
        """Return what changes whenever samples have gone through the open output: µs."""
        return self._sink.processedUSecs() if self._sink is not None else 0

    def failed(self) -> bool:
        """Return whether the open output has refused or is gone."""
        return self._sink is not None and self._sink.state() == QtAudio.State.StoppedState

    def run(self, turn: Callable[[], float]) -> int:
        """Call `turn` whenever something has happened, and after as many seconds as it returns, for ever."""
        self._turn = turn
        self._looker.start()
        self._timer.start(0)
        return self._app.exec()

    def wake(self) -> None:
        """Have `turn` called. From any thread."""
        self._awoken.emit()

    def _go_round(self) -> None:
        if self._turn is not None:
            self._timer.start(int(self._turn() * 1000))

    def _look(self) -> None:
        names = {_id(device): device.description() for device in QMediaDevices.audioOutputs()}
        names.pop(DUMMY, None)
        default = _id(QMediaDevices.defaultAudioOutput())
        outputs = Outputs(names, default if default in names else next(iter(names), ""))
        if outputs != self._outputs:
            self._outputs = outputs
            self._go_round()


def _id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode(errors="replace")


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
