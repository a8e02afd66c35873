"""Two threads that turn pictures as received into images of the size they are drawn at. Knows nothing of widgets."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Literal, Protocol

import msgspec
from PySide6.QtGui import QImage

from facemon.jpeg import Problem
from facemon.ui.privacy.blur import coarse, smoothed

log = logging.getLogger(__name__)

THREADS = 2
TOGETHER_S = 0.03  # pictures that are wanted together wake the window together, unless they take longer than this


class Pixels(Protocol):
    """What a decoder gives back: `facemon.picture.Picture`."""

    @property
    def pixels(self) -> bytes: ...

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def problem(self) -> Problem | None: ...


Decode = Callable[[bytes, int, int], Pixels]
Size = tuple[int, int]  # device pixels


class Decoded(msgspec.Struct, frozen=True):
    """A picture fit to be drawn, or why there is none."""

    image: QImage | None
    problem: Problem | None = None
    blurred: bool = False


class DecodingPool:
    """Decodes what is wanted now, in the order it is wanted; what is no longer wanted is never begun.

    Args:
        wake: called when results wait, from a decoding thread or by `want`. It must not block.
        decode: takes a picture and a size in device pixels. Whatever it raises, the picture counts as broken. None:
            `facemon.picture.decode`, imported by the first thread that needs it, since the import alone would be felt
            in the window.
    """

    def __init__(self, wake: Callable[[], None], decode: Decode | None = None, *, threads: int = THREADS) -> None:
        self._wake = wake
        self._decode = decode
        self._most_threads = threads
        self._condition = threading.Condition()
        self._wanted: dict[int, bytes] = {}
        self._blurred: frozenset[int] = frozenset()
        self._size: Size = (0, 0)
        self._being_decoded: dict[int, tuple[Size, bool]] = {}
        self._results: list[tuple[int, Size, Decoded]] = []
        self._announced = False  # that there are results
        self._announce_at = 0.0  # the steady second after which nothing more is waited for
        self._threads: list[threading.Thread] = []
        self._stopped = False
        self._told = False  # that decoding raised

    def want(self, pictures: Mapping[int, bytes], size: Size, blurred: frozenset[int] = frozenset()) -> None:
        """Decode these pictures by their events' numbers, the first first, and nothing else that has not been begun.

        Args:
            size: of the images.
            blurred: of which of them nothing but a blur is wanted.
        """
        with self._condition:
            if self._stopped:
                return
            self._size, self._blurred = size, blurred
            begun = self._being_decoded
            self._wanted = {n: picture for n, picture in pictures.items() if begun.get(n) != (size, n in blurred)}
            if self._wanted:
                while len(self._threads) < min(self._most_threads, len(self._wanted)):
                    thread = threading.Thread(target=self._work, name="thumbnails", daemon=True)
                    try:
                        thread.start()
                    except RuntimeError:  # the system gives none now: it is tried again with what is wanted next
                        break
                    self._threads.append(thread)
                self._condition.notify(len(self._wanted))
            announce = self._to_announce()
        if announce:
            self._wake()

    def take(self) -> Iterable[tuple[int, Size, Decoded]]:
        """Return what has been decoded since the last call."""
        with self._condition:
            results, self._results = self._results, []
            self._announced = False
            for number, _, _ in results:
                self._being_decoded.pop(number, None)
            return results

    def stop(self, timeout: float = 0.0) -> bool:
        """Begin nothing more; return whether the threads have ended within `timeout` seconds."""
        with self._condition:
            self._stopped = True
            self._wanted = {}
            self._results = []
            self._condition.notify_all()
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._wanted or self._stopped)
                if self._stopped:
                    return
                number = next(iter(self._wanted))
                picture = self._wanted.pop(number)
                size, blurred = self._size, number in self._blurred
                self._being_decoded[number] = size, blurred
            decoded = self._decoded(picture, size, blurred=blurred)
            with self._condition:
                if self._stopped:
                    return
                if not self._results:
                    self._announce_at = time.monotonic() + TOGETHER_S
                self._results.append((number, size, decoded))
                announce = self._to_announce()
            if announce:
                self._wake()

    def _to_announce(self) -> bool:
        """Return whether the window is to be woken now; the condition is held."""
        if self._announced or not self._results or (self._wanted and time.monotonic() < self._announce_at):
            return False
        self._announced = True
        return True

    def _decoded(self, picture: bytes, size: Size, *, blurred: bool) -> Decoded:
        try:
            decode = self._decode or _from_facemon("cover" if blurred else "rough")
            if not blurred:
                return _as_image(decode(picture, *size), size)
            few = coarse(*size)
            found = _as_image(decode(picture, *few), few)
            image = None if found.image is None else had(smoothed(found.image, *size))
            return Decoded(image, found.problem, blurred=True)
        except MemoryError:
            return Decoded(None, Problem.NO_MEMORY)
        except Exception:  # a thread that died would leave every later face pending for good
            with self._condition:
                first, self._told = not self._told, True
            if first:
                log.exception("a thumbnail could not be decoded; further ones are not logged")
            return Decoded(None, Problem.BROKEN)


def _from_facemon(fit: Literal["cover", "rough"]) -> Decode:
    from facemon.picture import decode  # not at the top: see DecodingPool

    return partial(decode, fit=fit)


def _as_image(picture: Pixels, size: Size) -> Decoded:
    if picture.problem is not None:
        return Decoded(None, picture.problem)
    wrapped = QImage(picture.pixels, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGB32)
    if (picture.width, picture.height) == size:
        return Decoded(had(wrapped.copy()))  # which owns its pixels, whichever thread lets go of it last
    return Decoded(had(smoothed(wrapped, *size)))  # by Qt, which takes a third of the time that Pillow would


def had(image: QImage) -> QImage:
    """Return an image that Qt has made.

    Raises:
        MemoryError: there was no memory for it, of which Qt says nothing.
    """
    if image.isNull():
        raise MemoryError
    return image
