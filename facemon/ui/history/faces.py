"""The faces beside the results: read from the history and decoded only for rows in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from facemon.history.error import HistoryError
from facemon.history.query import Found
from facemon.history.reader import Reader
from facemon.ui.feed.card_picture import PictureState, Standing, decoded_state
from facemon.ui.feed.decoding import Decode
from facemon.ui.feed.shelf import PictureShelf
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.history.asking import Asking
from facemon.ui.privacy.blurring import Blurring

_LANE = "faces"
_AT_ONCE = 8  # pictures read before it is asked again which are in sight
_SHELF = 400, 24 * 1024 * 1024  # pictures as received, bytes of them
_REMEMBERED = 20_000  # events whose pictures are known to be gone

_NONE = PictureState(Standing.NONE)
_PENDING = PictureState(Standing.PENDING)
_GONE = PictureState(Standing.GONE)


class Faces(QObject):
    """Decoded faces by the id of their event. Belongs to the window's thread.

    Args:
        asking: where the history is asked for pictures.
        decode: turns a picture as received into pixels, in a thread; None: `facemon.picture.decode`.
        blurring: knows which pictures are blurred; None: none.
    """

    changed = Signal()  # there are faces to be drawn that were not there before

    def __init__(
        self,
        asking: Asking,
        parent: QObject | None = None,
        *,
        decode: Decode | None = None,
        blurring: Blurring | None = None,
    ) -> None:
        super().__init__(parent)
        self.blurring = blurring or Blurring(parent=self)
        self.blurring.changed.connect(self.changed)
        self._asking = asking
        self.thumbnails = Thumbnails(self, decode=decode)
        self.thumbnails.ready.connect(self._tell)
        self._shelf = PictureShelf(*_SHELF)
        self._gone: set[int] = set()
        self._wanted: Sequence[int] = ()
        self._blurred: frozenset[int] = frozenset()  # of those, of which a blur is wanted
        self._asked: frozenset[int] = frozenset()  # whose pictures are being read

    def set_size(self, width: int, height: int) -> None:
        """Make faces of this many device pixels."""
        self.thumbnails.set_size(width, height)

    def state(self, found: Found) -> PictureState:
        """Return what stands in the picture's place now."""
        decoded = self.thumbnails.get(found.id, blurred=self._is_blurred(found))
        if decoded is not None:
            return decoded_state(decoded)
        if not found.happening.picture_size:
            return _NONE
        return _GONE if found.id in self._gone else _PENDING

    def want(self, rows: Iterable[Found]) -> None:
        """Have the faces of these events, the first first, and no others that have not been begun."""
        wanted = [found for found in rows if found.happening.picture_size and found.id not in self._gone]
        self._wanted = [found.id for found in wanted]
        self._blurred = frozenset(found.id for found in wanted if self._is_blurred(found))
        self._go_on()

    def stop(self, timeout: float = 1.0) -> bool:
        """Decode nothing more; return whether the threads ended within `timeout` seconds each."""
        return self.thumbnails.stop(timeout)

    def _go_on(self) -> None:
        self.thumbnails.want(self._wanted, self._shelf, self._blurred.__contains__)
        if self._asked.isdisjoint(self._wanted):
            missing = [i for i in self._wanted if i not in self._shelf and self._lacks_face(i)]
            self._asked = frozenset(missing[:_AT_ONCE])
            if missing:
                self._asking.ask(_LANE, partial(_read, ids=missing[:_AT_ONCE]), self._take, self._fail)
            else:
                self._asking.drop(_LANE)

    def _is_blurred(self, found: Found) -> bool:
        return self.blurring.is_blurred(found.id, found.happening.category)

    def _lacks_face(self, event_id: int) -> bool:
        blurred = event_id in self._blurred
        known = self.thumbnails.get(event_id, blurred=blurred)
        return known is None or known.blurred is not blurred

    def _take(self, pictures: dict[int, bytes]) -> None:
        self._asked = frozenset()
        for event_id, picture in pictures.items():
            if picture:
                self._shelf.put(event_id, picture)
            else:
                self._gone.add(event_id)
        if len(self._gone) > _REMEMBERED:
            self._gone = set(pictures)
        self._wanted = [i for i in self._wanted if i not in self._gone]
        self.changed.emit()
        self._go_on()

    def _tell(self) -> None:
        self.thumbnails.take_ready()
        self.changed.emit()

    def _fail(self, _error: HistoryError) -> None:
        self._asked = frozenset()  # what reads the rows says why; these are asked for again when they are drawn again


def _read(reader: Reader, *, ids: Sequence[int]) -> dict[int, bytes]:
    return {event_id: reader.picture(event_id) for event_id in ids}
