"""The history as the rest of facemon sees it: what happens is given to it, and nobody waits for the disk."""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from facemon import alarm
from facemon.door import DoorOrder
from facemon.event import Gap, GapCause, Happening
from facemon.history.database import open_for_reading
from facemon.history.held import Held
from facemon.history.inbox import Inbox
from facemon.history.keeping import Keeping
from facemon.history.note import (
    DoorOrdered,
    HandedOver,
    Joined,
    Listed,
    OnDuty,
    Seen,
    Shelved,
    Unlisted,
    Unshelved,
    Watched,
)
from facemon.history.opening import Opening
from facemon.history.salvage.salvager import Salvager
from facemon.history.telling import PATIENCE, Teller
from facemon.history.writer import RETRY, Writer

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_KNOWN = """
SELECT uuid FROM event WHERE device = (SELECT id FROM device WHERE device_id = ?)
    AND uuid IN (SELECT value FROM json_each(?))
"""


class History:
    """Keeps what happens on disk, exactly once. Every method may be called from any thread.

    An event is on the disk within 0.5 s, one that is `raised` within 0.1 s. What the disk does not take is held in
    memory and written once it does; `on_state` tells so.

    Args:
        path: the file; its folder must be there.
        on_state: told how it stands, from a thread that does nothing else: when that changes, and new numbers once a
            second.
        on_gaps: given the gaps that the history itself has added, for events that had to be given up; from the
            writer's thread.
        on_stored: given the arrival numbers of events that are on the disk now; from the writer's thread.
        retry: seconds between two attempts to open a history that could not be written.
        patience: seconds that the disk may take for one transaction until it counts as not answering.
        held: what is not written yet; its bounds are what memory may be used.
    """

    def __init__(
        self,
        path: Path,
        *,
        on_state: Callable[[Keeping], None],
        on_gaps: Callable[[list[Gap]], None],
        on_stored: Callable[[list[int]], None] | None = None,
        retry: float = RETRY,
        patience: float = PATIENCE,
        held: Held | None = None,
    ) -> None:
        self._path = path
        self._inbox = Inbox(Held() if held is None else held)
        self._gap_lock = threading.Lock()
        self._last_gap = 0
        self._teller = Teller(on_state, self._inbox.counts, patience=patience)
        salvager = Salvager(path, self._inbox, self._teller, on_gaps=on_gaps, gap_id=self._new_gap_id)
        self._writer = Writer(
            path,
            self._inbox,
            self._teller,
            salvager=salvager,
            on_gaps=on_gaps,
            gap_id=self._new_gap_id,
            on_stored=on_stored,
            retry=retry,
        )

    def start(self) -> None:
        """Let the writer open the file, made first where there is none, and begin to write."""
        self._teller.start()
        self._writer.start()

    def opened(self, timeout: float) -> bool:
        """Wait until opening is over, whatever came of it; return whether it was within `timeout` seconds."""
        return self._writer.opened.wait(timeout)

    @property
    def opening(self) -> Opening | None:
        """What was in the file when it was first opened for writing; None while it has not been."""
        return self._writer.opening

    def put(self, happening: Happening, number: int, *, raised: bool, changes: Sequence[alarm.Change] = ()) -> None:
        """Keep an event, and with it, in one transaction, what has become of alarms by it.

        Args:
            number: its arrival number, greater than those of all before: its id in the history.
            raised: whether somebody has to acknowledge it. Where there are changes, that is so only if it has joined
                an alarm by one of them: what ends an alarm's condition is no alarm itself.
            changes: in their order.
        """
        if changes:
            raised = raised and any(change.number == number for change in changes)
        self._inbox.put(happening, number, raised=raised, joined=tuple(map(Joined.of, changes)))

    def is_pressed(self) -> bool:
        """Return whether so much waits to be written that pictures may soon have to be given up."""
        return self._inbox.is_pressed()

    def alarm_changed(self, changes: Iterable[alarm.Change]) -> None:
        """Keep what has become of alarms. It is on the disk within 0.1 s, before events that nobody has to answer.

        The events of an alarm that is closed say so, too, by when and by whom it was, and no longer once that is
        undone; where they are many, some of them a moment later.
        """
        for change in changes:
            self._inbox.record(Joined.of(change))

    def shelved(self, shelf: alarm.Shelf) -> None:
        """Keep that a device's nuisance kind is shelved, or for longer than before."""
        self._inbox.record(Shelved(shelf))

    def unshelved(self, device_id: str, rule: str, at_ms: int) -> None:
        """Keep that it is taken off the shelf before its time."""
        self._inbox.record(Unshelved(device_id, rule, at_ms))

    def watch(self, watched: alarm.Watched) -> None:
        """Keep a person on the watch list, new or changed."""
        self._inbox.record(Listed(watched))

    def unwatch(self, watched_id: int, at_ms: int, by: str) -> None:
        """Keep that a person is taken off the watch list."""
        self._inbox.record(Unlisted(watched_id, at_ms, by))

    def duty(self, at_ms: int, operator: str) -> None:
        """Keep who has taken over the desk."""
        self._inbox.record(OnDuty(at_ms, operator))

    def hand_over(self, at_ms: int, by: str, text: str) -> None:
        """Keep what one shift leaves to the next."""
        self._inbox.record(HandedOver(at_ms, by, text))

    def door(self, order: DoorOrder) -> None:
        """Keep that somebody has a door opened; told again with its outcome."""
        self._inbox.record(DoorOrdered(order))

    def known(self, device_id: str, uuids: Collection[str]) -> set[str]:
        """Return which of a device's uuids are in the history or on their way there. It may wait for the disk.

        Where the file cannot be read, those that wait to be written are all that is known.
        """
        known = self._inbox.known(device_id, uuids)  # first: what is written meanwhile is found in the file then
        wanted = json.dumps([uuid for uuid in uuids if uuid not in known])
        try:
            with contextlib.closing(open_for_reading(self._path)) as connection:
                known.update(uuid for (uuid,) in connection.execute(_KNOWN, (device_id, wanted)).fetchall())
        except sqlite3.Error as error:
            log.warning("the history cannot be asked what it knows of %s: %s", device_id, error)
        return known

    def device_seen(self, device_id: str, name: str) -> None:
        """Keep the name that a device has in the settings."""
        self._inbox.note(Seen(device_id, name))

    def watched(self, device_id: str, at_ms: int, skew_ms: int | None) -> None:
        """Keep the proof that nothing of a device was missed up to `at_ms`, and how far its clock is ahead.

        It is written after all events that were put before.
        """
        self._inbox.note(Watched(device_id, at_ms, skew_ms))

    def open_gap(self, device_id: str, from_ms: int, cause: GapCause) -> Gap:
        """Begin a gap; return it with the id that it will have in the file."""
        gap = Gap(id=self._new_gap_id(), device_id=device_id, from_ms=from_ms, cause=cause)
        self._inbox.note(gap)
        return gap

    def change_gap(self, gap: Gap) -> None:
        """Keep what has become of a gap. It is written after all events that were put before."""
        self._inbox.note(gap)

    def run(self, job: Callable[[sqlite3.Connection], Result]) -> Future[Result]:
        """Let the writer's thread do a short job with its connection between two transactions.

        The job begins and ends its own transactions, and whatever it raises is the future's. Live events wait for it:
        it must be done within some tens of milliseconds. It waits while the history cannot be written, and is
        cancelled when facemon ends.
        """
        return self._inbox.run(job)

    def flush(self, timeout: float) -> bool:
        """Wait until all that has been put so far is on the disk; return whether it was within `timeout` seconds."""
        return self._inbox.flush(timeout)

    def close(self, timeout: float) -> bool:
        """Write what is queued and end; return whether that was done within `timeout` seconds."""
        self._inbox.end()
        ended = self._writer.join(timeout)
        self._teller.close()
        return ended and self._inbox.empty()

    def _new_gap_id(self) -> int:
        """Return an id that no gap has: the time, in microseconds, so that no file needs to be asked."""
        with self._gap_lock:
            self._last_gap = max(time.time_ns() // 1000, self._last_gap + 1)
            return self._last_gap
