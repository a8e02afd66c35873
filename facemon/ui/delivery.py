"""What becomes of a batch of updates: who is told of what, in which order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ParamSpec, Protocol

from facemon.device.status import Status
from facemon.event import Category, Gap
from facemon.monitor import Arrived, BoardUpdate, Unreadable, Update
from facemon.trace import Trace
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.alarms.voice import Voice
from facemon.ui.feed.model import HELD

log = logging.getLogger(__name__)
P = ParamSpec("P")


class View(Protocol):
    """What the window offers to the session."""

    def show_arrivals(self, arrivals: list[Arrived], left_out: int) -> None: ...
    def holds(self, number: int) -> bool: ...
    def show_status(self, status: Status) -> None: ...
    def statuses_shown(self) -> None: ...
    def show_unreadable(self, unreadable: Unreadable) -> None: ...
    def show_gaps(self, gaps: list[Gap]) -> None: ...
    def show_skew(self, device_id: str, skew_ms: int) -> None: ...
    def show_today(self, counts: Mapping[Category, int]) -> None: ...


class Delivery:
    """Takes the batches of a bridge, in the window's thread. A fault in one thing costs no other.

    Args:
        board: is told of alarms.
        voice: makes arrivals heard.
        trace: where to note what has arrived, if at all.
        view: gives the window, while there is one.
        takers: who is told of each update of a kind that is neither an arrival nor of an alarm.
        gatherers: who is told of all of a kind in a batch at once.
        taken: called when everybody has been told of those, before the arrivals are shown.
    """

    def __init__(
        self,
        board: AlarmBoard,
        voice: Voice,
        trace: Trace | None,
        view: Callable[[], View | None],
        *,
        takers: Mapping[type[Update], Callable[[Any], object]],
        gatherers: Mapping[type[Update], Callable[[list[Any]], object]],
        taken: Callable[[], object],
    ) -> None:
        self._board = board
        self._voice = voice
        self._trace = trace
        self._takers = takers
        self._gatherers = gatherers
        self._taken = taken
        self._view = view

    def deliver(self, updates: Sequence[Update], left_out: int) -> None:
        """Tell of a batch, and of how many arrivals are not in it since the window was busy for too long."""
        arrivals: list[Arrived] = []
        alarms: list[BoardUpdate] = []
        others: dict[type[Update], list[Update]] = {}
        for update in updates:
            if isinstance(update, Arrived):
                arrivals.append(update)
            elif isinstance(update, BoardUpdate):
                alarms.append(update)
            else:
                others.setdefault(type(update), []).append(update)
        if self._trace is not None:
            for arrived in arrivals:
                self._trace.arrived(
                    arrived.number,
                    arrived.happening.uuid,
                    arrived.received_ns,
                    arrived.decoded_ns,
                    raised=arrived.raised,
                )
        # Heard first, and told even if the card cannot be shown.
        if alarms:
            guarded(self._board.accept, alarms)
        for arrived in arrivals:
            guarded(self._voice.take_arrival, arrived)
        if others:
            self._tell(others)
        guarded(self._taken)
        view = self._view()
        if view is not None and (arrivals or left_out):
            self._show(view, arrivals, left_out)
        guarded(self._board.announce)  # whoever looks for an alarm's event finds it in the feed

    def _tell(self, others: Mapping[type[Update], list[Update]]) -> None:
        for kind, updates in others.items():
            if kind in self._takers:
                for update in updates:
                    guarded(self._takers[kind], update)
        for kind, gather in self._gatherers.items():
            if kind in others:
                guarded(gather, others[kind])

    def _show(self, view: View, arrivals: list[Arrived], left_out: int) -> None:
        try:
            view.show_arrivals(arrivals, left_out)
        except Exception:
            log.exception("%d events could not be shown together", len(arrivals))
            for arrived in arrivals:
                if not view.holds(arrived.number):
                    guarded(view.show_arrivals, [arrived], 0)
            lost = sum(not view.holds(arrived.number) for arrived in arrivals[-HELD:])
            guarded(view.show_arrivals, [], lost + left_out)


def guarded(call: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> None:
    """Call this; an error of it is logged and goes no further."""
    try:
        call(*arguments, **named)
    except Exception:
        log.exception("a fault in facemon itself")
