"""What an export dialog orders, done in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.event import Event
from facemon.history.error import HistoryError
from facemon.history.export import Exported, ExportError, Form, Report, count, export
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, interrupting
from facemon.ui.error_text import reason
from facemon.ui.export.report import write_report
from facemon.ui.export.report_parts import Heading
from facemon.ui.writing_dialog import ExistsError

log = logging.getLogger(__name__)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported, and where to."""

    history: Path
    query: Query
    form: Form | None  # None: the report
    target: Path
    replace: bool  # the person has agreed that a file there is replaced
    pictures: Path | None  # the folder for them, in a report just that there are any; None for none
    heading: Heading  # of a report
    device_names: Mapping[str, str]
    families: Sequence[str]  # fonts of a report


class Outlook(msgspec.Struct, frozen=True):
    """What a query is about to give."""

    events: int
    person_name: str  # of the person in it


def look_ahead(history: Path, query: Query, stopped: Asked) -> Outlook:
    """Return what a query is about to give.

    Raises:
        HistoryError: the history cannot be read.
        Interrupted, Stopped: `stopped` said so.
    """
    with Reader(history) as reader, interrupting(reader.interrupt, stopped):
        name = ""
        if query.person is not None:
            for found in reader.page(query, limit=1):
                if isinstance(found.happening, Event) and found.happening.person:
                    name = found.happening.person.name
        return Outlook(count(reader, query), name)


def carry_out(order: Order, report: Report, stopped: Asked) -> Exported:
    """Export as ordered. Whatever it raises, `sentence` has words for, but for Stopped.

    Raises:
        ExistsError: and nobody has agreed to replace it.
        HistoryError, ExportError: nothing was exported.
        Stopped: `stopped` said so.
    """
    if not order.replace and order.target.exists():
        raise ExistsError
    if order.form is None:
        return write_report(
            order.history, order.query, order.target, order.heading, order.device_names,
            pictures=order.pictures is not None, families=order.families, report=report, stopped=stopped,
        )  # fmt: skip
    return export(
        order.history, order.query, order.form, order.target,
        pictures=order.pictures, report=report, stopped=stopped,
    )  # fmt: skip


def sentence(error: Exception) -> str:
    """Return what went wrong, in the language in use."""
    if isinstance(error, HistoryError | ExportError):
        return reason(error)
    log.error("the export failed", exc_info=error)
    return QCoreApplication.translate("Export", "The export failed: {reason}.").format(reason=reason(error))
