"""The settings window."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facemon.administrator import PinEdit
from facemon.credentials import WEBHOOK, Credentials
from facemon.device.probe import probe
from facemon.device.status import Certificate, Status
from facemon.operators import Edit, Operators
from facemon.settings import Settings
from facemon.ui import theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import roomy
from facemon.ui.label import PlainLabel
from facemon.ui.lock import SettingsLock
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.alarms_page import AlarmsPage, with_alarms
from facemon.ui.settings.appearance_page import AppearancePage
from facemon.ui.settings.attention_page import AttentionPage
from facemon.ui.settings.desk_box import Desk, DeskBox
from facemon.ui.settings.devices_page import DevicesPage
from facemon.ui.settings.history_page import HistoryPage
from facemon.ui.settings.kept_history import KeptHistory
from facemon.ui.settings.lock_page import LockPage
from facemon.ui.settings.operators_page import OperatorsPage
from facemon.ui.settings.page_tabs import PageTabs
from facemon.ui.settings.privacy_page import PrivacyPage
from facemon.ui.settings.probe_run import Probe
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import line
from facemon.ui.settings.trial import Speaker

PAGES = ("devices", "alarms", "attention", "operators", "lock", "history", "privacy", "appearance")
_MARGIN = 18


class SettingsDialog(RestyledDialog):
    """Lets the user change the settings; what came of it is in `result_settings` and the attributes beside it.

    Nothing is in force, stored or written before that, and nothing at all when it is rejected.

    Args:
        settings: as they are now.
        statuses: gives how each device's connection stands, by id.
        credentials: whether a device has a password, and what it is for a connection test.
        speaker: plays the sounds being tried.
        history: the one in use.
        operators: who can sign on at this desk.
        lock: has the administrator's PIN.
        probe: the connection test.
        former: gives the certificate that a device's setting approves, where it is known.
        desk: where what starts at login is kept; None for nothing that could.
        page: the page to begin with, one of `PAGES`.
        device_id: the device to begin with.
        add: begin with a new device.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        statuses: Callable[[], dict[str, Status]],
        credentials: Credentials,
        speaker: Speaker,
        history: KeptHistory,
        operators: Operators,
        lock: SettingsLock,
        probe: Probe = probe,
        former: Callable[[str], Certificate | None] = lambda _: None,
        desk: Desk | None = None,
        parent: QWidget | None = None,
        page: str = "devices",
        device_id: str | None = None,
        add: bool = False,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.result_settings = settings
        self.new_passwords: dict[str, str] = {}  # by device id, or `WEBHOOK`; "" for one to be forgotten
        self.operator_edits: list[Edit] = []
        self.pin_edit: PinEdit | None = None
        self.login_edit: bool | None = None  # whether facemon is to start at login, None: as it is
        self._relay = Relay(self)
        self.setWindowTitle(self.tr("Settings"))
        self.devices = DevicesPage(
            settings.devices,
            statuses=statuses,
            credentials=credentials,
            relay=self._relay,
            probe=probe,
            former=former,
        )
        self.alarms = AlarmsPage(settings, speaker, self._relay)
        self.attention = AttentionPage(settings.attention, credentials, self._relay)
        self.operators = OperatorsPage(operators, self._relay)
        self.lock = LockPage(lock, self._relay, kiosk=settings.desk.kiosk)
        self.history = HistoryPage(settings.history, history, self._relay)
        self.privacy = PrivacyPage(settings, history.path, self.history.draft_or, self._relay)
        self.appearance = AppearancePage(settings.ui, settings.update, DeskBox(settings.desk, desk, self._relay))
        self._checked = (
            self.devices,
            self.alarms,
            self.attention,
            self.operators,
            self.lock,
            self.history,
            self.appearance,
        )  # in which something can be wrong
        self._all = (*self._checked[:-1], self.privacy, self.appearance)
        self.tabs = PageTabs()
        self._pages = QStackedWidget()
        names = (
            self.tr("Devices"),
            self.tr("Alarms"),
            self.tr("Attention"),
            self.tr("Operators"),
            self.tr("Lock"),
            self.tr("History"),
            self.tr("Privacy"),
            self.tr("Appearance"),
        )
        for name, part in zip(names, self._all, strict=True):
            self.tabs.addTab(name)
            self._pages.addWidget(part)
        self._title = PlainLabel(self.tr("Settings"), bold=True, size=1.15)
        self._note = ElidedLabel(colour="dim")
        self.show_mistake = QPushButton(self.tr("Show"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.save = QPushButton(self.tr("Save"))
        self._lay_out()
        self._connect()
        self.setMinimumSize(QSize(760, 480))
        self.resize(roomy(70, 49))
        self.tabs.setCurrentIndex(PAGES.index(page) if page in PAGES else 0)
        if device_id is not None:
            self.devices.select(device_id)
        self._all[self.tabs.currentIndex()].setFocus()
        if add:
            self.devices.add()
        self._judge()

    def accept(self) -> None:
        """Save, or show the first mistake."""
        if not self._is_right():
            self._go_to_mistake()
            return
        devices, self.new_passwords = self.devices.result()
        self.operator_edits = self.operators.edits()
        self.pin_edit = self.lock.edit()
        self.login_edit = self.appearance.desk.login_wanted()
        settings = msgspec.structs.replace(
            self.settings,
            devices=devices,
            attention=self.attention.settings(),
            desk=msgspec.structs.replace(self.appearance.desk.settings(), kiosk=self.lock.kiosk.isChecked()),
            history=self.history.settings(),
            privacy=self.privacy.settings(),
            ui=self.appearance.settings(),
            update=self.appearance.update_settings(),
        )
        if (secret := self.attention.new_secret()) is not None:
            self.new_passwords[WEBHOOK] = secret
        self.result_settings = with_alarms(settings, self.alarms)
        super().accept()

    def done(self, result: int) -> None:
        """Close, with everything ended that goes on behind the window."""
        for page in self._checked:
            page.close_work()
        self.privacy.close_work()
        self._relay.close()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        # Qt would press “Save” whichever button has the focus. Elsewhere Enter saves; with a mistake it shows that.
        focused = self.focusWidget()
        if event.isAutoRepeat():
            return
        if isinstance(focused, QAbstractButton) and not isinstance(focused, QCheckBox):
            focused.click()
        else:
            self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _fit_header(self) -> None:
        """Leave the window's name, which its frame has too, to the pages' names where there is no room for both."""
        room = self.width() - 2 * _MARGIN
        beside = room - self._title.sizeHint().width() - 20
        named = self.tabs.wanted() <= beside
        self._title.setVisible(named)
        self.tabs.fit(beside if named else room)

    def _is_right(self) -> bool:
        return all(page.is_right() for page in self._checked)

    def _go_to_mistake(self) -> None:
        page = next((page for page in self._checked if not page.is_right()), self.devices)
        self.tabs.setCurrentIndex(self._pages.indexOf(page))
        page.go_to_mistake()
        self._judge()

    def _judge(self) -> None:
        self.save.setEnabled(self._is_right())
        mistake = next((text for page in self._checked if (text := page.mistake_text())), "")
        if mistake:
            self._note.set_text(mistake, "bad")
        elif not self.devices.is_right():
            self._note.set_text(self.tr("The new device is not complete yet."), "dim")
        else:
            self._note.set_text(self.tr("Only the devices you changed reconnect."), "dim")
        self.show_mistake.setVisible(not self.save.isEnabled())

    def _restyle(self) -> None:
        super()._restyle()
        for page in self._all:
            page.restyle()
        self._note.restyle()
        self._fit_header()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        for page in self._checked:
            page.changed.connect(self._judge)
        self.show_mistake.clicked.connect(self._go_to_mistake)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        for button in (self.show_mistake, self.cancel):
            button.setAutoDefault(False)
        for keys, call in (
            ("Ctrl+S", self.accept),
            ("Ctrl+Tab", lambda: self._turn(1)),
            ("Ctrl+Shift+Tab", lambda: self._turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(_MARGIN, 13, _MARGIN, 12)
        header.setSpacing(20)
        header.addWidget(self._title)
        header.addWidget(self.tabs, 1)
        footer = QHBoxLayout()
        footer.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        footer.setSpacing(theme.SPACE)
        footer.addWidget(self._note, 1)
        for button in (self.show_mistake, self.cancel, self.save):
            footer.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(line())
        layout.addWidget(self._pages, 1)
        layout.addWidget(line())
        layout.addLayout(footer)
