"""What a JPEG says of itself before anything decodes it, and which of them are safe to decode.

The walk over the markers follows ITU-T T.81, annex B, and never reads a pixel. Its bounds keep one decoding within
100 ms and 60 MB; `facemon.picture` says what was measured.
"""

from __future__ import annotations

import enum
import re
import struct

import msgspec

MOST_BYTES = 4 * 1024 * 1024
MOST_PIXELS = 16_000_000
MOST_SCANS = 64
# A JPEG whose components come in several scans (each progressive one) is held in memory whole, 128 bytes a block of 8x8
# coefficients, and each scan goes over its blocks again.
MOST_BUFFERED_BYTES = 1_000_000
MOST_BUFFERED_BLOCKS = 190_000
MOST_BLOCK_VISITS = 1_200_000

_MOST_SEGMENTS = 1_024
_MOST_TABLES = 64 * 1024  # bytes; four tables of each kind take under 4 KB

_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
_SOS = b"\xff\xda"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})  # sequential and progressive, Huffman coded
_OTHER_FRAMES = frozenset(
    {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
)  # lossless, arithmetic, hierarchical
_PROGRESSIVE = 0xC2
_TABLES = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantisation, restart interval
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
_APP0, _APP1, _APP14 = 0xE0, 0xE1, 0xEE
_ORIENTATION = 0x0112
_MOST_TAGS = 256
_MARKER = re.compile(rb"\xff[^\x00\xff]")


class Problem(enum.StrEnum):
    """Why a picture cannot be shown."""

    EMPTY = "empty"
    NOT_JPEG = "not a JPEG"
    TOO_LARGE = "too large"  # in bytes
    TOO_MANY_PIXELS = "too many pixels"
    TOO_MANY_SCANS = "too many scans"
    UNSUPPORTED = "unsupported"  # lossless, arithmetic coding, 12 bits
    BROKEN = "broken"
    TRUNCATED = "truncated"
    NO_MEMORY = "no memory"  # the picture is not to blame


class Header(msgspec.Struct, frozen=True):
    """A JPEG that may be decoded."""

    width: int
    height: int
    orientation: int  # 1 to 8, as EXIF has it
    bare: (
        bytes  # the JPEG with nothing but what decoding needs: no EXIF, no colour profile, no comments, no second image
    )


class JpegError(Exception):
    """The JPEG must not or cannot be decoded; `size` is its width and height as far as known, else zeros."""

    def __init__(self, problem: Problem, size: tuple[int, int] = (0, 0)) -> None:
        super().__init__(problem)
        self.problem = problem
        self.size = size


class _Frame(msgspec.Struct, frozen=True):
    width: int
    height: int
    progressive: bool
    blocks: dict[int, int]  # of each component, by its id


def examine(data: bytes) -> Header:
    """Return what is needed to decode `data`; raise `JpegError`, and nothing else, if it is not safe to."""
    if not data:
        raise JpegError(Problem.EMPTY)
    if len(data) > MOST_BYTES:
        raise JpegError(Problem.TOO_LARGE)
    if not data.startswith(b"\xff\xd8\xff"):
        # Half a JPEG marker is the beginning of a JPEG, too.
        raise JpegError(Problem.TRUNCATED if _SOI.startswith(data[:2]) and len(data) < 3 else Problem.NOT_JPEG)
    frame: _Frame | None = None
    orientation: int | None = None
    kept = [_SOI]
    tables = 0
    position = 2
    for _ in range(_MOST_SEGMENTS):
        marker, position = _next_marker(data, position, frame)
        if marker in _STANDALONE:
            continue
        size = _size(frame)
        if marker in {0xD8, 0xD9}:
            raise JpegError(Problem.BROKEN, size)
        if len(data) < position + 2:
            raise JpegError(Problem.TRUNCATED, size)
        end = position + int.from_bytes(data[position : position + 2])
        if end < position + 2:
            raise JpegError(Problem.BROKEN, size)
        if end > len(data):
            raise JpegError(Problem.TRUNCATED, size)
        if marker == _SOS[1]:
            if frame is None:
                raise JpegError(Problem.BROKEN)
            scans = _SOS + data[position:]
            _check_scans(scans, frame)
            return Header(
                width=frame.width, height=frame.height, orientation=orientation or 1, bare=b"".join((*kept, scans))
            )
        segment = data[position + 2 : end]
        position = end
        if marker in _OTHER_FRAMES:
            raise JpegError(Problem.UNSUPPORTED, size)
        if marker in _FRAMES:
            if frame is not None:
                raise JpegError(Problem.BROKEN, size)
            frame = _frame(marker, segment)
        elif marker == _APP1:
            if orientation is None and segment.startswith(b"Exif\0\0"):
                orientation = _orientation(segment[6:])
            continue
        elif not (
            marker in _TABLES
            or (marker == _APP0 and segment.startswith(b"JFIF\0"))
            or (marker == _APP14 and segment.startswith(b"Adobe"))
        ):
            continue
        tables += len(segment)
        if tables > _MOST_TABLES:
            raise JpegError(Problem.BROKEN, _size(frame))
        kept.append(b"\xff%c%c%c" % (marker, *divmod(len(segment) + 2, 256)) + segment)
    raise JpegError(Problem.BROKEN, _size(frame))


def _next_marker(data: bytes, position: int, frame: _Frame | None) -> tuple[int, int]:
    """Return the next marker's second byte and the position behind it; bytes that are no marker are passed over."""
    match = _MARKER.search(data, position)
    if match is None:
        raise JpegError(Problem.TRUNCATED, _size(frame))
    return match[0][1], match.end()


def _size(frame: _Frame | None) -> tuple[int, int]:
    return (frame.width, frame.height) if frame else (0, 0)


def _frame(marker: int, segment: bytes) -> _Frame:
    if len(segment) < 6:
        raise JpegError(Problem.BROKEN)
    precision, height, width, count = struct.unpack_from(">BHHB", segment)
    size = (width, height)
    if precision != 8 or count not in {1, 3, 4}:
        raise JpegError(Problem.UNSUPPORTED, size)
    if not width or not height or len(segment) != 6 + 3 * count:
        raise JpegError(Problem.BROKEN, size)
    if width * height > MOST_PIXELS:
        raise JpegError(Problem.TOO_MANY_PIXELS, size)
    factors = {segment[i]: divmod(segment[i + 1], 16) for i in range(6, len(segment), 3)}
    if len(factors) != count or not all(1 <= h <= 4 and 1 <= v <= 4 for h, v in factors.values()):
        raise JpegError(Problem.BROKEN, size)
    most_h = max(h for h, _ in factors.values())
    most_v = max(v for _, v in factors.values())
    columns = -(-width // (8 * most_h))
    rows = -(-height // (8 * most_v))
    blocks = {component: columns * h * rows * v for component, (h, v) in factors.items()}
    return _Frame(width, height, marker == _PROGRESSIVE, blocks)


def _check_scans(scans: bytes, frame: _Frame) -> None:
    """Raise `JpegError` unless the scans come to an end and cost no more than they may; `scans` begins with one."""
    size = _size(frame)
    # Within coded data every 0xFF is followed by zero, so what looks like a marker here is one, or part of a segment.
    if scans.rfind(_EOI) < 0:
        raise JpegError(Problem.TRUNCATED, size)
    if not frame.progressive and scans[4:5] == bytes((len(frame.blocks),)):
        return  # everything is in one scan, and libjpeg accepts no second one
    if scans.count(_SOS) > MOST_SCANS:
        raise JpegError(Problem.TOO_MANY_SCANS, size)
    if len(scans) > MOST_BUFFERED_BYTES:
        raise JpegError(Problem.TOO_LARGE, size)
    total = sum(frame.blocks.values())
    if total > MOST_BUFFERED_BLOCKS:
        raise JpegError(Problem.TOO_MANY_PIXELS, size)
    visits = 0
    position = 0
    while position >= 0:
        count = scans[position + 4] if position + 4 < len(scans) else 0
        components = scans[position + 5 : position + 5 + 2 * count : 2]
        visits += sum(frame.blocks.get(component, 0) for component in components)
        position = scans.find(_SOS, position + 2)
    if visits + total > MOST_BLOCK_VISITS:  # the last visit turns coefficients into pixels
        raise JpegError(Problem.TOO_MANY_SCANS, size)


def _orientation(tiff: bytes) -> int | None:
    """Return the orientation out of the first directory of an EXIF segment, or None if it has none that makes sense."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    if start + 2 > len(tiff):
        return None
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for position in range(start + 2, min(start + 2 + 12 * min(count, _MOST_TAGS), len(tiff) - 11), 12):
        tag, kind, number, value = struct.unpack_from(f"{order}HHIH", tiff, position)
        if tag == _ORIENTATION:
            return value if kind == 3 and number == 1 and 1 <= value <= 8 else None
    return None
