"""The loudspeaker as the window sees it: plays a sound, knows whether it can be heard, and gets it back when it cannot.

The sound itself is made by a process of its own (`facemon.ui.sound_output` says why), which is started, fed with
commands, watched and, where it is gone, silent or without an output, replaced.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from facemon.program import own_command, own_environment
from facemon.settings import SoundSettings
from facemon.ui import sound_wire as wire
from facemon.ui.text import clean
from facemon.ui.tone import Fault, own_sounds

log = logging.getLogger(__name__)

# Seconds until the next process, by how many in a row were of no use; the last is for ever. One that only waits for an
# output to come sees it by itself, and stays.
RETRIES = (0.0, 1.0, 2.0, 5.0, 10.0)
STEADY = 10.0  # seconds without trouble after which the next trouble is a first one
SILENT_PINGS = 3  # seconds without an answer after which the process is taken to hang
FAREWELL = 0.4  # seconds
_DYING_MS = 200  # a process that hangs in the system may take longer to be gone, and is none of ours then


def process_command() -> list[str]:
    """Return the command that runs the sound process."""
    return own_command("sound-output", "facemon.ui.sound_output")


class Speaker(QObject):
    """Plays one sound at a time. Belongs to the user interface's thread, which it never blocks.

    Args:
        command: what to run in place of `process_command()`.
    """

    availability_changed = Signal()  # `available`, `problem` or `output`
    sound_problem_changed = Signal()
    outputs_changed = Signal()
    started = Signal()  # the sound `number` is heard from `started_ns` on
    finished = Signal()  # the sound `number` has been heard to its end, or cannot be

    def __init__(self, parent: QObject | None = None, *, command: list[str] | None = None) -> None:
        super().__init__(parent)
        self.volume = 100
        self.hurry = False
        self.output = ""  # the name of the output, as the system calls it
        self.outputs: dict[str, str] = {}  # to choose from: by id, how the system calls it
        self.default_output = ""  # the id of the system's
        self.chosen = SoundSettings()
        self.number = 0  # of the latest sound that was asked for
        self.started_ns = 0  # `time.monotonic_ns`
        self._command = command or process_command()
        self._why: Callable[[], str] | None = None  # nothing until the process says so, within a second
        self._instead = False  # the output is not the chosen one
        self._faults: dict[str, Fault] = {}  # by sound, the latest last
        self._wanted: wire.PlayNow | None = None
        self._process: QProcess | None = None
        self._received = b""
        self._useless = 0  # processes in a row
        self._unanswered = 0
        self._replacing = False
        self._closed = False
        self._late = QTimer(self, singleShot=True, interval=int(wire.LONGEST_DELAY * 1000))
        self._late.timeout.connect(self._finish)
        self._steady = QTimer(self, singleShot=True, interval=int(STEADY * 1000))
        self._steady.timeout.connect(self._has_been_steady)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._begin)
        self._watch = QTimer(self, interval=1000)
        self._watch.timeout.connect(self._ping)
        self._begin()

    @property
    def available(self) -> bool:
        """Whether there is an output that takes sound."""
        return self._why is None

    @property
    def problem(self) -> str:
        """Why nothing can be heard, in the language in use; empty when all is well."""
        return self._why() if self._why is not None else ""

    @property
    def sound_problem(self) -> str:
        """Why a sound is heard elsewhere, or another is, than was chosen, in the language in use; empty for not."""
        if self._instead and self.chosen.output and self.output:
            return self._elsewhere()
        if not self._faults:
            return ""
        sound, fault = list(self._faults.items())[-1]
        return self.tr("The sound “{file}” was replaced by another: {reason}").format(
            file=clean(Path(sound).name, 80), reason=self.explain(fault)
        )

    def play(self, sound: str, *, repeat: bool = False) -> int:
        """Play in place of what plays and return the number that `number` has while this sound is the latest.

        Args:
            sound: one of `sounds()` or the absolute path of a WAV file; the siren where that cannot be used.
            repeat: over and over, a second apart, until `stop` or another `play`; goes on in a new output or process.
                Anything else that cannot begin within a few seconds is dropped.
        """
        self.number += 1
        self._wanted = wire.PlayNow(self.number, sound, repeat)
        if repeat:
            self._late.stop()
        else:
            self._late.start()
        self._say(self._wanted)
        self._push()
        return self.number

    def stop(self) -> None:
        """Fall silent."""
        self._wanted = None
        self._late.stop()
        self._say(wire.StopNow())

    def set_volume(self, volume: int, *, hurry: bool = False) -> None:
        """Set the volume, 0 to 100, and whether repeats hurry, of what plays and of all that follows."""
        self.volume, self.hurry = max(0, min(100, volume)), hurry
        self._say(wire.Volume(self.volume, self.hurry))

    def choose(self, chosen: SoundSettings) -> None:
        """Play on this output from now on; on the system's default where it is not there or cannot be used."""
        other = chosen.output != self.chosen.output
        before, self.chosen = self.sound_problem, chosen
        if other:
            self._instead = False  # until the process says so
            self._say(wire.Choose(chosen.output))
            if self.sound_problem != before:
                self.sound_problem_changed.emit()

    def forget_all_but(self, sounds: Collection[str]) -> None:
        """Only these sounds are still in use: what was wrong with any other is no problem any more."""
        before = self.sound_problem
        self._faults = {sound: fault for sound, fault in self._faults.items() if sound in sounds}
        if self.sound_problem != before:
            self.sound_problem_changed.emit()

    def sounds(self) -> list[str]:
        """Return the names of facemon's own sounds, sorted. Reads a folder."""
        return own_sounds()

    def close(self, timeout: float = FAREWELL) -> None:
        """Fall silent for good and end the process, within `timeout` seconds or by force. May be called twice."""
        self._closed = True
        for timer in (self._late, self._steady, self._retry, self._watch):
            timer.stop()
        process, self._process = self._process, None
        if process is not None and process.state() != QProcess.ProcessState.NotRunning:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(int(min(timeout, FAREWELL) * 1000)):
                process.kill()
                process.waitForFinished(_DYING_MS)

    def _begin(self) -> None:
        """Start a process, in place of the one there is."""
        if self._process is not None:
            self._replacing = True
            self._process.kill()  # `_ended` comes back here
            return
        self._replacing = False
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONPATH", own_environment()["PYTHONPATH"])
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._log)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._process, self._received, self._unanswered = process, b"", 0
        process.start(self._command[0], self._command[1:])
        self._say(wire.Volume(self.volume, self.hurry))
        if self.chosen.output:
            self._say(wire.Choose(self.chosen.output))
        if self._wanted is not None:
            self._say(self._wanted)
        self._watch.start()

    def _say(self, command: wire.Command) -> None:
        if self._process is not None and self._process.isWritable():
            self._process.write(wire.line(command))

    def _push(self) -> None:
        """Have what was said written now: Qt would not before whatever this thread does has come to its end."""
        process = self._process
        if process is None or process.state() != QProcess.ProcessState.Running:
            return
        process.blockSignals(True)  # whatever is noticed meanwhile is told when the caller is done
        process.waitForBytesWritten(0)
        process.blockSignals(False)
        QTimer.singleShot(0, self._catch_up)

    def _catch_up(self) -> None:
        if self._process is None:
            return
        if self._process.bytesAvailable():
            self._read()
        self._log()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._ended()

    def _read(self) -> None:
        if self._process is None:
            return
        self._unanswered = 0
        *lines, self._received = (self._received + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for line in lines:
            try:
                report = wire.report(line)
            except msgspec.MsgspecError:
                log.warning("the sound process said %.200r", line)
            else:
                self._take(report)

    def _take(self, report: wire.Report) -> None:
        match report:
            case wire.Outputs(names, default):
                self.outputs, self.default_output = names, default
                self.outputs_changed.emit()
            case wire.Output(name, None, instead):
                self._retry.stop()
                self._steady.start()
                self._useless = min(1, self._useless)  # it was of use: should it be lost again, hurry
                self._set_availability(name, None)
                self._set_instead(instead=instead)
            case wire.Output(name, wire.Trouble() as trouble, waits=waits):
                self._set_availability("", partial(self._sentence, trouble, clean(name, 80)))
                if trouble == wire.Trouble.NO_OUTPUT and not waits:  # the other troubles end the process
                    self._useless = max(1, self._useless)
                    self._retry_later()
            case wire.Started(number, at_ns) if number == self.number and self._wanted is not None:
                self._late.stop()
                self.started_ns = at_ns
                self.started.emit()
            case wire.Ended(number) if number == self.number and self._wanted is not None:
                self._finish()
            case wire.SoundChecked(sound, fault):
                self._check_sound(sound, fault)

    def _check_sound(self, sound: str, fault: str) -> None:
        before = self.sound_problem
        self._faults.pop(sound, None)
        if fault:
            log.warning("sound %r cannot be used: %s", sound, fault)
            self._faults[sound] = Fault(fault)
        if self.sound_problem != before:
            self.sound_problem_changed.emit()

    def explain(self, fault: Fault) -> str:
        """Return in the user's words why a file cannot be used as a sound."""
        return {
            Fault.MISSING: self.tr("there is no such file."),
            Fault.UNREADABLE: self.tr("it cannot be read."),
            Fault.TOO_LARGE: self.tr("it is larger than 10 MB."),
            Fault.NOT_WAV: self.tr("it is not a WAV file."),
            Fault.UNSUPPORTED: self.tr("it is compressed or otherwise unusual; PCM or floats are needed."),
            Fault.TOO_LONG: self.tr("it is longer than 30 seconds."),
            Fault.TOO_SHORT: self.tr("there is no sound in it."),
            Fault.FAINT: self.tr("it is too faint to be heard."),
            Fault.SLOW: self.tr("reading it takes too long."),
        }[fault]

    def _sentence(self, trouble: wire.Trouble, name: str) -> str:
        sentence = {
            wire.Trouble.NO_OUTPUT: self.tr("There is no sound output. Connect a loudspeaker or a headset."),
            wire.Trouble.REFUSED: self.tr("The sound output “{name}” cannot be opened."),
            wire.Trouble.STALLED: self.tr("The sound output “{name}” does not take any sound."),
        }[trouble]
        return sentence.format(name=name)

    def _elsewhere(self) -> str:
        if self.chosen.output in self.outputs:
            sentence = self.tr("The sound output “{chosen}” cannot be used: alarms are heard on “{output}” instead.")
        else:
            sentence = self.tr("The sound output “{chosen}” is not there: alarms are heard on “{output}” instead.")
        return sentence.format(chosen=clean(self.chosen.output_name, 80), output=clean(self.output, 80))

    def _set_instead(self, *, instead: bool) -> None:
        before, self._instead = self.sound_problem, instead
        if self.sound_problem != before:
            if instead:
                log.warning("sound output: %s", self._elsewhere())
            self.sound_problem_changed.emit()

    def _set_availability(self, output: str, why: Callable[[], str] | None) -> None:
        old, self._why = (self.output, self.problem), why
        self.output = output
        if (output, self.problem) != old:
            if self.problem != old[1]:
                log.log(logging.WARNING if why else logging.INFO, "sound output: %s", self.problem or output)
            self.availability_changed.emit()

    def _finish(self) -> None:
        self._wanted = None
        self._late.stop()
        self.finished.emit()

    def _ping(self) -> None:
        self._unanswered += 1
        if self._unanswered > SILENT_PINGS and self._process is not None:
            self._set_availability("", lambda: self.tr("The sound system does not answer."))
            self._process.kill()
        else:
            self._say(wire.Ping())

    def _retry_later(self) -> None:
        self._steady.stop()
        delay = RETRIES[min(self._useless, len(RETRIES) - 1)]
        self._useless += 1
        self._retry.start(int(delay * 1000))

    def _has_been_steady(self) -> None:
        self._useless = 0

    def _ended(self) -> None:
        self._read()
        process, self._process = self._process, None
        self._watch.stop()
        if process is not None:
            process.deleteLater()
        if self._closed:
            return
        if self._replacing:
            self._begin()
            return
        if not self.problem:
            self._set_availability("", lambda: self.tr("The sound system has failed."))
        if not self._retry.isActive():
            self._retry_later()
        if self._wanted is not None and not self._wanted.repeat and not self._late.isActive():
            self._finish()  # it had begun: what was heard is enough

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:  # otherwise `finished` follows
            reason = clean(self._process.errorString())
            self._set_availability(
                "", lambda: self.tr("The sound player cannot be started: {reason}").format(reason=reason)
            )
            self._ended()

    def _log(self) -> None:
        if self._process is not None:
            for line in bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").splitlines():
                log.debug("sound process: %s", line)
