"""How long the window waits from one batch to the next, when more comes than a person can take in. Pure: no Qt."""

from __future__ import annotations

import msgspec

FRAME_MS = 24  # what comes alone is shown at once; at 50 events/s the half of it is what one waits
LONGEST_MS = 144  # what is shown a seventh of a second after it came still came just now
TAKEN_IN = 4  # cards that come within FRAME_MS; beyond, each is pushed out of sight before an eye has found it
_LASTING_MS = 100  # a few that come together are no rush


class Pace(msgspec.Struct, frozen=True):
    """How the window goes on after a batch."""

    wait_ms: int = FRAME_MS  # until the next batch
    rushing_ms: float = 0  # for so long already more has come than anybody takes in

    def after(self, arrivals: int, since_ms: float) -> Pace:
        """Return how it goes on after one more batch.

        Args:
            arrivals: how many cards it has put on top.
            since_ms: how long they have gathered.
        """
        if arrivals * FRAME_MS <= TAKEN_IN * max(since_ms, FRAME_MS):
            return Pace()
        rushing_ms = self.rushing_ms + max(since_ms, FRAME_MS)
        return Pace(LONGEST_MS if rushing_ms >= _LASTING_MS else FRAME_MS, rushing_ms)
