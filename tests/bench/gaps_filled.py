"""Whether a running facemon still has gaps to fill, and what it says of those that it has filled: by its history."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 300.0  # seconds
_LAST = 3.0  # seconds for the last ones to be drawn


def rows(history: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask a history that is being written."""
    with contextlib.closing(sqlite3.connect(f"file:{history}?mode=ro", uri=True, timeout=10)) as connection:
        return connection.execute(query, values).fetchall()


def wait_for_recovery(history: Path, runs: Callable[[], object]) -> float:
    """Wait until no gap is open or being filled; return how many seconds that took, and say where it was in vain.

    Args:
        runs: called several times; it ends the benchmark where the program has ended.
    """
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        time.sleep(0.5)
        runs()
        if rows(history, "SELECT 1 FROM gap WHERE state IN ('open', 'waiting', 'recovering') LIMIT 1"):
            continue
        took = time.monotonic() - begun
        time.sleep(_LAST)
        return took
    print(f"gaps were still being recovered {PATIENCE:.0f} s after the last event")
    return PATIENCE


def gaps_that_warn(history: Path) -> int:
    """Return of how many gaps facemon says that something else than what it has recovered may be missing in them."""
    ((count,),) = rows(history, "SELECT count(*) FROM gap WHERE state = 'recovered' AND problem <> ''")
    return int(count)
