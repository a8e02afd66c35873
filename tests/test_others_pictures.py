"""The pictures with which Pillow and libjpeg-turbo are tested become what Pillow makes of them itself, or a problem.

All that a source distribution of them has can be tried, too: `FACEMON_PICTURES=FOLDER`.
"""

from __future__ import annotations

import io
import os
import time
import warnings
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from facemon.picture import Problem, decode

PICTURES = Path(os.environ.get("FACEMON_PICTURES", Path(__file__).parent / "pictures"))
FILES = sorted(path for path in PICTURES.rglob("*") if path.is_file() and path.suffix != ".md")
LONGEST = 1.0  # seconds of a processor: ten times what is promised, for a slow one
REFUSED = {
    "truncated_jpeg.jpg": Problem.TRUNCATED,
    "ultrahdr.jpg": Problem.TRUNCATED,  # cut off behind its last scan's head
    "testimgari.jpg": Problem.UNSUPPORTED,  # arithmetic coding
    "monkey12.jpg": Problem.UNSUPPORTED,  # 12 bits
    "fujifilm.mpo": Problem.TOO_LARGE,
}


def by_pillow(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of broken metadata, which facemon never reads
        return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_picture_is_what_pillow_itself_makes_of_it_or_is_refused_with_the_reason(path: Path) -> None:
    data = path.read_bytes()
    begun = time.process_time()
    found = decode(data, 2000, 1000, "contain")
    assert decode(data, 120, 160).problem == found.problem
    assert time.process_time() - begun < LONGEST
    assert len(found.pixels) == 4 * found.width * found.height
    if not data.startswith(b"\xff\xd8"):
        assert found.problem == Problem.NOT_JPEG
    elif path.name in REFUSED:
        assert found.problem == REFUSED[path.name]
    else:
        assert found.problem is None
        theirs = by_pillow(data)
        assert (found.source_width, found.source_height) == theirs.size
        if (found.width, found.height) == theirs.size:
            ours = Image.frombytes("RGB", theirs.size, found.pixels, "raw", "BGRX")
            assert ours.tobytes() == theirs.tobytes()


def test_there_are_some() -> None:
    assert len(FILES) >= 20
