"""A check of many devices: each once, a few at a time, begun apart, ended when told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facemon.device.probe import Outcome, Step, StepKind
from facemon.device.rounds import Round, Visit
from facemon.device.status import Certificate, Failure
from facemon.device.verdict import Finding, sharing, verdict
from facemon.settings import DeviceSettings

CERTIFICATE = Certificate(sha256="ab" * 32, subject="", issuer="", not_before_ms=0, not_after_ms=0)


def visits(count: int) -> list[Visit]:
    return [
        Visit(f"{number}", DeviceSettings(id=f"{number}", name="", host="h"), lambda: None, already_live=False)
        for number in range(count)
    ]


def step(kind: StepKind, outcome: Outcome = Outcome.OK, **fields: Any) -> Step:
    return Step(kind=kind, outcome=outcome, elapsed_ms=1.0, **fields)


class Log:
    """What a round reports."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.steps: list[str] = []
        self.ended: list[tuple[str, bool]] = []

    def round(self, count: int, probe: Callable[..., None], **options: Any) -> Round:
        return Round(
            visits(count),
            on_begin=self.begun.append,
            on_step=lambda key, _: self.steps.append(key),
            on_end=lambda key, broken: self.ended.append((key, broken)),
            probe=probe,
            **options,
        )


def test_every_device_is_tried_once_a_few_at_a_time_and_begun_apart() -> None:
    lock, busy, most = threading.Lock(), 0, 0
    began: list[float] = []

    def probe(_device: DeviceSettings, *, report: Callable[[Step], None], **_: object) -> None:
        nonlocal busy, most
        with lock:
            began.append(time.monotonic())
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)  # stands for a device that takes its time
        report(step(StepKind.REACH))
        with lock:
            busy -= 1

    log = Log()
    assert log.round(20, probe, at_once=3, apart=0.01).join(30)
    assert sorted(log.begun) == sorted(log.steps) == sorted(each.key for each in visits(20))
    assert sorted(log.ended) == sorted((each.key, False) for each in visits(20))
    assert 1 < most <= 3
    assert began[-1] - began[0] >= 19 * 0.01 - 0.01


def test_a_round_that_is_stopped_begins_no_other_and_says_nothing_more() -> None:
    waiting = threading.Event()

    def probe(_device: DeviceSettings, *, report: Callable[[Step], None], stop: threading.Event, **_: object) -> None:
        waiting.set()
        stop.wait(30)
        report(step(StepKind.REACH))

    log = Log()
    round_ = log.round(20, probe, at_once=2, apart=0)
    assert waiting.wait(30)
    round_.stop()
    assert round_.join(5)
    assert len(log.begun) <= 2
    assert (log.steps, log.ended) == ([], [])


def test_a_fault_of_facemon_s_own_ends_one_device_and_not_the_round() -> None:
    def probe(device: DeviceSettings, **_: object) -> None:
        if device.id == "1":
            raise RuntimeError("a bug")

    log = Log()
    assert log.round(3, probe, apart=0).join(30)
    assert sorted(log.ended) == [("0", False), ("1", True), ("2", False)]


def test_what_is_to_be_done_is_told_by_the_step_that_decided() -> None:
    reached = step(StepKind.REACH)
    new = step(StepKind.SECURE, Outcome.NEEDS_APPROVAL, certificate=CERTIFICATE)
    assert verdict([reached, new]).finding is Finding.APPROVE
    assert verdict([reached, new]).certificate == CERTIFICATE
    refused = step(StepKind.SIGN_IN, Outcome.FAILED, failure=Failure.WRONG_PASSWORD)
    assert verdict([reached, refused]).step == refused
    assert verdict([reached, refused]).password_refused
    late = step(StepKind.CLOCK, Outcome.WARNING)
    identity = step(StepKind.IDENTITY, facts={"serial": "SN1", "model": "S7"})
    found = verdict([reached, identity, late, step(StepKind.STREAM)])
    assert (found.finding, found.serial, found.model) == (Finding.CAUTION, "SN1", "S7")
    assert verdict([reached, step(StepKind.STREAM)]).finding is Finding.GOOD
    assert verdict([]).finding is Finding.FAILED


@given(st.dictionaries(st.text(max_size=3), st.sampled_from(["", "a", "b", "c"]), max_size=12))
def test_whoever_shares_a_value_is_told_with_whom(values: dict[str, str]) -> None:
    shared = sharing(values)
    for key, value in values.items():
        others = {other for other in values if other != key and value and values[other] == value}
        assert set(shared.get(key, ())) == others
