"""The button that says who is on duty, and opens the change of shift."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
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
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_duty(self, name: str, *, set_up: bool) -> None:
        """Say who is on duty: empty for nobody."""
        self._name = name
        self.setVisible(set_up)
        self._say()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        give_icon(self, "person", theme.colour("text" if self._name else "warn"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        name = clean(self._name, 60)
        self.setText((clean(name, _LONGEST) if name else self.tr("Sign on")).replace("&", "&&"))
        said = self.tr("On duty: {name}").format(name=name) if name else self.tr("Nobody has signed on")
        self.setAccessibleName(said)
        set_tooltip(self, self.tr("{said}. Change of shift: Ctrl+D").format(said=said))
        self.restyle()
