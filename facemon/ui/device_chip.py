"""One device in the top bar: shape, colour and words for how its connection stands, and a menu of what can be done."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QWidget

from facemon.device.status import State
from facemon.ui import words
from facemon.ui.device_standing import DeviceAsks, DeviceStanding, device_menu, state_colour, state_icon
from facemon.ui.label import set_tooltip
from facemon.ui.status_pill import Face, StatusPill

_WIDEST_NAME = 22  # average characters


class DeviceChip(StatusPill):
    """Shows one device. A click, Space or Enter opens its panel, or the certificate that somebody has to judge.

    What can be done is in a menu: at the other mouse button, the menu key and Down.
    """

    def __init__(self, standing: DeviceStanding, asks: DeviceAsks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = standing
        self._asks = asks
        self._name_width = 10_000
        self.clicked.connect(self._act)
        self.refresh()

    @property
    def urgency(self) -> int:
        """How much this device wants to be seen."""
        return self.standing.urgency

    def set_name_width(self, pixels: int) -> None:
        """Elide the name to this width."""
        if pixels != self._name_width:
            self._name_width = pixels
            self.updateGeometry()
            self.update()

    def refresh(self) -> None:
        """Say again what there is to say: the countdown, the language, the font may have changed."""
        self.setAccessibleName(self.standing.spoken())
        explanation = self.standing.explanation()
        self.setAccessibleDescription(explanation)
        set_tooltip(self, explanation)
        self.updateGeometry()
        self.update()

    def menu(self) -> QMenu:
        """Return a new menu of what can be done with this device."""
        return device_menu(self.standing, self._asks, self)

    def open_menu(self) -> None:
        """Open the menu below the chip."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _act(self) -> None:
        standing = self.standing
        judged = standing.state == State.NEEDS_APPROVAL or (standing.is_impostor and standing.status.certificate)
        (self._asks.approve if judged else self._asks.details).emit(standing.device.id)

    def face(self) -> Face:
        """Return what to paint."""
        standing = self.standing
        state = standing.state
        mute = state == State.LIVE and standing.freshness.mute
        calm = state in (State.LIVE, State.OFF) and not mute
        colour = "warn" if mute else state_colour(state)
        text = ("text" if state == State.LIVE else "dim") if calm else colour
        return Face(
            icon="warning" if mute else state_icon(state),
            ink=colour,
            name=standing.name,
            state=words.SEPARATOR + standing.state_words() if standing.state_words() else "",
            text=text,
            edge="border" if calm else colour,
            marked=bool(standing.unreadable),
            alarm=standing.is_impostor,
        )

    def name_width(self, metrics: QFontMetrics, name: str) -> int:
        """Return how many pixels the name may take."""
        most = min(self._name_width, _WIDEST_NAME * metrics.averageCharWidth())
        return min(metrics.horizontalAdvance(name) + 1, most)
