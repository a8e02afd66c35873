"""A kiosk on a Wayland desktop, then its windows; test_coming_wayland.py runs it in its own process. Prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import keyring
import keyring.backends.fail
from guard_desk import Desk, gate
from PySide6.QtWidgets import QApplication, QWidget
from x11_guard import wait

from facemon import pin as pin_module
from facemon.administrator import Administrator
from facemon.event import Category
from facemon.settings import DeskSettings, Settings, save
from facemon.simulator.device import SimulatedDevice


def exposed(window: QWidget) -> bool:
    handle = window.windowHandle()
    return handle is not None and handle.isExposed()


def main() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    pin_module._COST = 16
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    folder = Path(sys.argv[1])
    Administrator(folder / "administrator.json").put("470815")
    with SimulatedDevice() as device:
        save(folder / "settings.toml", Settings(devices=(gate(device, group="Tower"),), desk=DeskSettings(kiosk=True)))
        desk = Desk(folder)
        window, lock, kiosk = desk.window, desk.session.lock, desk.window._kiosk

        def fills() -> bool:
            return window.isFullScreen() and window.size() == window.screen().size()

        seen = {"full": wait(lambda: lock.known and fills())}
        window.showMinimized()
        wait(lambda: not window.isMinimized() and fills())
        seen["minimised"] = window.isMinimized()
        kiosk.leave()
        seen["asks"] = wait(lambda: lock.dialog is not None and lock.dialog.isVisible())
        assert lock.dialog is not None
        lock.dialog.reject()
        lock._unlock()
        kiosk.toggle_full_screen()
        # Until the compositor has answered: it takes no further wish before.
        seen["left"] = wait(lambda: not window.isFullScreen() and window.size() != window.screen().size())
        wait(lambda: device.wait_for_subscribers(1, 0))
        device.emit(Category.STAFF)
        wait(lambda: desk.feed.model.held == 1)
        window._bar.alarms_apart.emit()
        seen["alarms"] = wait(lambda: window._lane.window() is not window and exposed(window._lane.window()))
        window._devices.group_apart.emit("Tower")
        group = window._groups.windows["Tower"]
        seen["group"] = wait(lambda: exposed(group) and group.view.painted_numbers)
        if not window.isFullScreen():  # under load an answer of the compositor's to the first wish comes this late
            kiosk.toggle_full_screen()
        seen["full again"] = wait(fills)
        print(json.dumps(seen), flush=True)
        desk.close()


if __name__ == "__main__":
    main()
