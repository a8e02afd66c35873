"""Brings what is left of damaged histories into the new one, in the background, a few events at a time."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TypeVar

from facemon.event import Gap
from facemon.history.aside import has_been_read, to_be_read
from facemon.history.gaps import not_kept
from facemon.history.inbox import Inbox, Job
from facemon.history.keeping import Salvage, Trouble, trouble_of
from facemon.history.salvage.pages import Pages
from facemon.history.salvage.record import Value
from facemon.history.salvage.remains import Remains
from facemon.history.salvage.restoring import ALARMS, PICTURE, RAW, Notes, attach, keep_events, keep_gaps, restore_notes
from facemon.history.telling import Teller

log = logging.getLogger(__name__)

GROUP = 50  # events that one transaction takes: live events wait as long
GROUP_ROWS = 500  # of what is told of alarms
GROUP_BYTES = 2 * 1024 * 1024  # of pictures or raw texts
SPARE = 256 * 1024 * 1024  # bytes that stay free on the disk for what happens now
RETRY = 5.0  # seconds until what the disk did not take is tried again

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Ended(Exception):
    """facemon ends, or the new history is damaged in its turn."""


class Salvager:
    """Reads the files that were set aside, in a thread of its own; the writer's thread writes what is in them.

    It can be killed at any moment: at the next start it begins with the file again, and nothing is there twice.

    Args:
        path: of the history in whose place they were.
        inbox: where the writer takes its jobs.
        teller: told how far it is.
        on_gaps: given the gaps that what could not be read leaves; from the salvager's thread.
        gap_id: gives a new gap its id.
    """

    def __init__(
        self,
        path: Path,
        inbox: Inbox,
        teller: Teller,
        *,
        on_gaps: Callable[[list[Gap]], None],
        gap_id: Callable[[], int],
    ) -> None:
        self._path = path
        self._inbox = inbox
        self._teller = teller
        self._on_gaps = on_gaps
        self._gap_id = gap_id
        self._lock = threading.Lock()
        self._running = False  # guarded by the lock

    def begin(self) -> None:
        """Begin with what is there to be read, unless that is going on."""
        with self._lock:
            if self._running or not to_be_read(self._path):
                return
            self._running = True
        threading.Thread(target=self._run, name="history salvage", daemon=True).start()

    def _run(self) -> None:
        unreadable: set[Path] = set()
        while True:
            with self._lock:
                try:
                    asides = [aside for aside in to_be_read(self._path) if aside not in unreadable]
                except Exception:
                    log.exception("what was set aside cannot be looked for")
                    asides = []
                if not asides or self._inbox.ending:
                    self._running = False
                    return
            try:
                self._salvage(asides[-1])
            except _Ended:
                continue
            except Exception:
                log.exception("%s cannot be read", asides[-1])
                unreadable.add(asides[-1])

    def _salvage(self, aside: Path) -> None:
        log.info("what is left in %s is being saved", aside.name)
        self._teller.change(salvage=Salvage(aside.name))
        with Pages(aside) as pages, Remains(pages) as remains:
            self._do(partial(restore_notes, notes=Notes.of(remains)))
            for table, rows in remains.alarms():
                for some in _groups(rows, lambda _: 0, GROUP_ROWS):
                    self._do(partial(attach, statement=ALARMS[table], attached=some))
            saved = 0
            events = (event for page in remains.events() for event in page)
            for group in _groups(events, lambda _: 0, GROUP):
                self._do(partial(keep_events, group=group))
                saved += len(group)
                self._teller.change(salvage=Salvage(aside.name, saved))
            gaps = [not_kept(loss, self._gap_id()) for loss in remains.losses()]
            lost = sum(gap.lost for gap in gaps)
            if new := self._do(partial(keep_gaps, gaps=gaps)):
                self._on_gaps(new)
            self._teller.change(salvage=Salvage(aside.name, saved, lost))
            for name, statement in (("raw", RAW), ("picture", PICTURE)):
                for attached in _groups(remains.attachments(name), _weight, GROUP):
                    self._do(partial(attach, statement=statement, attached=attached))
        done = has_been_read(aside)
        log.info("events saved from %s: %d; lost: %d", done.name, saved, lost)
        self._teller.change(salvage=Salvage(done.name, saved, lost, done=True))

    def _do(self, job: Job[Result]) -> Result:
        """Let the writer do a job, again and again until the disk takes it."""
        begun = time.monotonic()
        while True:
            if shutil.disk_usage(self._path.parent).free >= SPARE:
                try:
                    result = self._inbox.run(job).result()
                    break
                except CancelledError:
                    raise _Ended from None
                except sqlite3.Error as error:
                    if trouble_of(error) is Trouble.DAMAGED:
                        raise _Ended from error
                    log.warning("saving what is left has to wait: %s", error)
            if self._inbox.pause(RETRY):
                raise _Ended
        self._inbox.pause(time.monotonic() - begun)  # half of the time is for others
        return result


def _weight(attached: tuple[int, Value]) -> int:
    return len(attached[1]) if isinstance(attached[1], bytes | str) else 0


def _groups(items: Iterable[Item], weight: Callable[[Item], int], most: int) -> Iterator[list[Item]]:
    group: list[Item] = []
    size = 0
    for item in items:
        group.append(item)
        size += weight(item)
        if len(group) >= most or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group
