"""The feed with what narrows it: chips, search box, the list of cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.event import Category, Gap
from facemon.limit import Limit
from facemon.monitor import Arrived
from facemon.ui import theme
from facemon.ui.feed.chips import ChipBar
from facemon.ui.feed.decoding import Decode
from facemon.ui.feed.filter import Filter, restored_categories
from facemon.ui.feed.model import HELD, OLDER, FeedModel
from facemon.ui.feed.nothing_shown import NothingShown
from facemon.ui.feed.older import Older
from facemon.ui.feed.rows import Ending, EndRow, EventRow, GapRow
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.feed.selected import SelectedEvent
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.feed.view import FeedView
from facemon.ui.history.asking import Asking
from facemon.ui.paced import Paced
from facemon.ui.privacy.blurring import Blurring
from facemon.ui.watch.roll import Roll


class Follower(Protocol):
    """Shows a part of what the feed has, and is told the same."""

    def add(self, batch: Sequence[Arrived]) -> None: ...
    def update_gaps(self, gaps: Sequence[Gap]) -> None: ...
    def forget(self, numbers: Sequence[int]) -> None: ...
    def set_roll(self, roll: Roll) -> None: ...
    def set_history(self, path: Path | None) -> None: ...
    def set_device_names(self, names: Mapping[str, str], groups: Mapping[str, str]) -> None: ...


class FeedPanel(QWidget):
    """The newest events as cards, filtered by category and text.

    Args:
        decode: turns a picture as received into pixels, in a thread; None: `facemon.picture.decode`.
        held: how many events are held.
        older: how many more are while somebody looks into the history.
        blurring: knows which pictures are blurred; None: none.
    """

    selected_changed = Signal()  # or more is known of what is selected
    open_history = Signal(object)  # what happened before this moment (Unix milliseconds) is wanted
    menu_wanted = Signal(QPoint)  # of what is selected, at this place on the screen
    activated = Signal()  # the selected card was double-clicked, or Return pressed on it

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        decode: Decode | None = None,
        held: int = HELD,
        older: int = OLDER,
        blurring: Blurring | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = FeedModel(self, held=held, older=older)
        self._thumbnails = Thumbnails(self, decode=decode)
        self.search = SearchBox()
        self.chips = ChipBar(self.search)
        self.view = FeedView(self.model, self._thumbnails, blurring=blurring)
        self._older = Older(self.model, self)
        self._selected = SelectedEvent(self.model.pictures, self)
        self._asking: Asking | None = None
        self.follower: Follower | None = None
        self._nothing = NothingShown(self)
        self._counted = Paced(self._show_counts, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.SPACE - 4)
        layout.addWidget(self.chips)
        layout.addWidget(self.view, 1)
        self.chips.hidden_changed.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.view.setFocus)
        self.model.counts_changed.connect(self._counted.ask)
        self.model.counts_changed.connect(self._show_nothing)
        self.view.selected_changed.connect(self._select)
        self.view.near_end.connect(self._older.go_on)
        self.view.end_pressed.connect(self._go_beyond)
        self._older.came.connect(self._show_nothing)
        self._older.came.connect(self.view.viewport().update)  # once it is drawn, it shows whether more is needed
        self._selected.completed.connect(self.selected_changed)
        self.view.opened.connect(self.activated)
        self.view.menu_wanted.connect(self.menu_wanted)
        self._nothing.show_all.connect(self.show_all)
        self.restyle()

    # What happens

    def add(self, batch: list[Arrived]) -> None:
        """Put arrivals on top, in their order; what was recovered, at its place in time. At most once a frame."""
        self.model.add(batch)
        if self.follower is not None:
            self.follower.add(batch)

    def update_gaps(self, gaps: list[Gap]) -> None:
        """Show gaps as they stand now: new ones where they belong, known ones (by their id) as they have become."""
        shown = self.selected_gap
        self.model.update_gaps(gaps)
        if self.follower is not None:
            self.follower.update_gaps(gaps)
        if self.selected_gap != shown:
            self.selected_changed.emit()

    def set_history(self, path: Path | None) -> None:
        """Go on into the history in this file when scrolled down; again, when another one has taken its place.

        None: the feed has what arrives and nothing else.
        """
        if self._asking is not None:
            self._asking.end()
            self._asking.deleteLater()
        self._asking = None if path is None else Asking(path, self)
        self.model.pictures.set_history(self._asking)
        self._selected.set_history(self._asking)
        self._older.set_history(self._asking)
        if self.follower is not None:
            self.follower.set_history(path)

    def forget(self, numbers: Sequence[int]) -> None:
        """Show and hold events no longer that have been erased."""
        self.model.forget(numbers)
        if self.follower is not None:
            self.follower.forget(numbers)
        self._thumbnails.drop(numbers)
        self.view.forget_cards()

    def set_device_names(self, names: Mapping[str, str], groups: Mapping[str, str] | None = None) -> None:
        """Take what the devices are called, by their ids, and the groups in which they can be searched for."""
        self.model.set_device_names(names, groups)
        if self.follower is not None:
            self.follower.set_device_names(names, groups or {})
        self.view.forget_cards()

    def set_roll(self, roll: Roll) -> None:
        """Mark who is on the watch list."""
        self.model.set_roll(roll)
        if self.follower is not None:
            self.follower.set_roll(roll)
        self.view.viewport().update()

    # What is selected

    @property
    def selected(self) -> Arrived | None:
        """The selected event, its picture taken out; None when none is selected."""
        return self._selected.arrived

    @property
    def selected_gap(self) -> Gap | None:
        """The selected gap; None when none is selected."""
        row = self.view.selected
        return row.gap if isinstance(row, GapRow) else None

    def selected_picture(self) -> bytes | None:
        """Return the selected event's picture as received; empty when it came without, None when it is not at hand."""
        return self._selected.picture

    @property
    def picture_is_coming(self) -> bool:
        """Whether the selected event's picture is still looked for in the history; `selected_changed` tells."""
        return self._selected.is_coming

    def arrival(self, number: int) -> Arrived | None:
        """Return the event with an arrival number, shown or not; None when it is no longer held."""
        return self.model.find(number)

    def go_to(self, number: int) -> None:
        """Select the event with an arrival number, lifting a filter that hides it; nothing when it is not held."""
        if self.arrival(number) is None:
            return
        if self.model.row_of(number) is None:
            self.show_all()
        row = self.model.row_of(number)
        if row is not None:
            self.view.select_row(row)

    def go_to_newest(self) -> None:
        """Return to the newest event and follow again."""
        self.view.go_to_newest()

    def go_to_oldest(self) -> None:
        """Select the oldest event."""
        self.view.go_to_oldest()

    # What narrows it

    def toggle_chip(self, number: int) -> None:
        """Show or hide a category by its place among the chips, counted from 1; 0 shows all of them."""
        self.chips.toggle(number)

    def search_for(self, text: str) -> None:
        """Show only what has this, as if it had been typed."""
        self.search.setText(text)
        self.view.setFocus()

    def focus_search(self) -> None:
        """Put the keyboard in the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_all(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self.chips.show_all()

    def state(self) -> dict[str, object]:
        """Return the filter for the next start."""
        return {"hidden": sorted(category.value for category in self.chips.hidden), "text": self.search.text()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up the filter of an earlier `state`; what cannot be read is passed over."""
        text = state.get("text")
        self.search.setText(text if isinstance(text, str) else "")
        self.chips.set_hidden(restored_categories(state.get("hidden")))

    # How it looks

    def on_painted(self, call: Callable[[list[int]], None] | None) -> None:
        """Have `call` told, at the end of a frame, the arrival numbers in it that were not in the frame before."""
        self.view.on_painted(call)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.search.restyle()
        self.chips.restyle()
        self._nothing.restyle()
        self.view.restyle()
        self.view.setAccessibleName(self.tr("Events"))
        self._counted.now()
        self._show_nothing()

    def close_threads(self, timeout: float = 1.0) -> bool:
        """End the threads that decode and read; return whether they ended within `timeout` seconds."""
        limit = Limit(timeout)
        if self._asking is not None:
            self._asking.end()
        decoded = self._thumbnails.stop(limit.left())
        return (self._asking is None or self._asking.close(limit.left())) and decoded

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.model.retranslate()
            self.restyle()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()  # from the list, which had nothing selected to let go
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_nothing()

    def _select(self) -> None:
        row = self.view.selected
        self._selected.select(row if isinstance(row, EventRow) else None)
        self.selected_changed.emit()

    def _go_beyond(self) -> None:
        """Do what is said below the oldest row."""
        row = self.view.selected
        if isinstance(row, EndRow) and row.ending is Ending.UNREADABLE:
            self._older.try_again()
        elif isinstance(row, EndRow):
            self.open_history.emit(self.model.oldest_ms)

    def _filter(self) -> None:
        self.model.set_filter(Filter(self.chips.hidden, self.search.text()))
        self._counted.now()

    def _show_counts(self) -> None:
        held = self.model.held_counts
        self.chips.set_counts(self.model.counts, unknown_held=held.get(Category.UNKNOWN, 0) > 0)

    def _show_nothing(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            self._nothing.say(self.model.held, self._older.told)
            self._place_nothing()
        self._nothing.setVisible(empty)

    def _place_nothing(self) -> None:
        self._nothing.setGeometry(self.view.geometry())
        self._nothing.raise_()
