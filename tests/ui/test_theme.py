"""The colours can be read and told apart, by people with two kinds of cones too.

Contrast: WCAG 2.2, success criterion 1.4.3. Colour vision: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, the matrices for full severity, applied to
linear RGB. Difference: CIEDE2000, checked against pairs published by G. Sharma, W. Wu, E. N. Dalal, 2005.
"""

from __future__ import annotations

import itertools
import math

import pytest

from facemon.event import Category
from facemon.ui.theme import DARK, LIGHT, Theme

Colour = tuple[float, float, float]

READABLE = 4.5  # AA, normal size of text
# About 2 is the least that a trained eye sees between fields that touch, 5 is plainly another colour side by side.
# Twice that leaves room for fields that do not touch: the edge of one card and the edge of another.
APART = 10.0

TEXTS = ("text", "dim", "good", "warn", "bad")
GROUNDS = ("window", "panel", "card", "selected")
TINT = 26 / 255  # what a badge has of its colour behind its word
TOLD_APART = [category for category in Category if category is not Category.UNKNOWN]  # which is grey, and no alarm

VISIONS: dict[str, tuple[Colour, Colour, Colour]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def srgb(text: str) -> Colour:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def linear(colour: Colour) -> Colour:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return red, green, blue


def luminance(colour: Colour) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tinted(colour: Colour, ground: Colour) -> Colour:
    red, green, blue = (TINT * c + (1 - TINT) * g for c, g in zip(colour, ground, strict=True))
    return red, green, blue


def seen(colour: Colour, vision: str) -> Colour:
    """Return the CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    light = linear(colour)
    matrix = VISIONS[vision]
    red, green, blue = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, light, strict=True)))) for row in matrix)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Colour, other: Colour) -> float:
    """Return the CIEDE2000 difference of two L*a*b* colours."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(mean_chroma7 / (mean_chroma7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    off = (lightness - 50) ** 2
    dl = (l2 - l1) / (1 + 0.015 * off / math.sqrt(20 + off))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    blue = math.exp(-(((hue % 360 - 275) / 25) ** 2))
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(60 * blue))
    return math.sqrt(dl**2 + dc**2 + dh**2 + twist * dc * dh)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ],
)
def test_the_difference_is_the_published_one(one: Colour, other: Colour, published: float) -> None:
    assert difference(one, other) == pytest.approx(published, abs=1e-4)


def test_contrast_is_wcags() -> None:
    assert contrast(srgb("#ffffff"), srgb("#000000")) == pytest.approx(21)
    assert contrast(srgb("#777777"), srgb("#ffffff")) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
class TestEveryColourCanBeRead:
    @pytest.mark.parametrize("text", TEXTS)
    def test_texts(self, theme: Theme, ground: str, text: str) -> None:
        assert contrast(srgb(getattr(theme, text)), srgb(getattr(theme, ground))) >= READABLE

    @pytest.mark.parametrize("category", Category)
    def test_categories(self, theme: Theme, ground: str, category: Category) -> None:
        assert contrast(srgb(theme.category[category]), srgb(getattr(theme, ground))) >= READABLE


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
class TestBadges:
    @pytest.mark.parametrize("ground", ["card", "selected"])
    @pytest.mark.parametrize("category", [category for category in Category if category is not Category.BLACKLIST])
    def test_the_word_can_be_read_on_its_own_tint(self, theme: Theme, ground: str, category: Category) -> None:
        colour = srgb(theme.category[category])
        assert contrast(colour, tinted(colour, srgb(getattr(theme, ground)))) >= READABLE

    def test_the_blacklists_word_can_be_read_on_its_colour(self, theme: Theme) -> None:
        assert contrast(srgb(theme.on_accent), srgb(theme.category[Category.BLACKLIST])) >= READABLE


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_pill_and_primary_buttons_can_be_read(theme: Theme) -> None:
    assert contrast(srgb(theme.on_accent), srgb(theme.accent)) >= READABLE


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["window", "card", "selected"])
def test_what_shows_focus_and_selection_stands_out(theme: Theme, ground: str) -> None:
    assert contrast(srgb(theme.accent), srgb(getattr(theme, ground))) >= 3  # criterion 1.4.11


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_categories_look_alike(theme: Theme, vision: str) -> None:
    alike = {
        (one.value, other.value): round(apart, 1)
        for one, other in itertools.combinations(TOLD_APART, 2)
        if (apart := difference(seen(srgb(theme.category[one]), vision), seen(srgb(theme.category[other]), vision)))
        < APART
    }
    assert not alike


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("vision", VISIONS)
def test_granted_and_denied_do_not_look_alike(theme: Theme, vision: str) -> None:
    assert difference(seen(srgb(theme.good), vision), seen(srgb(theme.bad), vision)) >= APART
