import threading
from datetime import date
from pathlib import Path

import msgspec
import pytest

from facemon.event import Category, Event
from facemon.history.backup import BackupError
from facemon.history.history import History
from facemon.history.reader import Reader
from facemon.monitor.daily_backup import AGAIN_SECONDS, DailyBackup
from facemon.settings import HistorySettings


class Day:
    """Days and seconds that pass as told."""

    def __init__(self, history: Path) -> None:
        self.today = date(2026, 11, 24)
        self.seconds = 0.0
        self.told: list[BackupError | None] = []
        self.backup = DailyBackup(
            history, self.told.append, today=lambda: self.today, monotonic=lambda: self.seconds
        )  # fmt: skip

    def look(self, folder: Path) -> None:
        self.backup(HistorySettings(backup_folder=str(folder)), threading.Event())


@pytest.fixture
def history(tmp_path: Path) -> Path:
    path = tmp_path / "history.sqlite3"
    kept = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    kept.start()
    kept.put(
        Event(uuid="1", device_id="gate", time_ms=1, received_ms=1, category=Category.STAFF), 1, raised=False
    )  # fmt: skip
    assert kept.close(10)
    return path


def test_a_day_has_one_copy(history: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    day = Day(history)
    day.look(folder)
    (made,) = folder.iterdir()
    when = made.stat().st_mtime_ns
    day.look(folder)
    assert made.stat().st_mtime_ns == when
    day.today = date(2026, 11, 25)
    day.look(folder)
    assert len(list(folder.iterdir())) == 2
    assert Reader(made).stock().events == 1
    assert day.told == []


def test_a_clock_that_goes_back_over_midnight_makes_no_copy_twice_and_one_that_leaps_ahead_none_too_few(
    history: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    day = Day(history)
    written: dict[str, int] = {}
    for today in (24, 25, 24, 25, 26, 25, 26, 27):
        day.today = date(2026, 11, today)
        day.look(folder)
        made = {copy.name: copy.stat().st_mtime_ns for copy in folder.iterdir()}
        assert made | written == made  # what was there has stayed as it was
        written = made
    assert [name[-10:-8] for name in sorted(written)] == ["24", "25", "26", "27"]
    day.today = date(2028, 2, 29)
    day.look(folder)
    assert [copy.name for copy in folder.iterdir() if "2028-02-29" in copy.name]


def test_a_failure_is_told_once_tried_again_after_a_while_and_its_end_is_told_too(
    history: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "not mounted"
    day = Day(history)
    day.look(folder)
    day.look(folder)
    assert [type(error) for error in day.told] == [BackupError]
    folder.mkdir()
    day.look(folder)
    assert list(folder.iterdir()) == []
    day.seconds += AGAIN_SECONDS
    day.look(folder)
    assert len(list(folder.iterdir())) == 1
    assert day.told[1:] == [None]


def test_another_folder_is_tried_at_once_and_none_ends_the_complaint(history: Path, tmp_path: Path) -> None:
    day = Day(history)
    day.look(tmp_path / "missing")
    day.look(tmp_path)
    assert day.told[1:] == [None]
    day.look(tmp_path / "missing")
    day.backup(msgspec.structs.replace(HistorySettings(), backup_folder=""), threading.Event())
    assert day.told[2:][-1] is None
