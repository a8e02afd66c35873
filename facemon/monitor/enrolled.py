"""The photos with which people are enrolled on the devices, fetched for whoever looks at an event of theirs.

They are kept in memory alone, within bounds of age and size: nothing of them is left when facemon ends.
"""

from __future__ import annotations

import enum
import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import of_exception
from facemon.device.judging import NotOffered
from facemon.device.rest import Rest
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.tls import CertificateChanged, CertificateUnknown
from facemon.limit import Limit

log = logging.getLogger(__name__)

THREADS = 3  # a device that hangs must not keep another's photos away
MOST_WAITING = 200
MOST_BYTES = 32 * 1024 * 1024
KEPT = 12 * 3600.0  # seconds; a shift
NONE_KEPT = 600.0  # seconds until one who had no photo is asked for again
UNREACHABLE_KEPT = 30.0  # seconds until a device that did not answer is asked again
LONGEST_ID = 128  # characters


class PhotoState(enum.Enum):
    """How it stands with an enrolled photo."""

    COMING = enum.auto()
    HERE = enum.auto()
    NONE = enum.auto()  # the device has none, or tells of nobody
    UNREACHABLE = enum.auto()  # the device did not answer


class Photo(msgspec.Struct, frozen=True):
    """An enrolled photo, or why there is none."""

    state: PhotoState
    jpeg: bytes = b""  # as received: hostile until it is decoded as `facemon.picture` does


class Key(NamedTuple):
    """Whose photo: a person of a device."""

    device_id: str
    user_id: str


class _Kept(NamedTuple):
    photo: Photo
    until: float


class EnrolledPhotos:
    """Fetches enrolled photos, the last wanted first. Its methods may be called from any thread and do not wait.

    Args:
        account: gives the account of a device by its id; None where the device is not watched.
        on_photo: told of each photo that has come, or is known not to; from the own threads.
        timing, clock: for tests; the clock gives seconds that pass.
    """

    def __init__(
        self,
        *,
        account: Callable[[str], Account | None],
        on_photo: Callable[[Key, Photo], None],
        timing: Timing | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._account = account
        self._on_photo = on_photo
        self._timing = timing or Timing()
        self._clock = clock
        self._changed = threading.Condition()
        self._stopping = False
        self._kept: dict[Key, _Kept] = {}  # the longest unused first
        self._bytes = 0
        self._waiting: dict[Key, None] = {}  # the last wanted last
        self._busy: dict[str, Key] = {}  # devices that are being asked, and for whom
        self._unwanted: set[Key] = set()  # who has been forgotten while being asked for
        self._threads = [
            threading.Thread(target=self._run, name=f"facemon-photos-{number}", daemon=True)
            for number in range(THREADS)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def want(self, device_id: str, user_id: str) -> Photo:
        """Return the photo as far as it is known; where it is COMING, `on_photo` tells what becomes of it."""
        key = Key(device_id, user_id)
        if not 0 < len(user_id) <= LONGEST_ID:
            return Photo(PhotoState.NONE)
        with self._changed:
            kept = self._kept.get(key)
            if kept is not None and self._clock() < kept.until:
                self._kept[key] = self._kept.pop(key)
                return kept.photo
            if key not in self._busy.values():
                self._waiting.pop(key, None)
                self._waiting[key] = None
                if len(self._waiting) > MOST_WAITING:
                    del self._waiting[next(iter(self._waiting))]
                self._changed.notify_all()
        return Photo(PhotoState.COMING)

    def reached(self, device_id: str) -> bool:
        """A device can be asked again: return whether it lately could not, when a photo of it was wanted."""
        with self._changed:
            lacking = [
                key
                for key, kept in self._kept.items()
                if key.device_id == device_id and kept.photo.state is PhotoState.UNREACHABLE
            ]
            for key in lacking:
                self._drop(key)
        return bool(lacking)

    def forget(self) -> None:
        """Keep no photo any longer: somebody has been erased. Those that are still looked at are fetched again."""
        with self._changed:
            self._kept.clear()
            self._bytes = 0
            self._unwanted.update(self._busy.values())

    def stop(self) -> None:
        """Begin to end."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def join(self, timeout: float) -> bool:
        """Wait for the end; return whether it has come within `timeout` seconds."""
        limit = Limit(timeout)
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(limit.left())
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while (key := self._next()) is not None:
            photo: Photo | None = None
            try:
                photo = self._fetch(key)
            except Exception:
                log.exception("a fault in fetching an enrolled photo")
                photo = Photo(PhotoState.UNREACHABLE)
            self._settle(key, photo)
            if photo is not None:
                self._tell(key, photo)

    def _next(self) -> Key | None:
        with self._changed:
            while not self._stopping:
                for key in reversed(self._waiting):
                    if key.device_id not in self._busy:
                        del self._waiting[key]
                        self._busy[key.device_id] = key
                        return key
                self._changed.wait()
        return None

    def _fetch(self, key: Key) -> Photo | None:
        """Ask the device; None where that was broken off."""
        account = self._account(key.device_id)
        if account is None:
            return Photo(PhotoState.UNREACHABLE)
        rest = Rest(account, stop=lambda: self._stopping, timing=self._timing)
        try:
            jpeg = rest.enrolled(key.user_id).photo
        except StoppedError:
            return None
        except NotOffered:
            return Photo(PhotoState.NONE)
        except (CertificateUnknown, CertificateChanged):
            return Photo(PhotoState.UNREACHABLE)  # its stream says so loudly enough
        except Exception as error:
            failed = of_exception(error, State.LIVE).failure
            trace = error if failed is Failure.INTERNAL_ERROR else None
            log.info("%s tells of no enrolled photo: %s", key.device_id, failed, exc_info=trace)
            return Photo(PhotoState.UNREACHABLE)
        return Photo(PhotoState.HERE, jpeg) if jpeg else Photo(PhotoState.NONE)

    def _settle(self, key: Key, photo: Photo | None) -> None:
        with self._changed:
            del self._busy[key.device_id]
            self._drop(key)
            wanted = key not in self._unwanted
            self._unwanted.discard(key)
            if photo is not None and wanted:
                seconds = {PhotoState.HERE: KEPT, PhotoState.NONE: NONE_KEPT}.get(photo.state, UNREACHABLE_KEPT)
                self._kept[key] = _Kept(photo, self._clock() + seconds)
                self._bytes += _weight(photo)
            while self._bytes > MOST_BYTES:
                self._drop(next(iter(self._kept)))
            self._changed.notify_all()

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= _weight(kept.photo)

    def _tell(self, key: Key, photo: Photo) -> None:
        try:
            self._on_photo(key, photo)
        except Exception:
            log.exception("a fault in facemon itself")


def _weight(photo: Photo) -> int:
    return len(photo.jpeg) + 500  # what the rest of an entry takes, about
