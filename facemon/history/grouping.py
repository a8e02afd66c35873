"""How much one transaction takes: more where the disk takes long to confirm it, however little is in it. No I/O."""

from __future__ import annotations

MOST_TIMES = 16
_SLOW = 0.1  # seconds; below, a transaction's confirmation holds nobody up


class Grouping:
    """How many times as much as usual the next transaction takes, found out from how long the last ones took.

    A disk that needs two seconds for a sync would else fall behind thirty events a second.
    """

    def __init__(self) -> None:
        self.times = 1

    def took(self, writing: float, confirming: float, *, more: bool) -> None:
        """Take account of a transaction.

        Args:
            writing: seconds until all of it was written.
            confirming: seconds from then until the disk had it.
            more: enough for another one was waiting by then.
        """
        if confirming > _SLOW and confirming > writing:
            if more:
                self.times = min(MOST_TIMES, self.times * 2)
        else:
            self.times = max(1, self.times // 2)
