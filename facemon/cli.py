"""The command line. Others rely on it: changing an option or an exit code is breaking."""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the time that an import takes is time in which no signal is taken yet
    import argparse
    from collections.abc import Callable


class EarlySignals:
    """Takes SIGTERM and SIGINT (on Windows also SIGBREAK) until whatever runs has handlers of its own.

    A signal is noted, for a start that takes a lock and a folder and can end in order where it next asks; or it
    interrupts, where there is nothing to put in order.
    """

    def __init__(self) -> None:
        self._asked = False
        self._interrupts = False
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._take)

    def asked(self) -> bool:
        """Return whether the program has been asked to end."""
        return self._asked

    def interrupt(self) -> None:
        """Let a signal raise KeyboardInterrupt from now on, at once for one that has come already."""
        self._interrupts = True
        if self._asked:
            raise KeyboardInterrupt

    def _take(self, _number: int, _frame: object) -> None:
        self._asked = True
        if self._interrupts:
            raise KeyboardInterrupt


def main(argv: list[str] | None = None) -> int:
    """Run `facemon` with these arguments (default: the process's) and return its exit code.

    0: ended as asked, by a signal too; 1: failed, with a sentence on standard error; 2: wrong usage; 3: the profile is
    in use. The process's signals stay taken.
    """
    given = sys.argv[1:] if argv is None else argv
    if given == ["sound-output"]:  # a bundle has no other program to run its sound process with
        from facemon.ui import sound_output

        return sound_output.main()
    if given[:1] == ["watchdog"]:
        from facemon.ui.watchdog import process

        return process.main(given[1:])
    if given == ["desk-check"]:  # likewise, for the doctor
        from facemon.ui import desk_check

        return desk_check.main()
    if given[:1] == ["sound-check"]:
        from facemon.ui import sound_check

        return sound_check.main(given[1:])
    signals = EarlySignals()
    parser = _parser(given)
    arguments = parser.parse_args(given)
    if arguments.command:
        return _run_command(arguments, signals)
    if arguments.demo and arguments.profile:
        parser.error("--demo uses a profile of its own: leave --profile out")
    if arguments.supervised:
        from facemon import restarting

        options = ["--demo"] if arguments.demo else []
        options += ["--profile", str(arguments.profile)] if arguments.profile else []
        options += ["--trace", str(arguments.trace)] if arguments.trace else []
        return restarting.run(restarting.program(options))
    gc.disable()  # what a start makes stays, and is not gone through again and again; then see `ui/collecting.py`
    from facemon.ui import usual_import

    usual_import.keep()
    from facemon.ui.app import run

    return run(
        profile=arguments.profile,
        demo=arguments.demo,
        trace=arguments.trace,
        restarted=arguments.restarted,
        asked_to_end=signals.asked,
    )


def _parser(given: list[str]) -> argparse.ArgumentParser:
    """Return the parser; of the commands, only what has been given is filled in: a start of the window waits for it."""
    import argparse
    from pathlib import Path

    class Version(argparse.Action):
        """Tells the version, which takes a while to find out."""

        def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
            from facemon.program import program_version

            print(f"facemon {program_version()}")  # noqa: T201 - it is asked for
            parser.exit()

    parser = argparse.ArgumentParser(
        prog="facemon", description="A monitor for guard desks that watch face-recognition doors."
    )
    parser.add_argument(
        "--version", action=Version, nargs=0, default=argparse.SUPPRESS, dest=argparse.SUPPRESS,
        help="show program's version number and exit",
    )  # fmt: skip
    profile_help = "another profile folder than the platform's data folder"
    parser.add_argument("--profile", type=Path, metavar="DIR", help=profile_help)
    parser.add_argument("--demo", action="store_true", help="with a simulated device, in a throw-away profile")
    parser.add_argument("--trace", type=Path, metavar="FILE", help="write one JSON line an event: when it was where")
    parser.add_argument(
        "--supervised", action="store_true", help="start it again when it has ended by itself, with the alarms it owed"
    )
    parser.add_argument("--restarted", action="store_true", help=argparse.SUPPRESS)  # by a facemon --supervised
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="other commands")
    for name, (help_, fill) in _COMMANDS.items():
        command = commands.add_parser(name, help=help_)
        if name not in given:
            continue
        if name != "simulate":
            command.add_argument("--profile", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=profile_help)
        fill(command)
    return parser


def _fill_simulate(command: argparse.ArgumentParser) -> None:
    from facemon.simulator import serve

    command.description = serve.__doc__
    serve.add_arguments(command)


def _fill_password(command: argparse.ArgumentParser) -> None:
    command.description = "Read a device's password from standard input and keep it."
    command.add_argument("device", metavar="DEVICE", help="the device's id in settings.toml")


def _fill_passphrase(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Read the passphrase so far, where there is one, then the new one, each a line of standard input, "
        "and encrypt with it the passwords that are in a file for want of a keyring."
    )
    command.add_argument("--remove", action="store_true", help="encrypt the file no more")


def _fill_export(command: argparse.ArgumentParser) -> None:
    from facemon.history import export_command

    command.description = export_command.__doc__
    export_command.add_arguments(command)


def _fill_backup(command: argparse.ArgumentParser) -> None:
    from facemon.history import backup_command

    command.description = backup_command.__doc__
    backup_command.add_arguments(command)


def _fill_doctor(command: argparse.ArgumentParser) -> None:
    from pathlib import Path

    command.description = (
        "Look whether the desk, the profile, the history and each device work, and say what to do. "
        "Nothing is changed. The exit code is 1 if anything has failed."
    )
    command.add_argument("--tone", action="store_true", help="play a test sound, too")
    command.add_argument("--json", action="store_true", help="as a JSON array of objects")
    command.add_argument(
        "--bundle", type=Path, metavar="FILE", help="also make the support bundle: a ZIP file with log and settings"
    )


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "simulate": ("serve a simulated device until Ctrl-C", _fill_simulate),
    "password": ("store a device's password", _fill_password),
    "passphrase": ("encrypt the passwords that are in a file", _fill_passphrase),
    "export": ("write events out as CSV or JSON lines", _fill_export),
    "backup": ("copy the history, also while facemon runs", _fill_backup),
    "restore": ("put a copy of the history in its place", _fill_backup),
    "doctor": ("look whether everything that facemon needs works here", _fill_doctor),
}


def _run_command(arguments: argparse.Namespace, signals: EarlySignals) -> int:
    from facemon.program import Exit

    try:
        if arguments.command == "export":
            from facemon.history import export_command

            return export_command.run(arguments, signals.asked, signals.interrupt)
        if arguments.command in ("backup", "restore"):
            from facemon.history import backup_command

            return backup_command.run(arguments, signals.asked)
        signals.interrupt()
        from facemon import password_command

        if arguments.command == "password":
            return password_command.store(arguments.profile, arguments.device)
        if arguments.command == "passphrase":
            return password_command.set_passphrase(arguments.profile, remove=arguments.remove)
        if arguments.command == "doctor":
            from facemon.doctor import command as doctor

            return doctor.run(
                arguments.profile, as_objects=arguments.json, tone=arguments.tone, bundle=arguments.bundle
            )
        from facemon.simulator import serve

        return serve.run(arguments)
    except KeyboardInterrupt:
        return Exit.OK
