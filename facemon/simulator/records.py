"""What the simulated device keeps of its events, and what may be wrong with that."""

from __future__ import annotations

import bisect

import msgspec

Data = dict[str, object]

MOST_RECORDS = 200  # in one answer


class Faults(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong with the device; nothing at first. Any thread may change it, at any time."""

    rest: bool = True  # False: it offers nothing but its event stream
    stream: bool = True  # False: nobody can subscribe, whoever has subscribed stays
    records: bool = True  # False: it does not give out its records
    stores: bool = True  # False: it keeps no records of what happens from now on
    sends: bool = True  # False: subscribers hear nothing of what happens from now on
    uuids: bool = True  # False: what happens from now on has no uuid
    pictures: bool = True  # False: records are given without them
    most: int = MOST_RECORDS  # records in one answer, whatever was asked for
    errors: int = 0  # so many more requests for records are answered with `error_status`
    error_status: int = 500
    cut: int | None = None  # after so many bytes an answer with records is broken off
    bytes_per_second: float | None = None  # an answer with records comes no faster

    def change(self, changes: Data) -> None:
        """Change some of them; raise ValueError, and change nothing, where one has no such name or value."""
        try:
            changed = msgspec.convert(msgspec.structs.asdict(self) | changes, Faults)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None
        for name, value in msgspec.structs.asdict(changed).items():
            setattr(self, name, value)


class Records:
    """The `data` of recognition events in the order of their time. Used in the device's own thread only.

    Args:
        keeps: how many; for each further one the oldest is deleted.
    """

    def __init__(self, keeps: int) -> None:
        self._keeps = keeps
        self._times: list[int] = []
        self._data: list[Data] = []

    def add(self, data: Data) -> None:
        """Keep an event. A device alarm is none, and without a time nobody would find it."""
        when = data.get("timestamp")
        if isinstance(when, int):
            place = bisect.bisect_right(self._times, when)
            self._times.insert(place, when)
            self._data.insert(place, data)
            self.forget(len(self._data) - self._keeps)

    def forget(self, count: int) -> None:
        """Delete the oldest."""
        if count > 0:
            del self._times[:count], self._data[:count]

    def between(self, begin: int, end: int) -> list[Data]:
        """Return those of a time, in Unix seconds, both ends included, oldest first."""
        return self._data[bisect.bisect_left(self._times, begin) : bisect.bisect_right(self._times, end)]
