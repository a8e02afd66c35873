"""Serve a simulated device until Ctrl-C: for trying facemon, for training guards, for tests."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import signal
import sys
import threading

from facemon.simulator.device import SimulatedDevice
from facemon.simulator.production import checked_rate

PORT = 8000
_FAILED, _WRONG_USAGE = 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `facemon simulate`."""
    parser.add_argument("--port", type=_port, default=PORT, metavar="N", help=f"0 for any free one (default: {PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--rate", type=_rate, default=0.5, metavar="R", help="events a second (default: 0.5)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same people")
    parser.add_argument("--user", metavar="U", help="an account that has to sign in")
    parser.add_argument("--password", metavar="P", help="the account's password")
    # For a program that starts the device: what it is told, when it ends, when it begins.
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--when-watched", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--control", action="store_true", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM (or until standard input closes) and return 0.

    1 is returned where the port cannot be had, 2 for a password without a user.
    """
    if arguments.password is not None and arguments.user is None:
        sys.stderr.write("A password needs its user: add --user.\n")
        return _WRONG_USAGE
    # An Event must not be set by a signal's handler: it may come while the same thread holds the Event's lock.
    end: queue.SimpleQueue[None] = queue.SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: end.put(None))
    device = SimulatedDevice(
        rate=arguments.rate, seed=arguments.seed, user=arguments.user, password=arguments.password,
        host=arguments.host, port=arguments.port, control=arguments.control, when_watched=arguments.when_watched,
        ahead=True,
    )  # fmt: skip
    with contextlib.ExitStack() as running:
        try:
            running.enter_context(device)
        except OSError as error:
            sys.stderr.write(
                f"The simulated device cannot listen on {arguments.host}, port {arguments.port}: {error}.\n"
            )
            return _FAILED
        with contextlib.suppress(OSError):  # nobody reads it any more: no reason not to serve
            _introduce(device, as_json=arguments.json)
        if arguments.until_stdin_closes:
            threading.Thread(target=_wait_for_end_of_input, args=(end,), daemon=True).start()
        while True:
            with contextlib.suppress(queue.Empty):
                end.get(timeout=0.5)  # in slices, so that a signal gets its turn on every platform
                return 0


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("no port from 0 to 65535")
    return port


def _rate(text: str) -> float:
    try:
        return checked_rate(float(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _introduce(device: SimulatedDevice, *, as_json: bool) -> None:
    if as_json:
        facts = {"port": device.port, "certificate": device.certificate_sha256, "serial": device.serial}
        sys.stdout.write(json.dumps(facts) + "\n")
    else:
        host = f"[{device.host}]" if ":" in device.host else device.host
        sys.stdout.write(
            f"A simulated device listens on {host}:{device.port}. Its certificate is\n"
            f"{device.certificate_sha256}\n"
            f"To watch it: facemon, Settings, Devices, Add, address {host}:{device.port}. Ctrl-C ends it.\n"
        )
    sys.stdout.flush()


def _wait_for_end_of_input(end: queue.SimpleQueue[None]) -> None:
    # Not through sys.stdin: its lock would be held for ever, and the interpreter aborts over that when it ends.
    while os.read(0, 1024):
        pass
    end.put(None)
