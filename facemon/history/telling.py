"""Tells how it stands with the history: when that changes, and new numbers once a second, from a thread of its own.

A disk that hangs holds up whoever writes to it, so somebody else has to say so.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from facemon.history.keeping import Keeping, Salvage, Trouble

log = logging.getLogger(__name__)

TELL = 1.0  # seconds between two reports of the same state with other numbers
PATIENCE = 5.0  # seconds that the disk may take for one transaction until it counts as not answering


class Teller:
    """Reports one `Keeping` after the other. `change` and `at_work` are for the thread that writes.

    Args:
        on_state: told how it stands; called from the teller's thread alone, the last time within `close`.
        counts: gives the events held, and the events and the pictures given up, at any time and from any thread.
        patience: seconds that the disk may take for one piece of work.
    """

    def __init__(
        self,
        on_state: Callable[[Keeping], None],
        counts: Callable[[], tuple[int, int, int]],
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._on_state = on_state
        self._counts = counts
        self._patience = patience
        self._changed = threading.Condition()
        self._state: Keeping | None = None
        self._work: tuple[Trouble, float, int] | None = None  # see `at_work`; monotonic and Unix time of its begin
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="history state", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def change(self, **fields: Any) -> None:
        """Let these fields of `Keeping` stand from now on."""
        with self._changed:
            self._state = msgspec.structs.replace(self._state or Keeping(keeping=True), **fields)
            if fields.keys() != {"stock"}:  # numbers are told once a second anyway
                self._changed.notify()

    @contextlib.contextmanager
    def at_work(self, trouble: Trouble) -> Iterator[None]:
        """Do something with the disk: as long as it takes longer than a moment, `trouble` is what is told."""
        self._work = trouble, time.monotonic(), round(time.time() * 1000)
        try:
            yield
        finally:
            self._work = None

    def close(self) -> None:
        """Tell how it stands in the end."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        told: Keeping | None = None
        told_at = 0.0
        ending = False
        while not ending:
            with self._changed:
                ending = self._ending
                state = self._now()
                if state == told or (told and not ending and _same(state, told) and time.monotonic() < told_at + TELL):
                    state = None
                    if not ending:
                        self._changed.wait(min(TELL, self._patience))
            if state is not None:
                told, told_at = state, time.monotonic()
                try:
                    self._on_state(state)
                except Exception:
                    log.exception("a fault where it is told how the history stands")

    def _now(self) -> Keeping | None:
        """Return how it stands, None before that is known."""
        state, work = self._state, self._work
        if work is not None and time.monotonic() > work[1] + self._patience and (state is None or state.keeping):
            trouble, _, since_ms = work
            state = msgspec.structs.replace(
                state or Keeping(keeping=False), keeping=False, since_ms=since_ms, problem=trouble.value
            )
        if state is None:
            return None
        held, given_up, pictures_given_up = self._counts()
        return msgspec.structs.replace(state, held=held, given_up=given_up, pictures_given_up=pictures_given_up)


def _same(state: Keeping | None, told: Keeping) -> bool:
    """Return whether nothing but numbers differ."""
    return (
        state is not None
        and all(
            getattr(state, name) == getattr(told, name) for name in ("keeping", "problem", "read_only", "generation")
        )
        and _nature(state.salvage) == _nature(told.salvage)
    )


def _nature(salvage: Salvage | None) -> tuple[str, bool] | None:
    return None if salvage is None else (salvage.file, salvage.done)
