"""Events written out: as CSV or JSON lines, with their pictures, all of it or nothing.

Events go page by page, and nothing is held open between two pages: the history's writer is not hindered, and memory
does not grow with their number. What arrives meanwhile and fits comes along.
"""

from __future__ import annotations

import contextlib
import enum
import errno
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from facemon.history.error import Interrupted
from facemon.history.export_folder import PictureFolder
from facemon.history.export_name import picture_name
from facemon.history.export_row import Row, csv_header, csv_line, json_line, row
from facemon.history.query import Found, Query
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, Stopped, interrupting, never
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.whole_file import WholeFile

FULL = QT_TRANSLATE_NOOP(
    "Export", "The disk has no room for {file}. Nothing was exported: make room, or choose another."
)
UNWRITABLE = QT_TRANSLATE_NOOP("Export", "{file} cannot be written: {reason}. Nothing was exported.")
OWN_FILE = QT_TRANSLATE_NOOP("Export", "{file} is the history itself. Choose another name.")

_PAGE = 500  # events
_REPORTED = 100  # events between two reports

Report = Callable[[int, int], None]  # events done, of about how many
AddPicture = Callable[[str, bytes], str]  # takes a picture under a name, returns the name that it got


class Form(enum.StrEnum):
    """In which form events are written; the value is the word on the command line."""

    CSV = "csv"
    JSON = "json"  # one object a line


class Exported(msgspec.Struct, frozen=True):
    """How much was written."""

    events: int
    pictures: int


class ExportError(Exception):
    """Nothing was exported.

    `str()` of it is the sentence in English; `template` (context "Export") and `fields` are there to translate it.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


def export(
    history: Path,
    query: Query,
    form: Form,
    target: Path | BinaryIO,
    *,
    pictures: Path | None = None,
    report: Report = lambda _done, _of: None,
    stopped: Asked = never,
) -> Exported:
    """Write the events of a query, the oldest first.

    Args:
        history: the file; facemon may be writing to it.
        target: the file to write, which is replaced; or a stream, which stays open.
        pictures: the folder for the pictures; None for none.
        report: told how far it is.
        stopped: asked all the time whether to end.

    Raises:
        HistoryError: the history cannot be read.
        ExportError: the target cannot be written.
        OSError: the stream cannot.
        Stopped: `stopped` said so.
    """
    with Reader(history) as reader, interrupting(reader.interrupt, stopped):
        if not isinstance(target, Path):
            return _written(reader, query, form, target, pictures, report, stopped)
        with told(target), _room_for(target, pictures):
            _refuse_own(history, target)
            with WholeFile(target) as file:
                exported = _written(reader, query, form, file.stream, pictures, report, stopped, file.settle)
                file.keep()
                return exported


def rows(reader: Reader, query: Query, add: AddPicture | None, stopped: Asked = never) -> Iterator[tuple[Found, Row]]:
    """Go through the events of a query, the oldest first.

    Args:
        add: takes the pictures; None for an export without.

    Raises:
        HistoryError: the history cannot be read.
        Stopped: `stopped` said so.
    """
    try:
        names = dict(reader.devices())
        after = None
        while True:
            page = reader.page(query, after=after, limit=_PAGE, oldest_first=True)
            for found in page:
                if stopped():
                    raise Stopped
                picture = reader.picture(found.id) if add and found.happening.picture_size else b""
                if add and picture:
                    name = add(picture_name(found.happening, picture), picture)
                    yield found, row(found, names, picture=name, sha256=hashlib.sha256(picture).hexdigest())
                else:
                    yield found, row(found, names)
            if len(page) < _PAGE:
                return
            after = page[-1].slot
    except Interrupted:
        raise Stopped from None


def count(reader: Reader, query: Query) -> int:
    """Return how many events a query has.

    Raises:
        HistoryError: the history cannot be read.
        Stopped: the reader was interrupted.
    """
    try:
        counts = reader.counts(query)
    except Interrupted:
        raise Stopped from None
    return sum(number for kind, number in counts.items() if query.categories is None or kind in query.categories)


def _written(
    reader: Reader,
    query: Query,
    form: Form,
    stream: BinaryIO,
    pictures: Path | None,
    report: Report,
    stopped: Asked,
    settle: Callable[[], None] = lambda: None,
) -> Exported:
    total = count(reader, query)
    done = with_picture = 0
    line = csv_line if form is Form.CSV else json_line
    with contextlib.ExitStack() as stack:
        with told(pictures):
            folder = stack.enter_context(PictureFolder(pictures)) if pictures is not None else None

        def add(name: str, picture: bytes) -> str:
            with told(pictures):
                return folder.add(name, picture) if folder else ""

        if form is Form.CSV:
            stream.write(csv_header())
        for _, exported in rows(reader, query, add if folder else None, stopped):
            stream.write(line(exported))
            done += 1
            with_picture += bool(exported.picture)
            if done % _REPORTED == 0:
                report(done, max(done, total))
        stream.flush()
        settle()
        if stopped():
            raise Stopped
        if folder:
            with told(pictures):
                folder.keep()
    report(done, done)
    return Exported(done, with_picture)


@contextlib.contextmanager
def told(file: Path | None) -> Iterator[None]:
    """Turn what the disk says of a file into an ExportError."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ExportError(FULL, file=file) from error
        raise ExportError(UNWRITABLE, file=file, reason=error.strerror or error) from error


@contextlib.contextmanager
def _room_for(target: Path, pictures: Path | None) -> Iterator[None]:
    """Make the folder of the pictures if the file shall be in it, too; take it away again if it stays empty."""
    if pictures is None or pictures.exists() or pictures.absolute() not in target.absolute().parents:
        yield
        return
    pictures.mkdir()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # it has what was exported
            pictures.rmdir()


def _refuse_own(history: Path, target: Path) -> None:
    for end in ("", "-wal", "-shm"):
        own = history.with_name(history.name + end)
        if target.exists() and own.exists() and target.samefile(own):
            raise ExportError(OWN_FILE, file=target)
