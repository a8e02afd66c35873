"""The program's log file: one line an occurrence, bounded in size, with no password in it."""

from __future__ import annotations

import base64
import collections
import contextlib
import json
import logging
import os
import re
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import cast
from urllib.parse import quote, quote_plus

from facemon import fault

FILE_BYTES = 5 * 1024 * 1024  # of the file, and of the older one that has ".1" behind its name
LONGEST_LINE = 20_000  # characters: a deep trace fits, a hostile message does not fill the file
MOST_WAITING = 2 * 1024 * 1024  # characters that wait for a disk
CRASH_PATIENCE = 0.5  # seconds that whoever logs a crash waits until the disk has it
CLOSING = 1.0  # seconds
HIDDEN = "•••"

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_HOME = os.path.expanduser("~").rstrip("/")  # noqa: PTH111 - no error where there is none
_SHORT = 4  # characters: a secret below this is hidden only where it stands alone, else the log were unreadable


class _Secrets:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spelled: dict[str, set[str]] = {}
        self._longest_first: tuple[str, ...] | None = ()  # all spellings; None where they have to be put in order anew

    def add(self, secret: str) -> None:
        with self._lock:
            if secret and secret not in self._spelled:
                self._spelled[secret] = _spellings(secret)
                self._longest_first = None

    def drop(self, secret: str) -> None:
        with self._lock:
            if self._spelled.pop(secret, None) is not None:
                self._longest_first = None

    def hide(self, text: str) -> str:
        # One regular expression of them all would have to be made anew with every secret: for the passwords and tokens
        # of two hundred devices that took minutes.
        for spelling in self._in_order():
            if spelling in text:
                text = _without(spelling, text)
        return text

    def _in_order(self) -> tuple[str, ...]:
        with self._lock:
            if self._longest_first is None:
                self._longest_first = tuple(sorted(set().union(*self._spelled.values()), key=len, reverse=True))
            return self._longest_first


def _spellings(secret: str) -> set[str]:
    """Return how Python, JSON, a URL or a form, HTML and base64 would write it, alone or within a longer text."""
    import html  # a table of two thousand names, which a start without passwords does not wait for

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
        base64.b64encode(encoded).decode(),
        base64.urlsafe_b64encode(encoded).decode(),
    }


def _without(spelling: str, text: str) -> str:
    if len(spelling) >= _SHORT:
        return text.replace(spelling, HIDDEN)
    return re.sub(rf"(?<!\w){re.escape(spelling)}(?!\w)", HIDDEN, text)


_secrets = _Secrets()


def register_secret(secret: str) -> None:
    """Keep this text out of the log from now on, also as Python, JSON or a URL would spell it. From any thread."""
    _secrets.add(secret)


def release_secret(secret: str) -> None:
    """Hide this text no more: it opens nothing any longer, as a token that another has taken the place of."""
    _secrets.drop(secret)


def redact(text: str) -> str:
    """Return the text with every registered secret hidden, as the log hides it."""
    return _secrets.hide(text)


