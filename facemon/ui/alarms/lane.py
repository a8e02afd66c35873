"""“Needs attention”: what is owed, beside the feed, until a person has answered all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.limit import Limit
from facemon.ui import theme
from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.alarms.announcing import Announcer
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.alarms.column import Column
from facemon.ui.alarms.enrolled_faces import EnrolledFaces
from facemon.ui.alarms.faces import large_size, small_size
from facemon.ui.alarms.fold_row import FoldRow
from facemon.ui.alarms.lane_head import LaneHead, SlimCounter
from facemon.ui.alarms.lines import Lines
from facemon.ui.alarms.noting import Noting
from facemon.ui.alarms.pictures import AlarmPictures
from facemon.ui.alarms.row_frame import RowFrame
from facemon.ui.alarms.row_maker import RowMaker
from facemon.ui.alarms.rows import AlarmRow, Key, Row, ShelfRow, lane_rows
from facemon.ui.alarms.source import Source
from facemon.ui.alarms.standing import Standing
from facemon.ui.alarms.undo_line import UndoLine

LOW: Key = ("low",)  # what is answered together as being of low priority
_TICK_MS = 1000
_TOLD_MS = 4000


class Lane(QWidget):
    """Shows an `AlarmBoard`. What the guard does with it is for whoever connects to its signals (`Answering`).

    Which alarm is selected changes by the guard's hand, or when the selected one is owed no more; never since another
    has come. It scrolls by the guard's hand alone.
    """

    selected_changed = Signal()  # by hand, maybe the same again
    group_wanted = Signal()
    slim_changed = Signal()

    def __init__(
        self,
        board: AlarmBoard,
        source: Source,
        picture: Callable[[int], bytes | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.board = board
        self.source = source
        self.standing = Standing()
        self.undo_line = UndoLine()
        self.slim = True
        self._selected: Key | None = None
        self._rows: list[Row] = []
        self._opened: set[Key] = set()
        self._announcer = Announcer(self, source)
        self._pictures = AlarmPictures(picture, self)
        self._pictures.came.connect(self._repaint)
        self._head = LaneHead()
        self._head.group.connect(self.group_wanted)
        self._enrolled = EnrolledFaces(source.enrolled, self)
        self._enrolled.came.connect(self._repaint)
        self.hand = RowMaker(source, self._pictures, self._enrolled, self)
        self.hand.chosen.connect(self.select)
        self.hand.toggled.connect(self._toggle)
        self._column = Column(self.hand.make, self._show)
        self._column.placed.connect(self._note_sight)
        self._notice = Lines(most=3, colour="warn")
        self._forget_notice = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._forget_notice.timeout.connect(lambda: self._notice.set_text(""))
        self._pages = QStackedWidget()
        self._late = QVBoxLayout()
        self.noting = Noting(self, self._column, self._late)
        self._lay_out()
        board.changed.connect(self.refresh)
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()
        self.retranslate()
        self.refresh()

    # What is selected

    @property
    def selected(self) -> Row | None:
        """The selected row; None while there is none."""
        return next((row for row in self._rows if row.key == self._selected), None)

    @property
    def selected_alarm(self) -> Alarm | None:
        """The selected alarm; None while there is none, or a fold is selected."""
        row = self.selected
        return row.alarm if isinstance(row, AlarmRow) else None

    @property
    def rows(self) -> list[Row]:
        """All rows, from above."""
        return self._rows

    def select(self, key: Key) -> None:
        """Select a row by the guard's hand; one that was selected by itself already is wanted beside the feed."""
        if key != self._selected:
            self._selected = key
            self.standing.select(key, self.source.steady_s(), by_hand=True)
            self.refresh()
        self.selected_changed.emit()

    def step(self, by: int) -> None:
        """Select the row so many below, and bring it in sight."""
        keys = [row.key for row in self._rows]
        if keys:
            at = keys.index(self._selected) + by if self._selected in keys else 0
            self.select(keys[min(max(at, 0), len(keys) - 1)])
            self.show_selected()

    def show_selected(self) -> None:
        """Bring the selected row in sight."""
        if self._selected is not None:
            self._column.bring_in_sight(self._selected)

    def unfold(self) -> None:
        """Show what the selected row folds, or no longer."""
        if self.selected is not None and not isinstance(self.selected, AlarmRow):
            self._toggle(self.selected.key)

    def tell(self, text: str) -> None:
        """Say something below the rows for some seconds, aloud as well."""
        self._notice.set_text(text)
        self._forget_notice.start()
        self._announcer.say(text)

    # Following the board

    def refresh(self) -> None:
        """Show what the board has now."""
        board, now = self.board, self.source.steady_s()
        chosen = self._selected
        apart = {int(chosen[1])} if chosen is not None and chosen[0] == "alarm" else set()
        alarms = board.alarms()
        self._rows = lane_rows(alarms, board.floods, board.shelves, self._opened, apart=apart)
        keys = {row.key for row in self._rows}
        self._opened &= keys
        if chosen not in keys:
            first = next((row.key for row in self._rows if _calls(row)), None)
            self._selected = first or next((row.key for row in self._rows), None)
            self.standing.select(self._selected, now, by_hand=False)
        if self.noting.key is not None and self.noting.key not in keys:
            self.noting.end()
        self._show_slim()
        self._column.set_rows(self._rows)
        self._show_head(alarms)
        self.undo_line.show_recent(board.recent, self.source.now_ms())
        self._announcer.take(alarms)

    def show_afresh(self) -> None:
        """Show everything anew: what the rules say, what devices are called or how it is drawn has changed."""
        for widget in self._column.widgets():
            widget.shown = None
        self._column.forget_heights()
        self.refresh()

    def set_history(self, path: Path | None) -> None:
        """Take older pictures out of the history in this file."""
        self._pictures.set_history(path)
        self._note_sight()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._head, self._notice, self.undo_line, self.noting.field, self._counter):
            part.restyle()
        for widget in self._column.widgets():
            if isinstance(widget, (AlarmCard, FoldRow)):
                widget.restyle()
        self.show_afresh()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setAccessibleName(self.tr("Needs attention"))
        self._column.setAccessibleName(self.tr("Needs attention"))
        self._column.retranslate()
        self.noting.field.retranslate()
        self.show_afresh()

    def close_threads(self, limit: Limit) -> None:
        """End the threads that read and decode pictures."""
        self._pictures.close_threads(limit)
        self._enrolled.close_threads(limit)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            active = event.type() == QEvent.Type.WindowActivate
            self.standing.wake(self.source.steady_s(), active=active)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._counter.sizeHint().width() if self.slim else least_width(), 100)

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width() if self.slim else usual_width(), 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("panel"))

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(theme.SPACE + 4, theme.SPACE + 4, 2, theme.SPACE)
        column.setSpacing(theme.SPACE)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, theme.SPACE + 4, 0)
        below.addWidget(self._notice)
        below.addWidget(self.undo_line)
        below.addLayout(self._late)
        column.addWidget(self._head)
        column.addWidget(self._column, 1)
        column.addLayout(below)
        self._counter = SlimCounter()
        self._pages.addWidget(self._counter)
        self._pages.addWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _show_slim(self) -> None:
        slim = not self._rows and not self.board.recent and not self.noting.open
        if slim != self.slim:
            self.slim = slim
            self._pages.setCurrentIndex(0 if slim else 1)
            self.updateGeometry()
            self.slim_changed.emit()

    def _show_head(self, alarms: list[Alarm]) -> None:
        waiting = [alarm for alarm in alarms if alarm.state is not AlarmState.SHELVED]
        low = [alarm for alarm in waiting if alarm.priority is Priority.LOW and alarm.state is AlarmState.OPEN]
        oldest = min((alarm.since_ms for alarm in waiting), default=None)
        self._head.show_counts(len(waiting), oldest, len(low), self.source.now_ms())

    def _show(self, widget: RowFrame, row: Row) -> bool:
        return self.hand.show(widget, row, selected=row.key == self._selected)

    def _toggle(self, key: Key) -> None:
        self._opened ^= {key}
        self.refresh()

    def _note_sight(self) -> None:
        seen = {} if self.slim or not self.isVisible() else self._column.in_sight()
        shown = {key: (top, row.alarms) for key, (top, row) in seen.items()}
        low = tuple(
            alarm for row in self._rows for alarm in row.alarms
            if alarm.priority is Priority.LOW and alarm.state is AlarmState.OPEN
        )  # fmt: skip
        self.standing.show({**shown, LOW: (0, low)}, self.source.steady_s())
        ratio = self.devicePixelRatioF()
        self._pictures.set_sizes(large_size() * ratio, small_size() * ratio)
        cards = [card for key in seen if isinstance(card := self._column.widget_of(key), AlarmCard)]
        wanted = [card.wanted() for card in cards]
        self._pictures.want(
            [one for large, _ in wanted for one in large], [one for _, small in wanted for one in small]
        )
        self._enrolled.want([one for card in cards for one in card.compared()], large_size() * ratio)

    def take_photos(self) -> None:
        """More is known of enrolled photos."""
        self._repaint()
        self._note_sight()

    def show_doors(self) -> None:
        """Doors may be opened now that could not be before, or the other way."""
        for widget in self._column.widgets():
            if isinstance(widget, AlarmCard):
                widget.show_door()

    def _repaint(self) -> None:
        for widget in self._column.widgets():
            if isinstance(widget, AlarmCard):
                widget.repaint_faces()

    def _tick(self) -> None:
        if self.slim:
            return
        for widget in self._column.widgets():
            if isinstance(widget, (AlarmCard, FoldRow)):
                widget.tick()
        self._column.measure_again()
        self._note_sight()
        self._show_head(self.board.alarms())
        self.undo_line.show_recent(self.board.recent, self.source.now_ms())


def least_width() -> int:
    """Return how narrow the open lane may be, in pixels: its picture and a few words beside it."""
    return large_size().width() + 20 * theme.SPACE


def usual_width() -> int:
    """Return how wide the open lane is to begin with, in pixels."""
    return 2 * large_size().width() + 24 * theme.SPACE


def _calls(row: Row) -> bool:
    return not isinstance(row, ShelfRow) and any(alarm.state is AlarmState.OPEN for alarm in row.alarms)
