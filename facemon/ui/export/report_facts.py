"""What every report tells: the times that were not seen, the time zone, who has written it, where and when."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, QTimeZone

from facemon.event import Gap
from facemon.program import program_version
from facemon.ui import words
from facemon.ui.export.report_blocks import Note, Part, Text
from facemon.ui.export.report_paper import Paper
from facemon.ui.export.report_text import unseen_text

MOST_GAPS = 500


def unseen(paper: Paper, gaps: Sequence[Gap], device_names: Mapping[str, str]) -> Iterator[Part]:
    """Go through the times that were not seen; `device_names` by device id."""
    if not gaps:
        return
    translate = QCoreApplication.translate
    yield Text(paper, translate("Report", "Times not seen"), points=12, bold=True, heading=True)
    for gap in gaps[:MOST_GAPS]:
        yield Note(paper, *unseen_text(gap, device_names))
    if len(gaps) > MOST_GAPS:
        more = translate("Report", "{count} more are not listed.")
        yield Text(paper, more.format(count=QLocale().toString(len(gaps) - MOST_GAPS)), points=9)


def unseen_in_short(gaps: Sequence[Gap]) -> str:
    """Return how many times were not seen."""
    translate = QCoreApplication.translate
    if not gaps:
        return translate("Report", "none that is known")
    return translate("Report", "{count}, listed at the end").format(count=QLocale().toString(len(gaps)))


def zone() -> str:
    """Return in which time zone times are told, and by which clock."""
    offset = datetime.now().astimezone().strftime("%z")
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode(errors="replace")
    told = QCoreApplication.translate(
        "Report",
        "{zone}, now UTC{offset}. Times are by this computer's clock; a device's own is told where it differs.",
    )
    return told.format(zone=zone, offset=f"{offset[:3]}:{offset[3:]}")


def printed() -> str:
    """Return when this is written, by whom, on which computer, with which program."""
    now_ms = round(datetime.now().astimezone().timestamp() * 1000)
    told = QCoreApplication.translate("Report", "{time} by {user} on {computer}, with facemon {version}")
    return told.format(time=words.date_time(now_ms), user=_user(), computer=platform.node(), version=program_version())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name
        return "?"
