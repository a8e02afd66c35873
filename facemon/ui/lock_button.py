"""Says in the status bar that the settings are unlocked, and locks them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from facemon.ui import theme
from facemon.ui.fitting import give_icon
from facemon.ui.keys import sequences
from facemon.ui.label import set_tooltip
from facemon.ui.lock import SettingsLock


class LockButton(QPushButton):
    """Hidden while nothing is unlocked: locked is how it is on most days, and needs no words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet("padding: 1px 8px;")
        self.hide()
        self._say()

    def follow(self, lock: SettingsLock) -> None:
        """Be there while this is unlocked."""
        lock.changed.connect(lambda: self.setVisible(lock.unlocked))
        self.clicked.connect(lock.lock)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        give_icon(self, "unlocked", theme.colour("warn"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setText(self.tr("Unlocked. Lock now"))
        self.setAccessibleName(self.tr("What the administrator's PIN guards is unlocked. Lock now"))
        told = self.tr("Nobody is asked for the PIN for five minutes after the last use. Lock now: {key}")
        set_tooltip(self, told.format(key=sequences("lock")[0]))
        self.restyle()
