"""A million events through the whole program, and whether anything grows, gets lost or comes twice on the way.

    python tests/bench/bench_soak.py [--events 1000000] [--devices 8] [--rate 400] [--samples FILE] [--offscreen]

Simulated devices with small pictures run in a process of their own and lose their connections again and again. The real
program with its window of 1440x900 has a guard in fast motion (`soaking_guard.py`), and keeps 0.2 GB, so that retention
removes most of what comes. Every ten seconds its memory, file handles, threads, processes, database and log are looked
at; FILE gets each of these as a JSON line at once. In the end the names of everything that happened are compared with
the program's trace. Device alarms that happen while a connection is cut are in no device's records: they are counted
apart, and the program has to have said so in that time's gap.

Whether something is flat is judged by the second half alone: the Theil-Sen slope, beside the level.
"""

from __future__ import annotations

import argparse
import bisect
import collections
import contextlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from display import own_display
from gaps_filled import gaps_that_warn, rows, wait_for_recovery
from process_tree import processes, pss_mb

from facemon.settings import DeviceSettings, HistorySettings, Settings, save

HERE = Path(__file__).parent
_EVERY = 10.0  # seconds between two samples
_AMONG = "SELECT uuid FROM event WHERE device IN (SELECT id FROM device)"  # as the index wants it
_FLAT = 0.05  # of the level: what the second half may grow by
_GREW = {"fds": 4, "threads": 4, "processes": 1}  # of what is counted in ones


class Sample(msgspec.Struct, frozen=True):
    """How it stood at one moment. Sizes in MB."""

    seconds: float
    happened: int
    traced: int
    rss: float  # of the main process
    pss: float  # of all its processes
    fds: int
    threads: int
    processes: int
    database: float
    wal: float
    log: float


class Devices:
    """The simulated devices, in a process of their own."""

    def __init__(self, count: int, file: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, HERE / "soak_devices.py", str(count), file],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.settings = msgspec.convert(self._told(), tuple[DeviceSettings, ...])

    def order(self, *words: object) -> dict[str, int]:
        """Give an order; return how it stands."""
        print(*words, file=cast(IO[str], self._process.stdin), flush=True)
        return cast(dict[str, int], self._told())

    def end(self) -> None:
        """End them."""
        self._process.communicate()

    def _told(self) -> Any:
        return json.loads(cast(IO[str], self._process.stdout).readline())


class Soak:
    """One run, in a folder of its own."""

    def __init__(self, folder: Path, where: dict[str, str], count: int) -> None:
        self._folder = folder
        self._profile = folder / "profile"
        self._profile.mkdir()
        self._history = self._profile / "history.sqlite3"
        self._trace, self._file = folder / "trace", folder / "happened"
        self._devices = Devices(count, self._file)
        self._count = count
        save(
            self._profile / "settings.toml",
            Settings(devices=self._devices.settings, history=HistorySettings(keep_days=30, keep_gb=1)),
        )
        self._begun = time.monotonic()
        self._program = subprocess.Popen(
            [sys.executable, HERE / "soaking_guard.py", "--profile", self._profile, "--trace", self._trace],
            env=os.environ | where,
        )
        self._read_to = 0  # bytes of the trace
        self._out: collections.Counter[str] = collections.Counter()  # names in the trace
        self._unstored: set[str] = set()  # those that were not on the disk yet when the trace had to let them go
        self.samples: list[Sample] = []

    def run(self, events: int, rate: float, samples: IO[str] | None) -> None:
        """Let so many events happen, and look at the program meanwhile."""
        while self._devices.order("state")["subscribed"] < self._count:
            self._see_that_it_runs()
            time.sleep(0.1)
        chance = random.Random(events)
        self._devices.order("rate", rate / self._count)
        while True:
            sample = self._look()
            self.samples.append(sample)
            if samples is not None:
                print(msgspec.json.encode(sample).decode(), file=samples, flush=True)
            if sample.happened >= events:
                break
            time.sleep(_EVERY / 2)
            if chance.random() < 0.1:
                self._devices.order("restart", chance.randrange(self._count), 3)
            elif chance.random() < 0.5:
                self._devices.order("drop", chance.randrange(self._count))
            time.sleep(_EVERY / 2)
        self._devices.order("rate", 0)
        wait_for_recovery(self._history, self._see_that_it_runs)
        self._wait_for_the_rest()

    def judge(self) -> bool:
        """End the program, compare what is in with what is out, and print what is found; return whether all is well."""
        gaps = gaps_that_warn(self._history)
        self._program.send_signal(signal.SIGTERM)
        self._program.wait(30)
        self._devices.end()
        self._read_trace()
        happened = [line.split() for line in self._file.read_text().splitlines()]
        counts, unkept = self._out, len(self._unstored)
        names = {name for _, name in happened}
        events = [name for kind, name in happened if kind == "e" and name not in counts]
        alarms = [name for kind, name in happened if kind == "a" and name not in counts]
        twice = sum(count > 1 for count in counts.values())
        if events:
            kept = rows(self._history, f"{_AMONG} AND uuid IN (SELECT value FROM json_each(?))", json.dumps(events))
            print(f"{len(kept)} of the events that the trace does not have are in the history")
            print("".join((self._profile / "facemon.log").read_text().splitlines(keepends=True)[-5:]), end="")
        strange = sum(name not in names for name in counts)
        print(
            f"happened: {len(happened)}, {len(names)} of them different; in the trace: {len(counts)}; "
            f"{len(events)} events missing, {twice} twice, {strange} that never happened, {unkept} not stored"
        )
        print(
            f"device alarms that happened while a connection was cut, which no records have: {len(alarms)} of "
            f"{sum(kind == 'a' for kind, _ in happened)}; {gaps} gaps say so"
        )
        told = not alarms or gaps > 0
        return not (events or twice or strange or unkept) and told and len(names) == len(happened)

    def kill(self) -> None:
        """Leave nothing behind."""
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()

    def _see_that_it_runs(self) -> None:
        if self._program.poll() is not None:
            sys.exit(f"the program ended with {self._program.returncode}")

    def _wait_for_the_rest(self) -> None:
        """Let the program come to an end with what it has, as long as it gets anywhere."""
        known, since = -1, time.monotonic()
        while time.monotonic() - since < _EVERY:
            self._see_that_it_runs()
            self._read_trace()
            if self._out.total() != known:
                known, since = self._out.total(), time.monotonic()
            time.sleep(0.5)

    def _look(self) -> Sample:
        self._see_that_it_runs()
        pid = self._program.pid
        status = Path(f"/proc/{pid}/status").read_text()
        rss = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024
        self._read_trace()
        return Sample(
            seconds=round(time.monotonic() - self._begun, 1),
            happened=self._devices.order("state")["happened"],
            traced=self._out.total(),
            rss=round(rss, 1),
            pss=round(pss_mb(pid), 1),
            fds=len(list(Path(f"/proc/{pid}/fd").iterdir())),
            threads=len(list(Path(f"/proc/{pid}/task").iterdir())),
            processes=len(processes(pid)),
            database=self._size("history.sqlite3"),
            wal=self._size("history.sqlite3-wal"),
            log=self._size("facemon.log*"),
        )

    def _read_trace(self) -> None:
        """Read what is new in the trace, and look for what had not been stored then, while it is still kept."""
        with self._trace.open("rb") as file:
            file.seek(self._read_to)
            new = file.read()
        new = new[: new.rfind(b"\n") + 1]
        self._read_to += len(new)
        for line in new.splitlines():
            record = json.loads(line)
            self._out[record["uuid"]] += 1
            if record["stored"] is None:
                self._unstored.add(record["uuid"])
        if self._unstored:
            kept = rows(
                self._history,
                f"{_AMONG} AND uuid IN (SELECT value FROM json_each(?))",
                json.dumps(list(self._unstored)),
            )
            self._unstored.difference_update(uuid for (uuid,) in kept)

    def _size(self, pattern: str) -> float:
        size = 0
        for path in self._profile.glob(pattern):
            with contextlib.suppress(FileNotFoundError):
                size += path.stat().st_size
        return round(size / 1e6, 2)


