"""`--trace FILE`: when each event was where, one JSON line an event.

    {"uuid": "…", "received": ns, "decoded": ns, "stored": ns, "shown": ns, "alarmed": ns, "sounded": ns}

The times are `time.monotonic_ns()` of this process. `received` is the message's last byte, `stored` when it was safe on
the disk, `shown` the end of the first frame in which its card was drawn, null for a card never in sight (scrolled away,
filtered out, or one of a burst). `alarmed` is when the alarm that it raised or joined was first drawn with it in the
lane, null where there is none or it was never in sight. `sounded` is when the first samples of the sound that tells of
it went to the audio device, null where it has no sound of its own: what joins an open alarm, or comes while its very
sound repeats already, starts none.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Iterable
from pathlib import Path

log = logging.getLogger(__name__)
PENDING = 5_000  # events that wait to be stored and shown; beyond, the oldest are written as they are
CLOSING = 1.0  # seconds that closing waits for the disk


class Trace:
    """Writes the trace from a thread of its own; its methods may be called from any thread and only `close` waits.

    On a disk that takes no more, the trace ends and the log says so.

    Raises OSError when the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._pending: dict[int, dict[str, str | int | None]] = {}
        self._early: dict[int, int] = {}  # when an event was stored whose line has not begun
        self._raised: set[int] = set()  # of those pending, which have an alarm
        self._thread = threading.Thread(target=self._write, name="trace", daemon=True)
        self._thread.start()

    def arrived(self, number: int, uuid: str, received_ns: int, decoded_ns: int, *, raised: bool = False) -> None:
        """Begin the line of the event with this arrival number; one that is `raised` has an alarm, perhaps heard."""
        with self._lock:
            stored_ns = self._early.pop(number, None)
            self._pending[number] = {
                "uuid": uuid, "received": received_ns, "decoded": decoded_ns, "stored": stored_ns, "shown": None,
                "alarmed": None, "sounded": None,
            }  # fmt: skip
            if raised:
                self._raised.add(number)
            if len(self._pending) > PENDING:
                self._finish(next(iter(self._pending)))

    def stored(self, numbers: list[int], now_ns: int) -> None:
        """Note that these events are on the disk; that may be so before their lines have begun."""
        with self._lock:
            for number in numbers:
                if not self._note(number, "stored", now_ns):
                    self._early[number] = now_ns
            while len(self._early) > PENDING:
                del self._early[next(iter(self._early))]

    def shown(self, numbers: list[int], now_ns: int) -> None:
        """Note that these events have just been drawn."""
        with self._lock:
            for number in numbers:
                self._note(number, "shown", now_ns)

    def alarmed(self, numbers: Iterable[int], now_ns: int) -> None:
        """Note that the alarms of these events have just been drawn."""
        with self._lock:
            for number in numbers:
                self._note(number, "alarmed", now_ns)

    def sounded(self, numbers: Iterable[int], now_ns: int) -> None:
        """Note that the sound that tells of these events has begun."""
        with self._lock:
            for number in numbers:
                self._note(number, "sounded", now_ns)

    def end(self) -> None:
        """Begin to write what is pending; nothing is to come any more."""
        with self._lock:
            for number in list(self._pending):
                self._finish(number)
        self._lines.put(None)

    def close(self, timeout: float = CLOSING) -> bool:
        """Write what is pending and close the file; return whether that was done within `timeout` seconds.

        Whoever asked for a trace takes what is missing at its end for lost: it gets its second even where all else that
        had to end has left no time for it.
        """
        self.end()
        self._thread.join(max(timeout, CLOSING))
        if self._thread.is_alive():
            log.warning("the trace could not be written in time: its end is missing")
        return not self._thread.is_alive()

    def _note(self, number: int, what: str, now_ns: int) -> bool:
        record = self._pending.get(number)
        if record is None:
            return False
        if record[what] is None:
            record[what] = now_ns
        awaited = ("stored", "shown", "alarmed", "sounded") if number in self._raised else ("stored", "shown")
        if all(record[each] is not None for each in awaited):
            self._finish(number)
        return True

    def _finish(self, number: int) -> None:
        self._raised.discard(number)
        self._lines.put(json.dumps(self._pending.pop(number)) + "\n")

    def _write(self) -> None:
        try:
            with self._file:
                while (line := self._lines.get()) is not None:
                    self._file.write(line)
                    if self._lines.empty():
                        self._file.flush()
        except Exception as error:  # noqa: BLE001 - whatever it is, what is traced goes on
            log.error("the trace ends here: %s", error)  # noqa: TRY400 - which line it was is of no interest
            while line is not None:  # what is never taken out would fill the memory
                line = self._lines.get()
