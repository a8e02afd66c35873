"""Of which alarms an earlier run still owes it to the supervisor to be told."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from facemon.alarm import Alarm, Deed
from facemon.alarms.escalation import SUPERVISOR
from facemon.history.error import HistoryError
from facemon.history.reader import Reader
from facemon.monitor.supervisor import ENDED

log = logging.getLogger(__name__)


def untold(history: Path, owed: Sequence[Alarm]) -> list[Alarm]:
    """Return those of which the supervisor was to be told when facemon ended or was killed: better twice than never.

    Where the history cannot be read there are none, and the log says why.
    """
    due = {alarm.id: alarm for alarm in owed if alarm.escalated >= SUPERVISOR}
    if not due:
        return []
    try:
        with contextlib.closing(Reader(history)) as reader:
            actions = reader.alarm_actions(due)
    except HistoryError as error:
        log.warning("whether the supervisor has been told cannot be read: %s", error)
        return []
    known = {action.alarm_id: action.text for action in actions if action.deed is Deed.SUPERVISOR}
    return [alarm for alarm_id, alarm in due.items() if not known.get(alarm_id) or known[alarm_id].endswith(ENDED)]
