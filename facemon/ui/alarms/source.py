"""What the lane asks the program for."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from facemon.event import Happening
from facemon.monitor.enrolled import Photo
from facemon.settings import AlarmRule, AttentionSettings


def _no_door(_device_id: str) -> None:
    return None


class Source(msgspec.Struct, frozen=True, eq=False):
    """Answers at the moment of asking: all of it changes while the program runs."""

    rule: Callable[[str], AlarmRule]  # by its name
    attention: Callable[[], AttentionSettings]
    device_name: Callable[[str], str]  # by the device's id
    enrolled: Callable[[Happening], Photo | None]  # of whom an event is about; None for nobody in particular
    now_ms: Callable[[], int]  # Unix milliseconds
    steady_s: Callable[[], float]  # seconds of a clock that never goes back
    door: Callable[[str], bool | None] = _no_door  # whether a device's door can be opened now; None: never from here
