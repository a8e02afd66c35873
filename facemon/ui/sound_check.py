"""Whether there is an output for sound, as Qt sees it. Run by the doctor in a process of its own."""

from __future__ import annotations

import sys

from facemon.doctor.finding import Finding, as_json, failed, ok

_ADVICE = "Connect a loudspeaker, or start the sound server (PipeWire, PulseAudio)."


def main() -> int:
    """Print what has been found as a JSON array, and return 0."""
    sys.stdout.buffer.write(as_json([finding()]))
    sys.stdout.buffer.flush()
    return 0


def finding() -> Finding:
    """Look for an output that takes sound."""
    from PySide6.QtCore import QCoreApplication  # not at the top: without libpulse, QtMultimedia cannot be loaded

    app = QCoreApplication.instance() or QCoreApplication([sys.argv[0]])
    try:
        from PySide6.QtMultimedia import QMediaDevices

        from facemon.ui.sound_output import DUMMY
    except ImportError as error:
        return failed("sound", f"Qt's sound cannot be loaded: {error}.", "Install what it lacks (libpulse0).")
    output = QMediaDevices.defaultAudioOutput()
    del app
    if output.isNull():
        return failed("sound", "There is no output: no alarm can be heard.", _ADVICE)
    if bytes(output.id().data()) == DUMMY:
        return failed("sound", "The sound server has no output but a dummy: no alarm can be heard.", _ADVICE)
    return ok("sound", f"Alarms sound on {output.description()}.")


if __name__ == "__main__":
    sys.exit(main())
