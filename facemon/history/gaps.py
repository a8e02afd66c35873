"""The rows of the table `gap`, to and from `facemon.event.Gap`."""

from __future__ import annotations

import sqlite3

from facemon.event import Gap, GapCause, GapState
from facemon.history.held import Loss

# What a reader selects to make a `Gap` of, with `gap` joined to `device`.
COLUMNS = (
    "gap.id, device.device_id, from_ms, to_ms, cause, state, read, total, recovered, pictureless, lost, cursor_s,"
    " problem, detail"
)

_KEEP = """
INSERT INTO gap (id, device, from_ms, to_ms, cause, state, read, total, recovered, pictureless, lost, cursor_s,
    problem, detail)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET device = excluded.device, from_ms = excluded.from_ms, to_ms = excluded.to_ms,
    cause = excluded.cause, state = excluded.state, read = excluded.read, total = excluded.total,
    recovered = excluded.recovered, pictureless = excluded.pictureless, lost = excluded.lost,
    cursor_s = excluded.cursor_s, problem = excluded.problem, detail = excluded.detail
"""
_UNFINISHED = f"""
SELECT {COLUMNS} FROM gap JOIN device ON device.id = gap.device
WHERE state IN ('open', 'offered', 'waiting', 'recovering') ORDER BY from_ms, gap.id
"""  # noqa: S608 - constants alone


def keep_gap(connection: sqlite3.Connection, gap: Gap, device: int) -> None:
    """Write a gap, new or changed, of the device in this row of the table `device`."""
    connection.execute(
        _KEEP,
        (
            gap.id, device, gap.from_ms, gap.to_ms, gap.cause.value, gap.state.value, gap.read, gap.total,
            gap.recovered, gap.pictureless, gap.lost, gap.cursor_s, gap.problem, gap.detail,
        ),
    )  # fmt: skip


def not_kept(loss: Loss, id_: int) -> Gap:
    """Return the gap that events leave which could not be kept: the device may still have them."""
    return Gap(
        id=id_,
        device_id=loss.device_id,
        from_ms=loss.from_ms,
        to_ms=loss.to_ms,
        cause=GapCause.NOT_KEPT,
        state=GapState.WAITING,
        lost=loss.events,
    )


def gap_of(row: tuple[object, ...]) -> Gap:
    """Return the gap of a row of `COLUMNS`."""
    values = dict(zip(Gap.__struct_fields__, row, strict=True))
    values["cause"] = GapCause(str(values["cause"]))
    values["state"] = GapState(str(values["state"]))
    return Gap(**values)  # type: ignore[arg-type]


def unfinished(connection: sqlite3.Connection) -> list[Gap]:
    """Return the gaps that still go on or are still to be recovered, the oldest first."""
    return [gap_of(row) for row in connection.execute(_UNFINISHED).fetchall()]
