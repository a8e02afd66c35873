"""What Qt cannot ask of an X11 window manager: on which desktop a window is, and to bring it here.

By the Extended Window Manager Hints, on a connection of our own. All calls wait for the X server, which is as near as
the one that Qt waits for; none raises where it cannot be reached.
"""

from __future__ import annotations

import ctypes
import logging
import struct
from functools import cached_property

log = logging.getLogger(__name__)

_EVERYWHERE = 0xFFFFFFFF  # the desktop of a window that is on all of them
_LONGEST = 256  # of a property, in 32-bit units
_ANY_TYPE = 0
_CLIENT_MESSAGE = 33
_SUBSTRUCTURE = 0x00080000 | 0x00100000  # what a window manager listens to on the root window
_PAGER = 2  # that it is the user's wish, as EWMH counts: what a taskbar would send
_ROOT_OF_SCREEN = 0  # offset of `root` in xcb_screen_t
_VALUE = 32  # offset of the value in a property's reply


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Desktop:
    """The desktops of the X server that DISPLAY names. `there` is False where none is reached."""

    def __init__(self) -> None:
        self._xcb: ctypes.CDLL | None = None
        self._link = ctypes.c_void_p()
        self._root = 0
        try:
            self._open()
        except (OSError, AttributeError) as error:  # no libxcb, or none as it should be
            log.info("the window manager cannot be asked: %s", error)
            self._xcb = None

    @property
    def there(self) -> bool:
        """Whether there is a window manager to ask."""
        return self._xcb is not None and bool(self.window_manager)

    @cached_property
    def window_manager(self) -> str:
        """The name of the window manager; empty where there is none that follows the hints."""
        check = self._number(self._root, "_NET_SUPPORTING_WM_CHECK")
        if check is None:
            return ""
        return self._bytes(check, "_NET_WM_NAME").decode(errors="replace") or "a window manager without a name"

    def elsewhere(self, window: int) -> bool:
        """Return whether the window is on another desktop than the user."""
        here = self._number(self._root, "_NET_CURRENT_DESKTOP")
        its = self._number(window, "_NET_WM_DESKTOP")
        return here is not None and its is not None and its not in (here, _EVERYWHERE)

    def bring_here(self, window: int) -> None:
        """Move the window to the desktop that the user sees. It does not get the keyboard by that."""
        here = self._number(self._root, "_NET_CURRENT_DESKTOP")
        if here is not None:
            self._ask(window, "_NET_WM_DESKTOP", here, _PAGER)

    def take_keyboard(self, window: int) -> None:
        """Bring the window to the front with the keyboard, as if the user had chosen it in a taskbar."""
        self._ask(window, "_NET_ACTIVE_WINDOW", _PAGER, 0, 0)

    def close(self) -> None:
        """Let go of the connection."""
        if self._xcb is not None:
            self._xcb.xcb_disconnect(self._link)
            self._xcb = None

    def _open(self) -> None:
        xcb = ctypes.CDLL("libxcb.so.1")
        for name in ("xcb_connect", "xcb_get_setup", "xcb_intern_atom_reply", "xcb_get_property_reply"):
            getattr(xcb, name).restype = ctypes.c_void_p
        for name in ("xcb_intern_atom", "xcb_get_property", "xcb_send_event"):
            getattr(xcb, name).restype = _Cookie
        xcb.xcb_setup_roots_iterator.restype = _Screens
        self._libc = ctypes.CDLL(None)
        self._link = ctypes.c_void_p(xcb.xcb_connect(None, None))
        if xcb.xcb_connection_has_error(self._link):
            xcb.xcb_disconnect(self._link)
            raise OSError("no X server")
        screens = xcb.xcb_setup_roots_iterator(ctypes.c_void_p(xcb.xcb_get_setup(self._link)))
        self._root = ctypes.c_uint32.from_address(screens.data + _ROOT_OF_SCREEN).value
        self._atoms: dict[str, int] = {}
        self._xcb = xcb

    def _atom(self, name: str) -> int:
        assert self._xcb is not None  # noqa: S101 - for the type checker: asked by those alone that have looked
        if name not in self._atoms:
            cookie = self._xcb.xcb_intern_atom(self._link, 0, len(name), name.encode())
            reply = self._xcb.xcb_intern_atom_reply(self._link, cookie, None)
            if not reply:
                return 0
            self._atoms[name] = ctypes.c_uint32.from_address(reply + 8).value
            self._libc.free(ctypes.c_void_p(reply))
        return self._atoms[name]

    def _bytes(self, window: int, name: str) -> bytes:
        if self._xcb is None:
            return b""
        cookie = self._xcb.xcb_get_property(
            self._link, 0, ctypes.c_uint32(window), self._atom(name), _ANY_TYPE, 0, _LONGEST
        )
        reply = self._xcb.xcb_get_property_reply(self._link, cookie, None)
        if not reply:
            return b""
        form = ctypes.c_uint8.from_address(reply + 1).value
        length = ctypes.c_uint32.from_address(reply + 16).value * form // 8
        value = ctypes.string_at(reply + _VALUE, length) if length else b""
        self._libc.free(ctypes.c_void_p(reply))
        return value

    def _number(self, window: int, name: str) -> int | None:
        value = self._bytes(window, name)
        return int(struct.unpack_from("=I", value)[0]) if len(value) >= 4 else None

    def _ask(self, window: int, what: str, *data: int) -> None:
        if self._xcb is None:
            return
        numbers = (*data, 0, 0, 0, 0, 0)[:5]
        event = struct.pack("=BBHII5I", _CLIENT_MESSAGE, 32, 0, window, self._atom(what), *numbers)
        self._xcb.xcb_send_event(self._link, 0, ctypes.c_uint32(self._root), _SUBSTRUCTURE, event)
        self._xcb.xcb_flush(self._link)
