"""What the sound process needs of a system's sound: outputs that come and go, and one of them kept open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from facemon.ui.mixer import SampleFormat

# What PulseAudio and PipeWire put in the place of an output where there is none; nobody hears it.
DUMMY = "auto_null"


class Outputs(msgspec.Struct, frozen=True):
    """What sound can come out of."""

    names: dict[str, str]  # by id, which stays the same over restarts, how the system calls it
    default: str  # the id of the one that the system would use; empty where there is none that can be heard


class Audio(Protocol):
    """A system's sound. Belongs to the process's main thread but for `wake`."""

    waits: bool  # whether outputs that come are seen for as long as the process runs; else another process must look

    def outputs(self) -> Outputs | None:
        """Return what there is now; None while that is being asked for, a second or two at most."""

    def open(self, output: str, seconds: float) -> SampleFormat | None:
        """Begin to open an output in place of the open one, to hold so many seconds; None where it refuses."""

    def close(self) -> None:
        """Close the open output, if any."""

    def room(self) -> int:
        """Return how many frames the open output takes now."""

    def write(self, samples: bytes) -> None:
        """Give the open output samples, no more than it has room for."""

    def progress(self) -> int:
        """Return what changes whenever samples have gone through the open output."""

    def failed(self) -> bool:
        """Return whether the open output has refused or is gone."""

    def run(self, turn: Callable[[], float]) -> int:
        """Call `turn` whenever something has happened, and after as many seconds as it returns, for ever."""

    def wake(self) -> None:
        """Have `turn` called. From any thread."""
