"""A guard's desk: the whole window over a real session, and what to ask of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from happenings import usual_look
from PySide6.QtCore import QEventLoop, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from facemon.device.status import State
from facemon.limit import Limit
from facemon.profile import Profile
from facemon.settings import DeskSettings, DeviceSettings, PrivacySettings, Settings, UiSettings, save
from facemon.simulator.device import SimulatedDevice
from facemon.trace import Trace
from facemon.ui.banner import Banner
from facemon.ui.session import Session
from facemon.ui.window import MainWindow

WAIT_MS = 20_000


class Desk:
    """A window, its session and its profile, as at a guard's desk."""

    def __init__(self, folder: Path, *, slow_disk: bool = False, trace: Trace | None = None) -> None:
        self.profile = Profile(folder)
        self.session = Session(self.profile, trace)
        read = QEventLoop()
        self.session.settings_changed.connect(read.quit)
        self.session.read_settings()
        if not slow_disk:
            read.exec()
        self.window = MainWindow(self.session)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.session.start()

    @property
    def feed(self):  # type: ignore[no-untyped-def]  # the panel, whatever tests ask of it
        return self.window._feed

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def close(self) -> None:
        """End it as the program does."""
        self.window.keep_layout()
        self.session.view = None
        limit = Limit(WAIT_MS / 1000)
        self.session.close(limit)
        self.window.close_panels(limit)
        self.window.deleteLater()
        # Here and not by the garbage collector, which may run in a worker's thread and cannot stop a timer from there.
        self.session.deleteLater()
        QApplication.processEvents()


def gate(device: SimulatedDevice, **changes: object) -> DeviceSettings:
    given: dict[str, object] = {
        "id": "gate",
        "name": "North gate",
        "host": "127.0.0.1",
        "port": device.port,
        "certificate": device.certificate_sha256,
    }
    return DeviceSettings(**given | changes)  # type: ignore[arg-type]


def open_desk(
    desks: list[Desk],
    folder: Path,
    *devices: DeviceSettings,
    ui: UiSettings | None = None,
    trace: Trace | None = None,
    privacy: PrivacySettings | None = None,
    at: DeskSettings | None = None,
) -> Desk:
    settings = Settings(
        devices=devices, ui=ui or UiSettings(), privacy=privacy or PrivacySettings(), desk=at or DeskSettings()
    )
    save(folder / "settings.toml", settings)
    desks.append(Desk(folder, trace=trace))
    return desks[-1]


def live(
    qtbot: QtBot,
    desks: list[Desk],
    folder: Path,
    device: SimulatedDevice,
    *,
    trace: Trace | None = None,
    ui: UiSettings | None = None,
    at: DeskSettings | None = None,
) -> Desk:
    desk = open_desk(desks, folder, gate(device), trace=trace, ui=ui, at=at)
    qtbot.waitUntil(lambda: desk.session.statuses.get("gate") is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.session.statuses["gate"].state == State.LIVE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: device.wait_for_subscribers(1, 0), timeout=WAIT_MS)
    return desk


def banners(desk: Desk) -> list[str]:
    """Return what warns; a new device's last day may be offered beside it."""
    found = desk.window.findChildren(Banner)
    shown = [banner for banner in found if banner.isVisible() and banner is not desk.window._standing.offer]
    return [banner.label.text() for banner in shown]


def opened(desk: Desk, kind: type[QWidget]) -> list[QWidget]:
    return [dialog for dialog in desk.window.findChildren(kind) if dialog.isVisible()]


def held(desk: Desk) -> int:
    return int(desk.feed.model.held)


def several(qtbot: QtBot) -> Iterator[list[Desk]]:
    """Desks that are closed at the end; a module makes its fixture `desks` of this."""
    usual_look()
    opened: list[Desk] = []
    yield opened
    for desk in opened:
        desk.close()
    application = QApplication.instance()
    assert application is not None
    for translator in application.findChildren(QTranslator):  # other tests read what stands in the code
        QApplication.removeTranslator(translator)
        translator.deleteLater()


def answerable(qtbot: QtBot, desk: Desk) -> None:
    """Wait until the selected alarm has been in sight so long that a key is meant for it."""
    standing = desk.window._lane.standing
    qtbot.waitUntil(lambda: standing.meant_by_key(time.monotonic()) != (), timeout=WAIT_MS)
