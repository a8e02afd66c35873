"""Where things stand in the text of a TOML file: which line has which key, and where a section begins and ends.

For text that `tomllib` accepts; anything may come of other text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import msgspec

Path = tuple[str | int, ...]  # ("device", 0, "port"): keys, and numbers counted from 0 in an array of tables

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n|[\[\]{}]"
    r"|[^\"'#\n\[\]{}]+|.",
    re.DOTALL,
)
_PART = r"""(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*(?:=|\])")


class Statement(msgspec.Struct, frozen=True):
    """A header or a key with its value."""

    first: int  # line, counted from 0
    last: int
    keys: tuple[str, ...]  # of the header, or of the key where its section begins
    header: bool = False
    array: bool = False  # a [[header]]


class Block(msgspec.Struct):
    """A section of the file. The first has no header and may be empty.

    The three texts of all blocks in their order are the file.
    """

    keys: tuple[str, ...]  # of the header
    array: bool
    lead: str  # comment lines directly above the header
    body: str  # from the header to the last key's value
    tail: str  # comments and empty lines behind
    paths: tuple[tuple[str, ...], ...] = ()  # of the keys in it, whole
    new: bool = False  # not from the text


def lines(text: str) -> dict[Path, int]:
    """Return the line, counted from 1, of every header and key. Keys inside an inline table are not in it."""
    result: dict[Path, int] = {}
    counts: dict[tuple[str, ...], int] = {}
    prefix: Path = ()
    for statement in statements(text):
        if statement.array:
            counts[statement.keys] = counts.get(statement.keys, 0) + 1
        path = _numbered(statement.keys, counts) if statement.header else (*prefix, *statement.keys)
        if statement.header:
            prefix = path
        for length in range(1, len(path) + 1):
            result.setdefault(path[:length], statement.first + 1)
    return result


def deepest(text: str) -> int:
    """Return the line, counted from 1, on which most brackets are open. The text need not be valid."""
    line, depth, most, found = 1, 0, 0, 1
    for token in _TOKEN.finditer(text):
        piece = token[0]
        depth += piece in ("[", "{")
        depth -= piece in ("]", "}")
        if depth > most:
            most, found = depth, line
        line += piece.count("\n")
    return found


def line_of(text: str, path: Path) -> int | None:
    """Return the line, counted from 1, of a key, else of what it is in; None where the text has neither."""
    return line_in(lines(text), path)


def line_in(known: dict[Path, int], path: Path) -> int | None:
    """The same, for a text whose `lines` are known."""
    return next((known[path[:length]] for length in range(len(path), 0, -1) if path[:length] in known), None)


def blocks(text: str) -> list[Block]:
    """Cut the text into its sections."""
    rows = text.split("\n")
    rows = [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
    pieces: list[list[Statement]] = [[]]
    for statement in statements(text):
        if statement.header:
            pieces.append([])
        pieces[-1].append(statement)
    result: list[Block] = []
    position = 0
    for number, piece in enumerate(pieces):
        header = piece[0] if piece and piece[0].header else None
        begin = header.first if header else position
        lead = "".join(rows[position:begin])
        end = piece[-1].last + 1 if piece else position
        if number + 1 < len(pieces):
            following = pieces[number + 1][0].first
            position = following - _comments_above(rows, end, following)
        else:
            position = len(rows)
        keys = header.keys if header else ()
        result.append(
            Block(
                keys=keys,
                array=header.array if header else False,
                lead=lead,
                body="".join(rows[begin:end]),
                tail="".join(rows[end:position]),
                paths=tuple((*keys, *statement.keys) for statement in piece if not statement.header),
            )
        )
    return result


def statements(text: str) -> Iterator[Statement]:
    """Go through the headers and keys in the text."""
    line = first = depth = 0
    said = ""
    for token in _TOKEN.finditer(text + "\n"):
        piece = token[0]
        if piece == "\n" and depth <= 0:
            if said.strip():
                yield _statement(said, first, line)
            said, first, depth = "", line + 1, 0
        elif not piece.startswith("#"):
            depth += piece in ("[", "{")
            depth -= piece in ("]", "}")
            said += piece
        line += piece.count("\n")


def _statement(said: str, first: int, last: int) -> Statement:
    said = said.strip()
    array = said.startswith("[[")
    header = said.startswith("[")
    found = _KEY.match(said[2 if array else 1 if header else 0 :])
    parts = re.findall(_PART, found[1]) if found else []
    return Statement(first, last, tuple(_unquoted(part) for part in parts), header, array)


def _numbered(keys: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> Path:
    """Return a header's path: [device.extra] belongs to the [[device]] above it."""
    path: Path = ()
    for length, key in enumerate(keys, 1):
        path = (*path, key)
        if keys[:length] in counts:
            path = (*path, counts[keys[:length]] - 1)
    return path


def _unquoted(part: str) -> str:
    return next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part


def _comments_above(rows: list[str], begin: int, end: int) -> int:
    count = 0
    while end - count > begin and rows[end - count - 1].lstrip().startswith("#"):
        count += 1
    return count
