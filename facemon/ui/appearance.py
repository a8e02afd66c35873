"""How the whole program looks: it follows the settings, the desktop's colours, and whether there is a touch screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from facemon.settings import Settings
from facemon.ui import language, theme
from facemon.ui.fingers import Fingers
from facemon.ui.touch_screens import TouchScreens


class Appearance(QObject):
    """Gives the application its theme, font size and language, and controls as large as who presses them needs."""

    changed = Signal()  # the theme, the font or the measures

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._look: tuple[str, int, bool] | None = None
        self._language: str | None = None
        self._screens = TouchScreens(self)
        self._fingers = Fingers(self)
        self._screens.changed.connect(lambda: self.take(self._settings))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_the_system)

    def take(self, settings: Settings) -> None:
        """Look as these settings say."""
        self._settings = settings
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
        touch = self._screens.wanted(settings.desk.touch)
        look = settings.ui.theme, settings.ui.font_size, touch
        if look != self._look:
            self._look = look
            theme.apply(app, settings.ui.theme, settings.ui.font_size, touch=touch)
            self._fingers.use(on=touch)
            self.changed.emit()
        if settings.ui.language != self._language:
            self._language = settings.ui.language
            language.install(app, settings.ui.language)

    def _follow_the_system(self) -> None:
        self._look = None
        self.take(self._settings)
