"""Pictures of every kind a device or an attacker can send become pixels or a problem, quickly and in little memory."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from facemon.jpeg import MOST_BYTES, MOST_PIXELS, MOST_SCANS, examine
from facemon.picture import MOST_DECODED_PIXELS, SENTENCES, Picture, Problem, decode

RED, GREEN, BLUE, WHITE = (200, 20, 20), (20, 180, 20), (20, 20, 200), (240, 240, 240)
HANG = 5.0  # seconds: far above what anything here takes, far below what a hostile picture could


def jpeg(image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **({"quality": 90, "subsampling": 0} | options))
    return buffer.getvalue()


def quarters(width: int = 48, height: int = 64) -> Image.Image:
    """Return a picture that is red, green, blue and white in its quarters, so that its orientation can be told."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(WHITE, (width // 2, height // 2, width, height))
    return image


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(3).randbytes(3 * width * height))


def pixel(picture: Picture, x: float, y: float) -> tuple[int, int, int]:
    """Return red, green and blue at a place given in parts of width and height."""
    offset = 4 * (int(y * picture.height) * picture.width + int(x * picture.width))
    blue, green, red, filling = picture.pixels[offset : offset + 4]
    assert filling == 255
    return red, green, blue


def close(colour: tuple[int, int, int], other: tuple[int, int, int], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


def assert_upright(picture: Picture) -> None:
    assert picture.problem is None
    for place, colour in {(0.2, 0.2): RED, (0.8, 0.2): GREEN, (0.2, 0.8): BLUE, (0.8, 0.8): WHITE}.items():
        assert close(pixel(picture, *place), colour), (place, colour)


def assert_consistent(picture: Picture) -> None:
    assert len(picture.pixels) == 4 * picture.width * picture.height
    assert (picture.problem is None) == bool(picture.pixels)


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segments(data: bytes, *segments: bytes) -> bytes:
    return data[:2] + b"".join(segments) + data[2:]


def with_size(data: bytes, width: int, height: int) -> bytes:
    """Return the JPEG with another size in its frame header."""
    at = next(at for at in (data.find(bytes((0xFF, kind))) for kind in (0xC0, 0xC2)) if at > 0)
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


# What comes out


def test_a_card_gets_exactly_the_size_it_asked_for() -> None:
    picture = decode(jpeg(noise(480, 640)), 96, 128)
    assert (picture.width, picture.height) == (96, 128)
    assert (picture.source_width, picture.source_height) == (480, 640)
    assert_consistent(picture)


def test_colours_come_out_in_the_order_blue_green_red_and_opaque() -> None:
    picture = decode(jpeg(Image.new("RGB", (16, 16), RED)), 16, 16)
    blue, green, red, filling = picture.pixels[:4]
    assert close((red, green, blue), RED)
    assert filling == 255


@pytest.mark.parametrize("size", [(48, 64), (96, 128), (150, 90), (31, 77), (480, 640)])
def test_cover_keeps_the_middle_of_a_picture_of_another_shape(size: tuple[int, int]) -> None:
    picture = decode(jpeg(quarters(480, 320)), *size)
    assert (picture.width, picture.height) == size
    assert_upright(picture)


def test_cover_takes_nothing_from_the_sides_that_are_cut_off() -> None:
    image = Image.new("RGB", (300, 100), RED)
    image.paste(BLUE, (100, 0, 200, 100))
    picture = decode(jpeg(image), 50, 50)
    assert all(close(pixel(picture, x, 0.5), BLUE, 25) for x in (0.06, 0.5, 0.9))


def test_rough_keeps_the_middle_and_the_size_that_decoding_gives_for_nothing() -> None:
    picture = decode(jpeg(quarters(480, 320)), 40, 60, "rough")
    assert (picture.width, picture.height) == (
        54,
        80,
    )  # the sides are a quarter as long: of an eighth, 60 rows are not to be had
    assert_upright(picture)


def test_contain_keeps_the_whole_picture_and_its_shape() -> None:
    picture = decode(jpeg(quarters(400, 200)), 100, 100, "contain")
    assert (picture.width, picture.height) == (100, 50)
    assert_upright(picture)


def test_contain_never_makes_a_picture_larger_than_it_is() -> None:
    picture = decode(jpeg(quarters(48, 64)), 480, 640, "contain")
    assert (picture.width, picture.height) == (48, 64)
    assert_upright(picture)


def test_cover_makes_a_small_picture_as_large_as_the_card() -> None:
    picture = decode(jpeg(quarters(12, 16)), 96, 128)
    assert (picture.width, picture.height) == (96, 128)
    assert_upright(picture)


def test_the_whole_snapshot_comes_out_as_pillow_decodes_it() -> None:
    data = jpeg(noise(480, 640))
    with Image.open(io.BytesIO(data)) as image:
        expected = image.convert("RGBA").tobytes("raw", "BGRA")
    assert decode(data, 480, 640, "contain").pixels == expected


@pytest.mark.parametrize("fit", ["cover", "contain", "rough"])
@pytest.mark.parametrize("size", [(0, 0), (-3, 10), (1, 1), (10**9, 1), (10**9, 10**9), (1, 8192)])
def test_a_size_beyond_reason_is_made_reasonable(size: tuple[int, int], fit: str) -> None:
    picture = decode(jpeg(quarters()), *size, fit)  # type: ignore[arg-type]  # the parameter is a literal by name
    assert picture.problem is None
    assert 1 <= picture.width * picture.height <= MOST_DECODED_PIXELS
    assert_consistent(picture)


@pytest.mark.parametrize("size", [(1, 1), (1, 65_500), (65_500, 1), (7, 9), (17, 15)])
@pytest.mark.parametrize("wanted", [(1, 1), (96, 128), (480, 640)])
@pytest.mark.parametrize("fit", ["cover", "contain", "rough"])
def test_odd_shapes_are_shown_too(size: tuple[int, int], wanted: tuple[int, int], fit: str) -> None:
    picture = decode(jpeg(Image.new("RGB", size, GREEN)), *wanted, fit)  # type: ignore[arg-type]  # a literal by name
    assert picture.problem is None
    assert close(pixel(picture, 0.5, 0.5), GREEN)
    assert_consistent(picture)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("fit", ["cover", "contain", "rough"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_every_exif_orientation_is_shown_upright(orientation: int, fit: str, order: str) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = quarters(120, 160)
    if orientation in undo:
        image = image.transpose(undo[orientation])
    exif = struct.pack(f"{order}2sHIHHHIHH", b"II" if order == "<" else b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0)
    data = with_segments(jpeg(image), segment(0xE1, b"Exif\0\0" + exif))
    picture = decode(data, 60, 80, fit)  # type: ignore[arg-type]  # the parameter is a literal by name
    assert (picture.width, picture.height) == (60, 80)
    assert (picture.source_width, picture.source_height) == (120, 160)
    assert_upright(picture)


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"II*\0",
        b"XX*\0\x08\0\0\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\x00\x01\x00\x00\x00\x63\x00\x00\x00" * 5000,
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x04\x00\xff\xff\xff\xff\x06\x00\x00\x00",
        b"II*\0\x08\0\0\0\0\0\x08\0\0\0",  # the next directory is this one, for ever
    ],
)
def test_hostile_exif_costs_the_orientation_and_no_more(exif: bytes) -> None:
    begun = time.monotonic()
    assert_upright(decode(with_segments(jpeg(quarters()), segment(0xE1, b"Exif\0\0" + exif)), 48, 64))
    assert time.monotonic() - begun < HANG


@pytest.mark.parametrize("options", [{"progressive": True}, {"subsampling": 2}, {"quality": 60, "optimize": True}])
def test_every_usual_way_to_write_a_jpeg_is_read(options: dict[str, object]) -> None:
    assert_upright(decode(jpeg(quarters(480, 640), **options), 96, 128))


def test_grey_pictures_are_shown_in_grey() -> None:
    picture = decode(jpeg(Image.new("L", (40, 40), 77)), 20, 20)
    assert close(pixel(picture, 0.5, 0.5), (77, 77, 77))


def test_cmyk_pictures_of_adobe_programs_are_shown_in_their_colours() -> None:
    picture = decode(jpeg(quarters().convert("CMYK")), 48, 64)
    assert_upright(picture)


def test_the_first_picture_of_several_in_a_file_is_shown() -> None:
    buffer = io.BytesIO()
    quarters().save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (48, 64), BLUE)], quality=90)
    assert_upright(decode(buffer.getvalue(), 48, 64))


