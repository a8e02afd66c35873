"""The button that says who is on duty, and opens the change of shift."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

from facemon.ui import theme
from facemon.ui.fitting import give_icon
from facemon.ui.label import set_tooltip
from facemon.ui.text import clean

_LONGEST = 18  # characters of a name


class DutyButton(QPushButton):
    """Hidden while this desk has no operators."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._words = ""
        self._compact = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_duty(self, name: str, *, set_up: bool) -> None:
        """Say who is on duty: empty for nobody."""
        self._name = name
        self.setVisible(set_up)
        self._say()

    def full_width(self) -> int:
        """Return how many pixels it takes with its words."""
        metrics = QFontMetrics(theme.font(bold=True))
        return self.iconSize().width() + metrics.horizontalAdvance(self._words) + 4 * theme.SPACE

    def set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a state
        """Show the icon alone where there is no room for words; screen readers and the tooltip have them still."""
        if compact != self._compact:
            self._compact = compact
            self.setText("" if compact else self._words)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        give_icon(self, "person", theme.colour("text" if self._name else "warn"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        name = clean(self._name, 60)
        self._words = (clean(name, _LONGEST) if name else self.tr("Sign on")).replace("&", "&&")
        self.setText("" if self._compact else self._words)
        said = self.tr("On duty: {name}").format(name=name) if name else self.tr("Nobody has signed on")
        self.setAccessibleName(said)
        set_tooltip(self, self.tr("{said}. Change of shift: Ctrl+D").format(said=said))
        self.restyle()
