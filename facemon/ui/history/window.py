"""The history window: what is where, and what leads to what. What the parts do, they do themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QDateTime, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from facemon.event import Category, Happening
from facemon.history.query import Found
from facemon.limit import Limit
from facemon.monitor.enrolled import Photo
from facemon.ui import error_text, theme
from facemon.ui.collation import by_name
from facemon.ui.export.dialog import ExportDialog
from facemon.ui.feed.chips import ChipBar
from facemon.ui.feed.decoding import Decode
from facemon.ui.history.asking import Asking
from facemon.ui.history.details import Details
from facemon.ui.history.faces import Faces
from facemon.ui.history.filter_bar import FilterBar, Shape
from facemon.ui.history.filters import Filters, Part
from facemon.ui.history.gaps import GapLine
from facemon.ui.history.lookup import Lookup
from facemon.ui.history.panel import ResultsPanel
from facemon.ui.history.results import Results
from facemon.ui.history.summary import Summary
from facemon.ui.history.timeline import TimeLine
from facemon.ui.keys import sequences
from facemon.ui.lock import Guard, unguarded
from facemon.ui.privacy.blurring import Blurring

TYPED_MS = 150  # after the last key, what has been typed is looked for
_SETTLED_MS = 120  # a width that changes more often than this is being dragged
_RENEW_MS = 2_000  # between two looks for what is new
_LOW = 26  # lines of text: in a lower window the time-line would leave no room for what was found
AROUND_MS = 5 * 60_000  # before and after a moment
_SIZE = QSize(1280, 820)


class HistoryWindow(QWidget):
    """A window over the history at `path`, which may be written meanwhile.

    Args:
        path: the history's file.
        guard: asks for the right to take data out.
        decode: turns a picture as received into pixels, in a thread; None: `facemon.picture.decode`.
        blurring: knows which pictures are blurred; None: none.
        enrolled: gives the photo of whom an event is about, as far as it is known; None for nobody in particular.
    """

    report = Signal()  # the report of a shift is wanted

    def __init__(
        self,
        path: Path,
        guard: Guard = unguarded,
        *,
        decode: Decode | None = None,
        blurring: Blurring | None = None,
        enrolled: Callable[[Happening], Photo | None] = lambda _: None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._guard = guard
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._path = path
        self._asking = Asking(path, self)
        self._asking_pictures = Asking(path, self)
        self.results = Results(self._asking, self)
        self._lookup = Lookup(self._asking, self.results, self)
        self._faces = Faces(self._asking_pictures, self, decode=decode, blurring=blurring)
        self.filter_bar = FilterBar()
        self.summary = Summary()
        self.chips = ChipBar(self.summary)
        self.timeline = TimeLine()
        self.gap_line = GapLine(self.results.device_name)
        self.panel = ResultsPanel(self.results, self._faces)
        self.details = Details(self._asking_pictures, self.results, guard, self, blurring=blurring, enrolled=enrolled)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._sought: Found | None = None  # shall be selected once the results have come
        self._soon = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._renew = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._lay_out()
        self._connect()
        self._shortcuts()
        self.setMinimumSize(QSize(640, 480))
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.95))
        self.retranslate()
        self.restyle()

    @property
    def filters(self) -> Filters:
        """What narrows the results, but the selected part of the time-line."""
        return replace(self.filter_bar.filters, hidden=self.chips.hidden)

    def look(self) -> None:
        """Look for what the filters say, everything afresh."""
        self._soon.stop()
        self._look_for_rows()
        self._lookup.cover(self.filters)

    def note_arrivals(self) -> None:
        """Take note that something has happened, which may belong to the results."""
        if self.isVisible() and not self._renew.isActive():
            self._renew.start()

    def show_event(self, event_id: int) -> None:
        """Look at what happened around an event, and select it."""
        self._asking.ask("sought", lambda reader: reader.find(event_id), self._look_around, lambda _: None)

    def come_to_front(self) -> None:
        """Bring the window before the user, from wherever it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def state(self) -> dict[str, object]:
        """Return how the window was left, for the next start."""
        size = self.normalGeometry().size() if self.isMaximized() else self.size()
        return {"shape": self.filter_bar.shape.chosen, "width": size.width(), "height": size.height()}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up an earlier `state`; what cannot be read is passed over."""
        width, height = state.get("width"), state.get("height")
        if isinstance(width, int) and isinstance(height, int) and 0 < width < 1 << 15 and 0 < height < 1 << 15:
            self.resize(QSize(width, height).boundedTo(self.screen().availableSize()))
        if state.get("shape") == Shape.CARDS.value:
            self.filter_bar.shape.choose(Shape.CARDS.value)
            self._show_shape()

    def close_threads(self, limit: Limit) -> None:
        """End what goes on away from the window's thread."""
        askings = self._asking, self._asking_pictures
        for asking in askings:
            asking.end()
        for asking in askings:
            asking.close(limit.left())
        self._faces.stop(limit.left())
        self.details.close_threads(limit.left())

    # Layout

    def _lay_out(self) -> None:
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self.details.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.details.panel.hide()
        body = QVBoxLayout()
        body.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 0)
        body.setSpacing(theme.SPACE)
        for widget in (self.chips, self.timeline, self.gap_line):
            body.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.filter_bar)
        rows.addLayout(body)
        below = QVBoxLayout()
        below.setContentsMargins(2 * theme.SPACE, 0, 0, 0)
        below.addWidget(self._splitter)
        rows.addLayout(below, 1)

    def _connect(self) -> None:
        self.filter_bar.changed.connect(self.look)
        self.filter_bar.typed.connect(self._soon.start)
        self.filter_bar.shape_changed.connect(self._show_shape)
        self.filter_bar.export.connect(self._export)
        self.filter_bar.report.connect(self.report)
        self.filter_bar.search.left.connect(self.panel.view.setFocus)
        self._soon.timeout.connect(self.look)
        self.chips.hidden_changed.connect(self._hidden_changed)
        self.summary.refresh.connect(self.look)
        self.timeline.selection_changed.connect(self._selection_changed)
        self.timeline.edges_changed.connect(self._settled.start)
        self._settled.timeout.connect(self._draw)
        self._renew.timeout.connect(self._lookup.renew)
        lookup = self._lookup
        lookup.found.connect(self._show_found)
        lookup.counted.connect(self._show_counts)
        lookup.covered.connect(self._show_extent)
        lookup.drawn.connect(self._show_bars)
        lookup.renewed.connect(lambda: self.summary.set_fresh(lookup.fresh))
        lookup.placed.connect(self._show_placed)
        lookup.failed.connect(self._show_failure)
        self.panel.view.selected_changed.connect(self._show_selected)
        self.panel.nothing.lift.connect(lambda: self._lift(self.panel.nothing.lifted))
        self.panel.nothing.again.connect(self.look)
        self.details.went.connect(self._go_to_neighbour)
        self.details.around.connect(lambda: self._look_around(self.details.shown))

    def _shortcuts(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            "search": self._focus_search,
            "copy": self.details.panel.copy,
            "save": self.details.panel.save_picture,
            "reveal": self.details.panel.reveal_picture,
            "retry": self.look,
            "report": self.report.emit,
        }
        keys = [(sequence, call) for action, call in actions.items() for sequence in sequences(action)]
        keys += [(keys_, partial(self.chips.toggle, number)) for number, keys_ in enumerate(sequences("chip"))]
        for sequence, call in [*keys, ("Ctrl+W", self.close)]:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(lambda call=call: call())

    # What the user does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # what was found when it was open before is old
            self.look()
            self.panel.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.timeline.setHidden(self.height() < _LOW * self.fontMetrics().height() and self.timeline.selection is None)

    def _focus_search(self) -> None:
        self.filter_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.search.selectAll()

    def _hidden_changed(self) -> None:
        self.timeline.set_hidden(self.chips.hidden)
        self._look_for_rows()

    def _selection_changed(self) -> None:
        self._show_gaps()
        self._soon.stop()
        self._look_for_rows()

    def _lift(self, parts: Sequence[Part]) -> None:
        if Part.CATEGORIES in parts:
            self.chips.show_all()
        if Part.SELECTION in parts:
            self.timeline.reset()
        self.filter_bar.lift(parts)

    def _export(self) -> None:
        query = self.results.query
        if query is None:
            return

        def ask() -> ExportDialog:  # just what was shown, whatever has come since
            dialog = ExportDialog(self._path, query, self.results.device_names, self)
            dialog.open()
            return dialog

        self._guard(self, self.tr("Export events"), ask)

    def _go_to_neighbour(self) -> None:
        if self.details.target is not None:
            self._lookup.place(self.details.target)

    def _look_around(self, found: Found | None) -> None:
        if found is not None:
            self._sought = found
            self.chips.show_all()
            self.timeline.reset()
            at_ms = found.happening.at_ms
            self.filter_bar.look_at(at_ms - AROUND_MS, at_ms + AROUND_MS)

    # What the history answers

    def _look_for_rows(self) -> None:
        self.summary.search()
        self._lookup.look(self.filters, self.timeline.selection)

    def _show_found(self) -> None:
        view = self.panel.view
        sought, self._sought = self._sought, None
        view.go_to_top()
        if sought is not None:
            self._lookup.place(sought)
        elif view.selected is not None and self.results.row_of(view.selected.id) is None:
            view.select(None)
        nothing = self.results.rowCount() == 0
        if nothing:
            selected = (Part.SELECTION,) if self.timeline.selection is not None else ()
            narrows = () if self._lookup.nothing_kept else (*self.filters.active, *selected)
            self.panel.nothing.nothing_found(narrows)
        self.panel.show_nothing(shown=nothing)

    def _show_counts(self) -> None:
        counts = self._lookup.counts or {}
        self.chips.set_counts(counts, unknown_held=bool(counts.get(Category.UNKNOWN)))
        self.summary.found(self._lookup.total or 0, self._lookup.took_s)

    def _show_extent(self) -> None:
        extent = self._lookup.extent
        if extent is None:
            return
        self.results.set_device_names(dict(extent.devices))
        called = [(device_id, name or device_id) for device_id, name in extent.devices]
        named = by_name()
        self.filter_bar.offer_devices(sorted(called, key=lambda device: named(device[1])))
        self.filter_bar.offer_groups(sorted(extent.groups, key=named))
        self.timeline.set_extent(extent.from_ms, extent.to_ms)
        self._draw()

    def _draw(self) -> None:
        self._lookup.draw(self.filters, self.timeline.edges)

    def _show_bars(self) -> None:
        self.timeline.set_bars(self._lookup.bars)
        now_ms = QDateTime.currentMSecsSinceEpoch()
        self.timeline.set_gaps([(gap.from_ms, gap.to_ms or now_ms) for gap in self._lookup.gaps])
        self._show_gaps()

    def _show_gaps(self) -> None:
        part = self.timeline.selection
        self.gap_line.show_gaps([
            gap for gap in self._lookup.gaps
            if part is None or (gap.from_ms < part.to_ms and (gap.to_ms is None or gap.to_ms > part.from_ms))
        ])  # fmt: skip

    def _show_placed(self) -> None:
        found = self._lookup.target
        self.panel.view.select(found)
        if found is not None and self.results.row_of(found.id) is None:
            self.details.neighbours.say(self.tr("Not among the results below the filters"))

    def _show_selected(self) -> None:
        found = self.panel.view.selected
        self.details.show(found)
        self.details.panel.setVisible(found is not None)

    def _show_failure(self) -> None:
        error = self._lookup.error
        if error is not None:
            self.panel.nothing.unavailable(error_text.history_error(error))
            self.panel.show_nothing(shown=True)
            self.summary.fail()

    # Look and language

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (
            self.filter_bar, self.summary, self.chips, self.timeline, self.gap_line, self.panel, self.details.panel,
            self.details.neighbours,
        ):  # fmt: skip
            part.restyle()
        self._make_room()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("History – facemon"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.chips.restyle()
        super().changeEvent(event)

    def _show_shape(self) -> None:
        self.panel.show_as(Shape(self.filter_bar.shape.chosen))
