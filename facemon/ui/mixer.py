"""What the loudspeaker gets next: one sound, once or over and over, changed without a click. No Qt, no clock."""

from __future__ import annotations

from array import array
from typing import TypeVar

import msgspec

from facemon.ui.tone import Tone

T = TypeVar("T", int, float)

GAP = 1.0  # seconds between the repeats of a sound
HURRIED_GAP = 0.25  # of one that nobody answers
FADE = 0.005  # seconds in which an interrupted sound goes away
RANGE = 30.0  # dB between volume 1 and 100: what a guard can still hear, and full


class SampleFormat(msgspec.Struct, frozen=True):
    """How an output wants its samples."""

    rate: int  # Hz
    channels: int
    code: str  # array type code: "B" 8 bit unsigned, "h" 16 bit, "i" 32 bit, "f" float

    @property
    def frame_size(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * array(self.code).itemsize

    def encode(self, samples: array[int]) -> bytes:
        """Return mono 16-bit samples in this format, on the first two channels; any others are silent."""
        if self.code == "h":
            return self._spread(samples, array("h", [0]))
        if self.code == "i":
            return self._spread(array("i", [sample << 16 for sample in samples]), array("i", [0]))
        if self.code == "B":
            return self._spread(array("B", [(sample >> 8) + 128 for sample in samples]), array("B", [128]))
        return self._spread(array("f", [sample / 32768 for sample in samples]), array("f", [0.0]))

    def _spread(self, mono: array[T], silence: array[T]) -> bytes:
        if self.channels == 1:
            return mono.tobytes()
        frames = silence * (len(mono) * self.channels)
        frames[0 :: self.channels] = mono
        frames[1 :: self.channels] = mono
        return frames.tobytes()


def gain(volume: int) -> float:
    """Return the factor for a volume of 0 to 100: 0 is silent, each step from 1 on is as audible as the next."""
    return 10 ** ((volume - 100) / 100 * RANGE / 20) if volume > 0 else 0.0


class Mixer:
    """Renders the current sound in pieces. Belongs to one thread.

    Args:
        rate: samples a second that it renders; every tone must have it.
    """

    def __init__(self, rate: int, volume: int = 100) -> None:
        self.rate = rate
        self._tone: Tone | None = None
        self._repeat = False
        self._gap = GAP
        self._position = 0
        self._tail = array("h")  # the end of an interrupted sound, yet to be mixed in
        self._gain = self._wanted_gain = gain(volume)

    @property
    def active(self) -> bool:
        """Whether there is anything left to render, the gap before a repeat included."""
        return self._tone is not None or bool(self._tail)

    @property
    def playing(self) -> bool:
        """Whether a sound has been started and has neither come to its end nor been stopped."""
        return self._tone is not None

    def set_volume(self, volume: int) -> None:
        """Set the volume, 0 to 100."""
        self._wanted_gain = gain(volume)
        if not self.active:
            self._gain = self._wanted_gain

    def set_hurry(self, *, hurry: bool) -> None:
        """Let repeats follow each other sooner, or not."""
        self._gap = HURRIED_GAP if hurry else GAP

    def start(self, tone: Tone, *, repeat: bool) -> None:
        """Play `tone` from its beginning in place of what plays."""
        self.stop()
        self._tone, self._repeat, self._position = tone, repeat, 0

    def stop(self) -> None:
        """Fade out what plays."""
        if self._tone is None:
            return
        rest = self._take(round(FADE * self.rate))
        length = len(rest)
        self._tail = array("h", [sample * (length - index) // length for index, sample in enumerate(rest)])
        self._tone = None

    def render(self, frames: int) -> array[int]:
        """Return the next `frames` samples, silence where there is nothing to play."""
        samples = self._take(frames)
        if self._tail:
            for index, sample in enumerate(self._tail[:frames]):
                samples[index] = max(-32768, min(32767, samples[index] + sample))
            self._tail = self._tail[frames:]
        old, new = self._gain, self._wanted_gain
        self._gain = new
        if old != new:  # a ramp, since a jump clicks
            step = (new - old) / frames
            return array("h", [int(sample * (old + step * index)) for index, sample in enumerate(samples)])
        return samples if new == 1.0 else array("h", [int(sample * new) for sample in samples])

    def _take(self, frames: int) -> array[int]:
        taken = array("h")
        while self._tone is not None and len(taken) < frames:
            samples = self._tone.samples
            if self._position < len(samples):
                piece = samples[self._position : self._position + frames - len(taken)]
                self._position += len(piece)
                taken.extend(piece)
            elif not self._repeat:
                self._tone = None
            else:
                left = max(0, len(samples) + round(self._gap * self.rate) - self._position)
                silent = min(left, frames - len(taken))
                self._position += silent
                taken.frombytes(bytes(2 * silent))
                if silent == left:
                    self._position = 0
        taken.frombytes(bytes(2 * (frames - len(taken))))
        return taken
