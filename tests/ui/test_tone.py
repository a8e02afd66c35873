"""facemon's own sounds are what their script makes; a user's file is used, or it is explained why not."""

from __future__ import annotations

import importlib.util
import itertools
import math
import os
import struct
import sys
import types
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Category
from facemon.resource import resources
from facemon.settings import DEFAULT_ALARMS
from facemon.ui.tone import LARGEST, Fault, Tone, ToneError, load, own_sounds, parse

FOLDER = resources() / "sounds"


@pytest.fixture(scope="module")
def script() -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("make_sounds", FOLDER / "make_sounds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sine(pitch: float, seconds: float, rate: int = 48_000, amplitude: float = 1.0) -> list[float]:
    return [amplitude * math.sin(2 * math.pi * pitch * index / rate) for index in range(int(seconds * rate))]


def riff(
    data: bytes, *, kind: int = 1, channels: int = 1, rate: int = 8000, bits: int = 16, extra: bytes = b""
) -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits) + extra
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def fault_of(content: bytes) -> Fault:
    with pytest.raises(ToneError) as caught:
        parse(content)
    return caught.value.fault


def test_there_is_a_sound_for_every_category_and_every_default_and_one_for_setting_the_volume() -> None:
    categories = {category.value for category in Category}
    defaults = {rule.sound for rule in DEFAULT_ALARMS.values() if rule.sound}
    assert set(own_sounds()) == categories | defaults | {"test"}


def test_the_meter_reads_what_the_standard_says(script: types.ModuleType) -> None:
    # BS.1770-4: a sine of 997 Hz at full scale in one front channel reads -3.01.
    assert script.loudness(sine(997, 2)) == pytest.approx(-3.01, abs=0.01)
    assert script.loudness(sine(997, 2, amplitude=0.1)) == pytest.approx(-23.01, abs=0.01)
    assert script.loudness([0.0] * 48_000) == -math.inf
    # At a quarter of the rate with this phase every sample is 0.707 of the peak between them.
    quarter = [math.sin(math.pi / 2 * index + math.pi / 4) for index in range(2000)]
    assert script.true_peak(quarter) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("name", own_sounds())
def test_own_sounds_are_equally_loud_and_of_a_good_length(script: types.ModuleType, name: str) -> None:
    tone = load(name)
    samples = [sample / 32768 for sample in tone.samples]
    assert tone.rate == 48_000
    assert 0.4 <= tone.seconds <= 1.6
    assert script.loudness(samples) == pytest.approx(script.LOUDNESS, abs=1)
    assert script.true_peak(samples) < -1


@pytest.mark.parametrize("name", own_sounds())
def test_own_sounds_begin_and_end_without_a_click(name: str) -> None:
    samples = load(name).samples
    peak = max(map(abs, samples))
    assert abs(samples[0]) < peak / 200
    assert abs(samples[-1]) < peak / 200


