"""Writes the program's icon as a Windows icon file: python resources/packaging/icon_file.py build/facemon.ico"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import drawn_icon
from PIL import Image

SIZES = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]

if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Image.open(drawn_icon.draw(Path(folder, "icon.png"), 256)) as image:
        image.save(target, sizes=SIZES)
