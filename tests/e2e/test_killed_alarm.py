"""kill -9 between alarms and acknowledgements; see `killed_alarm.py` for many."""

from __future__ import annotations

from pathlib import Path

from killed_alarm import Shifts


def test_whenever_it_is_killed_no_alarm_is_lost_and_no_answered_one_sounds(tmp_path: Path) -> None:
    found = Shifts(tmp_path, seed=5).play(kills=3)
    assert found["came"] == found["people"] == found["expected"]
    assert (found["owed"], found["unsigned"]) == (0, 0)
