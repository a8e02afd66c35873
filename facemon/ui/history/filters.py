"""What the user looks for, and the query that it makes. Pure: no widgets."""

from __future__ import annotations

import enum

import msgspec
from PySide6.QtCore import QTimeZone

from facemon.event import Category
from facemon.history.query import Query
from facemon.ui.history.period import LOCAL, Period, Span, span


class Outcome(enum.Enum):
    """What came of an event."""

    ANY = "any"
    GRANTED = "granted"
    DENIED = "denied"
    UNANSWERED = "to be acknowledged"
    ANSWERED = "acknowledged"


class Part(enum.Enum):
    """One of the things that narrow what is found."""

    TEXT = "text"
    PERIOD = "period"
    DEVICES = "devices"
    OUTCOME = "outcome"
    GROUP = "group"
    CATEGORIES = "categories"
    SELECTION = "selection"  # of a part of the time-line


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """All that narrows what is found, but the part of the time-line that is selected."""

    text: str = ""
    period: Period = Period.WEEK
    custom: Span = Span()  # where the period is a custom one
    devices: frozenset[str] | None = None  # ids; None: every one
    outcome: Outcome = Outcome.ANY
    group: str | None = None
    hidden: frozenset[Category] = frozenset()

    def query(self, now_ms: int, zone: QTimeZone = LOCAL) -> Query:
        """Return what is asked at the moment `now_ms`."""
        within = span(self.period, now_ms, self.custom, zone)
        return Query(
            from_ms=within.from_ms,
            to_ms=within.to_ms,
            categories=frozenset(Category) - self.hidden if self.hidden else None,
            devices=self.devices,
            text=self.text.strip(),
            group=self.group,
            passed={Outcome.GRANTED: True, Outcome.DENIED: False}.get(self.outcome),
            acknowledged={Outcome.ANSWERED: True, Outcome.UNANSWERED: False}.get(self.outcome),
        )

    @property
    def active(self) -> tuple[Part, ...]:
        """What keeps events from being found now."""
        wide = {
            Part.TEXT: not self.text.strip(),
            Part.PERIOD: self.period is Period.ALL,
            Part.DEVICES: self.devices is None,
            Part.OUTCOME: self.outcome is Outcome.ANY,
            Part.GROUP: self.group is None,
            Part.CATEGORIES: not self.hidden,
        }
        return tuple(part for part, is_wide in wide.items() if not is_wide)
