"""A PulseAudio server of a test's own, a recording of its output, and what is in it."""

from __future__ import annotations

import cmath
import math
import os
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RATE = 12_000  # Hz of the recordings: enough to tell the sounds apart
WINDOW = 1024  # samples of a spectrum


def can_listen() -> bool:
    """Return whether this system has what it takes."""
    return all(shutil.which(program) for program in ("pulseaudio", "parec", "pactl"))


class AudioServer:
    """A PulseAudio with null sinks, reachable by `PULSE_SERVER` only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "PULSE_SERVER": f"unix:{folder}/s",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *sinks: str) -> None:
        # Without `norewinds` a null sink takes up to two seconds of silence ahead, which no real output does.
        modules = [f"module-native-protocol-unix auth-anonymous=1 socket={self.folder}/s"]
        modules += [f"module-null-sink sink_name={sink} norewinds=1" for sink in sinks]
        self._process = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"]
            + [argument for module in modules for argument in ("-L", module)],
            env={**self.environment, "PULSE_SERVER": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 10
        while self.ask("info", check=False).returncode:
            assert time.monotonic() < end, "pulseaudio did not start"

    def ask(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["pactl", *arguments], env=self.environment, capture_output=True, text=True, timeout=10, check=check
        )

    def add_sink(self, name: str) -> str:
        return self.ask("load-module", "module-null-sink", f"sink_name={name}", "norewinds=1").stdout.strip()

    def remove_sink(self, name: str) -> None:
        modules = self.ask("list", "short", "modules").stdout.splitlines()
        self.ask("unload-module", next(line.split()[0] for line in modules if f"sink_name={name} " in line))

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None
            (self.folder / "s").unlink(missing_ok=True)


class Recording:
    """Everything that goes to a sink, from now on."""

    def __init__(self, server: AudioServer, sink: str) -> None:
        self._process = subprocess.Popen(
            ["parec", "-d", f"{sink}.monitor", "--latency-msec=5", f"--rate={RATE}", "--channels=1", "--format=s16le"],
            env=server.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._data = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while data := os.read(self._process.stdout.fileno(), 65_536):
            self._data += data

    @property
    def samples(self) -> array[int]:
        data = bytes(self._data)
        return array("h", data[: len(data) // 2 * 2])

    def loud(self, since: int = 0) -> list[int]:
        """The indices of the windows of 10 ms, from sample `since` on, in which there is something."""
        samples, size = self.samples, RATE // 100
        return [
            index for index in range(since // size, len(samples) // size)
            if max(map(abs, samples[index * size : (index + 1) * size])) > 100
        ]  # fmt: skip

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)
        self._thread.join(10)
        assert self._process.stdout is not None
        self._process.stdout.close()


def transform(values: list[complex]) -> list[complex]:
    if len(values) == 1:
        return values
    even, odd = transform(values[::2]), transform(values[1::2])
    half = len(values) // 2
    turned = [cmath.exp(-2j * math.pi * index / len(values)) * odd[index] for index in range(half)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [a - b for a, b in zip(even, turned, strict=True)]


def spectrum(samples: array[int]) -> list[float]:
    """The amplitudes from 0 to 6 kHz, on average over the loud windows, as a vector of length 1."""
    hann = [0.5 - 0.5 * math.cos(2 * math.pi * index / WINDOW) for index in range(WINDOW)]
    total = [0.0] * (WINDOW // 2)
    for start in range(0, len(samples) - WINDOW, WINDOW // 2):
        window = samples[start : start + WINDOW]
        if max(map(abs, window)) > 100:
            bins = transform([complex(a * b) for a, b in zip(window, hann, strict=True)])
            total = [old + abs(value) for old, value in zip(total, bins, strict=False)]
    length = math.sqrt(sum(value * value for value in total)) or 1.0
    return [value / length for value in total]


def heard(samples: array[int], prints: dict[str, list[float]]) -> str:
    """The name of the sound that the samples are most like."""
    mine = spectrum(samples)
    return max(prints, key=lambda name: sum(a * b for a, b in zip(mine, prints[name], strict=True)))


def audio_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AudioServer]:
    """Give a server that the test starts when it wants it, and that its process would find."""
    server = AudioServer(tmp_path)
    for name in ("HOME", "XDG_RUNTIME_DIR", "PULSE_SERVER"):
        monkeypatch.setenv(name, server.environment[name])
    yield server
    server.stop()


def recorder(server: AudioServer) -> Iterator[Callable[[str], Recording]]:
    """Give what begins to record a sink; all end with the test."""
    recordings: list[Recording] = []

    def begin(sink: str) -> Recording:
        recordings.append(Recording(server, sink))
        return recordings[-1]

    yield begin
    for recording in recordings:
        recording.close()
