"""Which times a device's events could not be seen: gaps are opened, closed and handed to recovery. No I/O, no clock.

One thread owns the book. All times are Unix milliseconds by this computer's clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from facemon.event import Gap, GapCause, GapState
from facemon.phrase import QT_TRANSLATE_NOOP

OFFERED_MS = 24 * 3_600_000  # of a new device
JOINED_MS = 60_000  # a device that is lost again so soon has one gap that goes on, not one more
UNFINISHED = (GapState.WAITING, GapState.RECOVERING)
CLOCK_SET_BACK_MS = 60_000  # a proof of the future by more than this comes of a clock that has been set since
_HOUR_MS = 3_600_000
REMOVED = QT_TRANSLATE_NOOP("Recovery", "{name} was then no longer watched.")
_SETTLED = (GapState.RECOVERED, GapState.DECLINED, GapState.PARTIAL, GapState.FAILED)


class Ledger(Protocol):
    """Where the gaps are kept: a `facemon.history.history.History`."""

    def open_gap(self, device_id: str, from_ms: int, cause: GapCause) -> Gap:
        """Begin a gap and return it."""

    def change_gap(self, gap: Gap) -> None:
        """Keep a gap as it is now."""

    def watched(self, device_id: str, at_ms: int, skew_ms: int | None) -> None:
        """Note that nothing of the device was missed up to `at_ms`."""


class _Device(msgspec.Struct):
    watched_ms: int | None  # the last proof that nothing was missed
    seen_ms: int | None = None  # without one: when it was seen all the same, in a run that was cut off before it
    live: bool = False
    begun: bool = False
    last: Gap | None = None  # the one that goes on, or the last that did in this run
    gaps: dict[int, Gap] = {}  # those that are not settled, and the last


class GapBook:
    """Keeps a device's gaps in step with its connection.

    Args:
        ledger: where gaps are kept.
        unfinished: the gaps that an earlier run left unsettled.
        watched: up to when each device was watched, by its id; a device that is not in it is new.
        seen: when a device that is not in it was seen nevertheless: nothing is proved from then on.
        silence_ms: how long a live connection may have been dead already without anybody's knowing.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        unfinished: Iterable[Gap] = (),
        watched: dict[str, int],
        seen: dict[str, int] | None = None,
        silence_ms: int,
    ) -> None:
        self._ledger = ledger
        self._silence_ms = silence_ms
        self._devices = {device_id: _Device(watched_ms, gaps={}) for device_id, watched_ms in watched.items()}
        for device_id, seen_ms in (seen or {}).items():
            self._device(device_id).seen_ms = seen_ms
        for gap in unfinished:
            device = self._device(gap.device_id)
            if device.watched_ms is None and gap.cause is GapCause.NEW:
                device.watched_ms = gap.to_ms  # the offer is in the history, what was noted right behind it is not
            device.gaps[gap.id] = gap
            if gap.state is GapState.OPEN:
                device.last = gap

    def begin(self, device_id: str, now_ms: int) -> list[Gap]:
        """The device is to be watched from now on; return the gaps that have changed."""
        device = self._device(device_id)
        if device.begun:
            return []
        device.begun = True
        proof_ms = device.seen_ms if device.watched_ms is None else device.watched_ms
        if _goes_on(device.last) or proof_ms is None:
            return []
        from_ms = min(proof_ms, now_ms)
        ahead_ms = proof_ms - now_ms
        if ahead_ms > CLOCK_SET_BACK_MS:  # by how much is not known: what is asked for twice does no harm
            from_ms = now_ms - min(max(ahead_ms, _HOUR_MS), OFFERED_MS)
        return [self._open(device_id, device, from_ms, GapCause.CLOSED)]

    def live(self, device_id: str, now_ms: int) -> list[Gap]:
        """The device's events are seen again; return the gaps that have changed."""
        device = self._device(device_id)
        changed = self.begin(device_id, now_ms)
        device.live = True
        if device.watched_ms is None:
            first_ms = now_ms if device.seen_ms is None else min(device.seen_ms, now_ms)
            offer = self._ledger.open_gap(device_id, first_ms - OFFERED_MS, GapCause.NEW)
            changed.append(self._change(device, offer, to_ms=first_ms, state=GapState.OFFERED))
        if device.last is not None and _goes_on(device.last):
            to_ms = max(now_ms, device.last.from_ms)
            device.last = self._change(device, device.last, to_ms=to_ms, state=GapState.WAITING)
            changed = [gap for gap in changed if gap.id != device.last.id] + [device.last]
        self._watch(device_id, device, now_ms)
        return changed

    def lost(self, device_id: str, since_ms: int, cause: GapCause = GapCause.DISCONNECTED) -> list[Gap]:
        """The device is not live, and nothing has been seen since `since_ms`; return the gaps that have changed."""
        device = self._device(device_id)
        if not device.live:
            return []
        device.live = False
        last = device.last
        if _joins(last, since_ms, cause):
            assert last is not None  # noqa: S101 - else nothing is joined
            device.last = self._change(device, last, to_ms=None, state=GapState.OPEN, problem="", detail="")
            return [device.last]
        return [self._open(device_id, device, since_ms, cause)]

    def ended(self, device_id: str, now_ms: int) -> None:
        """The device is not watched any more, by a person's will; a gap begins when it is again."""
        device = self._device(device_id)
        if device.live:
            self._watch(device_id, device, now_ms - self._silence_ms)
        device.live = device.begun = False

    def removed(self, device_id: str, now_ms: int) -> list[Gap]:
        """A device that has ended shall not be watched again; return the gaps that have changed: none goes on."""
        device = self._device(device_id)
        last = device.last
        if last is None or not _goes_on(last):
            return []
        to_ms = max(now_ms, last.from_ms)
        device.last = self._change(device, last, to_ms=to_ms, state=GapState.PARTIAL, problem=REMOVED)
        return [device.last]

    def pulse(self, now_ms: int, skews: dict[str, int]) -> None:
        """Note of every live device that nothing was missed so far; `skews` are the errors of their clocks in ms."""
        for device_id, device in self._devices.items():
            if device.live:
                self._watch(device_id, device, now_ms - self._silence_ms, skews.get(device_id))

    def take(self, gap: Gap) -> Gap:
        """A gap has changed elsewhere, by recovery, or since events could not be kept; return it as it is now.

        One that goes on again meanwhile goes on, with what has been recovered so far.
        """
        device = self._device(gap.device_id)
        own = device.gaps.get(gap.id)
        if _goes_on(own) and not _goes_on(gap):
            gap = msgspec.structs.replace(gap, to_ms=None, state=GapState.OPEN, problem="", detail="")
        self._note(device, gap)
        if device.last is not None and device.last.id == gap.id:
            device.last = gap
        return gap

    def decide(self, gap: Gap, *, fetch: bool) -> Gap | None:
        """A person wants a gap to be recovered, or not; return it if that changes it."""
        device = self._device(gap.device_id)
        gap = device.gaps.get(gap.id, gap)
        if gap.state in (GapState.OPEN, *UNFINISHED):
            return None
        state = GapState.WAITING if fetch else GapState.DECLINED
        return self._change(device, gap, state=state, problem="", detail="")

    def to_recover(self, device_id: str) -> list[Gap]:
        """Return what is to be recovered from a device, the oldest first."""
        gaps = self._device(device_id).gaps.values()
        return sorted((gap for gap in gaps if gap.state in UNFINISHED), key=lambda gap: gap.from_ms)

    def _device(self, device_id: str) -> _Device:
        return self._devices.setdefault(device_id, _Device(None, gaps={}))

    def _open(self, device_id: str, device: _Device, from_ms: int, cause: GapCause) -> Gap:
        device.last = self._ledger.open_gap(device_id, from_ms, cause)
        device.gaps[device.last.id] = device.last
        return device.last

    def _change(self, device: _Device, gap: Gap, **changes: object) -> Gap:
        changed = msgspec.structs.replace(gap, **changes)
        self._note(device, changed)
        self._ledger.change_gap(changed)
        return changed

    def _note(self, device: _Device, gap: Gap) -> None:
        if gap.state in _SETTLED:
            device.gaps.pop(gap.id, None)
        else:
            device.gaps[gap.id] = gap

    def _watch(self, device_id: str, device: _Device, at_ms: int, skew_ms: int | None = None) -> None:
        former = device.watched_ms or 0
        device.watched_ms = at_ms if at_ms > former or former - at_ms > CLOCK_SET_BACK_MS else former
        self._ledger.watched(device_id, device.watched_ms, skew_ms)


def _joins(last: Gap | None, since_ms: int, cause: GapCause) -> bool:
    """Return whether a loss is the last gap going on."""
    if last is None or last.to_ms is None:
        return False
    alike = (cause is GapCause.UNREPORTED) == (last.cause is GapCause.UNREPORTED)
    return alike and abs(since_ms - last.to_ms) < JOINED_MS


def _goes_on(gap: Gap | None) -> bool:
    return gap is not None and gap.state is GapState.OPEN
