"""The bar at the top: the devices, whether alarms can be heard, settings and help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from facemon.ui import icons, theme
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.duty.button import DutyButton
from facemon.ui.fitting import give_icon, icon_size
from facemon.ui.keys import sequences
from facemon.ui.label import PlainLabel
from facemon.ui.sound_button import SoundButton


class TopBar(QWidget):
    """Holds `devices`, `duty` and `sound`, which are the caller's to feed."""

    history = Signal()
    watch_list = Signal()
    settings = Signal()
    report = Signal()
    handover = Signal()  # a note for the next shift is to be written
    keys = Signal()
    about = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel("facemon", bold=True, size=1.2)
        self.devices = DevicesBar()
        self.sound = SoundButton()
        self.duty = DutyButton()
        self._history = QPushButton()
        self._history.clicked.connect(self.history)
        self._history.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._settings = QPushButton()
        self._settings.clicked.connect(self.settings)
        self._settings.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._help = QToolButton()
        self._help.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._help.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._help.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self)
        self._report_action, self._handover_action = QAction(self), QAction(self)
        self._report_action.triggered.connect(self.report)
        self._handover_action.triggered.connect(self.handover)
        self._watch_action = QAction(self)
        self._watch_action.triggered.connect(self.watch_list)
        self._keys_action = QAction(self)
        self._keys_action.triggered.connect(self.keys)
        for action, keys in (
            (self._report_action, "report"), (self._watch_action, "watchlist"), (self._keys_action, "help"),
        ):  # fmt: skip
            action.setShortcut(QKeySequence(sequences(keys)[0]))
            # Shown beside the words only: the window has the shortcut.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._about_action = QAction(self)
        self._about_action.triggered.connect(self.about)
        menu.addActions([self._report_action, self._handover_action, self._watch_action])
        menu.addSeparator()
        menu.addActions([self._keys_action, self._about_action])
        self._help.setMenu(menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._title)
        layout.addSpacing(theme.SPACE)
        layout.addWidget(self.devices, 1)
        layout.addWidget(self.duty)
        layout.addWidget(self.sound)
        layout.addWidget(self._history)
        layout.addWidget(self._settings)
        layout.addWidget(self._help)
        self._retranslate()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._title, self.devices, self.duty, self.sound):
            part.restyle()
        t = theme.theme()
        give_icon(self._history, "history", t.text)
        give_icon(self._settings, "settings", t.text)
        self._help.setIcon(icons.icon("help", t.text, icon_size()))
        self._help.setIconSize(QSize(icon_size(), icon_size()))
        self.setStyleSheet(f"#bar {{ background: {t.bar}; border-bottom: 1px solid {t.line}; }}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._history.setText(self.tr("History"))
        self._settings.setText(self.tr("Settings"))
        self._help.setAccessibleName(self.tr("Help"))
        self._help.setToolTip(self.tr("Help"))
        self._watch_action.setText(self.tr("Watch list"))
        self._report_action.setText(self.tr("Shift report"))
        self._handover_action.setText(self.tr("Handover note…"))
        self._keys_action.setText(self.tr("Keys"))
        self._about_action.setText(self.tr("About facemon"))
