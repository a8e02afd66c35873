"""Secrets that a person types where there is no window: at a terminal without an echo, or a line each of a pipe."""

from __future__ import annotations

import getpass
import sys
import time
from collections.abc import Callable

from facemon.pin_tries import Verdict

TRIES = 3


def is_there() -> bool:
    """Return whether somebody can be asked: standard input is a terminal and no pipe."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_secret(prompt: str) -> str:
    """Return what is typed after `prompt`, or the next line of a pipe; empty at its end, and for what is no text."""
    try:
        if is_there():
            return getpass.getpass(prompt)
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin is not None else ""
    except (EOFError, UnicodeDecodeError):  # the latter's text has what was typed: nobody is to see it
        return ""


def ask_passphrase(look: Callable[[str], Verdict]) -> bool:
    """Ask for the passphrase, at a terminal up to three times, and return whether it was right; Enter goes without.

    After wrong ones it waits as long as `look` says.
    """
    for _ in range(TRIES if is_there() else 1):
        passphrase = read_secret("Passphrase of the passwords: ")
        if not passphrase:
            return False
        verdict = look(passphrase)
        if verdict.right:
            return True
        say("That is not the passphrase.")
        time.sleep(verdict.wait_s if is_there() else 0)
    return False


def say(sentence: str) -> None:
    """Print a sentence for the person there, apart from what a program may read."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
