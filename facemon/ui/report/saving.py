"""A shift's report written as a file, in a thread of its own: just what is on screen, whatever has come since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from facemon.history.error import Interrupted
from facemon.history.export import Report, told
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, Stopped, interrupting
from facemon.report.record import Record, ShiftRecord
from facemon.report.table import table
from facemon.ui.export.report_blocks import Part
from facemon.ui.export.report_file import write_document
from facemon.ui.export.report_parts import Heading
from facemon.ui.report.paper import shift_parts
from facemon.ui.report.paper_blocks import AlarmBlock
from facemon.ui.writing_dialog import ExistsError
from facemon.whole_file import WholeFile


class SaveOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be saved, and where to."""

    history: Path  # for the pictures
    shift: ShiftRecord
    paper: bool  # a PDF, else a table
    target: Path
    replace: bool  # the person has agreed that a file there is replaced
    pictures: bool = False  # of a PDF: with the people's
    heading: Heading = Heading("")
    families: Sequence[str] = ()  # the fonts of a PDF


def save(order: SaveOrder, report: Report, stopped: Asked) -> int:
    """Save as ordered; return how many alarms are in the file.

    Raises:
        ExistsError: there is a file already, and nobody has agreed to replace it.
        HistoryError: the pictures cannot be read.
        ExportError: the target cannot be written.
        Stopped: `stopped` said so.
    """
    if not order.replace and order.target.exists():
        raise ExistsError
    if not order.paper:
        _save_table(order, report, stopped)
    elif order.pictures:
        with Reader(order.history) as reader, interrupting(reader.interrupt, stopped):
            _save_paper(order, report, stopped, reader)
    else:
        _save_paper(order, report, stopped, None)
    return len(order.shift.records)


def _save_table(order: SaveOrder, report: Report, stopped: Asked) -> None:
    total = len(order.shift.records)
    with told(order.target), WholeFile(order.target) as file:
        for done, line in enumerate(table(order.shift)):
            if stopped():
                raise Stopped
            file.stream.write(line)
            report(done, total)
        file.keep()


def _save_paper(order: SaveOrder, report: Report, stopped: Asked, reader: Reader | None) -> None:
    total, done = len(order.shift.records), 0

    def jpeg(record: Record) -> bytes:
        if reader is None or not record.alarm.numbers:
            return b""
        try:
            return reader.picture(record.alarm.numbers[-1])
        except Interrupted:
            raise Stopped from None

    def drawn(part: Part) -> None:
        nonlocal done
        if isinstance(part, AlarmBlock):
            done += 1
            report(done, total)

    write_document(
        order.target, order.heading.title, order.families,
        lambda paper: shift_parts(paper, order.shift, order.heading, jpeg if reader is not None else None),
        drawn, stopped,
    )  # fmt: skip
