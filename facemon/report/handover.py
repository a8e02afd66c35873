"""Which note of an earlier shift is still to be read. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from facemon.history.note import HandedOver

LONGEST = 4_000  # characters of a note
STALE_MS = 72 * 3_600_000  # a note that nobody has read for so long tells of another time


def unread(
    notes: Iterable[HandedOver], operator: str, *, read_ms: int, written_ms: int | None, now_ms: int
) -> HandedOver | None:
    """Return the newest note if whoever has the desk should read it.

    Args:
        operator: who has the desk.
        read_ms: when the last note that somebody has read was written.
        written_ms: when the one was written that was written since this program began; None for none. Who wrote it and
            still has the desk knows it; after a new start, a name is no proof that it is the same person.
        now_ms: the moment, as are the others in Unix milliseconds.
    """
    newest = max(notes, key=lambda note: note.at_ms, default=None)
    if newest is None or newest.at_ms <= read_ms or now_ms - newest.at_ms > STALE_MS:
        return None
    own = written_ms is not None and newest.at_ms <= written_ms and newest.by == operator
    return None if own else newest
