"""The program's log file: one line an occurrence, bounded in size, with no password in it."""

from __future__ import annotations

import contextlib
import html
import json
import logging
import logging.handlers
import os
import re
import threading
import time
from io import TextIOWrapper
from pathlib import Path
from typing import cast
from urllib.parse import quote, quote_plus

FILE_BYTES = 5 * 1024 * 1024  # of the file, and of the older one that has ".1" behind its name
LONGEST_LINE = 20_000  # characters: a deep trace fits, a hostile message does not fill the file
HIDDEN = "•••"

_SHORT = 4  # characters: a secret below this is hidden only where it stands alone, else the log were unreadable


class _Secrets:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spellings: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, secret: str) -> None:
        spellings = _spellings(secret)
        with self._lock:
            if secret and not spellings <= self._spellings:
                self._spellings |= spellings
                longest_first = sorted(self._spellings, key=len, reverse=True)
                self._pattern = re.compile("|".join(_matching(spelling) for spelling in longest_first))

    def hide(self, text: str) -> str:
        pattern = self._pattern
        return text if pattern is None else pattern.sub(HIDDEN, text)


def _spellings(secret: str) -> set[str]:
    """Return how Python, JSON, a URL or a form, and HTML would write it, alone or within a longer text."""
    encoded = secret.encode("utf-8", "surrogatepass")
    return {
        secret,
        # Whether Python escapes a single quote depends on the double quotes around.
        *(spell(quotes + secret)[1 + len(quotes) : -1] for spell in (repr, ascii) for quotes in ("", '"')),
        *(repr(quotes + encoded)[2 + len(quotes) : -1] for quotes in (b"", b'"')),
        *(json.dumps(secret, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)),
        *(spell(encoded, safe=safe) for spell in (quote, quote_plus) for safe in ("", "/")),
        html.escape(secret),
        html.escape(secret, quote=False),
    }


def _matching(secret: str) -> str:
    return re.escape(secret) if len(secret) >= _SHORT else rf"(?<!\w){re.escape(secret)}(?!\w)"


_secrets = _Secrets()


def register_secret(secret: str) -> None:
    """Keep this text out of the log from now on, also as Python, JSON or a URL would spell it. From any thread."""
    _secrets.add(secret)


class LineFormatter(logging.Formatter):
    """Formats a record, its trace included, as one line: time with offset, level, logger, thread, message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        text = _secrets.hide(super().format(record))
        text = "".join(char if char.isprintable() else _escaped(char) for char in text[: LONGEST_LINE + 1])
        return text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + "…"

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002 - the base class's
        moment = time.localtime(record.created)
        offset = time.strftime("%z", moment)
        return time.strftime("%Y-%m-%dT%H:%M:%S", moment) + f".{int(record.msecs):03}{offset[:3]}:{offset[3:]}"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class _LogFile(logging.handlers.RotatingFileHandler):
    """Only its owner can read the file, and a disk that takes no more does not disturb the program."""

    def _open(self) -> TextIOWrapper:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return cast(
            "TextIOWrapper",
            open(self.baseFilename, self.mode, encoding="utf-8", errors="backslashreplace", opener=private),
        )

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose the line: there is nowhere to tell of it that would not fail as well."""


def set_up(path: Path) -> None:
    """Send what is logged to this file, not to any other: by facemon from "info" on, by others from "warning" on."""
    close()
    handler = _LogFile(path, maxBytes=FILE_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("facemon").setLevel(logging.INFO)


def close() -> None:
    """Close the file; what is logged afterwards is lost."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, _LogFile):
            root.removeHandler(handler)
            with contextlib.suppress(OSError):  # what a full disk has not taken yet
                handler.close()
