"""What the administrator's right was used for is on record: added to, never lost to a crash, and bounded."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from facemon.administration import Administered, AdministrationRecord


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "administration.jsonl"


def test_what_was_done_is_told_the_newest_first_after_a_restart_too(path: Path) -> None:
    now = iter(range(1000, 2000))
    record = AdministrationRecord(path, lambda: next(now))
    record.add(Administered.PIN_SET, "Sara")
    record.add(Administered.WRONG_PIN, "李伟")
    told = AdministrationRecord(path).recent(10)
    assert [(entry.at_ms, entry.deed, entry.by) for entry in told] == [
        (1001, "wrong PIN", "李伟"), (1000, "PIN set", "Sara"),
    ]  # fmt: skip
    assert len(record.recent(1)) == 1
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_file_nothing_was_done(path: Path) -> None:
    assert AdministrationRecord(path).recent(10) == []
    assert not AdministrationRecord(path).pin_expected()


def test_half_a_line_of_a_crash_spoils_no_other(path: Path) -> None:
    record = AdministrationRecord(path)
    record.add(Administered.PIN_SET, "Sara")
    with path.open("ab") as file:
        file.write(b'{"at_ms": 1, "de\n\xff\xfe\n[]\n')
    record.add(Administered.UNLOCKED, "Sara")
    assert [entry.deed for entry in record.recent(10)] == ["unlocked", "PIN set"]


def test_a_file_that_has_grown_large_becomes_the_older_one(path: Path) -> None:
    path.write_bytes(b" " * 600_000)
    AdministrationRecord(path).add(Administered.UNLOCKED, "Sara")
    assert path.stat().st_size < 1000
    assert path.with_name("administration.older.jsonl").stat().st_size == 600_000


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ([Administered.PIN_SET], True),
        ([Administered.PIN_SET, Administered.WRONG_PIN], True),
        ([Administered.PIN_SET, Administered.PIN_REMOVED], False),
        ([Administered.PIN_SET, Administered.PIN_GONE], False),
        ([Administered.PIN_GONE, Administered.PIN_CHANGED], True),
        ([Administered.UNLOCKED], True),
    ],
)
def test_whether_there_should_be_a_pin_is_known_from_what_was_done(
    path: Path, deeds: list[Administered], *, expected: bool
) -> None:
    record = AdministrationRecord(path)
    for deed in deeds:
        record.add(deed, "Sara")
    assert record.pin_expected() is expected


def test_a_disk_that_refuses_keeps_nobody_from_working(tmp_path: Path) -> None:
    AdministrationRecord(tmp_path / "gone" / "administration.jsonl").add(Administered.UNLOCKED, "Sara")
