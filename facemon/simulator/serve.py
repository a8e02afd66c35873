"""Serve a simulated device until Ctrl-C: for trying facemon, for training guards, for tests."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading

from facemon.simulator.device import SimulatedDevice

PORT = 8000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `facemon simulate`."""
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help=f"0 for any free one (default: {PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--rate", type=float, default=0.5, metavar="R", help="events a second (default: 0.5)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same people")
    parser.add_argument("--user", metavar="U", help="an account that has to sign in")
    parser.add_argument("--password", metavar="P", help="the account's password")
    # For a program that starts the device: what it is told, and when it ends.
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM (or until standard input closes); return 0, or 1 where the port cannot be had."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    device = SimulatedDevice(
        rate=arguments.rate, seed=arguments.seed, user=arguments.user, password=arguments.password or "",
        host=arguments.host, port=arguments.port, control=arguments.control, ahead=True,
    )  # fmt: skip
    try:
        with device:
            _introduce(device, as_json=arguments.json)
            if arguments.until_stdin_closes:
                threading.Thread(target=_wait_for_end_of_input, args=(stopped,), daemon=True).start()
            while not stopped.wait(0.5):  # in slices, so that a signal gets its turn on every platform
                pass
    except OSError as error:
        sys.stderr.write(f"The simulated device cannot listen on {arguments.host}, port {arguments.port}: {error}.\n")
        return 1
    return 0


def _introduce(device: SimulatedDevice, *, as_json: bool) -> None:
    if as_json:
        facts = {"port": device.port, "certificate": device.certificate_sha256, "serial": device.serial}
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        sys.stdout.write(
            f"A simulated device listens on {device.host}:{device.port}. Its certificate is\n"
            f"{device.certificate_sha256}\n"
            f"To watch it: facemon, Settings, Devices, Add, address {device.host}:{device.port}. Ctrl-C ends it.\n"
        )
    sys.stdout.flush()


def _wait_for_end_of_input(stopped: threading.Event) -> None:
    while sys.stdin.buffer.read(1024):
        pass
    stopped.set()
