"""A window with all there is to know of one device."""

from __future__ import annotations

import time
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.device.facts import DeviceFacts
from facemon.device.status import Status
from facemon.settings import DeviceSettings
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.device_panel.day_line import DayLine
from facemon.ui.device_panel.kept import Kept, read_kept
from facemon.ui.device_panel.texts import Known, device_fields
from facemon.ui.fields import as_text
from facemon.ui.fields_view import FieldsView
from facemon.ui.fitting import give_icon
from facemon.ui.label import PlainLabel
from facemon.ui.session import Session
from facemon.ui.text import clean

_TICK_MS = 1_000
_COPIED_MS = 6_000


class DevicePanel(QDialog):
    """Shows one device as it stands, for as long as it is open; asks the device itself when it is opened."""

    settings = Signal(str)

    def __init__(self, session: Session, device: DeviceSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._device = device
        self._facts: DeviceFacts | None = None
        self._kept: Kept | None = None
        self._ended = False
        self._background = Background(self)
        self.setWindowTitle(clean(device.name, 60))
        self.title = PlainLabel(clean(device.name, 80), bold=True, size=1.25)
        self.day = DayLine()
        self.fields_view = FieldsView()
        self.ask_button, self.settings_button = QPushButton(), QPushButton()
        self.copy_button, self.close_button = QPushButton(), QPushButton()
        self.ask_button.clicked.connect(self._ask)
        self.settings_button.clicked.connect(lambda: self.settings.emit(device.id))
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.close)
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._copied.timeout.connect(lambda: self.copy_button.setText(self.tr("Copy for support")))
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._show)
        self._lay_out()
        self.retranslate()
        self.restyle()
        self._ask()
        self._ticker.start()

    @property
    def device_id(self) -> str:
        """Of the device that is shown."""
        return self._device.id

    def copy(self) -> None:
        """Put all that is shown on the clipboard as plain text: there is no secret in it."""
        text = as_text(clean(self._device.name, 80), device_fields(self._known()))
        QGuiApplication.clipboard().setText(text)
        self.copy_button.setText(self.tr("Copied"))
        self._copied.start()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.title.restyle()
        self.fields_view.restyle()
        give_icon(self.copy_button, "copy", theme.theme().text)
        give_icon(self.ask_button, "retry", theme.theme().text)
        give_icon(self.settings_button, "settings", theme.theme().text)

    def retranslate(self) -> None:
        """Take up the language in use; the fields do so at the next tick."""
        self.fields_view.setAccessibleName(self.tr("All fields"))
        self.ask_button.setText(self.tr("Ask again"))
        self.settings_button.setText(self.tr("Settings…"))
        self.copy_button.setText(self.tr("Copy for support"))
        self.close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def end(self) -> None:
        """Begin to end what goes on away from the window's thread."""
        self._ended = True
        self._ticker.stop()
        self._background.end()

    def join(self, timeout: float) -> None:
        """Wait for that."""
        self._background.close(timeout)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ended = True
        super().closeEvent(event)

    def reject(self) -> None:
        self._ended = True
        super().reject()

    def _ask(self) -> None:
        self._facts = None
        self.ask_button.setEnabled(False)
        now = datetime.now().astimezone()
        midnight_ms = round(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
        now_ms = round(now.timestamp() * 1000)
        path = self._session.profile.history_path

        def failed(_: Exception) -> None:
            self._take_facts(DeviceFacts())

        self._background.run(
            lambda: read_kept(path, self.device_id, now_ms=now_ms, midnight_ms=midnight_ms),
            self._take_kept,
            lambda _: None,  # a history that cannot be read has said so elsewhere
        )
        self._background.run(
            lambda: self._session.facts(self.device_id, lambda: self._ended),
            lambda facts: self._take_facts(facts or DeviceFacts()),
            failed,
        )
        self._show()

    def _take_kept(self, kept: Kept) -> None:
        self._kept = kept
        self._show()

    def _take_facts(self, facts: DeviceFacts) -> None:
        self._facts = facts
        self.ask_button.setEnabled(True)
        self._show()

    def _known(self) -> Known:
        device = self._session.device(self.device_id) or self._device
        return Known(
            device=device,
            status=self._session.statuses.get(self.device_id) or Status(device_id=self.device_id),
            now_ms=round(time.time() * 1000),
            reconnections=self._session.reconnections(self.device_id),
            skew_ms=self._session.skews.get(self.device_id),
            freshness=self._session.freshness.get(self.device_id),
            facts=self._facts,
            kept=self._kept,
        )

    def _show(self) -> None:
        known = self._known()
        self.day.show_gaps(None if known.kept is None else known.kept.gaps, known.now_ms)
        self.fields_view.set_fields(device_fields(known))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.addWidget(self.fields_view)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        for button in (self.ask_button, self.settings_button, self.copy_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        whole.setSpacing(round(1.5 * theme.SPACE))
        whole.addWidget(self.title)
        whole.addWidget(self.day)
        whole.addWidget(scroll, 1)
        whole.addLayout(buttons)
        self.resize(620, 640)
