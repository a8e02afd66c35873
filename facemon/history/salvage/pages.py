"""The pages of a damaged database's file, as its write-ahead log leaves them. Read-only, without SQLite.

The format is SQLite's own: https://www.sqlite.org/fileformat2.html. Page numbers count from 1.
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from facemon.history.aside import log_of
from facemon.history.database import PAGE_BYTES

_LOG_HEADER = struct.Struct(">8I")
_FRAME_HEADER = struct.Struct(">6I")
_LOG_MAGIC = 0x377F0682  # the last bit says in which order of bytes the checksums are
_MAP_ENTRIES = PAGE_BYTES // 5  # of a page that tells what follows it is for
_LOCK_PAGE = 0x40000000 // PAGE_BYTES + 1  # at 1 GiB, never used


class Use(enum.IntEnum):
    """What a page is for, as the map that every file with auto-vacuum has tells it."""

    ROOT = 1
    FREE = 2
    OVERFLOW_FIRST = 3
    OVERFLOW = 4
    TREE = 5


class Pages:
    """The pages of one file, which must not be written meanwhile. Any bytes may be in it.

    Raises:
        OSError: it cannot be read. So does every method.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._log: BinaryIO | None = None
        self._in_log: dict[int, int] = {}  # page -> where it is in the log
        self._map_page = 0, b""  # the last that was looked into
        self.count = path.stat().st_size // PAGE_BYTES
        if log_of(path).exists():
            self._log = log_of(path).open("rb")
            for number, at in _frames(self._log):
                self._in_log[number] = at
                self.count = max(self.count, number)

    def __enter__(self) -> Pages:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def read(self, number: int) -> bytes:
        """Return a page; empty where there is none."""
        if not 0 < number <= self.count:
            return b""
        at = self._in_log.get(number)
        if at is not None and self._log is not None:
            self._log.seek(at)
            return self._log.read(PAGE_BYTES)
        self._file.seek((number - 1) * PAGE_BYTES)
        page = self._file.read(PAGE_BYTES)
        return page if len(page) == PAGE_BYTES else b""

    def use(self, number: int) -> tuple[Use, int] | None:
        """Return what a page is for and the page that leads to it; None where the map makes no sense."""
        map_number = (number - 2) // (_MAP_ENTRIES + 1) * (_MAP_ENTRIES + 1) + 2
        if map_number == _LOCK_PAGE:
            map_number += 1
        at = 5 * (number - map_number - 1)
        if self._map_page[0] != map_number:
            self._map_page = map_number, self.read(map_number)
        entry = self._map_page[1][at : at + 5] if at >= 0 else b""
        if len(entry) < 5 or not Use.ROOT <= entry[0] <= Use.TREE:
            return None
        parent = int.from_bytes(entry[1:], "big")
        return (Use(entry[0]), parent) if parent <= self.count else None


def _frames(log: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield the number of every page in a write-ahead log up to its last commit, and where it is, the oldest first."""
    header = log.read(_LOG_HEADER.size)
    if len(header) < _LOG_HEADER.size:
        return
    magic, _, page_bytes, _, salt_1, salt_2, check_1, check_2 = _LOG_HEADER.unpack(header)
    if magic & ~1 != _LOG_MAGIC or page_bytes != PAGE_BYTES:
        return
    order = ">" if magic & 1 else "<"
    sums = _checksum(order, header[:24], (0, 0))
    if sums != (check_1, check_2):
        return
    pending: list[tuple[int, int]] = []
    at = _LOG_HEADER.size
    while len(frame := log.read(_FRAME_HEADER.size + PAGE_BYTES)) == _FRAME_HEADER.size + PAGE_BYTES:
        number, size_after, frame_salt_1, frame_salt_2, check_1, check_2 = _FRAME_HEADER.unpack_from(frame)
        if (frame_salt_1, frame_salt_2) != (salt_1, salt_2):
            return
        sums = _checksum(order, frame[:8] + frame[_FRAME_HEADER.size :], sums)
        if sums != (check_1, check_2):
            return
        pending.append((number, at + _FRAME_HEADER.size))
        at += len(frame)
        if size_after:  # a commit
            yield from pending
            pending.clear()


def _checksum(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for low, high in struct.iter_unpack(f"{order}2I", data):
        first = (first + low + second) & 0xFFFFFFFF
        second = (second + high + first) & 0xFFFFFFFF
    return first, second
