"""A flood of strangers with three barred people in it, at the real program with its whole window.

    python tests/e2e/flood.py [--rate 20] [--seconds 300]

Each of the three has to be seen, heard and answered by a key, and to be on record; the strangers are folded into a
flood, and not one of them is missing in the history.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from day import HERE

sys.path.insert(0, str(HERE.parent / "ui"))
from listening import AudioServer, can_listen
from told_program import PATIENCE, Program

from facemon.alarm import Alarm, Priority
from facemon.event import Category
from facemon.history.reader import Reader
from facemon.settings import AlarmRule, DeviceSettings, Settings, UiSettings, save
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED

BARRED = tuple(
    msgspec.structs.replace(BLACKLISTED, user_id=user_id, name=name)
    for user_id, name in (("901", "张三 Zhang San"), ("902", "Jan Verboden"), ("903", "Ivan Zakazan"))
)
_BLINK, _LOOK = 0.1, 0.5  # seconds between two keys, and before an answer
STRANGERS = AlarmRule(raise_=True, priority="medium", sound="stranger")


class Flood:
    """What comes of one flood.

    Args:
        folder: for the profile and all else.
        rate: strangers a second.
        seconds: how long they come.
    """

    def __init__(self, folder: Path, *, rate: float, seconds: float) -> None:
        self._profile = folder / "profile"
        self._trace = folder / "trace.jsonl"
        self._folder = folder
        self._rate = rate
        self._seconds = seconds

    def come(self) -> dict[str, Any]:
        """Let it come, answer the three, and return what is known of it afterwards."""
        self._profile.mkdir()
        with SimulatedDevice() as device, _audio(self._folder) as environment:
            gate = DeviceSettings(
                id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
            )
            rules = Settings().alarm | {"stranger": STRANGERS}
            save(self._profile / "settings.toml", Settings(devices=(gate,), alarm=rules, ui=UiSettings(language="en")))
            program = Program(self._profile, environment, "--trace", self._trace)
            try:
                assert device.wait_for_subscribers(1, PATIENCE)
                flood = device.flood(self._rate, self._seconds)
                barred = [self._answered(device, program, number) for number in range(len(BARRED))]
                strangers = flood.result(self._seconds + PATIENCE)
                last = device.emit(Category.NONLIVE)
                told = program.until(lambda told: "nonlive" in [each["rule"] for each in told["owed"]])
                program.end()
            except BaseException:
                program.process.kill()
                raise
        return self._found([*barred, last], strangers) | {"folded": told["floods"].get("gate", 0)}

    def _answered(self, device: SimulatedDevice, program: Program, number: int) -> str:
        """Let a barred person come, choose the alarm once it is heard, and press Space; return the event's uuid."""
        threading.Event().wait(self._seconds / (len(BARRED) + 1))
        uuid = device.emit(Category.BLACKLIST, BARRED[number])
        told = program.until(lambda told: _pressing(told) == "blacklist" and told["sounding"] == "blacklist")
        alarm = told["owed"][0]["id"]
        while program.last["selected"] != alarm:  # the lane leaves with the guard what the guard has selected
            program.tell("key:Ctrl+Up")
            threading.Event().wait(_BLINK)
        threading.Event().wait(_LOOK)
        program.tell("key:Space")
        program.until(lambda told: alarm not in [each["id"] for each in told["owed"]])
        return uuid

    def _found(self, others: list[str], strangers: list[str]) -> dict[str, Any]:
        target = self._folder / "flood.jsonl"
        subprocess.run(
            [sys.executable, "-m", "facemon", "export", "--profile", self._profile, "--format", "json", "-o", target],
            check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        kept = Counter(json.loads(line)["uuid"] for line in target.read_text(encoding="utf-8").splitlines())
        produced = Counter([*others, *strangers])
        traced = {line["uuid"]: line for line in map(json.loads, self._trace.read_text().splitlines())}
        with contextlib.closing(Reader(self._profile / "history.sqlite3")) as reader:
            alarms = [found.alarm for found in reader.alarms(0, 2**53)]
        return {
            "lost": produced - kept,
            "twice": kept - produced,
            "strangers": len(strangers),
            "barred": [_way(traced[uuid]) for uuid in others[: len(BARRED)]],
            "answered": [alarm for alarm in alarms if alarm.rule == "blacklist" and _is_answered(alarm)],
            "raised": Counter(alarm.rule for alarm in alarms),
        }


def _pressing(told: dict[str, Any]) -> str:
    return str(told["owed"][0]["rule"]) if told["owed"] else ""


def _is_answered(alarm: Alarm) -> bool:
    return not alarm.owed and bool(alarm.answered_by) and alarm.priority is Priority.CRITICAL


def _way(line: dict[str, Any]) -> dict[str, float | None]:
    """Return after how many milliseconds an event was in the lane, heard and stored; None for never."""
    begun = line["received"]
    return {
        name: None if line[name] is None else round((line[name] - begun) / 1e6, 1)
        for name in ("alarmed", "sounded", "shown", "stored")
    }


@contextlib.contextmanager
def _audio(folder: Path) -> Iterator[dict[str, str]]:
    """Give the program a sound output of its own, where that can be had."""
    if not can_listen():
        yield dict(os.environ)
        return
    place = folder / "audio"
    place.mkdir()
    server = AudioServer(place)
    server.start("one")
    try:
        yield os.environ | server.environment
    finally:
        server.stop()


def main() -> int:
    """Let one flood come and say what came of it; return 1 where something was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=20.0, help="strangers a second")
    parser.add_argument("--seconds", type=float, default=300.0)
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = Flood(Path(folder), rate=options.rate, seconds=options.seconds).come()
    print(f"{found['strangers']} strangers in {time.monotonic() - begun:.0f} s, {found['folded']} folded into a flood")
    print(
        f"lost: {sum(found['lost'].values())}, twice: {sum(found['twice'].values())}, alarms: {dict(found['raised'])}"
    )
    for number, way in enumerate(found["barred"], 1):
        print(f"barred {number}, ms from the message's last byte: {way}")
    print(f"answered by key and on record: {len(found['answered'])} of {len(BARRED)}")
    seen = all(way["alarmed"] is not None and way["sounded"] is not None for way in found["barred"])
    whole = not found["lost"] and not found["twice"] and len(found["answered"]) == len(BARRED)
    return 0 if seen and whole else 1


if __name__ == "__main__":
    sys.exit(main())
