"""A PDF drawn block by block, into a file that takes its place whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile, QFileDevice, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from facemon.history.export import told
from facemon.history.stopping import Asked, Stopped
from facemon.program import program_version
from facemon.ui.export.report_blocks import Part
from facemon.ui.export.report_flow import pages
from facemon.ui.export.report_paper import DIM, Paper
from facemon.whole_file import WholeFile

_DPI = 1200
_MARGIN = 15.0  # mm
_FOOT = 8.0  # mm, inside the margins
_NUMBER = 30.0  # mm, of the page's number


def write_document(
    target: Path,
    title: str,
    families: Sequence[str],
    parts: Callable[[Paper], Iterable[Part]],
    drawn: Callable[[Part], None],
    stopped: Asked,
) -> None:
    """Write a document of so many pages as it needs. Any thread may, while there is a QGuiApplication.

    Args:
        target: the file to write, which is replaced.
        title: stands at the foot of every page, too.
        families: the fonts.
        parts: gives what is drawn, in its order.
        drawn: told of each part that has been drawn.
        stopped: asked all the time whether to end.

    Raises:
        ExportError: the target cannot be written.
        Stopped: `stopped` said so.
    """
    with told(target), WholeFile(target) as file:
        device = QFile(str(file.path))
        if not device.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(errno.EIO, device.errorString())
        try:
            _draw(device, title, families, parts, drawn, stopped)
        finally:
            device.close()
        if device.error() is not QFileDevice.FileError.NoError:  # Qt draws on and says nothing
            full = device.error() is QFileDevice.FileError.ResourceError
            raise OSError(errno.ENOSPC if full else errno.EIO, device.errorString())
        if stopped():
            raise Stopped
        file.keep()


def _draw(
    device: QIODevice,
    title: str,
    families: Sequence[str],
    parts: Callable[[Paper], Iterable[Part]],
    drawn: Callable[[Part], None],
    stopped: Asked,
) -> None:
    writer = QPdfWriter(device)
    writer.setResolution(_DPI)
    writer.setPageLayout(_page())
    writer.setTitle(title)
    writer.setCreator(f"facemon {program_version()}")
    paper = Paper(writer, families)
    laid_out = pages(list(parts(paper)), paper.height - _FOOT * paper.mm)
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(errno.EIO, "the page cannot be drawn on")
    try:
        for number, page in enumerate(laid_out, 1):
            if number > 1:
                writer.newPage()
            top = 0.0
            for part in page:
                if stopped():
                    raise Stopped
                part.draw(painter, paper, top)
                top += part.height
                drawn(part)
            _foot(painter, paper, title, number, len(laid_out))
    finally:
        painter.end()


def _foot(painter: QPainter, paper: Paper, title: str, number: int, of: int) -> None:
    font = paper.font(8)
    top = paper.height - paper.line_height(font)
    page = QCoreApplication.translate("Report", "{page} of {pages}").format(page=number, pages=of)
    room = _NUMBER * paper.mm
    paper.line(painter, 0, top, paper.width - room, title, font, DIM)
    paper.line(painter, paper.width - room, top, room, page, font, DIM, to_right=True)


def _page() -> QPageLayout:
    american = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
