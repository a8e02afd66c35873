"""The report: events as a PDF that can be handed over, with all that is needed to judge and to check it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale

from facemon.history.export import Exported, ExportError, Report, count, rows
from facemon.history.export_name import names_beside
from facemon.history.export_row import json_line
from facemon.history.query import Found, Query
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, interrupting, never
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.ui.export.report_blocks import EventRow, Part
from facemon.ui.export.report_file import write_document
from facemon.ui.export.report_parts import Contents, Heading, parts

TOO_MANY = QT_TRANSLATE_NOOP(
    "Export",
    "A report holds at most {most} events, and these are {count}. Narrow the time or the filter, or export a table.",
)

MOST_EVENTS = 5_000
_LAST_MS = 253_402_300_799_999  # the end of the year 9999


def write_report(
    history: Path,
    query: Query,
    target: Path,
    heading: Heading,
    device_names: Mapping[str, str],
    *,
    pictures: bool,
    families: Sequence[str],
    report: Report = lambda _done, _of: None,
    stopped: Asked = never,
) -> Exported:
    """Write a report of the events of a query, the oldest first. Any thread may, while there is a QGuiApplication.

    Args:
        history: the file; facemon may be writing to it.
        target: the file to write, which is replaced.
        heading: what is written above.
        device_names: by device id.
        pictures: whether each event has its picture.
        families: the fonts.
        report: told how far it is.
        stopped: asked all the time whether to end.

    Raises:
        HistoryError: the history cannot be read.
        ExportError: there are too many events, or the target cannot be written.
        Stopped: `stopped` said so.
    """
    with Reader(history) as reader, interrupting(reader.interrupt, stopped):
        contents = _read(reader, query, heading, device_names, report, stopped, pictures=pictures)
        events, done = len(contents.found), 0

        def drawn(part: Part) -> None:
            nonlocal done
            if isinstance(part, EventRow):
                done += 1
                report(events + done, 2 * events)

        write_document(
            target, heading.title, families,
            lambda paper: parts(paper, contents, reader.picture if pictures else None),
            drawn, stopped,
        )  # fmt: skip
    return Exported(len(contents.found), contents.pictures)


def _read(
    reader: Reader,
    query: Query,
    heading: Heading,
    device_names: Mapping[str, str],
    report: Report,
    stopped: Asked,
    *,
    pictures: bool,
) -> Contents:
    _refuse(count(reader, query))
    digest = hashlib.sha256()
    every: list[Found] = []
    with_picture = 0
    for found, row in rows(reader, query, _Names().add if pictures else None, stopped):
        digest.update(json_line(row))
        every.append(found)
        with_picture += bool(row.picture)
        _refuse(len(every))
        report(len(every), 2 * len(every))
    begin = query.from_ms if query.from_ms is not None else every[0].happening.at_ms if every else 0
    end = query.to_ms if query.to_ms is not None else _LAST_MS
    return Contents(
        heading=heading,
        query=query,
        device_names=device_names,
        found=every,
        pictures=with_picture,
        sha256=digest.hexdigest(),
        gaps=reader.gaps(begin, end, query.devices),
    )


def _refuse(number: int) -> None:
    if number > MOST_EVENTS:
        raise ExportError(TOO_MANY, most=QLocale().toString(MOST_EVENTS), count=QLocale().toString(number))


class _Names:
    """Gives pictures the names that they would have in a new folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def add(self, name: str, _picture: bytes) -> str:
        free = next(free for free in names_beside(name) if free not in self._taken)
        self._taken.add(free)
        return free
