"""Asks once a day which version of facemon is the newest, where the settings name an address for that."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from facemon.limit import Limit
from facemon.monitor.newest import Newest, NotTold, ask_newest, is_newer
from facemon.program import program_version
from facemon.ui.background import Background
from facemon.ui.text import clean
from facemon.whole_file import WholeFile

log = logging.getLogger(__name__)
DAY_S = 24 * 3600
_LOOK_MS = 60_000
Ask = Callable[[str, Callable[[], bool]], Newest]


class Asked(msgspec.Struct, frozen=True):
    """When it was asked last, and what was told; kept over restarts, so that they are no reason to ask."""

    at_s: int  # seconds since 1970
    address: str
    version: str = ""  # empty: it was not told
    page: str = ""


class NewestWatch(QObject):
    """Asks away from this thread. While the settings name no address, nobody is asked and no file is looked at.

    Args:
        path: where the last answer is kept.
        address: gives the one in the settings; empty for none.
        ask: asks it.
        version: the one in use.
    """

    changed = Signal()  # `text`

    def __init__(
        self,
        path: Path,
        address: Callable[[], str],
        ask: Ask = lambda address, stop: ask_newest(address, stop=stop),
        version: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._address = address
        self._ask = ask
        self._version = program_version() if version is None else version
        self._asked: Asked | None = None
        self._busy = False
        self._stop = threading.Event()
        self._work = Background(self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def text(self) -> str:
        """Return what there is to say, in the language in use; empty for nothing."""
        asked = self._asked
        if asked is None or asked.address != self._address() or not is_newer(asked.version, self._version):
            return ""
        said = self.tr("facemon {version} is available").format(version=asked.version)
        return clean(f"{said}: {asked.page}" if asked.page else said)

    def look(self) -> None:
        """Ask, if it is time to."""
        address = self._address()
        if not address:
            self._forget()
            return
        asked = self._asked
        due = asked is None or asked.address != address or not 0 <= time.time() - asked.at_s < DAY_S
        if due and not self._busy:
            self._busy = True
            self._work.run(lambda: self._find_out(address), self._take, self._fail)

    def close(self, limit: Limit) -> None:
        """Ask no more."""
        self._timer.stop()
        self._stop.set()
        self._work.close(limit.left())

    def _find_out(self, address: str) -> Asked:
        """In the other thread."""
        kept = _read(self._path)
        if kept is not None and kept.address == address and 0 <= time.time() - kept.at_s < DAY_S:
            return kept
        newest = Newest("")
        try:
            newest = self._ask(address, self._stop.is_set)
        except NotTold as error:
            log.info("which version of facemon is the newest was not told: %s", error)
        asked = Asked(int(time.time()), address, newest.version, newest.page)
        with WholeFile(self._path, private=True) as file:
            file.stream.write(msgspec.json.encode(asked))
            file.keep()
        return asked

    def _take(self, asked: Asked) -> None:
        self._busy = False
        self._asked = asked
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._take(Asked(int(time.time()), self._address()))  # the disk refuses, or told to stop: tomorrow again
        log.info("which version of facemon is the newest was not found out: %s", error)

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked = None
            self.changed.emit()


def _read(path: Path) -> Asked | None:
    try:
        return msgspec.json.decode(path.read_bytes()[:8192], type=Asked)
    except (OSError, msgspec.MsgspecError):
        return None
