"""Where threads meet the one that writes the history: what waits to be written, the jobs to be done, the end."""

from __future__ import annotations

import collections
import sqlite3
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future
from typing import Any, TypeVar

from facemon.event import Happening
from facemon.history.held import GROUP_BYTES, GROUP_EVENTS, Batch, Held
from facemon.history.note import Joined, Note, Record

GATHER = 0.2  # seconds that an event waits for others to share its transaction

Result = TypeVar("Result")
Job = Callable[[sqlite3.Connection], Result]


class Inbox:
    """Takes from any thread, for one thread to write. Nothing here waits for the disk but `flush`.

    Args:
        held: what is queued; its bounds are what memory may be used.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self._changed = threading.Condition()
        self._jobs: collections.deque[tuple[Job[Any], Future[Any]]] = collections.deque()
        self._gather_until = 0.0
        self._taken: Batch | None = None
        self._flushing = 0  # threads that wait for all that is queued
        self._ending = False

    @property
    def ending(self) -> bool:
        """Whether nothing more will come."""
        return self._ending

    def put(self, happening: Happening, number: int, *, raised: bool, joined: tuple[Joined, ...] = ()) -> None:
        """Queue an event, and what becomes of alarms by it."""
        with self._changed:
            idle = not self._held
            self._held.put(happening, number, raised=raised, joined=joined)
            if idle:
                self._gather_until = time.monotonic() + GATHER
            if idle or raised or joined or self._held.full:
                self._changed.notify_all()

    def record(self, record: Record) -> None:
        """Queue what is written at once, in its order."""
        with self._changed:
            self._held.record(record)
            self._changed.notify_all()

    def note(self, note: Note) -> None:
        """Queue what is no event."""
        with self._changed:
            idle = not self._held
            self._held.note(note)
            if idle:
                self._gather_until = time.monotonic() + GATHER
                self._changed.notify_all()

    def run(self, job: Job[Result]) -> Future[Result]:
        """Queue a job, to be done with the writer's connection between two transactions."""
        future: Future[Result] = Future()
        with self._changed:
            if not self._ending:
                self._jobs.append((job, future))
                self._changed.notify_all()
                return future
        future.cancel()
        return future

    def known(self, device_id: str, uuids: Collection[str]) -> set[str]:
        """Return which of a device's uuids have not been written yet."""
        with self._changed:
            return self._held.known(device_id, uuids)

    def counts(self) -> tuple[int, int, int]:
        """Return how many events are held, and how many events and pictures have been given up."""
        with self._changed:
            taken = len(self._taken.events) if self._taken else 0
            return self._held.events + taken, self._held.given_up, self._held.pictures_given_up

    def is_pressed(self) -> bool:
        """Return whether as much is held as may be a half of what can be."""
        with self._changed:
            return self._held.half_full

    def empty(self) -> bool:
        """Return whether all has been written."""
        with self._changed:
            return not self._held and not self._taken

    def flush(self, timeout: float) -> bool:
        """Wait until all that is queued now has been written; return whether it was within `timeout` seconds."""
        with self._changed:
            place = self._held.next_place
            self._flushing += 1
            self._changed.notify_all()
            try:
                return self._changed.wait_for(lambda: not self._taken and self._held.first_place >= place, timeout)
            finally:
                self._flushing -= 1

    def end(self) -> None:
        """Let the writer write what is queued, and end."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()

    def wait(self, timeout: float | None) -> bool:
        """Wait until something is due to be written or done, or the end; return whether something is."""
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            while True:
                now = time.monotonic()
                due = self._due()
                if due <= now:
                    return True
                if self._ending or (deadline is not None and deadline <= now):
                    return False
                until = min(due, float("inf") if deadline is None else deadline)
                self._changed.wait(None if until == float("inf") else until - now)

    def pause(self, timeout: float) -> bool:
        """Wait so many seconds while nothing can be written; return whether the end has come."""
        with self._changed:
            return self._changed.wait_for(lambda: self._ending, timeout)

    def take(self, times: int = 1) -> Batch:
        """Return what one transaction shall write, `times` as much as usual; `settle` or `put_back` must follow."""
        with self._changed:
            self._taken = self._held.take(times * GROUP_EVENTS, times * GROUP_BYTES)
            return self._taken

    def crowded(self) -> bool:
        """Return whether there is enough for another transaction."""
        with self._changed:
            return self._held.full

    def settle(self, batch: Batch) -> None:
        """The batch has been written."""
        with self._changed:
            self._held.settle(batch)
            self._taken = None
            self._changed.notify_all()

    def put_back(self, batch: Batch) -> None:
        """The batch could not be written."""
        with self._changed:
            self._held.put_back(batch)
            self._taken = None

    def next_job(self) -> tuple[Job[Any], Future[Any]] | None:
        """Return a job to be done, that nobody has cancelled."""
        with self._changed:
            while self._jobs:
                job, future = self._jobs.popleft()
                if future.set_running_or_notify_cancel():
                    return job, future
        return None

    def drop_jobs(self) -> None:
        """Cancel the jobs that have not been begun."""
        with self._changed:
            while self._jobs:
                self._jobs.popleft()[1].cancel()

    def _due(self) -> float:
        """Return when something is to be written or done next, in monotonic seconds."""
        if self._jobs:
            return 0.0
        if not self._held:
            return float("inf")
        if self._ending or self._flushing or self._held.pressing or self._held.full:
            return 0.0
        return self._gather_until
