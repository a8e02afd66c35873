"""Make the alarm sounds: `python make_sounds.py [FOLDER]` writes one WAV each, the same bytes at every run.

PCM, 16 bit, mono, 48 kHz. Rhythm, pitch and timbre all differ, so that a guard knows the kind without looking, also on
a poor loudspeaker or with one ear. All are equally loud: `LOUDNESS` LUFS, measured as ITU-R BS.1770-4 says, with the
true peak below `CEILING` dBTP. Standard library only.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

RATE = 48_000  # Hz
LOUDNESS = -16.0  # LUFS
CEILING = -1.0  # dBTP

Partials = Sequence[tuple[float, float]]  # (multiple of the fundamental, amplitude)

HORN: Partials = ((1, 1.0), (3, 0.45), (5, 0.28), (7, 0.18), (9, 0.1))
RASP: Partials = tuple((n, 1 / n) for n in range(1, 8))
BUZZER: Partials = tuple((n, n**-0.6) for n in range(1, 13))
FLUTE: Partials = ((1, 1.0), (2, 0.18), (3, 0.05))
REED: Partials = ((1, 1.0), (2, 0.05), (3, 0.5), (5, 0.3))
TRIANGLE: Partials = ((1, 1.0), (3, 1 / 9), (5, 1 / 25), (7, 1 / 49))
BELL: Partials = ((1, 1.0), (2.0, 0.35), (2.76, 0.3), (5.4, 0.12))
WOOD: Partials = ((1, 1.0), (2.57, 0.3), (4.2, 0.1))
ORGAN: Partials = ((1, 1.0), (2, 0.5), (4, 0.25))


def tone(
    seconds: float,
    pitch: float,
    partials: Partials,
    *,
    to: float | None = None,
    attack: float = 0.006,
    release: float = 0.012,
    decay: float = 0.0,
    tremble: tuple[float, float] = (0.0, 0.0),
) -> list[float]:
    """Return one note.

    Args:
        seconds: its length.
        pitch, to: the fundamental in Hz at the beginning and, where it glides, at the end.
        attack, release: seconds of the raised-cosine fades, so that nothing clicks.
        decay: seconds in which it falls by a factor e, upper partials faster; 0 holds it.
        tremble: how often a second and how deep (0 to 1) its amplitude trembles.
    """
    frames = round(seconds * RATE)
    rise, fall = max(1, round(attack * RATE)), max(1, round(release * RATE))
    span = (to if to is not None else pitch) - pitch
    often, deep = tremble
    samples = []
    for frame in range(frames):
        time = frame / RATE
        phase = 2 * math.pi * (pitch * time + span * time * time / (2 * seconds))
        if decay:
            value = sum(a * math.exp(-time * math.sqrt(m) / decay) * math.sin(m * phase) for m, a in partials)
        else:
            value = sum(a * math.sin(m * phase) for m, a in partials)
        if deep:
            value *= 1 - deep * (0.5 - 0.5 * math.cos(2 * math.pi * often * time))
        if frame < rise:
            value *= 0.5 - 0.5 * math.cos(math.pi * frame / rise)
        if frame >= frames - fall:
            value *= 0.5 - 0.5 * math.cos(math.pi * (frames - 1 - frame) / fall)
        samples.append(value)
    return samples


def rest(seconds: float) -> list[float]:
    """Return silence."""
    return [0.0] * round(seconds * RATE)


def join(parts: Iterable[list[float]]) -> list[float]:
    """Return the parts one after the other."""
    return [sample for part in parts for sample in part]


def over(seconds: float, *parts: tuple[float, list[float]]) -> list[float]:
    """Return `seconds` in which each part begins at its own second."""
    mixed = rest(seconds)
    for begin, samples in parts:
        first = round(begin * RATE)
        for offset, sample in enumerate(samples[: len(mixed) - first]):
            mixed[first + offset] += sample
    return mixed


def blacklist() -> list[float]:
    """Return an urgent two-tone siren that climbs."""
    steps = (1.0, 1.06, 1.122, 1.189, 1.26, 1.335)
    return join(tone(0.125, pitch * step, HORN) for step in steps for pitch in (698.5, 932.3))


def watchlist() -> list[float]:
    """Return a fast warble in two calls, as of an old telephone."""
    call = join(tone(0.055, pitch, ORGAN, attack=0.006, release=0.008) for _ in range(5) for pitch in (880.0, 1174.7))
    return join([call, rest(0.22), call])


def nonlive() -> list[float]:
    """Return a stutter: short dry bursts in two groups."""
    group = join(tone(0.05, 1396.9, RASP, attack=0.004, release=0.006) + rest(0.04) for _ in range(5))
    return join([group, rest(0.13), group])


def device() -> list[float]:
    """Return a door buzzer, twice."""
    buzz = tone(0.5, 174.6, BUZZER, attack=0.01, release=0.03, tremble=(26, 0.55))
    return join([buzz, rest(0.18), buzz])


def offline() -> list[float]:
    """Return three notes that fall, like something running down."""
    return join(
        [
            tone(0.34, 554.4, TRIANGLE, release=0.05),
            tone(0.34, 415.3, TRIANGLE, release=0.05),
            tone(0.52, 311.1, TRIANGLE, to=277.2, release=0.2),
        ]
    )


def stranger() -> list[float]:
    """Return two soft notes, the second one higher."""
    return join(
        [
            tone(0.3, 493.9, FLUTE, attack=0.05, release=0.1),
            rest(0.04),
            tone(0.42, 659.3, FLUTE, attack=0.05, release=0.2),
        ]
    )


def unknown() -> list[float]:
    """Return one wavering reed note that asks."""
    return tone(0.75, 370.0, REED, to=440.0, attack=0.08, release=0.12, tremble=(9, 0.7))


def visitor() -> list[float]:
    """Return a gentle chime of two bells."""
    high = tone(1.0, 1318.5, BELL, attack=0.004, release=0.3, decay=0.5)
    low = tone(1.15, 1046.5, BELL, attack=0.004, release=0.3, decay=0.5)
    return over(1.4, (0.0, high), (0.25, low))


def staff() -> list[float]:
    """Return a soft wooden tick, twice."""
    tick = tone(0.19, 1975.5, WOOD, attack=0.003, release=0.05, decay=0.06)
    return over(0.42, (0.0, tick), (0.21, tick))


def test() -> list[float]:
    """Return a calm broken chord, for setting the volume."""
    chord = ((0.0, 523.3), (0.2, 659.3), (0.4, 784.0), (0.6, 1046.5))
    return over(1.2, *((begin, tone(0.5, pitch, ORGAN, attack=0.02, release=0.2)) for begin, pitch in chord))


SOUNDS: dict[str, Callable[[], list[float]]] = {
    maker.__name__: maker
    for maker in (blacklist, watchlist, nonlive, device, offline, stranger, unknown, visitor, staff, test)
}

# The two filters of BS.1770-4 for 48 kHz: a shelf for the head, then a high pass.
_FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (-1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)),
)


def loudness(samples: Sequence[float]) -> float:
    """Return the integrated, gated loudness in LUFS of mono samples at 48 kHz, full scale 1.0 (BS.1770-4).

    A sound shorter than a block of 400 ms counts as one block. Silence gives minus infinity.
    """
    weighted = list(samples)
    for (b0, b1, b2), (a1, a2) in _FILTERS:
        x1 = x2 = y1 = y2 = 0.0
        for index, x in enumerate(weighted):
            y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
            x2, x1, y2, y1 = x1, x, y1, y
            weighted[index] = y
    squares = [y * y for y in weighted]
    block, step = RATE * 4 // 10, RATE // 10
    starts = range(0, max(1, len(squares) - block + 1), step)
    powers = [math.fsum(squares[start : start + block]) / block for start in starts]
    powers = [power for power in powers if _lufs(power) > -70]
    if not powers:
        return -math.inf
    gate = _lufs(math.fsum(powers) / len(powers)) - 10
    powers = [power for power in powers if _lufs(power) > gate]
    return _lufs(math.fsum(powers) / len(powers))


def true_peak(samples: Sequence[float]) -> float:
    """Return the highest peak between the samples in dBTP, by four-fold oversampling with a 48-tap windowed sinc."""
    highest = max(abs(sample) for sample in samples)
    padded = [0.0] * 12 + list(samples) + [0.0] * 12
    taps = [
        [
            _sinc(offset - phase / 4) * (0.5 + 0.5 * math.cos(math.pi * (offset - phase / 4) / 12))
            for offset in range(-11, 13)
        ]
        for phase in (1, 2, 3)
    ]
    peak = highest
    for index in range(12, len(padded) - 12):
        # Between two samples of half the peak these band-limited sounds do not rise above it.
        if max(abs(padded[index]), abs(padded[index + 1])) > 0.5 * highest:
            near = padded[index - 11 : index + 13]
            for phase in taps:
                peak = max(peak, abs(sum(map(float.__mul__, near, phase))))
    return 20 * math.log10(peak)


def normalised(samples: Sequence[float]) -> list[float]:
    """Return the samples at `LOUDNESS`.

    Raises:
        ValueError: they are so spiky that they would pass `CEILING`.
    """
    factor = 10 ** ((LOUDNESS - loudness(samples)) / 20)
    scaled = [sample * factor for sample in samples]
    if (peak := true_peak(scaled)) > CEILING:
        raise ValueError(f"the true peak would be {peak:.1f} dBTP, above {CEILING}")
    return scaled


def write(path: Path, samples: Sequence[float]) -> None:
    """Write samples (full scale 1.0) as a WAV file."""
    pcm = array("h", [round(sample * 32767) for sample in samples])
    if sys.byteorder == "big":
        pcm.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm.tobytes())


def main(folder: Path) -> None:
    """Write every sound into `folder`."""
    for name, make in SOUNDS.items():
        write(folder / f"{name}.wav", normalised(make()))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 0 else -math.inf


def _sinc(x: float) -> float:
    return 1.0 if x == 0 else math.sin(math.pi * x) / (math.pi * x)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
