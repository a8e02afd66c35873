"""A row as SQLite writes it: bytes to values. No I/O."""

from __future__ import annotations

import struct

Value = int | float | str | bytes | None


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at `at`, and where it ends.

    Raises:
        ValueError: the bytes end before the number does.
    """
    value = 0
    for index in range(at, at + 8):
        if index >= len(data):
            raise ValueError("a number is cut off")
        byte = data[index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, index + 1
    if at + 8 >= len(data):
        raise ValueError("a number is cut off")
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def values(record: bytes) -> list[Value]:
    """Return the columns of a row.

    Raises:
        ValueError: the bytes are no row.
    """
    head, at = varint(record, 0)
    if not at <= head <= len(record):
        raise ValueError("the row's head is longer than the row")
    found: list[Value] = []
    body = head
    while at < head:
        kind, at = varint(record, at)
        value, body = _value(record, kind, body)
        found.append(value)
    if at != head or body != len(record):
        raise ValueError("the row has another length than its columns")
    return found


_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # kind -> bytes


def _value(record: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    length = 8 if kind == 7 else _INTEGERS.get(kind, (kind - 12) // 2)
    end = at + length
    if length < 0 or end > len(record):
        raise ValueError("a column is cut off")
    data = record[at:end]
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True), end
    if kind == 7:
        return float(struct.unpack(">d", data)[0]), end
    return (data.decode() if kind % 2 else data), end