def test_the_script_makes_the_same_bytes_again(script: types.ModuleType, tmp_path: Path) -> None:
    script.main(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*.wav")}


def test_a_sound_that_would_clip_is_not_made(script: types.ModuleType) -> None:
    with pytest.raises(ValueError, match="true peak"):
        script.normalised([1.0] * 20 + [0.0] * 24_000)


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_every_width_of_integers_is_read(tmp_path: Path, bits: int, channels: int) -> None:
    wanted = sine(440, 0.2, rate=22_050, amplitude=0.5)
    frames = bytearray()
    for value in wanted:
        number = round(value * (2 ** (bits - 1) - 1))
        one = bytes([number + 128]) if bits == 8 else number.to_bytes(bits // 8, "little", signed=True)
        frames += one * channels
    path = tmp_path / "some sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, bits // 8, 22_050, 0, "NONE", ""))
        file.writeframes(bytes(frames))
    tone = load(str(path))
    assert tone.rate == 22_050
    assert [sample / 32768 for sample in tone.samples] == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize(("bits", "code"), [(32, "f"), (64, "d")])
def test_floats_are_read_and_kept_within_full_scale(bits: int, code: str) -> None:
    values = array(code, [0.5, -0.5, 7.0, -7.0, math.nan, math.inf] * 100)
    if sys.byteorder == "big":
        values.byteswap()
    tone = parse(riff(values.tobytes(), kind=3, bits=bits))
    assert list(tone.samples[:6]) == [16383, -16383, 32767, -32767, 0, 32767]


def test_an_extensible_header_is_read() -> None:
    extra = struct.pack("<HHIH", 22, 16, 4, 1) + bytes.fromhex("000000001000800000aa00389b71")
    assert parse(riff(b"\0\x40" * 800, kind=0xFFFE, extra=extra)).seconds == pytest.approx(0.1)


def test_a_recording_that_was_cut_off_is_played_as_far_as_it_goes() -> None:
    assert parse(riff(b"\0\x40" * 8000)[:-8001]).seconds == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.NOT_WAV),
        (b"ID3\x04 surely an mp3", Fault.NOT_WAV),
        (b"RIFF\0\0\0\0WAVE", Fault.NOT_WAV),
        (riff(b"\0\x40" * 800, kind=2, bits=4), Fault.UNSUPPORTED),
        (riff(b"\0\x40" * 800, bits=12), Fault.UNSUPPORTED),
        (riff(b"\0\x40" * 800, bits=0), Fault.UNSUPPORTED),
        (riff(b"\0\x40" * 800, channels=0), Fault.UNSUPPORTED),
        (riff(b"\0\x40" * 800, rate=0), Fault.UNSUPPORTED),
        (riff(b"\0\x40" * 800, rate=1_000_000_000), Fault.UNSUPPORTED),
        (riff(b""), Fault.TOO_SHORT),
        (riff(b"\0\x40" * 100), Fault.TOO_SHORT),
        (riff(b"\0\x40" * 8000 * 31), Fault.TOO_LONG),
        (riff(b"\0\0" * 8000), Fault.FAINT),
    ],
)
def test_what_cannot_be_used_is_explained(content: bytes, fault: Fault) -> None:
    assert fault_of(content) == fault


@given(st.binary(max_size=60), st.binary(max_size=200))
def test_no_content_raises_anything_but_that_explanation(head: bytes, data: bytes) -> None:
    for content in (
        head,
        b"RIFF____WAVE" + head,
        b"RIFF____WAVEfmt \x10\0\0\0" + head + b"data\xff\xff\xff\xff" + data,
    ):
        try:
            tone = parse(content)
        except ToneError:
            continue
        assert tone.samples


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    for sound in ("sparrow", "", "blacklist.wav", "../sounds/blacklist.wav", str(tmp_path), str(tmp_path / "none.wav")):
        with pytest.raises(ToneError) as caught:
            load(sound)
        assert caught.value.fault == Fault.MISSING, sound


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no named pipes in folders on Windows")
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(ToneError) as caught:
        load(str(tmp_path / "pipe.wav"))
    assert caught.value.fault == Fault.MISSING


def test_a_path_that_no_system_takes_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ToneError):
        load(f"{tmp_path}/a\0b.wav")


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.truncate(LARGEST * 50)
    with pytest.raises(ToneError) as caught:
        load(str(path))
    assert caught.value.fault == Fault.TOO_LARGE


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 96_000])
def test_another_rate_keeps_pitch_and_length(rate: int) -> None:
    original = Tone(array("h", [int(20_000 * value) for value in sine(440, 0.5)]), 48_000)
    resampled = original.at_rate(rate)
    crossings = sum(a < 0 <= b for a, b in itertools.pairwise(resampled.samples))
    assert resampled.rate == rate
    assert resampled.seconds == pytest.approx(0.5, abs=0.001)
    assert crossings == pytest.approx(220, abs=1)
