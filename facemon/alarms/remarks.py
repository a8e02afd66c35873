"""What operators put to an alarm: a note, what it turned out to be, ticks on the instruction."""

from __future__ import annotations

import msgspec

from facemon.alarm import Action, Change, Deed, Moment, Outcome
from facemon.alarms.standing import Standing

LONGEST_NOTE = 2_000  # characters


def tidy(note: str) -> str:
    """Return a note as it is kept."""
    return note.strip()[:LONGEST_NOTE]


def annotate(standing: Standing, by: str, now: Moment, note: str | None, outcome: Outcome | None) -> list[Change]:
    """Put a note or an outcome to it; None: as it is."""
    alarm = standing.alarm
    actions = []
    if note is not None and note != alarm.note:
        alarm = msgspec.structs.replace(alarm, note=note)
        actions.append(Action(alarm.id, now.wall_ms, Deed.NOTED, by, note))
    if outcome is not None and outcome is not alarm.outcome:
        alarm = msgspec.structs.replace(alarm, outcome=outcome)
        actions.append(Action(alarm.id, now.wall_ms, Deed.JUDGED, by, outcome.value))
    standing.alarm = alarm
    return [Change(alarm, tuple(actions))] if actions else []


def tick(standing: Standing, instruction: str, line: int, by: str, now: Moment, *, on: bool) -> list[Change]:
    """Tick a line of the instruction, or take the tick away. The words go on record: tomorrow they may be others.

    Raises:
        ValueError: there is no such line.
    """
    alarm = standing.alarm
    lines = instruction.splitlines()
    if not 0 <= line < len(lines):
        raise ValueError(f"no line {line} in the instruction")
    if (line in alarm.ticked) == on:
        return []
    ticked = sorted({*alarm.ticked, line} if on else {*alarm.ticked} - {line})
    standing.alarm = msgspec.structs.replace(alarm, ticked=tuple(ticked))
    text = f"{line + 1}. {lines[line].removeprefix('- ')}"
    return [Change(standing.alarm, (Action(alarm.id, now.wall_ms, Deed.TICKED if on else Deed.UNTICKED, by, text),))]
