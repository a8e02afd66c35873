"""The rows of the lane under each other, of which only those in sight are widgets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QWidget

from facemon.ui import theme
from facemon.ui.alarms.row_frame import RowFrame
from facemon.ui.alarms.rows import Key, Row
from facemon.ui.scroll_bar import SteadyBar

_GAP = 10
_SPARE = 200  # pixels above and below what is in sight, in which rows are made ready
_GUESS = 132  # pixels: how high a row is taken to be that has not been in sight yet
_PASSES = 4  # rows may turn out higher or lower than guessed, and let others come in sight


class Column(QScrollArea):
    """Keeps what is in sight in its place, whatever comes above it; at the top it stays at the top.

    Args:
        make: makes the widget of a row.
        show: lets a row's widget show it, and returns whether that may have changed its height.
    """

    placed = Signal()  # rows are in other places, or others are in sight

    def __init__(
        self, make: Callable[[Row], RowFrame], show: Callable[[RowFrame, Row], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._show = show
        self._rows: Sequence[Row] = ()
        self._keys: list[Key] = []
        self._heights: dict[Key, int] = {}
        self._tops: list[int] = []
        self._widgets: dict[Key, RowFrame] = {}
        self._read: list[Key] = []  # the rows that have widgets, from above
        self._pinned: Key | None = None
        self._laying = False
        self._content = QWidget()
        self._content.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # grows below: what is above is not drawn anew
        self.setWidget(self._content)
        self.setVerticalScrollBar(SteadyBar(ground="panel"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: one that comes and goes changes the rows' width, and so whether it is needed.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setSingleStep(3 * theme.SPACE)
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        bar.valueChanged.connect(lambda _: self._scrolled())
        self._above = QPushButton(self)
        self._above.setProperty("pill", True)
        self._above.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._above.clicked.connect(lambda: bar.setValue(0))
        self._above.hide()
        self._new: set[Key] = set()  # rows that have come since things were last put in their places
        self._unseen: set[Key] = set()  # rows that have come above what is in sight, and not been in sight since

    # What the lane asks

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        keys = [row.key for row in rows]
        if keys == self._keys:
            self._rows = rows
            stale = self._show_rows()
            if self._is_as_high(stale):
                self.placed.emit()
            else:
                self._arrange(self._anchor(), stale)
            return
        known = set(keys)
        self._new = known.difference(self._keys)
        anchor = self._anchor()
        self._rows, self._keys = rows, keys
        self._unseen &= known
        for key in self._heights.keys() - known:
            del self._heights[key]
        for key in self._widgets.keys() - known:
            self._drop(key)
        self._arrange(anchor, self._show_rows())

    def pin(self, key: Key | None) -> None:
        """Have a widget for this row, in sight or not; None for no such row."""
        self._pinned = key
        self._arrange(self._anchor(), set())

    def widget_of(self, key: Key | None) -> RowFrame | None:
        """Return the widget of a row, if it has one now."""
        return None if key is None else self._widgets.get(key)

    def widgets(self) -> list[RowFrame]:
        """Return the widgets there are, in no order."""
        return list(self._widgets.values())

    def in_sight(self) -> dict[Key, tuple[int, Row]]:
        """Return the rows whose upper part can be seen, with where they are in the window's lane."""
        top, bottom = self._sight()
        seen = {}
        for index in self._between(top, bottom):
            key, at = self._keys[index], self._tops[index]
            high = self._heights.get(key, _GUESS)
            if min(at + high, bottom) - max(at, top) >= min(high, 6 * theme.SPACE):
                seen[key] = (at - top, self._rows[index])
        return seen

    def bring_in_sight(self, key: Key) -> None:
        """Scroll as far as it takes to see a row, if it is not seen whole."""
        if key not in self._keys:
            return
        for _ in range(_PASSES):
            index = self._keys.index(key)
            at, high = self._tops[index], self._heights.get(key, _GUESS)
            top, bottom = self._sight()
            value = at - _GAP if at < top or high > bottom - top else max(top, at + high + _GAP - (bottom - top))
            if max(0, value) == top:
                break
            self.verticalScrollBar().setValue(max(0, value))

    def measure_again(self) -> None:
        """Take the heights of the rows anew: fonts, the language or what they say has changed."""
        if not self._is_as_high(self._widgets):
            self._arrange(self._anchor(), set(self._widgets))

    def forget_heights(self) -> None:
        """Know the height of no row any more."""
        self._heights.clear()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._show_above()

    # Where things are

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self._anchor()
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._heights.clear()
        self._arrange(anchor, set(self._widgets))

    def _show_rows(self) -> set[Key]:
        """Let the widgets show their rows; return those whose height that may have changed."""
        return {
            key
            for key, row in zip(self._keys, self._rows, strict=True)
            if key in self._widgets and self._show(self._widgets[key], row)
        }

    def _is_as_high(self, keys: Iterable[Key]) -> bool:
        """Return whether each of these rows, which have widgets, is as high as was thought."""
        width = self.viewport().width()
        return all(self._widgets[key].height_for(width) == self._heights.get(key) for key in keys)

    def _sight(self) -> tuple[int, int]:
        top = self.verticalScrollBar().value()
        return top, top + self.viewport().height()

    def _between(self, top: int, bottom: int) -> range:
        """Return which rows reach between these pixels."""
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, bisect_left(self._tops, bottom))

    def _anchor(self) -> tuple[list[Key], int] | None:
        """Return the first row that is seen with those after it, and where it is; None at the top."""
        top, bottom = self._sight()
        if top == 0:
            return None
        for index in self._between(top, bottom):
            if self._tops[index] + self._heights.get(self._keys[index], _GUESS) > top:
                return self._keys[index:], self._tops[index] - top
        return None

    def _scrolled(self) -> None:
        if not self._laying:
            self._arrange(self._anchor(), set())

    def _arrange(self, anchor: tuple[list[Key], int] | None, stale: set[Key]) -> None:
        if self._laying:
            return
        self._laying = True
        try:
            for _ in range(_PASSES):
                self._place()
                if anchor is not None:
                    self._return_to(*anchor)
                if not self._build(stale):
                    break
                stale = set()
            self._let_go()
        finally:
            self._laying = False
        self._put_in_order()
        self._show_above()
        self.placed.emit()

    def _place(self) -> None:
        at, width = 0, self.viewport().width()
        self._tops = []
        for key in self._keys:
            self._tops.append(at)
            at += self._heights.get(key, _GUESS) + _GAP
        self._content.resize(width, max(0, at))
        for key, top in zip(self._keys, self._tops, strict=True):
            if (widget := self._widgets.get(key)) is not None:
                widget.setGeometry(0, top, width, self._heights.get(key, _GUESS))

    def _return_to(self, keys: list[Key], offset: int) -> None:
        places = dict(zip(self._keys, self._tops, strict=True))
        for key in keys:
            if key in places:
                self.verticalScrollBar().setValue(places[key] - offset)
                return

    def _build(self, stale: set[Key]) -> bool:
        """Make the widgets of what is in sight; return whether any row has another height than was thought.

        Those of the `stale` rows are measured again.
        """
        top, bottom = self._sight()
        width, changed = self.viewport().width(), False
        wanted = list(self._between(top - _SPARE, bottom + _SPARE))
        if self._pinned in self._keys:
            wanted.append(self._keys.index(self._pinned))
        for index in wanted:
            key, row = self._keys[index], self._rows[index]
            new = key not in self._widgets
            if new:
                self._widgets[key] = widget = self._make(row)
                widget.setParent(self._content)
                self._show(widget, row)
                widget.show()
            if new or key in stale or key not in self._heights:
                high = self._widgets[key].height_for(width)
                changed |= high != self._heights.get(key)
                self._heights[key] = high
        return changed

    def _let_go(self) -> None:
        top, bottom = self._sight()
        places = dict(zip(self._keys, self._tops, strict=True))
        focused = QApplication.focusWidget()
        for key, widget in list(self._widgets.items()):
            at = places[key]
            far = at > bottom + 2 * _SPARE or at + self._heights.get(key, _GUESS) < top - 2 * _SPARE
            if far and key != self._pinned and not (focused is not None and widget.isAncestorOf(focused)):
                self._drop(key)

    def _put_in_order(self) -> None:
        """Let assistive technology, which follows the order in which widgets lie upon each other, read from above."""
        order = [key for key in self._keys if key in self._widgets]
        if order != self._read:
            self._read = order
            for key in order:
                self._widgets[key].raise_()

    def _drop(self, key: Key) -> None:
        widget = self._widgets.pop(key)
        widget.hide()
        widget.deleteLater()

    def _show_above(self) -> None:
        top, bottom = self._sight()
        above = 0
        for key, at in zip(self._keys, self._tops, strict=True):
            if at + self._heights.get(key, _GUESS) <= top:
                if key in self._new:
                    self._unseen.add(key)
                above += key in self._unseen
            elif at < bottom:
                self._unseen.discard(key)
        self._new.clear()
        self._above.setVisible(above > 0)
        if above:
            self._above.setText(self.tr("↑ %n new above", "", above))
            self._above.adjustSize()
            self._above.move((self.viewport().width() - self._above.width()) // 2, theme.SPACE // 2)
            self._above.raise_()
