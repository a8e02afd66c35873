"""A guard's desk on a real X11 desktop; run by test_coming_x11.py in a process of its own. Prints what it sees as JSON.

The window manager, the bus and the notification service are the test's; another program has the keyboard.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
from guard_desk import Desk, gate
from jeepney import DBusAddress, MessageType, Properties, message_bus
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from facemon.alarm import AlarmState
from facemon.device.status import State
from facemon.event import Category
from facemon.settings import AttentionSettings, Settings, save
from facemon.simulator.device import SimulatedDevice
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.coming.coming import Coming

WAIT = 20.0  # seconds


def wait(meant: Callable[[], object]) -> bool:
    until = time.monotonic() + WAIT
    while not meant():
        if time.monotonic() > until:
            return False
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
    return True


def told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=10).stdout.strip()


def active() -> str:
    """Return the title of the window that has the keyboard."""
    return told("xdotool", "getactivewindow", "getwindowname")


def meant(coming: Coming) -> bool:
    """Return whether a click on the strip is meant for the alarm that it shows now."""
    alarm = coming.strip.alarm
    return alarm is not None and bool(coming.strip._standing.meant_by_click(alarm_key(alarm.id), time.monotonic()))


class Guard:
    """The desk, the device, and the program that somebody types in."""

    def __init__(self, device: SimulatedDevice, folder: Path, louder_after: int = 0) -> None:
        attention = AttentionSettings(red_frame=True, louder_after=louder_after)
        save(folder / "settings.toml", Settings(devices=(gate(device),), attention=attention))
        self.device = device
        self.desk = Desk(folder)
        self.window = self.desk.window
        self.coming = self.window._coming
        wait(lambda: (status := self.desk.session.statuses.get("gate")) and status.state is State.LIVE)
        wait(lambda: device.wait_for_subscribers(1, 0))
        self.typed = subprocess.Popen(["xmessage", "-geometry", "500x300+50+50", "typing"])
        wait(lambda: active() == "xmessage")
        wait(lambda: QGuiApplication.focusWindow() is None)

    def close(self) -> None:
        self.typed.kill()
        self.desk.close()

    def state(self) -> str:
        return told("xprop", "-id", str(int(self.window.winId())), "_NET_WM_STATE", "_NET_WM_DESKTOP")

    def top(self) -> bool:
        stacked = told("xprop", "-root", "_NET_CLIENT_LIST_STACKING").replace(" ", "").rpartition("#")[2].split(",")
        return int(stacked[-1], 16) == int(self.window.winId())

    def alarm(self) -> bool:
        self.device.emit(Category.BLACKLIST)
        return wait(self.desk.session.board.alarms)


def minimised(guard: Guard) -> dict[str, Any]:
    guard.window.showMinimized()
    wait(guard.window.isMinimized)
    wait(lambda: active() == "xmessage")
    place = guard.window.geometry()
    guard.alarm()
    shown = wait(lambda: not guard.window.isMinimized() and "HIDDEN" not in guard.state())
    wait(guard.top)
    wait(lambda: not guard.coming.fronting._shy.isActive())
    return {
        "shown": shown,
        "top": guard.top(),
        "keyboard": active(),
        "flashes": wait(lambda: "DEMANDS_ATTENTION" in guard.state()),
        "in place": guard.window.geometry().topLeft() == place.topLeft(),
        "title": guard.window.windowTitle(),
    }


def covered(guard: Guard) -> dict[str, Any]:
    below = not guard.top()
    guard.alarm()
    raised = wait(guard.top)
    return {"below": below, "raised": raised, "keyboard": active()}


def elsewhere(guard: Guard) -> dict[str, Any]:
    told("xdotool", "set_num_desktops", "3")
    told("xdotool", "set_desktop", "1")
    wait(lambda: "= 0" in guard.state() and told("xdotool", "get_desktop") == "1")
    guard.alarm()
    came = wait(lambda: "_NET_WM_DESKTOP(CARDINAL) = 1" in guard.state())
    return {"came": came, "desktop": told("xdotool", "get_desktop"), "keyboard": active()}


def escalated(guard: Guard) -> dict[str, Any]:
    guard.window.showMinimized()
    wait(guard.window.isMinimized)
    guard.alarm()
    wait(lambda: any(alarm.escalated for alarm in guard.desk.session.board.alarms()))
    return {"keyboard": wait(lambda: active().endswith("facemon"))}


def dialogs(guard: Guard) -> dict[str, Any]:
    """With the settings open, and a dialog of the whole program in front of them."""
    guard.window.open_settings()
    wait(lambda: QGuiApplication.modalWindow() is not None)
    other = QDialog(QApplication.activeModalWidget())
    other.setModal(True)
    other.show()
    wait(lambda: QApplication.activeModalWidget() is other)
    guard.alarm()
    strip = guard.coming.strip
    shown = wait(strip.isVisible)
    wait(lambda: strip.windowHandle().transientParent() is other.windowHandle())
    answer = next(button for button in strip.findChildren(QPushButton) if button.text() == "Acknowledge")
    wait(lambda: meant(guard.coming))
    place = answer.mapToGlobal(answer.rect().center())
    told("xdotool", "mousemove", str(place.x()), str(place.y()), "click", "1")
    answered = wait(lambda: not guard.desk.session.board.alarms())
    guard.alarm()
    wait(strip.isVisible)
    wait(lambda: strip.windowHandle().isExposed())
    told("xdotool", "windowactivate", "--sync", str(int(other.winId())))
    wait(lambda: QApplication.activeWindow() is other)
    told("xdotool", "key", "F8")
    moved = wait(lambda: QApplication.activeWindow() is strip and answer.hasFocus() and meant(guard.coming))
    told("xdotool", "key", "space")
    by_keyboard = wait(lambda: not guard.desk.session.board.alarms())
    return {"shown": shown, "answered": answered, "moved": moved, "by keyboard": by_keyboard, "open": other.isVisible()}


def framed(guard: Guard) -> dict[str, Any]:
    """The frame is there, lets a click through, and is gone when answered."""
    guard.alarm()
    there = wait(lambda: guard.coming.frame.edges and all(edge.isVisible() for edge in guard.coming.frame.edges))
    pixel = told("import", "-window", "root", "-crop", "1x1+700+4", "txt:-")
    told("xdotool", "search", "--name", "xmessage", "windowmove", "0", "300")
    told("xdotool", "windowactivate", "--sync", str(int(guard.window.winId())))
    wait(guard.window.isActiveWindow)
    told("xdotool", "search", "--name", "xmessage", "windowraise")
    told("xdotool", "mousemove", "3", "400", "click", "1")
    through = wait(lambda: active() == "xmessage")
    board = guard.desk.session.board
    (alarm,) = board.alarms()
    board.acknowledge(alarm)
    return {
        "there": there,
        "pixel": "(" + pixel.rpartition("(")[2],
        "through": through,
        "gone": wait(lambda: not guard.coming.frame.edges),
        "closed": board.recent[0].state is AlarmState.CLOSED,
    }


def clicked(guard: Guard) -> dict[str, Any]:
    """With a desktop whose user clicks on each notification."""
    guard.window.showMinimized()
    wait(guard.window.isMinimized)
    guard.alarm()
    return {"keyboard": wait(lambda: active().endswith("facemon"))}


def tray(guard: Guard) -> dict[str, Any]:
    """What the desktop's tray gets."""
    there = guard.coming.tray.there
    guard.alarm()
    wait(lambda: "1" in guard.coming.tray.tooltip)
    asked: list[dict[str, Any]] = []

    def ask() -> None:
        with open_dbus_connection("SESSION") as bus:
            for name in bus.send_and_get_reply(message_bus.ListNames()).body[0]:
                if name.startswith(":") and name != bus.unique_name:  # Qt's item has a connection of its own
                    item = DBusAddress("/StatusNotifierItem", bus_name=name, interface="org.kde.StatusNotifierItem")
                    try:
                        reply = bus.send_and_get_reply(Properties(item).get_all(), timeout=1)
                    except TimeoutError:  # a connection that only asks, as the one that keeps the display awake
                        continue
                    if reply.header.message_type is MessageType.method_return and "IconPixmap" in reply.body[0]:
                        asked.append(reply.body[0])

    asking = threading.Thread(target=ask)
    asking.start()
    wait(lambda: not asking.is_alive())
    width, _height, pixels = max(asked[0]["IconPixmap"][1])
    place = 4 * (round(0.66 * width) * width + round(0.4 * width))
    return {"there": there, "tooltip": asked[0]["ToolTip"][1][2], "colour": bytes(pixels[place : place + 4]).hex()}


def main() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    scene = {
        each.__name__: each for each in (minimised, covered, elsewhere, escalated, dialogs, framed, tray, clicked)
    }[sys.argv[1]]
    with SimulatedDevice() as device:
        guard = Guard(device, Path(sys.argv[2]), louder_after=3 if scene is escalated else 0)
        try:
            print(json.dumps(scene(guard)), flush=True)
        finally:
            guard.close()


if __name__ == "__main__":
    main()
