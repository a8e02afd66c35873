"""`facemon backup` and `facemon restore`: a copy of the history, and its way back."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from facemon.history.backup import BackupError, back_up, restore
from facemon.history.stopping import Asked, Stopped
from facemon.profile import Profile, ProfileError, ProfileInUse
from facemon.program import Exit

_LOOK = 0.1  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the argument of both, but for the profile."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy")


def run(arguments: argparse.Namespace, asked: Asked) -> int:
    """Do the one or the other, and return the exit code; `asked`: whether a signal has come."""
    ends: list[int] = []

    def work() -> None:
        try:
            (_back_up if arguments.command == "backup" else _restore)(arguments, asked)
        except Stopped:
            ends.append(Exit.OK)
        except ProfileInUse as error:
            ends.append(_fail(f"{error} End it first.", Exit.IN_USE))
        except (ProfileError, BackupError) as error:
            ends.append(_fail(str(error), Exit.FAILED))
        else:
            ends.append(Exit.OK)

    # In another thread: a signal comes to Python in the main thread alone, and not while SQLite checks a file there.
    working = threading.Thread(target=work, name="copying")
    working.start()
    while working.is_alive():
        working.join(_LOOK)
    return ends[0] if ends else Exit.FAILED


def _back_up(arguments: argparse.Namespace, asked: Asked) -> None:
    back_up(Profile(arguments.profile, make=False).history_path, arguments.file, stopped=asked)


def _restore(arguments: argparse.Namespace, asked: Asked) -> None:
    with Profile(arguments.profile) as profile:
        profile.lock()
        former = restore(arguments.file, profile.history_path, stopped=asked)
    if former is not None:
        print(f"The history that was there is now {former}.")  # noqa: T201


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return code
