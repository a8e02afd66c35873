"""The whole program at a given rate: CPU an event, memory, latency, the window's turns; beside primitives and a page.

    python tests/bench/bench_monitor.py [--rate 50] [--seconds 60] [--rounds 1] [--page] [--guard] [--offscreen]

Starts a simulated device in a process of its own and the real program with its window of 1440x900 on an Xvfb, takes the
CPU time and memory of the program and of what it starts from the operating system, waits until what a cut link has cost
has been recovered, ends it, and checks the trace against what the device produced: every uuid, none twice. The X
server's own time counts for nobody.

The reference reads the same messages at the same rate over TLS, decodes JSON and base64, brings each picture to card
size, writes it with a row into SQLite, and does nothing else. --page has a page in Chromium show the same stream on the
same screen. --guard lets somebody scroll and search meanwhile.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import io
import itertools
import json
import os
import signal
import socket
import sqlite3
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import chromium_page
import happened
import msgspec
import process_tree
import pybase64
import urllib3
import websocket
from display import own_display
from gaps_filled import gaps_that_warn, rows, wait_for_recovery
from PIL import Image

from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.process import SimulatorProcess
from facemon.simulator.process import start as start_simulator

HERE = Path(__file__).parent
CARD = (120, 160)
WARM_UP = 6.0  # seconds, in events
COMMIT_S = 0.1  # seconds whose rows share a transaction of the reference, as facemon's do


class Measured(msgspec.Struct, frozen=True):
    """What a program took while the events came."""

    cpu: float  # seconds an event
    memory: float  # MB at the end
    events: int
    since_ns: int  # `time.monotonic_ns()`: it had warmed up


class _Data(msgspec.Struct):
    rgb_image: str | None = None
    alarm_photo: str | None = None


class _Message(msgspec.Struct):
    data: _Data


def connected(device: SimulatorProcess) -> websocket.WebSocket:
    """Subscribe to the device without checking anything."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    plain = socket.create_connection(("127.0.0.1", device.port))
    secure = context.wrap_socket(plain)
    link = websocket.WebSocket(skip_utf8_validation=True)
    link.connect(  # type: ignore[no-untyped-call]
        f"wss://127.0.0.1:{device.port}/v1/event", socket=secure, timeout=30
    )
    return link


def control(device: SimulatorProcess, action: str, **asked: object) -> dict[str, Any]:
    """Have the device do something, or tell its state."""
    http = urllib3.PoolManager(cert_reqs="CERT_NONE", assert_hostname=False)
    answer = http.request("POST", f"https://127.0.0.1:{device.port}/control/{action}", json=asked).json()
    data: dict[str, Any] = answer["data"] or {}
    return data


def _behind(device: SimulatorProcess, rate: float) -> bool:
    """Take a second to see whether the device still makes up for the time that drawing its people took."""
    before, begun = control(device, "state")["produced"], time.monotonic()
    time.sleep(1)
    produced: int = control(device, "state")["produced"] - before
    return produced > 1.2 * rate * (time.monotonic() - begun)


def warm_up(device: SimulatorProcess, rate: float) -> None:
    """Let events come at a rate, until the device has drawn its people and made up for the time that this took."""
    control(device, "rate", rate=rate)
    begun = time.monotonic()
    while control(device, "state")["produced"] < WARM_UP * rate and time.monotonic() - begun < 10 * WARM_UP:
        time.sleep(0.1)
    while _behind(device, rate) and time.monotonic() - begun < 10 * WARM_UP:
        pass


def reference(rate: float, seconds: float, folder: Path) -> float:
    """Return CPU seconds an event of the primitives alone, at the same rate, once the device has warmed up."""
    device = start_simulator(rate=0, control=True)
    warm_up(device, rate)
    link = connected(device)
    with contextlib.closing(sqlite3.connect(folder / "reference.sqlite3")) as kept:
        kept.execute("PRAGMA journal_mode=WAL")
        kept.execute("PRAGMA synchronous=FULL")
        kept.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, received INTEGER, facts BLOB, picture BLOB)")
        count, begun, end = 0, time.process_time(), time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                _take(link, kept)
            except (websocket.WebSocketException, OSError):  # behind for a moment, it was cut off, as facemon would be
                link = connected(device)
                continue
            count += 1
            if count % max(1, round(rate * COMMIT_S)) == 0:
                kept.commit()
        cpu = time.process_time() - begun
    link.close()
    device.stop()
    return cpu / max(1, count)


