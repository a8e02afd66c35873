"""Whether there is a screen to open a window on. Qt would end the whole process over it, without a word to the user."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import threading
from pathlib import Path

_PATIENCE = 10.0  # seconds for an X server to answer, a distant one too
_OF_A_SCREEN = {"xcb", "wayland", "wayland-egl"}  # the platforms of Qt that need one of the two below


def problem() -> str:
    """Return why no window can be opened here, in English since Qt is not there yet; empty where one can be.

    To be asked before the QApplication is made. Waits for the display to answer.
    """
    if sys.platform in ("win32", "darwin"):
        return ""
    platforms = {name.partition(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";")} - {""}
    if not platforms <= _OF_A_SCREEN:
        return ""
    names = ["DISPLAY"] if platforms == {"xcb"} else ["DISPLAY", "WAYLAND_DISPLAY"]
    given = {name: os.environ[name] for name in names if os.environ.get(name)}
    if "WAYLAND_DISPLAY" in names and os.environ.get("WAYLAND_SOCKET"):
        return ""  # a connection already made; whoever tried it would use it up
    if not given:
        return f"facemon needs a screen: {' or '.join(names)} is to say which, and is not set here."
    if _wayland_there(given.get("WAYLAND_DISPLAY", "")) or ("DISPLAY" in given and _x_there()):
        return ""
    which = ", ".join(f"{name}={value}" for name, value in given.items())
    return f"facemon needs a screen, but cannot reach the one that is set here: {which}."


def _wayland_there(name: str) -> bool:
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name  # a name that is a whole path stays what it is
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(_PATIENCE)
            link.connect(str(path))
    except OSError:
        return False
    return True


def _x_there() -> bool:
    """Ask as Qt will: with the same library, which knows what DISPLAY may say and what the server wants to be shown."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # no fault of the display; Qt tells what it lacks
    xcb.xcb_connect.restype = ctypes.c_void_p
    answers: list[bool] = []

    def ask() -> None:
        link = ctypes.c_void_p(xcb.xcb_connect(None, None))
        answers.append(xcb.xcb_connection_has_error(link) == 0)
        xcb.xcb_disconnect(link)

    asking = threading.Thread(target=ask, name="display", daemon=True)
    asking.start()
    asking.join(_PATIENCE)
    return answers == [True]
