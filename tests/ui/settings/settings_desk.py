"""A settings dialog as the tests open it, over real credentials and a loudspeaker that takes notes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from facemon.administration import AdministrationRecord
from facemon.administrator import Administrator
from facemon.credentials import Credentials
from facemon.device.status import Certificate, State, Status
from facemon.history.history import History
from facemon.history.keeping import Keeping
from facemon.operators import Operators
from facemon.settings import DeviceSettings, Settings, SoundSettings
from facemon.simulator.device import SimulatedDevice
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.lock import SettingsLock
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.draft import Field
from facemon.ui.settings.kept_history import KeptHistory
from facemon.ui.tone import Fault

GATE = DeviceSettings(id="north-gate", name="North gate", host="192.0.2.10", username="guard")
LOBBY = DeviceSettings(id="lobby", name="Lobby", host="192.0.2.11", certificate="sha256:" + "ab" * 32)
YARD = DeviceSettings(id="yard", name="Yard", host="2001:db8::1", port=8443, enabled=False, certificate="ca")
THREE = Settings(devices=(GATE, LOBBY, YARD))
CERTIFICATE = Certificate(
    sha256="a41f09" + "c3" * 28 + "7c",
    subject="CN=Pass,O=Maker",
    issuer="CN=Root,O=Maker",
    not_before_ms=1_600_000_000_000,
    not_after_ms=1_700_000_000_000,
    names=("pass.local",),
)


class Loudspeaker(QObject):
    """Takes note of what it is told; `busy` while an alarm sounds."""

    outputs_changed = Signal()

    def __init__(self, volume: int = 80) -> None:
        super().__init__()
        self.sound_problem = ""
        self.outputs = {"pci": "Built-in", "usb": "Headset"}
        self.default_output = "pci"
        self.output = SoundSettings()
        self.problem = ""
        self.busy = False
        self.playing = ""
        self.volume = volume

    def sounds(self) -> list[str]:
        return ["blacklist", "stranger", "test"]

    def explain(self, fault: Fault) -> str:
        return f"<{fault.value}>"

    def play(self, sound: str) -> bool:
        if not self.busy:
            self.playing = sound
        return not self.busy

    def stop(self) -> None:
        self.playing = ""

    def set_volume(self, volume: int) -> None:
        self.volume = volume

    def set_output(self, output: SoundSettings) -> None:
        self.output = output


class Desk:
    """What a dialog is opened over."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.credentials = Credentials(folder)
        self.speaker = Loudspeaker()
        self.operators = Operators(folder / "operators.json")
        self.lock = SettingsLock(
            Administrator(folder / "administrator.json"),
            Background(),
            AdministrationRecord(folder / "administration.jsonl"),
            operator=lambda: "Dora",
        )
        self.statuses: dict[str, Status] = {}
        self.keeping = Keeping(keeping=True)
        self.erased: list[int] = []
        path = folder / "history.sqlite3"
        self.kept = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
        self.history = KeptHistory(
            path=path,
            writer=self.kept,
            keeping=lambda: self.keeping,
            operator="Dora",
            erased=self.erased.extend,
        )
        usual_look()

    def open(self, settings: Settings = THREE, **arguments: Any) -> SettingsDialog:
        """Open the dialog and wait until it has the keyboard."""
        arguments.setdefault("speaker", self.speaker)
        arguments.setdefault("history", self.history)
        arguments.setdefault("operators", self.operators)
        arguments.setdefault("lock", self.lock)
        dialog = SettingsDialog(settings, statuses=lambda: self.statuses, credentials=self.credentials, **arguments)
        self.qtbot.addWidget(dialog, before_close_func=lambda dialog: dialog.reject())
        dialog.show()
        dialog.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        return dialog


def usual_look() -> None:
    """Give the application the dark theme at its usual size, and English dates and numbers."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", 100)
    QLocale.setDefault(QLocale("en"))


def box(dialog: SettingsDialog, field: Field) -> QLineEdit:
    """Return the form's text box for a field."""
    return dialog.devices.form.fields[field].box


def note(dialog: SettingsDialog, field: Field) -> str:
    """Return what stands below a field."""
    return dialog.devices.form.fields[field].note.text()


def write(dialog: SettingsDialog, field: Field, text: str) -> None:
    """Type a text in place of the one that is there, and leave the box as by Tab."""
    target = box(dialog, field)
    target.setFocus()
    target.selectAll()
    if text:
        QTest.keyClicks(target, text)
    else:
        QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClick(target, Qt.Key.Key_Tab)


def states(dialog: SettingsDialog) -> list[str]:
    """Return the list's rows as a screen reader says them."""
    rows = dialog.devices.list
    return [str(rows.item(number).data(Qt.ItemDataRole.AccessibleTextRole)) for number in range(rows.count())]


def names(dialog: SettingsDialog) -> list[str]:
    """Return the names in the list, in its order."""
    return [row.split(",")[0] for row in states(dialog)]


def live(device_id: str) -> Status:
    """Return the status of a device that sends events."""
    return Status(device_id=device_id, state=State.LIVE, since_ms=0, blind_since_ms=None, round_trip_ms=14.2)


def waiting(device_id: str) -> Status:
    """Return the status of a device that waits for its next attempt."""
    return Status(device_id=device_id, state=State.WAITING, retry_at=time.monotonic() + 30)


def simulated(device: SimulatedDevice, **fields: Any) -> DeviceSettings:
    """Return the settings for a simulated device, its certificate approved unless `fields` say otherwise."""
    given: Mapping[str, Any] = {"certificate": device.certificate_sha256, **fields}
    return DeviceSettings(id="sim", name="Gate", host=device.host, port=device.port, **given)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Give the widget with the focus in this window a key, as a keyboard does."""
    QTest.keyClick(widget.window().focusWidget() or widget, key, modifiers)
