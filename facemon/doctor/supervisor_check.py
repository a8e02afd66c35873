"""Whether a supervisor can be reached when nobody answers an alarm. Nothing is run, and nothing sent."""

from __future__ import annotations

import shutil
import socket
import urllib.parse
from collections.abc import Iterator

from facemon.credentials import WEBHOOK, Credentials
from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.settings import AttentionSettings

_CHECK = "supervisor"
_CONNECT = 5.0  # seconds


def check_supervisor(attention: AttentionSettings, credentials: Credentials) -> Iterator[Finding]:
    """Look at what the settings say about it, and whether the webhook's host answers."""
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
    if webhook:
        trouble = _trouble(webhook)
        if trouble is None and attention.webhook_header and not credentials.has(WEBHOOK):
            trouble = failed(
                _CHECK, "The value of the webhook's header is not stored.", "Enter it in the settings (Attention)."
            )
        if trouble is not None:
            yield trouble
            return
    ways = " and ".join(way for way, given in (("a command", command), ("a webhook", webhook)) if given)
    if not after:
        yield warning(
            _CHECK, f"Reached by {ways}, but never told.", "Set after how many seconds (Settings, Attention)."
        )
        return
    yield ok(_CHECK, f"Told after {after} s by {ways}; nothing has been run or sent now.")


def _trouble(webhook: str) -> Finding | None:
    """Return what is wrong with the webhook's address, or that its host does not answer."""
    try:
        parts = urllib.parse.urlsplit(webhook)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        host, port = None, 443
    if not host or not webhook.startswith("https://"):
        return failed(_CHECK, "The webhook is no https address.", "Correct it in the settings.")
    try:
        socket.create_connection((host, port), timeout=_CONNECT).close()
    except OSError as error:
        why = error.strerror or error
        return failed(
            _CHECK,
            f"The webhook's host {host} is not reached on port {port}: {why}.",
            "Check the network, and the host.",
        )
    return None
