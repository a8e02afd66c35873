"""Which notifications the desktop is to show now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

MOST = 3  # alarms with a notification of their own; the rest is counted in one more
CALM = 10.0  # seconds until what is shown already is shown anew, because it has come again


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One notification, in the user's words, each text one line without any markup."""

    key: str  # the same for what replaces it
    summary: str
    body: tuple[str, ...] = ()
    pressing: bool = True
    number: int | None = None  # of the event whose picture belongs to it


class Notices:
    """Knows what is shown, so that a repeat replaces, and neither a flood nor a repeat comes every second."""

    def __init__(self) -> None:
        self._shown: dict[str, tuple[Wanted, float]] = {}

    def turn(self, wanted: Sequence[Wanted], now_s: float) -> tuple[list[Wanted], list[str]]:
        """Return what is to be shown, replacing what has its key, and the keys of what is to be taken back.

        Args:
            wanted: all that shall be there, the most pressing first.
            now_s: of a clock that never goes back.
        """
        by_key: Mapping[str, Wanted] = {notice.key: notice for notice in wanted}
        gone = [key for key in self._shown if key not in by_key]
        for key in gone:
            del self._shown[key]
        news = [notice for notice in by_key.values() if self._is_due(notice, now_s)]
        for notice in news:
            self._shown[notice.key] = notice, now_s
        return news, gone

    def _is_due(self, notice: Wanted, now_s: float) -> bool:
        if notice.key not in self._shown:
            return True
        shown, at = self._shown[notice.key]
        return shown != notice and (now_s - at >= CALM or notice.pressing > shown.pressing)
