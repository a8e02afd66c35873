"""A guard's desk with several screens; run by test_screens.py in a process of its own. Prints what it sees as JSON.

The X server and the window manager are the test's; `xrandr` plugs screens in and out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import keyring.backends.fail
from guard_desk import Desk, gate
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from x11_guard import wait

from facemon.event import Category
from facemon.settings import Settings, save
from facemon.simulator.device import SimulatedDevice

LEFT, RIGHT = ("left", "1300/340x900/240+0+0", "screen"), ("right", "1100/290x800/210+1300+0", "none")


def plug(screen: tuple[str, str, str]) -> None:
    subprocess.run(["xrandr", "--setmonitor", *screen], check=True, timeout=10)
    assert wait(lambda: screen[0] in names())


def unplug(screen: tuple[str, str, str]) -> None:
    subprocess.run(["xrandr", "--delmonitor", screen[0]], check=True, timeout=10)
    assert wait(lambda: screen[0] not in names())


def names() -> list[str]:
    return [screen.name() for screen in QGuiApplication.screens()]


def wholly_on(window: QWidget, name: str) -> bool:
    screen = next(screen for screen in QGuiApplication.screens() if screen.name() == name)
    return screen.availableGeometry().contains(window.frameGeometry())


def fills(window: QWidget, name: str) -> bool:
    screen = next((screen for screen in QGuiApplication.screens() if screen.name() == name), None)
    return screen is not None and window.isFullScreen() and window.geometry() == screen.geometry()


def at(window: QWidget, place: QRect) -> bool:
    return window.geometry() == place


def rested(window: QWidget) -> bool:
    """Return whether nothing moves the windows any more."""
    unplugged = window._at_the_desk.unplugged  # type: ignore[attr-defined]
    return not unplugged._settling.isActive() and not unplugged._resting.isActive()


def unplugged(folder: Path) -> dict[str, Any]:
    """Both windows on the right screen, which goes and returns; then a person moves one while it is gone."""
    desk = Desk(folder)
    main = desk.window
    main._bar.alarms_apart.emit()
    apart = main._lane.window()
    homes = {main: QRect(1350, 120, 820, 560), apart: QRect(1900, 300, 360, 400)}
    for window, place in homes.items():
        window.setGeometry(place)
    seen: dict[str, Any] = {"opened": wait(lambda: all(at(*each) for each in homes.items()))}
    unplug(RIGHT)
    seen["moved"] = wait(lambda: all(wholly_on(window, "left") for window in homes) and rested(main))
    kept = [main._at_the_desk.unplugged.keep(window)["screen"]["name"] for window in homes]  # type: ignore[index]
    seen["kept"] = kept
    plug(RIGHT)
    seen["back"] = wait(lambda: all(at(*each) for each in homes.items()) and rested(main))
    unplug(RIGHT)
    wait(lambda: all(wholly_on(window, "left") for window in homes) and rested(main))
    apart.move(apart.x() - 200, apart.y() + 50)
    chosen = QRect(apart.geometry())
    wait(lambda: at(apart, chosen))
    plug(RIGHT)
    seen["main back"] = wait(lambda: at(main, homes[main]) and rested(main))
    seen["apart where it was put"] = at(apart, chosen)
    desk.close()
    return seen


def again(folder: Path) -> dict[str, Any]:
    """The windows on the right screen at the end; the next start has it, the one after that has not."""
    homes = QRect(1350, 120, 820, 560), QRect(1900, 300, 360, 400)

    def start(meant: Callable[[QWidget], bool]) -> bool:
        desk = Desk(folder)
        main = desk.window
        came = wait(lambda: main._lane.window() is not main and meant(main) and meant(main._lane.window()))
        desk.close()
        return came

    desk = Desk(folder)
    desk.window._bar.alarms_apart.emit()
    windows = desk.window, desk.window._lane.window()
    for window, place in zip(windows, homes, strict=True):
        window.setGeometry(place)
    wait(lambda: all(map(at, windows, homes)))
    desk.close()
    there = start(lambda window: any(at(window, place) for place in homes))
    unplug(RIGHT)
    gone = start(lambda window: wholly_on(window, "left"))
    return {"there": there, "gone": gone}


def full(folder: Path) -> dict[str, Any]:
    """The window fills the right screen, which goes and returns."""
    desk = Desk(folder)
    main, home = desk.window, QRect(1350, 120, 820, 560)
    main.setGeometry(home)
    wait(lambda: at(main, home))
    main._kiosk.toggle_full_screen()
    filled = [wait(lambda: fills(main, "right"))]
    unplug(RIGHT)
    filled.append(wait(lambda: fills(main, "left") and rested(main)))
    plug(RIGHT)
    filled.append(wait(lambda: fills(main, "right") and rested(main)))
    desk.close()
    return {"filled": filled}


def scaled(folder: Path) -> dict[str, Any]:
    """The window goes to a screen that enlarges everything to 200 %: the faces are made anew, as sharp as that is."""
    desk = Desk(folder)
    main, feed = desk.window, desk.feed
    main.setGeometry(20, 60, 800, 560)
    wait(lambda: DEVICE[0].wait_for_subscribers(1, 0))
    DEVICE[0].emit(Category.STAFF)
    wait(lambda: feed.model.held == 1)

    def face() -> tuple[int, int]:
        found = feed._thumbnails.get(feed.view.painted_numbers[0]) if feed.view.painted_numbers else None
        return found.image.size().toTuple() if found is not None and found.image is not None else (0, 0)

    def pixels() -> tuple[int, int]:
        size = feed.view._cards.picture_size(main.devicePixelRatioF())
        return size.width(), size.height()

    sharp = [wait(lambda: main.devicePixelRatioF() == 1.0 and face() == pixels())]
    main.setGeometry(1320, 60, 500, 380)
    sharp.append(wait(lambda: main.devicePixelRatioF() == 2.0 and face() == pixels()))
    desk.close()
    return {"sharp": sharp}


DEVICE: list[SimulatedDevice] = []


def main() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    folder = Path(sys.argv[2])
    with SimulatedDevice() as device:
        DEVICE.append(device)
        save(folder / "settings.toml", Settings(devices=(gate(device),)))
        scenes: dict[str, Callable[[Path], dict[str, Any]]] = {
            each.__name__: each for each in (unplugged, again, full, scaled)
        }
        print(json.dumps(scenes[sys.argv[1]](folder)), flush=True)


if __name__ == "__main__":
    main()
