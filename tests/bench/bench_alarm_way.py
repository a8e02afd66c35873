"""From a blacklisted person at the door to the guard: painted in the lane, and heard, while 50 events a second come.

    python tests/bench/bench_alarm_way.py [--rate 50] [--seconds 60] [--display :99]

Starts a PulseAudio with a null sink, a simulated device in a process of its own and the real program with its window
(offscreen or on a display), lets a blacklisted person come now and then among everybody else, and answers each alarm
half a second later, so that the next one sounds anew. Prints how long after the message's last byte the alarm was
painted and its first samples were handed to the audio device, as the program's trace says; and, as a check from the
outside, how long after the device was told to send the person something was heard on the sink.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from pathlib import Path

import urllib3
from bench_monitor import control, wait_until_live

from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.process import start as start_simulator

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "ui"))
from listening import RATE, AudioServer  # noqa: E402 - from where the tests of what is heard have it

EVERY, ANSWER_AFTER = 1.5, 0.5  # seconds
LIMIT_MS = 100.0  # what is asked of the sound's start
QUIET = RATE // 4  # samples of silence before something counts as begun


class Ear:
    """Notes when a sound begins on the sink, by this process's monotonic clock."""

    def __init__(self, server: AudioServer) -> None:
        self.begun: list[float] = []
        self._process = subprocess.Popen(
            ["parec", "-d", "one.monitor", "--latency-msec=5", f"--rate={RATE}", "--channels=1", "--format=s16le"],
            env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        silent = QUIET
        while data := os.read(self._process.stdout.fileno(), 4096):
            now = time.monotonic()
            loud = max(map(abs, array("h", data[: len(data) // 2 * 2])), default=0) > 100
            if loud and silent >= QUIET:
                self.begun.append(now)
            silent = 0 if loud else silent + len(data) // 2

    def close(self) -> None:
        """Listen no more."""
        self._process.kill()
        self._process.wait(10)


def distribution(name: str, times: list[float]) -> None:
    """Print it in milliseconds."""
    times.sort()
    if times:
        at = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.99)]
        print(f"{name}, {len(times)} times: p50 {at[0]:.1f} ms, p99 {at[1]:.1f} ms, worst {times[-1]:.1f} ms")
    else:
        print(f"{name}: never")


def main() -> int:
    """Run the benchmark; return 1 when a sound began too late or not at all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--display", help="an X display such as :99; offscreen if left out")
    arguments = parser.parse_args()
    urllib3.disable_warnings()
    with tempfile.TemporaryDirectory() as folder:
        profile, trace, audio = (Path(folder) / name for name in ("profile", "trace", "audio"))
        profile.mkdir()
        audio.mkdir()
        server = AudioServer(audio)
        server.start("one")
        device = start_simulator(rate=0, control=True)
        gate = DeviceSettings(
            id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate
        )
        save(profile / "settings.toml", Settings(devices=(gate,)))
        where = {"QT_QPA_PLATFORM": "offscreen"}
        if arguments.display:
            where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": arguments.display}
        program = subprocess.Popen(
            [sys.executable, TESTS / "e2e" / "told_desk.py", "--profile", profile, "--trace", trace],
            env=os.environ | server.environment | where, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        assert program.stdin is not None
        ear = Ear(server)
        wait_until_live(device, program)
        control(device, "rate", rate=arguments.rate)
        time.sleep(5)  # to warm up
        sent: dict[object, float] = {}
        end = time.monotonic() + arguments.seconds
        while time.monotonic() < end:
            program.stdin.write(b"answer\n")
            program.stdin.flush()
            time.sleep(EVERY - ANSWER_AFTER)
            told = time.monotonic()
            sent[control(device, "emit", category="blacklist")["uuid"]] = told
            time.sleep(ANSWER_AFTER)
        control(device, "rate", rate=0)
        time.sleep(1)
        program.terminate()
        program.wait(30)
        ear.close()
        device.stop()
        server.stop()
        records = [json.loads(line) for line in trace.read_text().splitlines()]
    heard = [
        next((at for at in ear.begun if at > begun), float("inf")) - begun
        for begun in sent.values()
        if not any(begun - 1.0 < at < begun for at in ear.begun)  # else something else sounded just then
    ]
    # What is less pressing waits for the sound of what is more so, and may be below what is in sight.
    barred = [record for record in records if record["uuid"] in sent]
    sounded = [record for record in barred if record["sounded"]]
    alarmed = [record for record in barred if record["alarmed"]]
    distribution("last byte to painted in the lane", [(r["alarmed"] - r["received"]) / 1e6 for r in alarmed])
    times = [(r["sounded"] - r["received"]) / 1e6 for r in sounded]
    distribution("last byte to first samples handed to the audio device", times)
    late = sum(each > LIMIT_MS for each in times)
    distribution("told to the device to heard on the sink", [each * 1e3 for each in heard if each < ANSWER_AFTER])
    print(f"events: {len(records)}; sounds that began later than {LIMIT_MS:.0f} ms: {late} of {len(times)}")
    print(
        f"of {len(sent)} barred people, {len(alarmed)} were seen in the lane; a sound began for {len(sounded)} of them"
    )
    print("(where none began, the siren of somebody before was sounding still)")
    return 1 if late or not sounded or len(alarmed) < len(sent) else 0


if __name__ == "__main__":
    sys.exit(main())
