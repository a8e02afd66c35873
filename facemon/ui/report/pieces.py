"""What the page of a report is made of: figures, boxes with a heading, small tables, alarms that lead to events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facemon.report.record import Record
from facemon.ui import icons, theme, words
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel, set_tooltip
from facemon.ui.report import shift_words
from facemon.ui.text import clean

# Chinese letters are higher than the font that the rest is measured by.
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)

_TWO_COLUMNS = 52  # line heights from which there is room for two


class Figure(msgspec.Struct, frozen=True):
    """One figure and what it counts; `tone` is the name of a colour of the theme."""

    figure: str
    name: str
    tone: str = "text"


class Tile(QFrame):
    """A figure, large, and what it counts below."""

    def __init__(self, of: Figure) -> None:
        super().__init__()
        self.setObjectName("box")
        self.setAccessibleName(f"{of.name}: {of.figure}")
        figure = PlainLabel(of.figure, bold=True, size=1.5)
        figure.setStyleSheet(f"color: {getattr(theme.theme(), of.tone)};")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        column.setSpacing(0)
        column.addWidget(figure)
        column.addWidget(PlainLabel(of.name, dim=True))


class Section(QFrame):
    """A box with a heading and what belongs below it."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setObjectName("box")
        self.setAccessibleName(heading)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        self._column.setSpacing(theme.SPACE)
        self._column.addWidget(PlainLabel(heading, bold=True))

    def add(self, *widgets: QWidget) -> None:
        """Put these below what is there."""
        for widget in widgets:
            self._column.addWidget(widget)

    def say(self, text: str, *, dim: bool = False, bold: bool = False) -> None:
        """Put a text below what is there, in as many lines as it needs."""
        label = PlainLabel(text, dim=dim, bold=bold)
        wrap(label)
        self._column.addWidget(label)


class Calm(QFrame):
    """Says that there was nothing, so that it looks like good news and not like a fault."""

    def __init__(self, headline: str, explanation: str) -> None:
        super().__init__()
        self.setObjectName("box")
        self.setAccessibleName(f"{headline}. {explanation}")
        size = round(2.5 * QFontMetrics(theme.font()).height())
        picture = QLabel()
        picture.setPixmap(icons.icon("check", theme.theme().good, size).pixmap(size, size))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, 5 * theme.SPACE, 2 * theme.SPACE, 5 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        for label in (picture, PlainLabel(headline, bold=True, size=1.3), PlainLabel(explanation, dim=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)


class Grid(QWidget):
    """A small table: a row of dim headings and rows of texts, the first column taking the room there is."""

    def __init__(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        said = ("; ".join(f"{head} {cell}" for head, cell in zip(headings, row, strict=True)) for row in rows)
        self.setAccessibleDescription("\n".join(said))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE // 2)
        grid.setColumnStretch(0, 1)
        for number, row in enumerate((headings, *rows)):
            for column, cell in enumerate(row):
                label = PlainLabel(cell, dim=number == 0)
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                if column == 0:
                    wrap(label)
                grid.addWidget(label, number, column)


class AlarmLink(QPushButton):
    """One alarm in a line, with a note below where it has one; pressed, it leads to its event.

    Args:
        record: the alarm.
        names: of devices, by id.
        right: what stands at the right end.
    """

    def __init__(self, record: Record, names: Mapping[str, str], right: str, *, note: bool = False) -> None:
        super().__init__()
        self.record = record
        alarm = record.alarm
        self._when = words.time(record.raised_ms)
        self._title = shift_words.title(record)
        rule = words.rule(alarm.rule)
        self._beside = words.joined("" if self._title == rule else rule, shift_words.device(alarm.device_id, names))
        self._right = right
        self._note = clean(alarm.note, shift_words.TEXT) if note else ""
        self.setAutoDefault(False)
        self.setAccessibleName(words.joined(shift_words.sentence(record, names), self._note))
        self.setEnabled(bool(alarm.numbers))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if alarm.numbers:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_tooltip(self, self.accessibleName().replace(words.SEPARATOR, "\n"))

    def sizeHint(self) -> QSize:
        lines = 2 if self._note else 1
        return QSize(20 * self._line(), theme.target(lines * self._line() + theme.SPACE))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.colour("accent"), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        usual, strong = QFontMetricsF(theme.font()), QFontMetricsF(theme.font(bold=True))
        size, top = self._line(), theme.SPACE / 2
        rule = self.record.alarm.rule
        icons.paint(painter, words.kind_icon(rule), theme.rule_colour(rule), 4, top, size)
        x = float(size + 4 + theme.SPACE)
        end = self.width() - usual.horizontalAdvance(self._right) - theme.SPACE
        self._write(painter, x, end, top, self._when, "dim")
        x += usual.horizontalAdvance(self._when) + theme.SPACE
        self._write(painter, x, end - theme.SPACE, top, self._title, "text", bold=True)
        x += strong.horizontalAdvance(self._title) + theme.SPACE
        self._write(painter, x, end - theme.SPACE, top, self._beside, "dim")
        self._write(painter, end, self.width() - 2, top, self._right, "text")
        if self._note:
            self._write(painter, size + 4 + theme.SPACE, self.width() - 4, top + size, self._note, "text")

    def _write(
        self, painter: QPainter, left: float, right: float, top: float, text: str, colour: str, *, bold: bool = False
    ) -> None:
        font = theme.font(bold=bold)
        room = right - left
        if room <= 0:
            return
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, top, room + 1, self._line()), _LINE, shown)

    def _line(self) -> int:
        return QFontMetrics(theme.font()).height()


class Columns(QWidget):
    """Two columns where there is room for them, one below the other where there is not."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE)
        self._sides: list[QVBoxLayout] = []
        for _ in range(2):
            side = QWidget()
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme.SPACE)
            self._sides.append(column)
            self._row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)

    def add(self, side: int, widget: QWidget) -> None:
        """Put a widget below what is in the left (0) or right (1) column."""
        self._sides[side].addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _TWO_COLUMNS * QFontMetrics(theme.font()).height()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
