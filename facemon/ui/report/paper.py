"""The report of a shift on paper: what is drawn, from the head to the last alarm."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from facemon.alarm import Outcome
from facemon.report.figures import Figures, figures, over_time
from facemon.report.record import Record, ShiftRecord
from facemon.report.table import table
from facemon.ui import words
from facemon.ui.export.report_blocks import Fact, Note, Part, Space, Text
from facemon.ui.export.report_facts import printed, unseen, zone
from facemon.ui.export.report_paper import Paper
from facemon.ui.export.report_parts import Heading
from facemon.ui.history.scale import edges, step_for
from facemon.ui.report import shift_words
from facemon.ui.report.paper_blocks import AlarmBlock, KindRow, TableRow, TimeChart

_NARROWEST = 3.0  # mm from one bar to the next


def shift_parts(
    paper: Paper, shift: ShiftRecord, heading: Heading, jpeg: Callable[[Record], bytes] | None
) -> Iterator[Part]:
    """Go through all that is drawn.

    Args:
        heading: what a person writes above.
        jpeg: gives an alarm's newest picture, empty for none; None for a report without pictures.
    """
    told = figures(shift)
    yield from _head(paper, shift, told, heading)
    yield from _charts(paper, shift, told)
    yield from _figures(paper, told)
    yield from _said(paper, shift, told)
    yield from unseen(paper, shift.gaps, shift.device_names)
    if shift.records:
        yield _heading(paper, QCoreApplication.translate("ShiftPaper", "All alarms"))
    no_picture = QCoreApplication.translate("Report", "No picture")
    for record in shift.records:
        own = None if jpeg is None else functools.partial(jpeg, record)
        yield AlarmBlock(paper, record, shift.device_names, own, no_picture)


def _head(paper: Paper, shift: ShiftRecord, told: Figures, heading: Heading) -> Iterator[Part]:
    translate = QCoreApplication.translate
    yield Text(paper, heading.title, points=17, bold=True)
    if heading.site:
        yield Text(paper, heading.site, points=10)
    yield Space(paper, 3)
    yield Fact(paper, translate("ShiftPaper", "Time"), shift_words.heading(shift.shift))
    goes_on = shift.shift.to_ms >= shift.read_ms
    if goes_on:
        yield Fact(paper, translate("ShiftPaper", "As of"), words.date_time(shift.read_ms))
    yield Fact(paper, translate("ShiftPaper", "On duty"), shift_words.on_duty(shift.operators))
    counts = shift_words.ShiftCounts()
    inherited = counts.inherited(told.inherited) if told.inherited else ""
    cut = counts.cut(len(shift.records)) if shift.cut else ""
    alarms = words.joined(shift_words.number(told.alarms), inherited, cut)
    yield Fact(paper, translate("ShiftPaper", "Alarms"), alarms)
    if told.median_s is not None and told.worst_s is not None:
        waited = translate("ShiftPaper", "median {median}, longest {longest}").format(
            median=shift_words.wait(told.median_s), longest=shift_words.wait(told.worst_s)
        )
        waits = words.joined(waited, *shift_words.remarks(told))
        yield Fact(paper, translate("ShiftPaper", "Time to acknowledge"), waits)
    if told.outcomes:
        order = (Outcome.REAL, Outcome.FALSE, Outcome.TEST, None)
        outcomes = (f"{shift_words.outcome(of)} {shift_words.number(told.outcomes.get(of, 0))}" for of in order)
        yield Fact(paper, translate("ShiftPaper", "Outcomes"), words.listed(outcomes))
    still = translate("ShiftPaper", "Still open") if goes_on else translate("ShiftPaper", "Open at the end")
    yield Fact(paper, still, shift_words.number(len(told.open)))
    yield Fact(paper, translate("Report", "Times not seen"), _unseen_in_short(shift))
    yield Fact(paper, translate("Report", "Time zone"), zone())
    yield Fact(paper, translate("Report", "Printed"), printed())
    yield Fact(paper, translate("Report", "SHA-256"), sha256(shift), mono=True)
    yield Fact(paper, "", translate("ShiftPaper", "This is the SHA-256 of these alarms as a table (CSV)."))


def _charts(paper: Paper, shift: ShiftRecord, told: Figures) -> Iterator[Part]:
    if not shift.records:
        return
    translate = QCoreApplication.translate
    begin, end = shift.shift.from_ms, max(shift.shift.to_ms, shift.shift.from_ms + 1)
    divided = edges(begin, end, step_for(end - begin, paper.width, _NARROWEST * paper.mm))
    gaps = [(gap.from_ms, gap.to_ms or shift.read_ms) for gap in shift.gaps]
    yield _heading(paper, translate("ShiftPaper", "Over time"))
    yield TimeChart(paper, divided, over_time(shift.records, divided), told.floods, gaps)
    if told.kinds:
        yield _heading(paper, translate("ShiftPaper", "By kind"))
        most = max(kind.alarms for kind in told.kinds)
        for kind in told.kinds:
            yield KindRow(paper, kind, most)


def _figures(paper: Paper, told: Figures) -> Iterator[Part]:
    translate = QCoreApplication.translate
    answered = (translate("ShiftPaper", "Answered"), translate("ShiftPaper", "Median"))
    if told.waits:
        yield _heading(paper, translate("ShiftPaper", "Time to acknowledge"))
        longest = translate("ShiftPaper", "Longest")
        yield TableRow(paper, (translate("ShiftPaper", "Priority"), *answered, longest), heading=True)
        for wait in told.waits:
            yield TableRow(
                paper,
                (shift_words.priority(wait.priority), shift_words.number(wait.answered),
                 shift_words.wait(wait.median_s), shift_words.wait(wait.worst_s)),
            )  # fmt: skip
    if told.people:
        yield _heading(paper, translate("ShiftPaper", "By operator"))
        notes = translate("ShiftPaper", "Notes")
        yield TableRow(paper, (translate("ShiftPaper", "Operator"), *answered, notes), heading=True)
        for person in told.people:
            yield TableRow(
                paper,
                (shift_words.operator(person.name), shift_words.number(person.answered),
                 shift_words.wait(person.median_s), shift_words.number(person.notes)),
            )  # fmt: skip


def _said(paper: Paper, shift: ShiftRecord, told: Figures) -> Iterator[Part]:
    translate = QCoreApplication.translate
    names = shift.device_names
    if shift.handovers:
        yield _heading(paper, translate("ShiftPaper", "Handover notes"))
        for note in shift.handovers:
            yield Note(paper, shift_words.handover_heading(note), shift_words.note_text(note))
    if told.open:
        yield _heading(paper, translate("ShiftPaper", "Not acknowledged at the end"))
        yield from _listed(paper, [shift_words.sentence(record, names) for record in told.open])
    if told.floods:
        yield _heading(paper, translate("ShiftPaper", "Floods"))
        yield from _listed(paper, [shift_words.flood(flood, names) for flood in told.floods])
    if shift.shelvings:
        yield _heading(paper, translate("ShiftPaper", "Shelved"))
        for shelving in shift.shelvings:
            yield Note(paper, *shift_words.shelving(shelving, names))


def _unseen_in_short(shift: ShiftRecord) -> str:
    translate = QCoreApplication.translate
    if not shift.gaps:
        return translate("Report", "none that is known")
    told = translate("ShiftPaper", "{count}, listed below: this report may not have everything")
    return told.format(count=shift_words.number(len(shift.gaps)))


def _listed(paper: Paper, lines: Sequence[str]) -> Iterator[Part]:
    for line in lines:
        yield Text(paper, line, points=9)


def _heading(paper: Paper, text: str) -> Text:
    return Text(paper, text, points=12, bold=True, heading=True)


def sha256(shift: ShiftRecord) -> str:
    """Return the SHA-256 of a shift's alarms as a table, in hexadecimal."""
    digest = hashlib.sha256()
    for line in table(shift):
        digest.update(line)
    return digest.hexdigest()
