"""Draws the feed's list: no more of it than has come to look different."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from facemon.ui import theme
from facemon.ui.feed.card import CardDelegate
from facemon.ui.feed.card_ground import Look
from facemon.ui.feed.line_painting import LinePainter
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.rows import EndRow, EventRow, GapRow, Kind
from facemon.ui.feed.rows_view import Index
from facemon.ui.feed.steady_view import SteadyView
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.feed.wanted import Wanted
from facemon.ui.privacy.blurring import Blurring

_FACES_MS = 30  # a face waits so long for the frame of the next event, which shows it for nothing
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class DrawnView(SteadyView):
    """Draws the cards of a FeedModel, with the gaps and the lines of the days among them, and the end below."""

    near_end = Signal()  # less than a page is left below what is in sight

    def __init__(
        self,
        model: FeedModel,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
        *,
        blurring: Blurring | None = None,
    ) -> None:
        super().__init__(model, parent)
        self._thumbnails = thumbnails
        self._blurring = blurring or Blurring(parent=self)
        self._blurring.changed.connect(self.viewport().update)
        self._cards = CardDelegate(thumbnails, self, blurring=self._blurring)
        self._wanted = Wanted(model.pictures, thumbnails, self._blurring)
        self._lines = LinePainter()
        self._high: dict[Kind, int] = {}
        self._tabbed = False  # the keyboard brought the focus, and must be seen to be here
        self._mouse: QPoint | None = None
        self._hovered: int | None = None
        self._painted: list[int] = []
        self._ratio = 0.0  # of the faces that are asked for
        self._passing = False  # more comes than fits: what has been in sight will not be again
        self._on_painted: Callable[[list[int]], None] | None = None
        self._set_up()
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setItemDelegate(self._cards)
        self._faces_due = QTimer(self, singleShot=True, interval=_FACES_MS)
        self._faces_due.timeout.connect(self._rest)
        thumbnails.ready.connect(self._expect_faces)
        model.pictures.came.connect(self.viewport().update)
        self._watch()

    @property
    def painted_numbers(self) -> list[int]:
        """The arrival numbers of the cards in the last frame."""
        return self._painted

    def on_painted(self, call: Callable[[list[int]], None] | None) -> None:
        """Have `call` told, at the end of a frame, the arrival numbers in it that were not in the frame before."""
        self._on_painted = call

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._remember_place()
        self._cards.restyle()
        self._lines = LinePainter()
        self._pill.restyle()
        self._measure_if_changed()
        self._return_to_place()

    def forget_cards(self) -> None:
        """Draw every card afresh: what they say has changed."""
        self._cards.forget()
        self.viewport().update()

    # What changes how it looks

    def updateGeometries(self) -> None:
        self._measure_if_changed()
        super().updateGeometries()
        self._cards.keep(self.viewport().height() // self._pitch + 2)

    def dataChanged(self, _first: Index, _last: Index, _roles: Sequence[int] = ()) -> None:
        self.viewport().update()  # only gaps ever change, and they are drawn afresh each time

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        # The cards are ready to be copied: drawing them all costs no more than moving pixels and filling the gap.
        self.viewport().update()

    def _make_room(self, first: int, came: int, top: int, rise: int) -> None:
        # What is in sight moves as it is; only what is new, and what looks different for having moved, is drawn.
        viewport = self.viewport()
        if not self._painted or not viewport.devicePixelRatioF().is_integer() or self._shows_focus():
            viewport.update()
            return
        if top >= viewport.height():
            return
        viewport.scroll(0, rise, viewport.rect().adjusted(0, top, 0, 0))
        if self._mouse is not None:
            if self._hovered is not None:
                viewport.update(self._rect_of(self._hovered + (came if self._hovered >= first else 0)))
            self._hovered = self._row_under_mouse()
            if self._hovered is not None:
                viewport.update(self._rect_of(self._hovered))
        self._faces_due.stop()
        self._show_thumbnails()

    def _shows_focus(self) -> bool:
        """Return whether there is a frame around all of it, since the keyboard is here and nothing is selected."""
        return self._tabbed and self._selected is None and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tabbed = event.reason() in _BY_KEYBOARD

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position().toPoint()
        if self._row_under_mouse() != self._hovered:
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.paintEvent(event)  # which is all that comes of it, the long way round
            return True
        if event.type() in (QEvent.Type.Leave, QEvent.Type.HoverLeave) and self._mouse is not None:
            self._mouse = None
            self.viewport().update()
        return super().viewportEvent(event)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport = self.viewport()
        parts: list[QRect] = list(event.region())  # type: ignore[call-overload]  # it can be gone through
        whole = parts == [viewport.rect()]
        if whole:
            self._thumbnails.take_ready()
            self._faces_due.stop()
        ratio, width, offset = viewport.devicePixelRatioF(), self._card_width(), self.verticalOffset()
        if ratio != self._ratio or whole:
            self._ratio, size = ratio, self._cards.picture_size(ratio)
            self._thumbnails.set_size(size.width(), size.height())
        plain = Look(width, ratio)
        chosen = Look(width, ratio, selected=True, focused=self.hasFocus())
        self._hovered = self._row_under_mouse()
        selected = self._selected_row()
        painter = QPainter(viewport)
        for part in parts:
            if len(parts) > 1 and ratio.is_integer():
                painter.setClipRect(part)  # what is drawn in just one rectangle takes the shortest ways
            rows = self._geometry.between(part.top() + offset, part.bottom() + 1 + offset)
            if not self._is_covered(part, rows):
                self._fill_between(painter, part, rows)
            for number in rows:
                self._paint_row(painter, number, chosen if number == selected else plain, None if whole else part)
        painter.setClipping(False)
        if self._shows_focus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 1))
            frame = QRectF(0, 0, width, viewport.height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        painter.end()
        self._after_paint(whole=whole)

    def _paint_row(self, painter: QPainter, number: int, look: Look, part: QRect | None) -> None:
        row, rect, hovered = self._model.row(number), self._rect_of(number), number == self._hovered
        if isinstance(row, EventRow):
            self._cards.paint_card(painter, rect, self._model, row, look, hovered=hovered, part=part)
        elif isinstance(row, GapRow):
            name = self._model.device_name(row.gap.device_id)
            self._lines.paint_gap(painter, rect, row.gap, name, look, hovered=hovered)
        elif isinstance(row, EndRow):
            self._lines.paint_end(painter, rect, row, look, hovered=hovered)
        else:
            self._lines.paint_day(painter, rect, row.day_ms)

    def _is_covered(self, part: QRect, rows: range) -> bool:
        """Return whether a card lies on all of it; nothing else is opaque."""
        if len(rows) != 1 or not isinstance(self._model.row(rows.start), EventRow):
            return False
        return self._rect_of(rows.start).contains(part)

    def _fill_between(self, painter: QPainter, rect: QRect, shown: range) -> None:
        """Paint the ground where no card lies: those are opaque."""
        ground, width = theme.colour("window"), self._card_width()
        begin, end, right = rect.top(), rect.bottom() + 1, rect.right() + 1
        if right > width:
            painter.fillRect(width, begin, right - width, end - begin, ground)
        for number in shown:
            if isinstance(self._model.row(number), EventRow):
                card = self._rect_of(number)
                if card.top() > begin:
                    painter.fillRect(0, begin, width, card.top() - begin, ground)
                begin = card.bottom() + 1
        if end > begin:
            painter.fillRect(0, begin, width, end - begin, ground)

    def _after_paint(self, *, whole: bool) -> None:
        rows = self._rows_in(self.viewport().rect())
        shown = [row for row in map(self._model.row, rows) if isinstance(row, EventRow)]
        numbers = [row.number for row in shown]
        moved = numbers != self._painted
        if moved:
            before = self._painted
            self._painted = numbers
            fresh = [number for number in numbers if number not in before]
            self._passing = self._following and 2 * len(fresh) > len(numbers)
            if fresh and self._on_painted is not None:
                self._on_painted(fresh)
        if whole and not self._passing:
            self._want_near(rows)
        elif whole or moved:  # and what is near may be a page further down the next moment
            self._wanted.want(shown)
        if self._count() - rows.stop < len(rows) + 1:
            self.near_end.emit()

    def _want_near(self, rows: range) -> None:
        """Have the faces of these rows and of a page before and after them."""
        page = len(rows) + 1
        below = range(rows.stop, min(self._count(), rows.stop + page))
        above = range(rows.start - 1, max(-1, rows.start - 1 - page), -1)
        near = map(self._model.row, (*rows, *below, *above))
        self._wanted.want([row for row in near if isinstance(row, EventRow)])

    def _rest(self) -> None:
        """Do what can wait until nothing comes for a moment."""
        self._show_thumbnails()
        if not self._passing:
            self._want_near(self._rows_in(self.viewport().rect()))

    def _expect_faces(self) -> None:
        if not self._faces_due.isActive():
            self._faces_due.start()

    def _show_thumbnails(self) -> None:
        numbers = self._thumbnails.take_ready()
        if not numbers:
            return
        place = self._cards.picture_place()
        if not self._ratio.is_integer():
            place.adjust(-1, -1, 1, 1)  # with the pixels of which it covers a part
        for number in numbers:
            row = self._model.row_of(number)
            if row is not None:
                self.viewport().update(place.translated(self._rect_of(row).topLeft()))

    # Small things

    def _row_under_mouse(self) -> int | None:
        return None if self._mouse is None else self._row_at(self._mouse)

    def _row_at(self, place: QPoint) -> int | None:
        """Return the row at a place in the viewport that can be selected."""
        row = self._geometry.row_at(place.y() + self.verticalOffset())
        return row if row is not None and self._selectable(row) else None

    def _row_height(self) -> int:
        return self._cards.fonts.card_height

    def _heights(self, rows: range) -> list[int]:
        high = self._high
        if len(rows) == self._count():
            return [high[kind] for kind in self._model.kinds()]
        return [high[self._model.row(row).kind] for row in rows]

    def _measure_if_changed(self) -> None:
        """Place every row anew if the font or the width has made some of them higher or lower."""
        high = {Kind.EVENT: self._row_height()} | self._lines.heights(self._card_width())
        if high == self._high:
            return
        self._high = high
        returning = self._anchor is not None
        if not returning:
            self._remember_place()
        self.measure()
        if not returning:
            self._return_to_place()
