"""Recovers what happened at a device during one gap, out of the device's own records."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol

import msgspec

from facemon.device.ahead import Ahead, Answered
from facemon.device.exchange import AnswerTooLong
from facemon.device.failure import LinkError
from facemon.device.judging import NotOffered
from facemon.device.message import event_from_data
from facemon.device.paging import Mark, Paging, Question
from facemon.device.records import MOST_RECORDS, RecordsPage
from facemon.device.rest import DeviceTime
from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.device.status import Failure
from facemon.device.window import BEFORE_S, Clock, Window, clock, place, windows
from facemon.event import Event, Gap, GapState
from facemon.phrase import QT_TRANSLATE_NOOP

# What a page is meant to weigh, and to take: it has so many records. A longer one would keep the other threads waiting
# while it is cut up (2 ms for 8 MiB), and a slow device busy.
_PAGE_BYTES = 8 * 1024 * 1024
_PAGE_SECONDS = 10.0
_TURN_SECONDS = 0.001  # at a stretch; on a busy machine each end of a turn costs about as much
_TRIES = 3  # at a single record that comes broken off
_CLOCK_TOLERANCE_MS = 5_000
_MOST_UNREADABLE = 10_000  # told apart from each other


class Known(NamedTuple):
    """An event that the device is known to have sent: its records are worth something only if it is among them."""

    time_ms: int  # by the device's clock
    received_ms: int  # by this computer's


class PageOutcome(NamedTuple):
    """What came of a page's events."""

    new: int  # were not known before
    pictureless: int  # of the new ones


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A gap to recover, with what is known about the device from before it."""

    gap: Gap  # with a `to_ms`; its `cursor_s` says where to go on
    skew_ms: int | None = None  # that its clock was ahead of this computer's, as of when the gap began
    last: Known | None = None  # the last event before the gap whose time the device told
    alarms: bool = False  # the device sends device alarms, which its records do not hold


class Asks(Protocol):
    """What a recovery needs of `facemon.device.rest.Rest`."""

    def time(self) -> DeviceTime:
        """Return the device's clock."""

    def records(self, begin_s: int, end_s: int, *, offset: int, limit: int) -> RecordsPage:
        """Return some of the device's records, oldest first."""


