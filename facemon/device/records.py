"""An answer to POST /v1/event/records: bytes to the records in it, one at a time. No I/O.

Such an answer is up to 32 MiB long, most of it pictures. It is cut into its records at the speed of C, and each record
is read only when its turn comes, so that no step keeps the other threads waiting for more than a few milliseconds
(measured with 200 records of 71 KB: 4 ms for the cut, 0.1 ms for a record). Where firmware has made a mistake, or the
answer is broken off, whatever is whole in it counts.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from facemon.device.payload import MessageError, parse

MOST_RECORDS = 200  # that a device gives in one answer
MOST_READ = 2_000  # of an answer with more than were asked for; who reads on from there is not held up for seconds

_MOST_VALUES = 500_000  # of an answer
_MOST_TOKENS = 2 * _MOST_VALUES
_DEEPEST = 32
_STEP = 1024 * 1024  # bytes looked at in one go
_LARGEST_NUMBER = 2**53
# Matching a text as a whole keeps the brackets in it from counting; without its closing quote the answer is broken off.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?P<closed>"(?P<key>\s*+:)?)?|[][{}]|(?P<comma>,)', re.DOTALL)


class RecordsPage(msgspec.Struct, frozen=True):
    """Some of a device's records, as JSON each; `items` reads them."""

    texts: tuple[bytes | msgspec.Raw, ...] = ()
    total: int | None = None  # records that the device says it has for the question, whatever the offset
    broken_off: bool = False  # the answer ended too early: the device may have had more to give
    size: int = 0  # bytes of the answer

    @property
    def count(self) -> int:
        """How many records were given."""
        return len(self.texts)

    def items(self) -> Iterator[dict[str, object] | None]:
        """Read the records one after the other; None for one that cannot be read."""
        for text in self.texts:
            try:
                yield parse(bytes(text))
            except MessageError:
                yield None


class Answer(msgspec.Struct, frozen=True):
    """What an answer's envelope says, and the page in it; None where it has none."""

    code: int | None
    page: RecordsPage | None


class _Data(msgspec.Struct):
    items: list[msgspec.Raw] | None = None
    total: Any = None


class _Envelope(msgspec.Struct):
    code: Any = None
    data: _Data | None = None


_decoder = msgspec.json.Decoder(_Envelope)


def read_answer(body: bytes, *, whole: bool) -> Answer | None:
    """Return what the bytes say; None where they are no answer at all.

    Args:
        whole: whether the device has sent as many bytes as it had announced.
    """
    if sum(body.count(b",", begin, begin + _STEP) for begin in range(0, len(body), _STEP)) > _MOST_VALUES:
        return None
    try:
        envelope = _decoder.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _mended(body, whole=whole)
    data = envelope.data
    page = (
        None
        if data is None
        else RecordsPage(tuple((data.items or ())[:MOST_READ]), _number(data.total), not whole, len(body))
    )
    return Answer(_number(envelope.code, -_LARGEST_NUMBER), page)


def _mended(body: bytes, *, whole: bool) -> Answer | None:
    """Cut the list of records out by hand, and read the envelope around it with leniency."""
    cut = _Cut(body)
    envelope = _object(body[: cut.begin] + b"[]" + body[cut.end :]) if cut.closed else None
    if envelope is None:
        whole = whole and not cut.begin
        envelope = _object(body[: cut.begin] + b"[]" + b"}" * cut.depth if cut.begin else body)
    if envelope is None:
        return None
    data = envelope.get("data")
    page = None
    if isinstance(data, dict):
        texts = tuple(body[begin:end] for begin, end in cut.items[:MOST_READ])
        page = RecordsPage(texts, _number(data.get("total")), not whole, len(body))
    return Answer(_number(envelope.get("code"), -_LARGEST_NUMBER), page)


def _object(text: bytes) -> dict[str, object] | None:
    try:
        return parse(text)
    except MessageError:
        return None


class _Cut:
    """Where the list under "items" is in an answer, and where each whole record is in it.

    Attributes:
        begin, end: of the list with its brackets; `begin` is 0 where there is none.
        depth: of objects around the list.
        closed: the list has an end.
        items: begin and end of each record.
    """

    def __init__(self, body: bytes) -> None:
        self.begin = self.end = self.depth = 0
        self.closed = False
        self.items: list[tuple[int, int]] = []
        self._find(body)

    def _find(self, body: bytes) -> None:
        depth, named, item = 0, False, 0
        for token in itertools.islice(_TOKEN.finditer(body), _MOST_TOKENS):
            sign = token[0][:1]
            if sign == b'"' and token["closed"] is None:
                return
            if sign in b"[{":
                if not self.begin and named and sign == b"[":
                    self.begin, self.depth, item = token.start(), depth, token.end()
                depth += 1
                if depth > _DEEPEST:
                    return
            elif sign in b"]}":
                depth -= 1
            if self.begin and depth == self.depth + 1 and token["comma"]:
                self._add(body, item, token.start())
                item = token.end()
            elif self.begin and depth == self.depth:
                self._add(body, item, token.start())
                self.closed, self.end = True, token.end()
                return
            named = bool(token["key"]) and token[0].startswith(b'"items"')
        if self.begin and depth == self.depth + 1:
            self._add(body, item, len(body))

    def _add(self, body: bytes, begin: int, end: int) -> None:
        if body[begin:end].strip():
            self.items.append((begin, end))


def _number(value: object, low: int = 0) -> int | None:
    """Return a whole number from `low` on, also where it is written as a text; None for whatever else."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:20])
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= _LARGEST_NUMBER:
        return value
    return None
