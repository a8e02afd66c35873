"""An exported event: what others rely on, read back as others read it."""

from __future__ import annotations

import csv
import io
import json
import time
import unicodedata
from collections.abc import Iterator
from datetime import datetime

import msgspec
import pytest
from any_found import NASTY, found, texts
from doors import MEI, NOW, alarm, event, unknown
from hypothesis import given

from facemon.event import AlarmStatus, Category, Mask
from facemon.history.export_row import COLUMNS, Row, csv_header, csv_line, iso, json_line, row
from facemon.history.query import Answer, Found
from facemon.spreadsheet import safe_cell, unguarded_cell

DOCUMENTED = (
    "uuid", "device_id", "device_sn", "time", "category", "name", "user_id", "job_number", "passed", "score",
    "temperature", "mask", "mode", "recovered", "acknowledged_at", "acknowledged_by", "note", "picture",
)  # fmt: skip


@pytest.fixture
def _in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def cells(line: bytes) -> list[str]:
    """Return a line of CSV as a program reads it that knows RFC 4180."""
    (read,) = csv.reader(io.StringIO(line.decode(), newline=""), strict=True)
    return read


def runs(cell: str) -> bool:
    """Return whether a spreadsheet could take a cell for a formula, by what it begins with."""
    plain = unicodedata.normalize("NFKC", cell).strip().strip("\"'").strip()
    return not cell.lstrip().startswith("'") and plain[:1] in ("=", "+", "-", "@")


def test_the_documented_columns_come_first_with_their_names() -> None:
    assert COLUMNS[: len(DOCUMENTED)] == DOCUMENTED
    assert cells(csv_header().removeprefix(b"\xef\xbb\xbf")) == list(COLUMNS)


@pytest.mark.usefixtures("_in_shanghai")
def test_a_recognition_is_exported_with_all_that_is_known() -> None:
    happening = event(
        "7c1f", device_sn="8F21", time_ms=NOW - 500, person=MEI, passed=True, score=0.93, temperature=36.6,
        mask=Mask.WORN, mode=1, category=Category.VISITOR, placed_ms=NOW - 400, picture=b"jpeg",
    )  # fmt: skip
    made = row(
        Found(5, happening, raised=True, answer=Answer(NOW, "Li", "let in")), {"gate": "North gate"},
        picture="a.jpg", sha256="ab",
    )  # fmt: skip
    assert json.loads(json_line(made)) == {
        "uuid": "7c1f", "device_id": "gate", "device_sn": "8F21", "time": "2026-11-23T20:32:06.500+08:00",
        "category": "visitor", "name": "陈梅", "user_id": "17", "job_number": "E-204", "passed": True, "score": 0.93,
        "temperature": 36.6, "mask": 2, "mode": 1, "recovered": True,
        "acknowledged_at": "2026-11-23T20:32:07.000+08:00",
        "acknowledged_by": "Li", "note": "let in", "picture": "a.jpg", "at": "2026-11-23T20:32:06.600+08:00",
        "received": "2026-11-23T20:32:07.000+08:00", "device_name": "North gate", "kind": "recognition",
        "groups": ["研发", "Night shift"], "ic_number": "0012345678", "id_number": "110101199001011234",
        "remark": "takes the stairs", "user_type": 1, "visitor_from": "2026-11-23T20:32:07.000+08:00",
        "visitor_until": "2026-11-23T21:32:07.000+08:00", "liveness": None, "entry_mode": None, "abnormal_type": None,
        "alarm_code": None, "alarm_status": None, "description": "", "message_type": None, "raised": True, "flaws": [],
        "picture_size": 4, "picture_sha256": "ab", "outcome": "", "alarm": None,
    }  # fmt: skip


def test_an_alarm_and_an_unknown_message_have_the_same_columns() -> None:
    made = row(Found(1, alarm(code=10002, status=AlarmStatus.CLEARED, description="forced", user_id="9")), {})
    assert (made.kind, made.category, made.user_id, made.alarm_code, made.alarm_status, made.description) == (
        "alarm", "device", "9", 10002, 3, "forced",
    )  # fmt: skip
    other = row(Found(1, unknown(type=77)), {})
    assert (other.kind, other.category, other.message_type, other.name) == ("message", "unknown", 77, "")


@given(found)
def test_a_json_line_gives_back_what_went_in(anything: Found) -> None:
    made = row(anything, {anything.happening.device_id: "Gate"})
    line = json_line(made)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    read = json.loads(line)
    assert tuple(read) == COLUMNS
    assert msgspec.convert(read, Row) == made


@given(found)
def test_a_csv_line_gives_back_what_went_in_but_for_what_must_not_be_there(anything: Found) -> None:
    made = row(anything, {})
    line = csv_line(made)
    assert line.endswith(b"\r\n")
    assert len(line.splitlines()) == 1
    read = dict(zip(COLUMNS, cells(line), strict=True))
    assert read["time"] == made.time
    assert read["passed"] == {None: "", True: "true", False: "false"}[made.passed]
    assert [read["recovered"], read["raised"]] == [str(made.recovered).lower(), str(made.raised).lower()]
    for column in ("score", "temperature", "liveness"):
        value = getattr(made, column)
        assert read[column] == "" if value is None else float(read[column]) == value
    for column in ("mask", "mode", "user_type", "entry_mode", "abnormal_type", "alarm_code", "message_type"):
        value = getattr(made, column)
        assert read[column] == "" if value is None else int(read[column]) == value
    for column in COLUMNS:
        value = getattr(made, column)
        if isinstance(value, str):
            assert letters(read[column]) == letters(value)
            assert not runs(read[column])


def letters(text: str) -> str:
    """Return what a cell has to keep of a text."""
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNMS")


@given(texts)
def test_no_cell_is_a_formula_and_none_has_control_characters(text: str) -> None:
    cell = safe_cell(text)
    assert not runs(cell)
    assert not any(runs(part) for part in cell.split(";"))
    assert not [c for c in cell if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in "\u202e\u2066\ufeff"]


@given(texts)
def test_the_apostrophes_of_a_cell_can_be_taken_back(text: str) -> None:
    plain = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    assert unguarded_cell(safe_cell(plain)) == plain


@pytest.mark.parametrize("text", [text for text in NASTY if runs(text)])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["Zhang San", "O'Neill", "陈梅", "E-204", "a=b", "x@y.example", "3+4", "a; b", "A, B"])
def test_what_is_harmless_stays_to_the_letter(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize("ms", [0, NOW, -62_135_000_000_000, 253_402_200_000_000])
def test_a_time_can_be_read_back_to_the_millisecond(ms: int) -> None:
    assert round(datetime.fromisoformat(iso(ms)).timestamp() * 1000) == ms


@pytest.mark.parametrize("ms", [None, 10**16, -(10**16), 2**63])
def test_a_time_beyond_any_calendar_is_left_out(ms: int | None) -> None:
    assert iso(ms) == ""
