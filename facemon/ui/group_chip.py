"""A group of devices in the top bar: how its worst stands, and how many are live of how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from facemon.device.status import State
from facemon.ui import status_words, words
from facemon.ui.device_groups import tally
from facemon.ui.device_standing import DeviceStanding, state_colour, state_icon
from facemon.ui.label import set_tooltip
from facemon.ui.status_pill import Face, StatusPill
from facemon.ui.text import clean

_WIDEST_NAME = 20  # average characters
_NAMED = 8  # devices in trouble that the tooltip names


class GroupChip(StatusPill):
    """Shows one group. A click, Space, Enter, Down or the menu key lists its devices: `clicked` is for whoever does.

    Args:
        name: empty for the devices that belong to no group.
        alone: there is no other group.
    """

    def __init__(
        self, name: str, standings: Sequence[DeviceStanding], parent: QWidget | None = None, *, alone: bool = False
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.standings = tuple(standings)
        self._alone = alone
        self._tally = tally(())
        self.refresh()

    @property
    def title(self) -> str:
        """What the group is called."""
        return clean(self.name, 60) or (self.tr("Devices") if self._alone else self.tr("Other"))

    @property
    def count(self) -> str:
        """How many are live of how many."""
        return f"{self._tally.live}/{self._tally.watched}" if self._tally.watched else status_words.state(State.OFF)

    @property
    def urgency(self) -> int:
        """Of the device that most wants to be seen."""
        return self._tally.urgency

    def take(self, standings: Sequence[DeviceStanding], *, alone: bool) -> None:
        """Show these devices."""
        self.standings, self._alone = tuple(standings), alone
        self.refresh()

    def refresh(self) -> None:
        """Say again how the group stands."""
        self._tally = tally(self.standings)
        self.setAccessibleName(f"{self.title}: {self.summary()}")
        set_tooltip(self, self._explanation())
        self.updateGeometry()
        self.update()

    def summary(self) -> str:
        """Return how many are live, in words."""
        told = self._tally
        if not told.watched:
            return status_words.state(State.OFF)
        return self.tr("{live} of {all} live").format(live=told.live, all=told.watched)

    def face(self) -> Face:
        """Return what to paint."""
        state = self._tally.state
        calm = state in (State.LIVE, State.OFF)
        return Face(
            icon=state_icon(state),
            ink=state_colour(state),
            name=self.title,
            state=f" {self.count}",
            text=("text" if state == State.LIVE else "dim") if calm else state_colour(state),
            edge="border" if calm else state_colour(state),
            marked=self._tally.marked,
            alarm=any(each.is_impostor for each in self.standings),
        )

    def name_width(self, metrics: QFontMetrics, name: str) -> int:
        """Return how many pixels the name may take."""
        return min(metrics.horizontalAdvance(name) + 1, _WIDEST_NAME * metrics.averageCharWidth())

    def _explanation(self) -> str:
        lines = [f"{self.title}: {self.summary()}"]
        troubled = sorted((each for each in self.standings if each.urgency), key=lambda each: -each.urgency)
        lines += [words.joined(clean(each.name, 60), each.kind_of_trouble()) for each in troubled[:_NAMED]]
        if len(troubled) > _NAMED:
            lines.append(self.tr("and %n more", "", len(troubled) - _NAMED))
        return "\n".join(lines)
