"""Many simulated devices in one process: healthy ones, and ones that fail in every way that a connection can.

    python tests/bench/simulated_fleet.py HEALTHY FAILING

Writes one JSON line, {"devices": […], "passwords": {…}}: what settings.toml is to have, and what the keyring knows.
Then each line read from standard input is an order, answered by one JSON line:

    rate R          let R events a second happen at each healthy device
    burst N D       let N events happen at once, at D of the healthy devices
    restart S       switch all healthy devices off for S seconds
    state           {"produced": [[whether it is a device's alarm, what facemon calls it]…], "subscribed": healthy
                    devices with a subscriber, "busiest": most attempts to subscribe within a second since the last
                    restart}

It ends with its standard input.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from fault_server import CLOSE, FaultServer, Peer, closed_port, serve, silent_listener, slam
from happened import name_of
from identity import Identity

from facemon.event import Category
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.happenings import draw_ahead

GROUPS = ("North site", "South site", "Tower", "Warehouse", "Gate house", "Laboratory", "Canteen", "")
_SAMPLE = 0.05  # seconds
Device = dict[str, object]
Script = Callable[[Peer], None]


def mute(peer: Peer) -> None:
    """Take the connection and say nothing."""
    peer.hold()


def drip(peer: Peer) -> None:
    """Say one byte a second instead of shaking hands."""
    with contextlib.suppress(OSError):
        while not peer.server.ending.wait(1):
            peer.sock.send(b"\x16")


def answers(status: str, body: bytes = b"") -> Script:
    """Return a device that answers everything so."""

    def script(peer: Peer) -> None:
        peer.read_request()
        peer.answer(status, body)

    return script


def login(status: str, code: int) -> Script:
    """Return a device whose login says so."""
    return answers(status, json.dumps({"code": code, "msg": "no"}).encode())


def dies(after: float, how: Script) -> Script:
    """Return a device that is live for a while and then ends badly."""

    def script(peer: Peer) -> None:
        peer.upgrade()
        peer.frame(b"{}")
        peer.server.ending.wait(after)
        how(peer)

    return script


def another(peer: Peer) -> None:
    """Say another serial number than the one that was set up."""
    head = peer.read_head()
    if head.startswith("GET /v1/event "):
        peer.grant(head)
        peer.serve()
    else:
        peer.answer("200 OK", json.dumps({"code": 200, "msg": "OK", "data": {"device_sn": "IMPOSTOR"}}).encode())


def full(peer: Peer) -> None:
    """Be watched by three others already."""
    peer.upgrade()
    peer.frame(struct.pack("!H", 1013), CLOSE)


class Fleet:
    """All of them, while the context is entered."""

    def __init__(self, healthy: int, failing: int) -> None:
        self._ending = contextlib.ExitStack()
        self._folder = Path(self._ending.enter_context(tempfile.TemporaryDirectory()))
        self.devices: list[Device] = []
        self.passwords: dict[str, str] = {}
        self.healthy = [SimulatedDevice(seed=number, keeps=10_000) for number in range(healthy)]
        self.faulty: list[FaultServer] = []
        self.busiest = 0
        self._samples: list[tuple[float, int]] = []
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(SimulatedDevice.__enter__, self.healthy))
        for number, device in enumerate(self.healthy):
            self._add(f"door-{number:03}", device.port, device.certificate_sha256)
        identity, other = Identity(self._folder), Identity(self._folder)
        for number, (name, add) in zip(range(failing), self._ways(identity, other), strict=False):
            add(f"{name}-{number:03}")
        threading.Thread(target=self._sample, daemon=True).start()

    def _ways(self, mine: Identity, other: Identity):  # type: ignore[no-untyped-def]
        def scripted(script: Script, *, identity: Identity | None = mine, pin: str = mine.pin, **more: str):  # type: ignore[no-untyped-def]
            def add(device_id: str) -> None:
                server = FaultServer(script, identity=identity)
                self.faulty.append(server)
                self._add(device_id, server.port, pin, **more)

            return add

        def elsewhere(port: Callable[[], int], host: str = "127.0.0.1"):  # type: ignore[no-untyped-def]
            return lambda device_id: self._add(device_id, port(), mine.pin, host=host)

        def asking(code: str, number: int):  # type: ignore[no-untyped-def]
            return scripted(login(code, number), username="admin")

        ways = {
            "closed": elsewhere(closed_port),
            "unanswered": elsewhere(lambda: self._ending.enter_context(silent_listener())),
            "nameless": elsewhere(lambda: 8000 + len(self.devices), "no-such-device.invalid"),
            "unroutable": elsewhere(lambda: 8000 + len(self.devices), "255.255.255.255"),
            "mute": scripted(mute, identity=None),
            "dripping": scripted(drip, identity=None),
            "plain": scripted(answers("200 OK"), identity=None),
            "changed": scripted(serve, pin=other.pin),
            "unapproved": scripted(serve, pin=""),
            "invalid": scripted(serve, pin="ca"),
            "replaced": scripted(another, serial="WANTED"),
            "asks": scripted(answers("401 Unauthorized")),
            "wrong": asking("401 Unauthorized", 1001),
            "nobody": asking("401 Unauthorized", 1000),
            "forgotten": asking("200 OK", 200),
            "pathless": scripted(answers("404 Not Found")),
            "broken": scripted(answers("500 Internal Server Error")),
            "odd": scripted(answers("200 OK", b"hello")),
            "full": scripted(full),
            "slamming": scripted(dies(5, slam)),
            "silent": scripted(dies(0, mute)),
            "babbling": scripted(dies(5, lambda peer: peer.send(b"\xff" * 64))),
        }
        for number in count():
            yield list(ways.items())[number % len(ways)]

    def _add(self, device_id: str, port: int, pin: str, host: str = "127.0.0.1", **more: str) -> None:
        name, number = device_id.rpartition("-")[::2]
        group = GROUPS[len(self.devices) % len(GROUPS)]
        device = {"id": device_id, "name": f"{name.title()} {number}", "host": host, "port": port, "certificate": pin}
        self.devices.append(device | {"group": group} | more)
        if "username" in more and name != "forgotten":
            self.passwords[device_id] = "not the right one"

    def rate(self, each: float) -> None:
        """Let so many events a second happen at each healthy device."""
        for device in self.healthy:
            device.set_rate(each)

    def burst(self, events: int, devices: int) -> None:
        """Let so many events happen at once, at so many of the healthy devices."""
        at = self.healthy[:devices]
        ready = threading.Barrier(len(at))

        def let(device: SimulatedDevice) -> None:
            ready.wait()
            for _ in range(events // len(at)):
                device.emit(Category.STAFF)

        with ThreadPoolExecutor(len(at)) as pool:
            list(pool.map(let, at))

    def restart(self, seconds: float) -> None:
        """Switch all healthy devices off for a while, as when the power of a site fails."""
        with ThreadPoolExecutor(len(self.healthy)) as pool:
            list(pool.map(lambda device: device.restart(seconds), self.healthy))
        self.busiest = 0

    def state(self) -> dict[str, object]:
        """Return what has happened so far."""
        return {
            "produced": [name for device in self.healthy for name in _names(device)],
            "subscribed": sum(device.wait_for_subscribers(1, 0) for device in self.healthy),
            "busiest": self.busiest,
        }

    def _asked(self) -> int:
        return sum(sum(request.path == "/v1/event" for request in list(device.requests)) for device in self.healthy)

    def _sample(self) -> None:
        while True:
            now = time.monotonic()
            self._samples = [*(each for each in self._samples if each[0] > now - 1), (now, self._asked())]
            self.busiest = max(self.busiest, self._samples[-1][1] - self._samples[0][1])
            time.sleep(_SAMPLE)


def _names(device: SimulatedDevice) -> list[tuple[bool, str]]:
    return [("trace_id" in data, name_of(data)) for data in list(device.produced)]


def main() -> None:
    """Serve until standard input ends."""
    socket.setdefaulttimeout(60)
    healthy, failing = map(int, sys.argv[1:])
    fleet = Fleet(healthy, failing)
    draw_ahead(threading.Event())
    print(json.dumps({"devices": fleet.devices, "passwords": fleet.passwords}), flush=True)
    for line in sys.stdin:
        order, *numbers = line.split()
        if order == "rate":
            fleet.rate(float(numbers[0]))
        elif order == "burst":
            fleet.burst(int(numbers[0]), int(numbers[1]))
        elif order == "restart":
            fleet.restart(float(numbers[0]))
        print(json.dumps(fleet.state() if order == "state" else {}), flush=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    # The devices' own threads are left: there is nobody for them to say farewell to.
    import os

    os._exit(0)
