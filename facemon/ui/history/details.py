"""The details of the selected event, with the ways from it to others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from facemon.event import Happening
from facemon.history.error import HistoryError
from facemon.history.query import Found
from facemon.history.reader import Reader
from facemon.monitor import Arrived
from facemon.monitor.enrolled import Photo
from facemon.ui.detail import DetailPanel
from facemon.ui.history.asking import Asking
from facemon.ui.history.neighbours import NeighbourBar, Relation
from facemon.ui.history.results import Results
from facemon.ui.lock import Guard
from facemon.ui.privacy.blurring import Blurring


class _Device(msgspec.Struct, frozen=True):
    name: str


class Details(QObject):
    """Fills a DetailPanel from the history. Belongs to the window's thread.

    Args:
        asking: where the history is asked for pictures and messages.
        results: knows what the devices are called.
        guard: asks for the right to save a picture.
        blurring: knows which pictures are blurred; None: none.
        enrolled: gives the photo of whom an event is about, as far as it is known; None for nobody in particular.
    """

    went = Signal()  # to `target`, by one of the buttons
    around = Signal()  # what happened around the event that is shown is wanted

    def __init__(
        self,
        asking: Asking,
        results: Results,
        guard: Guard,
        parent: QObject | None = None,
        *,
        blurring: Blurring | None = None,
        enrolled: Callable[[Happening], Photo | None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._enrolled = enrolled
        self._asking = asking
        self._results = results
        self.shown: Found | None = None
        self.target: Found | None = None
        self.neighbours = NeighbourBar()
        self.panel = DetailPanel(more=self.neighbours, guard=guard, blurring=blurring)
        self.neighbours.asked.connect(self._ask_neighbour)
        self.neighbours.around.connect(self.around)

    def show(self, found: Found | None) -> None:
        """Show an event as soon as its picture has been read; None for none."""
        self.shown = found
        self._asking.drop("neighbour")
        if found is None:
            self._asking.drop("details")
            self.panel.show_event(None, None, None)
            return
        self.neighbours.offer(person=found.person is not None)
        self._asking.ask("details", partial(_read, event_id=found.id), partial(self._take, found), self._fail)

    def take_photos(self) -> None:
        """More is known of enrolled photos."""
        shown, _ = self.panel.shown
        self.panel.show_enrolled(None if shown is None else self._enrolled(shown))

    def close_threads(self, timeout: float) -> None:
        """End what goes on away from the window's thread; wait for it `timeout` seconds."""
        self.panel.close_threads(timeout)

    def _take(self, found: Found, answer: tuple[bytes, str]) -> None:
        picture, raw = answer
        happening = msgspec.structs.replace(found.happening, raw=raw)
        device = _Device(self._results.device_name(happening.device_id))
        self.panel.show_event(Arrived(happening, found.id, 0, 0), picture or None, device, found.answer)
        self.take_photos()

    def _fail(self, _error: HistoryError) -> None:
        if self.shown is not None:
            self._take(self.shown, (b"", ""))

    def _ask_neighbour(self) -> None:
        found, wanted = self.shown, self.neighbours.wanted
        if found is None or wanted is None:
            return
        relation, newer = wanted
        question = partial(_neighbour, event_id=found.id, relation=relation, newer=newer)
        self._asking.ask("neighbour", question, self._go, self._not_read)

    def _not_read(self, _error: HistoryError) -> None:
        self.neighbours.say(self.tr("It could not be read"))

    def _go(self, found: Found | None) -> None:
        if found is None:
            newer = self.neighbours.wanted is not None and self.neighbours.wanted[1]
            self.neighbours.say(self.tr("There is no newer one") if newer else self.tr("There is no older one"))
            return
        self.target = found
        self.went.emit()


def _read(reader: Reader, *, event_id: int) -> tuple[bytes, str]:
    return reader.picture(event_id), reader.raw(event_id)


def _neighbour(reader: Reader, *, event_id: int, relation: Relation, newer: bool) -> Found | None:
    return reader.neighbour(event_id, "person" if relation is Relation.PERSON else "device", newer=newer)
