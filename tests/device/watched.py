"""A stream whose every word is kept, for the tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import msgspec
from fault_server import until

from facemon.device.account import Account
from facemon.device.message import MessageError
from facemon.device.status import Failure, State, Status
from facemon.device.stream import DeviceStream
from facemon.device.timing import Timing
from facemon.device.turns import Turns
from facemon.event import Happening
from facemon.settings import DeviceSettings

# Quick to try again. How long anything else may take is the real thing, whatever else the machine has to do; a test of
# one of these times shortens just that one.
QUICK = Timing(ping=0.2, settle=0.5, first_retry=0.02, longest_retry=0.05, full_retry=0.05, round_trip=0.0)
PATIENT = Timing(first_retry=60, longest_retry=60, full_retry=60)  # the real times, and one attempt


def quick(**seconds: float) -> Timing:
    """Return `QUICK` with other times."""
    return msgspec.structs.replace(QUICK, **seconds)


def event(uuid: str, **fields: object) -> bytes:
    """Return a message."""
    data: dict[str, Any] = {"deviceSN": "SN1", "recognitionType": 1, "uuid": uuid, "timestamp": 1_700_000_000, **fields}
    return json.dumps({"type": 0, "data": data}).encode()


class Watched:
    """A stream to a port of this computer, with what it told."""

    def __init__(
        self,
        port: int,
        certificate: str,
        *,
        host: str = "127.0.0.1",
        username: str = "",
        password: str | None = None,
        turns: Turns | None = None,
        timing: Timing = QUICK,
        asleep: Callable[[], float] = lambda: 0.0,
        on_message: Callable[[Happening], None] = lambda _: None,
        ask_password: Callable[[], str | None] | None = None,
    ) -> None:
        self.statuses: list[Status] = []
        self.messages: list[Happening] = []
        self.times: list[tuple[int, int]] = []
        self.unreadable: list[MessageError] = []
        self.ended = threading.Event()
        self._then = on_message
        self.stream = DeviceStream(
            account=Account(
                DeviceSettings(
                    id="gate", name="Gate", host=host, port=port, username=username, certificate=certificate
                ),
                ask_password or (lambda: password),
                timing=timing,
            ),
            on_message=self._message,
            on_unreadable=self.unreadable.append,
            on_status=self.statuses.append,
            turns=turns,
            timing=timing,
            asleep=asleep,
        )

    def __enter__(self) -> Watched:
        self.stream.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.stop()
        assert self.stream.join(10.0), "the stream did not stop"

    def _message(self, happening: Happening, received_ns: int, decoded_ns: int) -> None:
        self.messages.append(happening)
        self.times.append((received_ns, decoded_ns))
        self._then(happening)

    @property
    def status(self) -> Status:
        return self.statuses[-1] if self.statuses else Status(device_id="gate")

    @property
    def uuids(self) -> list[str]:
        return [message.uuid for message in self.messages]

    @property
    def states(self) -> list[State]:
        return [status.state for status in self.statuses]

    def wait_for(self, state: State, seconds: float = 20.0) -> Status:
        """Wait until it is in `state`."""
        until(lambda: self.status.state is state, seconds)
        return self.status

    def wait_for_failure(self, seconds: float = 20.0) -> Status:
        """Wait until an attempt has failed, and return how it stood then."""
        until(lambda: any(status.failure for status in list(self.statuses)), seconds)
        return next(status for status in self.statuses if status.failure)

    def fails_with(self, failure: Failure, seconds: float = 20.0) -> Status:
        """Wait for the first failure, which has to be this one."""
        status = self.wait_for_failure(seconds)
        assert status.failure is failure, status
        return status
