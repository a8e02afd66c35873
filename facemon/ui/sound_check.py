"""Whether there is an output for sound, as Qt sees it, and takes any. Run by the doctor in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading

import msgspec

from facemon.doctor.finding import Finding, as_json, failed, ok
from facemon.program import own_command, own_environment
from facemon.ui import sound_wire as wire

_ADVICE = "Connect a loudspeaker, or start the sound server (PipeWire, PulseAudio)."
_VOLUME = 80
_LONGEST = 8.0  # seconds for the test sound, from the start of the process that plays it


def main(arguments: list[str]) -> int:
    """Print what has been found as a JSON array, and return 0.

    Args:
        arguments: "--tone" plays a test sound, too.
    """
    found = [finding()]
    if "--tone" in arguments:
        found.append(tone())
    sys.stdout.buffer.write(as_json(found))
    sys.stdout.buffer.flush()
    return 0


def finding() -> Finding:
    """Look for an output that takes sound."""
    from PySide6.QtCore import QCoreApplication  # not at the top: without libpulse, QtMultimedia cannot be loaded

    app = QCoreApplication.instance() or QCoreApplication([sys.argv[0]])
    try:
        from PySide6.QtMultimedia import QMediaDevices

        from facemon.ui.loudspeaker.audio import DUMMY
    except ImportError as error:
        return failed("sound", f"Qt's sound cannot be loaded: {error}.", "Install what it lacks (libpulse0).")
    output = QMediaDevices.defaultAudioOutput()
    del app
    if output.isNull():
        return failed("sound", "There is no output: no alarm can be heard.", _ADVICE)
    if bytes(output.id().data()).decode(errors="replace") == DUMMY:
        return failed("sound", "The sound server has no output but a dummy: no alarm can be heard.", _ADVICE)
    return ok("sound", f"Alarms sound on {output.description()}.")


def tone() -> Finding:
    """Play a test sound the way an alarm is played."""
    with subprocess.Popen(  # noqa: S603 - our own
        own_command("sound-output", "facemon.ui.sound_output"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:  # fmt: skip
        late = threading.Timer(_LONGEST, process.kill)
        late.start()
        try:
            return _played(process)
        finally:
            late.cancel()
            process.kill()


def _played(process: subprocess.Popen[bytes]) -> Finding:
    assert process.stdin is not None  # noqa: S101 - for the type checker
    assert process.stdout is not None  # noqa: S101
    for command in (wire.Volume(_VOLUME), wire.PlayNow(1, "test", repeat=False)):
        process.stdin.write(wire.line(command))
    process.stdin.flush()
    output = ""
    for line in process.stdout:
        try:
            report = wire.report(line)
        except msgspec.MsgspecError:
            continue
        match report:
            case wire.Output(_, wire.Trouble() as trouble):
                return failed("test sound", f"It could not be played: {trouble.value}.", _ADVICE)
            case wire.Output(name, None):
                output = name
            case wire.Ended():
                where = f" on {output}" if output else ""
                return ok("test sound", f"It has been played{where}. If nobody has heard it, turn the loudspeaker up.")
    return failed("test sound", f"It was not played within {_LONGEST:.0f} s.", _ADVICE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
