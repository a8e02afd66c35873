"""kill -9 at any moment between alarms and their acknowledgements, at the real program with its whole window.

    python tests/e2e/killed_alarm.py [--kills 30] [--seed 1]

Whatever was said to be owed and not answered is owed again at the next start, with its id; what was answered for longer
than the disk may take is not, and does not sound. In the end every barred person who came belongs to an alarm that has
been answered, exactly once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
from told_program import PATIENCE, Program

from facemon.event import Category
from facemon.history.reader import Reader
from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED

ON_DISK = 0.5  # seconds after which what was answered has to be kept; a busy machine included


class Shifts:
    """One profile, over which the program is killed again and again.

    Args:
        folder: for the profile.
        seed: of what happens when.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._profile = folder / "profile"
        self._random = random.Random(seed)
        self._came = 0
        self._owed: set[int] = set()  # for long enough to be kept, and nobody has answered
        self._answered: set[int] = set()  # likewise

    def play(self, kills: int) -> dict[str, int]:
        """Kill it so often; return how many came and how many alarms answered them."""
        self._profile.mkdir()
        with SimulatedDevice() as device:
            gate = DeviceSettings(
                id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate_sha256
            )
            save(self._profile / "settings.toml", Settings(devices=(gate,)))
            for _ in range(kills):
                program, before = self._start(device), set(self._answered)
                try:
                    self._work(device, program)
                finally:
                    program.kill()
                assert not before & program.owed, "answered before, and owed again"
            return self._end(device)

    def _start(self, device: SimulatedDevice) -> Program:
        """Start it, and check that what is owed is, and sounds, before anything else happens."""
        program = Program(self._profile, dict(os.environ))
        try:
            assert device.wait_for_subscribers(1, PATIENCE)
            if self._owed:
                told = program.until(lambda told: self._owed <= _ids(told))
                assert told["sounding"] == "blacklist"
        except BaseException:
            program.kill()
            raise
        return program

    def _work(self, device: SimulatedDevice, program: Program) -> None:
        for _ in range(self._random.randint(1, 3)):
            self._came += 1
            user_id = str(1000 + self._came)
            device.emit(
                Category.BLACKLIST, msgspec.structs.replace(BLACKLISTED, user_id=user_id, name=f"No. {user_id}")
            )
            self._pause(0.3)
        if self._random.random() < 0.7:
            program.until(lambda told: bool(told["owed"]))
            program.tell("answer")
            self._owed.clear()
            if self._random.random() < 0.5:
                self._answer_all(program)
                self._answered |= program.owed
                time.sleep(ON_DISK)
        elif self._random.random() < 0.5:
            owed = _ids(program.last)
            time.sleep(ON_DISK)
            self._owed |= owed
        else:
            self._pause(0.3)

    def _answer_all(self, program: Program) -> None:
        """Answer what is owed until nothing is: more may be on its way."""
        deadline = time.monotonic() + PATIENCE
        while program.last["owed"] or program.last["sounding"] is not None:
            assert time.monotonic() < deadline, f"still owed: {program.last}"
            program.tell("answer")
            threading.Event().wait(0.1)

    def _end(self, device: SimulatedDevice) -> dict[str, int]:
        """Start it once more, answer all that is owed, and look into the history."""
        program = self._start(device)
        try:
            deadline = time.monotonic() + PATIENCE
            found = self._found()
            while found["came"] < self._came or found["owed"]:
                assert time.monotonic() < deadline, f"of {self._came} who came: {found}"
                self._answer_all(program)
                threading.Event().wait(0.5)
                found = self._found()
        finally:
            program.end()
        return self._found() | {"expected": self._came}

    def _found(self) -> dict[str, int]:
        with contextlib.closing(Reader(self._profile / "history.sqlite3")) as reader:
            alarms = [found.alarm for found in reader.alarms(0, 2**53) if found.alarm.rule == "blacklist"]
            came = reader.occurrences(alarm.id for alarm in alarms)
        return {
            "came": len(came),
            "alarms": len(alarms),
            "people": len({alarm.subject for alarm in alarms}),
            "owed": sum(alarm.owed for alarm in alarms),
            "unsigned": sum(not alarm.answered_by for alarm in alarms if not alarm.owed),
        }

    def _pause(self, longest: float) -> None:
        threading.Event().wait(self._random.uniform(0, longest))


def _ids(told: dict[str, Any]) -> set[int]:
    return {int(alarm["id"]) for alarm in told["owed"] if alarm["rule"] == "blacklist"}


def main() -> int:
    """Kill as often as asked for and say what is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(Shifts(Path(folder), options.seed).play(options.kills))
    return 0


if __name__ == "__main__":
    sys.exit(main())
