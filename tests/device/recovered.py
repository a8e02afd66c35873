"""A recovery worker whose every word is kept, for the tests."""

from __future__ import annotations

import time
from collections.abc import Callable

from fault_server import until

from facemon.device.account import Account
from facemon.device.recovering import RecoveryWorker
from facemon.device.recovery import PageOutcome, Task
from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.device.timing import Timing
from facemon.event import Event, Gap, GapCause, GapState
from facemon.settings import DeviceSettings

QUICK = Timing(first_retry=0.02, longest_records_retry=0.05, written=0.0, breath=0.0)
ENDED = (GapState.RECOVERED, GapState.PARTIAL, GapState.FAILED)

Outcome = tuple[GapState, Shortfall | None, str]


def outcome(gap: Gap) -> Outcome:
    """Return how a gap stands, what is wrong with it, and the detail."""
    why = next((name for name, sentence in SENTENCES.items() if sentence == gap.problem), None)
    assert bool(why) == bool(gap.problem)
    return gap.state, why, gap.detail


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
        self.stopped_in = 0.0  # seconds
        self._then = on_page
        self._live = live
        self.worker = RecoveryWorker(
            account=Account(
                DeviceSettings(
                    id="gate", name="Gate", host="127.0.0.1", port=port, username=username, certificate=certificate
                ),
                password,
                timing=timing,
            ),
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
        began = time.monotonic()
        self.worker.stop()
        assert self.worker.join(10.0), "the worker did not stop"
        self.stopped_in = time.monotonic() - began

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

    def wait_for(self, condition: Callable[[Gap], bool]) -> Gap:
        """Wait until a gap that was told of is like that, and return it."""
        until(lambda: any(condition(gap) for gap in list(self.told)))
        return next(gap for gap in self.told if condition(gap))

    def wait_for_end(self, number: int = 1) -> Gap:
        """Wait until the recovery of a gap has ended."""
        return self.wait_for(lambda gap: gap.id == number and gap.state in ENDED)

    def wait_for_problem(self) -> Outcome:
        """Wait until something is wrong, and return what."""
        return outcome(self.wait_for(lambda gap: bool(gap.problem)))