class LineFormatter(logging.Formatter):
    """Formats a record, its trace included, as one line: time with offset, level, logger, thread, message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s")

    def formatException(self, ei: _ErrorInfo) -> str:
        return "" if ei[1] is None else fault.trace(ei[1])

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another formatter has made of the trace
        text = _secrets.hide(super().format(record))
        if _HOME:  # on some systems, who has none has "/"
            text = text.replace(_HOME, "~")  # whose account it is
        text = "".join(char if char.isprintable() else _escaped(char) for char in text[: LONGEST_LINE + 1])
        return text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE] + "…"

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002 - the base class's
        moment = time.localtime(record.created)
        offset = time.strftime("%z", moment)
        return time.strftime("%Y-%m-%dT%H:%M:%S", moment) + f".{int(record.msecs):03}{offset[:3]}:{offset[3:]}"


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class _BoundedFile:
    """Only its owner can read the file, and at its full size it takes the place of the older one.

    It writes past Python's buffers, whose locks would hold up the interpreter's end while a disk hangs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def write(self, line: str) -> None:
        """Append a line. Raises OSError where the disk does not take it."""
        data = (line + "\n").encode("utf-8", "backslashreplace")
        if self._descriptor is None:
            self._open()
        size = os.fstat(cast("int", self._descriptor)).st_size  # another process may have appended
        if size and size + len(data) > FILE_BYTES:
            self.close()
            self._path.replace(f"{self._path}.1")
            self._open()
        while data:
            data = data[os.write(cast("int", self._descriptor), data) :]

    def close(self) -> None:
        """Give the file back. Raises OSError for what the disk has not taken."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _open(self) -> None:
        self._descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


class _Queue(logging.Handler):
    """Takes lines from any thread without waiting; a thread of its own writes them, in the order they came in.

    While a disk hangs, lines wait up to a bound. Beyond it they are dropped, and the file says how many when it can.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = _BoundedFile(path)
        # Re-entrant: what the garbage collector finds may be logged in the midst of any of this, by the same thread.
        self._changed = threading.Condition(threading.RLock())
        self._lines: collections.deque[str | int] = collections.deque()  # a number: lines that were dropped there
        self._waiting = 0  # characters
        self._accepted = self._done = 0  # lines
        self._stuck = False  # somebody has waited in vain, and nothing has been written since
        self._ending = False
        # A daemon: a disk that hangs must not keep the program from ending.
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def createLock(self) -> None:
        self.lock = None  # the base class would hold it around `emit`, which has a lock of its own

    def handle(self, record: logging.LogRecord) -> bool:
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None and record.levelno >= logging.ERROR:
            told = _of_fault(record, record.exc_info[1])
            if told is None:
                return
            record = told
        try:
            line = self.format(record)  # here: what is in the record may change, and no secret is to wait in memory
        except Exception:  # noqa: BLE001 - an object of anybody's may fail to say what it is
            line = LineFormatter().format(_record(logging.ERROR, f"{record.name}: a line could not be put into words"))
        with self._changed:
            if self._waiting + len(line) <= MOST_WAITING:
                self._lines.append(line)
                self._waiting += len(line)
                self._accepted += 1
            elif self._lines and isinstance(self._lines[-1], int):
                self._lines[-1] += 1
            else:
                self._lines.append(1)
            self._changed.notify_all()
        if record.levelno >= logging.CRITICAL:
            self.wait(CRASH_PATIENCE)  # the process may be about to end

    def wait(self, timeout: float) -> bool:
        """Wait until the lines so far are written, unless others have in vain; return whether they are."""
        with self._changed:
            wanted = self._accepted
            if self._done < wanted and not self._stuck:
                self._stuck = not self._changed.wait_for(lambda: self._done >= wanted, timeout)
            return self._done >= wanted

    def end(self, timeout: float) -> None:
        """Write what waits and close the file, or leave it to the thread when that takes longer."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        self._thread.join(timeout)
        self.close()

    def _write(self) -> None:
        lost = 0
        while (line := self._next()) is not None:
            text = line if isinstance(line, str) else ""
            lost += line if isinstance(line, int) else 0
            try:
                if lost:
                    self._file.write(_told_lost(lost))
                    lost = 0
                if text:
                    self._file.write(text)
            except Exception:  # noqa: BLE001 - a full disk, or a fault of our own, of which nothing could be logged either
                lost += bool(text)  # there is nowhere to tell of it now that would not fail as well
            with self._changed:
                self._waiting -= len(text)
                self._done += bool(text)
                self._stuck = False
                self._changed.notify_all()
        with contextlib.suppress(OSError):
            if lost:
                self._file.write(_told_lost(lost))
            self._file.close()

    def _next(self) -> str | int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._ending)
            return self._lines.popleft() if self._lines else None


def _record(level: int, message: str, name: str = __name__) -> logging.LogRecord:
    return logging.LogRecord(name, level, "", 0, message, None, None)


def _of_fault(record: logging.LogRecord, error: BaseException) -> logging.LogRecord | None:
    """Return what is written of a fault of our own: its trace the first time, a number the 10th, the 100th, …, time.

    A fault in what is drawn sixty times a second would else push everything older out of the log within minutes.
    """
    found, in_full = fault.book.note(error)
    if in_full:
        return record
    count = found.times
    if count != 10 ** (len(str(count)) - 1):
        return None
    short = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None, "args": ()})
    short.msg = f"{record.getMessage()}: {found.name} again, {count} times so far"
    return short


def _told_lost(lines: int) -> str:
    return LineFormatter().format(
        _record(logging.ERROR, f"lines that are missing here, the disk did not take them: {lines}")
    )


def set_up(path: Path) -> None:
    """Send what is logged to this file, not to any other: by facemon from "info" on, by others from "warning" on."""
    close()
    handler = _Queue(path)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("facemon").setLevel(logging.INFO)


def append(path: Path, name: str, message: str) -> None:
    """Add an error to the log of another process, which cannot write it itself; to be left out where the disk refuses.

    Args:
        path: the log of that process, which must be there.
        name: of the logger.
    """
    line = LineFormatter().format(_record(logging.ERROR, message, name)) + "\n"
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(descriptor, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(descriptor)


def flush(timeout: float = CLOSING) -> bool:
    """Wait until what has been logged is in the file, `timeout` seconds at most; return whether it is."""
    return all(handler.wait(timeout) for handler in logging.getLogger().handlers if isinstance(handler, _Queue))


def close(timeout: float = CLOSING) -> None:
    """Close the file within `timeout` seconds, or leave it to a disk that hangs; what is logged afterwards is lost."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, _Queue):
            root.removeHandler(handler)
            handler.end(timeout)
