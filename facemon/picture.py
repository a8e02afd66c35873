"""JPEG bytes to pixels of the size that is wanted; whatever is hostile or broken ends here as a problem.

libjpeg shrinks by 2, 4 or 8 while it decodes (`draft`), the rest is done on that. `facemon.jpeg` refuses beforehand
what would cost too much, and leaves for Pillow nothing but what decoding needs, so that it never reads any metadata.

Measured with Pillow 13 and libjpeg-turbo 3 on a slow desktop: a snapshot of 480x640 and 53 KB takes 0.5 to 1 ms for a
card. The worst that is let through took 57 ms (16 megapixels of noise in 4 MiB, decoded at a quarter for 1440x1440) and
32 MB (8 megapixels, progressive). Without bounds of its own a progressive one of 16 megapixels takes 165 ms and 96 MB.
"""

from __future__ import annotations

import io
import math
from typing import Literal

import msgspec
from PIL import Image, JpegImagePlugin

from facemon.jpeg import Header, JpegError, Problem, examine
from facemon.phrase import QT_TRANSLATE_NOOP

__all__ = ["SENTENCES", "Fit", "Picture", "Problem", "decode"]

Fit = Literal["cover", "contain", "rough"]

SENTENCES: dict[Problem, str] = {
    Problem.EMPTY: QT_TRANSLATE_NOOP("Picture", "The device sent no picture."),
    Problem.NOT_JPEG: QT_TRANSLATE_NOOP("Picture", "The picture is not a JPEG."),
    Problem.TOO_LARGE: QT_TRANSLATE_NOOP("Picture", "The picture has too many bytes to be shown safely."),
    Problem.TOO_MANY_PIXELS: QT_TRANSLATE_NOOP("Picture", "The picture has too many pixels to be shown safely."),
    Problem.TOO_MANY_SCANS: QT_TRANSLATE_NOOP("Picture", "The picture has too many scans to be shown safely."),
    Problem.UNSUPPORTED: QT_TRANSLATE_NOOP("Picture", "The picture is a kind of JPEG that cannot be shown."),
    Problem.BROKEN: QT_TRANSLATE_NOOP("Picture", "The picture is damaged."),
    Problem.TRUNCATED: QT_TRANSLATE_NOOP("Picture", "The picture is incomplete."),
    Problem.NO_MEMORY: QT_TRANSLATE_NOOP("Picture", "The computer has too little memory left to show the picture."),
}

MOST_DECODED_PIXELS = 2_100_000
MOST_PIXELS_OUT = 2_100_000
LONGEST_SIDE_OUT = 8_192

_SCALES = (8, 4, 2, 1)
_TURNED = frozenset({5, 6, 7, 8})  # orientations whose rows are the picture's columns
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Picture(msgspec.Struct, frozen=True):
    """A decoded picture, or why there is none."""

    pixels: bytes = (
        b""  # 32 bits a pixel: blue, green, red, 255; `width` of them a row, no padding; empty with a problem
    )
    width: int = 0
    height: int = 0
    source_width: int = 0  # upright, before scaling; 0 where not even that could be read
    source_height: int = 0
    problem: Problem | None = None


def decode(data: bytes, width: int, height: int, fit: Fit = "cover") -> Picture:
    """Return the JPEG as pixels, upright; never raises, and never takes more than 100 ms or 60 MB.

    Args:
        data: the JPEG as received.
        width: in device pixels, as is `height`; what is beyond reason is made smaller, in proportion.
        height: see `width`.
        fit: "cover" fills exactly width x height and cuts off what stands over, evenly; "contain" keeps the whole
            picture inside width x height and never makes it larger than it is; "rough" cuts off as "cover" does and
            leaves the size as libjpeg gives it, for whoever draws it to make it fit.
    """
    try:
        header = examine(data)
    except JpegError as error:
        return Picture(source_width=error.size[0], source_height=error.size[1], problem=error.problem)
    except MemoryError:
        return Picture(problem=Problem.NO_MEMORY)
    source = (header.width, header.height)
    if header.orientation in _TURNED:
        source = source[::-1]
    try:
        image = _decoded(header, *_bounded(width, height), fit)
        return Picture(image.tobytes("raw", "BGRA"), *image.size, *source)
    except MemoryError:
        return Picture(source_width=source[0], source_height=source[1], problem=Problem.NO_MEMORY)
    # Pillow raises what it likes on bytes that others made up, and a picture must never cost the event it belongs to.
    except Exception:  # noqa: BLE001
        return Picture(source_width=source[0], source_height=source[1], problem=Problem.BROKEN)


def _bounded(width: int, height: int) -> tuple[int, int]:
    width, height = (min(max(side, 1), LONGEST_SIDE_OUT) for side in (width, height))
    shrink = math.sqrt(min(1, MOST_PIXELS_OUT / (width * height)))
    return max(1, int(width * shrink)), max(1, int(height * shrink))


def _decoded(header: Header, width: int, height: int, fit: Fit) -> Image.Image:
    if header.orientation in _TURNED:
        width, height = height, width
    if fit == "contain":
        ratio = min(width / header.width, height / header.height, 1)
        width, height = max(1, round(header.width * ratio)), max(1, round(header.height * ratio))
    # `Image.open` would load what reads other kinds, at the first picture, when there may be no file left to be opened.
    with JpegImagePlugin.JpegImageFile(io.BytesIO(header.bare)) as image:
        if image.size != (header.width, header.height):
            raise ValueError("Pillow sees another picture")
        scale = _scale(header, width, height)
        image.draft(None, (max(1, header.width // scale), max(1, header.height // scale)))
        image.load()
        if fit == "contain":
            width, height = min(width, image.width), min(height, image.height)
            box = (0.0, 0.0, float(image.width), float(image.height))
        else:
            box = _middle(image.width, image.height, width / height)
        if fit == "rough":
            left, top = round(box[0]), round(box[1])
            right, bottom = max(left + 1, round(box[2])), max(top + 1, round(box[3]))
            width, height, box = right - left, bottom - top, (left, top, right, bottom)
        small: Image.Image = image
        if (width, height) != image.size or box != (0, 0, *image.size):
            small = image.resize((width, height), Image.Resampling.BILINEAR, box)
        if small.mode == "CMYK":
            small = small.convert("RGB")
        small = small.convert("RGBA")
    if (upright := _UPRIGHT.get(header.orientation)) is not None:
        small = small.transpose(upright)
    return small


def _scale(header: Header, width: int, height: int) -> int:
    """Return by how much libjpeg is to shrink: as much as leaves enough, and more where even that is too much."""
    wanted = min(header.width // width, header.height // height)
    affordable = math.ceil(math.sqrt(header.width * header.height / MOST_DECODED_PIXELS))
    return next((scale for scale in _SCALES if scale <= wanted and scale >= affordable), 0) or next(
        scale for scale in reversed(_SCALES) if scale >= affordable
    )


def _middle(width: int, height: int, ratio: float) -> tuple[float, float, float, float]:
    """Return the largest box of this ratio in the middle of width x height."""
    if width > height * ratio:
        spare = (width - height * ratio) / 2
        return spare, 0.0, width - spare, float(height)
    spare = (height - width / ratio) / 2
    return 0.0, spare, float(width), height - spare
