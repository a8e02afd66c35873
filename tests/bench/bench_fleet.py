"""Two hundred devices in the running program: what they cost, and whether anything is late or lost.

    python tests/bench/bench_fleet.py [PART…] [--devices 200] [--seconds 60] [--rate 2] [--display :99]

Parts, all of them where none is named:

    start       from process start to first frame, with no device and with 200 that nobody reaches: medians of --rounds
    idle        one quiet device, then 200: CPU, memory, threads
    failing     200 devices, half of them failing in every way, beside the healthy half alone; the latency of its events
    rate        200 devices with --rate events a second each, for --seconds: nothing lost, nothing late
    burst       5,000 events at once from 20 of 200 devices: nothing lost
    return      200 devices that lose power and come back together: attempts a second, time until all are live

The devices run in a process of their own. The program is the real one with its window; its CPU time and memory are the
operating system's figures. Ratios are of figures from the same run. Beside `rate` and `burst`, an empty window counts
how late its own turns are: on a machine with other work to do, nothing can be better than that.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from gaps_filled import gaps_that_warn, wait_for_recovery
from process_tree import cpu_seconds, own_cpu_seconds, pss_mb

from facemon.settings import DeviceSettings, Settings, save

HERE = Path(__file__).parent
_SETTLE = 15.0  # seconds for what the start leaves behind to be over
_PATIENCE = 120.0  # seconds


class Fleet:
    """The simulated devices, in a process of their own."""

    def __init__(self, healthy: int, failing: int = 0) -> None:
        self.healthy = healthy
        self._process = subprocess.Popen(
            [sys.executable, HERE / "simulated_fleet.py", str(healthy), str(failing)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        told = self._told()
        self.devices = msgspec.convert(told["devices"], tuple[DeviceSettings, ...])
        self.passwords: dict[str, str] = told["passwords"]

    def __enter__(self) -> Fleet:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def order(self, *words: object) -> dict[str, Any]:
        """Give an order and return what is answered."""
        stdin = cast(IO[str], self._process.stdin)
        print(*words, file=stdin, flush=True)
        return self._told()

    def all_live(self, program: Program) -> float:
        """Wait until every healthy device has its subscriber and return how many seconds that took."""
        return program.until(lambda: self.order("state")["subscribed"] == self.healthy)

    def _told(self) -> dict[str, Any]:
        return cast(dict[str, Any], json.loads(cast(IO[str], self._process.stdout).readline()))


class Program:
    """facemon over these devices."""

    def __init__(
        self,
        folder: Path,
        devices: tuple[DeviceSettings, ...],
        passwords: dict[str, str],
        where: dict[str, str],
        *,
        turns: bool,
    ) -> None:
        self._folder = folder
        save(folder / "settings.toml", Settings(devices=devices))
        self._begun = time.monotonic_ns()
        self._frame = folder / "first frame"
        self._turns = folder / "turns"
        self.trace = folder / "trace"
        self.history = folder / "history.sqlite3"
        self.process = subprocess.Popen(
            [sys.executable, HERE / "watched_program.py", self._frame, self._turns if turns else "",
             json.dumps(passwords), "--profile", folder, "--trace", self.trace],
            env=os.environ | where,
        )  # fmt: skip

    def first_frame_ms(self) -> tuple[float, float]:
        """Wait for the first frame and return how long it took from the process's start, and how much CPU time."""
        self.until(lambda: self._frame.exists() and self._frame.read_text().endswith("\n"))
        at, used = map(int, self._frame.read_text().splitlines()[0].split())
        return (at - self._begun) / 1e6, used / 1e6

    def until(self, condition: Callable[[], object]) -> float:
        """Wait until it is true and return how many seconds that took."""
        begun = time.monotonic()
        while not condition():
            self.see_that_it_runs()
            if time.monotonic() - begun > _PATIENCE:
                sys.exit("it did not come about")
            time.sleep(0.02)
        return time.monotonic() - begun

    def see_that_it_runs(self) -> None:
        """End the benchmark where it does not."""
        if self.process.poll() is not None:
            sys.exit(f"the program ended with {self.process.returncode}")

    def threads(self) -> int:
        """Return how many threads the program has."""
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))

    def cost(self, seconds: float) -> Cost:
        """Watch it for a while."""
        pid = self.process.pid
        begun, before, alone = time.monotonic(), cpu_seconds(pid), own_cpu_seconds(pid)
        time.sleep(seconds)
        took = time.monotonic() - begun
        used, own = (cpu_seconds(pid) - before) / took, (own_cpu_seconds(pid) - alone) / took
        return Cost(100 * own, 100 * used, pss_mb(pid), self.threads())

    def late_turns(self, since: float) -> list[float]:
        """Return how many milliseconds late each turn of the event loop was after this monotonic second, sorted."""
        return sorted(late for at, late in json.loads(self._turns.read_text()) if at > since)

    def end(self) -> list[dict[str, Any]]:
        """End it as a user does and return its trace."""
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(30):
            sys.exit(f"the program ended with {self.process.returncode}")
        return [json.loads(line) for line in self.trace.read_text().splitlines()]


