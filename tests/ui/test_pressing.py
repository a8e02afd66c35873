from facemon.alarm import Alarm, AlarmState, Flood, Priority
from facemon.device.status import State, Status
from facemon.event import Category, Event
from facemon.monitor import (
    AlarmChanged,
    Arrived,
    FloodsChanged,
    SkewTold,
    StatusChanged,
    Unreadable,
)
from facemon.ui.pressing import AGAIN_S, Pressing


def arrived(category: Category = Category.STRANGER, *, raised: bool = False) -> Arrived:
    return Arrived(Event(uuid="u", device_id="d", time_ms=0, received_ms=0, category=category), 1, 0, 0, raised=raised)


def alarm(number: int = 1, **fields: object) -> AlarmChanged:
    plain: dict[str, object] = {"state": AlarmState.OPEN, "priority": Priority.HIGH} | fields
    return AlarmChanged(Alarm(id=number, rule="nonlive", device_id="d", since_ms=0, latest_ms=0, **plain), 1)  # type: ignore[arg-type]


def silent(_: Arrived) -> bool:
    return False


def test_a_new_alarm_cannot_wait_and_what_joins_it_can() -> None:
    pressing = Pressing(silent)
    assert pressing.cannot_wait(alarm())
    assert not pressing.cannot_wait(alarm(count=2))
    assert pressing.cannot_wait(alarm(2))


def test_an_alarm_that_stands_differently_cannot_wait() -> None:
    pressing = Pressing(silent)
    pressing.cannot_wait(alarm())
    for changed in ({"state": AlarmState.LOOKING}, {"state": AlarmState.OPEN}, {"escalated": 1}):
        assert pressing.cannot_wait(alarm(count=2, **changed))
    assert pressing.cannot_wait(alarm(state=AlarmState.CLOSED))
    assert pressing.cannot_wait(alarm())


def test_a_critical_alarm_calls_each_time() -> None:
    pressing = Pressing(silent)
    assert pressing.cannot_wait(alarm(priority=Priority.CRITICAL))
    assert pressing.cannot_wait(alarm(priority=Priority.CRITICAL, count=2))


def test_how_a_connection_stands_cannot_wait_and_what_is_only_counted_can() -> None:
    pressing = Pressing(silent)
    assert pressing.cannot_wait(StatusChanged(Status(device_id="d", state=State.LIVE)))
    assert not pressing.cannot_wait(Unreadable("d", 1, "", ""))
    assert not pressing.cannot_wait(SkewTold("d", 1))


def test_a_flood_that_begins_or_ends_cannot_wait_and_one_that_grows_can() -> None:
    pressing = Pressing(silent)
    assert pressing.cannot_wait(FloodsChanged((Flood("d", 0, 10),), 1))
    assert not pressing.cannot_wait(FloodsChanged((Flood("d", 0, 11),), 2))
    assert pressing.cannot_wait(FloodsChanged((), 3))


def test_an_arrival_that_is_heard_cannot_wait_unless_its_sound_has_just_begun() -> None:
    now = 0.0
    pressing = Pressing(lambda arrived: arrived.happening.category is Category.STRANGER, lambda: now)
    assert not pressing.cannot_wait(arrived(Category.STAFF))
    assert pressing.cannot_wait(arrived())
    assert not pressing.cannot_wait(arrived())
    now = AGAIN_S
    assert pressing.cannot_wait(arrived())


def test_of_an_arrival_that_raises_an_alarm_the_alarm_tells() -> None:
    assert not Pressing(lambda _: True).cannot_wait(arrived(raised=True))


def test_a_fault_in_looking_up_a_sound_costs_no_event() -> None:
    def broken(_: Arrived) -> bool:
        raise KeyError("rule")

    assert Pressing(broken).cannot_wait(arrived())
