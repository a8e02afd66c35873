"""Whether alarms can be heard, where it cannot be overlooked; and the way to mute them for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from facemon.event import Category
from facemon.ui import icons, theme
from facemon.ui.fitting import give_icon
from facemon.ui.label import set_tooltip
from facemon.ui.sound import MUTE_MINUTES
from facemon.ui.text import clean


class SoundButton(QToolButton):
    """Shows what it is told by its setters, and asks for changes by its signals."""

    mute = Signal(int)  # for so many minutes
    unmute = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds: float | None = None
        self._problem = ""
        self._look = ""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._fill()
        self.restyle()

    def set_muted_until(self, seconds_left: float | None) -> None:
        """Show that sound is muted for so many more seconds; None for not muted."""
        self._seconds = seconds_left if seconds_left and seconds_left > 0 else None
        self._show()

    def set_problem(self, text: str) -> None:
        """Show that nothing can be heard and why; empty for no problem."""
        self._problem = clean(text)
        self._show()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._look = ""
        self._show()

    def sizeHint(self) -> QSize:
        # Qt keeps room for a menu's arrow, which is not drawn here.
        text = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(self.iconSize().width() + text + 4 * theme.SPACE, super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.restyle()
        super().changeEvent(event)

    def _show(self) -> None:
        if self._problem:
            look, text, told = "no-sound", self.tr("NO SOUND"), self._problem
        elif self._seconds is not None:
            left = _countdown(self._seconds)
            look, text = "mute", self.tr("Muted {time}").format(time=left)
            told = self.tr(
                "Alarms are silent, critical ones for five minutes at most. The sound comes back by itself in {time}."
            ).format(time=left)
        else:
            look, text, told = "sound", self.tr("Sound on"), self.tr("Alarms can be heard")
        if look != self._look:
            self._look = look
            self._paint_in(look)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        set_tooltip(self, told)
        self.setAccessibleDescription(told)

    def _paint_in(self, look: str) -> None:
        t = theme.theme()
        back, ink = {
            "sound": (t.control, t.text),
            "mute": (t.warn, t.on_accent),
            "no-sound": (t.category[Category.BLACKLIST], t.on_accent),
        }[look]
        give_icon(self, look, ink)
        hover = t.control_hover if look == "sound" else back
        self.setStyleSheet(
            f"QToolButton {{ background: {back}; color: {ink}; border: 1px solid {back}; }}"
            f"QToolButton:hover {{ background: {hover}; }}"
            f"QToolButton:focus {{ border-color: {t.accent if look == 'sound' else t.text}; }}"
            "QToolButton::menu-indicator { image: none; }"
        )

    def _fill(self) -> None:
        self._menu.clear()
        for minutes in MUTE_MINUTES:
            action = self._menu.addAction(self.tr("Mute for %n minute(s)", "", minutes))
            action.setIcon(icons.icon("mute", theme.theme().text))
            action.triggered.connect(lambda _checked=False, minutes=minutes: self.mute.emit(minutes))
        self._menu.addSeparator()
        again = self._menu.addAction(self.tr("Unmute"))
        again.setIcon(icons.icon("sound", theme.theme().text))
        again.setEnabled(self._seconds is not None)
        again.triggered.connect(lambda: self.unmute.emit())


def _countdown(seconds: float) -> str:
    whole = max(0, -int(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02}"