def test_bytes_behind_the_end_and_metadata_do_not_matter() -> None:
    data = with_segments(
        jpeg(quarters()),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(4000)),
        segment(0xFE, b"a comment \xff\xda\xff\xd9"),
        b"\xff\xff\xff",
    )
    assert_upright(decode(data + b"\0" * 1000 + b"<trailer>", 48, 64))


def test_decoding_sees_nothing_of_the_metadata() -> None:
    secret = b"only a parser of metadata would read this"
    data = with_segments(
        jpeg(quarters()), segment(0xE1, b"Exif\0\0" + secret), segment(0xED, secret), segment(0xFE, secret)
    )
    assert secret in data
    assert secret not in examine(data).bare


# What cannot be shown says why


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY),
        (b" ", Problem.NOT_JPEG),
        (b"\xff", Problem.TRUNCATED),
        (b"\xff\xd8", Problem.TRUNCATED),
        (b"\xff\xd8\xff", Problem.TRUNCATED),
        (b"\xff\xd8\xff\xd9", Problem.BROKEN),
        (b"\xff\xd8\xff\xda\0\2\xff\xd9", Problem.BROKEN),
        (b"GIF89a" + bytes(100), Problem.NOT_JPEG),
        (b"<svg/>", Problem.NOT_JPEG),
        (bytes(MOST_BYTES + 1), Problem.TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_told_apart(data: bytes, problem: Problem) -> None:
    picture = decode(data, 96, 128)
    assert picture.problem is problem
    assert_consistent(picture)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP", "PPM"])
def test_other_picture_formats_are_refused(kind: str) -> None:
    buffer = io.BytesIO()
    quarters().save(buffer, kind)
    assert decode(buffer.getvalue(), 96, 128).problem is Problem.NOT_JPEG
    # Nor does a JPEG's beginning let another decoder at it.
    assert decode(b"\xff\xd8\xff" + buffer.getvalue(), 96, 128).problem is not None


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("percent", range(10, 100, 4))
def test_a_picture_that_is_cut_short_is_incomplete(percent: int, progressive: bool) -> None:
    data = jpeg(Image.effect_noise((240, 320), 40).convert("RGB"), progressive=progressive, quality=70)
    picture = decode(data[: len(data) * percent // 100], 96, 128)
    assert picture.problem is Problem.TRUNCATED
    assert (picture.source_width, picture.source_height) == (240, 320)


def test_a_bomb_of_13000_by_13000_pixels_is_refused_by_its_header() -> None:
    bomb = with_size(jpeg(Image.new("RGB", (8, 8)), optimize=True), 13_000, 13_000)
    assert len(bomb) < 700
    begun = time.monotonic()
    picture = decode(bomb, 96, 128)
    assert picture.problem is Problem.TOO_MANY_PIXELS
    assert (picture.source_width, picture.source_height) == (13_000, 13_000)
    assert time.monotonic() - begun < HANG


def test_twenty_thousand_scans_are_refused() -> None:
    data = jpeg(quarters(480, 640), progressive=True)
    last = data[data.rfind(b"\xff\xda") : -2]
    few = data[:-2] + last * (MOST_SCANS - data.count(b"\xff\xda")) + b"\xff\xd9"
    many = data[:-2] + last * 20_000 + b"\xff\xd9"
    begun = time.monotonic()
    assert_upright(decode(few, 96, 128))
    assert decode(many, 96, 128).problem in {Problem.TOO_MANY_SCANS, Problem.TOO_LARGE}
    assert decode(few[:-2] + last + b"\xff\xd9", 96, 128).problem is Problem.TOO_MANY_SCANS
    assert time.monotonic() - begun < HANG


def test_scans_over_a_large_picture_are_refused_sooner() -> None:
    data = jpeg(Image.new("RGB", (1600, 1600), RED), progressive=True)
    last = data[data.rfind(b"\xff\xda") : -2]
    assert decode(data, 96, 128).problem is None
    assert decode(data[:-2] + last * 30 + b"\xff\xd9", 96, 128).problem is Problem.TOO_MANY_SCANS


def test_a_progressive_picture_may_have_fewer_pixels_because_it_is_held_in_memory_whole() -> None:
    image = Image.new("RGB", (3_900, 3_900), RED)
    assert decode(jpeg(image), 96, 128).problem is None
    assert decode(jpeg(image, progressive=True), 96, 128).problem is Problem.TOO_MANY_PIXELS
    assert decode(jpeg(image.resize((2_000, 2_000)), progressive=True), 96, 128).problem is None


def test_thousands_of_tables_are_broken() -> None:
    tables = segment(0xDB, (b"\0" + b"\1" * 64) * 1_000)
    assert decode(with_segments(jpeg(quarters()), tables * 2), 48, 64).problem is Problem.BROKEN
    assert decode(with_segments(jpeg(quarters()), *([segment(0xFE, b"x")] * 2_000)), 48, 64).problem is Problem.BROKEN


@pytest.mark.parametrize("kind", [0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF])
def test_kinds_of_jpeg_that_cannot_be_decoded_say_so(kind: int) -> None:
    data = jpeg(quarters())
    assert decode(data.replace(b"\xff\xc0", bytes((0xFF, kind))), 48, 64).problem is Problem.UNSUPPORTED


def test_twelve_bit_pictures_say_so() -> None:
    data = jpeg(quarters())
    at = data.index(b"\xff\xc0")
    assert decode(data[: at + 4] + b"\x0c" + data[at + 5 :], 48, 64).problem is Problem.UNSUPPORTED


@pytest.mark.parametrize("size", [(0, 64), (48, 0), (0, 0)])
def test_a_picture_without_an_extent_is_broken(size: tuple[int, int]) -> None:
    assert decode(with_size(jpeg(quarters()), *size), 48, 64).problem is Problem.BROKEN


def test_a_second_frame_header_is_broken() -> None:
    data = jpeg(quarters())
    at = data.index(b"\xff\xc0")
    frame = data[at : at + 19]
    assert decode(data[:at] + with_size(b"\0" + frame, 5000, 3000)[1:] + data[at:], 48, 64).problem is Problem.BROKEN


@pytest.mark.parametrize(
    "filling",
    [
        segment(0xFE, b"") * 100_000,
        segment(0xDB, bytes(65 * 1008)) * 50,
        segment(0xE1, b"Exif\0\0" + bytes(60_000)) * 60,
        b"\xff" * 3_000_000,
        b"\xff\0" * 1_500_000,
        bytes(3_000_000),
        segment(0xC4, bytes(17)) * 100_000,
    ],
    ids=["comments", "quantisation", "EXIF", "fill bytes", "stuffed bytes", "zeros", "Huffman tables"],
)
@pytest.mark.parametrize("where", ["in front", "behind the first scan"])
def test_filling_up_a_picture_with_nonsense_takes_no_time(filling: bytes, where: str) -> None:
    data = jpeg(quarters(), progressive=where != "in front")
    data = with_segments(data, filling) if where == "in front" else data[:-2] + filling + data[-2:]
    begun = time.monotonic()
    assert_consistent(decode(data, 48, 64))
    assert time.monotonic() - begun < HANG


def test_every_problem_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Problem)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


# Nothing gets out


@given(st.binary(max_size=400), st.integers(-5, 500), st.integers(-5, 500))
def test_no_bytes_at_all_raise(data: bytes, width: int, height: int) -> None:
    assert_consistent(decode(data, width, height))
    assert_consistent(decode(b"\xff\xd8\xff" + data, width, height, "contain"))


def test_two_thousand_damaged_pictures_never_raise() -> None:
    chance = random.Random(20)
    exif = struct.pack("<2sHIHHHIHH", b"II", 42, 8, 1, 0x0112, 3, 1, 6, 0)
    originals = [
        jpeg(noise(40, 56), quality=60),
        jpeg(quarters(64, 80), progressive=True),
        jpeg(quarters().convert("CMYK")),
        jpeg(quarters().convert("L")),
        with_segments(jpeg(quarters()), segment(0xE1, b"Exif\0\0" + exif)),
    ]
    outcomes = set()
    begun = time.monotonic()
    for number in range(2_000):
        data = bytearray(originals[number % len(originals)])
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) if chance.random() < 0.4 else min(len(data), 700))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    data[at] ^= 1 << chance.randrange(8)
                case 2:
                    del data[at : at + chance.randint(1, 20)]
                case 3:
                    data[at:at] = chance.randbytes(chance.randint(1, 20))
        picture = decode(bytes(data), 24, 32, chance.choice(["cover", "contain", "rough"]))
        assert_consistent(picture)
        outcomes.add(picture.problem)
    assert {None, Problem.BROKEN, Problem.TRUNCATED} <= outcomes
    assert time.monotonic() - begun < 60


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the memory high-water mark of Linux")
@pytest.mark.parametrize(
    ("size", "options"),
    [
        ((4_000, 4_000), {"quality": 15, "subsampling": 2}),
        ((4_000, 4_000), {"quality": 10, "subsampling": 0}),
        ((2_000, 2_000), {"quality": 3, "subsampling": 0, "progressive": True}),
        ((2_700, 2_700), {"quality": 2, "subsampling": 2, "progressive": True}),
        ((1_440, 1_440), {"quality": 90, "subsampling": 0}),
        ((2_890, 2_890), {"quality": 15, "subsampling": 2}),
        ((13_000, 13_000), {}),
    ],
)
def test_no_picture_takes_more_than_60_megabytes(
    size: tuple[int, int], options: dict[str, object], tmp_path: Path
) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        data = with_size(jpeg(Image.new("RGB", (8, 8))), *size)
    else:
        data = jpeg(Image.effect_noise(size, 60).convert("RGB"), **options)
        assert decode(data, 480, 640).problem is None, "the picture is meant to be just allowed"
    (tmp_path / "picture.jpg").write_bytes(data)
    program = """
import sys
from pathlib import Path
from facemon.picture import decode

def peak() -> int:
    return next(int(line.split()[1]) for line in Path("/proc/self/status").open() if line.startswith("VmHWM"))

data = Path(sys.argv[1]).read_bytes()
decode(Path(sys.argv[2]).read_bytes(), 8, 8)
before = peak()
for fit in ("cover", "contain", "rough"):
    for size in ((240, 320), (5_000, 5_000)):
        decode(data, *size, fit)
print(peak() - before)
"""
    (tmp_path / "small.jpg").write_bytes(jpeg(quarters()))
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "picture.jpg", tmp_path / "small.jpg"],
        check=True,
        capture_output=True,
        timeout=60,
        text=True,
    )
    assert int(done.stdout) < 60 * 1024


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_first_picture_of_all_is_decoded_where_no_file_can_be_opened_any_more() -> None:
    program = (
        "import sys; from facemon.picture import decode; from no_files import no_file_left\n"
        "with no_file_left(): found = decode(sys.stdin.buffer.read(), 48, 64)\n"
        "sys.exit(found.problem)"
    )
    here = str(Path(__file__).parent)
    subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({here!r})\n{program}"],
        input=jpeg(quarters()), check=True, timeout=60,
    )  # fmt: skip
