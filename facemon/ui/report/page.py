"""The page of a report: a shift's figures, charts and lists, made anew for each shift that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.alarm import AlarmState, Outcome
from facemon.history.note import HandedOver
from facemon.report.figures import Figures, over_time
from facemon.report.record import Record, ShiftRecord
from facemon.ui import theme, words
from facemon.ui.banner import Banner, Severity
from facemon.ui.fitting import wrap
from facemon.ui.history.flow import FlowLayout
from facemon.ui.history.gaps import GapLine
from facemon.ui.label import PlainLabel
from facemon.ui.report import shift_words
from facemon.ui.report.charts import KindBars, OutcomeBar, TimeBars
from facemon.ui.report.pieces import AlarmLink, Calm, Columns, Figure, Grid, Section, Tile
from facemon.ui.text import clean

MOST_ROWS = 20  # of a list on screen; PDF and table have all


class ReportPage(QWidget):
    """Shows one shift. A change of theme, font or language takes a new one.

    Args:
        told: its figures.
    """

    chosen = Signal()  # `record` is to be seen in the history

    def __init__(self, shift: ShiftRecord, told: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shift = shift
        self.figures = told
        self.record: Record | None = None
        self._names = shift.device_names
        self._counts = shift_words.ShiftCounts()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        for widget in self._head():
            column.addWidget(widget)
        if self.figures.alarms:
            column.addWidget(self._over_time())
        columns = Columns()
        left, right = self._left(), self._right()
        if not right:  # then half of the page is left empty
            left, right = left[:1], left[1:]
        for side, sections in enumerate((left, right)):
            for section in sections:
                columns.add(side, section)
        column.addWidget(columns)
        column.addStretch(1)

    # The head

    def _head(self) -> Sequence[QWidget]:
        shift, told = self.shift, self.figures
        title = PlainLabel(shift_words.heading(shift.shift), bold=True, size=1.4)
        goes_on = shift.shift.to_ms >= shift.read_ms
        about = PlainLabel(
            words.joined(
                self.tr("On duty: {name}").format(name=shift_words.on_duty(shift.operators)),
                self.tr("as of {time}").format(time=words.time(shift.read_ms)) if goes_on else "",
            ),
            dim=True,
        )
        gaps = GapLine(lambda device_id: shift_words.device(device_id, self._names))
        gaps.show_gaps(shift.gaps)
        widgets: list[QWidget] = [title, about, gaps]
        for label in (title, about):
            wrap(label)
        if shift.cut:
            banner = Banner()
            banner.show_message(Severity.WARNING, self._counts.cut(len(shift.records)))
            widgets.append(banner)
        if told.alarms or told.inherited:
            widgets.append(self._tiles())
        else:
            widgets.append(Calm(self.tr("No alarms"), self.tr("Nothing needed attention in this time.")))
        return widgets

    def _tiles(self) -> QWidget:
        told = self.figures
        none = "–"
        false = told.outcomes.get(Outcome.FALSE, 0)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.SPACE)
        shown = (
            Figure(shift_words.number(told.alarms), self.tr("Alarms")),
            *([Figure(shift_words.number(told.inherited), self.tr("Taken over"))] if told.inherited else []),
            Figure(none if told.median_s is None else shift_words.wait(told.median_s), self.tr("Median to answer")),
            Figure(none if told.worst_s is None else shift_words.wait(told.worst_s), self.tr("Longest to answer")),
            Figure(shift_words.number(false), self.tr("False alarms")),
            Figure(shift_words.number(len(told.floods)), self.tr("Floods"), "bad" if told.floods else "text"),
            Figure(shift_words.number(len(told.open)), self._open_word(), "bad" if told.open else "good"),
        )
        tiles = [Tile(figure) for figure in shown]
        high = max(tile.sizeHint().height() for tile in tiles)
        for tile in tiles:
            tile.setFixedHeight(high)  # whatever letters it has
            flow.addWidget(tile)
        return row

    def _open_word(self) -> str:
        if self.shift.shift.to_ms >= self.shift.read_ms:
            return self.tr("Still open")
        return self.tr("Open at the end")

    # Sections

    def _over_time(self) -> Section:
        section = Section(self.tr("Over time"))
        gaps = [(gap.from_ms, gap.to_ms or self.shift.read_ms) for gap in self.shift.gaps]
        chart = TimeBars(self.shift.shift.from_ms, self.shift.shift.to_ms, self.figures.floods, gaps)
        chart.edges_changed.connect(lambda: chart.set_bins(over_time(self.shift.records, chart.edges)))
        section.add(chart)
        return section

    def _left(self) -> Sequence[QWidget]:
        told = self.figures
        sections: list[QWidget] = []
        if told.open:
            sections.append(self._alarms(self._open_word(), told.open, self._standing))
        if told.kinds:
            section = Section(self.tr("By kind"))
            section.add(KindBars(told.kinds))
            sections.append(section)
        if told.outcomes:
            section = Section(self.tr("Outcomes"))
            section.add(OutcomeBar(told.outcomes))
            sections.append(section)
        if told.people:
            sections.append(self._people(told))
        return sections

    def _right(self) -> Sequence[QWidget]:
        told, names = self.figures, self._names
        sections: list[QWidget] = [self._handover(note) for note in self.shift.handovers]
        if told.waits:
            sections.append(self._waits(told))
        if told.noted:
            sections.append(self._alarms(self.tr("Notes"), told.noted, shift_words.answer, notes=True))
        if told.floods:
            section = Section(self.tr("Floods"))
            for flood in told.floods[:MOST_ROWS]:
                section.say(shift_words.flood(flood, names))
            self._say_more(section, len(told.floods))
            sections.append(section)
        if self.shift.shelvings:
            section = Section(self.tr("Shelved"))
            for shelving in self.shift.shelvings[:MOST_ROWS]:
                what, by = shift_words.shelving(shelving, names)
                section.say(what)
                section.say(by, dim=True)
            self._say_more(section, len(self.shift.shelvings))
            sections.append(section)
        return sections

    def _waits(self, told: Figures) -> Section:
        section = Section(self.tr("Time to acknowledge"))
        rows = [
            (shift_words.priority(of.priority), shift_words.number(of.answered), shift_words.wait(of.median_s),
             shift_words.wait(of.worst_s))
            for of in told.waits
        ]  # fmt: skip
        headings = (self.tr("Priority"), self.tr("Answered"), self.tr("Median"), self.tr("Longest"))
        section.add(Grid(self.tr("Time to acknowledge"), headings, rows))
        section.say(self.tr("Those that waited longest"), dim=True)
        for record in told.worst:
            section.add(self._link(record, shift_words.wait((record.wait_ms or 0) / 1000)))
        for remark in shift_words.remarks(told):
            section.say(remark, dim=True)
        return section

    def _people(self, told: Figures) -> Section:
        section = Section(self.tr("By operator"))
        rows = [
            (shift_words.operator(person.name), shift_words.number(person.answered),
             shift_words.wait(person.median_s), shift_words.number(person.notes))
            for person in told.people[:MOST_ROWS]
        ]  # fmt: skip
        headings = (self.tr("Operator"), self.tr("Answered"), self.tr("Median"), self.tr("Notes"))
        section.add(Grid(self.tr("By operator"), headings, rows))
        return section

    def _handover(self, note: HandedOver) -> Section:
        section = Section(shift_words.handover_heading(note))
        section.say(shift_words.note_text(note))
        return section

    def _alarms(
        self, heading: str, records: Sequence[Record], right: Callable[[Record], str], *, notes: bool = False
    ) -> Section:
        section = Section(heading)
        for record in records[:MOST_ROWS]:
            section.add(self._link(record, right(record), note=notes))
        self._say_more(section, len(records))
        return section

    def _say_more(self, section: Section, count: int) -> None:
        if count > MOST_ROWS:
            section.say(self._counts.more(count - MOST_ROWS), dim=True)

    def _standing(self, record: Record) -> str:
        owner = record.alarm.owner if record.alarm.state is AlarmState.LOOKING else ""
        looking = self.tr("{name} is looking into it").format(name=clean(owner, shift_words.NAME)) if owner else ""
        shelved = self.tr("shelved") if record.alarm.state is AlarmState.SHELVED else ""
        return words.joined(looking, shelved, words.duration((self.shift.end_ms - record.raised_ms) / 1000))

    def _link(self, record: Record, right: str, *, note: bool = False) -> AlarmLink:
        link = AlarmLink(record, self._names, right, note=note)
        link.clicked.connect(lambda: self._choose(record))
        return link

    def _choose(self, record: Record) -> None:
        self.record = record
        self.chosen.emit()
