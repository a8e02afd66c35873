"""How fast a device's records are recovered, and how long that keeps other threads waiting.

    python tests/bench/bench_recovery.py [EVENTS]

A simulated device in a process of its own has so many records of 71 KB (10,000). Prints events a second and CPU an
event, how late another thread wakes that sleeps a millisecond at a time, before and meanwhile, and what a connection a
page costs.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import sys
import threading
import time
from multiprocessing.connection import Connection

from facemon.device import tls
from facemon.device.account import Account
from facemon.device.recovering import RecoveryWorker
from facemon.device.recovery import PageOutcome, Task
from facemon.device.timing import Timing
from facemon.event import Category, Event, Gap, GapCause, GapState
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import STAFF

PICTURE = 52_000  # bytes
A_SECOND = 40  # records of one second
CONNECTIONS = 50


def serve(link: Connection, events: int, begin_s: int) -> None:
    """Be the device, until told to end."""
    picture = os.urandom(PICTURE)
    with SimulatedDevice(keeps=events) as device:
        for number in range(events):
            device.emit(Category.STAFF, STAFF[0], picture=picture, timestamp=begin_s + number // A_SECOND)
        link.send((device.port, device.certificate_sha256))
        link.recv()


class Lateness:
    """How late a thread wakes that sleeps a millisecond at a time, in ms, from entering the context to leaving it."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sleep)

    def __enter__(self) -> Lateness:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()
        self.late.sort()

    def _sleep(self) -> None:
        while not self._end.is_set():
            began = time.perf_counter()
            time.sleep(0.001)
            self.late.append((time.perf_counter() - began) * 1000 - 1)

    def __str__(self) -> str:
        at = {part: self.late[int(part * (len(self.late) - 1))] for part in (0.5, 0.99, 1.0)}
        return f"median {at[0.5]:.2f} ms, 99 % {at[0.99]:.1f} ms, longest {at[1.0]:.1f} ms"


def recover(device: DeviceSettings, gap: Gap) -> tuple[Gap, int]:
    """Recover a gap; return it as it is then, and the number of pages."""
    pages = itertools.count()
    ended = threading.Event()
    told: list[Gap] = []

    def on_page(_: Gap, events: list[Event]) -> PageOutcome:
        next(pages)
        return PageOutcome(len(events), 0)

    def on_gap(changed: Gap) -> None:
        told.append(changed)
        if changed.state is not GapState.RECOVERING:
            ended.set()

    timing = Timing(written=0.0)
    worker = RecoveryWorker(account=Account(device, lambda: None), on_page=on_page, on_gap=on_gap, timing=timing)
    worker.start()
    worker.add(Task(gap=gap))
    worker.resume()
    ended.wait()
    worker.stop()
    worker.join(5)
    return told[-1], next(pages)


def main() -> None:
    """Fill a device, recover all of it, and print what that took."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    begin_s = int(time.time()) - events // A_SECOND - 100
    spawn = multiprocessing.get_context("spawn")
    link, other = spawn.Pipe()
    process = spawn.Process(target=serve, args=(other, events, begin_s), daemon=True)
    process.start()
    port, certificate = link.recv()
    device = DeviceSettings(id="bench", name="", host="127.0.0.1", port=port, certificate=certificate)
    gap = Gap(
        id=1, device_id="bench", from_ms=begin_s * 1000, to_ms=(begin_s + events // A_SECOND) * 1000,
        cause=GapCause.DISCONNECTED, state=GapState.WAITING,
    )  # fmt: skip

    began = time.perf_counter()
    for _ in range(CONNECTIONS):
        tls.open_tls(device.host, device.port, certificate=certificate, stop=lambda: False).close()
    connecting = (time.perf_counter() - began) / CONNECTIONS

    with Lateness() as idle:
        time.sleep(2)
    with Lateness() as busy:
        began, began_cpu = time.perf_counter(), time.process_time()
        recovered, pages = recover(device, gap)
        wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    link.send(None)
    process.join(10)
    print(f"{recovered.state}: {recovered.read} of {recovered.total} records in {pages} pages, {wall:.1f} s")
    print(f"{recovered.read / wall:.0f} events/s, {cpu / recovered.read * 1e6:.0f} µs CPU an event")
    print(f"a connection {connecting * 1000:.1f} ms, all of them {connecting * pages / wall:.1%} of the time")
    print(f"another thread wakes late: {idle} (idle)")
    print(f"                           {busy} (meanwhile)")


if __name__ == "__main__":
    main()