def slope(places: Sequence[float], values: Sequence[float]) -> float:
    """Return the Theil-Sen slope: the median of those between any two, which no single peak can turn."""
    pairs = [
        (values[b] - values[a]) / (places[b] - places[a])
        for a in range(len(places)) for b in range(a + 1, len(places)) if places[b] > places[a]
    ]  # fmt: skip
    return statistics.median(pairs) if pairs else 0.0


def print_table(samples: Sequence[Sample]) -> bool:
    """Print how it stood in twenty moments and whether the second half was flat; return whether all of it was."""
    names = Sample.__struct_fields__
    print("  ".join(f"{name:>9}" for name in names))
    step = max(1, len(samples) // 20)
    for sample in (*samples[::step], samples[-1]):
        print("  ".join(f"{value:>9}" for value in msgspec.structs.astuple(sample)))
    begin = bisect.bisect_left([sample.happened for sample in samples], samples[-1].happened / 2)
    half = samples[begin :: max(1, (len(samples) - begin) // 400)]
    places = [sample.happened / 1e6 for sample in half]
    flat = True
    for name in names[3:]:
        values = [float(getattr(sample, name)) for sample in half]
        each, level = slope(places, values), statistics.median(values)
        growth = each * (places[-1] - places[0])
        good = growth <= max(_FLAT * level, _GREW.get(name, 1.0))
        flat &= good
        grew = f"{growth:+.2f}" if name in _GREW else f"{growth:+.2f} MB, {100 * growth / max(level, 1):+.1f} %"
        print(
            f"{name}: median {level:g}, highest {max(values):g}, {each:+.2f} a million events, "
            f"{grew} over the second half: {'flat' if good else 'GROWS'}"
        )
    return flat


def main() -> int:
    """Run it; return 1 where something was lost, came twice or grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--devices", type=int, default=8)
    parser.add_argument("--rate", type=float, default=400)
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--offscreen", action="store_true", help="draw into memory: there is no X server here")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        display = "" if arguments.offscreen else stack.enter_context(own_display())
        where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        samples = stack.enter_context(arguments.samples.open("w")) if arguments.samples else None
        soak = Soak(folder, where, arguments.devices)
        stack.callback(soak.kill)
        soak.run(arguments.events, arguments.rate, samples)
        flat = print_table(soak.samples)
        whole = soak.judge()
    return 0 if flat and whole else 1


if __name__ == "__main__":
    sys.exit(main())
