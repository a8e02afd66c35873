"""A device that is live and silent is asked whether it has recorded what it has not reported."""

import time
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from fault_server import until
from sink import Sink, monitor_in, settings_for

from facemon.device.account import Account
from facemon.device.freshness import Check, Freshness
from facemon.device.records import MOST_RECORDS, RecordsPage
from facemon.device.rest import Rest
from facemon.device.status import Failure, State, Status
from facemon.device.timing import Timing
from facemon.event import Category, GapCause, GapState
from facemon.monitor import FreshnessTold, Monitor, SkewTold, StatusChanged
from facemon.monitor.freshness import FreshnessWatch
from facemon.simulator.device import SimulatedDevice

IMPATIENT = Timing(
    written=0.1, first_retry=0.1, quiet=0.6, longest_quiet=0.6, mistrust=0.6, overdue=0.3, answer=2, page=2
)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def monitor(sink: Sink, tmp_path: Path) -> Iterator[Monitor]:
    monitor = monitor_in(tmp_path, sink, timing=IMPATIENT)
    yield monitor
    assert monitor.stop(10)


def watch(monitor: Monitor, sink: Sink, device: SimulatedDevice) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate") and any(isinstance(update, SkewTold) for update in sink.updates))


def happens_later(device: SimulatedDevice, category: Category) -> str:
    """Let something happen in a second in which the link was surely live."""
    return device.emit(category, timestamp=int(time.time()) + 1)


def told(sink: Sink) -> list[Freshness]:
    return [update.freshness for update in list(sink.updates) if isinstance(update, FreshnessTold)]


def found_mute(sink: Sink) -> int:
    return max((freshness.unreported for freshness in told(sink)), default=0)


def questions(device: SimulatedDevice) -> int:
    return sum(request.path == "/v1/event/records" for request in list(device.requests))


