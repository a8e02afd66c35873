"""A day at the doors, in fast motion: events, and every way of missing them, by a seed.

    python tests/e2e/day.py [--seeds 20] [--first 1] [--events 2000]

Each seed is a day: a real device (simulated), a real history on disk, facemon's core in a process of its own. At the
end the history, as `facemon export` gives it, has to be what the device has produced, each event exactly once.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from facemon.device.message import event_from_data
from facemon.event import Category, Gap, GapState
from facemon.history.database import open_for_reading
from facemon.history.reader import Reader
from facemon.simulator.device import SimulatedDevice

HERE = Path(__file__).resolve().parent
PICTURE = b"\xff\xd8\xff\xd9"  # what no JPEG has behind its end tells one picture from another
USUAL = (
    (Category.STAFF,) * 12 + (Category.VISITOR,) * 3 + (Category.STRANGER,) * 3 + (Category.NONLIVE, Category.BLACKLIST)
)
FAULTS = ("drop", "freeze", "long freeze", "kill", "restart of the device", "repeat", "end")
UNFINISHED = (GapState.OPEN, GapState.WAITING, GapState.RECOVERING)
PATIENCE = 60.0


class Desk:
    """facemon's core in a process of its own.

    Args:
        program: which of the programs beside this one it is.
        command: what it is run by, if by anything.
        port: another one than the device's own leads to it.
    """

    def __init__(
        self,
        folder: Path,
        device: SimulatedDevice,
        *,
        program: str = "headless_desk.py",
        command: Sequence[str] = (),
        port: int | None = None,
    ) -> None:
        self._program = program
        self._command = command
        self._port = port or device.port
        self._folder = folder
        self._device = device
        self._said = threading.Condition()
        self._last: dict[str, str] = {}
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it; what an earlier one has said is forgotten."""
        device = self._device
        with self._said:
            self._last.clear()
        self.process = subprocess.Popen(
            [
                *self._command, sys.executable, HERE / self._program, self._folder,
                f"gate={self._port}={device.certificate_sha256}",
            ],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._listener = threading.Thread(target=self._listen, args=(self.process,), daemon=True)
        self._listener.start()

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def end(self) -> None:
        """End it in order, once it has begun."""
        assert self.process is not None
        with self._said:
            assert self._said.wait_for(lambda: "desk" in self._last, PATIENCE), "the desk does not begin"
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        self._listener.join()
        assert code == 0, f"the desk ended with {code}"

    def wait_live(self) -> None:
        """Wait until the device is live."""
        deadline = time.monotonic() + PATIENCE
        with self._said:
            while self._last.get("gate") != "live":
                assert self._said.wait(deadline - time.monotonic()), f"not live in time: {self._last}"

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                device_id, _, word = line.strip().partition(" ")
                with self._said:
                    self._last[device_id] = word
                    self._said.notify_all()


class Day:
    """One day by a seed. `play` returns what was counted; it raises AssertionError where the history is wrong."""

    def __init__(self, seed: int, folder: Path, events: int) -> None:
        self._chance = random.Random(seed)
        self._folder = folder
        self._events = events
        self._emitted = 0
        self._done: collections.Counter[str] = collections.Counter()

    def play(self) -> dict[str, int]:
        """Play the day, wait until all is recovered, and compare."""
        with SimulatedDevice(seed=self._chance.randrange(10_000)) as device:
            desk = Desk(self._folder, device)
            desk.start()
            try:
                desk.wait_live()
                self._wait_watched()
                while self._emitted < self._events:
                    self._happen(device)
                    if self._chance.random() < 0.25:
                        self._fault(device, desk)
                device.thaw()
                desk.wait_live()
                expected = self._expected(device)
                self._wait_for(len(expected))
                desk.end()
            finally:
                if desk.process is not None and desk.process.poll() is None:
                    desk.kill()
        exported = self._export()
        missing = expected - exported
        surplus = exported - expected
        assert not missing, f"{missing.total()} of {expected.total()} missing, for example {list(missing)[:5]}"
        assert not surplus, f"{surplus.total()} too many, for example {list(surplus)[:5]}"
        return {"events": exported.total(), **self._done}

    def _happen(self, device: SimulatedDevice) -> None:
        for _ in range(min(self._chance.randint(1, 40), self._events - self._emitted)):
            category, picture = self._chance.choice(USUAL), PICTURE + self._emitted.to_bytes(4)
            if self._chance.random() < 0.05:
                device.emit(category, picture=picture, uuid=...)  # as firmware before API 1.2
            else:
                device.emit(category, picture=picture)
            self._emitted += 1

    def _fault(self, device: SimulatedDevice, desk: Desk) -> None:
        fault = self._chance.choice(FAULTS)
        self._done[fault] += 1
        if fault == "drop":
            device.drop()
        elif fault == "repeat":
            device.repeat()
        elif fault in ("freeze", "long freeze"):
            device.freeze()
            time.sleep(0.2 if fault == "freeze" else 1.5)  # the length of the freeze is what is meant
            device.thaw()
        elif fault == "restart of the device":
            device.refuse()
            device.drop()
            self._happen(device)
            device.accept()
        else:
            desk.kill() if fault == "kill" else desk.end()
            self._happen(device)
            desk.start()
            if self._chance.random() < 0.5:
                return  # killed again before it was live, perhaps
        if self._chance.random() < 0.5:
            desk.wait_live()

    def _expected(self, device: SimulatedDevice) -> collections.Counter[str]:
        return collections.Counter(
            event_from_data(data, device_id="gate", received_ms=0).uuid for data in list(device.produced)
        )

    def _wait_for(self, events: int) -> None:
        deadline = time.monotonic() + PATIENCE
        with contextlib.closing(Reader(self._folder / "history.sqlite3")) as reader:
            while (kept := reader.stock().events) < events or any(gap.state in UNFINISHED for gap in _gaps(reader)):
                assert time.monotonic() < deadline, f"{events - kept} of {events} events never came: {_gaps(reader)}"
                time.sleep(0.05)  # asking is all there is: another process writes

    def _wait_watched(self) -> None:
        """Wait until it is on the disk that the device is watched; to a desk killed before, it is a new one again.

        What happened before it became live is then offered to a person, and nobody sits here who would take it.
        """
        deadline = time.monotonic() + PATIENCE
        while not self._is_watched():
            assert time.monotonic() < deadline, "that the device is watched is never written"
            time.sleep(0.05)  # as below

    def _is_watched(self) -> bool:
        try:
            with contextlib.closing(open_for_reading(self._folder / "history.sqlite3")) as connection:
                return bool(connection.execute("SELECT count(watched_ms) FROM device").fetchone()[0])
        except sqlite3.Error:  # it is being made
            return False

    def _export(self) -> collections.Counter[str]:
        target = self._folder / "day.jsonl"
        subprocess.run(
            [sys.executable, "-m", "facemon", "export", "--profile", self._folder, "--format", "json", "-o", target],
            check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        return collections.Counter(json.loads(line)["uuid"] for line in target.read_text().splitlines())


def _gaps(reader: Reader) -> list[Gap]:
    return reader.gaps(0, 2**53)


def main() -> int:
    """Play as many days as asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--events", type=int, default=2000)
    arguments = parser.parse_args()
    wrong = 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.monotonic()
            try:
                said = f"exactly once: {msgspec.json.encode(Day(seed, Path(folder), arguments.events).play()).decode()}"
            except AssertionError as error:
                wrong += 1
                said = f"WRONG: {error}"
            print(f"seed {seed}: {said} in {time.monotonic() - begin:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
