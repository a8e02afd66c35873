"""The watchdog process: hears the window's beats on standard input, and does something where they stay away.

It has no Qt, and nothing that it needs from the window's process works only while that does: the siren comes from a
sound process of its own, the notification from its own connection to the desktop.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec

from facemon.program import own_command, own_environment
from facemon.ui import sound_wire
from facemon.ui.watchdog import wire
from facemon.ui.watchdog.desktop import Desktop, desktop_is_gone
from facemon.ui.watchdog.silence import ALARM, NOTICE, Deed, Silence

TURN = 0.25  # seconds
SOUND = "blacklist"
LEAST_VOLUME = 60  # per cent: nobody can answer a frozen window, so it is heard even where alarms are hardly
MOURNING = 10.0  # seconds for which it is heard that the window is gone
_LOGGER = "facemon.ui.watchdog.process"  # whatever this module is run as
_STACKS_DONE = 0.5  # seconds without a further line
_MOST_STACKS = 64 * 1024  # bytes
_FAREWELL = 0.5  # seconds


class Watchdog:
    """Belongs to one window's process, and ends with it.

    Args:
        silence: judges.
        restarted: whether somebody starts facemon again when it is gone, so that nobody else need be told.
    """

    def __init__(self, silence: Silence, *, restarted: bool) -> None:
        self._silence = silence
        self._restarted = restarted
        self._inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._setup: wire.Setup | None = None
        self._beaten = False
        self._stacks: list[bytes] = []
        self._stacks_at = 0.0
        self._siren: subprocess.Popen[bytes] | None = None
        self._desktop = Desktop()

    def run(self) -> None:
        """Watch until the window says farewell, or is gone."""
        threading.Thread(target=self._read, name="window", daemon=True).start()
        while True:
            try:
                line = self._inbox.get(timeout=TURN)
            except queue.Empty:
                pass
            else:
                if not line:
                    self._mourn()
                    return
                if not self._take(line):
                    self._calm()
                    return
            self._turn()

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            self._inbox.put(line)
        self._inbox.put(b"")

    def _take(self, line: bytes) -> bool:
        """Return whether there is more to come."""
        now = time.monotonic()
        if not line.startswith(b"{"):  # what `faulthandler` writes into the same pipe
            if sum(map(len, self._stacks)) < _MOST_STACKS:
                self._stacks.append(line)
            self._stacks_at = now
            return True
        try:
            message = wire.to_watchdog(line)
        except msgspec.MsgspecError:
            return True
        match message:
            case wire.Setup():
                self._setup = message
            case wire.Beat():
                if not self._beaten:
                    self._beaten = True
                    self._silence.begin(now)
                elif self._silence.beat(now):
                    self._write_stacks()
                    self._calm()
                    self._say(wire.Over(self._silence.seconds))
                    self._silence.begin(now)
            case wire.StacksLogged():
                self._silence.stacks_logged()
            case wire.Farewell():
                return False
        return True

    def _turn(self) -> None:
        if self._setup is None or not self._beaten:
            return
        now = time.monotonic()
        if self._stacks and now - self._stacks_at > _STACKS_DONE:
            self._write_stacks()
        for deed in self._silence.turn(now, stopped=is_stopped(self._setup.pid)):
            self._do(deed, self._setup)

    def _do(self, deed: Deed, setup: wire.Setup) -> None:
        seconds = self._silence.seconds
        if deed is Deed.NOTICE:
            self._say(wire.Frozen(seconds))
        elif deed is Deed.GRASP:
            self._log("the window has not answered for %.1f s, nor does any thread of its process", seconds)
            if setup.stacks_signal:
                with contextlib.suppress(OSError):
                    os.kill(setup.pid, setup.stacks_signal)
        elif deed is Deed.ALARM:
            self._say(wire.Sounded(seconds))
            self._sound(setup)
            self._desktop.tell(setup.summary, setup.body)
        elif deed is Deed.KILL:
            self._log("the window has not answered for %.1f s, and is ended to be started again", seconds)
            with contextlib.suppress(OSError):
                os.kill(setup.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    def _mourn(self) -> None:
        """The window is gone without farewell: nobody else is left to say so."""
        self._write_stacks()
        if self._setup is not None and self._beaten and not self._restarted and not desktop_is_gone():
            self._log("the window is gone without having been ended")
            self._desktop.tell(self._setup.gone, self._setup.gone_body)
            self._sound(self._setup)
            time.sleep(MOURNING)
        self._silence_siren()  # what the desktop shows stays: it holds good until somebody starts facemon

    def _calm(self) -> None:
        self._silence_siren()
        self._desktop.take_back()

    def _silence_siren(self) -> None:
        siren, self._siren = self._siren, None
        if siren is not None:
            with contextlib.suppress(OSError):
                if siren.stdin is not None:
                    siren.stdin.close()  # it ends with that
            try:
                siren.wait(_FAREWELL)
            except subprocess.TimeoutExpired:
                siren.kill()

    def _sound(self, setup: wire.Setup) -> None:
        if self._siren is not None:
            return
        volume = sound_wire.Volume(max(setup.volume, LEAST_VOLUME), hurry=True)
        commands = sound_wire.line(volume) + sound_wire.line(sound_wire.PlayNow(1, SOUND, repeat=True))
        try:
            self._siren = subprocess.Popen(  # noqa: S603 - our own
                own_command("sound-output", "facemon.ui.sound_output"),
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, bufsize=0,
                env=own_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
            if self._siren.stdin is not None:
                self._siren.stdin.write(commands)
        except OSError as error:
            self._log("the siren for a frozen window cannot be started: %s", error)

    def _write_stacks(self) -> None:
        text = b"".join(self._stacks).decode(errors="replace")
        self._stacks.clear()
        for line in thread_lines(text):
            self._log("%s", line)

    def _log(self, message: str, *values: object) -> None:
        if self._setup is not None:
            from facemon.log import append  # 2 MB that a window which answers never needs

            append(Path(self._setup.log), _LOGGER, message % values)

    def _say(self, message: wire.FromWatchdog) -> None:
        with contextlib.suppress(OSError):  # the window is gone, which standard input tells
            sys.stdout.buffer.write(wire.line(message))
            sys.stdout.buffer.flush()


def thread_lines(dump: str) -> list[str]:
    """Return a line a thread of what `faulthandler` writes, whose last is the main thread, the first here."""
    lines: list[str] = []
    for line in dump.splitlines():
        text = line.strip()
        if not line.startswith(" ") and text:
            lines.insert(0, text)
        elif text and lines:
            lines[0] += f" < {text}"
    return lines


def is_stopped(pid: int) -> bool:
    """Return whether a process is stopped by a signal or a debugger; False where the system does not tell."""
    try:
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2][:1]
    except OSError:
        return False
    return state in (b"T", b"t")


def main(arguments: list[str]) -> int:
    """Watch the window's process at the other end of standard input and output, until it ends.

    Args:
        arguments: the seconds of `Silence`'s notice, alarm and kill, the last 0 where nobody starts facemon again.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the window's process
    notice, alarm, kill = map(float, arguments) if arguments else (NOTICE, ALARM, 0.0)
    Watchdog(Silence(time.monotonic(), notice=notice, alarm=alarm, kill=kill), restarted=kill > 0).run()
    sys.stdout.flush()
    os._exit(0)  # past threads that wait for a desktop


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
