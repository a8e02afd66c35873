"""A bounded file of the messages that nobody could read, for whoever finds out why."""

from __future__ import annotations

import datetime
import errno
import os
import threading
from pathlib import Path

from facemon.device.payload import EXCERPT_CHARACTERS, MessageError, one_line

MOST_BYTES = 1024 * 1024  # of the file, and of the older one
_LONGEST_ID = 64  # characters


class UnreadableLog:
    """Appends one line an unreadable message: time, device, reason, beginning of its text, with tabs between.

    Safe to use from several threads. Never raises: what cannot be written is counted in `lost`.

    Args:
        path: the file; None keeps nothing. A full one takes ".1" behind its name, in place of an older one.
        max_bytes: how long the file may get, so that both together stay below twice as much.
    """

    def __init__(self, path: Path | None, max_bytes: int = MOST_BYTES) -> None:
        self.lost = 0
        self._path = path
        self._max_bytes = max_bytes
        self._lock = threading.Lock()

    def add(self, device_id: str, error: MessageError) -> None:
        """Keep what is known of one message that has just arrived."""
        if self._path is None:
            return
        columns = (
            datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
            one_line(device_id)[:_LONGEST_ID],
            one_line(error.reason),
            one_line(error.excerpt)[:EXCERPT_CHARACTERS],
        )
        line = ("\t".join(columns) + "\n").encode()
        with self._lock:
            try:
                self._append(self._path, line)
            except OSError:
                self.lost += 1

    def _append(self, path: Path, line: bytes) -> None:
        # Opened anew each time: unreadable messages are rare, and a file that was deleted or moved away comes back.
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size and size + len(line) > self._max_bytes:
            path.replace(path.with_name(path.name + ".1"))
        # Names of people may be in it.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if os.write(descriptor, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        finally:
            os.close(descriptor)
