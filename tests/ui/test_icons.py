"""The icons are one family, drawn, in any colour."""

from __future__ import annotations

import re
import sys

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from facemon.resource import resources
from facemon.ui import icons

if sys.platform != "win32":
    from no_files import no_file_left

NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))
DRAWN = [name for name in NAMES if name != "facemon"]


def inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", DRAWN)
def test_an_icon_takes_its_colour_from_outside_and_uses_no_font(name: str) -> None:
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert "currentColor" in text
    assert "<text" not in text
    assert 'viewBox="0 0 24 24"' in text
    assert not re.search(r'(?:fill|stroke)="#', text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 24, 48])
def test_an_icon_fills_its_square_without_being_a_blot(qapp: QApplication, name: str, size: int) -> None:
    part = inked(icons.drawn(name, "#ffffff", size)) / size**2
    assert 0.05 < part < 0.95


def test_the_icons_of_the_categories_and_of_the_states_are_told_apart_by_shape(qapp: QApplication) -> None:
    for names in (
        ("staff", "visitor", "stranger", "nonlive", "blacklist", "unknown", "device"),
        ("live", "waiting", "refused", "off", "needs-approval"),
    ):
        images = [icons.drawn(name, "#ffffff", 16) for name in names]
        assert all(first != second for at, first in enumerate(images) for second in images[at + 1 :])


def test_an_icon_that_is_not_there_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.drawn("nothing", "#ffffff", 16)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_an_icon_whose_file_cannot_be_opened_is_missing_from_a_picture_that_is_painted_and_is_there_later(
    qapp: QApplication,
) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    icons._source.cache_clear()

    def paint() -> int:
        painter = QPainter(image)
        icons.paint(painter, DRAWN[0], "#123457", 0, 0, 40)
        painter.end()
        return inked(image)

    with no_file_left():
        assert paint() == 0
    assert paint() > 0