def _take(link: websocket.WebSocket, kept: sqlite3.Connection) -> None:
    """Read one message, decode it and its picture, and write it."""
    raw = link.recv_data()[1]
    message = msgspec.json.decode(raw, type=_Message)
    picture = pybase64.b64decode(message.data.rgb_image or message.data.alarm_photo or "")
    if picture:
        image = Image.open(io.BytesIO(picture), formats=("JPEG",))
        image.draft("RGB", CARD)
        image.load()
    kept.execute("INSERT INTO event VALUES (NULL, ?, ?, ?)", (time.time_ns(), raw[:500], picture))


def wait_until_live(device: SimulatorProcess, program: subprocess.Popen[bytes]) -> None:
    """Wait until the program has subscribed."""
    while not control(device, "state")["subscribers"]:
        if program.poll() is not None:
            sys.exit(f"the program ended with {program.returncode}")
        time.sleep(0.05)


def produced(device: SimulatorProcess) -> list[tuple[bool, str]]:
    """Return what facemon calls everything that the device produced, oldest first, and whether it is a device alarm."""
    names: list[tuple[bool, str]] = []
    while True:
        listed = control(device, "produced", offset=len(names), limit=10_000)
        for item in listed["items"]:
            alarm = item["type"] == 1
            name = happened.alarm_name(item["uuid"], item["status"], item["time_ms"]) if alarm else item["uuid"]
            names.append((alarm, name))
        if not listed["items"] or len(names) >= listed["total"]:
            return names


def measured(device: SimulatorProcess, pid: int, rate: float, seconds: float) -> Measured:
    """Let the events come, and take what the program uses of them once it has warmed up."""
    warm_up(device, rate)
    before, begun = process_tree.cpu_seconds(pid), control(device, "state")["produced"]
    since_ns = time.monotonic_ns()
    time.sleep(seconds)
    used, events = process_tree.cpu_seconds(pid) - before, control(device, "state")["produced"] - begun
    memory = process_tree.pss_mb(pid)
    control(device, "rate", rate=0)
    return Measured(used / max(1, events), memory, events, since_ns)


class Program:
    """The real program over one simulated device, in a profile of its own."""

    def __init__(self, folder: Path, device: SimulatorProcess, where: dict[str, str], *, guard: bool) -> None:
        self._trace, self._turns = folder / "trace", folder / "turns"
        profile = folder / "profile"
        profile.mkdir()
        self.history = profile / "history.sqlite3"
        gate = DeviceSettings(
            id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate
        )
        save(profile / "settings.toml", Settings(devices=(gate,)))
        command: list[str | Path] = ["-m", "facemon"]
        if guard:
            command = [HERE / "busy_guard.py", self._turns]
        self.process = subprocess.Popen(
            [sys.executable, *command, "--profile", profile, "--trace", self._trace], env=os.environ | where
        )
        wait_until_live(device, self.process)

    def see_that_it_runs(self) -> None:
        """End the benchmark where it does not."""
        if self.process.poll() is not None:
            sys.exit(f"the program ended with {self.process.returncode}")

    def end(self) -> list[dict[str, Any]]:
        """End it as a user does, and return its trace."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return [json.loads(line) for line in self._trace.read_text().splitlines()]

    def turns(self) -> list[float]:
        """Return the milliseconds between the turns of its event loop, once it has ended."""
        return sorted(json.loads(self._turns.read_text()))


def part_of(ordered: Sequence[float], part: float) -> float:
    """Return the value below which such a part of them lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def lost(names: list[tuple[bool, str]], records: list[dict[str, Any]], cut: int, warned: int) -> bool:
    """Compare the trace with what the device produced; say what is missing, and return whether anything is.

    A device alarm may be, of a time when the link was cut: devices keep none. But facemon has to say so.

    Args:
        names: of what was produced.
        cut: how often the link was.
        warned: in how many gaps facemon says that device alarms may be missing.
    """
    counts = collections.Counter(record["uuid"] for record in records)
    missing = [sum(name not in counts for alarm, name in names if alarm is kind) for kind in (False, True)]
    twice = sum(count > 1 for count in counts.values())
    alarms = sum(alarm for alarm, _ in names)
    print(
        f"produced: {len(names)}, {alarms} of them device alarms; in the trace: {len(counts)}; "
        f"{missing[0]} events missing, {missing[1]} device alarms missing, {twice} twice; "
        f"gaps: {cut}, and in {warned} of them facemon says that device alarms may be missing"
    )
    return bool(missing[0] or twice or (missing[1] and not warned))


