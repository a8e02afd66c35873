"""The way through one window of a device's records, page by page, oldest first. No I/O.

The device deletes its oldest records while they are read, so a page is not asked for by its number: the next one begins
with the last second of this one, and what comes twice is told apart by its identity. Only where a single second fills
whole pages are its records counted off, and counted back where the device meanwhile has fewer of them.

Where a device does not keep to the order of time, or gives less that way than it says it has, the window is gone
through once more, counted off from its beginning.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from facemon.device.window import Window

_STUCK = 4  # times in a row the same records: three may be, around the change from one way of asking to another


class Question(NamedTuple):
    """What to ask the device for."""

    begin_s: int
    end_s: int
    offset: int


class Mark(NamedTuple):
    """What the way depends on of a record."""

    second: int | None  # by the device's clock; None where it cannot be read
    key: str


class Paging:
    """Knows which page comes next.

    Args:
        window: to go through.
        begin_s: where to go on; None for the window's beginning.
        seen, expected: as they were when it came to `begin_s`.

    Attributes:
        question: what to ask for next; None at the end.
        seen: records so far, each once.
        expected: records that the device says it has in what is gone through; None where it says nothing.
        repeats: the device gave the same again and again, whatever it was asked for.
    """

    def __init__(
        self, window: Window, begin_s: int | None = None, *, seen: int = 0, expected: int | None = None
    ) -> None:
        resumed = begin_s is not None and begin_s > window.begin_s
        self._window = window
        self._begin = window.begin_s
        self._counting = False  # through the whole window
        self.seen = self._before = seen if resumed else 0
        self.expected = expected if resumed else None
        self.repeats = False
        self.question: Question | None = None
        self._total: int | None = None  # for this question, at the last answer
        self._covered = self._guard = 0  # places that were read without one left out; places to read again
        self._counted = begin_s if resumed else None  # the second whose records were counted before
        self._boundary: set[str] = set()  # the records of the second that is asked for again
        self._first = True
        self._short = self._found = 0  # records that were missing before they were counted off; found since then
        self._finding = False  # what was taken last is found by counting off
        self._promised = 0  # records that the device said it had before they were counted off
        self._last_page: tuple[str, ...] = ()
        self._times = 0
        self._go_on_at(begin_s if begin_s is not None and resumed else window.begin_s)

    @property
    def cursor_s(self) -> int:
        """Everything before this second of the window has been read."""
        return self._window.begin_s if self._counting and self.question else self._begin

    @property
    def missing(self) -> int:
        """How many records the device says it has, or said it had, and has not given."""
        if self.expected is None:
            return 0
        deleted = self._promised - self.expected
        return max(0, self.expected - self.seen, min(self._short - self._found, deleted))

    def took(self, marks: Sequence[Mark], *, total: int | None, full: bool) -> None:
        """Go on after the answer to `question`.

        Args:
            marks: of each record in it, in its order.
            total: what the device says it has for the question, whatever the offset.
            full: the answer may have been cut short by its length: as many records as asked for, or broken off.
        """
        question = self.question
        if question is None:
            return
        if self._first:
            self._first = False
            self._expect(marks, total, full=full)
        if self._is_stuck(marks):
            self.repeats = True
            self._end()
            return
        self._finding = self._counting
        seconds = [mark.second for mark in marks if mark.second is not None]
        if not self._counting:
            self._count(marks)
            if any(second > after for second, after in itertools.pairwise(seconds)):
                self._count_off()
                return
        if question.offset and total is not None and self._total is not None and total < self._total:
            self._moved(self._total - total, len(marks))
            if question.offset > self._covered:
                self._ask(question.begin_s, question.end_s, max(0, self._covered - self._guard), total)
                return
        if self._counting:
            self.seen += max(0, question.offset + len(marks) - self._covered)
        if not marks or (not full and total is not None and question.offset + len(marks) >= total):
            self._over(question)
            return
        self._advance(question, marks, seconds, total)

    def skip(self) -> None:
        """Leave out the first record that `question` asks for."""
        if self.question is not None:
            begin, end, offset = self.question
            self.seen += 1
            self._covered = max(self._covered, offset + 1)
            self._ask(begin, end, offset + 1, self._total)

    def found(self, new: int) -> None:
        """Note how many of the records that were taken last had never been seen before."""
        if self._finding:
            self._found += new

    def _advance(self, question: Question, marks: Sequence[Mark], seconds: list[int], total: int | None) -> None:
        begin, end, offset = question
        last = max((second for second in seconds if begin <= second <= self._window.end_s), default=None)
        if self._counting or last is None:
            self._count_on(question, len(marks), total)
        elif last > begin:
            self._boundary = {mark.key for mark in marks if mark.second == last}
            self._go_on_at(last)
        elif end > begin and not offset:
            self._start(begin, begin)
        else:
            self._count_on(question, len(marks), total)

    def _moved(self, places: int, given: int) -> None:
        """As many records as have gone may have moved to places that were read before."""
        self._covered = max(0, self._covered - places)
        self._guard = min(max(self._guard, 2 * places), given // 2)

    def _count_on(self, question: Question, given: int, total: int | None) -> None:
        begin, end, offset = question
        self._covered = offset + given
        self._ask(begin, end, self._covered - min(self._guard, given // 2), total)

    def _over(self, question: Question) -> None:
        """There is nothing more for this question."""
        if not self._counting and question.end_s < self._window.end_s:
            self._go_on_at(question.end_s + 1)
        elif not self._counting and self.missing:
            self._short, self._promised = self.missing, self.expected or 0
            self._count_off()
        else:
            self._end()

    def _end(self) -> None:
        self._begin, self.question = self._window.end_s + 1, None

    def _count_off(self) -> None:
        self._counting, self._first = True, True
        self.seen, self._before, self.expected, self._boundary = 0, 0, None, set()
        self._start(*self._window)

    def _go_on_at(self, second: int) -> None:
        self._begin = second
        if second > self._window.end_s:
            self.question = None
        else:
            self._start(second, self._window.end_s)

    def _start(self, begin_s: int, end_s: int) -> None:
        self._covered = self._guard = 0
        self._ask(begin_s, end_s, 0, None)

    def _ask(self, begin_s: int, end_s: int, offset: int, total: int | None) -> None:
        self.question = Question(begin_s, end_s, offset)
        self._total = total

    def _expect(self, marks: Sequence[Mark], total: int | None, *, full: bool) -> None:
        known = self._counted
        again = 0 if known is None else sum(mark.second == known for mark in marks)
        if total is None or (full and again == len(marks)):  # of those, nobody knows how many are new
            self.expected = None
        else:
            self.expected = max(self.expected or 0, self._before + total - again)

    def _count(self, marks: Sequence[Mark]) -> None:
        self._counted = self._counted if self._begin == self._counted else None
        known = self._counted
        self.seen += sum(mark.key not in self._boundary and (known is None or mark.second != known) for mark in marks)
        self._boundary |= {mark.key for mark in marks if mark.second == self._begin}

    def _is_stuck(self, marks: Sequence[Mark]) -> bool:
        page = tuple(mark.key for mark in marks)
        self._times = self._times + 1 if page and page == self._last_page else 1
        self._last_page = page
        return self._times >= _STUCK
