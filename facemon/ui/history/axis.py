"""The labels below the bars: which moments, and what they are called in the language in use."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone

from facemon.ui.history.period import LOCAL, start_of_day
from facemon.ui.history.scale import DAY, STEPS, Step, Unit, boundaries

_STEPS = sorted([*STEPS, Step(Unit.DAY, 2), Step(Unit.DAY, 4)], key=lambda step: step.about_ms)
_FEW_DAYS = 15  # up to so many, a day is told by its weekday
_GAP = 2.0  # of the widest label, from the beginning of one to that of the next


def ticks(
    from_ms: int, to_ms: int, width: float, measure: Callable[[str], float], zone: QTimeZone = LOCAL
) -> list[tuple[int, str]]:
    """Return the moments (Unix milliseconds) that have a label, and the labels, as many as have room.

    Args:
        from_ms: where the axis begins; `to_ms`, where it ends.
        width: of the axis, in pixels.
        measure: gives the width of a label.
        zone: whose time it is.
    """
    length = max(1, to_ms - from_ms)
    for step in _STEPS:
        pitch = width * step.about_ms / length
        if pitch < 1 or pitch < measure(label(from_ms, step, length, zone)):
            continue  # one is enough to see that all of them have no room
        labels = [(ms, label(ms, step, length, zone)) for ms in _within(from_ms, to_ms, step, zone)]
        widest = max((measure(text) for _, text in labels), default=0.0)
        places = [(ms - from_ms) / length * width for ms, _ in labels]
        if all(after - before >= _GAP * widest for before, after in pairwise(places)):
            return [(ms, text) for (ms, text), x in zip(labels, places, strict=True) if x + measure(text) <= width]
    return []


def label(ms: int, step: Step, length_ms: int, zone: QTimeZone = LOCAL) -> str:
    """Return what a moment is called on an axis of `length_ms` that is labelled at each `step`."""
    translate = QCoreApplication.translate
    moment = QDateTime.fromMSecsSinceEpoch(ms, zone)
    days = length_ms / DAY
    if step.unit in (Unit.MINUTE, Unit.HOUR) and (days <= 1.1 or ms != start_of_day(moment.date(), zone)):
        form = "HH:mm"
    elif step.unit is Unit.YEAR:
        form = "yyyy"
    elif step.unit is Unit.MONTH:
        form = translate("Axis", "MMM yyyy", "a month as QLocale.toString formats it")
    elif days <= _FEW_DAYS:
        form = translate("Axis", "ddd d", "a weekday and the day of the month as QLocale.toString formats them")
    else:
        form = translate("Axis", "d MMM", "a day and its month as QLocale.toString formats them")
    return QLocale().toString(moment, form)


def _within(from_ms: int, to_ms: int, step: Step, zone: QTimeZone) -> list[int]:
    found: list[int] = []
    for ms in boundaries(from_ms, step, zone):
        if ms >= to_ms:
            break
        if ms >= from_ms and (not found or ms > found[-1]):
            found.append(ms)
    return found
