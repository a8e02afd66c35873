"""The desktop as the watchdog reaches it, without Qt and without the window's process."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facemon.notification import Notifications

_KEY = "watchdog"
_FAREWELL = 0.5  # seconds
_PATIENCE = 1.0  # seconds
_LONGEST_MESSAGE = 60  # seconds that macOS is given to show one
# The texts come as arguments, so that nothing in them is taken for the script's own.
_SCRIPT = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


class Desktop:
    """Tells what somebody has to know who looks at a frozen window, or at none."""

    def __init__(self) -> None:
        self._notifications: Notifications | None = None

    def tell(self, summary: str, body: str) -> None:
        """Show this soon, in place of what was shown before."""
        if sys.platform == "linux":
            from facemon.notification import Notice, Notifications  # 2 MB that a window which answers never needs

            if self._notifications is None:
                self._notifications = Notifications(lambda _key, _token: None, lambda _notice: None)
            self._notifications.show(Notice(key=_KEY, summary=summary, body=body))
        else:
            threading.Thread(target=_show_message, args=(summary, body), daemon=True).start()

    def take_back(self) -> None:
        """Show it no longer, where the system lets it be taken back."""
        notifications, self._notifications = self._notifications, None
        if notifications is not None:
            notifications.close(_FAREWELL)


def desktop_is_gone() -> bool:
    """Return whether the display that this process was started on is there no longer: the user has signed off."""
    if sys.platform != "linux":
        return False
    path = _display_socket()
    if path is None or os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as display:
        display.settimeout(_PATIENCE)
        try:
            display.connect(str(path))
        except OSError:
            return True
    return False


def _display_socket() -> Path | None:
    wayland, runtime = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("XDG_RUNTIME_DIR", "")
    if wayland and runtime:
        return Path(runtime, wayland)
    number = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", os.environ.get("DISPLAY", ""))
    return Path(f"/tmp/.X11-unix/X{number[1]}") if number else None  # noqa: S108 - where X has it


def _show_message(summary: str, body: str) -> None:
    if sys.platform == "win32":
        import ctypes

        icon, in_front, above_all = 0x30, 0x10000, 0x1000
        ctypes.windll.user32.MessageBoxW(None, body, summary, icon | in_front | above_all)
    elif sys.platform == "darwin":
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - the system's own
                ["/usr/bin/osascript", "-e", _SCRIPT, summary, body], check=False, timeout=_LONGEST_MESSAGE
            )
