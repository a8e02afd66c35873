"""Three barred people in a flood of strangers are seen, heard and answered; see `flood.py` for the long one."""

from __future__ import annotations

from pathlib import Path

from flood import BARRED, Flood
from listening import can_listen


def test_three_barred_people_in_a_flood_of_strangers_are_seen_heard_and_answered(tmp_path: Path) -> None:
    found = Flood(tmp_path, rate=20, seconds=6).come()
    assert found["strangers"] == 120
    assert not found["lost"]
    assert not found["twice"]
    assert [way["alarmed"] is not None for way in found["barred"]] == [True] * len(BARRED)
    if can_listen():
        assert [way["sounded"] is not None for way in found["barred"]] == [True] * len(BARRED)
    assert [alarm.subject for alarm in found["answered"]] == [f"u:{person.user_id}" for person in BARRED]
    assert found["raised"]["blacklist"] == len(BARRED)
    assert found["raised"].total() <= len(BARRED) + 3  # the strangers', and the last that tells that all have come
    assert found["folded"] > 60
