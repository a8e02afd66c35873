"""Simulated devices for the soak: small pictures, and a file of all that has happened, by facemon's names for it.

    python tests/bench/soak_devices.py DEVICES FILE

Writes one JSON line, the devices as settings.toml is to have them. Then each line read from standard input is an order,
answered by one JSON line, {"happened": how much so far, "subscribed": devices with a subscriber}:

    rate R          let R events a second happen at each device
    drop N          cut the connections of device N, without a word
    restart N S     switch device N off for S seconds
    state           only answer

FILE gets a line for each happening: "e" or "a" (a device alarm, of which devices keep no records) and the name. It ends
with its standard input.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import io
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from happened import name_of
from PIL import Image

from facemon.simulator import happenings
from facemon.simulator.device import SimulatedDevice

_SIZE = (72, 96)
_COLLECT = 0.2  # seconds


class Devices:
    """Some devices; what happens at them is written down as it happens."""

    def __init__(self, count: int, file: Path) -> None:
        self.devices = [SimulatedDevice(seed=number + 1, keeps=20_000) for number in range(count)]
        self._file = file.open("w", encoding="utf-8")
        self._lock = threading.Lock()
        self._happened = 0

    def collect_on(self) -> None:
        """Write down what happens, for ever."""
        while True:
            time.sleep(_COLLECT)
            self.collect()

    def collect(self) -> int:
        """Write down what has happened since the last time; return how much has in all."""
        with self._lock:
            for device in self.devices:
                with contextlib.suppress(IndexError):
                    while True:
                        data = device.produced.popleft()  # nor does the memory fill with what is over
                        self._file.write(f"{'a' if 'trace_id' in data else 'e'} {name_of(data)}\n")
                        self._happened += 1
            self._file.flush()
            return self._happened

    def do(self, order: str, numbers: list[float]) -> None:
        """Do what is ordered."""
        if order == "rate":
            for device in self.devices:
                device.set_rate(numbers[0])
        elif order == "drop":
            self.devices[int(numbers[0])].drop()
        elif order == "restart":
            self.devices[int(numbers[0])].restart(numbers[1])

    def state(self) -> dict[str, int]:
        """Return what has happened so far."""
        return {
            "happened": self.collect(),
            "subscribed": sum(device.wait_for_subscribers(1, 0) for device in self.devices),
        }

    def settings(self) -> list[dict[str, Any]]:
        """Return the devices as the settings have them."""
        return [
            {"id": f"door-{number}", "name": f"Door {number}", "host": "127.0.0.1", "port": device.port,
             "certificate": device.certificate_sha256}
            for number, device in enumerate(self.devices, 1)
        ]  # fmt: skip


def small(drawn: Any) -> Any:
    """Let pictures be as large as a thumbnail: it is the number of events that counts here."""

    @functools.cache
    def picture(seed: str, sight: int, hints: str = "", **looks: bool) -> str:
        kept = io.BytesIO()
        with Image.open(io.BytesIO(base64.b64decode(drawn(seed, sight, hints, **looks)))) as image:
            image.resize(_SIZE).save(kept, "JPEG", quality=70)
        return base64.b64encode(kept.getvalue()).decode()

    return picture


def main() -> None:
    """Serve until standard input ends."""
    happenings.picture = small(happenings.picture)
    run = Devices(int(sys.argv[1]), Path(sys.argv[2]))
    happenings.draw_ahead(threading.Event())
    for device in run.devices:
        device.__enter__()
    threading.Thread(target=run.collect_on, daemon=True).start()
    print(json.dumps(run.settings()), flush=True)
    for line in sys.stdin:
        order, *numbers = line.split()
        run.do(order, [float(number) for number in numbers])
        print(json.dumps(run.state()), flush=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # the devices' own threads are left: there is nobody for them to say farewell to
