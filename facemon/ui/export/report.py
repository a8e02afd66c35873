"""The report: events as a PDF that can be handed over, with all that is needed to judge and to check it."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QFileDevice, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from facemon.history.export import Exported, ExportError, Report, count, rows, told
from facemon.history.export_name import names_beside
from facemon.history.export_row import json_line
from facemon.history.query import Found, Query
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, Stopped, interrupting, never
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.program import program_version
from facemon.ui.export.report_blocks import EventRow
from facemon.ui.export.report_flow import pages
from facemon.ui.export.report_paper import Paper
from facemon.ui.export.report_parts import FOOT, Contents, Heading, foot, parts
from facemon.whole_file import WholeFile

TOO_MANY = QT_TRANSLATE_NOOP(
    "Export",
    "A report holds at most {most} events, and these are {count}. Narrow the time or the filter, or export a table.",
)

MOST_EVENTS = 5_000
_DPI = 1200
_MARGIN = 15.0  # mm
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
        with told(target), WholeFile(target) as file:
            device = QFile(str(file.path))
            if not device.open(QIODevice.OpenModeFlag.WriteOnly):
                raise OSError(errno.EIO, device.errorString())
            try:
                _draw(device, contents, reader.picture if pictures else None, families, report, stopped)
            finally:
                device.close()
            if device.error() is not QFileDevice.FileError.NoError:  # Qt draws on and says nothing
                full = device.error() is QFileDevice.FileError.ResourceError
                raise OSError(errno.ENOSPC if full else errno.EIO, device.errorString())
            if stopped():
                raise Stopped
            file.keep()
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


def _draw(
    device: QIODevice,
    contents: Contents,
    jpeg: Callable[[int], bytes] | None,
    families: Sequence[str],
    report: Report,
    stopped: Asked,
) -> None:
    writer = QPdfWriter(device)
    writer.setResolution(_DPI)
    writer.setPageLayout(_page())
    writer.setTitle(contents.heading.title)
    writer.setCreator(f"facemon {program_version()}")
    paper = Paper(writer, families)
    laid_out = pages(list(parts(paper, contents, jpeg)), paper.height - FOOT * paper.mm)
    events = len(contents.found)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(errno.EIO, "the page cannot be drawn on")
    try:
        done = 0
        for number, page in enumerate(laid_out, 1):
            if number > 1:
                writer.newPage()
            top = 0.0
            for part in page:
                if stopped():
                    raise Stopped
                part.draw(painter, paper, top)
                top += part.height
                done += isinstance(part, EventRow)
            foot(painter, paper, contents, number, len(laid_out))
            report(events + done, 2 * events)
    finally:
        painter.end()


def _page() -> QPageLayout:
    american = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
