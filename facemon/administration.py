"""What was done with the administrator's right, on record: a file of JSON lines that is only ever added to.

It stands beside the history and not in it: it tells, too, that the PIN's file was taken away, and outlives a history
that is damaged, put back or given up. No PIN is in it.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

from facemon.private_file import put_on_record

LONGEST_NAME = 60  # characters of who did it
LARGEST = 512 * 1024  # bytes, until the file becomes the older one
_TAIL = 64 * 1024  # bytes from its end that are looked at


class Administered(StrEnum):
    """What was done."""

    UNLOCKED = "unlocked"
    WRONG_PIN = "wrong PIN"
    PIN_SET = "PIN set"
    PIN_CHANGED = "PIN changed"
    PIN_REMOVED = "PIN removed"
    PIN_GONE = "PIN file gone"  # without having been removed by the program
    KIOSK_LEFT = "kiosk left"


class Entry(msgspec.Struct, frozen=True):
    """One line."""

    at_ms: int  # Unix milliseconds
    deed: str  # an `Administered`, or what a newer facemon knows
    by: str  # who sat at the desk


class AdministrationRecord:
    """The file. From any thread that may wait for a disk.

    Args:
        path: the file, made with mode 0600 where there is none.
        wall_ms: gives Unix milliseconds.
    """

    def __init__(self, path: Path, wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._path = path
        self._wall_ms = wall_ms
        self._lock = threading.Lock()

    def add(self, deed: Administered, by: str) -> None:
        """Put on record that something was done; where the disk refuses, the log alone has it."""
        with self._lock:
            put_on_record(self._path, Entry(self._wall_ms(), deed.value, by[:LONGEST_NAME]), LARGEST)

    def recent(self, most: int) -> list[Entry]:
        """Return the last entries, the newest first; what cannot be read is left out."""
        try:
            with self._path.open("rb") as file:
                file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
                lines = file.read(_TAIL).splitlines()
        except OSError:
            return []
        entries: list[Entry] = []
        for line in reversed(lines):
            with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                entries.append(msgspec.json.decode(line, type=Entry))
            if len(entries) == most:
                break
        return entries

    def pin_expected(self) -> bool:
        """Return whether a PIN was set, and since then neither removed nor found gone, as far as is on record."""
        steps = {Administered.PIN_SET: True, Administered.PIN_CHANGED: True}
        steps |= {Administered.PIN_REMOVED: False, Administered.PIN_GONE: False}
        known = {deed.value: expected for deed, expected in steps.items()}
        # Every unlocking takes a PIN: it tells as much, should the setting be too long ago to be looked at.
        known[Administered.UNLOCKED.value] = True
        return next((known[entry.deed] for entry in self.recent(_TAIL) if entry.deed in known), False)
