"""A guard's desk on a Wayland desktop; run by test_coming_wayland.py in a process of its own. Prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import keyring
import keyring.backends.fail
from guard_desk import Desk, gate
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from x11_guard import meant, wait

from facemon.device.status import State
from facemon.event import Category
from facemon.settings import AttentionSettings, Settings, save
from facemon.simulator.device import SimulatedDevice


def main() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    folder = Path(sys.argv[1])
    with SimulatedDevice() as device:
        attention = AttentionSettings(red_frame=True, louder_after=1)
        save(folder / "settings.toml", Settings(devices=(gate(device),), attention=attention))
        desk = Desk(folder)
        board, coming = desk.session.board, desk.window._coming
        wait(lambda: (status := desk.session.statuses.get("gate")) and status.state is State.LIVE)
        wait(lambda: device.wait_for_subscribers(1, 0))
        desk.window.showMinimized()
        device.emit(Category.BLACKLIST)
        escalated = wait(lambda: any(alarm.escalated for alarm in board.alarms()))
        desk.window.open_settings()
        wait(lambda: QGuiApplication.modalWindow() is not None)
        exposed = wait(lambda: coming.strip.isVisible() and coming.strip.windowHandle().isExposed())
        seen = {
            "platform": QGuiApplication.platformName(),
            "escalated": escalated,
            "frame": coming.frame.shown,
            "title": desk.window.windowTitle(),
            "strip": exposed,
        }
        answer = next(button for button in coming.strip.findChildren(QPushButton) if button.text() == "Acknowledge")
        wait(lambda: meant(coming))
        answer.click()
        seen["answered"] = wait(lambda: not board.alarms() and answer.isHidden())
        print(json.dumps(seen), flush=True)
        desk.close()


if __name__ == "__main__":
    main()
