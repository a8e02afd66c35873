"""The sound process: keeps one audio output open, feeds it, and does what it is told on standard input.

A process of its own, for two reasons. A window that is busy or stuck does not cut a siren off. And an audio system that
hangs or crashes hangs or crashes nothing else: this process ends where its output is of no use, and
`facemon.ui.speaker` starts another.
"""

from __future__ import annotations

import os
import signal
import sys

from facemon.ui import sound_wire as wire
from facemon.ui.loudspeaker.audio import Audio
from facemon.ui.loudspeaker.player import Player


def system_sound() -> Audio:
    """Return the sound of this system: Qt's where there is no other way, or the user wants a way that only Qt has."""
    if sys.platform not in ("win32", "darwin") and not os.environ.get("QT_AUDIO_BACKEND"):
        from facemon.ui.loudspeaker.pulse_audio import PulseAudio

        try:
            return PulseAudio()
        except (OSError, AttributeError) as error:  # there is no libpulse, or a part of it
            print(f"libpulse cannot be used: {error}", file=sys.stderr)  # noqa: T201 - the window's process logs it
    from PySide6.QtCore import QCoreApplication

    from facemon.ui.loudspeaker.qt_audio import QtSound

    app = QCoreApplication(sys.argv[:1])
    app.setApplicationName("facemon")
    return QtSound(app)


def _say(report: wire.Report) -> None:
    try:
        sys.stdout.buffer.write(wire.line(report))
        sys.stdout.buffer.flush()
    except OSError:  # nobody listens any more
        os._exit(0)


def main() -> int:
    """Run until standard input ends."""
    # Ctrl-C in a terminal is for the window's process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    audio = system_sound()
    player = Player(audio, _say)
    player.begin()
    return audio.run(player.turn)


if __name__ == "__main__":
    sys.exit(main())
