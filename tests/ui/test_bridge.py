import threading

import msgspec
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from facemon.alarm import Alarm, Priority
from facemon.device.status import State, Status
from facemon.event import Category, Event
from facemon.monitor import AlarmChanged, Arrived, StatusChanged, Unreadable, Update
from facemon.ui import bridge as bridge_module
from facemon.ui.bridge import Bridge
from facemon.ui.rush import FRAME_MS, Pace


def arrived(number: int, picture: bytes = b"", category: Category = Category.STAFF) -> Arrived:
    event = Event(uuid=str(number), device_id="d", time_ms=0, received_ms=0, category=category, picture=picture)
    return Arrived(event, number, 0, 0)


class Receiver:
    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.left_out = 0
        self.batches = 0
        self.threads: set[int] = set()

    def __call__(self, updates: list[Update], left_out: int) -> None:
        self.updates += updates
        self.left_out += left_out
        self.batches += 1
        self.threads.add(threading.get_ident())


def post_all(bridge: Bridge, updates: list[Arrived]) -> None:
    for update in updates:
        bridge.post(update)


def test_updates_from_many_threads_arrive_whole_in_the_windows_thread(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = Bridge(receiver)
    threads = [
        threading.Thread(target=post_all, args=(bridge, [arrived(base + n) for n in range(500)]))
        for base in (0, 1000, 2000)
    ]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(receiver.updates) == 1500)
    for thread in threads:
        thread.join()
    numbers = [update.number for update in receiver.updates if isinstance(update, Arrived)]
    for base in (0, 1000, 2000):
        assert [n for n in numbers if base <= n < base + 500] == list(range(base, base + 500))
    assert receiver.threads == {threading.get_ident()}


