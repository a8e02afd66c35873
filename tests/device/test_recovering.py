"""The worker that recovers a device's gaps, against a simulated device and devices that misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from fault_server import FaultServer, Peer, until
from identity import Identity

from facemon.device.recovering import RecoveryWorker
from facemon.device.recovery import PageOutcome, Task
from facemon.device.timing import Timing
from facemon.event import Category, Event, Gap, GapCause, GapState
from facemon.settings import DeviceSettings
from facemon.simulator.device import SimulatedDevice

QUICK = Timing(first_retry=0.02, longest_records_retry=0.05, written=0.0, breath=0.0)
ENDED = (GapState.RECOVERED, GapState.PARTIAL, GapState.FAILED)


class Recovered:
    """A worker for a port of this computer, with what it told. It is live unless told otherwise."""

    def __init__(
        self,
        port: int,
        certificate: str,
        *,
        username: str = "",
        password: Callable[[], str | None] = lambda: None,
        timing: Timing = QUICK,
        live: bool = True,
        on_page: Callable[[], None] = lambda: None,
    ) -> None:
        self.events: dict[str, Event] = {}
        self.told: list[Gap] = []
        self.skews: list[int] = []
        self.pages: list[list[Event]] = []
        self._then = on_page
        self._live = live
        self.worker = RecoveryWorker(
            device=DeviceSettings(
                id="gate", name="Gate", host="127.0.0.1", port=port, username=username, certificate=certificate
            ),
            password=password,
            on_page=self._page,
            on_gap=self.told.append,
            on_skew=self.skews.append,
            timing=timing,
        )

    def __enter__(self) -> Recovered:
        self.worker.start()
        if self._live:
            self.worker.resume()
        return self

    def __exit__(self, *_: object) -> None:
        self.worker.stop()
        assert self.worker.join(1.0), "the worker did not stop within a second"

    def _page(self, _: Gap, events: list[Event]) -> PageOutcome:
        self.pages.append(events)
        new = [event for event in events if event.uuid not in self.events]
        self.events |= {event.uuid: event for event in new}
        self._then()
        return PageOutcome(len(new), sum(not event.picture for event in new))

    def add(self, begin: float, end: float, number: int = 1, **task: object) -> None:
        """Let a gap be recovered, in Unix seconds."""
        gap = Gap(
            id=number, device_id="gate", from_ms=round(begin * 1000), to_ms=round(end * 1000),
            cause=GapCause.DISCONNECTED, state=GapState.WAITING,
        )  # fmt: skip
        self.worker.add(Task(gap=gap, **task))  # type: ignore[arg-type]

    def wait_for(self, *states: GapState, number: int = 1) -> Gap:
        """Wait until the gap is in one of these states."""
        until(lambda: any(gap.state in states and gap.id == number for gap in list(self.told)))
        return next(gap for gap in reversed(self.told) if gap.state in states and gap.id == number)


def test_what_happened_meanwhile_is_recovered(device: SimulatedDevice) -> None:
    began = time.time()
    uuids = [device.emit(category) for category in (Category.STAFF, Category.STRANGER, Category.DEVICE)][:2]
    with Recovered(device.port, device.certificate_sha256) as recovered:
        recovered.add(began, time.time())
        gap = recovered.wait_for(*ENDED)
        until(lambda: recovered.skews)
    assert list(recovered.events) == uuids
    assert all(event.recovered and event.picture for event in recovered.events.values())
    assert (gap.state, gap.problem, gap.read, gap.total, gap.recovered) == (GapState.RECOVERED, "", 2, 2, 2)
    assert recovered.told[0].state is GapState.RECOVERING
    assert abs(recovered.skews[0]) < 5000


def never_answers(peer: Peer) -> None:
    peer.read_request()
    peer.hold()


def test_it_stops_within_a_second_in_the_middle_of_a_page(identity: Identity) -> None:
    with FaultServer(never_answers, identity=identity) as server:
        with Recovered(server.port, identity.pin) as recovered:
            recovered.add(0, 1)
            until(lambda: server.heads)
        assert recovered.told == []


def test_nothing_is_asked_while_the_device_is_not_live(device: SimulatedDevice) -> None:
    with Recovered(device.port, device.certificate_sha256, live=False) as recovered:
        recovered.add(time.time() - 10, time.time())
        assert not threading.Event().wait(0.2)
        assert not device.requests
        recovered.worker.resume()
        recovered.wait_for(*ENDED)
