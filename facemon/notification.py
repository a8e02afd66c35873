"""The desktop's notifications, by the freedesktop service on D-Bus that Linux desktops have.

In a thread of its own, since a service may take as long as it likes to answer.

https://specifications.freedesktop.org/notification-spec/latest/
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from html import escape

import msgspec
from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.threading import DBusRouter

from facemon.session_bus import PATIENCE, Unanswered, ask, close_bus, open_bus

log = logging.getLogger(__name__)

LARGEST_PICTURE = 256  # pixels a side
_SERVICE = DBusAddress(
    "/org/freedesktop/Notifications", bus_name="org.freedesktop.Notifications",
    interface="org.freedesktop.Notifications",
)  # fmt: skip
_AGAIN = 30.0  # seconds after which a service that was not there is looked for again
_FAREWELL = 0.3  # seconds
_NORMAL, _CRITICAL = 1, 2  # how urgent, as the specification counts
_ACTIONS = "actions"
_MARKUP = "body-markup"


class Thumbnail(msgspec.Struct, frozen=True):
    """A small picture: `pixels` are red, green, blue, a byte each, row by row without padding."""

    width: int
    height: int
    pixels: bytes


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told, in plain texts of one line each. One with the same `key` replaces the one before."""

    key: str
    summary: str
    body: str = ""
    pressing: bool = True  # stays until it is answered, in front of what else the desktop shows
    picture: Callable[[], Thumbnail | None] | None = None  # makes it, in the thread that shows it
    action: str = ""  # what the button says that brings facemon to the front


class Service(msgspec.Struct, frozen=True):
    """Who shows notifications here, and what it can do."""

    name: str
    version: str
    capabilities: frozenset[str]


