"""The time zone of this computer, which somebody may change while the program runs."""

from __future__ import annotations

import time


class Zone:
    """Looks whether it is another one. Summer time that begins or ends is no other zone."""

    def __init__(self) -> None:
        self._known = _zone()

    def has_changed(self) -> bool:
        """Return whether it is another one than when it was last asked."""
        before, self._known = self._known, _zone()
        return self._known != before


def _zone() -> tuple[tuple[str, str], int, int]:
    if hasattr(time, "tzset"):
        time.tzset()  # else the C library goes by the zone of the start
    return time.tzname, time.timezone, time.altzone
