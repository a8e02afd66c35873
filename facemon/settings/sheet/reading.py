"""The bytes of a table, in whichever way spreadsheets and editors write one, as rows of named cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings.sheet.column import HEADS, Column, column_of

LARGEST = 4 * 1024 * 1024  # bytes
MOST_ROWS = 2_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_096  # characters

UNREADABLE = QT_TRANSLATE_NOOP("DeviceSheet", "The file cannot be read: {reason}.")
TOO_LARGE = QT_TRANSLATE_NOOP("DeviceSheet", "The file is larger than 4 MB: that is no list of devices.")
WORKBOOK = QT_TRANSLATE_NOOP(
    "DeviceSheet", "This is a spreadsheet program's own file. Save it there as “CSV UTF-8”, and import that."
)
NOT_TEXT = QT_TRANSLATE_NOOP(
    "DeviceSheet", "This is not a table in text form. Save it as “CSV UTF-8”, and import that."
)
EMPTY = QT_TRANSLATE_NOOP("DeviceSheet", "The file is empty.")
NO_HEADS = QT_TRANSLATE_NOOP(
    "DeviceSheet", "The first row has to name the columns, “{name}” and “{address}” at least. Export once to see how."
)
HEAD_TWICE = QT_TRANSLATE_NOOP("DeviceSheet", "Two columns are “{head}”. Keep only one of them.")
QUOTES = QT_TRANSLATE_NOOP("DeviceSheet", "Row {row}: a quotation mark is not closed, or something stands behind it.")
TOO_MANY_ROWS = QT_TRANSLATE_NOOP("DeviceSheet", "The file has more than 2000 rows.")
TOO_WIDE = QT_TRANSLATE_NOOP("DeviceSheet", "Row {row}: too many columns, or a cell that is too long.")

_DELIMITERS = ",;\t"
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class SheetError(Exception):
    """A file is no table of devices.

    `str()` of it is the sentence in English; `template` and `fields` are there to translate it (context "DeviceSheet"),
    of which `name`, `address` and `head` are marked for translation in the same context.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class Line(msgspec.Struct, frozen=True):
    """A row that says something. Its cells are without blanks around them, but for a password."""

    row: int  # as the spreadsheet counts, from 1
    cells: dict[Column, str]

    def __repr__(self) -> str:
        """Return it in short: one of the cells may be a password."""
        return f"Line({self.row})"


class Sheet(msgspec.Struct, frozen=True):
    """A whole table."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    ignored: tuple[str, ...]  # names of columns that are none of ours


def read_sheet(path: Path) -> Sheet:
    """Read a table from a file.

    Raises:
        SheetError: it cannot be read, or is none.
    """
    try:
        if path.exists() and not path.is_file():
            raise SheetError(NOT_TEXT)  # a pipe could let one wait for ever
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise SheetError(UNREADABLE, reason=error.strerror or error) from error
    return parsed(raw)


def parsed(raw: bytes) -> Sheet:
    """Return the table that these bytes are.

    Raises:
        SheetError: they are none.
    """
    if len(raw) > LARGEST:
        raise SheetError(TOO_LARGE)
    text = _decoded(raw)
    if not text.strip():
        raise SheetError(EMPTY)
    text, delimiters = _without_hint(text)
    best = max(delimiters, key=lambda delimiter: _known(text, delimiter))
    records = _records(text, best)
    _, heads = next(records)
    columns = [column_of(head) for head in heads]
    known = [column for column in columns if column is not None]
    if not {Column.ID, Column.ADDRESS} & set(known):
        raise SheetError(NO_HEADS, name=HEADS[Column.NAME], address=HEADS[Column.ADDRESS])
    for column in known:
        if known.count(column) > 1:
            raise SheetError(HEAD_TWICE, head=HEADS[column])
    lines: list[Line] = []
    for row, cells in records:
        if len(lines) == MOST_ROWS:
            raise SheetError(TOO_MANY_ROWS)
        lines.append(Line(row, _named(columns, cells)))
    ignored = tuple(
        head.strip() for head, column in zip(heads, columns, strict=True) if column is None and head.strip()
    )
    return Sheet(tuple(known), tuple(lines), ignored)


def _named(columns: Sequence[Column | None], cells: Sequence[str]) -> dict[Column, str]:
    return {
        column: cell if column is Column.PASSWORD else cell.strip()
        for column, cell in zip(columns, cells, strict=False)
        if column is not None
    }


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SheetError(WORKBOOK)
    for encoding in _likely_encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeError:
            continue
        if not any(character in text for character in "\0\x01\x02\x7f\ufffe"):
            return text
    raise SheetError(NOT_TEXT)


def _likely_encodings(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _ENCODINGS:
        if raw.startswith(mark):
            return (encoding,)
    if b"\0" in raw:  # the delimiters of UTF-16 have one each
        return ("utf-16-le",) if raw[1::2].count(0) > raw[::2].count(0) else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _without_hint(text: str) -> tuple[str, str]:
    """Take off the line “sep=;”, by which some programs tell what stands between the cells."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint[:4].casefold() == "sep=" and len(hint) <= 5:
        # An empty line in its place, so that the rows keep their numbers.
        return "\n" + rest, hint[4:] if hint[4:] in tuple(_DELIMITERS) else "\t"
    return text, _DELIMITERS


def _known(text: str, delimiter: str) -> int:
    try:
        _, heads = next(_records(text, delimiter))
    except SheetError:
        return 0
    return sum(column_of(head) is not None for head in heads)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that say something, with their numbers. There is at least one, or a SheetError."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = said = 0
    while True:
        row += 1
        try:
            cells = next(rows)
        except StopIteration:
            if not said:
                raise SheetError(EMPTY) from None
            return
        except csv.Error:
            raise SheetError(QUOTES, row=row) from None
        if any(cell.strip() for cell in cells):
            said += 1
            if len(cells) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in cells):
                raise SheetError(TOO_WIDE, row=row)
            yield row, cells
