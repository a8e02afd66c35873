"""The desk: what its display, tray and sound can do as Qt sees them, and who shows notifications."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import msgspec

from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.program import own_command
from facemon.settings import SoundSettings

SECONDS = 15.0  # of one process
_WORDS = {"desk-check": "facemon.ui.desk_check", "sound-check": "facemon.ui.sound_check"}


def check_command(word: str) -> list[str]:
    """Return the command that runs a check of the user interface's: "desk-check" or "sound-check"."""
    return own_command(word, _WORDS[word])


def sound_command(chosen: SoundSettings, *, tone: bool) -> list[str]:
    """Return the command that looks whether alarms are heard on this output, and plays a test sound if wanted."""
    return [*check_command("sound-check"), *(["--tone"] if tone else []), chosen.output, chosen.output_name]


def check_in_process(name: str, command: list[str], seconds: float = SECONDS) -> Iterator[Finding]:
    """Yield what a process prints, a JSON array of findings.

    Args:
        name: what is told to have failed where it prints none.
    """
    try:
        ended = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own
    except subprocess.TimeoutExpired:
        yield failed(name, f"Qt does not answer within {seconds:.0f} s.", "Restart the desktop's session.")
        return
    except OSError as error:
        yield failed(name, f"The check cannot be run: {error.strerror or error}.", "Install facemon again.")
        return
    try:
        yield from msgspec.json.decode(ended.stdout, type=list[Finding])
    except msgspec.DecodeError:
        last = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
        why = "".join(last) or "it ended without a word"
        yield failed(name, f"Qt cannot be used here: {why}", "Install what it lacks.")


def check_notifications(patience: float = 5.0) -> Iterator[Finding]:
    """Ask who shows notifications here."""
    if sys.platform != "linux":
        yield ok("notifications", "By the tray icon, as this system has it.")
        return
    from facemon.notification import ask_service  # what it is made with is not there elsewhere
    from facemon.session_bus import Unanswered

    try:
        service = ask_service(patience)
    except Unanswered as error:
        yield warning(
            "notifications",
            f"Nobody shows them on this desktop: {error}.",
            "Install a notification service; until then the tray icon's own message is used where there is one.",
        )
        return
    lacks = sorted({"actions", "body"} - service.capabilities)
    if lacks:
        yield warning("notifications", f"{service.name} {service.version} shows them without {', '.join(lacks)}.")
    else:
        yield ok("notifications", f"Shown by {service.name} {service.version}.")
