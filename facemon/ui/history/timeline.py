"""The time-line: how many events there were when, by category, and the part of it that is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QWidget

from facemon.event import Category
from facemon.history.query import Bar
from facemon.ui import theme, words
from facemon.ui.feed.chips import ORDER
from facemon.ui.fingers import DRAGGED
from facemon.ui.history import brush
from facemon.ui.history.axis import ticks
from facemon.ui.history.brush import Part, Selection
from facemon.ui.history.moments import stretch
from facemon.ui.history.scale import edges, step_for
from facemon.ui.label import set_tooltip

_NARROWEST = 8  # pixels from one bar to the next
_GRIP = 5  # pixels on either side of an edge that take hold of it
_TINT = 36  # of 255
_GAP_TINT = 60
_LEAST = 3  # pixels of a category that is there at all, one of them the line to the next
_FROM_BELOW = (*reversed(ORDER[:5]), *ORDER[5:])
_MOST_HEIGHT, _LEAST_HEIGHT = 96, 40  # of the bars


class TimeLine(QFrame):  # which a screen reader reads, unlike a bare widget
    """Bars over a stretch of time; a drag over them selects a part of it.

    `edges` are the boundaries of the bars that the width has room for: the caller counts the events between them.
    """

    edges_changed = Signal()  # other bars have to be counted
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(DRAGGED, True)
        self._extent: tuple[int, int] | None = None
        self._edges: list[int] = []
        self._ticks: list[tuple[int, str]] | None = None  # None: to be found anew
        self._bars: Sequence[Bar] = ()
        self._gaps: Sequence[tuple[int, int]] = ()
        self._shown = _FROM_BELOW
        self._selection: Selection | None = None
        self._drag: tuple[Part, int, Selection | None] | None = None  # what, from when, what was selected
        self._pressed: QPoint | None = None
        self._far = False  # it is a drag, and no click
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    # What the window asks and gives

    @property
    def edges(self) -> list[int]:
        """Where bars begin and end, in Unix milliseconds; empty while no stretch of time is known."""
        return self._edges

    @property
    def selection(self) -> Selection | None:
        """The part that is looked at; None for all of it."""
        return self._selection

    def set_extent(self, from_ms: int, to_ms: int) -> None:
        """Show this stretch of time; if it is another one, nothing of it selected and nothing counted yet."""
        if (from_ms, to_ms) == self._extent:
            return
        self._extent = from_ms, max(to_ms, from_ms + 1)
        self._bars, self._gaps = (), ()
        self._selection = self._ticks = None
        self._divide()
        self._describe()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show so many events."""
        self._bars = bars
        self.update()

    def set_hidden(self, hidden: frozenset[Category]) -> None:
        """Leave these categories out of the bars."""
        self._shown = tuple(category for category in _FROM_BELOW if category not in hidden)
        self.update()

    def set_gaps(self, gaps: Sequence[tuple[int, int]]) -> None:
        """Mark the times in which not all was seen."""
        self._gaps = gaps
        self.update()

    def reset(self) -> None:
        """Look at all of it again."""
        self._select(None)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._ticks = None
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setAccessibleName(self.tr("Events over time"))
        self._describe()
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(400, self._bar_room() + self._label_room())

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bars = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Delete) and self._selection is not None:
            self._select(None)
        elif bars is not None and self._edges and modifiers == Qt.KeyboardModifier.NoModifier:
            self._select(self._moved(bars))
        elif bars is not None and self._edges and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._select(brush.resized(self._edges, self._selection, bars) if self._selection else self._moved(bars))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._edges:
            event.ignore()
            return
        self._pressed, self._far = event.position().toPoint(), False
        self._drag = self._part_at(event.position().x()), self._ms(event.position().x()), self._selection

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._drag is None or self._pressed is None:
            self.setCursor(_CURSORS[self._part_at(x)])
            return
        distance = (event.position().toPoint() - self._pressed).manhattanLength()
        self._far = self._far or distance >= QApplication.startDragDistance()
        if self._far or self._drag[0] in (Part.LEFT, Part.RIGHT):
            part, begin, before = self._drag
            self._select(brush.dragged(self._edges, part, before, begin, self._ms(x)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            event.ignore()
            return
        part, begin, _ = self._drag
        if part is Part.NEW and not self._far:
            self._select(brush.between(self._edges, begin, begin))
        self._drag = self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag = self._pressed = None
            self._select(None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            set_tooltip(self, self._told_at(event.pos().x()))
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ticks = None
        if event.size().width() != event.oldSize().width():
            self._divide()

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self._bar_room()
        if self._extent is not None:
            self._paint_gaps(painter, room)
            self._paint_bars(painter, room)
            self._paint_labels(painter, room)
            if self._selection is not None:
                self._paint_selection(painter, self._selection, room)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(0, room, self.width(), room)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_gaps(self, painter: QPainter, room: int) -> None:
        colour = QColor(theme.colour("warn"))
        colour.setAlpha(_GAP_TINT)
        for begin, end in self._gaps:
            left, right = self._x(begin), self._x(end)
            painter.fillRect(QRectF(left, 0, max(1.0, right - left), room), colour)

    def _paint_bars(self, painter: QPainter, room: int) -> None:
        tallest = max((self._events(bar) for bar in self._bars), default=0)
        if not tallest:
            return
        for bar in self._bars:
            left, right = round(self._x(bar.from_ms)), round(self._x(bar.to_ms))
            left, width = (left + 1, right - left - 2) if right - left > 3 else (left, max(1, right - left))
            bottom = float(room)
            present = [category for category in self._shown if bar.counts.get(category)]
            share = (room - 1 - _LEAST * len(present)) / tallest
            for category in present:
                height = _LEAST + bar.counts[category] * share  # one barred person among thousands has to be seen
                painter.fillRect(QRectF(left, bottom - height, width, height - 1), theme.category_colour(category))
                bottom -= height

    def _paint_labels(self, painter: QPainter, room: int) -> None:
        if self._extent is None:
            return
        painter.setFont(theme.font())
        painter.setPen(theme.colour("dim"))
        metrics = QFontMetricsF(theme.font())
        if self._ticks is None:
            self._ticks = ticks(*self._extent, self.width(), metrics.horizontalAdvance)
        for ms, text in self._ticks:
            painter.drawText(round(self._x(ms)), room + round(metrics.ascent()) + theme.SPACE // 2, text)

    def _paint_selection(self, painter: QPainter, selection: Selection, room: int) -> None:
        left, right = self._x(selection.from_ms), self._x(selection.to_ms)
        accent = theme.colour("accent")
        tint = QColor(accent)
        tint.setAlpha(_TINT)
        painter.fillRect(QRectF(left, 0, right - left, room), tint)
        for x in (left, right):
            painter.fillRect(QRectF(max(0.0, min(x - 1, self.width() - 2)), 0, 2, room), accent)

    # Inside

    def _divide(self) -> None:
        if self._extent is None or self.width() < _NARROWEST:
            return
        from_ms, to_ms = self._extent
        divided = edges(from_ms, to_ms, step_for(to_ms - from_ms, self.width(), _NARROWEST))
        if divided != self._edges:
            self._edges = divided
            self.edges_changed.emit()
        self.update()

    def _select(self, selection: Selection | None) -> None:
        if selection is not None and selection == Selection(self._edges[0], self._edges[-1]):
            selection = None
        if selection != self._selection:
            self._selection = selection
            self._describe()
            self.update()
            self.selection_changed.emit()

    def _moved(self, bars: int) -> Selection:
        if self._selection is not None:
            return brush.moved(self._edges, self._selection, bars)
        at = self._edges[0] if bars > 0 else self._edges[-1] - 1
        return brush.between(self._edges, at, at)

    def _part_at(self, x: float) -> Part:
        if self._selection is None:
            return Part.NEW
        left, right = self._x(self._selection.from_ms), self._x(self._selection.to_ms)
        grip = theme.target(2 * _GRIP) / 2
        if abs(x - right) <= grip and abs(x - right) <= abs(x - left):
            return Part.RIGHT
        if abs(x - left) <= grip:
            return Part.LEFT
        return Part.WHOLE if left < x < right else Part.NEW

    def _x(self, ms: int) -> float:
        begin, end = self._extent or (0, 1)
        return max(0.0, min(1.0, (ms - begin) / (end - begin))) * self.width()

    def _ms(self, x: float) -> int:
        begin, end = self._extent or (0, 1)
        return min(end - 1, max(begin, begin + int(x / max(1, self.width()) * (end - begin))))

    def _told_at(self, x: float) -> str:
        """Return what is to be said about the bar at `x`."""
        ms = self._ms(x)
        bar = next((bar for bar in self._bars if bar.from_ms <= ms < bar.to_ms), None)
        if bar is None:
            return ""
        number = QLocale().toString
        present = [kind for kind in ORDER if kind in self._shown and bar.counts.get(kind)]
        counted = [f"{words.category(kind)}  {number(bar.counts[kind])}" for kind in present]
        total = self.tr("%Ln event(s)", "", self._events(bar))
        return "\n".join([stretch(bar.from_ms, bar.to_ms), total, *counted])

    def _events(self, bar: Bar) -> int:
        return sum(bar.counts.get(category, 0) for category in self._shown)

    def _describe(self) -> None:
        if self._selection is None:
            self.setAccessibleDescription(self.tr("Arrow keys select a part, with Shift they change its length"))
        else:
            self.setAccessibleDescription(stretch(self._selection.from_ms, self._selection.to_ms))

    def _bar_room(self) -> int:
        return min(_MOST_HEIGHT, max(_LEAST_HEIGHT, 5 * QFontMetrics(theme.font()).height()))

    def _label_room(self) -> int:
        return QFontMetrics(theme.font()).height() + theme.SPACE


_CURSORS = {
    Part.NEW: Qt.CursorShape.CrossCursor,
    Part.LEFT: Qt.CursorShape.SizeHorCursor,
    Part.RIGHT: Qt.CursorShape.SizeHorCursor,
    Part.WHOLE: Qt.CursorShape.OpenHandCursor,
}
