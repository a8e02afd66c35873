"""Tables for a spreadsheet: lines of CSV (RFC 4180) in which no text from outside becomes a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable


def table_header(columns: Iterable[str]) -> bytes:
    """Return what any CSV file begins with whose columns are these."""
    return b"\xef\xbb\xbf" + _csv_line(columns)


def table_line(values: Iterable[object]) -> bytes:
    """Return values of any kind as one line of CSV, its end included, in which no spreadsheet finds a formula."""
    return _csv_line(map(_cell, values))


def _csv_line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_cell(value) if value else ""
    if isinstance(value, tuple):
        return safe_cell("; ".join(value))
    return str(int(value)) if isinstance(value, int) else str(value)


# Spreadsheets take full-width and other forms of these for the plain ones, and pass over spaces and quotes before them.
# Where a semicolon separates the columns, as in much of Europe, one inside a text begins a new cell.
_STARTS = "[\\s\"'´`’‘”“＂＇]*[=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−–—]"
_FORMULA = re.compile(f"(^|;)({_STARTS})")
_GUARDED = re.compile(f"(^|;)'({_STARTS})")
_KEPT = "\u200c\u200d"  # joiners that Persian, Hindi and emoji need


def safe_cell(text: str) -> str:
    """Return a text from outside for a cell: on one line, without control characters, and never a formula.

    What a spreadsheet could take for the beginning of a formula gets an apostrophe before it.
    """
    if text.isascii() and text.isprintable():
        if text[:1].isalnum() and ";" not in text:  # nearly every one
            return text
    else:
        text = "".join(
            " " if character in "\t\n\r\v\f\x85\u2028\u2029" else character
            for character in text
            if character in "\t\n\r\v\f\x85" + _KEPT or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
        )
    return _FORMULA.sub(r"\1'\2", text)


def unguarded_cell(text: str) -> str:
    """Return what `safe_cell` was given, from what it has made of a text on one line without control characters."""
    return _GUARDED.sub(r"\1\2", text)
