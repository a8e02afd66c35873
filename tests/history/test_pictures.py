"""Pictures that are kept for fewer days than the facts, or not at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from doors import NOW, Desk, alarm, event
from rows import PICTURE, ids, put_device, put_event

from facemon.event import Category
from facemon.history.backup import back_up
from facemon.history.clock import DAY_MS
from facemon.history.pictures import as_kept
from facemon.history.retention import Retention
from facemon.history.space import room
from facemon.history.steps import transaction
from facemon.settings import HistorySettings, PicturePrivacy, PrivacySettings

STAFF_A_WEEK = PrivacySettings(staff=PicturePrivacy(picture_days=7))
NO_STAFF = PrivacySettings(staff=PicturePrivacy(picture_days=0))


class Kept(Desk):
    """A history that is filled by hand, and what lets go of pictures."""

    privacy = PrivacySettings()

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.retention = Retention(path, privacy=lambda: self.privacy, clock=lambda: NOW / 1000)

    def write(self, *statements: str) -> None:
        def job(connection: sqlite3.Connection) -> None:
            for statement in statements:
                connection.execute(statement)

        self.history.run(job).result(10)

    def retain(self) -> tuple[int, int]:
        return self.retention.run(self.history, HistorySettings(keep_days=90), threading.Event())

    def pictures(self) -> list[int]:
        return self.history.run(lambda connection: ids(connection, "picture", "event")).result(10)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Kept]:
    """Return a history with a picture of staff from each of the last hundred hours times three, the oldest first."""
    desk = Kept(tmp_path / "history.sqlite3")

    def fill(connection: sqlite3.Connection) -> None:
        with transaction(connection):
            put_device(connection)
            for row in range(1, 101):
                put_event(connection, row, NOW - (100 - row) * 3 * 3_600_000, picture=PICTURE, raw="{}")

    with desk:
        desk.history.run(fill).result(10)
        yield desk


def test_pictures_go_after_their_days_and_the_facts_stay(desk: Kept) -> None:
    assert desk.retain() == (0, 0)
    desk.privacy = STAFF_A_WEEK
    assert desk.retain() == (0, 100 - 57)
    assert desk.pictures() == list(range(44, 101))  # the last 168 hours
    assert desk.rows("SELECT count(*), count(DISTINCT picture_size) FROM event") == [(100, 1)]
    assert desk.rows("SELECT count(*) FROM raw") == [(100,)]
    assert desk.retain() == (0, 0)


def test_it_is_due_at_once_when_fewer_pictures_are_to_be_kept(desk: Kept) -> None:
    desk.retain()
    assert not desk.retention.due()
    desk.privacy = STAFF_A_WEEK
    assert desk.retention.due()
    desk.retain()
    assert not desk.retention.due()


def test_only_the_pictures_of_that_category_go(desk: Kept) -> None:
    desk.write("UPDATE event SET category = 2 WHERE id <= 50", "UPDATE event SET category = 3 WHERE id = 51")
    desk.privacy = PrivacySettings(visitor=PicturePrivacy(picture_days=0), staff=PicturePrivacy(picture_days=3))
    desk.retain()
    assert desk.pictures() == [51, *range(76, 101)]


def test_pictures_that_are_kept_no_longer_at_all_go_whatever_the_clock_says(desk: Kept) -> None:
    later = NOW + 400 * DAY_MS
    desk.write(f"UPDATE event SET at_ms = {later}, received_ms = {later} WHERE id = 100")
    desk.privacy = STAFF_A_WEEK
    assert desk.retain() == (0, 0)  # such a clock makes nothing old
    desk.privacy = NO_STAFF
    assert desk.retain() == (0, 100)


def test_the_picture_of_an_alarm_goes_only_once_it_is_answered(desk: Kept) -> None:
    desk.write(
        "UPDATE event SET raised = 1 WHERE id IN (1, 2)", f"UPDATE event SET acknowledged_ms = {NOW} WHERE id = 2"
    )
    desk.privacy = NO_STAFF
    desk.retain()
    assert desk.pictures() == [1]
    desk.write(f"UPDATE event SET acknowledged_ms = {NOW} WHERE id = 1")
    assert desk.retain() == (0, 1)
    assert desk.pictures() == []


def test_the_disk_gets_the_room_of_pictures_back_and_nothing_of_them_is_left(desk: Kept, tmp_path: Path) -> None:
    seen = b"\xff\xd8" + b"a face that nobody shall find again" * 1000
    desk.history.run(lambda c: c.execute("UPDATE picture SET jpeg = ? WHERE event = 40", (seen,))).result(10)
    desk.history.run(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(10)
    full = desk.path.stat().st_size
    assert b"nobody shall find" in desk.path.read_bytes()
    desk.privacy = NO_STAFF
    desk.retain()
    desk.history.run(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result(10)
    assert desk.path.stat().st_size < full * 0.15
    assert desk.history.run(room).result(10).free < 20
    assert b"nobody shall find" not in desk.path.read_bytes()
    back_up(desk.path, tmp_path / "copy.sqlite3")
    assert b"nobody shall find" not in (tmp_path / "copy.sqlite3").read_bytes()


def test_a_picture_that_may_not_be_kept_never_reaches_the_disk() -> None:
    staff = event(picture=PICTURE)
    assert as_kept(staff, NO_STAFF, NOW, raised=False).picture == b""
    assert as_kept(staff, NO_STAFF, NOW, raised=False).picture_size == len(PICTURE)
    assert as_kept(staff, NO_STAFF, NOW, raised=True) is staff  # the guard has to recognise the person
    assert as_kept(staff, STAFF_A_WEEK, NOW, raised=False) is staff
    assert as_kept(event(category=Category.VISITOR), NO_STAFF, NOW, raised=False).category is Category.VISITOR
    forced = alarm(picture=PICTURE)
    assert as_kept(forced, PrivacySettings(device=PicturePrivacy(picture_days=0)), NOW, raised=False).picture == b""


def test_recovery_does_not_bring_a_picture_back_that_would_be_too_old() -> None:
    for days, kept in ((6, True), (8, False)):
        recovered = event(picture=PICTURE, placed_ms=NOW - days * DAY_MS)
        assert bool(as_kept(recovered, STAFF_A_WEEK, NOW, raised=False).picture) is kept
