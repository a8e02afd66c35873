"""The alarms of a shift as CSV."""

from __future__ import annotations

import csv
import io

from shift_records import BEGIN, busy_shift, record, seen, shift

from facemon.alarm import Action, Deed
from facemon.report.record import Record, ShiftRecord
from facemon.report.table import COLUMNS, table


def rows(of: ShiftRecord) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(table(of)).decode("utf-8-sig"), newline="")))


def test_every_alarm_is_a_row_with_its_facts_and_deeds() -> None:
    told = rows(busy_shift())
    assert len(told) == 21
    second = told[1]
    assert second["name"] == "Person 2"
    assert second["device_name"] == "North gate"
    assert (second["priority"], second["outcome"], second["acknowledged_by"]) == ("critical", "real", "Li")
    assert second["seconds_to_acknowledge"] == "9.0"
    raised, acknowledged = second["deeds"].split("; ")
    assert raised.endswith(" raised")
    assert acknowledged.endswith(" acknowledged by Li: Turned away, police told")


def test_what_is_still_owed_has_no_answer() -> None:
    (told,) = rows(shift([record(1, BEGIN, wait_s=None)]))
    assert (told["state"], told["acknowledged_at"], told["seconds_to_acknowledge"]) == ("open", "", "")


def test_no_cell_is_a_formula() -> None:
    nasty = '=HYPERLINK("http://x")'
    alarm = record(1, BEGIN, note=nasty, reason="@SUM(A1)", happening=seen(1, BEGIN, name="+1"), by="-2").alarm
    (told,) = rows(shift([Record(alarm, (Action(1, BEGIN, Deed.NOTED, "Li", f"x;{nasty}"),))]))
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in told.values())
    assert ";=" not in told["deeds"]


def test_an_empty_shift_is_its_columns() -> None:
    assert b"".join(table(shift())).decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
