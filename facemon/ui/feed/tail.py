"""How far down into the history the feed reaches. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from facemon.history.query import Slot
from facemon.ui.feed.rows import EventRow


class Tail:
    """Knows where the next older events are to be read: whatever lies behind `behind` is not in the feed."""

    def __init__(self) -> None:
        self.behind: Slot | None = None  # None: nothing has been read or let go yet
        self.ended = False  # there is nothing behind it

    def reach(self, last: Slot | None, *, ended: bool) -> None:
        """Take note of a page that has been read: its last place, if it had any, and whether it was the last page."""
        if last is not None:
            self.behind = last
        self.ended = ended

    def let_go(self, rows: Sequence[EventRow]) -> None:
        """Take note of events that the feed has let go: they are to be read again when they are looked for."""
        # By their own times: the feed's keys are another thing where the clock was put back.
        last = max(Slot(row.happening.at_ms, row.number) for row in rows)
        just_above = Slot(last.at_ms, last.id + 1)
        self.behind = just_above if self.behind is None else max(self.behind, just_above)
        self.ended = False
