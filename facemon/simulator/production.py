"""What happens at the simulated device, by itself or on request: it is counted, kept and told."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque

import msgspec

from facemon.event import Category
from facemon.simulator.happenings import Door, Twist
from facemon.simulator.people import Known
from facemon.simulator.records import Faults, Records
from facemon.simulator.subscribers import Subscribers

Data = dict[str, object]

FASTEST = 10_000.0  # events/s, beyond any that it reaches
_encode = msgspec.json.Encoder().encode


class Production:
    """Used in the device's own thread only, but for `happening` and `alarm`.

    Args:
        door: where it happens.
        rate: events a second by themselves; 0 for none.
        remembers: how many happenings `produced` holds.
        records: where recognitions are kept.
        faults: what is wrong with the device.
        subscribers: who is told.

    Attributes:
        produced: the `data` of every message, oldest first, also of those that nobody was sent and that were not kept.
    """

    def __init__(
        self, door: Door, rate: float, *, remembers: int, records: Records, faults: Faults, subscribers: Subscribers
    ) -> None:
        self.produced: deque[Data] = deque(maxlen=remembers)
        self._door = door
        self._door_lock = threading.Lock()
        self._rate = rate
        self._rate_changed = asyncio.Event()
        self._records = records
        self._faults = faults
        self._subscribers = subscribers
        self._last_message = b""

    def happening(self, category: Category, person: Known | None = None, twist: Twist = Twist.NONE) -> tuple[int, Data]:
        """Return something of this category, of this person if given: message type and `data`. In any thread."""
        with self._door_lock:
            return self._door.happening(category, person, twist)

    def alarm(self, code: int) -> Data:
        """Return the device's own alarm with this code. In any thread. Raises KeyError for one that no device has."""
        with self._door_lock:
            return self._door.alarm(code)

    def cleared(self, trace_id: str) -> Data:
        """Return that an alarm of the device is over. Raises KeyError where there was none such."""
        for data in reversed(self.produced):
            if data.get("trace_id") == trace_id:
                return self._door.cleared(data)
        raise KeyError(trace_id)

    async def flood(self, category: Category, rate: float, seconds: float) -> list[str]:
        """Let so many events a second of one category happen for a while; return their uuids in order."""
        loop = asyncio.get_running_loop()
        begun, uuids = loop.time(), []
        for number in range(round(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
            kind, data = await asyncio.to_thread(self.happening, category)
            self.report(kind, data)
            uuids.append(str(data.get("uuid") or data.get("trace_id") or ""))
        return uuids

    def report(self, kind: int, data: Data) -> None:
        """Let this have happened."""
        if not self._faults.uuids:
            data.pop("uuid", None)
        self.produced.append(data)
        if self._faults.stores:
            self._records.add(data)
        self._last_message = _encode({"type": kind, "data": data})
        if self._faults.sends:
            self._subscribers.tell(self._last_message)

    def say_again(self) -> None:
        """Send the last message once more, if there was one."""
        if self._last_message:
            self._subscribers.tell(self._last_message)

    def change_rate(self, rate: float) -> None:
        """Let so many events a second happen by themselves."""
        self._rate = rate
        self._rate_changed.set()

    async def run(self, *, when_watched: bool) -> None:
        """Let happen what happens by itself, for ever; `when_watched`: from the first subscriber on."""
        if when_watched:
            await self._subscribers.first.wait()
        loop = asyncio.get_running_loop()
        awake = self._subscribers.awake
        due = loop.time()
        while True:
            if not awake.is_set():
                await awake.wait()
                due = loop.time()  # nothing happened meanwhile: there is nothing to make up for
            if self._rate <= 0:
                await self._rate_changed.wait()
                self._rate_changed.clear()
                due = loop.time()
                continue
            kind, data, pause = await asyncio.to_thread(self._next)
            self.report(kind, data)
            if self._rate <= 0:  # by now
                continue
            due += pause / self._rate
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._rate_changed.wait(), max(0.0, due - loop.time()))
                self._rate_changed.clear()
                due = loop.time()

    def _next(self) -> tuple[int, Data, float]:
        with self._door_lock:
            return (*self._door.next(), self._door.pause())


def checked_rate(value: object) -> float:
    """Return events a second; raise ValueError unless it is a number from 0 to 10,000."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= FASTEST:
        return float(value)
    raise ValueError(f"the rate is no number from 0 to {FASTEST:,.0f}")
