"""What it costs to turn a snapshot into a card's picture, beside what Pillow alone takes for it.

Run as `python tests/bench/bench_picture.py`. Absolute times differ from machine to machine; the ratios hardly do.
"""

from __future__ import annotations

import io
import timeit
from collections.abc import Callable
from functools import partial

from PIL import Image, ImageFilter

from facemon.jpeg import examine
from facemon.picture import decode

PICTURE_BYTES = 53_000


def snapshot() -> bytes:
    """Return a 480x640 JPEG of about 53 KB, as the devices send them."""
    image = Image.effect_noise((480, 640), 50).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    data = b""
    for quality in range(60, 96):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        if len(data := buffer.getvalue()) >= PICTURE_BYTES:
            break
    return data


def main() -> None:
    """Print a line for each size that the window asks for."""
    data = snapshot()

    def drafted(width: int, height: int) -> Image.Image:
        image = Image.open(io.BytesIO(data), formats=("JPEG",))
        image.draft("RGB", (width, height))
        image.load()
        return image

    def thumbnail(width: int, height: int) -> bytes:
        image = Image.open(io.BytesIO(data), formats=("JPEG",))
        image.draft("RGB", (width, height))
        # Asked for its own size `thumbnail` does not even decode: `tobytes` makes it.
        image.thumbnail((width, height))
        return image.tobytes("raw", "BGRX")

    def full(width: int, height: int) -> bytes:
        image = Image.open(io.BytesIO(data), formats=("JPEG",))
        return image.resize((width, height), Image.Resampling.BICUBIC).tobytes("raw", "BGRX")

    floor = _microseconds(lambda: drafted(240, 320))
    print(f"{len(data):,} bytes, 480x640; Pillow, draft to 1/2 alone: {floor:.0f} µs")
    print(f"examine: {_microseconds(lambda: examine(data)):.0f} µs")
    for size in ((96, 128), (120, 160), (192, 256), (240, 320), (480, 640)):
        ours = _microseconds(partial(decode, data, *size))
        quick = _microseconds(partial(thumbnail, *size))
        plain = _microseconds(partial(full, *size))
        print(
            f"{size[0]}x{size[1]}: {ours:.0f} µs, {ours / floor:.2f} times that draft, "
            f"{ours / quick:.2f} times draft + thumbnail, {ours / plain:.2f} times decoding all of it"
        )


def _microseconds(function: Callable[[], object], number: int = 50) -> float:
    return min(timeit.repeat(function, number=number, repeat=7)) / number * 1e6


if __name__ == "__main__":
    main()
