"""What goes to the loudspeaker: one sound, in the output's format, and no click when it changes."""

from __future__ import annotations

import itertools
from array import array

import pytest

from facemon.ui.mixer import GAP, HURRIED_GAP, Mixer, SampleFormat, gain
from facemon.ui.tone import Tone

RATE = 1000
LEVEL = 10_000


def tone(seconds: float, level: int = LEVEL) -> Tone:
    return Tone(array("h", [level] * int(seconds * RATE)), RATE)


def test_a_sound_is_played_once_and_then_there_is_silence() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5), repeat=False)
    assert list(mixer.render(400)) == [LEVEL] * 400
    assert mixer.playing
    assert list(mixer.render(200)) == [LEVEL] * 100 + [0] * 100
    assert not mixer.active


def test_a_repeated_sound_comes_again_after_the_gap() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5), repeat=True)
    gap = round(GAP * RATE)
    assert list(mixer.render(2 * (500 + gap))) == ([LEVEL] * 500 + [0] * gap) * 2
    assert mixer.playing


def test_a_repeated_sound_that_hurries_comes_again_at_once_even_out_of_its_gap() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5), repeat=True)
    mixer.render(500 + 600)
    mixer.set_hurry(hurry=True)
    gap = round(HURRIED_GAP * RATE)
    assert list(mixer.render(500 + gap + 1)) == [LEVEL] * 500 + [0] * gap + [LEVEL]
    mixer.set_hurry(hurry=False)
    assert list(mixer.render(499 + round(GAP * RATE)))[499:] == [0] * round(GAP * RATE)


@pytest.mark.parametrize("size", [1, 7, 160, 5000])
def test_the_size_of_the_pieces_does_not_matter(size: int) -> None:
    whole, pieces = Mixer(RATE), Mixer(RATE)
    rendered = array("h")
    for mixer in (whole, pieces):
        mixer.start(tone(0.3), repeat=True)
    while len(rendered) < 5000:
        rendered.extend(pieces.render(size))
    assert rendered[:5000] == whole.render(5000)


def test_an_interrupted_sound_fades_out_under_the_new_one() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5), repeat=False)
    mixer.render(100)
    mixer.start(tone(0.1, level=1000), repeat=False)
    rendered = list(mixer.render(100))
    assert rendered[:5] == [11_000, 9_000, 7_000, 5_000, 3_000]
    assert rendered[5:] == [1000] * 95


def test_a_stopped_sound_fades_out() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5), repeat=True)
    mixer.render(100)
    mixer.stop()
    assert not mixer.playing
    assert mixer.active
    assert list(mixer.render(10)) == [10_000, 8_000, 6_000, 4_000, 2_000, 0, 0, 0, 0, 0]
    assert not mixer.active


def test_two_loud_sounds_do_not_wrap_round() -> None:
    mixer = Mixer(RATE)
    mixer.start(tone(0.5, level=32_767), repeat=False)
    mixer.render(1)
    mixer.start(tone(0.5, level=32_767), repeat=False)
    assert set(mixer.render(3)) == {32_767}


def test_a_step_of_volume_is_as_audible_as_the_next_and_nothing_is_silent_by_mistake() -> None:
    assert gain(100) == 1
    assert gain(0) == 0
    assert gain(80) / gain(70) == pytest.approx(gain(20) / gain(10))
    assert gain(1) > 0.03


def test_the_volume_changes_without_a_jump() -> None:
    mixer = Mixer(RATE, volume=100)
    mixer.start(tone(2), repeat=False)
    mixer.render(10)
    mixer.set_volume(0)
    ramp = mixer.render(100)
    assert ramp[0] == LEVEL
    assert all(-150 < after - before <= 0 for before, after in itertools.pairwise(ramp))
    assert set(mixer.render(100)) == {0}


def test_the_volume_set_in_silence_holds_from_the_first_sample() -> None:
    mixer = Mixer(RATE)
    mixer.set_volume(50)
    mixer.start(tone(0.5), repeat=False)
    assert mixer.render(10)[0] == int(LEVEL * gain(50))


@pytest.mark.parametrize(("code", "full"), [("B", 255), ("h", 32_767), ("i", 32_767 << 16), ("f", 32_767 / 32_768)])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_samples_go_to_the_first_two_channels_in_the_outputs_format(code: str, full: float, channels: int) -> None:
    encoding = SampleFormat(RATE, channels, code)
    encoded = array(code, encoding.encode(array("h", [32_767, 0])))
    silence = 128 if code == "B" else 0
    assert len(encoded) * encoded.itemsize == 2 * encoding.frame_size
    assert list(encoded[: min(channels, 2)]) == [full] * min(channels, 2)
    assert set(encoded[min(channels, 2) :]) == {silence}
