"""The command line. Others rely on it: changing an option or an exit code is breaking."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from facemon.program import Exit, program_version


def main(argv: list[str] | None = None) -> int:
    """Run `facemon` with these arguments (default: the process's) and return its exit code.

    0: ended as asked; 1: failed, with a sentence on standard error; 2: wrong usage; 3: the profile is in use.
    """
    given = sys.argv[1:] if argv is None else argv
    if given == ["sound-output"]:  # a bundle has no other program to run its sound process with
        from facemon.ui import sound_output

        return sound_output.main()
    parser = _parser()
    arguments = parser.parse_args(given)
    if arguments.command == "simulate":
        from facemon.simulator import serve

        return serve.run(arguments)
    if arguments.command == "password":
        return _password(arguments)
    if arguments.demo and arguments.profile:
        parser.error("--demo uses a profile of its own: leave --profile out")
    from facemon.ui.app import run

    return run(profile=arguments.profile, demo=arguments.demo, trace=arguments.trace)


def _parser() -> argparse.ArgumentParser:
    from facemon.simulator import serve

    parser = argparse.ArgumentParser(
        prog="facemon", description="A monitor for guard desks that watch face-recognition doors."
    )
    parser.add_argument("--version", action="version", version=f"facemon {program_version()}")
    _add_profile(parser)
    parser.add_argument("--demo", action="store_true", help="with a simulated device, in a throw-away profile")
    parser.add_argument("--trace", type=Path, metavar="FILE", help="write one JSON line an event: when it was where")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="other commands")
    serve.add_arguments(
        commands.add_parser("simulate", help="serve a simulated device until Ctrl-C", description=serve.__doc__)
    )
    password = commands.add_parser(
        "password",
        help="store a device's password",
        description="Read a device's password from standard input and keep it.",
    )
    password.add_argument("device", metavar="DEVICE", help="the device's id in settings.toml")
    _add_profile(password)
    return parser


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", type=Path, metavar="DIR", default=argparse.SUPPRESS if parser.prog != "facemon" else None,
        help="another profile folder than the platform's data folder",
    )  # fmt: skip


def _password(arguments: argparse.Namespace) -> int:
    import getpass

    from facemon.credentials import NO_ANSWER, REFUSED, UNLOCKING, Credentials
    from facemon.profile import Profile, ProfileError
    from facemon.settings import SettingsError, load

    try:
        profile = Profile(arguments.profile)
        device = load(profile.settings_path).device(arguments.device)
    except (ProfileError, SettingsError) as error:
        return _fail(str(error))
    if device is None:
        return _fail(f"No device has the id {arguments.device!r} in {profile.settings_path}.")
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password of {device.username or 'the account'} on {device.name}: ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        return _fail("No password was given: nothing has been changed.")
    credentials = Credentials(profile.folder, patience=UNLOCKING)
    if not credentials.store(device.id, password):
        why = {NO_ANSWER: "The system keyring does not answer", REFUSED: "The system keyring refused it"}.get(
            credentials.kept_where, "This system has no keyring that facemon can use"
        )
        return _fail(f"{why}: the password was not kept.")
    return Exit.OK


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return Exit.FAILED
