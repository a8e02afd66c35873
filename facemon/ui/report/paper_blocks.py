"""The blocks that a shift's report on paper has beside those of every report: bars, a small table, one alarm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from facemon.alarm import Priority
from facemon.report.figures import FloodSpan, Kind
from facemon.report.record import Record
from facemon.ui import theme, words
from facemon.ui.export.report_blocks import PICTURE, draw_picture, height
from facemon.ui.export.report_paper import DIM, INK, LINE, Paper
from facemon.ui.history.axis import ticks
from facemon.ui.report import shift_words
from facemon.ui.report.deed_words import deed
from facemon.ui.text import clean

_NAME = 52.0  # mm, as are all below
_RANK = 22.0
_COUNT = 30.0
_TIMES = 34.0  # how high the bars over time are
_WHEN = 36.0
_COLUMN = 30.0
_TINT = 60  # of 255


class KindRow:
    """How many alarms of one kind there were, as a bar."""

    keeps_next = False

    def __init__(self, paper: Paper, kind: Kind, most: int) -> None:
        mm = paper.mm
        self._name = paper.paragraph(words.rule(kind.rule), paper.font(9), (_NAME - 2) * mm)
        self._rank = paper.paragraph(shift_words.priority(kind.priority), paper.font(9), (_RANK - 2) * mm, DIM)
        counted = shift_words.number(kind.alarms)
        if kind.occurrences > kind.alarms:
            counted += f" (×{shift_words.number(kind.occurrences)})"
        self._count = paper.paragraph(counted, paper.font(9), _COUNT * mm)
        self._share = kind.alarms / max(1, most)
        self._colour = theme.rule_colour(kind.rule, theme.LIGHT)
        self.height = max(self._name.height, self._count.height) + 1.2 * mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw it across the page, from `top` down."""
        mm = paper.mm
        left = (_NAME + _RANK) * mm
        long = max(0.6 * mm, (paper.width - left - (_COUNT + 2) * mm) * self._share)
        paper.draw(painter, 0, top, self._name)
        paper.draw(painter, _NAME * mm, top, self._rank)
        painter.fillRect(QRectF(left, top + 0.4 * mm, long, self._count.height - 0.8 * mm), self._colour)
        paper.draw(painter, left + long + 2 * mm, top, self._count)


class TimeChart:
    """How many alarms there were when, by priority, with the floods and the times not seen."""

    keeps_next = False

    def __init__(
        self,
        paper: Paper,
        edges: Sequence[int],
        bins: Sequence[Mapping[Priority, int]],
        floods: Sequence[FloodSpan],
        gaps: Sequence[tuple[int, int]],
    ) -> None:
        self._edges, self._bins, self._floods, self._gaps = edges, bins, floods, gaps
        self._font = paper.font(8)
        self._bars = _TIMES * paper.mm
        self.height = self._bars + 2 * paper.line_height(self._font) + 3 * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw it across the page, from `top` down."""
        begin, end = self._edges[0], self._edges[-1]

        def place(ms: int) -> float:
            return max(0.0, min(1.0, (ms - begin) / max(1, end - begin))) * paper.width

        bottom = top + self._bars
        for spans, colour in (
            (self._gaps, theme.LIGHT.warn),
            ([(flood.flood.since_ms, flood.to_ms) for flood in self._floods], theme.LIGHT.bad),
        ):
            for first, last in spans:
                long = max(0.5 * paper.mm, place(last) - place(first))
                painter.fillRect(QRectF(place(first), top, long, self._bars), _tinted(colour))
        tallest = max((sum(of.values()) for of in self._bins), default=0)
        for number, of in enumerate(self._bins):
            left, right = place(self._edges[number]), place(self._edges[number + 1])
            y = bottom
            for priority in sorted(of):
                high = max(0.5 * paper.mm, of[priority] / max(1, tallest) * self._bars * 0.9)
                area = QRectF(left, y - high, max(0.3 * paper.mm, right - left - 0.2 * paper.mm), high)
                painter.fillRect(area, theme.priority_colour(priority, theme.LIGHT))
                y -= high
        painter.fillRect(QRectF(0, bottom, paper.width, 0.2 * paper.mm), QColor(LINE))
        for ms, text in ticks(begin, end, paper.width, lambda said: paper.advance(said, self._font)):
            paper.line(painter, place(ms), bottom + 0.5 * paper.mm, paper.width, text, self._font, DIM)
        self._draw_key(painter, paper, bottom + paper.line_height(self._font) + 1.5 * paper.mm)

    def _draw_key(self, painter: QPainter, paper: Paper, top: float) -> None:
        present = [one for one in sorted(Priority, reverse=True) if any(of.get(one) for of in self._bins)]
        keys: list[tuple[str, QColor | None]] = [
            (shift_words.priority(one), theme.priority_colour(one, theme.LIGHT)) for one in present
        ]
        if self._floods:
            keys.append((shift_words.flood_word(), _tinted(theme.LIGHT.bad)))
        if self._gaps:
            keys.append((shift_words.gap_word(), _tinted(theme.LIGHT.warn)))
        if tallest := max((sum(of.values()) for of in self._bins), default=0):
            keys.append((shift_words.at_most(tallest), None))
        left, side = 0.0, 2.4 * paper.mm
        for word, colour in keys:
            if colour is not None:
                painter.fillRect(QRectF(left, top + 0.4 * paper.mm, side, side), colour)
                left += side + paper.mm
            paper.line(painter, left, top, paper.width, word, self._font, DIM)
            left += 4 * paper.mm + paper.advance(word, self._font)


class TableRow:
    """Some texts beside each other, the first taking the room there is."""

    keeps_next = False

    def __init__(self, paper: Paper, cells: Sequence[str], *, heading: bool = False) -> None:
        self._cells, self._heading = cells, heading
        self._font = paper.font(9)
        self.height = paper.line_height(self._font) + 0.6 * paper.mm
        self.keeps_next = heading

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw it across the page, from `top` down."""
        colour = DIM if self._heading else INK
        column = _COLUMN * paper.mm
        first = paper.width - column * (len(self._cells) - 1)
        paper.line(painter, 0, top, first, self._cells[0], self._font, colour)
        for number, cell in enumerate(self._cells[1:]):
            left = first + number * column
            paper.line(painter, left, top, column, cell, self._font, colour, to_right=True)


