"""The bar at the top: the devices, whether alarms can be heard, settings and help."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from facemon.ui import icons, theme
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.duty.button import DutyButton
from facemon.ui.fitting import give_icon, icon_size
from facemon.ui.keys import sequences
from facemon.ui.label import PlainLabel
from facemon.ui.sound_button import SoundButton


class _Stage(NamedTuple):
    """What is shown with words."""

    operator: bool = True
    title: bool = True
    buttons: bool = True


_STAGES = (_Stage(), _Stage(operator=False), _Stage(operator=False, title=False), _Stage(False, False, False))


class TopBar(QWidget):
    """Holds `devices`, `duty` and `sound`, which are the caller's to feed."""

    history = Signal()
    watch_list = Signal()
    settings = Signal()
    report = Signal()
    handover = Signal()  # a note for the next shift is to be written
    guide = Signal()
    keys = Signal()
    alarms_apart = Signal()  # in a window of their own, or here again
    set_up = Signal()  # in three steps, as at the first start
    bundle = Signal()  # for support
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
        self._words: dict[QPushButton, str] = {}
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
        self._guide_action = QAction(self)
        self._guide_action.triggered.connect(self.guide)
        self._keys_action = QAction(self)
        self._keys_action.triggered.connect(self.keys)
        for action, keys in (
            (self._report_action, "report"), (self._watch_action, "watchlist"), (self._guide_action, "help"),
            (self._keys_action, "keys"),
        ):  # fmt: skip
            action.setShortcut(QKeySequence(sequences(keys)[0]))
            # Shown beside the words only: the window has the shortcut.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.apart_action = QAction(self, checkable=True)
        self.apart_action.triggered.connect(self.alarms_apart)
        self._set_up_action = QAction(self)
        self._set_up_action.triggered.connect(self.set_up)
        self._bundle_action = QAction(self)
        self._bundle_action.triggered.connect(self.bundle)
        self._about_action = QAction(self)
        self._about_action.triggered.connect(self.about)
        menu.addActions([self._report_action, self._handover_action, self._watch_action])
        menu.addSeparator()
        menu.addAction(self.apart_action)
        menu.addSeparator()
        menu.addActions([self._guide_action, self._keys_action, self._set_up_action])
        menu.addActions([self._bundle_action, self._about_action])
        self._help.setMenu(menu)
        for touched in (self.duty, self.sound, self._history, self._settings, self._help):
            touched.setProperty("touch", True)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Give the devices and the sound the room that they need before everything else has words."""
        for stage in _STAGES:
            if self._wanted(stage) <= self.width():
                break
        self.duty.set_compact(not stage.operator)
        self._title.setVisible(stage.title)
        for button, text in self._words.items():
            button.setText(text if stage.buttons else "")

    def _wanted(self, stage: _Stage) -> int:
        """Return how many pixels it takes with these words."""
        metrics = QFontMetrics(theme.font(bold=True))
        button = icon_size() + 4 * theme.SPACE
        wanted = self.sound.sizeHint().width() + self._help.sizeHint().width() + 4 * metrics.height()
        wanted += self._title.sizeHint().width() + theme.SPACE if stage.title else 0
        for text in self._words.values():
            wanted += button + (metrics.horizontalAdvance(text) if stage.buttons else 0)
        if not self.duty.isHidden():
            wanted += self.duty.full_width() if stage.operator else button
        return wanted + 12 * theme.SPACE

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._words = {self._history: self.tr("History"), self._settings: self.tr("Settings")}
        for button, text in self._words.items():
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._help.setAccessibleName(self.tr("Help"))
        self._help.setToolTip(self.tr("Help"))
        self._watch_action.setText(self.tr("Watch list"))
        self._report_action.setText(self.tr("Shift report"))
        self._handover_action.setText(self.tr("Handover note…"))
        self._guide_action.setText(self.tr("User's guide"))
        self._keys_action.setText(self.tr("Keys"))
        self.apart_action.setText(self.tr("Alarms in their own window"))
        self._set_up_action.setText(self.tr("Set up in three steps…"))
        self._bundle_action.setText(self.tr("Make a support bundle…"))
        self._about_action.setText(self.tr("About facemon"))
