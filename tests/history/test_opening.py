import random
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from datetime import time as clock
from pathlib import Path

import msgspec
import pytest
from doors import MEI, NOW, alarm, event

from facemon.event import Category, Gap, GapCause, GapState
from facemon.history import opening
from facemon.history.database import open_for_writing
from facemon.history.keep import Rows
from facemon.history.note import Watched


def test_an_empty_history_has_nothing_to_tell(tmp_path: Path) -> None:
    with closing(open_for_writing(tmp_path / "history.sqlite3")) as connection:
        assert opening.read(connection, NOW) == opening.Opening(
            last_id=0, recent={}, gaps=(), watched={}, skews={}, last={}
        )


def test_it_counts_today_by_this_computer_s_day(tmp_path: Path) -> None:
    midnight = datetime.fromtimestamp(NOW / 1000).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    first = round(midnight.timestamp() * 1000)
    with closing(open_for_writing(tmp_path / "history.sqlite3")) as connection:
        rows = Rows(connection)
        for number, at_ms in enumerate((first - 1, first, NOW - 1, NOW + 1_000_000), 1):
            rows.keep(event(f"{number}", category=Category.STAFF, received_ms=at_ms), number, raised=False)
        rows.keep(event("s", category=Category.STRANGER, received_ms=NOW), 9, raised=False)
        assert opening.read(connection, NOW).today == {Category.STAFF: 2, Category.STRANGER: 1}


@pytest.mark.parametrize(
    ("zone", "noon"),
    [
        ("Europe/Berlin", "2027-03-28T12:00:00"),  # a day of 23 hours
        ("Europe/Berlin", "2026-10-25T12:00:00"),  # of 25
        ("Africa/Cairo", "2027-04-30T12:00:00"),  # without a midnight
        ("America/St_Johns", "2028-02-29T12:00:00"),
        ("Asia/Shanghai", "2026-11-26T12:00:00"),
    ],
)
def test_a_day_on_which_the_clock_is_changed_is_counted_from_its_own_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_zone: Callable[[str], None], zone: str, noon: str
) -> None:
    in_zone(zone)
    now = datetime.fromisoformat(noon)
    midnight = round(datetime.combine(now.date(), clock()).astimezone().timestamp() * 1000)
    now_ms = round(now.astimezone().timestamp() * 1000)
    with closing(open_for_writing(tmp_path / "history.sqlite3")) as connection:
        rows = Rows(connection)
        for number, at_ms in enumerate((midnight - 1, midnight, midnight + 1_800_000, now_ms), 1):
            rows.keep(event(f"{number}", received_ms=at_ms), number, raised=False)
        assert sum(opening.read(connection, now_ms).today.values()) == 3


def test_it_tells_each_device_s_newest_events_and_what_was_proved_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "RECENT", 50)
    chance = random.Random(1)
    gap = Gap(id=1, device_id="gate", from_ms=NOW, cause=GapCause.CLOSED)
    with closing(open_for_writing(tmp_path / "history.sqlite3")) as connection:
        rows = Rows(connection)
        kept = []
        for number in range(1, 301):
            kept.append(
                event(
                    f"{number}", device_id=chance.choice(["gate", "lobby"]), time_ms=NOW - number,
                    received_ms=NOW + number, passed=chance.choice([None, True, False]), person=MEI,
                    category=chance.choice(list(Category)[:6]),
                    placed_ms=chance.choice([None, NOW + chance.randrange(300)]),
                )
            )  # fmt: skip
            rows.keep(kept[-1], number, raised=False)
        rows.keep(alarm("alarm", received_ms=NOW + 2000), 301, raised=True)
        rows.note(gap)
        rows.note(msgspec.structs.replace(gap, id=2, state=GapState.RECOVERED))
        rows.note(Watched("lobby", NOW, 5))
        found = opening.read(connection, NOW)
    kept.sort(key=lambda happening: (happening.at_ms, int(happening.uuid)))
    lobby = [happening for happening in kept if happening.device_id == "lobby"]
    gate = [happening for happening in kept if happening.device_id == "gate"]
    assert found.recent["lobby"] == tuple(happening.uuid for happening in lobby[-50:])
    assert found.recent["gate"] == (*(happening.uuid for happening in gate[-49:]), "alarm")
    seen = [happening for happening in lobby if not happening.recovered]
    assert found.last["lobby"] == (seen[-1].time_ms, seen[-1].received_ms)
    assert found.alarming == {"gate"}
    assert (found.last_id, found.gaps) == (301, (gap,))
    assert (found.watched, found.skews) == ({"lobby": NOW}, {"lobby": 5})
    assert found.seen == {"gate": min(happening.received_ms for happening in gate[-49:] if not happening.recovered)}
