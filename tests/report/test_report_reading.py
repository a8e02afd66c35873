"""A shift read from a real history."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_shift import keep_shift
from shift_records import BEGIN, END, HOUR, MINUTE, busy_shift, record, shift

from facemon.history.note import HandedOver, OnDuty
from facemon.history.reader import Reader
from facemon.report import reading
from facemon.report.figures import figures
from facemon.report.reading import read_shift
from facemon.report.record import Shift, ShiftRecord
from facemon.report.shift import this_shift


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def read(path: Path, begin: int = BEGIN, end: int = END) -> ShiftRecord:
    with Reader(path) as reader:
        return read_shift(reader, lambda _duties, _now: Shift(begin, end, "Li"), END)


def test_a_shift_comes_back_with_the_same_figures(path: Path) -> None:
    kept = busy_shift()
    keep_shift(path, kept)
    told, expected = figures(read(path)), figures(kept)
    for name in ("alarms", "inherited", "kinds", "waits", "outcomes", "answered_themselves", "people"):
        assert getattr(told, name) == getattr(expected, name), name
    assert [one.alarm.id for one in told.open] == [one.alarm.id for one in expected.open]
    assert [one.flood.device_id for one in told.floods] == ["lobby"]


def test_it_has_what_was_shelved_left_over_and_not_seen(path: Path) -> None:
    kept = busy_shift()
    keep_shift(path, kept)
    told = read(path)
    assert told.shelvings == kept.shelvings
    assert told.handovers == kept.handovers
    assert [gap.from_ms for gap in told.gaps] == [BEGIN + HOUR]
    assert told.device_names["lobby"] == "Lobby"
    assert told.operators == ["Li"]


def test_the_shift_is_chosen_by_who_had_the_desk(path: Path) -> None:
    keep_shift(path, shift(duties=(OnDuty(BEGIN - 8 * HOUR, "Wang"), OnDuty(BEGIN, "Li"))))
    with Reader(path) as reader:
        told = read_shift(reader, this_shift, BEGIN + 3 * HOUR)
    assert told.shift == Shift(BEGIN, BEGIN + 3 * HOUR, "Li")


def test_only_the_newest_of_earlier_notes_was_given_to_the_shift(path: Path) -> None:
    notes = tuple(HandedOver(BEGIN + hours * HOUR, "Wang", str(hours)) for hours in (-9, -1, 2))
    keep_shift(path, shift(handovers=notes))
    assert read(path).handovers == notes[1:]


def test_what_was_answered_before_the_shift_is_not_in_it(path: Path) -> None:
    keep_shift(path, shift([record(1, BEGIN - HOUR, wait_s=60), record(2, BEGIN - MINUTE, wait_s=120)]))
    assert [one.alarm.id for one in read(path).records] == [2]


def test_more_alarms_than_are_held_are_cut_and_it_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_shift(path, shift([record(number, BEGIN + number * MINUTE) for number in range(1, 8)]))
    monkeypatch.setattr(reading, "MOST_ALARMS", 5)
    told = read(path)
    assert told.cut
    assert [one.alarm.id for one in told.records] == [1, 2, 3, 4, 5]
