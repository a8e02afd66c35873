"""The pictures of a shift: alarms by kind, over time, by outcome. Painted in the theme's colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent

from facemon.alarm import Outcome, Priority
from facemon.report.figures import FloodSpan, Kind
from facemon.ui import icons, theme, words
from facemon.ui.history.axis import ticks
from facemon.ui.history.moments import stretch
from facemon.ui.history.scale import edges, step_for
from facemon.ui.label import set_tooltip
from facemon.ui.report import shift_words
from facemon.ui.report.chart import Chart, Key

# Chinese letters are higher than the font that the rest is measured by.
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
_NARROWEST = 10  # pixels from one bar to the next
_LEAST = 3  # pixels of what is there at all
_TINT = 50  # of 255
_FROM_BELOW = sorted(Priority)


class KindBars(Chart):
    """How many alarms there were of each kind."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = kinds
        self._lines = [(words.rule(kind.rule), shift_words.priority(kind.priority), _counted(kind)) for kind in kinds]
        said = [f"{rule}, {priority}: {count}" for rule, priority, count in self._lines]
        super().__init__(self.tr("Alarms by kind"), said)

    def sizeHint(self) -> QSize:
        return QSize(20 * self._line(), max(1, len(self._kinds)) * self._step())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        metrics = QFontMetricsF(theme.font())
        size = self._line()
        most = max((kind.alarms for kind in self._kinds), default=1)
        name_room = max((metrics.horizontalAdvance(rule) for rule, _, _ in self._lines), default=0.0)
        name_room = min(name_room, 0.4 * self.width())
        rank_room = max((metrics.horizontalAdvance(rank) for _, rank, _ in self._lines), default=0.0)
        count_room = max((metrics.horizontalAdvance(count) for _, _, count in self._lines), default=0.0)
        left = size + theme.SPACE + name_room + theme.SPACE + rank_room + theme.SPACE
        room = max(20.0, self.width() - left - count_room - theme.SPACE)
        for place, (kind, (rule, rank, count)) in enumerate(zip(self._kinds, self._lines, strict=True)):
            top = place * self._step()
            colour = theme.rule_colour(kind.rule)
            icons.paint(painter, words.kind_icon(kind.rule), colour, 0, top + 2, size)
            x = float(size + theme.SPACE)
            painter.setPen(theme.colour("text"))
            shown = metrics.elidedText(rule, Qt.TextElideMode.ElideRight, name_room + 1)
            painter.drawText(QRectF(x, top, name_room + 2, size + 4), _LINE, shown)
            painter.setPen(theme.colour("dim"))
            x += name_room + theme.SPACE
            painter.drawText(QRectF(x, top, rank_room + 2, size + 4), _LINE, rank)
            long = max(float(_LEAST), room * kind.alarms / most)
            _bar(painter, QRectF(left, top + 3, long, size - 2), colour)
            painter.setPen(theme.colour("text"))
            beside = QRectF(left + long + theme.SPACE, top, count_room + 2, size + 4)
            painter.drawText(beside, _LINE, count)

    def _step(self) -> int:
        return self._line() + theme.SPACE