class Notifications:
    """Shows notices and takes them back. All methods may be called from any thread, and none waits but `close`.

    Args:
        on_action: called in another thread with a notice's key when the user wants to see it, and with the token that
            the desktop gives for coming to the front; empty where it gives none.
        on_refused: called in another thread with a notice that could not be shown.
    """

    def __init__(self, on_action: Callable[[str, str], None], on_refused: Callable[[Notice], None]) -> None:
        self._on_action = on_action
        self._on_refused = on_refused
        self._inbox: queue.Queue[Notice | str | Message | None] = queue.Queue()
        self._router: DBusRouter | None = None
        self._service: Service | None = None
        self._not_before = 0.0  # monotonic seconds
        self._shown: dict[str, int] = {}  # the service's numbers by key
        self._token = ""
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False

    def show(self, notice: Notice) -> None:
        """Show it soon, in place of the one with its key."""
        self._put(notice)

    def take_back(self, key: str) -> None:
        """Close the notice with this key, if it is still there."""
        self._put(key)

    def close(self, timeout: float) -> None:
        """Take everything back and end, within `timeout` seconds."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._inbox.put(None)
            thread.join(timeout)

    def _put(self, item: Notice | str) -> None:
        with self._lock:
            if self._closed:
                return
            if self._thread is None:
                thread = threading.Thread(target=self._work, name="notifications", daemon=True)
                with contextlib.suppress(RuntimeError):  # the system gives none now; the next notice tries again
                    thread.start()
                    self._thread = thread
            begun = self._thread is not None
        if begun:
            self._inbox.put(item)
        elif isinstance(item, Notice):
            self._on_refused(item)

    def _work(self) -> None:
        try:
            while self._turn():
                pass
        finally:
            self._hang_up()

    def _turn(self) -> bool:
        """Do what waits, of each key the latest alone; return whether there may be more."""
        wanted: dict[str, Notice | None] = {}
        item = self._inbox.get()
        while True:
            if item is None:
                self._farewell()
                return False
            if isinstance(item, Message):
                self._guarded(self._take_signal, item)
            elif isinstance(item, Notice):
                wanted[item.key] = item
            else:
                wanted[item] = None
            try:
                item = self._inbox.get_nowait()
            except queue.Empty:
                break
        for key, notice in wanted.items():
            try:
                if notice is not None:
                    self._show(notice)
                elif key in self._shown:
                    self._close_notification(self._shown.pop(key))
            except Exception:
                log.exception("a fault in showing notifications")
                self._hang_up()
                if notice is not None:
                    self._on_refused(notice)
        return True

    def _guarded(self, take: Callable[[Message], None], signal: Message) -> None:
        try:
            take(signal)
        except Exception:  # it may hold anything
            log.exception("a fault in what the desktop says of notifications")

    def _show(self, notice: Notice) -> None:
        router = self._connected()
        if router is None or self._service is None:
            self._on_refused(notice)
            return
        call = notify_call(notice, self._shown.get(notice.key, 0), self._service.capabilities)
        try:
            (number,) = ask(router, call)
        except Unanswered as error:
            log.warning("a notification could not be shown: %s", error)
            self._hang_up()
            self._on_refused(notice)
            return
        self._shown[notice.key] = int(number)

    def _connected(self) -> DBusRouter | None:
        if self._router is not None or time.monotonic() < self._not_before:
            return self._router
        try:
            router = open_bus()
        except Unanswered as error:
            self._not_now(error)
            return None
        try:
            self._service = _about(router)
            signals = MatchRule(
                type="signal", interface=_SERVICE.interface, path=_SERVICE.object_path
            )  # of any sender: all that they can do is to bring the window to the front
            router.filter(signals, queue=self._inbox)
            ask(router, message_bus.AddMatch(signals))
        except Unanswered as error:
            close_bus(router)
            self._not_now(error)
            return None
        self._router = router
        return router

    def _not_now(self, error: Unanswered) -> None:
        log.info("no desktop notifications: %s", error)
        self._not_before = time.monotonic() + _AGAIN

    def _take_signal(self, message: Message) -> None:
        name = message.header.fields.get(HeaderFields.member)
        if message.header.message_type is not MessageType.signal or not message.body:
            return
        key = next((key for key, number in self._shown.items() if number == message.body[0]), None)
        if key is None:
            return
        if name == "NotificationClosed":
            self._shown.pop(key)
        elif name == "ActivationToken" and len(message.body) > 1:
            self._token = str(message.body[1])
        elif name == "ActionInvoked":
            token, self._token = self._token, ""
            self._on_action(key, token)

    def _close_notification(self, number: int, patience: float = PATIENCE) -> None:
        if self._router is None:
            return
        with contextlib.suppress(Unanswered):  # the user may have closed it
            ask(self._router, new_method_call(_SERVICE, "CloseNotification", "u", (number,)), patience)

    def _farewell(self) -> None:
        until = time.monotonic() + _FAREWELL
        for number in self._shown.values():
            if (left := until - time.monotonic()) > 0:
                self._close_notification(number, left)
        self._shown.clear()

    def _hang_up(self) -> None:
        router, self._router = self._router, None
        self._shown.clear()
        if router is not None:
            close_bus(router)


def ask_service(patience: float = PATIENCE) -> Service:
    """Return who shows notifications here. Waits.

    Raises:
        Unanswered: nobody does, or there is no session bus.
    """
    router = open_bus()
    try:
        return _about(router, patience)
    finally:
        close_bus(router)


def notify_call(notice: Notice, replaces: int, capabilities: frozenset[str]) -> Message:
    """Return the call that shows a notice in place of the one with the service's number `replaces`, 0 for none."""
    hints: dict[str, tuple[str, object]] = {
        "urgency": ("y", _CRITICAL if notice.pressing else _NORMAL),
        "desktop-entry": ("s", "facemon"),
        "category": ("s", "im.received" if not notice.pressing else "device.error"),
        "suppress-sound": ("b", True),  # facemon has its own
    }
    picture = _made(notice)
    if picture is not None:
        width, height = picture.width, picture.height
        hints["image-data"] = ("(iiibiiay)", (width, height, 3 * width, False, 8, 3, picture.pixels))
    # What a service takes for markup would be a name's own: an image of any address, or a link. Quotes are left as they
    # are: they mean nothing outside of a tag, and GNOME shows their numbers to the letter.
    body = escape(notice.body, quote=False) if _MARKUP in capabilities else notice.body
    actions = ["default", notice.action, "show", notice.action] if notice.action and _ACTIONS in capabilities else []
    expires = 0 if notice.pressing else -1  # never, or as the service likes
    return new_method_call(
        _SERVICE,
        "Notify",
        "susssasa{sv}i",
        ("facemon", replaces, "facemon", notice.summary, body, actions, hints, expires),
    )


def _made(notice: Notice) -> Thumbnail | None:
    try:
        picture = notice.picture() if notice.picture is not None else None
    except Exception:
        log.exception("a notification goes without its picture")
        return None
    if picture is None or max(picture.width, picture.height) > LARGEST_PICTURE:
        return None
    return picture


def _about(router: DBusRouter, patience: float = PATIENCE) -> Service:
    information = ask(router, new_method_call(_SERVICE, "GetServerInformation"), patience)
    (capabilities,) = ask(router, new_method_call(_SERVICE, "GetCapabilities"), patience)
    name, version = (str(information[index]) if len(information) > index else "" for index in (0, 2))
    return Service(name, version, frozenset(map(str, capabilities)))
