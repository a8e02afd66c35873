"""The first step: language and theme, each in force at once."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.label import PlainLabel
from facemon.ui.session import Session
from facemon.ui.settings.choice import Choice


class LookStep(QWidget):
    """Lets the user choose both."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.title = self.tr("Language and theme")
        self.text = self.tr("Both can be changed at any time in the settings.")
        self.language = Choice(self.tr("Language"))
        # Each language is called what its readers call it.
        for name, value in ((self.tr("Follow the system"), "auto"), ("English", "en"), ("简体中文", "zh_CN")):
            self.language.addItem(name, value)
        self.theme = Choice(self.tr("Theme"))
        for name, value in (
            (self.tr("Dark"), "dark"),
            (self.tr("Light"), "light"),
            (self.tr("Follow the system"), "system"),
        ):
            self.theme.addItem(name, value)
        self.language.set_value(session.settings.ui.language)
        self.theme.set_value(session.settings.ui.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for choice in (self.language, self.theme):
            choice.currentIndexChanged.connect(self._take)
            label = PlainLabel(choice.accessibleName(), dim=True)
            label.setBuddy(choice)
            column.addWidget(label)
            column.addWidget(choice)
            column.addSpacing(theme.SPACE)
        column.addStretch(1)
        self.setFocusProxy(self.language)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def leave(self) -> None:
        """Nothing is left to be done."""

    def _take(self) -> None:
        settings = self._session.settings
        ui = msgspec.structs.replace(settings.ui, language=self.language.value(), theme=self.theme.value())
        if ui != settings.ui:
            self._session.change(msgspec.structs.replace(settings, ui=ui))
