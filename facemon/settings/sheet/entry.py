"""One row of a table: what it says of a device, or why it cannot be taken."""

from __future__ import annotations

import re

import msgspec

from facemon.log import register_secret
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings.address import DEFAULT_PORT, AddressError, parse_address
from facemon.settings.check import DEVICE, wrong
from facemon.settings.sheet.column import HEADS, Column
from facemon.settings.sheet.reading import Line
from facemon.spreadsheet import unguarded_cell

BAD_YES_OR_NO = QT_TRANSLATE_NOOP("DeviceSheet", "“{field}” is yes or no, not “{value}”.")
BAD_PORT = QT_TRANSLATE_NOOP("DeviceSheet", "“{field}” is a whole number from 1 to 65535, not “{value}”.")
TWO_PORTS = QT_TRANSLATE_NOOP("DeviceSheet", "The address has port {inside}, and the column “{field}” says {value}.")
BAD_CERTIFICATE = QT_TRANSLATE_NOOP("DeviceSheet", "“{field}” is a SHA-256 of 64 hexadecimal digits, “ca”, or empty.")
LONG_PASSWORD = QT_TRANSLATE_NOOP("DeviceSheet", "The password is too long, or has control characters in it.")

_LONGEST_PASSWORD = 256  # characters
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "on",
        "enabled",
        "ja",
        "wahr",
        "vrai",
        "oui",
        "是",
        "对",
        "真",
        "开",
        "启用",
        "已启用",
        "允许",
        "√",
        "✓",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "f",
        "0",
        "off",
        "disabled",
        "nein",
        "falsch",
        "faux",
        "non",
        "否",
        "不",
        "假",
        "关",
        "停用",
        "已停用",
        "禁用",
        "不允许",
        "×",
    ]
)
_SHORTENED = re.compile(r"[0-9][.,]?[0-9]*E\+[0-9]+", re.IGNORECASE)


class Refused(msgspec.Struct, frozen=True):
    """A row that cannot be taken, with a sentence marked for translation.

    Of the fields, `field` is itself marked for translation in the context "DeviceSheet".
    """

    row: int
    label: str  # what the row calls the device, or its address
    template: str
    fields: dict[str, str] = {}
    context: str = "DeviceSheet"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says. None: nothing, and for whatever must not be empty an empty cell says nothing either."""

    row: int
    id: str | None = None
    name: str | None = None
    group: str | None = None
    host: str | None = None
    port: int | None = None
    username: str | None = None
    enabled: bool | None = None
    door_control: bool | None = None
    certificate: str | None = None
    serial: str | None = None
    shortened: bool = False  # there was a serial number, of which a spreadsheet has left only the first digits
    password: str | None = None

    def __repr__(self) -> str:
        """Return it in short: a text that has the password in it may end up in a log."""
        return f"Entry({self.row})"

    @property
    def label(self) -> str:
        """What to call the device."""
        return self.name or self.host or self.id or ""


class _Wrong(Exception):
    def __init__(self, template: str, context: str = "DeviceSheet", **fields: str) -> None:
        super().__init__(template)
        self.template = template
        self.context = context
        self.fields = fields


def entry(line: Line) -> Entry | Refused:
    """Return what a row says."""
    cells = {
        column: cell if column is Column.PASSWORD else unguarded_cell(cell).strip()
        for column, cell in line.cells.items()
    }
    try:
        return _entry(line.row, cells)
    except _Wrong as wrong_cell:
        label = next((cells[c] for c in (Column.NAME, Column.ADDRESS, Column.ID) if cells.get(c)), "")
        return Refused(line.row, label[:200], wrong_cell.template, wrong_cell.fields, wrong_cell.context)


def _entry(row: int, cells: dict[Column, str]) -> Entry:
    host, port = _target(cells)
    serial = _checked(Column.SERIAL, cells) or None
    shortened = serial is not None and _SHORTENED.fullmatch(serial) is not None
    return Entry(
        row=row,
        id=_checked(Column.ID, cells) or None,
        name=_checked(Column.NAME, cells) or None,
        group=_checked(Column.GROUP, cells),
        host=host,
        port=port,
        username=_checked(Column.USERNAME, cells),
        enabled=_yes_or_no(Column.WATCHED, cells),
        door_control=_yes_or_no(Column.DOOR, cells),
        certificate=_certificate(cells),
        serial=None if shortened else serial,
        shortened=shortened,
        password=_password(cells),
    )


def _checked(column: Column, cells: dict[Column, str]) -> str | None:
    text = cells.get(column)
    if text and (sentence := wrong(DEVICE, column.value, text)):
        raise _Wrong(sentence, "Settings", field=HEADS[column])
    return text


def _target(cells: dict[Column, str]) -> tuple[str | None, int | None]:
    written = cells.get(Column.PORT, "")
    port: int | None = None
    if written:
        found = re.fullmatch(r"([0-9]{1,5})(?:[.,]0+)?", written)
        port = int(found[1]) if found else 0
        if not 1 <= port <= 65535:
            raise _Wrong(BAD_PORT, field=HEADS[Column.PORT], value=written[:40])
    address = cells.get(Column.ADDRESS, "")
    if not address:
        return None, port
    try:
        host, inside = parse_address(address)
    except AddressError as error:
        raise _Wrong(error.template, "Address", **error.fields) from None
    if not _has_port(address, host, inside):
        return host, port
    if port is not None and port != inside:
        raise _Wrong(TWO_PORTS, inside=str(inside), field=HEADS[Column.PORT], value=str(port))
    return host, inside


def _has_port(address: str, host: str, port: int) -> bool:
    """Return whether an address says its port, which is the usual one where it does not."""
    if port != DEFAULT_PORT:
        return True
    authority = re.sub(r"^[^/]*//", "", address).split("/")[0]
    return re.search(r"[:：︓]0*8000$", authority) is not None and not (":" in host and "[" not in authority)


def _yes_or_no(column: Column, cells: dict[Column, str]) -> bool | None:
    text = cells.get(column, "")
    if not text:
        return None
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise _Wrong(BAD_YES_OR_NO, field=HEADS[column], value=text[:40])


def _certificate(cells: dict[Column, str]) -> str | None:
    text = cells.get(Column.CERTIFICATE, "").casefold()
    if text in ("", "ca"):
        return text or None
    digits = re.sub(r"[\s:-]", "", text.removeprefix("sha256").removeprefix("sha-256"))
    if not re.fullmatch("[0-9a-f]{64}", digits):
        raise _Wrong(BAD_CERTIFICATE, field=HEADS[Column.CERTIFICATE])
    return f"sha256:{digits}"


def _password(cells: dict[Column, str]) -> str | None:
    password = cells.get(Column.PASSWORD, "")
    if not password.strip():
        return None
    if len(password) > _LONGEST_PASSWORD or not password.isprintable():
        raise _Wrong(LONG_PASSWORD)
    register_secret(password)
    return password