class Recovery:
    """Reads the records of one gap, oldest first. One thread uses it.

    The progress is in the gap: another `Recovery` goes on from there, also after a crash. What is read again then, and
    what the windows overlap with, is up to `on_page` to recognise by its uuid.

    Args:
        on_page: takes the events of a page, and the gap as it is once they are stored, but for the counts that it
            returns. It may take its time.
        on_gap: takes the gap after each page, with its counts; to be stored behind the page's events.
        pause: waits between two pages; it may raise StoppedError.
    """

    def __init__(
        self,
        task: Task,
        *,
        on_page: Callable[[Gap, list[Event]], PageOutcome],
        on_gap: Callable[[Gap], object],
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        if task.gap.to_ms is None:
            raise ValueError("the gap goes on still")
        self.gap = task.gap
        self.has_clock = False
        self._task = task
        self._to_ms = task.gap.to_ms
        self._on_page = on_page
        self._on_gap = on_gap
        self._pause = pause
        self._clock: Clock | None = None
        self._windows: list[Window] = []
        self._paging: Paging | None = None
        self._read = 0  # before the window under way
        self._written_s = 0  # by the device's clock: what happened before has surely been among the records
        self._limit = MOST_RECORDS
        self._tries = 0
        self._unreadable: set[str] = set()
        self._repeats = False
        self._missing = 0

    def run(self, rest: Asks) -> Gap:
        """Read on to the end, and return the gap as it is then. After an exception it can be called again.

        Raises:
            LinkError, StoppedError, OSError and others: as `Rest.records`.
        """
        if self._clock is None:
            self._plan(rest)
        ahead = Ahead(lambda asked, limit: rest.records(asked.begin_s, asked.end_s, offset=asked.offset, limit=limit))
        try:
            while self._windows:
                self._paging = self._paging or self._begun(self._windows[0])
                while (question := self._paging.question) is not None:
                    answered = self._ask(ahead, self._paging, question)
                    if answered is not None:
                        self._take(self._paging, answered, ahead)
                        self._pause()
                self._leave(self._paging)
        finally:
            ahead.end()
        return self._finished(rest)

    def _plan(self, rest: Asks) -> None:
        gap, last = self.gap, self._task.last
        after = None
        try:
            after = round(rest.time().skew_s * 1000)
            self.has_clock = True
        except NotOffered:
            pass
        except LinkError as error:
            if error.failure is not Failure.PROTOCOL_ERROR:
                raise
            self.has_clock = True
        self._clock = clock(self._task.skew_ms, after, None if last is None else last.time_ms - last.received_ms)
        cursor = gap.cursor_s
        found = windows(gap.from_ms, self._to_ms, self._clock)
        self._windows = [window for window in found if cursor is None or cursor <= window.end_s]
        self._read = gap.read if len(self._windows) < len(found) else 0
        self._written_s = (self._to_ms + min(self._clock.skews)) // 1000 - BEFORE_S

    def _begun(self, window: Window) -> Paging:
        gap = self.gap
        if gap.cursor_s is None or gap.cursor_s <= window.begin_s:
            return Paging(window)
        self._read = 0
        return Paging(window, gap.cursor_s, seen=gap.read, expected=gap.total)

    def _ask(self, ahead: Ahead, paging: Paging, question: Question) -> Answered | None:
        """Return what the device answers; None where another question is to be asked first."""
        try:
            answered = ahead.answer(question, self._limit)
        except AnswerTooLong:
            self._ask_for_less(paging, question)
            return None
        except (LinkError, OSError):
            # It may have been too much for the device, or for the network.
            self._limit = max(1, self._limit // 2)
            raise
        page = answered.page
        if page.count or not page.broken_off:
            self._tries = 0
            return answered
        self._tries += 1
        if self._limit == 1 and self._tries >= _TRIES:
            self._tries = 0
            self._ask_for_less(paging, question)
            return None
        self._limit = max(1, self._limit // 2)
        raise LinkError(Failure.CONNECTION_LOST, QT_TRANSLATE_NOOP("Detail", "answer broken off"))

    def _ask_for_less(self, paging: Paging, question: Question) -> None:
        if self._limit > 1:
            self._limit //= 2
            return
        self._note_unreadable(str(question))
        paging.skip()

    def _take(self, paging: Paging, answered: Answered, ahead: Ahead) -> None:
        page, seconds = answered
        told, window, asked = self._clock or Clock(None, None), self._windows[0], self._limit
        now = round(time.time() * 1000)
        events: list[Event] = []
        marks: list[Mark] = []
        turn = time.monotonic()
        for text, item in zip(page.texts, page.items(), strict=True):
            if time.monotonic() - turn > _TURN_SECONDS:
                time.sleep(0)  # let the others have their turn: what happens now comes first
                turn = time.monotonic()
            if item is None:
                marks.append(Mark(None, self._note_unreadable(hashlib.sha256(text).hexdigest())))
                continue
            # Without a time of its own it gets the gap's end, so that it is the same whenever it is read.
            event = event_from_data(item, device_id=self.gap.device_id, received_ms=self._to_ms)
            second = None if "timestamp" in event.flaws else event.time_ms // 1000
            marks.append(Mark(second, event.uuid))
            if second is None or window.begin_s <= second <= window.end_s:
                placed = self._to_ms if second is None else place(event.time_ms, self.gap, self._to_ms, told)
                events.append(msgspec.structs.replace(event, received_ms=now, placed_ms=placed))
        paging.took(marks, total=None if page.broken_off else page.total, full=page.broken_off or page.count >= asked)
        self._size_pages(page, seconds)
        if paging.question is not None:
            ahead.begin(paging.question, self._limit)
        try:
            self._progress(paging, events)
        except BaseException:
            # Not taken, so it has to be read again, from where the gap says.
            self._paging = None
            raise

    def _size_pages(self, page: RecordsPage, seconds: float) -> None:
        if page.count:
            by_bytes = _PAGE_BYTES * page.count // max(1, page.size)
            by_time = int(page.count * _PAGE_SECONDS / max(0.001, seconds))
            self._limit = max(1, min(MOST_RECORDS, 2 * self._limit, by_bytes, by_time))

    def _progress(self, paging: Paging, events: list[Event]) -> None:
        read = max(self.gap.read, self._read + paging.seen)
        total = None if paging.expected is None else max(read, self._read + paging.expected)
        gap = msgspec.structs.replace(
            self.gap,
            state=GapState.RECOVERING,
            cursor_s=self._cursor(paging),
            read=read,
            total=total,
            problem="",
            detail="",
        )
        outcome = self._on_page(gap, events) if events else PageOutcome(0, 0)
        paging.found(outcome.new)
        self.gap = msgspec.structs.replace(
            gap, recovered=gap.recovered + outcome.new, pictureless=gap.pictureless + outcome.pictureless
        )
        self._on_gap(self.gap)

    def _cursor(self, paging: Paging) -> int:
        if paging.question is not None and self._windows[0].begin_s <= self._written_s:
            return paging.cursor_s
        # The window's end is hardly over, and more may happen in it. A window beyond may be one yet to come.
        return min(paging.cursor_s, self._written_s)

    def _leave(self, paging: Paging) -> None:
        self._repeats |= paging.repeats
        self._missing += paging.missing
        self._read += paging.seen
        self._paging = None
        del self._windows[0]

    def _note_unreadable(self, key: str) -> str:
        if len(self._unreadable) < _MOST_UNREADABLE:
            self._unreadable.add(key)
        return key

    def _finished(self, rest: Asks) -> Gap:
        state, shortfall, detail = self._outcome(rest)
        self.gap = msgspec.structs.replace(
            self.gap,
            state=state,
            # It may go on from there when the device is lost again; what is incomplete has to be read anew.
            cursor_s=self.gap.cursor_s if state is GapState.RECOVERED else None,
            problem=SENTENCES[shortfall] if shortfall else "",
            detail=detail,
        )
        return self.gap

    def _outcome(self, rest: Asks) -> tuple[GapState, Shortfall | None, str]:
        """Return what has become of the gap, what has to be said of it, and the detail."""
        jump = self._clock.jump_ms if self._clock else 0
        if not self.gap.read and not self._unreadable and self._is_nothing_stored(rest):
            return GapState.FAILED, Shortfall.NOT_STORED, ""
        if self._repeats:
            return GapState.PARTIAL, Shortfall.REPEATS, ""
        if self._missing:
            return GapState.PARTIAL, Shortfall.FEWER, str(self._missing)
        if self._unreadable:
            return GapState.PARTIAL, Shortfall.UNREADABLE, str(len(self._unreadable))
        if self.gap.read and abs(jump) > _CLOCK_TOLERANCE_MS:
            way = Shortfall.CLOCK_FORWARDS if jump > 0 else Shortfall.CLOCK_BACKWARDS
            return GapState.RECOVERED, way, duration(abs(jump))
        return GapState.RECOVERED, Shortfall.NO_ALARMS if self._task.alarms else None, ""

    def _is_nothing_stored(self, rest: Asks) -> bool:
        """Return whether the device has no record even of what it is known to have sent."""
        last = self._task.last
        if last is None:
            return False
        second = last.time_ms // 1000
        page = rest.records(max(1, second - 1), second + 1, offset=0, limit=1)
        return not page.count and not page.broken_off


def duration(ms: int) -> str:
    """Return a duration in the one unit that says it best, as a person would: 40 s, 12 min, 3 h, 9 d."""
    seconds = ms / 1000
    for unit, length, up_to in (("s", 1, 120), ("min", 60, 120), ("h", 3600, 48)):
        if round(seconds / length) < up_to:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds / 86400:.0f} d"
