"""The parts of a report: its head, its events, the times that were not seen. Each knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from facemon import picture
from facemon.ui import theme
from facemon.ui.export.report_paper import DIM, INK, LINE, Paper, Paragraph
from facemon.ui.export.report_text import EventText

_LABELS = 32.0  # mm, the column of the labels in the head
PICTURE = (18.0, 24.0)  # mm, as are the next three
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
        self._set = paper.paragraph(text, paper.font(points, bold=bold), paper.width, INK if bold else DIM)
        self._above = 4 * paper.mm if heading else 0.0
        self.height = self._above + self._set.height + 1.5 * paper.mm
        self.keeps_next = heading

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        paper.draw(painter, 0, top + self._above, self._set)


class Fact:
    """A label and its value."""

    keeps_next = False

    def __init__(self, paper: Paper, label: str, value: str, *, mono: bool = False) -> None:
        self._left = _LABELS * paper.mm
        self._label = paper.paragraph(label, paper.font(9), self._left - 2 * paper.mm, DIM)
        self._value = paper.paragraph(value, paper.font(9, mono=mono), paper.width - self._left)
        self.height = max(self._label.height, self._value.height) + 1.2 * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        paper.draw(painter, 0, top, self._label)
        paper.draw(painter, self._left, top, self._value)


class Space:
    """Nothing, of a height in millimetres."""

    keeps_next = False

    def __init__(self, paper: Paper, height: float) -> None:
        self.height = height * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        """Draw nothing."""


class Note:
    """A line and what it is about, below it."""

    keeps_next = False

    def __init__(self, paper: Paper, text: str, below: str) -> None:
        self._set = (
            paper.paragraph(text, paper.font(9, bold=True), paper.width),
            paper.paragraph(below, paper.font(9), paper.width, DIM),
        )
        self.height = height(self._set) + 2 * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        paper.draw(painter, 0, top, *self._set)


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
        self._left = (PICTURE[0] + 3) * paper.mm if jpeg else 0.0
        when, place = (_WHEN - 2) * paper.mm, _PLACE * paper.mm
        who = paper.width - self._left - (_WHEN + _PLACE + 3) * paper.mm
        self._columns = {
            self._left: (
                paper.paragraph(text.date, usual, when, DIM),
                paper.paragraph(text.time, large, when),
                paper.paragraph(text.category_word, strong, when, self._colour),
                *(paper.paragraph(line, small, when, DIM) for line in text.clock),
            ),
            self._left + _WHEN * paper.mm: (
                paper.paragraph(text.title, large, who),
                *(paper.paragraph(line, small, who) for line in text.details),
            ),
            paper.width - place: (
                paper.paragraph(text.device, strong, place),
                *([paper.paragraph(text.access, usual, place, access)] if text.access else []),
                *(paper.paragraph(line, small, place) for line in text.measured),
            ),
        }
        wide = paper.width - self._left
        self._foot = (
            *([paper.paragraph(text.answer, small, wide)] if text.answer else []),
            paper.paragraph(text.id, paper.font(6.5, mono=True), wide, DIM),
        )
        self._below = max(map(height, self._columns.values())) + 0.5 * paper.mm
        written = self._below + height(self._foot)
        self.height = max(written, PICTURE[1] * paper.mm if jpeg else 0) + 3 * paper.mm

    def draw(self, painter: QPainter, paper: Paper, top: float) -> None:
        mm = paper.mm
        paper.hairline(painter, top)
        top += 1.5 * mm
        if self._jpeg is not None:
            area = QRectF(0, top, PICTURE[0] * mm, PICTURE[1] * mm)
            draw_picture(painter, paper, area, self._jpeg(), self._no_picture)
        painter.fillRect(QRectF(self._left - 1.6 * mm, top + 0.4 * mm, 0.8 * mm, _STRIPE * mm), QColor(self._colour))
        for left, column in self._columns.items():
            paper.draw(painter, left, top, *column)
        paper.draw(painter, self._left, top + self._below, *self._foot)


def draw_picture(painter: QPainter, paper: Paper, area: QRectF, jpeg: bytes, no_picture: str) -> None:
    """Draw a picture as received, or a frame that says why there is none."""
    words = no_picture
    if jpeg:
        decoded = picture.decode(jpeg, round(PICTURE[0] * _DOTS), round(PICTURE[1] * _DOTS), "contain")
        if decoded.problem is None:
            image = QImage(decoded.pixels, decoded.width, decoded.height, QImage.Format.Format_RGB32)
            size = image.size().toSizeF().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(area.topLeft(), size), image)
            return
        words = QCoreApplication.translate("Picture", picture.SENTENCES[decoded.problem])
    painter.setPen(QColor(LINE))
    painter.drawRect(area)
    told = paper.paragraph(words, paper.font(7), area.width() - 2 * paper.mm, DIM)
    paper.draw(painter, area.left() + paper.mm, area.top() + paper.mm, told)


def height(paragraphs: Sequence[Paragraph]) -> float:
    """Return how high paragraphs are, one below the other."""
    return sum(paragraph.height for paragraph in paragraphs)
