"""The whole program at a given rate: CPU an event and memory, beside a loop of the C primitives on the same messages.

    python tests/bench/bench_monitor.py [--rate 50] [--seconds 60] [--display :99]

Starts a simulated device in a process of its own and the real program with its window (offscreen or on a display),
takes the program's CPU time and memory from the operating system, ends it, and checks the trace against what the device
produced: every uuid, none twice. The reference reads the same number of the same messages over TLS, decodes JSON and
base64 and brings each picture to card size, and does nothing else.
"""

from __future__ import annotations

import argparse
import collections
import io
import json
import os
import signal
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
import pybase64
import urllib3
import websocket
from PIL import Image

from facemon.settings import DeviceSettings, Settings, save
from facemon.simulator.process import SimulatorProcess
from facemon.simulator.process import start as start_simulator

CARD = (120, 160)


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


def reference(rate: float, seconds: float) -> float:
    """Return CPU seconds an event of the primitives alone, at the same rate."""
    device = start_simulator(rate=rate)
    link = connected(device)
    end = time.monotonic() + seconds
    count, begun = 0, time.process_time()
    while time.monotonic() < end:
        message = msgspec.json.decode(link.recv_data()[1], type=_Message)
        picture = pybase64.b64decode(message.data.rgb_image or message.data.alarm_photo or "")
        if picture:
            image = Image.open(io.BytesIO(picture), formats=("JPEG",))
            image.draft("RGB", CARD)
            image.load()
        count += 1
    cpu = time.process_time() - begun
    link.close()
    device.stop()
    return cpu / max(1, count)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mb(pid: int) -> float:
    """Return the memory of a process with shared pages divided among those who share them, in MB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def control(device: SimulatorProcess, action: str, **asked: object) -> dict[str, Any]:
    """Have the device do something, or tell its state."""
    http = urllib3.PoolManager(cert_reqs="CERT_NONE", assert_hostname=False)
    answer = http.request("POST", f"https://127.0.0.1:{device.port}/control/{action}", json=asked).json()
    data: dict[str, Any] = answer["data"] or {}
    return data


def wait_until_live(device: SimulatorProcess, program: subprocess.Popen[bytes]) -> None:
    """Wait until the program has subscribed."""
    while not control(device, "state")["subscribers"]:
        if program.poll() is not None:
            sys.exit(f"the program ended with {program.returncode}")
        time.sleep(0.05)


def produced(device: SimulatorProcess) -> list[str]:
    """Return the uuids of everything that the device produced, oldest first."""
    http = urllib3.PoolManager(cert_reqs="CERT_NONE", assert_hostname=False)
    uuids: list[str] = []
    while True:
        ask = {"begin_time": 0, "end_time": 0, "offset": len(uuids), "limit": 200, "sort": 0}
        answer = http.request("POST", f"https://127.0.0.1:{device.port}/v1/event/records", json=ask).json()["data"]
        uuids += [item["uuid"] for item in answer["items"]]
        if not answer["items"] or len(uuids) >= answer["total"]:
            return uuids


def main() -> int:
    """Run the benchmark; return 1 when an event is missing or there twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--display", help="an X display such as :99; offscreen if left out")
    arguments = parser.parse_args()
    urllib3.disable_warnings()
    with tempfile.TemporaryDirectory() as folder:
        profile, trace = Path(folder) / "profile", Path(folder) / "trace"
        profile.mkdir()
        device = start_simulator(rate=0, control=True)
        gate = DeviceSettings(
            id="gate", name="North gate", host="127.0.0.1", port=device.port, certificate=device.certificate
        )
        save(profile / "settings.toml", Settings(devices=(gate,)))
        where = (
            {"QT_QPA_PLATFORM": "xcb", "DISPLAY": arguments.display}
            if arguments.display
            else {"QT_QPA_PLATFORM": "offscreen"}
        )
        program = subprocess.Popen(
            [sys.executable, "-m", "facemon", "--profile", profile, "--trace", trace], env=os.environ | where
        )
        wait_until_live(device, program)
        control(device, "rate", rate=arguments.rate)
        warm_up = min(10.0, arguments.seconds / 5)
        time.sleep(warm_up)
        before, memory, begun = cpu_seconds(program.pid), [], time.monotonic()
        events_before = control(device, "state")["produced"]
        while time.monotonic() - begun < arguments.seconds - warm_up:
            time.sleep(1)
            memory.append(pss_mb(program.pid))
        used = cpu_seconds(program.pid) - before
        events = control(device, "state")["produced"] - events_before
        control(device, "rate", rate=0)
        time.sleep(1)
        all_produced, total = produced(device), control(device, "state")["produced"]
        program.send_signal(signal.SIGTERM)
        program.wait(30)
        device.stop()
        records = [json.loads(line) for line in trace.read_text().splitlines()]
    counts = collections.Counter(record["uuid"] for record in records)
    missing = [uuid for uuid in all_produced if uuid not in counts]
    twice = [uuid for uuid, count in counts.items() if count > 1]
    latency = sorted((r["shown"] - r["received"]) / 1e6 for r in records if r["shown"])
    primitives = reference(arguments.rate, min(20.0, arguments.seconds))
    each = used / max(1, events)
    print(
        f"produced: {total} ({len(all_produced)} events, the rest device alarms, which records do not have); "
        f"in the trace: {len(counts)}, {len(missing)} events missing, {len(twice)} twice"
    )
    print(
        f"CPU an event: {each * 1e3:.2f} ms; primitives alone {primitives * 1e3:.2f} ms; ratio {each / primitives:.2f}"
    )
    print(f"memory (PSS): median {statistics.median(memory):.0f} MB, worst {max(memory):.0f} MB")
    if latency:
        at = [latency[min(len(latency) - 1, int(len(latency) * q))] for q in (0.5, 0.99)]
        print(
            f"last byte to painted, {len(latency)} events: "
            f"p50 {at[0]:.1f} ms, p99 {at[1]:.1f} ms, worst {latency[-1]:.1f} ms"
        )
    return 1 if missing or twice or total != len(counts) else 0


if __name__ == "__main__":
    sys.exit(main())