class AlarmBlock:
    """One alarm with all that was done with it. Nothing that is said about it is cut off.

    Args:
        names: of devices, by id.
        jpeg: gives its picture as received, empty for none; None for a report without pictures.
        no_picture: the words where there is none.
    """

    keeps_next = False

    def __init__(
        self,
        paper: Paper,
        record: Record,
        names: Mapping[str, str],
        jpeg: Callable[[], bytes] | None,
        no_picture: str,
    ) -> None:
        mm, alarm = paper.mm, record.alarm
        self._jpeg, self._no_picture = jpeg, no_picture
        self._left = (PICTURE[0] + 3) * mm if jpeg else 0.0
        self._colour = theme.priority_colour(alarm.priority, theme.LIGHT)
        small, usual, strong = paper.font(8), paper.font(9), paper.font(10, bold=True)
        when = (_WHEN - 2) * mm
        wide = paper.width - self._left - _WHEN * mm
        rule, title = words.rule(alarm.rule), shift_words.title(record)
        what = words.joined(rule if rule != title else "", shift_words.device(alarm.device_id, names))
        about = (clean(alarm.reason, shift_words.TEXT), words.secondary(alarm.happening) if alarm.happening else "")
        self._columns = (
            (
                paper.paragraph(words.date(record.raised_ms), small, when, DIM),
                paper.paragraph(words.time(record.raised_ms), strong, when),
                paper.paragraph(shift_words.priority(alarm.priority), small, when, DIM),
            ),
            (
                paper.paragraph(title, strong, wide),
                paper.paragraph(what, usual, wide),
                *(paper.paragraph(line, small, wide) for line in about if line),
                paper.paragraph(shift_words.answer(record), usual, wide),
                *([paper.paragraph(clean(alarm.note, shift_words.TEXT), usual, wide)] if alarm.note else []),
                *([paper.paragraph(words.joined(*map(deed, record.actions)), paper.font(7), wide, DIM)]
                  if record.actions else []),
            ),
        )  # fmt: skip
        written = max(map(height, self._columns))
        self.height = max(written, PICTURE[1] * mm if jpeg else 0) + 3 * mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw it across the page, from `top` down."""
        mm = paper.mm
        paper.hairline(painter, top)
        top += 1.5 * mm
        if self._jpeg is not None:
            area = QRectF(0, top, PICTURE[0] * mm, PICTURE[1] * mm)
            draw_picture(painter, paper, area, self._jpeg(), self._no_picture)
        painter.fillRect(QRectF(self._left, top + 0.4 * mm, 0.8 * mm, self.height - 4 * mm), self._colour)
        for left, column in zip((2 * mm, _WHEN * mm), self._columns, strict=True):
            paper.draw(painter, self._left + left, top, *column)


def _tinted(colour: str) -> QColor:
    tinted = QColor(colour)
    tinted.setAlpha(_TINT)
    return tinted
