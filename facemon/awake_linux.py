"""The ways in which Linux desktops let a program keep the display awake.

https://specifications.freedesktop.org/idle-inhibit-spec/latest/
https://www.freedesktop.org/wiki/Software/systemd/inhibit/
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
from collections.abc import Sequence
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.threading import DBusRouter

from facemon.session_bus import Unanswered, ask, close_bus, open_bus

log = logging.getLogger(__name__)
_WHY = "watches over doors"  # what a desktop may show
_SCREEN_SAVER = DBusAddress(
    "/org/freedesktop/ScreenSaver", bus_name="org.freedesktop.ScreenSaver", interface="org.freedesktop.ScreenSaver"
)
_LOGIN = DBusAddress(
    "/org/freedesktop/login1", bus_name="org.freedesktop.login1", interface="org.freedesktop.login1.Manager"
)


def desktop_ways() -> Sequence[ScreenSaver | Login | XServer]:
    """Return all of them: each keeps something else from going on, and a desktop has one, two or none."""
    return [ScreenSaver(), Login(), XServer()]


class ScreenSaver:
    """The desktop's own saver and lock, by the session bus. Ends with the connection."""

    name = "org.freedesktop.ScreenSaver"

    def __init__(self) -> None:
        self._router: DBusRouter | None = None
        self._cookie: int | None = None

    def hold(self) -> bool:
        try:
            if self._router is None:
                self._router = open_bus()
            (cookie,) = ask(self._router, new_method_call(_SCREEN_SAVER, "Inhibit", "ss", ("facemon", _WHY)))
        except Unanswered as error:
            log.debug("the desktop cannot be kept awake: %s", error)
            self._hang_up()
            return False
        former, self._cookie = self._cookie, int(cookie)
        if former is not None:
            self._give_back(former)
        return True

    def release(self) -> None:
        if self._cookie is not None:
            self._give_back(self._cookie)
        self._hang_up()

    def _give_back(self, cookie: int) -> None:
        if self._router is not None:
            try:
                ask(self._router, new_method_call(_SCREEN_SAVER, "UnInhibit", "u", (cookie,)))
            except Unanswered as error:  # a service that was started again does not know it
                log.debug("the desktop was not told that it may rest: %s", error)

    def _hang_up(self) -> None:
        router, self._router, self._cookie = self._router, None, None
        if router is not None:
            close_bus(router)


class Login:
    """systemd's idle action, by the system bus. Ends with the file that it hands out."""

    name = "org.freedesktop.login1"

    def __init__(self) -> None:
        self._file: int | None = None

    def hold(self) -> bool:
        if self._file is not None:
            return True
        router = None
        try:
            router = open_bus("SYSTEM", files=True)
            call = new_method_call(_LOGIN, "Inhibit", "ssss", ("idle", "facemon", _WHY, "block"))
            (handed,) = ask(router, call)
            self._file = handed.to_raw_fd()
        except Unanswered as error:
            log.debug("systemd cannot be kept from its idle action: %s", error)
        finally:
            if router is not None:
                close_bus(router)
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


class XServer:
    """The X server's own blanking and power saving, where there is no desktop. Ends with the connection."""

    name = "X11"

    def __init__(self) -> None:
        self._library: Any = None
        self._display: Any = None

    def hold(self) -> bool:
        if self._display is not None:
            return True
        names = [ctypes.util.find_library(name) for name in ("X11", "Xss")]
        if not os.environ.get("DISPLAY") or None in names:
            return False
        try:
            x11, saver = (ctypes.CDLL(name) for name in names)
        except OSError as error:
            log.debug("the X server's saver is out of reach: %s", error)
            return False
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = x11.XOpenDisplay(None)
        if not display:
            return False
        display = ctypes.c_void_p(display)
        event, error_base = ctypes.c_int(), ctypes.c_int()
        if not saver.XScreenSaverQueryExtension(display, ctypes.byref(event), ctypes.byref(error_base)):
            x11.XCloseDisplay(display)
            return False
        saver.XScreenSaverSuspend(display, 1)
        x11.XSync(display, 0)
        self._library, self._display = x11, display
        return True

    def release(self) -> None:
        display, self._display = self._display, None
        if display is not None:
            self._library.XCloseDisplay(display)
