"""A sound in memory: one of facemon's own or a user's WAV file, read without trusting it. No Qt."""

from __future__ import annotations

import enum
import math
import struct
import sys
from array import array
from pathlib import Path

import msgspec

from facemon.resource import resources

LARGEST = 10 * 1024 * 1024  # bytes of a file
LONGEST = 30.0  # seconds
SHORTEST = 0.05  # seconds
FAINTEST = 328  # of 32767: a file that never gets above -40 dBFS would alarm nobody

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_LAYOUTS = {(_PCM, 8), (_PCM, 16), (_PCM, 24), (_PCM, 32), (_FLOAT, 32), (_FLOAT, 64)}  # sample format, bits


class Tone(msgspec.Struct, frozen=True):
    """Mono samples, 16 bit, full scale 32767."""

    samples: array[int]  # type code "h"
    rate: int  # Hz

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate

    def at_rate(self, rate: int) -> Tone:
        """Return the same sound with `rate` samples a second, interpolated linearly."""
        if rate == self.rate or not self.samples:
            return self
        source, step = self.samples, self.rate / rate
        last = len(source) - 1
        resampled = array("h")
        for index in range(int(len(source) / step)):
            position = index * step
            before = int(position)
            left = source[before]
            right = source[before + 1] if before < last else left
            resampled.append(int(left + (right - left) * (position - before)))
        return Tone(resampled, rate)


class Fault(enum.StrEnum):
    """Why a file cannot be used as a sound."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"
    NOT_WAV = "not WAV"
    UNSUPPORTED = "unsupported"
    TOO_LONG = "too long"
    TOO_SHORT = "too short"
    FAINT = "faint"
    SLOW = "slow"


class ToneError(Exception):
    """A sound cannot be used."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def own_sounds() -> list[str]:
    """Return the names of facemon's own sounds, sorted."""
    return sorted(path.stem for path in _folder().glob("*.wav"))


def load(sound: str) -> Tone:
    """Return the sound of that name, or else of the WAV file with that absolute path. Reads the disk.

    Integers of 8, 16, 24 and 32 bit and floats, of any rate from 4 to 192 kHz and up to 8 channels, which are averaged.

    Raises:
        ToneError: it cannot be used, and why.
    """
    path = _folder() / f"{sound}.wav" if sound.isidentifier() else Path(sound)
    try:
        # A relative path would mean another file after the next start; a pipe or a device would be read for ever.
        if not path.is_absolute() or not path.is_file():
            raise ToneError(Fault.MISSING)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise ToneError(Fault.UNREADABLE) from error
    if len(content) > LARGEST:
        raise ToneError(Fault.TOO_LARGE)
    return parse(content)


def beep() -> Tone:
    """Return half a second of 880 Hz: what a broken installation without readable sounds still has."""
    return Tone(
        array("h", [int(16_000 * math.sin(2 * math.pi * 880 * index / 48_000)) for index in range(24_000)]), 48_000
    )


def parse(content: bytes) -> Tone:
    """Return the sound that a WAV file's content holds. Raises `ToneError`."""
    layout, data = _chunks(content)
    kind, channels, rate, bits = layout
    if (kind, bits) not in _LAYOUTS or not (1 <= channels <= 8 and 4_000 <= rate <= 192_000):
        raise ToneError(Fault.UNSUPPORTED)
    frame_size = channels * bits // 8
    frames = len(data) // frame_size
    if frames > LONGEST * rate:
        raise ToneError(Fault.TOO_LONG)
    if frames < SHORTEST * rate:
        raise ToneError(Fault.TOO_SHORT)
    samples = _mono(_sixteen_bit(data[: frames * frame_size], kind, bits), channels)
    if max(max(samples), -min(samples)) < FAINTEST:
        raise ToneError(Fault.FAINT)
    return Tone(samples, rate)


def _folder() -> Path:
    return resources() / "sounds"


def _chunks(content: bytes) -> tuple[tuple[int, int, int, int], bytes]:
    """Return (sample format, channels, rate, bits) and the sample data. RIFF: tag, size, so many bytes, padded."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise ToneError(Fault.NOT_WAV)
    layout: tuple[int, int, int, int] | None = None
    position = 12
    while position + 8 <= len(content):
        tag, size = content[position : position + 4], struct.unpack_from("<I", content, position + 4)[0]
        # A recorder that was cut off leaves a size beyond the end, or none at all: what is there is the sound.
        body = content[position + 8 : position + 8 + size]
        if tag == b"fmt " and len(body) >= 16:
            kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", body)
            if kind == _EXTENSIBLE and len(body) >= 26:
                kind = struct.unpack_from("<H", body, 24)[0]  # the first two bytes of the sub-format's GUID
            layout = kind, channels, rate, bits
        elif tag == b"data" and layout is not None:
            return layout, body
        position += 8 + size + size % 2
    raise ToneError(Fault.NOT_WAV)


def _sixteen_bit(data: bytes, kind: int, bits: int) -> array[int]:
    """Return the samples of all channels in this machine's byte order; of integers the upper 16 bits."""
    if kind == _FLOAT:
        floats = array("f" if bits == 32 else "d", data)
        if sys.byteorder == "big":
            floats.byteswap()
        return array("h", [int(max(-1.0, min(1.0, x)) * 32767) if not math.isnan(x) else 0 for x in floats])
    width = bits // 8
    low_and_high = bytearray(2 * (len(data) // width))
    if bits == 8:
        low_and_high[1::2] = data.translate(bytes((value + 128) % 256 for value in range(256)))
    else:
        low_and_high[0::2] = data[width - 2 :: width]
        low_and_high[1::2] = data[width - 1 :: width]
    samples = array("h", bytes(low_and_high))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _mono(samples: array[int], channels: int) -> array[int]:
    if channels == 1:
        return samples
    parts = [samples[channel::channels] for channel in range(channels)]
    return array("h", [sum(frame) // channels for frame in zip(*parts, strict=True)])