@contextmanager
def empty_window(where: dict[str, str]) -> Iterator[Callable[[], list[float]]]:
    """Run an empty window beside the program; end it and return how late its turns were, by calling what is given."""
    with tempfile.TemporaryDirectory() as folder:
        turns = Path(folder) / "turns"
        process = subprocess.Popen([sys.executable, HERE / "empty_window.py", turns], env=os.environ | where)

        def late() -> list[float]:
            process.terminate()
            process.wait(30)
            return sorted(each for _, each in json.loads(turns.read_text()))

        yield late
        process.kill()


class Cost(msgspec.Struct, frozen=True):
    """What the program takes. Without a sound output, its sound process begins anew every ten seconds."""

    cpu: float  # per cent of a core
    whole: float  # with its sound process and its watchdog
    pss: float  # MB
    threads: int

    def __str__(self) -> str:
        whole = f"({self.whole:.2f} % with its processes)"
        return f"{self.cpu:6.2f} % of a core {whole}, {self.pss:6.1f} MB, {self.threads:4d} threads"

    def beside(self, other: Cost) -> str:
        """Return the ratios."""
        return (
            f"CPU x{self.cpu / max(other.cpu, 0.01):.1f}, memory x{self.pss / other.pss:.2f}, "
            f"threads x{self.threads / other.threads:.1f}"
        )


