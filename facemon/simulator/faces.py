"""Draws the faces that the simulated device "sees": a portrait a person, a little different at each sight.

What a person looks like follows from a seed alone, so that the enrolled photo and every snapshot show the same person.
"""

from __future__ import annotations

import enum
import io
import random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

WIDTH, HEIGHT = 480, 640  # pixels, as the device sends them
_SCALE = 2  # drawn larger, then brought down: smooth edges

Colour = tuple[int, int, int]

_SKIN: tuple[Colour, ...] = (
    (255, 224, 200), (241, 200, 165), (232, 184, 145), (214, 160, 118), (198, 140, 100), (163, 108, 72), (128, 82, 54),
    (96, 60, 42),
)  # fmt: skip
_HAIR: tuple[Colour, ...] = (
    (24, 22, 22), (36, 28, 26), (58, 40, 30), (92, 62, 38), (140, 94, 48), (186, 148, 92), (150, 146, 144),
    (110, 50, 30),
)  # fmt: skip
_CLOTHES: tuple[Colour, ...] = (
    (53, 85, 122), (122, 63, 92), (47, 107, 90), (92, 74, 122), (120, 92, 52), (62, 66, 78), (140, 60, 56),
    (70, 110, 60), (206, 204, 198),
)  # fmt: skip
_WALLS: tuple[Colour, ...] = ((86, 96, 110), (104, 100, 94), (76, 92, 100), (112, 116, 122), (92, 84, 100))


class Style(enum.Enum):
    """How the hair is worn."""

    SHORT = enum.auto()
    PARTED = enum.auto()
    LONG = enum.auto()
    BUN = enum.auto()
    CURLY = enum.auto()
    BALD = enum.auto()
    SCARF = enum.auto()


class Looks(NamedTuple):
    """What makes a person recognisable."""

    skin: Colour
    hair: Colour
    clothes: Colour
    style: Style
    glasses: bool
    beard: bool
    width: float  # of the head, 1 as usual
    jaw: float
    brow: float
    eyes: float  # distance


_HAIR_NAMES = {"black": 0, "brown": 3, "blond": 5, "grey": 6, "red": 7}


def looks(seed: str, hints: str = "") -> Looks:
    """Return the looks that belong to `seed`.

    `hints` settle some of them, words apart: the skin's tone (0 light to 7 dark), the hair's colour (black, brown,
    blond, grey, red) and style (short, parted, long, bun, curly, bald, scarf), "beard" and "glasses". Without, the seed
    settles all.
    """
    rng = random.Random(f"looks {seed}")
    words = hints.split()
    tone = next((int(word) for word in words if word.isdigit()), rng.randrange(len(_SKIN)))
    colour = next(
        (_HAIR_NAMES[word] for word in words if word in _HAIR_NAMES), rng.randrange(2 if tone > 3 else len(_HAIR))
    )
    free = [style for style in Style if style is not Style.SCARF]
    style = next((Style[word.upper()] for word in words if word.upper() in Style.__members__), rng.choice(free))
    bearded = rng.random() < 0.3 and style in (Style.SHORT, Style.PARTED, Style.BALD)
    spectacled = rng.random() < 0.25
    return Looks(
        skin=_SKIN[tone],
        hair=_HAIR[colour],
        clothes=rng.choice(_CLOTHES),
        style=style,
        glasses="glasses" in words if words else spectacled,
        beard="beard" in words if words else bearded,
        width=rng.uniform(0.92, 1.08),
        jaw=rng.uniform(0.84, 1.0),
        brow=rng.uniform(-4, 4),
        eyes=rng.uniform(0.92, 1.1),
    )


def snapshot(person: Looks, *, sight: int, mask: bool = False, live: bool = True) -> bytes:
    """Return a JPEG of 480x640 as the camera takes it.

    `sight` tells one time from another; not `live` is the person's photo on a telephone that somebody holds up.
    """
    rng = random.Random(f"{person} {sight}")
    image = _portrait(person, rng, mask=mask)
    if not live:
        image = _on_a_screen(image, rng)
    image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.88, 1.1))
    # A sensor's grain, without which a JPEG is far too small. (Pillow's own noise knows no seed.)
    grain = Image.frombytes("L", (WIDTH, HEIGHT), rng.randbytes(WIDTH * HEIGHT)).convert("RGB")
    return _jpeg(Image.blend(image, grain, 0.04), 88)