def test_what_comes_within_a_frame_comes_as_one_batch(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = Bridge(receiver)
    for number in range(300):
        bridge.post(arrived(number))
    qtbot.waitUntil(lambda: len(receiver.updates) == 300)
    assert receiver.batches == 1


def test_what_comes_before_there_is_a_window_waits_for_it(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = Bridge(receiver)
    bridge.hold()
    post_all(bridge, [arrived(1), arrived(2)])
    QTest.qWait(5 * FRAME_MS)
    assert receiver.updates == []
    bridge.release()
    qtbot.waitUntil(lambda: len(receiver.updates) == 2)


def test_pictures_are_given_up_before_events_oldest_first(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge_module, "PICTURE_BUDGET", 10_000)
    receiver = Receiver()
    bridge = Bridge(receiver)
    for number in range(100):
        bridge.post(arrived(number, b"x" * 1000))
    bridge.drain()
    pictures = [len(update.happening.picture) for update in receiver.updates if isinstance(update, Arrived)]
    assert len(pictures) == 100
    assert sum(pictures) <= 10_000
    assert pictures[0] == 0
    assert pictures[-1] == 1000


def test_events_beyond_all_bounds_are_counted_and_other_updates_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "MOST_WAITING", 50)
    receiver = Receiver()
    bridge = Bridge(receiver)
    bridge.post(Unreadable("d", 1, "", ""))
    for number in range(200):
        bridge.post(arrived(number))
    bridge.drain()
    shown = [update.number for update in receiver.updates if isinstance(update, Arrived)]
    assert isinstance(receiver.updates[0], Unreadable)
    assert len(shown) <= 50
    assert len(shown) + receiver.left_out == 200
    assert shown == list(range(200 - len(shown), 200))


def test_who_somebody_has_to_be_told_of_is_left_out_last(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge_module, "MOST_WAITING", 50)

    def pressing(arrived: Arrived) -> bool:
        return arrived.happening.category == Category.BLACKLIST

    receiver = Receiver()
    bridge = Bridge(receiver, pressing=pressing)
    bridge.post(arrived(1, category=Category.BLACKLIST))
    for number in range(2, 500):
        bridge.post(arrived(number))
    bridge.drain()
    shown = [update.number for update in receiver.updates if isinstance(update, Arrived)]
    assert shown[0] == 1
    assert len(shown) + receiver.left_out == 499


def test_even_those_are_bounded(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge_module, "MOST_WAITING", 50)
    receiver = Receiver()
    bridge = Bridge(receiver, pressing=lambda _: True)
    for number in range(500):
        bridge.post(arrived(number))
    bridge.drain()
    assert len(receiver.updates) <= 50
    assert len(receiver.updates) + receiver.left_out == 500


def test_of_what_cannot_be_read_the_newest_count_is_enough(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = Bridge(receiver)
    for count in range(1, 1000):
        bridge.post(Unreadable("d", count, "", ""))
        bridge.post(Unreadable("e", count, "", ""))
    bridge.drain()
    assert receiver.updates == [Unreadable("d", 999, "", ""), Unreadable("e", 999, "", "")]


def test_of_many_states_the_first_and_the_newest_are_told(qtbot: QtBot) -> None:
    def status(attempts: int) -> StatusChanged:
        return StatusChanged(Status(device_id="d", state=State.WAITING, attempts=attempts))

    receiver = Receiver()
    bridge = Bridge(receiver)
    for attempts in range(1000):
        bridge.post(status(attempts))
    bridge.drain()
    assert len(receiver.updates) == bridge_module.MOST_STATUSES
    assert (receiver.updates[0], receiver.updates[-1]) == (status(0), status(999))


def test_of_an_alarm_the_newest_state_is_told_and_no_flood_of_events_leaves_one_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "MOST_WAITING", 50)

    def alarm(number: int, count: int) -> AlarmChanged:
        alarm = Alarm(
            id=number, rule="stranger", priority=Priority.LOW, device_id="d", since_ms=0, latest_ms=0, count=count
        )
        return AlarmChanged(alarm, count)

    receiver = Receiver()
    bridge = Bridge(receiver)
    for number in range(1, 501):
        bridge.post(arrived(number))
        bridge.post(alarm(number % 3, number))
    bridge.drain()
    told = [update for update in receiver.updates if isinstance(update, AlarmChanged)]
    assert sorted((update.alarm.id, update.order) for update in told) == [(0, 498), (1, 499), (2, 500)]


def rushing(receiver: Receiver) -> Bridge:
    """Return a bridge in the midst of a rush, which would last for ever, and with something to tell."""
    bridge = Bridge(receiver)
    bridge.drain()
    bridge._pace = Pace(60_000)
    bridge.post(arrived(0))
    QTest.qWait(0)
    return bridge


def test_in_a_rush_it_is_told_less_often(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = rushing(receiver)
    assert bridge._timer.remainingTime() > FRAME_MS
    assert receiver.updates == []


def test_in_a_rush_what_calls_somebody_waits_no_longer_than_ever(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = rushing(receiver)
    bridge.post(StatusChanged(Status(device_id="d", state=State.WAITING)))
    qtbot.waitUntil(lambda: len(receiver.updates) == 2)


def test_after_a_rush_what_comes_alone_is_told_as_soon_as_ever(qtbot: QtBot) -> None:
    receiver = Receiver()
    bridge = rushing(receiver)
    bridge.drain()
    bridge.post(arrived(1))
    qtbot.waitUntil(lambda: len(receiver.updates) == 2)


def test_what_is_recovered_makes_no_rush(qtbot: QtBot) -> None:
    bridge = Bridge(Receiver())
    live = arrived(1)
    found = msgspec.structs.replace(live, happening=msgspec.structs.replace(live.happening, placed_ms=1))
    for _ in range(10):
        post_all(bridge, [found] * 100)
        bridge.drain()
    assert bridge._pace == Pace()
    post_all(bridge, [live] * 100)
    bridge.drain()
    assert bridge._pace != Pace()


def test_a_stream_wakes_the_window_once_and_has_its_frames_come_by_themselves(qtbot: QtBot) -> None:
    woken: list[None] = []
    numbers: list[int] = []

    def deliver(updates: list[Update], _left_out: int) -> None:
        numbers.extend(update.number for update in updates if isinstance(update, Arrived))
        if len(numbers) < 20:
            bridge.post(arrived(numbers[-1] + 1))

    bridge = Bridge(deliver)
    bridge.drain()
    bridge._waiting.connect(lambda: woken.append(None))
    bridge.post(arrived(1))
    qtbot.waitUntil(lambda: len(numbers) == 20)
    assert numbers == list(range(1, 21))
    assert len(woken) < 10  # a machine that is busy with something else may pause
    before = len(woken)
    QTest.qWait(3 * FRAME_MS)  # the frames have ended, since nothing came
    bridge.post(arrived(21))
    qtbot.waitUntil(lambda: len(numbers) == 21)
    assert len(woken) == before + 1
