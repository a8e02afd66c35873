"""The one history window: opened when it is asked for, brought forward when it is open already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from facemon.event import Happening
from facemon.limit import Limit
from facemon.monitor.enrolled import Photo
from facemon.ui.lock import Guard
from facemon.ui.privacy.blurring import Blurring

if TYPE_CHECKING:  # the start does not wait for what is opened later
    from facemon.ui.history.window import HistoryWindow


class HistoryPlace:
    """Keeps the history window and how it was left. Belongs to the window's thread.

    Args:
        path: the history's file.
        report: opens the report of a shift.
        guard: asks for the right to take data out.
        blurring: knows which pictures are blurred.
        enrolled: gives the photo of whom an event is about, as far as it is known; None for nobody in particular.
    """

    def __init__(
        self,
        path: Path,
        report: Callable[[], None],
        guard: Guard,
        *,
        blurring: Blurring,
        enrolled: Callable[[Happening], Photo | None],
    ) -> None:
        self._path = path
        self._blurring = blurring
        self._enrolled = enrolled
        self._report = report
        self._guard = guard
        self._left: Mapping[str, object] = {}
        self.window: HistoryWindow | None = None

    def open(self) -> None:
        """Show the window before the user."""
        if self.window is None:
            from facemon.ui.history.window import HistoryWindow

            self.window = HistoryWindow(self._path, self._guard, blurring=self._blurring, enrolled=self._enrolled)
            self.window.restore(self._left)
            self.window.report.connect(self._report)
        self.window.come_to_front()

    def show_event(self, event_id: int) -> None:
        """Show the window with this event selected, and what happened around it."""
        self.open()
        if self.window is not None:
            self.window.show_event(event_id)

    def note_arrivals(self) -> None:
        """Take note that something has happened."""
        if self.window is not None:
            self.window.note_arrivals()

    def take_photos(self) -> None:
        """More is known of enrolled photos."""
        if self.window is not None:
            self.window.details.take_photos()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        if self.window is not None:
            self.window.restyle()

    def state(self) -> Mapping[str, object]:
        """Return how the window was left, now or at the last start that opened it."""
        return self._left if self.window is None else self.window.state()

    def restore(self, state: Mapping[str, object]) -> None:
        """Take how it was left at an earlier start."""
        self._left = state

    def close(self, limit: Limit) -> None:
        """Close the window for good and end its threads."""
        if self.window is not None:
            self.window.close_threads(limit)
            self.window.close()
            self.window.deleteLater()
            self.window = None