def enrolled_photo(person: Looks) -> bytes:
    """Return the JPEG that was taken when the person was enrolled: front view, plain light."""
    return _jpeg(_portrait(person, random.Random(f"{person} enrolled"), mask=False, still=True), 90)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _shade(colour: Colour, by: float) -> Colour:
    return tuple(max(0, min(255, round(part * by))) for part in colour)  # type: ignore[return-value]


class _Pen:
    """Draws in the portrait's own measure, 480x640 with fractions, at the larger scale."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)

    def ellipse(self, x: float, y: float, w: float, h: float, fill: Colour) -> None:
        """Fill an ellipse around a point, with half axes."""
        s = _SCALE
        self._draw.ellipse(((x - w) * s, (y - h) * s, (x + w) * s, (y + h) * s), fill=fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, radius: float, fill: Colour) -> None:
        s = _SCALE
        self._draw.rounded_rectangle((x0 * s, y0 * s, x1 * s, y1 * s), radius * s, fill=fill)

    def line(self, points: list[tuple[float, float]], width: float, fill: Colour) -> None:
        s = _SCALE
        self._draw.line([(x * s, y * s) for x, y in points], fill=fill, width=round(width * s), joint="curve")

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=fill)

    def arc(self, x: float, y: float, w: float, h: float, begin: int, end: int, width: float, fill: Colour) -> None:
        s = _SCALE
        self._draw.arc(
            ((x - w) * s, (y - h) * s, (x + w) * s, (y + h) * s), begin, end, fill=fill, width=round(width * s)
        )


def _portrait(person: Looks, rng: random.Random, *, mask: bool, still: bool = False) -> Image.Image:
    image = _background(rng, still=still)
    pen = _Pen(image)
    dx, dy = (0.0, 0.0) if still else (rng.uniform(-16, 16), rng.uniform(-12, 12))
    cx, cy = 240 + dx, 268 + dy
    w, h = 104 * person.width, 138.0
    skin, shadow, hair = person.skin, _shade(person.skin, 0.84), person.hair

    if person.style is Style.LONG:
        pen.ellipse(cx, cy + 34, w + 34, h + 66, hair)
    elif person.style is Style.CURLY:
        for x, y in ((-94, -60), (-108, 0), (94, -60), (108, 0), (-60, -112), (0, -132), (60, -112)):
            pen.ellipse(cx + x, cy + y, 50, 50, hair)
    elif person.style is Style.BUN:
        pen.ellipse(cx, cy - 152, 46, 42, hair)
    elif person.style is Style.SCARF:
        pen.ellipse(cx, cy + 30, w + 42, h + 62, person.clothes)

    # Shoulders and neck
    pen.ellipse(240, 664, 236, 190, person.clothes)
    pen.ellipse(240, 664, 214, 178, _shade(person.clothes, 1.08))
    if person.style is Style.SCARF:
        pen.ellipse(cx, 500, 112, 70, _shade(person.clothes, 0.93))
    else:
        pen.box(cx - 46, cy + 90, cx + 46, 504, 30, shadow)
        pen.ellipse(cx, 496, 62, 30, shadow)

    # Head
    if person.style is not Style.SCARF:
        for side in (-1, 1):
            pen.ellipse(cx + side * w, cy + 8, 18, 32, shadow)
            pen.ellipse(cx + side * w, cy + 8, 10, 22, _shade(skin, 0.92))
    pen.ellipse(cx, cy - 8, w, h, skin)
    pen.ellipse(cx, cy + 52, w * person.jaw, h * 0.66, skin)
    _soften(image, cx, cy, w, h, shadow, rng, still=still)
    pen = _Pen(image)
    for side in (-1, 1):
        pen.ellipse(cx + side * 56, cy + 52, 20, 12, _shade(skin, 0.95))

    _hair(pen, person, cx, cy, w, h)
    _face(pen, person, cx, cy, rng, still=still)
    if mask:
        _mask(pen, cx, cy, w)
    elif person.beard:
        _beard(pen, person, cx, cy, w)
    if person.glasses:
        for side in (-1, 1):
            pen.arc(cx + side * 44 * person.eyes, cy + 4, 34, 28, 0, 360, 5, (42, 42, 48))
        pen.line([(cx - 12, cy), (cx + 12, cy)], 5, (42, 42, 48))

    angle = 0.0 if still else rng.uniform(-5, 5)
    image = image.reduce(_SCALE)
    return image.rotate(angle, Image.Resampling.BICUBIC, center=(cx, cy), fillcolor=image.getpixel((0, 0)))


def _background(rng: random.Random, *, still: bool) -> Image.Image:
    if still:
        return Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), (188, 194, 202))
    # Light from one side over a wall, and something out of focus behind the person.
    wall = rng.choice(_WALLS)
    small = Image.new("RGB", (24, 32), wall)
    draw = ImageDraw.Draw(small)
    for x in range(24):
        light = 0.7 + 0.6 * x / 24
        draw.line([(x, 0), (x, 32)], fill=_shade(wall, light))
    x = rng.randrange(2, 16)
    draw.rectangle((x, 2, x + 6, 30), fill=_shade(wall, rng.choice((0.6, 1.5))))
    return small.resize((WIDTH * _SCALE, HEIGHT * _SCALE), Image.Resampling.BICUBIC)


def _soften(
    image: Image.Image, cx: float, cy: float, w: float, h: float, shadow: Colour, rng: random.Random, *, still: bool
) -> None:
    """Lay a soft shadow over one side of the face."""
    side = 1 if still or rng.random() < 0.5 else -1
    small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
    draw = ImageDraw.Draw(small)
    draw.ellipse([(v / 4) for v in (cx - w, cy - h - 8, cx + w, cy + h)], fill=150)
    draw.ellipse([(v / 4) for v in (cx - w - side * 46, cy - h - 26, cx + w - side * 46, cy + h - 22)], fill=0)
    cover = small.filter(ImageFilter.GaussianBlur(6)).resize(image.size, Image.Resampling.BILINEAR)
    image.paste(Image.new("RGB", image.size, shadow), (0, 0), cover)


def _hair(pen: _Pen, person: Looks, cx: float, cy: float, w: float, h: float) -> None:
    hair, style = person.hair, person.style
    if style is Style.SCARF:
        pen.arc(cx, cy + 4, w + 20, h + 22, 0, 360, 34, person.clothes)
        pen.arc(cx, cy + 4, w + 2, h + 4, 150, 390, 5, _shade(person.clothes, 0.8))
        return
    if style is Style.BALD:
        pen.arc(cx, cy - 8, w + 2, h, 160, 200, 12, hair)
        pen.arc(cx, cy - 8, w + 2, h, 340, 20, 12, hair)
        return
    top = [(cx - w - 6, cy - 10), (cx - w - 4, cy - 80), (cx - w * 0.66, cy - h - 6), (cx, cy - h - 34),
           (cx + w * 0.66, cy - h - 6), (cx + w + 4, cy - 80), (cx + w + 6, cy - 10)]  # fmt: skip
    if style is Style.PARTED:
        inner = [
            (cx + w - 8, cy - 40),
            (cx + w * 0.7, cy - 84),
            (cx - w * 0.2, cy - 104),
            (cx - w * 0.6, cy - 62),
            (cx - w + 8, cy - 30),
        ]
    elif style in (Style.LONG, Style.BUN):
        inner = [
            (cx + w - 4, cy - 20),
            (cx + w * 0.7, cy - 74),
            (cx, cy - 108),
            (cx - w * 0.7, cy - 74),
            (cx - w + 4, cy - 20),
        ]
    else:
        inner = [
            (cx + w - 10, cy - 44),
            (cx + w * 0.6, cy - 84),
            (cx, cy - 92),
            (cx - w * 0.6, cy - 84),
            (cx - w + 10, cy - 44),
        ]
    pen.ellipse(cx, cy - 84, w + 5, 76, hair)
    pen.shape(top + inner, hair)
    skin = person.skin
    pen.shape([*inner, (cx - w * 0.5, cy), (cx + w * 0.5, cy)], skin)
    if style is Style.CURLY:
        for step in range(-3, 4):
            pen.ellipse(cx + step * 30, cy - 104 + abs(step) * 9, 25, 23, hair)
    else:
        pen.arc(cx - 20, cy - 96, 66, 34, 200, 300, 5, _shade(hair, 1.35))


def _face(pen: _Pen, person: Looks, cx: float, cy: float, rng: random.Random, *, still: bool) -> None:
    dark = _shade(person.hair, 0.8) if sum(person.hair) < 300 else _shade(person.hair, 0.6)
    gaze = 0.0 if still else rng.uniform(-3, 3)
    for side in (-1, 1):
        x = cx + side * 44 * person.eyes
        pen.ellipse(x, cy + 4, 20, 12, (246, 244, 240))
        pen.ellipse(x + gaze, cy + 4, 10, 11, (62, 44, 34))
        pen.ellipse(x + gaze, cy + 4, 5, 6, (16, 14, 14))
        pen.ellipse(x + gaze + 3, cy, 2.6, 2.6, (255, 255, 255))
        pen.arc(x, cy + 6, 23, 17, 190, 350, 4.5, dark)
        pen.line(
            [(x - 24, cy - 24 + side * person.brow), (x, cy - 32), (x + 24, cy - 24 - side * person.brow)], 7, dark
        )
    line = _shade(person.skin, 0.7)
    pen.line([(cx + 2, cy + 2), (cx + 12, cy + 46), (cx - 4, cy + 50)], 4, _shade(person.skin, 0.8))
    smile = 16 if still else rng.uniform(8, 26)
    lip = (round(line[0] * 0.7 + 190 * 0.3), round(line[1] * 0.7 + 60 * 0.3), round(line[2] * 0.7 + 64 * 0.3))
    pen.arc(cx, cy + 84 - smile, 34, smile + 4, 20, 160, 7, lip)


def _beard(pen: _Pen, person: Looks, cx: float, cy: float, w: float) -> None:
    pen.arc(cx, cy + 44, w * person.jaw - 6, 92, 12, 168, 26, person.hair)
    pen.arc(cx, cy + 78, 40, 18, 190, 350, 9, person.hair)


def _mask(pen: _Pen, cx: float, cy: float, w: float) -> None:
    cloth, fold = (206, 222, 232), (170, 192, 206)
    for side in (-1, 1):
        pen.line([(cx + side * (w + 4), cy + 4), (cx + side * 74, cy + 52)], 4, cloth)
        pen.line([(cx + side * (w + 2), cy + 30), (cx + side * 66, cy + 112)], 4, cloth)
    pen.shape(
        [
            (cx - 82, cy + 44),
            (cx, cy + 24),
            (cx + 82, cy + 44),
            (cx + 72, cy + 112),
            (cx, cy + 140),
            (cx - 72, cy + 112),
        ],
        cloth,
    )
    for y in (62, 82, 102):
        pen.line([(cx - 76, cy + y), (cx, cy + y + 8), (cx + 76, cy + y)], 3, fold)


def _on_a_screen(image: Image.Image, rng: random.Random) -> Image.Image:
    """Return the portrait as a telephone shows it that is held before the camera."""
    shown = ImageEnhance.Color(image.resize((348, 464), Image.Resampling.BILINEAR)).enhance(0.45)
    shown = Image.blend(shown, Image.new("RGB", shown.size, (120, 150, 190)), 0.18)
    lines = ImageDraw.Draw(shown)
    for y in range(0, 464, 4):
        lines.line([(0, y), (348, y)], fill=(96, 110, 132))
    whole = Image.new("RGB", (WIDTH, HEIGHT), (70, 72, 78))
    frame = ImageDraw.Draw(whole)
    frame.rounded_rectangle((46, 50, 434, 600), 36, fill=(16, 17, 20))
    whole.paste(shown, (66, 92))
    frame.ellipse((228, 66, 244, 82), fill=(40, 44, 52))
    frame.ellipse((356, 430, 560, 720), fill=(196, 148, 112))  # the hand that holds it
    return whole.rotate(rng.uniform(-7, 7), Image.Resampling.BICUBIC, fillcolor=(70, 72, 78))