class TimeBars(Chart):
    """How many alarms there were when, by priority, with the floods and the times not seen.

    `edges` are those of the bars that the width has room for: the caller counts the alarms between them.
    """

    edges_changed = Signal()

    def __init__(self, from_ms: int, to_ms: int, floods: Sequence[FloodSpan], gaps: Sequence[tuple[int, int]]) -> None:
        super().__init__(self.tr("Alarms over time"))
        self._from_ms, self._to_ms = from_ms, max(to_ms, from_ms + 1)
        self._floods = _joined((flood.flood.since_ms, flood.to_ms) for flood in floods)
        self._gaps = _joined(gaps)
        self._edges: list[int] = []
        self._bins: Sequence[Mapping[Priority, int]] = ()

    @property
    def edges(self) -> list[int]:
        """Where bars begin and end, in Unix milliseconds."""
        return self._edges

    def set_bins(self, bins: Sequence[Mapping[Priority, int]]) -> None:
        """Show so many alarms."""
        self._bins = bins
        told = [
            f"{stretch(self._edges[place], self._edges[place + 1])}: {_split(of)}"
            for place, of in enumerate(bins)
            if of
        ]
        self.setAccessibleDescription("\n".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(20 * self._line(), 9 * self._line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        step = step_for(self._to_ms - self._from_ms, self.width(), _NARROWEST)
        divided = edges(self._from_ms, self._to_ms, step)
        if divided != self._edges:
            self._edges, self._bins = divided, ()
            self.edges_changed.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            set_tooltip(self, self._told_at(event.pos().x()))
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        metrics = QFontMetricsF(theme.font())
        top = self._paint_keys(painter, self._keys(), 0.0) + theme.SPACE
        bottom = float(self.height() - self._line() - theme.SPACE // 2)
        for begin, end in self._gaps:
            self._band(painter, begin, end, top, bottom, "warn")
        for begin, end in self._floods:
            self._band(painter, begin, end, top, bottom, "bad")
        self._paint_bars(painter, top, bottom)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(0, round(bottom), self.width(), round(bottom))
        painter.setPen(theme.colour("dim"))
        for ms, text in ticks(self._from_ms, self._to_ms, self.width(), metrics.horizontalAdvance):
            painter.drawText(round(self._x(ms)), round(bottom + metrics.ascent() + 2), text)

    def _paint_bars(self, painter: QPainter, top: float, bottom: float) -> None:
        tallest = max((sum(of.values()) for of in self._bins), default=0)
        if not tallest:
            return
        for place, of in enumerate(self._bins):
            left, right = round(self._x(self._edges[place])), round(self._x(self._edges[place + 1]))
            present = [priority for priority in _FROM_BELOW if of.get(priority)]
            share = (bottom - top - self._line() - _LEAST * (len(present) + 1)) / tallest
            y = bottom
            for priority in present:
                height = _LEAST + of[priority] * share  # one critical among many has to be seen
                painter.fillRect(
                    QRectF(left + 1, y - height, max(1, right - left - 2), height - 1), theme.priority_colour(priority)
                )
                y -= height

    def _keys(self) -> list[Key]:
        present = [one for one in reversed(_FROM_BELOW) if any(of.get(one) for of in self._bins)]
        keys: list[Key] = [(shift_words.priority(one), theme.priority_colour(one)) for one in present]
        if self._floods:
            keys.append((shift_words.flood_word(), _tinted("bad")))
        if self._gaps:
            keys.append((shift_words.gap_word(), _tinted("warn")))
        if tallest := max((sum(of.values()) for of in self._bins), default=0):
            keys.append((shift_words.at_most(tallest), None))
        return keys

    def _band(self, painter: QPainter, begin: int, end: int, top: float, bottom: float, colour: str) -> None:
        left, right = self._x(begin), self._x(end)
        long = max(3.0, right - left)
        painter.fillRect(QRectF(left, top, long, bottom - top), _tinted(colour))
        painter.fillRect(QRectF(left, top, long, _LEAST), theme.colour(colour))  # seen above the highest bar, too

    def _x(self, ms: int) -> float:
        return max(0.0, min(1.0, (ms - self._from_ms) / (self._to_ms - self._from_ms))) * self.width()

    def _told_at(self, x: int) -> str:
        ms = self._from_ms + int(x / max(1, self.width()) * (self._to_ms - self._from_ms))
        for place, of in enumerate(self._bins):
            if self._edges[place] <= ms < self._edges[place + 1]:
                return f"{stretch(self._edges[place], self._edges[place + 1])}\n{_split(of)}"
        return ""


class OutcomeBar(Chart):
    """What the alarms turned out to be, as parts of one bar with their numbers below."""

    def __init__(self, outcomes: Mapping[Outcome | None, int]) -> None:
        order = (Outcome.REAL, Outcome.FALSE, Outcome.TEST, None)
        self._parts = [(of, outcomes.get(of, 0)) for of in order]
        self._words = [f"{shift_words.outcome(of)} {shift_words.number(count)}" for of, count in self._parts]
        super().__init__(self.tr("Outcomes"), self._words)

    def sizeHint(self) -> QSize:
        return QSize(16 * self._line(), (1 + len(self._rows(self._keys()))) * self._line() + 2 * theme.SPACE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        whole = sum(count for _, count in self._parts) or 1
        x, high = 0.0, float(self._line())
        for (_, count), colour in zip(self._parts, outcome_colours(), strict=True):
            long = count / whole * self.width()
            if count:
                painter.fillRect(QRectF(x, 0, max(2.0, long - 1), high), colour)
            x += long
        self._paint_keys(painter, self._keys(), high + theme.SPACE)

    def _keys(self) -> list[Key]:
        return list(zip(self._words, outcome_colours(), strict=True))


def outcome_colours(of: theme.Theme | None = None) -> tuple[QColor, ...]:
    """Return the colours of real, false, test and not said, in the theme in use or another one."""
    used = of or theme.theme()
    return QColor(used.bad), QColor(used.good), QColor(used.accent), QColor(used.faint)


def _bar(painter: QPainter, area: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(area, 2, 2)
    painter.restore()


def _tinted(name: str) -> QColor:
    colour = theme.colour(name)
    colour.setAlpha(_TINT)
    return colour


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of time with those that overlap made one, so that none is tinted twice."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _counted(kind: Kind) -> str:
    alarms = shift_words.number(kind.alarms)
    if kind.occurrences == kind.alarms:
        return alarms
    return f"{alarms} (×{shift_words.number(kind.occurrences)})"


def _split(of: Mapping[Priority, int]) -> str:
    present = (priority for priority in reversed(_FROM_BELOW) if of.get(priority))
    split = words.listed(f"{shift_words.priority(one)} {shift_words.number(of[one])}" for one in present)
    return words.joined(shift_words.ShiftCounts().alarms(sum(of.values())), split)