def run(arguments: argparse.Namespace, where: dict[str, str]) -> tuple[Measured, bool]:
    """Measure the program once and print the rest of what is known of it; return whether anything was lost, too."""
    with tempfile.TemporaryDirectory() as folder:
        device = start_simulator(rate=0, control=True)
        program = Program(Path(folder), device, where, guard=arguments.guard)
        took = measured(device, program.process.pid, arguments.rate, arguments.seconds)
        wait_for_recovery(program.history, program.see_that_it_runs)
        ((cut,),) = rows(program.history, "SELECT count(*) FROM gap WHERE cause = 'disconnected'")
        warned = gaps_that_warn(program.history)
        records = program.end()
        failed = lost(produced(device), records, cut, warned)
        device.stop()
        # What came before waited for the window to be built, and for a device that made up for lost time.
        shown = [r for r in records if r["shown"] and r["received"] >= took.since_ns]
        latency = sorted((r["shown"] - r["received"]) / 1e6 for r in shown)
        print(
            f"last byte to painted, {len(latency)} events: p50 {part_of(latency, 0.5):.1f} ms, "
            f"p99 {part_of(latency, 0.99):.1f} ms, worst {latency[-1]:.1f} ms"
        )
        if arguments.guard:
            turns = program.turns()
            print(
                f"between two turns of the window, {len(turns)} times: p99 {part_of(turns, 0.99):.1f} ms, "
                f"p99.9 {part_of(turns, 0.999):.1f} ms, worst {turns[-1]:.1f} ms"
            )
    return took, failed


def page(arguments: argparse.Namespace, display: str) -> Measured:
    """Measure the page."""
    program = chromium_page.found()
    if program is None:
        sys.exit("There is no Chromium here: leave --page out.")
    device = start_simulator(rate=0, control=True)
    shown = chromium_page.ChromiumPage(program, device.port, display)
    wait_until_live(device, shown.process)
    took = measured(device, shown.process.pid, arguments.rate, arguments.seconds)
    shown.close()
    device.stop()
    return took


def in_turn(rounds: int, *parts: Callable[[], Any]) -> list[list[Any]]:
    """Run all parts, again and again; return the results of each."""
    results: list[list[Any]] = [[] for _ in parts]
    for _, (number, part) in itertools.product(range(rounds), enumerate(parts)):
        results[number].append(part())
    return results


def main() -> int:
    """Run the benchmark; return 1 when an event is missing or there twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--guard", action="store_true")
    parser.add_argument("--offscreen", action="store_true", help="draw into memory: there is no X server here")
    arguments = parser.parse_args()
    urllib3.disable_warnings()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        display = "" if arguments.offscreen else stack.enter_context(own_display())
        where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        numbers = itertools.count()

        def alone() -> float:
            own = folder / str(next(numbers))
            own.mkdir()
            return reference(arguments.rate, min(20.0, arguments.seconds), own)

        parts: list[Callable[[], Any]] = [lambda: run(arguments, where), alone]
        if arguments.page:
            parts.append(lambda: page(arguments, display))
        runs, least, *pages = in_turn(arguments.rounds, *parts)
    each = statistics.median(took.cpu for took, _ in runs)
    memory = statistics.median(took.memory for took, _ in runs)
    primitives = statistics.median(least)
    print(
        f"CPU an event: {each * 1e3:.2f} ms; primitives alone {primitives * 1e3:.2f} ms; ratio {each / primitives:.2f}"
    )
    print(f"memory (PSS) after {sum(took.events for took, _ in runs) // arguments.rounds} events: {memory:.0f} MB")
    for measures in pages:
        cpu = statistics.median(took.cpu for took in measures)
        pss = statistics.median(took.memory for took in measures)
        print(f"the page: {cpu * 1e3:.2f} ms an event, ratio {each / cpu:.3f}; {pss:.0f} MB, ratio {memory / pss:.2f}")
    return int(any(failed for _, failed in runs))


if __name__ == "__main__":
    sys.exit(main())
