"""How wrong PINs make whoever guesses wait: a table, and what comes of a try."""

from __future__ import annotations

import msgspec

FREE = 2  # wrong PINs in a row that cost no waiting: anybody may slip
LONGEST_WAIT_S = 300.0


class Verdict(msgspec.Struct, frozen=True):
    """What came of a PIN."""

    right: bool
    wait_s: float = 0.0  # seconds until the next is looked at
    tried: bool = True  # False: it was too soon, and the PIN was not looked at


def wait_after(failures: int) -> float:
    """Return for how many seconds no PIN is looked at after so many wrong ones in a row."""
    return 0.0 if failures <= FREE else min(5.0 * 2.0 ** min(failures - FREE - 1, 20), LONGEST_WAIT_S)


def wait_left(failures: int, failed_ms: int, now_ms: int) -> float:
    """Return what is left of that wait, in seconds, by a clock that may have been set meanwhile (Unix milliseconds)."""
    wait = wait_after(failures)
    # A clock that was set back must not lock anybody out for longer than the wait.
    return min(wait, max(0.0, wait - (now_ms - failed_ms) / 1000))