def test_events_of_a_dead_channel_are_missed_fetched_and_raise_their_alarms(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    watch(monitor, sink, device)
    heard = device.emit(Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)
    device.mute()
    missed = [happens_later(device, Category.STAFF), happens_later(device, Category.BLACKLIST)]
    sink.until(lambda: len(sink.arrived) == 3)
    assert [arrived.happening.uuid for arrived in sink.arrived] == [heard, *missed]
    assert all(arrived.happening.recovered for arrived in sink.arrived[1:])
    sink.until(lambda: bool(sink.owed))
    assert [arrived.raised for arrived in sink.arrived] == [False, False, True]
    failures = {update.status.failure for update in sink.updates if isinstance(update, StatusChanged)}
    assert failures == {None, Failure.NOT_REPORTED}
    sink.until(lambda: any(gap.state is GapState.RECOVERED for gap in sink.gaps.values()))
    (gap,) = (gap for gap in sink.gaps.values() if gap.cause is GapCause.UNREPORTED)
    assert gap.recovered == 2
    assert found_mute(sink) == 1
    assert told(sink)[-1].mute
    # The new connection reports again.
    sink.until(lambda: sink.live("gate"))
    later = device.emit(Category.VISITOR)
    sink.until(lambda: len(sink.arrived) == 4 and not told(sink)[-1].mute)
    assert (sink.arrived[3].happening.uuid, sink.arrived[3].happening.recovered) == (later, False)


def test_a_channel_that_stays_dead_is_found_again_and_again_in_one_gap(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    watch(monitor, sink, device)
    device.faults.sends = False
    for count in (1, 2):
        happens_later(device, Category.BLACKLIST)
        sink.until(lambda count=count: found_mute(sink) == count and len(sink.arrived) == count)  # type: ignore[misc]
        sink.until(lambda: sink.live("gate"))
    assert sum(gap.cause is GapCause.UNREPORTED for gap in sink.gaps.values()) == 1


@pytest.mark.parametrize("offset", [-3_600.0, 86_400.0])
def test_a_device_that_is_silent_because_nothing_happens_is_left_alone(
    device: SimulatedDevice, monitor: Monitor, sink: Sink, offset: float
) -> None:
    device.clock_offset = offset
    device.emit(Category.STAFF)  # before it is watched, and so in its records alone
    watch(monitor, sink, device)
    device.emit(Category.STAFF)
    until(lambda: bool(told(sink)) and questions(device) >= 3)
    assert told(sink) == [Freshness(device_id="gate", check=Check.CHECKED)]
    assert sink.live("gate")


def test_a_device_without_records_cannot_be_checked_and_is_asked_once(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    device.faults.rest = False
    monitor.apply([settings_for(device)])
    sink.until(lambda: bool(told(sink)))
    assert told(sink) == [Freshness(device_id="gate", check=Check.NO_RECORDS)]
    assert sink.live("gate")


def test_a_device_that_stores_nothing_cannot_be_checked(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    device.faults.stores = False
    watch(monitor, sink, device)
    device.emit(Category.STAFF)
    sink.until(lambda: any(freshness.check is Check.NOT_STORED for freshness in told(sink)))
    assert found_mute(sink) == 0


def test_a_device_whose_records_do_not_answer_is_said_to_be_unchecked(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    watch(monitor, sink, device)
    device.faults.errors = 1_000
    sink.until(lambda: bool(told(sink)))
    assert told(sink)[-1].check is Check.NO_ANSWER


@pytest.mark.parametrize("happened", [Category.DEVICE, "heartbeat"])
def test_what_is_in_no_device_s_records_does_not_say_that_the_device_keeps_none(
    device: SimulatedDevice, monitor: Monitor, sink: Sink, happened: Category | str
) -> None:
    watch(monitor, sink, device)
    if happened is Category.DEVICE:
        device.emit(Category.DEVICE, event_time=int(time.time()) + 1)
    else:
        device.send(b'{"type": 77, "data": {}}')
    sink.until(lambda: len(sink.arrived) == 1 and bool(told(sink)))
    assert told(sink) == [Freshness(device_id="gate", check=Check.CHECKED)]


def test_what_was_found_out_of_a_link_that_has_ended_meanwhile_does_not_accuse_the_next(
    device: SimulatedDevice,
) -> None:
    settings = settings_for(device)
    account = Account(settings, lambda: None)
    now_ms = round(time.time() * 1000)
    asked: list[Collection[str]] = []
    renewed: list[str] = []

    def known(device_id: str, uuids: Collection[str]) -> set[str]:
        if not asked:  # the disk takes its time, and the device is lost and live again before it answers
            freshness.follow(Status(device_id=device_id, state=State.WAITING, since_ms=now_ms))
            freshness.follow(Status(device_id=device_id, state=State.LIVE, since_ms=now_ms + 60_000))
        asked.append(uuids)
        return set()

    freshness = FreshnessWatch(
        account=lambda _: account,
        known=known,
        renew=lambda device_id, _: renewed.append(device_id),
        on_told=lambda _: None,
        timing=IMPATIENT,
    )
    freshness.start()
    try:
        freshness.follow(Status(device_id=settings.id, state=State.LIVE, since_ms=now_ms - 60_000))
        freshness.skew(settings.id, 0)
        device.emit(Category.STAFF)
        until(lambda: len(asked) == 3)
        assert renewed == []
    finally:
        freshness.stop()
        assert freshness.join(5)


def test_a_device_that_gives_far_more_than_it_was_asked_for_is_not_listened_to_for_seconds(
    device: SimulatedDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = RecordsPage(tuple(b'{"uuid":"%d"}' % number for number in range(100_000)))
    monkeypatch.setattr(Rest, "records", lambda *_, **__: page)
    settings = settings_for(device)
    account = Account(settings, lambda: None)
    asked: list[Collection[str]] = []

    def known(_: str, uuids: Collection[str]) -> set[str]:
        asked.append(uuids)
        return set()

    freshness = FreshnessWatch(
        account=lambda _: account,
        known=known,
        renew=lambda *_: None,
        on_told=lambda _: None,
        timing=IMPATIENT,
    )
    freshness.start()
    try:
        freshness.follow(Status(device_id=settings.id, state=State.LIVE, since_ms=round(time.time() * 1000)))
        until(lambda: bool(asked))
        assert list(asked[0]) == [str(number) for number in range(MOST_RECORDS)]
    finally:
        freshness.stop()
        assert freshness.join(10)
