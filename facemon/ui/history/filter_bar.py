"""What narrows the results: a text, a time, devices, an outcome, a group."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.history.filters import Filters, Outcome, Part
from facemon.ui.history.flow import FlowLayout, stretching
from facemon.ui.history.menu_button import OneOf, SomeOf
from facemon.ui.history.period import Period, span
from facemon.ui.history.span_edit import SpanEdit
from facemon.ui.label import PlainLabel

_SEARCH_LINES = 15  # the width of the search box in line heights


class Shape(enum.Enum):
    """What the results look like; the value is kept in files."""

    TABLE = "table"
    CARDS = "cards"


class FilterBar(QWidget):
    """The bar at the top of the history window. `filters` is what is chosen in it; the chips are elsewhere."""

    changed = Signal()
    typed = Signal()  # the text has changed, and may soon do so again
    shape_changed = Signal()  # table or cards
    export = Signal()
    report = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel(bold=True, size=1.2)
        self.search = SearchBox()
        self.search.textChanged.connect(self.typed)
        self.period = OneOf()
        self.period.chosen_changed.connect(self._period_changed)
        self.devices = SomeOf()
        self.outcome = OneOf()
        self.group = OneOf()
        self.group.hide()
        for choice in (self.devices, self.outcome, self.group):
            choice.chosen_changed.connect(self.changed)
        self.shape = OneOf()
        self.shape.chosen_changed.connect(self.shape_changed)
        self.export_button = QPushButton()
        self.export_button.setProperty("primary", True)
        self.export_button.setAutoDefault(False)
        self.export_button.clicked.connect(self.export)
        self.report_button = QPushButton()
        self.report_button.setAutoDefault(False)
        self.report_button.clicked.connect(self.report)
        self._former_period = Period.WEEK
        self.custom = SpanEdit()
        self.custom.typed.connect(self.typed)
        self._device_names: Sequence[tuple[str, str]] = ()
        self._groups: Sequence[str] = ()
        self._lay_out()
        today = span(Period.TODAY, QDateTime.currentMSecsSinceEpoch())
        self.custom.put(today.from_ms or 0, today.to_ms or 0)
        self.retranslate()
        self.restyle()

    @property
    def filters(self) -> Filters:
        """What is chosen."""
        return Filters(
            text=self.search.text(),
            period=Period(self.period.chosen),
            custom=self.custom.span,
            devices=self.devices.chosen,
            outcome=Outcome(self.outcome.chosen),
            group=self.group.chosen or None,
        )

    def look_at(self, from_ms: int, to_ms: int) -> None:
        """Choose a time of one's own, in whole minutes, and nothing else that narrows."""
        for part in Part:
            self._lift(part)
        self.custom.put(from_ms, to_ms)
        self.period.choose(Period.CUSTOM.value)
        self.custom.show()
        self.changed.emit()

    def lift(self, parts: Sequence[Part]) -> None:
        """Let these narrow nothing any more."""
        for part in parts:
            self._lift(part)
        self.changed.emit()

    def offer_devices(self, devices: Sequence[tuple[str, str]]) -> None:
        """Offer these devices by their ids and names; what is chosen of them stays chosen."""
        if devices != self._device_names:
            self._device_names = devices
            self._offer_devices()

    def offer_groups(self, groups: Sequence[str]) -> None:
        """Offer these groups; without any, there is nothing to choose."""
        if groups != self._groups:
            self._groups = groups
            self._offer_groups()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        t = theme.theme()
        self._title.restyle()
        self.custom.restyle()
        self.search.restyle()
        self.search.setMinimumWidth(_SEARCH_LINES * self.search.fontMetrics().height())
        self.setStyleSheet(f"#bar {{ background: {t.bar}; border-bottom: 1px solid {t.line}; }}")

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._title.setText(self.tr("History"))
        self.custom.retranslate()
        self.search.restyle()
        self.export_button.setText(self.tr("Export…"))
        self.report_button.setText(self.tr("Shift report"))
        self._offer_periods()
        self._offer_devices()
        self._offer_outcomes()
        self._offer_groups()
        self._offer_shapes()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        first = QWidget()
        flow = FlowLayout(first, spacing=theme.SPACE)
        for widget in (
            self._title, self.search, self.period, self.devices, self.outcome, self.group, stretching(), self.shape,
            self.report_button, self.export_button,
        ):  # fmt: skip
            flow.addWidget(widget)
        self._flow = flow
        self.custom.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        rows.setSpacing(theme.SPACE)
        rows.addWidget(first)
        rows.addWidget(self.custom)

    def _period_changed(self) -> None:
        custom = self.period.chosen == Period.CUSTOM.value
        self.custom.setVisible(custom)
        if custom:
            begin, end = span(self._former_period, QDateTime.currentMSecsSinceEpoch())
            if begin is not None and end is not None:
                self.custom.put(begin, end)
            self.custom.begin.setFocus()
        self._former_period = Period(self.period.chosen)
        self.changed.emit()

    def _lift(self, part: Part) -> None:
        match part:
            case Part.TEXT:
                blocked = self.search.blockSignals(True)
                self.search.clear()
                self.search.blockSignals(blocked)
            case Part.PERIOD:
                self.period.choose(Period.ALL.value)
                self.custom.hide()
            case Part.DEVICES:
                self.devices.choose(None)
            case Part.OUTCOME:
                self.outcome.choose(Outcome.ANY.value)
            case Part.GROUP:
                self.group.choose("")
            case Part.CATEGORIES | Part.SELECTION:
                pass  # those are elsewhere

    def _offer_periods(self) -> None:
        said = {
            Period.TODAY: self.tr("Today"),
            Period.YESTERDAY: self.tr("Yesterday"),
            Period.WEEK: self.tr("Last 7 days"),
            Period.MONTH: self.tr("Last 30 days"),
            Period.YEAR: self.tr("Last 365 days"),
            Period.ALL: self.tr("All time"),
            Period.CUSTOM: self.tr("Custom"),
        }
        chosen = self.period.chosen or Period.WEEK.value
        self.period.offer(self.tr("Period"), [(period.value, word) for period, word in said.items()], chosen)

    def _offer_shapes(self) -> None:
        said = {Shape.TABLE: self.tr("Table"), Shape.CARDS: self.tr("Cards")}
        chosen = self.shape.chosen or Shape.TABLE.value
        self.shape.offer(self.tr("Show as"), [(shape.value, word) for shape, word in said.items()], chosen)

    def _offer_devices(self) -> None:
        self.devices.offer(self.tr("Devices"), self.tr("All devices"), self._device_names, self.devices.chosen)

    def _offer_outcomes(self) -> None:
        said = {
            Outcome.ANY: self.tr("Any outcome"),
            Outcome.GRANTED: self.tr("Granted"),
            Outcome.DENIED: self.tr("Denied"),
            Outcome.UNANSWERED: self.tr("To be acknowledged"),
            Outcome.ANSWERED: self.tr("Acknowledged"),
        }
        chosen = self.outcome.chosen or Outcome.ANY.value
        self.outcome.offer(self.tr("Outcome"), [(outcome.value, word) for outcome, word in said.items()], chosen)

    def _offer_groups(self) -> None:
        chosen = self.group.chosen if self.group.chosen in self._groups else ""
        choices = [("", self.tr("All groups")), *((group, group) for group in self._groups)]
        self.group.offer(self.tr("Group"), choices, chosen)
        self.group.setVisible(bool(self._groups))
