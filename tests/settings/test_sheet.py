"""A table of devices: written, read back in whichever way it was saved, and compared with what is set up."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from any_settings import devices
from hypothesis import given
from hypothesis import strategies as st

from facemon.log import redact
from facemon.settings import DeviceSettings, Settings
from facemon.settings.check import SAME_ADDRESS, mistakes
from facemon.settings.edit import builtins
from facemon.settings.sheet import plan as planning
from facemon.settings.sheet import reading
from facemon.settings.sheet.column import HEADS, WRITTEN, Column
from facemon.settings.sheet.entry import Entry, Refused, entry
from facemon.settings.sheet.plan import Item, Kind, Known, Plan, plan
from facemon.settings.sheet.reading import Sheet, SheetError, parsed, read_sheet
from facemon.settings.sheet.writing import written

GATE = DeviceSettings(id="gate", name="North gate", group="A", host="192.0.2.10", username="guard")
LOBBY = DeviceSettings(id="lobby", name="Lobby", host="192.0.2.11", port=8443, certificate="sha256:" + "ab" * 32)
ENGLISH = ([HEADS[column] for column in WRITTEN], ("yes", "no"))
CHINESE = (["标识", "名称", "分组", "地址", "端口", "用户名", "监控", "远程开门", "证书", "序列号"], ("是", "否"))
fleets = st.lists(devices, max_size=6, unique_by=(lambda device: device.id.casefold(), lambda device: device.port)).map(
    tuple
)


def known(fleet: Sequence[DeviceSettings]) -> list[Known]:
    return [Known(device.id, device) for device in fleet]


def compared(sheet: Sheet, fleet: Sequence[DeviceSettings]) -> Plan:
    return plan([entry(line) for line in sheet.lines], known(fleet))


def imported(text: str, *fleet: DeviceSettings) -> Plan:
    return compared(parsed(text.encode()), fleet)


def only(text: str, *fleet: DeviceSettings) -> Item:
    (item,) = imported(text, *fleet).items
    return item


def after(result: Plan, fleet: Sequence[DeviceSettings]) -> list[DeviceSettings]:
    """Return the devices as they are when the import is taken, new ones with an id."""
    changed = {item.key: item.device for item in result.items if item.key and item.device is not None}
    new = [item.device for item in result.of(Kind.NEW) if item.device is not None]
    named = [msgspec.structs.replace(each, id=each.id or f"new.{number}") for number, each in enumerate(new)]
    return [changed.get(device.id, device) for device in fleet] + named


@given(fleets, st.sampled_from([ENGLISH, CHINESE]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))
def test_what_was_exported_changes_nothing_when_it_comes_back(
    fleet: tuple[DeviceSettings, ...], language: tuple[list[str], tuple[str, str]], encoding: str
) -> None:
    text = written(fleet, *language).decode("utf-8-sig")
    result = compared(parsed(text.encode(encoding)), fleet)
    assert [item.kind for item in result.items] == [Kind.UNCHANGED] * len(fleet)
    assert not result.missing


@given(fleets, st.sampled_from(",;\t"), st.permutations(WRITTEN))
def test_it_may_be_saved_with_other_delimiters_and_its_columns_in_any_order(
    fleet: tuple[DeviceSettings, ...], delimiter: str, order: list[Column]
) -> None:
    rows = list(csv.reader(io.StringIO(written(fleet, *ENGLISH).decode("utf-8-sig"), newline="")))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([[row[WRITTEN.index(column)] for column in order] for row in rows])
    result = compared(parsed(text.getvalue().encode()), fleet)
    assert [item.kind for item in result.items] == [Kind.UNCHANGED] * len(fleet)


@given(fleets)
def test_another_desk_gets_the_same_devices_with_the_same_ids(fleet: tuple[DeviceSettings, ...]) -> None:
    result = compared(parsed(written(fleet, *ENGLISH)), ())
    arrived = [item.device for item in result.of(Kind.NEW)]
    assert [device.id for device in arrived if device] == [device.id for device in fleet]
    again = compared(parsed(written(fleet, *ENGLISH)), [device for device in arrived if device])
    assert not again.of(Kind.CHANGED)


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["gate", "lobby", "192.0.2.10", "192.0.2.11:8443", "::1", "8000", "8443", "yes", "否", "sha256:" + "cd" * 32,
         "=1+1", '"', ";", "ca", "1.2E+15", "North gate"]
    ),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=11), max_size=8), st.permutations(tuple(Column)))
def test_no_table_leads_to_settings_that_are_wrong(rows: list[list[str]], heads: list[Column]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([[HEADS[column] for column in heads], *rows])
    fleet = (GATE, LOBBY)
    try:
        result = compared(parsed(text.getvalue().encode()), fleet)
    except SheetError:
        return
    there = after(result, fleet)
    assert [device.id for device in there[:2]] == ["gate", "lobby"]
    assert list(mistakes(builtins(Settings(devices=tuple(there))))) == []
    assert {item.key for item in result.items} | set(result.missing) >= {"gate", "lobby"}


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_sentence(raw: bytes) -> None:
    for front in (b"", b"name,address\n"):
        with contextlib.suppress(SheetError):
            compared(parsed(front + raw), (GATE,))


def test_the_file_begins_with_what_spreadsheets_know_utf_8_by_and_has_neither_formula_nor_password() -> None:
    nasty = msgspec.structs.replace(GATE, name='=HYPERLINK("http://x")', group="@A", username="-1")
    raw = written([nasty], *ENGLISH)
    assert raw.startswith(b"\xef\xbb\xbfID,Name,Group,Address,Port,")
    assert b"assword" not in raw
    row = next(csv.reader([raw.decode("utf-8-sig").splitlines()[1]]))
    assert row[1:3] == ['\'=HYPERLINK("http://x")', "'@A"]
    assert row[5] == "'-1"


def test_gbk_is_understood() -> None:
    text = "设备名称;IP地址;密码\n北门;192.0.2.77;口令一\n"
    (item,) = compared(parsed(text.encode("gbk")), ()).items
    assert (item.kind, item.label) == (Kind.NEW, "北门")


@pytest.mark.parametrize(
    ("raw", "template"),
    [
        (b"PK\x03\x04rest", reading.WORKBOOK),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", reading.NOT_TEXT),
        (b"", reading.EMPTY),
        (b"\n\n ,\n", reading.EMPTY),
        (b"Gate,192.0.2.1\n", reading.NO_HEADS),
        (b"name,user\nGate,guard\n", reading.NO_HEADS),
        (b"name,address,IP\n", reading.HEAD_TWICE),
        (b'name,address\n"Gate,192.0.2.1\n', reading.QUOTES),
        (b'name,address\n"Gate"x,192.0.2.1\n', reading.QUOTES),
        (b"name,address\n" + b"a,b\n" * 2001, reading.TOO_MANY_ROWS),
        (b"name,address\n" + b"a," * 300 + b"b\n", reading.TOO_WIDE),
        (b"name,address\n" + b"a" * 5000, reading.TOO_WIDE),
        (b"x" * (reading.LARGEST + 1), reading.TOO_LARGE),
    ],
)
def test_what_is_no_table_of_devices_is_said_in_a_sentence(raw: bytes, template: str) -> None:
    with pytest.raises(SheetError) as caught:
        parsed(raw)
    assert caught.value.template == template


def test_a_file_that_is_not_there_or_is_a_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="cannot be read"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(SheetError, match="not a table"):
        read_sheet(tmp_path)


def test_columns_that_are_none_of_ours_are_named_and_left_alone() -> None:
    sheet = parsed(b"sep=;\nRemark;IP;Name\n\nladder;192.0.2.1;Gate\n")
    assert sheet.ignored == ("Remark",)
    assert [line.row for line in sheet.lines] == [4]
    assert only("Name;IP\nGate;192.0.2.1\n").device == DeviceSettings(id="", name="Gate", host="192.0.2.1")


def test_a_row_is_about_the_device_with_its_id_and_else_about_the_one_at_its_address() -> None:
    moved = only("id,address,port\nGATE,192.0.2.99,\n", GATE, LOBBY)
    assert (moved.key, moved.kind) == ("gate", Kind.CHANGED)
    assert moved.device == msgspec.structs.replace(GATE, host="192.0.2.99")
    renamed = only("id,name,address\nx-9,Foyer,192.0.2.11:8443\n", GATE, LOBBY)
    assert (renamed.key, renamed.device) == ("lobby", msgspec.structs.replace(LOBBY, name="Foyer"))
    without_port = only("name,address\nFoyer,192.0.2.11\n", GATE, LOBBY)
    assert (without_port.key, without_port.device) == ("lobby", msgspec.structs.replace(LOBBY, name="Foyer"))
    assert only("name,address\nYard,192.0.2.11:8000\n", GATE, LOBBY).kind is Kind.NEW


def test_a_change_is_told_field_by_field_and_what_no_column_says_stays() -> None:
    item = only("id,group,user name,watched,address\ngate,B,,no,192.0.2.10:9000\n", GATE)
    assert {(change.column, change.old, change.new) for change in item.changes} == {
        (Column.GROUP, "A", "B"),
        (Column.USERNAME, "guard", ""),
        (Column.WATCHED, True, False),
        (Column.ADDRESS, "192.0.2.10:8000", "192.0.2.10:9000"),
    }
    assert only("id,group\ngate,\n", GATE).device == msgspec.structs.replace(GATE, group="")
    assert only("id,name,port,watched\ngate,,,\n", GATE).kind is Kind.UNCHANGED


def test_two_devices_may_change_places() -> None:
    result = imported("id,address,port\ngate,192.0.2.11,8443\nlobby,192.0.2.10,8000\n", GATE, LOBBY)
    assert [item.kind for item in result.items] == [Kind.CHANGED, Kind.CHANGED]


def test_nobody_gets_the_address_of_another_also_where_a_refusal_brings_that_about() -> None:
    third = DeviceSettings(id="third", name="Third", host="192.0.2.12")
    # The gate wants to go where the lobby is, the lobby where the third is, which stays.
    text = "id,address,port\ngate,192.0.2.11,8443\nlobby,192.0.2.12,8000\n"
    result = imported(text, GATE, LOBBY, third)
    assert [(item.kind, item.refusal and item.refusal.template) for item in result.items] == [
        (Kind.REFUSED, SAME_ADDRESS),
        (Kind.REFUSED, SAME_ADDRESS),
    ]
    assert result.missing == ("third",)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",192.0.2.1,,,", planning.NO_NAME),
        ("Gate,,,,", planning.NO_ADDRESS),
        ("Gate,192.0.2.300,,,", "“{host}” is not an IP address"),
        ("Gate,ws://192.0.2.1,,,", "{scheme}:// is not encrypted"),
        ("Gate,192.0.2.1:8001,8002,,", "The address has port"),
        ("Gate,192.0.2.1,70000,,", "whole number from 1 to 65535"),
        ("Gate,192.0.2.1,,perhaps,", "is yes or no"),
        ("Gate,192.0.2.1,,,12:34", "SHA-256 of 64"),
        ('"a\nb",192.0.2.1,,,', "1 to 100 characters on one line"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_number_and_a_sentence(row: str, words: str) -> None:
    item = only(f"name,address,port,watched,certificate\n\n{row}\n")
    assert (item.row, item.kind) == (3, Kind.REFUSED)
    assert item.refusal is not None
    assert words in item.refusal.template
    assert "{" not in item.refusal.template.format(**item.refusal.fields)


def test_a_second_row_about_a_device_is_refused() -> None:
    result = imported("id,address,name\ngate,,One\n,192.0.2.10,Two\n", GATE)
    assert [item.kind for item in result.items] == [Kind.CHANGED, Kind.REFUSED]
    assert result.items[1].refusal == Refused(3, "Two", planning.TWICE, {"other": "2"})


def test_an_approved_certificate_and_a_known_serial_number_are_never_replaced_by_a_file() -> None:
    pinned = msgspec.structs.replace(LOBBY, serial="SN1")
    text = f"id,certificate,serial number\nlobby,{'cd' * 32},SN2\n"
    item = only(text, pinned)
    assert item.kind is Kind.UNCHANGED
    assert item.remarks == (planning.CERTIFICATE_KEPT, planning.SERIAL_KEPT)
    fresh = only(text.replace("lobby", "gate"), GATE)
    assert fresh.device == msgspec.structs.replace(GATE, certificate="sha256:" + "cd" * 32, serial="SN2")
    spelt = only(f"id,certificate\nlobby,SHA256:{':'.join(['AB'] * 32)}\n", pinned)
    assert (spelt.kind, spelt.remarks) == (Kind.UNCHANGED, ())


def test_a_serial_number_that_a_spreadsheet_has_shortened_is_left_out() -> None:
    item = only("name,address,sn\nGate,192.0.2.1,1.23457E+15\n")
    assert item.device is not None
    assert item.device.serial == ""
    assert item.remarks == (planning.SERIAL_SHORTENED,)


def test_a_password_is_taken_as_it_is_and_told_to_nobody() -> None:
    sheet = parsed(b"id,password\ngate, =hunter22! \n")
    (row,) = [entry(line) for line in sheet.lines]
    assert isinstance(row, Entry)
    assert row.password == " =hunter22! "
    result = plan([row], known([GATE]))
    assert result.passwords == 1
    assert [change.column for change in result.items[0].changes] == [Column.PASSWORD]
    assert "hunter22" not in repr((sheet, row, result))
    assert "hunter22" not in redact("the password is  =hunter22! ")


def test_a_password_without_a_user_name_is_left_out() -> None:
    item = only("name,address,password\nGate,192.0.2.1,hunter22\n")
    assert (item.password, item.remarks) == (None, (planning.PASSWORD_UNUSED,))
