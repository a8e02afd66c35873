"""Whom the alarms call, and how pressingly: decides what is to be done beyond the lane. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from facemon.alarm import Alarm, AlarmState, Priority

RAISES = Priority.HIGH  # from here on the window comes by itself
NOTIFIES = Priority.MEDIUM  # from here on the desktop is asked to say so


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What the alarms ask for at one moment."""

    owed: int = 0
    highest: Priority | None = None  # of what is owed
    calling: tuple[Alarm, ...] = ()  # open, not folded into a flood, and worth a word outside; the most pressing first
    flooded: tuple[str, ...] = ()  # devices whose flood has something open in it
    flash: bool = False  # something is new
    show: bool = False  # the window is to be seen, and takes nobody's keyboard
    foreground: bool = False  # nobody has answered: it takes the foreground
    frame: bool = False  # something critical is open


class _Known(msgspec.Struct, frozen=True):
    open: bool
    count: int
    priority: Priority
    escalated: int


class Caller:
    """Remembers for what it has called already, so that each thing calls once."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}

    def look(self, alarms: Sequence[Alarm], flooded: Collection[str] = ()) -> Call:
        """Return what these alarms ask for now.

        Args:
            alarms: all that are owed, the most pressing first.
            flooded: the devices that are folded into one row each.
        """
        before = self._known
        self._known = {alarm.id: _known(alarm) for alarm in alarms}
        open_now = [alarm for alarm in alarms if alarm.state is AlarmState.OPEN]
        folded = {alarm.id for alarm in open_now if alarm.device_id in flooded and alarm.priority < Priority.CRITICAL}
        apart = [alarm for alarm in open_now if alarm.id not in folded]
        new = [alarm for alarm in apart if _is_new(alarm, before.get(alarm.id))]
        # Of a flood its beginning has called; what comes on top of it does not.
        came_before = {alarm.device_id for alarm in open_now if alarm.id in folded and alarm.id in before}
        began = [alarm for alarm in open_now if alarm.id in folded and alarm.device_id not in came_before]
        louder = [alarm for alarm in open_now if _is_louder(alarm, before.get(alarm.id))]
        return Call(
            owed=len(alarms),
            highest=max((alarm.priority for alarm in alarms), default=None),
            calling=tuple(alarm for alarm in apart if alarm.priority >= NOTIFIES),
            flooded=tuple(sorted({alarm.device_id for alarm in open_now if alarm.id in folded})),
            flash=bool(new or began or louder),
            show=any(alarm.priority >= RAISES for alarm in (*new, *began)),
            foreground=bool(louder),
            frame=any(alarm.priority is Priority.CRITICAL for alarm in open_now),
        )


def _known(alarm: Alarm) -> _Known:
    return _Known(alarm.state is AlarmState.OPEN, alarm.count, alarm.priority, alarm.escalated)


def _is_new(alarm: Alarm, known: _Known | None) -> bool:
    if known is None or not known.open or alarm.priority > known.priority:
        return True
    # A critical one that comes again calls again: the guard may have turned to something else meanwhile.
    return alarm.priority is Priority.CRITICAL and alarm.count > known.count


def _is_louder(alarm: Alarm, known: _Known | None) -> bool:
    return alarm.escalated > (known.escalated if known is not None else 0)
