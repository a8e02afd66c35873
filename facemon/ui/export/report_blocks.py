"""The parts of a report: its head, its events, the times that were not seen. Each knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from facemon import picture
from facemon.ui import theme
from facemon.ui.export.report_paper import DIM, INK, LINE, Paper
from facemon.ui.export.report_text import EventText

_LABELS = 32.0  # mm, the column of the labels in the head
_PICTURE = (18.0, 24.0)  # mm, as are the next three
_WHEN = 36.0
_PLACE = 46.0
_STRIPE = 12.0
_DOTS = 10  # a millimetre, of a picture: what a good printer shows


class Part(Protocol):
    """A block that can be drawn."""

    height: float
    keeps_next: bool

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw it across the page, from `top` down."""


class Text:
    """A paragraph; a heading keeps to what follows."""

    def __init__(self, paper: Paper, text: str, *, points: float, bold: bool = False, heading: bool = False) -> None:
        self._text = text
        self._font = paper.font(points, bold=bold)
        self._colour = INK if bold else DIM
        self._above = 4 * paper.mm if heading else 0.0
        self.height = self._above + paper.wrapped_height(text, self._font, paper.width) + 1.5 * paper.mm
        self.keeps_next = heading

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        area = QRectF(0, top + self._above, paper.width, self.height - self._above)
        paper.wrapped(painter, area, self._text, self._font, self._colour)


class Fact:
    """A label and its value."""

    def __init__(self, paper: Paper, label: str, value: str, *, mono: bool = False) -> None:
        self._label = label
        self._value = value
        self._fonts = paper.font(9), paper.font(9, mono=mono)
        left = _LABELS * paper.mm
        heights = (
            paper.wrapped_height(label, self._fonts[0], left - 2 * paper.mm),
            paper.wrapped_height(value, self._fonts[1], paper.width - left),
        )
        self.height = max(heights) + 1.2 * paper.mm
        self.keeps_next = False

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        left = _LABELS * paper.mm
        paper.wrapped(painter, QRectF(0, top, left - 2 * paper.mm, self.height), self._label, self._fonts[0], DIM)
        paper.wrapped(painter, QRectF(left, top, paper.width - left, self.height), self._value, self._fonts[1])


class Space:
    """Nothing, of a height in millimetres."""

    def __init__(self, paper: Paper, height: float) -> None:
        self.height = height * paper.mm
        self.keeps_next = False

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw nothing."""


class Note:
    """A line and what it is about, below it."""

    def __init__(self, paper: Paper, text: str, below: str) -> None:
        self._text = text
        self._below = below
        self._fonts = paper.font(9, bold=True), paper.font(9)
        self._first = paper.wrapped_height(text, self._fonts[0], paper.width)
        self.height = self._first + paper.wrapped_height(below, self._fonts[1], paper.width) + 2 * paper.mm
        self.keeps_next = False

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        paper.wrapped(painter, QRectF(0, top, paper.width, self._first), self._text, self._fonts[0])
        below = QRectF(0, top + self._first, paper.width, self.height - self._first)
        paper.wrapped(painter, below, self._below, self._fonts[1], DIM)


class _Line(NamedTuple):
    text: str
    font: QFont
    colour: str = INK


class EventRow:
    """One event. Nothing that is said about it is cut off.

    Args:
        text: what is said about it.
        jpeg: gives its picture as received, empty for none; None for a report without pictures.
        no_picture: the words where there is none.
    """

    keeps_next = False

    def __init__(self, paper: Paper, text: EventText, jpeg: Callable[[], bytes] | None, no_picture: str) -> None:
        self._jpeg = jpeg
        self._no_picture = no_picture
        small, usual, strong, large = paper.font(8), paper.font(9), paper.font(9, bold=True), paper.font(11, bold=True)
        access = {True: theme.LIGHT.good, False: theme.LIGHT.bad, None: INK}[text.passed]
        self._colour = theme.LIGHT.category[text.category]
        self._left = (_PICTURE[0] + 3) * paper.mm if jpeg else 0.0
        self._when = [
            _Line(text.date, usual, DIM),
            _Line(text.time, large),
            _Line(text.category_word, strong, self._colour),
            *(_Line(line, small, DIM) for line in text.clock),
        ]
        self._who = [_Line(text.title, large), *(_Line(line, small) for line in text.details)]
        self._place = [
            _Line(text.device, strong),
            *([_Line(text.access, usual, access)] if text.access else []),
            *(_Line(line, small) for line in text.measured),
        ]
        self._foot = [
            *([_Line(text.answer, small)] if text.answer else []),
            _Line(text.id, paper.font(6.5, mono=True), DIM),
        ]
        middle = paper.width - self._left - (_WHEN + _PLACE) * paper.mm
        self._columns = (
            (self._left, (_WHEN - 2) * paper.mm, self._when),
            (self._left + _WHEN * paper.mm, middle - 3 * paper.mm, self._who),
            (paper.width - _PLACE * paper.mm, _PLACE * paper.mm, self._place),
        )
        self._below = max(_height(paper, width, lines) for _, width, lines in self._columns) + 0.5 * paper.mm
        written = self._below + _height(paper, paper.width - self._left, self._foot)
        self.height = max(written, _PICTURE[1] * paper.mm if jpeg else 0) + 3 * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        mm = paper.mm
        paper.hairline(painter, top)
        top += 1.5 * mm
        if self._jpeg is not None:
            self._draw_picture(painter, paper, QRectF(0, top, _PICTURE[0] * mm, _PICTURE[1] * mm), self._jpeg())
        painter.fillRect(QRectF(self._left - 1.6 * mm, top + 0.4 * mm, 0.8 * mm, _STRIPE * mm), QColor(self._colour))
        for left, width, lines in self._columns:
            _draw_lines(painter, paper, left, top, width, lines)
        _draw_lines(painter, paper, self._left, top + self._below, paper.width - self._left, self._foot)

    def _draw_picture(self, painter: QPainter, paper: Paper, area: QRectF, jpeg: bytes) -> None:
        words = self._no_picture
        if jpeg:
            decoded = picture.decode(jpeg, round(_PICTURE[0] * _DOTS), round(_PICTURE[1] * _DOTS), "contain")
            if decoded.problem is None:
                image = QImage(decoded.pixels, decoded.width, decoded.height, QImage.Format.Format_RGB32)
                size = image.size().toSizeF().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
                painter.drawImage(QRectF(area.topLeft(), size), image)
                return
            words = QCoreApplication.translate("Picture", picture.SENTENCES[decoded.problem])
        painter.setPen(QColor(LINE))
        painter.drawRect(area)
        inside = area.adjusted(paper.mm, paper.mm, -paper.mm, -paper.mm)
        paper.wrapped(painter, inside, words, paper.font(7), DIM)


def _height(paper: Paper, width: float, lines: Sequence[_Line]) -> float:
    return sum(paper.wrapped_height(line.text, line.font, width) for line in lines)


def _draw_lines(painter: QPainter, paper: Paper, left: float, top: float, width: float, lines: Sequence[_Line]) -> None:
    for line in lines:
        height = paper.wrapped_height(line.text, line.font, width)
        paper.wrapped(painter, QRectF(left, top, width, height), line.text, line.font, line.colour)
        top += height
