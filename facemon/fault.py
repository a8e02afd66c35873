"""Faults of facemon's own: what went wrong, in words that tell of the code alone, and how often."""

from __future__ import annotations

import contextlib
import re
import threading
import time
import traceback
from collections.abc import Callable
from typing import NamedTuple

MOST = 20  # different faults that are remembered
FRESH_S = 3600.0  # seconds after which the same fault is told in full again
DEEPEST = 40  # frames of one error, the innermost
_MOST_CAUSES = 5
_LONGEST = 500  # characters of what an error says

# What these say is made of names in the code. Any other may quote what came from a device or from the history.
_ABOUT_CODE = (
    ArithmeticError, AssertionError, AttributeError, ImportError, MemoryError, NameError, NotImplementedError,
    RecursionError, RuntimeError, TypeError,
)  # fmt: skip
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|“[^”]*”|\d{5,}""")


class Fault(NamedTuple):
    """One kind of fault, by the place in the code where it comes up."""

    key: tuple[str, ...]
    name: str  # of the error's kind
    trace: str  # without anybody's data
    first_s: float  # seconds since 1970
    last_s: float
    times: int = 1


class FaultBook:
    """Remembers the last faults and counts repeats. All methods may be called from any thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._faults: dict[tuple[str, ...], Fault] = {}
        self._lock = threading.RLock()  # what the garbage collector finds may come in the midst of it
        self._listener: Callable[[], None] | None = None

    def listen(self, listener: Callable[[], None] | None) -> None:
        """Call this, in any thread, after each fault; it must be quick."""
        self._listener = listener

    def note(self, error: BaseException) -> tuple[Fault, bool]:
        """Count an error; return its fault, and whether it is to be told in full rather than as a number."""
        now, key = self._clock(), _key(error)
        with self._lock:
            former = self._faults.pop(key, None)
            fresh = former is None or now - former.last_s > FRESH_S
            if former is None or fresh:
                fault = Fault(key, type(error).__name__, trace(error), now, now)
            else:
                fault = former._replace(last_s=now, times=former.times + 1)
            self._faults[key] = fault  # the latest last
            while len(self._faults) > MOST:
                del self._faults[next(iter(self._faults))]
        listener = self._listener
        if listener is not None:
            with contextlib.suppress(Exception):  # whoever listens may be gone; whoever has a fault has enough of it
                listener()
        return fault, fresh

    def faults(self) -> list[Fault]:
        """Return the faults, the latest last."""
        with self._lock:
            return list(self._faults.values())

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._faults.clear()


book = FaultBook()  # of this process, as its log is


def said(error: BaseException) -> str:
    """Return what an error says, without what it may quote of anybody's data."""
    if isinstance(error, OSError) and error.strerror:
        return f"[Errno {error.errno}] {error.strerror}"
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - an object of anybody's may fail to say what it is
        return "?"
    text = text[:_LONGEST]
    return text if isinstance(error, _ABOUT_CODE) else _QUOTED.sub("'…'", text)


def trace(error: BaseException) -> str:
    """Return the trace of an error and of what caused it, in lines, as Python prints them but for `said`."""
    parts: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    link = ""
    while at is not None and id(at) not in seen and len(seen) < _MOST_CAUSES:
        seen.add(id(at))
        frames = traceback.format_tb(at.__traceback__)
        head = ["Traceback (most recent call last):\n"] if frames else []
        told = said(at)
        parts.insert(0, "".join([*head, *frames[-DEEPEST:], type(at).__name__, f": {told}" if told else ""]) + link)
        if at.__cause__ is not None:
            link, at = "\n\nwhich was the direct cause of:\n\n", at.__cause__
        else:
            link, at = "\n\nin whose handling came:\n\n", None if at.__suppress_context__ else at.__context__
    return "".join(parts)


def _key(error: BaseException) -> tuple[str, ...]:
    with contextlib.suppress(Exception):
        places = traceback.extract_tb(error.__traceback__, limit=-3)
        return type(error).__name__, *(f"{place.filename}:{place.lineno}" for place in places)
    return (type(error).__name__,)
