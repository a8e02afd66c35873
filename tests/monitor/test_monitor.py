import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from sink import Sink, monitor_in, settings_for

from facemon.device.status import Failure, State, Status
from facemon.device.unreadable import UnreadableLog
from facemon.event import Category, Event, Gap, GapCause, GapState
from facemon.history import writer
from facemon.history.database import open_for_writing
from facemon.monitor import KeepingChanged, Monitor, StatusChanged, Unreadable
from facemon.simulator.device import SimulatedDevice


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def monitor(sink: Sink, tmp_path: Path) -> Iterator[Monitor]:
    monitor = monitor_in(tmp_path, sink)
    yield monitor
    assert monitor.stop(10)


def test_events_arrive_in_order_with_their_pictures(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    for category in (Category.STAFF, Category.VISITOR, Category.STRANGER, Category.NONLIVE, Category.BLACKLIST):
        device.emit(category=category)
    sink.until(lambda: len(sink.arrived) == 5)
    assert [arrived.happening.category.value for arrived in sink.arrived] == [
        "staff", "visitor", "stranger", "nonlive", "blacklist",
    ]  # fmt: skip
    numbers = [arrived.number for arrived in sink.arrived]
    assert numbers == list(range(numbers[0], numbers[0] + 5))
    for arrived in sink.arrived:
        assert arrived.happening.picture.startswith(b"\xff\xd8")
        assert arrived.received_ns < arrived.decoded_ns


def test_an_event_that_the_device_repeats_is_one_event(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(category=Category.STAFF)
    device.repeat()
    device.emit(category=Category.STRANGER)
    sink.until(lambda: any(arrived.happening.category == Category.STRANGER for arrived in sink.arrived))
    assert len(sink.arrived) == 2


def test_what_cannot_be_read_is_counted_and_the_next_event_still_arrives(
    device: SimulatedDevice, monitor: Monitor, sink: Sink, tmp_path: Path
) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.garbage(b"{not json")
    device.garbage(b"\xff\xfe")
    device.emit(category=Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)
    counts = [update.count for update in sink.updates if isinstance(update, Unreadable)]
    assert counts == [1, 2]
    assert "not json" in (tmp_path / "unreadable.log").read_text()


def test_a_dropped_device_comes_back_by_itself(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.drop()
    sink.until(lambda: sink.states("gate")[-1] != State.LIVE)
    sink.until(lambda: sink.live("gate"))
    device.emit(category=Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)


def test_another_name_does_not_cost_the_connection_and_another_address_does(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    settings = settings_for(device)
    monitor.apply([settings])
    sink.until(lambda: sink.live("gate"))
    before = len(sink.states("gate"))
    monitor.apply([msgspec.structs.replace(settings, name="Another name")])
    device.emit(category=Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)
    assert set(sink.states("gate")[before:]) <= {State.LIVE}  # told again with the time of a ping
    monitor.apply([msgspec.structs.replace(settings, host="localhost")])
    sink.until(lambda: State.RESOLVING in sink.states("gate")[before:] and sink.live("gate"))
    anew = [state for state in sink.states("gate")[before:] if state != State.LIVE]
    assert anew[:2] == [State.OFF, State.RESOLVING]  # no way that looks like a connection that was lost


def test_new_settings_take_over_the_devices_place_and_no_second_one(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    settings = [settings_for(device, name) for name in ("a", "b", "c")]
    monitor.apply(settings)
    sink.until(lambda: all(sink.live(name) for name in ("a", "b", "c")))
    before = len(sink.updates)

    def statuses() -> list[Status]:
        changes = [update.status for update in sink.updates[before:] if isinstance(update, StatusChanged)]
        return [status for status in changes if status.device_id == "a"]

    monitor.apply([msgspec.structs.replace(settings[0], host="localhost"), *settings[1:]])
    sink.until(lambda: any(status.state is State.LIVE for status in statuses()), timeout=40)
    assert {status.failure for status in statuses()} == {None}


def test_two_devices_may_give_the_same_uuid(monitor: Monitor, sink: Sink) -> None:
    assert monitor.accept(staff("gate", "1"), 0, 0)
    assert monitor.accept(staff("lobby", "1"), 0, 0)
    assert [arrived.happening.device_id for arrived in sink.arrived] == ["gate", "lobby"]


def staff(device_id: str, uuid: str) -> Event:
    return Event(uuid=uuid, device_id=device_id, time_ms=0, received_ms=0, category=Category.STAFF)


def test_a_device_that_is_switched_off_is_left_alone(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    settings = settings_for(device)
    monitor.apply([settings])
    sink.until(lambda: sink.live("gate"))
    monitor.apply([msgspec.structs.replace(settings, enabled=False)])
    sink.until(lambda: sink.states("gate")[-1] == State.OFF)
    assert device.wait_for_subscribers(0, 5)


def test_the_fourth_subscriber_is_told_why(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    monitor.apply([settings_for(device, name) for name in ("a", "b", "c")])
    sink.until(lambda: all(sink.live(name) for name in ("a", "b", "c")))
    monitor.apply([settings_for(device, name) for name in ("a", "b", "c", "d")])

    def turned_away() -> bool:
        return any(
            isinstance(update, StatusChanged) and update.status.failure == Failure.TOO_MANY_SUBSCRIBERS
            for update in list(sink.updates)
        )

    sink.until(turned_away)


def test_an_unknown_certificate_waits_for_a_person_and_nothing_is_sent(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    settings = msgspec.structs.replace(settings_for(device), certificate="")
    monitor.apply([settings])
    sink.until(lambda: State.NEEDS_APPROVAL in sink.states("gate"))
    status = next(
        update.status
        for update in sink.updates
        if isinstance(update, StatusChanged) and update.status.state == State.NEEDS_APPROVAL
    )
    assert status.certificate is not None
    assert f"sha256:{status.certificate.sha256}" == device.certificate_sha256
    assert not device.requests
    monitor.apply([msgspec.structs.replace(settings, certificate=f"sha256:{status.certificate.sha256}")])
    sink.until(lambda: sink.live("gate"))


def test_every_field_of_a_simulated_visitor_reaches_the_window(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    device.emit(category=Category.VISITOR)
    sink.until(lambda: len(sink.arrived) == 1)
    event = sink.arrived[0].happening
    assert isinstance(event, Event)
    assert event.person is not None
    assert event.person.name
    assert event.person.guest_end_ms
    assert event.device_sn == device.serial
    assert event.flaws == ()


def offer_of(sink: Sink) -> Gap:
    sink.until(lambda: any(gap.state is GapState.OFFERED for gap in sink.gaps.values()))
    return next(gap for gap in sink.gaps.values() if gap.state is GapState.OFFERED)


def recovered(sink: Sink, cause: GapCause) -> bool:
    return any(gap.state is GapState.RECOVERED and gap.cause is cause for gap in sink.gaps.values())


def test_what_happened_while_the_device_was_not_connected_is_recovered(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    seen = device.emit(category=Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)
    offer_of(sink)
    device.refuse()
    device.drop()
    sink.until(lambda: not sink.live("gate"))
    missed = [device.emit(category=Category.BLACKLIST), device.emit(category=Category.STRANGER)]
    device.accept()
    sink.until(lambda: recovered(sink, GapCause.DISCONNECTED))
    assert [arrived.happening.uuid for arrived in sink.arrived] == [seen, *missed]
    assert [arrived.happening.recovered for arrived in sink.arrived] == [False, True, True]
    (gap,) = [gap for gap in sink.gaps.values() if gap.cause is GapCause.DISCONNECTED]
    assert gap.to_ms is not None
    assert all(gap.from_ms <= arrived.happening.at_ms <= gap.to_ms for arrived in sink.arrived[1:])
    assert gap.recovered == 2


def test_what_happened_while_facemon_was_closed_is_recovered_and_nothing_twice(
    device: SimulatedDevice, sink: Sink, tmp_path: Path
) -> None:
    first = monitor_in(tmp_path, sink)
    first.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    seen = [device.emit(category=Category.STAFF) for _ in range(5)]
    sink.until(lambda: len(sink.arrived) == 5)
    offer_of(sink)
    assert first.stop(10)
    missed = [device.emit(category=Category.STAFF) for _ in range(3)]
    again = Sink()
    second = monitor_in(tmp_path, again)
    try:
        second.apply([settings_for(device)])
        again.until(lambda: recovered(again, GapCause.CLOSED))
        device.repeat()
        later = device.emit(category=Category.STAFF)
        again.until(lambda: any(arrived.happening.uuid == later for arrived in again.arrived))
    finally:
        assert second.stop(10)
    assert [arrived.happening.uuid for arrived in again.arrived] == [*missed, later]
    assert second.history.opening is not None
    assert set(second.history.opening.recent["gate"]) == set(seen)


def test_what_was_shown_and_could_not_be_kept_is_recovered_into_the_history_and_nobody_is_told_twice(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    monitor.apply([settings_for(device)])
    sink.until(lambda: sink.live("gate"))
    seen = device.emit(category=Category.STAFF)
    sink.until(lambda: len(sink.arrived) == 1)
    offer_of(sink)
    assert monitor.history.flush(10)
    monitor.history.run(lambda connection: connection.execute("DELETE FROM event")).result(10)
    (arrived,) = sink.arrived
    at_ms = arrived.happening.at_ms
    lost = Gap(
        id=7, device_id="gate", from_ms=at_ms, to_ms=at_ms + 1, cause=GapCause.NOT_KEPT, state=GapState.FAILED, lost=1
    )
    monitor.recover(lost)
    sink.until(lambda: recovered(sink, GapCause.NOT_KEPT))
    assert monitor.history.flush(10)
    assert monitor.history.known("gate", [seen]) == {seen}
    assert len(sink.arrived) == 1
    assert sink.gaps[7].recovered == 1


def test_a_new_device_s_last_day_is_fetched_when_somebody_wants_it(
    device: SimulatedDevice, monitor: Monitor, sink: Sink
) -> None:
    before = [device.emit(category=Category.STAFF) for _ in range(3)]
    monitor.apply([settings_for(device)])
    offer = offer_of(sink)
    assert sink.arrived == []
    monitor.recover(offer)
    sink.until(lambda: recovered(sink, GapCause.NEW))
    assert [arrived.happening.uuid for arrived in sink.arrived] == before


def test_an_offer_that_nobody_wants_is_declined(device: SimulatedDevice, monitor: Monitor, sink: Sink) -> None:
    device.emit(category=Category.STAFF)
    monitor.apply([settings_for(device)])
    offer = offer_of(sink)
    monitor.decline(offer)
    sink.until(lambda: sink.gaps[offer.id].state is GapState.DECLINED)
    assert sink.arrived == []


def test_live_events_go_on_and_are_recovered_later_where_nothing_can_be_kept(
    device: SimulatedDevice, sink: Sink, tmp_path: Path
) -> None:
    (tmp_path / "history.sqlite3").mkdir()  # what no database can be opened in
    monitor = monitor_in(tmp_path, sink)
    try:
        monitor.apply([settings_for(device)])
        sink.until(lambda: sink.live("gate"))
        device.emit(category=Category.BLACKLIST)
        sink.until(lambda: len(sink.arrived) == 1)
        sink.until(
            lambda: any(
                isinstance(update, KeepingChanged) and not update.keeping.keeping and update.keeping.held
                for update in list(sink.updates)
            )
        )
    finally:
        monitor.stop(1)


def test_a_device_that_was_live_before_the_history_could_be_read_is_not_new_at_the_next_start(
    device: SimulatedDevice, sink: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first run that is ended while the disk still takes its time, too, notes since when the device is watched."""
    answers = threading.Event()

    def slow(path: Path) -> sqlite3.Connection:
        assert answers.wait(30)
        return open_for_writing(path)

    with monkeypatch.context() as patched:
        patched.setattr(writer, "open_for_writing", slow)
        monitor = monitor_in(tmp_path, sink)
        monitor.apply([settings_for(device)])
        sink.until(lambda: sink.live("gate"))
        ended = ThreadPoolExecutor(1).submit(monitor.stop, 20)
        sink.until(lambda: not sink.live("gate"))
        answers.set()
        assert ended.result(30)
    missed = device.emit(category=Category.STAFF)
    again = Sink()
    monitor = monitor_in(tmp_path, again)
    try:
        monitor.apply([settings_for(device)])
        again.until(lambda: [update.happening.uuid for update in again.arrived] == [missed])
    finally:
        monitor.stop(10)


def test_what_has_not_begun_can_be_ended(sink: Sink, tmp_path: Path) -> None:
    monitor = Monitor(
        tmp_path / "history.sqlite3", password=lambda _: None, sink=sink,
        unreadable=UnreadableLog(tmp_path / "unreadable.log"),
    )  # fmt: skip
    assert monitor.stop()
