"""Which settings were changed, when and by whom, on record: a file of JSON lines that is only ever added to."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from facemon.private_file import put_on_record

log = logging.getLogger(__name__)
LARGEST = 1024 * 1024  # bytes, until the file becomes the older one
LONGEST_NAME = 60  # characters of who did it
MOST_LINES = 500  # of one change
BY_HAND = "settings.toml"  # somebody has edited the file
LEARNT = "facemon"  # from a device


class Change(msgspec.Struct, frozen=True):
    """One line: what was changed at once."""

    at_ms: int  # Unix milliseconds
    by: str
    what: tuple[str, ...]  # as `facemon.settings.told.changes` has it


def add_change(path: Path, by: str, what: Sequence[str]) -> None:
    """Put a change on record; where the disk refuses, the log alone has it. Waits for the disk."""
    for line in what[:MOST_LINES]:
        log.info("settings: %s", line)  # without who, whom the log does not name
    change = Change(time.time_ns() // 1_000_000, by[:LONGEST_NAME], tuple(what[:MOST_LINES]))
    put_on_record(path, change, LARGEST)
