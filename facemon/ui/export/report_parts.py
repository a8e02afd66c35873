"""What is in a report, from its head to the times that were not seen."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale

from facemon.event import Event, Gap
from facemon.history.query import Found, Query
from facemon.ui import words
from facemon.ui.export.query_words import query_lines
from facemon.ui.export.report_blocks import EventRow, Fact, Part, Space, Text
from facemon.ui.export.report_facts import printed, unseen, unseen_in_short, zone
from facemon.ui.export.report_paper import Paper
from facemon.ui.export.report_text import event_text


class Heading(msgspec.Struct, frozen=True):
    """What a person writes above a report."""

    title: str
    site: str = ""  # a few lines about the place


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report is about, but for the pictures themselves."""

    heading: Heading
    query: Query
    device_names: Mapping[str, str]  # by device id
    found: list[Found]
    pictures: int  # how many of them have one
    sha256: str  # of the same events as JSON lines
    gaps: list[Gap]


def parts(paper: Paper, contents: Contents, jpeg: Callable[[int], bytes] | None) -> Iterator[Part]:
    """Go through all that is drawn; `jpeg` gives an event's picture, None for a report without pictures."""
    yield from _head(paper, contents, with_pictures=jpeg is not None)
    never = QCoreApplication.translate("Report", "No picture")
    no_more = QCoreApplication.translate("Report", "The picture is no longer kept.")
    for found in contents.found:
        text = event_text(found, contents.device_names)
        own = None if jpeg is None else functools.partial(jpeg, found.id)
        yield EventRow(paper, text, own, no_more if found.happening.picture_size else never)
    yield from unseen(paper, contents.gaps, contents.device_names)


def _head(paper: Paper, contents: Contents, *, with_pictures: bool) -> Iterator[Part]:
    translate = QCoreApplication.translate
    yield Text(paper, contents.heading.title, points=17, bold=True)
    if contents.heading.site:
        yield Text(paper, contents.heading.site, points=10)
    yield Space(paper, 3)
    for label, value in query_lines(contents.query, contents.device_names, _person_name(contents)):
        yield Fact(paper, label, value)
    yield Fact(paper, translate("Report", "Events"), QLocale().toString(len(contents.found)))
    if contents.found:
        ends = (words.date_time(contents.found[end].happening.at_ms) for end in (0, -1))
        yield Fact(paper, translate("Report", "First and last"), " – ".join(ends))
    yield Fact(paper, translate("Report", "Times not seen"), unseen_in_short(contents.gaps))
    yield Fact(paper, translate("Report", "Time zone"), zone())
    yield Fact(paper, translate("Report", "Printed"), printed())
    yield Fact(paper, translate("Report", "SHA-256"), contents.sha256, mono=True)
    yield Fact(paper, "", _how_to_check(with_pictures=with_pictures))
    yield Space(paper, 4)


def _person_name(contents: Contents) -> str:
    happening = contents.found[-1].happening if contents.found else None
    return happening.person.name if isinstance(happening, Event) and happening.person else ""


def _how_to_check(*, with_pictures: bool) -> str:
    translate = QCoreApplication.translate
    if with_pictures:
        how = translate(
            "Report",
            "This is the SHA-256 of these events as JSON lines, which name the SHA-256 of every picture. To check it, "
            "export the same events as JSON lines with pictures into a new folder, and let “sha256sum” (on Windows "
            "“Get-FileHash”) read the file. An event that was acknowledged or recovered since then changes it.",
        )
    else:
        how = translate(
            "Report",
            "This is the SHA-256 of these events as JSON lines. To check it, export the same events as JSON lines "
            "without pictures, and let “sha256sum” (on Windows “Get-FileHash”) read the file. An event that was "
            "acknowledged or recovered since then changes it.",
        )
    return how
