"""Whether the user wants things on this desktop to keep still. Qt does not tell before 6.12."""

from __future__ import annotations

import ctypes
import sys

_WINDOWS_ANIMATIONS = 0x1042  # SPI_GETCLIENTAREAANIMATION
_PATIENCE = 2.0  # seconds


def is_unwanted() -> bool:
    """Return whether motion is to be left out; False where the desktop does not say. Waits: not for Qt's thread."""
    if sys.platform == "win32":
        animated = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_WINDOWS_ANIMATIONS, 0, ctypes.byref(animated), 0)
        return not animated.value
    return sys.platform == "linux" and _is_unwanted_by_the_portal()


def _is_unwanted_by_the_portal() -> bool:
    from jeepney import DBusAddress, new_method_call  # not there elsewhere

    from facemon.session_bus import Unanswered, ask, close_bus, open_bus

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop", bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Settings",
    )  # fmt: skip
    try:
        bus = open_bus()
    except Unanswered:
        return False
    try:
        for namespace, key, unwanted in (
            ("org.freedesktop.appearance", "reduced-motion", 1),
            ("org.gnome.desktop.interface", "enable-animations", False),
        ):
            try:
                (value,) = ask(bus, new_method_call(portal, "ReadOne", "ss", (namespace, key)), _PATIENCE)
            except Unanswered:
                continue
            if isinstance(value, tuple) and len(value) == 2:  # a variant: its signature, and what it says
                return bool(value[1] == unwanted)
    finally:
        close_bus(bus)
    return False
