"""The feed with what narrows it: chips, search box, the list of cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from facemon.event import Category, Gap
from facemon.monitor import Arrived
from facemon.ui import icons, theme
from facemon.ui.feed.chips import ChipBar
from facemon.ui.feed.decoding import Decode
from facemon.ui.feed.filter import Filter, restored_categories
from facemon.ui.feed.model import HELD, FeedModel
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.feed.view import FeedView
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel

_LONGEST_SEARCH = 200  # characters


class SearchBox(QLineEdit):
    """Escape clears it and gives the keyboard back to the list."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.setMaxLength(_LONGEST_SEARCH)
        self._magnifier = QAction(self)
        self.addAction(self._magnifier, QLineEdit.ActionPosition.LeadingPosition)

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.setFont(theme.font())
        self._magnifier.setIcon(icons.icon("search", theme.theme().dim))
        self.setPlaceholderText(self.tr("Search name, number, group, device…"))
        self.setAccessibleName(self.tr("Search"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NothingShown(QWidget):
    """Lies over the list while it is empty and says why."""

    show_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden = 0
        self._headline = PlainLabel(self.tr("Nothing matches"), size=1.3, bold=True)
        self._explanation = PlainLabel(dim=True)
        self._button = QPushButton()
        self._button.clicked.connect(self.show_all)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        for label in (self._headline, self._explanation):
            wrap(label)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        layout.setSpacing(2 * theme.SPACE)

    def say(self, hidden: int) -> None:
        """Say that `hidden` events are held back by the filter; 0: that there are none yet."""
        self._hidden = hidden
        self._button.setText(self.tr("Show all"))
        self._button.setVisible(hidden > 0)
        if hidden:
            self._headline.setText(self.tr("Nothing matches"))
            self._explanation.setText(self.tr("%n event(s) hidden by the filter", "", hidden))
        else:
            self._headline.setText(self.tr("No events yet"))
            self._explanation.setText(self.tr("What happens at the doors appears here, the newest on top."))

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._headline.restyle()
        self._explanation.restyle()
        self.say(self._hidden)


class FeedPanel(QWidget):
    """The newest events as cards, filtered by category and text.

    Args:
        decode: turns a picture as received into pixels, in a thread; None: `facemon.picture.decode`.
        held: how many events are held.
    """

    selected_changed = Signal()
    activated = Signal()  # the selected card was double-clicked, or Return pressed on it

    def __init__(self, parent: QWidget | None = None, *, decode: Decode | None = None, held: int = HELD) -> None:
        super().__init__(parent)
        self.model = FeedModel(self, held=held)
        self._thumbnails = Thumbnails(self, decode=decode)
        self.search = SearchBox()
        self.chips = ChipBar(self.search)
        self.view = FeedView(self.model, self._thumbnails)
        self._nothing = NothingShown(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.SPACE - 4)
        layout.addWidget(self.chips)
        layout.addWidget(self.view, 1)
        self.chips.hidden_changed.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self.view.setFocus)
        self.model.counts_changed.connect(self._show_counts)
        self.view.selected_changed.connect(self.selected_changed)
        self.view.opened.connect(self.activated)
        self._nothing.show_all.connect(self.show_all)
        self.restyle()

    # What happens

    def add(self, batch: list[Arrived]) -> None:
        """Put arrivals on top, in their order; what was recovered, at its place in time. At most once a frame."""
        self.model.add(batch)

    def update_gaps(self, gaps: list[Gap]) -> None:
        """Show gaps as they stand now: new ones where they belong, known ones (by their id) as they have become."""
        shown = self.selected_gap
        self.model.update_gaps(gaps)
        if self.selected_gap != shown:
            self.selected_changed.emit()

    def set_device_names(self, names: Mapping[str, str]) -> None:
        """Take what the devices are called, by their ids."""
        self.model.set_device_names(names)
        self.view.forget_cards()

    # What is selected

    @property
    def selected(self) -> Arrived | None:
        """The selected event, its picture taken out; None when none is selected."""
        return self.view.selected

    @property
    def selected_gap(self) -> Gap | None:
        """The selected gap; None when none is selected."""
        return self.view.selected_gap

    def selected_picture(self) -> bytes | None:
        """Return the selected event's picture as received; empty when it came without, None when it is not held."""
        arrived = self.selected
        if arrived is None:
            return None
        picture = self.model.pictures.get(arrived.number)
        return b"" if picture is None and not arrived.happening.picture_size else picture

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
        self._show_counts()

    def close_threads(self, timeout: float = 1.0) -> bool:
        """End the decoding threads; return whether they ended within `timeout` seconds."""
        return self._thumbnails.stop(timeout)

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

    def _filter(self) -> None:
        self.model.set_filter(Filter(self.chips.hidden, self.search.text()))

    def _show_counts(self) -> None:
        held = self.model.held_counts
        self.chips.set_counts(self.model.counts, unknown_held=held.get(Category.UNKNOWN, 0) > 0)
        empty = self.model.rowCount() == 0
        if empty:
            self._nothing.say(self.model.held)
            self._place_nothing()
        self._nothing.setVisible(empty)

    def _place_nothing(self) -> None:
        self._nothing.setGeometry(self.view.geometry())
        self._nothing.raise_()