class Bench:
    """All parts, with what is asked of them."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._count: int = arguments.devices
        self._seconds: float = arguments.seconds
        self._rate: float = arguments.rate
        self._rounds: int = arguments.rounds
        self._where = {"QT_QPA_PLATFORM": "offscreen"}
        if arguments.display:
            self._where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": arguments.display}
        self.failed = False

    def start(self) -> None:
        """From process start to first frame."""
        unreachable = tuple(
            DeviceSettings(
                id=f"door-{number}", name=f"Door {number}", host=f"127.0.{number // 250}.{number % 250 + 1}", port=9
            )
            for number in range(self._count)
        )
        times: dict[int, list[tuple[float, float]]] = {0: [], self._count: []}
        for _ in range(self._rounds):
            for devices in ((), unreachable):
                with self._program(devices) as program:
                    times[len(devices)].append(program.first_frame_ms())
        for name, figure in (("first frame", 0), ("CPU time until then", 1)):
            none, many = ([each[figure] for each in times[count]] for count in (0, self._count))
            print(
                f"{name}: no device {statistics.median(none):.0f} ms, {self._count} unreachable "
                f"{statistics.median(many):.0f} ms, ratio {statistics.median(many) / statistics.median(none):.2f}"
            )
            print(f"  {[round(each) for each in none]} {[round(each) for each in many]}")

    def idle(self) -> None:
        """Quiet devices."""
        costs = []
        for count in (1, self._count):
            with Fleet(count) as fleet, self._program(fleet.devices) as program:
                took = fleet.all_live(program)
                time.sleep(_SETTLE)
                costs.append(program.cost(self._seconds / 2))
                print(f"{count:4d} quiet live devices: {costs[-1]} (all live after {took:.1f} s)")
        print(
            f"  {costs[1].beside(costs[0])}; {1024 * (costs[1].pss - costs[0].pss) / (self._count - 1):.0f} kB a device"
        )

    def failing(self) -> None:
        """Half of them failing."""
        half = self._count // 2
        costs = []
        for faulty in (0, self._count - half):
            with Fleet(half, faulty) as fleet, self._program(fleet.devices, fleet.passwords) as program:
                frame, _ = program.first_frame_ms()
                fleet.all_live(program)
                time.sleep(_SETTLE)
                fleet.order("rate", 10 / half)
                costs.append(program.cost(self._seconds))
                fleet.order("rate", 0)
                time.sleep(2)
                print(f"{half} live, {faulty} failing: {costs[-1]}, first frame {frame:.0f} ms")
                self._judge(fleet, program)
        print(f"  {costs[1].beside(costs[0])}")

    def rate(self) -> None:
        """All of them busy."""
        with Fleet(self._count) as fleet, self._program(fleet.devices, turns=True) as program:
            fleet.all_live(program)
            time.sleep(_SETTLE / 3)
            begun = time.monotonic()
            with empty_window(self._where) as ended:
                fleet.order("rate", self._rate)
                cost = program.cost(self._seconds)
                fleet.order("rate", 0)
                reference = ended()
            time.sleep(3)
            print(f"{self._count} devices with {self._rate:g} events/s each: {cost}")
            self._judge(fleet, program, (begun, reference))

    def burst(self) -> None:
        """A great many at once."""
        with Fleet(self._count) as fleet, self._program(fleet.devices, turns=True) as program:
            fleet.all_live(program)
            time.sleep(_SETTLE / 3)
            before, begun = cpu_seconds(program.process.pid), time.monotonic()
            with empty_window(self._where) as ended:
                fleet.order("burst", 5_000, 20)
                sent = time.monotonic() - begun
                time.sleep(10)
                reference = ended()
            print(f"5,000 at once, sent within {sent:.1f} s: {cpu_seconds(program.process.pid) - before:.1f} s of CPU")
            self._judge(fleet, program, (begun, reference))

    def power(self) -> None:
        """All of them away and back."""
        with Fleet(self._count) as fleet, self._program(fleet.devices) as program:
            took = fleet.all_live(program)
            print(
                f"start: all live after {took:.1f} s, {fleet.order('state')['busiest']} attempts in the busiest second"
            )
            fleet.order("restart", 10)
            took = fleet.all_live(program)
            busiest = fleet.order("state")["busiest"]
            print(f"power back: all live after {took:.1f} s, {busiest} attempts in the busiest second")

    def _judge(self, fleet: Fleet, program: Program, loop: tuple[float, list[float]] | None = None) -> None:
        """Compare what was produced with what the trace has, and say how the window answered.

        What a cut link has cost is recovered first. A device alarm of such a time may be missing, if facemon says so.

        Args:
            loop: since when to look at that, and how late an empty window's turns were meanwhile.
        """
        produced = fleet.order("state")["produced"]
        wait_for_recovery(program.history, program.see_that_it_runs)
        warned = gaps_that_warn(program.history)
        records = program.end()
        counts = collections.Counter(record["uuid"] for record in records)
        missing, alarms = (
            sum(name not in counts for alarm, name in produced if alarm is kind) for kind in (False, True)
        )
        unkept = sum(record["stored"] is None for record in records)
        twice = sum(count > 1 for count in counts.values())
        self.failed |= bool(missing or twice or unkept or (alarms and not warned))
        print(f"  {len(produced)} events: {missing} missing, {twice} twice, {unkept} not stored")
        print(f"  {alarms} device alarms missing, as facemon says of {warned} gaps")
        for name in ("decoded", "stored", "shown"):
            late = sorted((record[name] - record["received"]) / 1e6 for record in records if record[name])
            if late:
                print(f"  last byte to {name:7} {_spread(late)}")
        if loop is not None:
            since, reference = loop
            print(f"  turn of the loop     {_spread(program.late_turns(since))} late")
            print(f"  of an empty window   {_spread(reference)} late")

    @contextmanager
    def _program(
        self, devices: tuple[DeviceSettings, ...], passwords: dict[str, str] | None = None, *, turns: bool = False
    ) -> Iterator[Program]:
        with tempfile.TemporaryDirectory() as folder:
            program = Program(Path(folder), devices, passwords or {}, self._where, turns=turns)
            try:
                yield program
            finally:
                if program.process.poll() is None:
                    program.process.terminate()
                    program.process.wait(30)


def _spread(late: list[float]) -> str:
    p50, p99, most = (late[min(len(late) - 1, int(len(late) * part))] for part in (0.5, 0.99, 0.999))
    return f"p50 {p50:7.1f} ms, p99 {p99:7.1f} ms, p99.9 {most:7.1f} ms, worst {late[-1]:7.1f} ms"


def main() -> int:
    """Run the parts; return 1 where an event was lost, kept twice or not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = {"start": Bench.start, "idle": Bench.idle, "failing": Bench.failing, "rate": Bench.rate,
             "burst": Bench.burst, "return": Bench.power}  # fmt: skip
    parser.add_argument("part", nargs="*", choices=[[], *parts], default=[])
    parser.add_argument("--devices", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--display", help="an X display such as :99; offscreen if left out")
    arguments = parser.parse_args()
    bench = Bench(arguments)
    for part in arguments.part or parts:
        parts[part](bench)
    return 1 if bench.failed else 0


if __name__ == "__main__":
    sys.exit(main())
