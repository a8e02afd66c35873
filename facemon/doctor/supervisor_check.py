"""Whether a supervisor can be reached when nobody answers an alarm. Nothing is sent."""

from __future__ import annotations

import shutil
import urllib.parse
from collections.abc import Iterator

from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.settings import AttentionSettings

_CHECK = "supervisor"


def check_supervisor(attention: AttentionSettings) -> Iterator[Finding]:
    """Look at what the settings say about it."""
    command, webhook, after = attention.command, attention.webhook, attention.supervisor_after
    if not command and not webhook:
        if after:
            yield failed(
                _CHECK,
                f"It is to be told after {after} s, but there is neither a command nor a webhook.",
                "Set one (Settings, Attention).",
            )
        else:
            yield ok(_CHECK, "None is set up.")
        return
    if command and shutil.which(command[0]) is None:
        yield failed(_CHECK, f"The command {command[0]} is not there or may not be run.", "Correct it in the settings.")
        return
    if webhook and not _https(webhook):
        yield failed(_CHECK, "The webhook is no https address.", "Correct it in the settings.")
        return
    ways = " and ".join(way for way, given in (("a command", command), ("a webhook", webhook)) if given)
    if not after:
        yield warning(
            _CHECK, f"Reached by {ways}, but never told.", "Set after how many seconds (Settings, Attention)."
        )
        return
    yield ok(_CHECK, f"Told after {after} s by {ways}; nothing has been sent now.")


def _https(address: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)
