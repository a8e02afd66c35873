"""Faces for the cards that are about to be seen."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from facemon.ui.feed.decoding import Decode, Decoded, DecodingPool, Size

BUDGET = 4 * 1024 * 1024  # bytes of decoded pixels: ten pages of faces on an ordinary screen
_OVERHEAD = 512  # bytes an entry costs besides its pixels, so that failures cannot pile up for nothing


class PicturesAtHand(Protocol):
    """Gives pictures as received."""

    def get(self, number: int) -> bytes | None:
        """Return the picture of an event, or None when it is not at hand."""


class Thumbnails(QObject):
    """Decoded faces by the number of their event under a byte budget, the longest unused given up first.

    Those last wanted are held whatever they take: large faces on a large screen would be decoded again and again.

    `ready` says that `take_ready` has something. All of it belongs to the window's thread but the decoding itself.
    """

    ready = Signal()
    _decoded = Signal()

    def __init__(self, parent: QObject | None = None, *, decode: Decode | None = None, budget: int = BUDGET) -> None:
        super().__init__(parent)
        self._budget = budget
        self._bytes = 0
        self._wanted: frozenset[int] = frozenset()
        self._size: Size = (0, 0)
        self._cache: OrderedDict[int, Decoded] = OrderedDict()
        self._ready: list[int] = []
        self._pool = DecodingPool(self._announce, decode)
        self._decoded.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        pool = self._pool
        self.destroyed.connect(lambda: pool.stop())

    @property
    def bytes_held(self) -> int:
        """The size of all decoded pixels."""
        return self._bytes

    def set_size(self, width: int, height: int) -> None:
        """Make faces of this many device pixels; those of another size are given up."""
        if (width, height) != self._size:
            self._size = (width, height)
            self._cache.clear()
            self._bytes = 0

    def get(self, number: int, *, blurred: bool = False) -> Decoded | None:
        """Return a face or why there is none; None while it has not been decoded.

        Args:
            blurred: nothing but a blur may be seen of it. Otherwise a blur is better than nothing.
        """
        found = self._cache.get(number)
        if found is None or (blurred and not found.blurred):
            return None
        self._cache.move_to_end(number)
        return found

    def want(
        self, numbers: Iterable[int], pictures: PicturesAtHand, blurred: Callable[[int], bool] = lambda _: False
    ) -> None:
        """Decode the faces of these events, the first first; requests that are not repeated here are cancelled.

        Args:
            blurred: says of which of them a blur is wanted.
        """
        missing = {}
        blurs = set()
        wanted = tuple(numbers)
        self._wanted = frozenset(wanted)
        for number in wanted:
            blur, known = blurred(number), self._cache.get(number)
            if known is None or known.blurred is not blur:
                picture = pictures.get(number)
                if picture is not None:
                    missing[number] = picture
                    if blur:
                        blurs.add(number)
        self._pool.want(missing, self._size, frozenset(blurs))

    def drop(self, numbers: Iterable[int]) -> None:
        """Keep the faces of these events no longer."""
        for number in numbers:
            self._forget(number)

    def take_ready(self) -> list[int]:
        """Return the events whose faces have come since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def stop(self, timeout: float = 1.0) -> bool:
        """Decode nothing more; return whether the threads ended within `timeout` seconds."""
        return self._pool.stop(timeout)

    def _announce(self) -> None:
        # Raised when the window is gone while its last picture was being decoded.
        with contextlib.suppress(RuntimeError):
            self._decoded.emit()

    def _drain(self) -> None:
        for number, size, decoded in self._pool.take():
            if size != self._size:
                continue
            self._forget(number)
            self._cache[number] = decoded
            self._bytes += _size_of(decoded)
            self._ready.append(number)
        while self._bytes > self._budget and len(self._cache) > len(self._wanted):
            self._forget(next(number for number in self._cache if number not in self._wanted))
        if self._ready:
            self.ready.emit()

    def _forget(self, number: int) -> None:
        old = self._cache.pop(number, None)
        if old is not None:
            self._bytes -= _size_of(old)


def _size_of(decoded: Decoded) -> int:
    return _OVERHEAD + (decoded.image.sizeInBytes() if decoded.image else 0)
