"""A session bus of the test's own, with a notification service on it that notes what it is told."""

from __future__ import annotations

import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


@contextmanager
def session_bus() -> Iterator[str]:
    """Run a bus of one's own, and give its address."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    former = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    address = daemon.stdout.readline().strip()
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = address
    try:
        yield address
    finally:
        if former is None:
            del os.environ["DBUS_SESSION_BUS_ADDRESS"]
        else:
            os.environ["DBUS_SESSION_BUS_ADDRESS"] = former
        daemon.terminate()
        daemon.wait(10)
        daemon.stdout.close()


class _Service:
    """Answers on the bus in a thread of its own, and keeps each call with the signature it came with."""

    def __init__(self, name: str, *, silent: bool = False) -> None:
        self.calls: queue.Queue[tuple[str, str, tuple[Any, ...]]] = queue.Queue()
        self._silent = silent
        self._connection = open_dbus_connection("SESSION")
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._stop = threading.Event()
        self._outbox: queue.Queue[Message] = queue.Queue()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def next_call(self) -> tuple[str, str, tuple[Any, ...]]:
        """Wait for the next call: its name, its signature and what it says."""
        return self.calls.get(timeout=20)

    def close(self) -> None:
        """Be there no longer."""
        self._stop.set()
        self._thread.join(10)
        self._connection.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            while not self._outbox.empty():
                self._connection.send(self._outbox.get())
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type is not MessageType.method_call or self._silent:
                continue
            fields = message.header.fields
            name = fields[HeaderFields.member]
            self._connection.send(self._answer(message, name))
            self.calls.put((name, fields.get(HeaderFields.signature, ""), message.body))

    def _answer(self, call: Message, name: str) -> Message:
        raise NotImplementedError


class NotificationService(_Service):
    """Shows notifications to nobody."""

    def __init__(
        self,
        capabilities: tuple[str, ...] = ("actions", "body", "body-markup"),
        *,
        silent: bool = False,
        clicks: bool = False,
    ) -> None:
        self._clicks = clicks
        self._capabilities = list(capabilities)
        self._last = 0
        super().__init__(NAME, silent=silent)

    def click(self, number: int, action: str = "default", token: str = "") -> None:
        """Do as if the user had clicked on a notification."""
        emitter = DBusAddress(PATH, interface=NAME)
        if token:
            self._outbox.put(new_signal(emitter, "ActivationToken", "us", (number, token)))
        self._outbox.put(new_signal(emitter, "ActionInvoked", "us", (number, action)))

    def dismiss(self, number: int) -> None:
        """Do as if the user had closed a notification."""
        self._outbox.put(new_signal(DBusAddress(PATH, interface=NAME), "NotificationClosed", "uu", (number, 2)))

    def _answer(self, call: Message, name: str) -> Message:
        if name == "GetServerInformation":
            return new_method_return(call, "ssss", ("fake", "nobody", "1.0", "1.2"))
        if name == "GetCapabilities":
            return new_method_return(call, "as", (self._capabilities,))
        if name == "Notify":
            replaces = call.body[1]
            if not replaces:
                self._last += 1
            if self._clicks:
                self.click(self._last)
            return new_method_return(call, "u", (replaces or self._last,))
        return new_method_return(call)


class TrayHost(_Service):
    """A desktop's tray, by the StatusNotifierWatcher that KDE and GNOME's extension have."""

    def __init__(self) -> None:
        super().__init__("org.kde.StatusNotifierWatcher")

    def _answer(self, call: Message, name: str) -> Message:
        if name == "Get":
            return new_method_return(call, "v", (("b", True),))
        if name == "GetAll":
            return new_method_return(call, "a{sv}", ({"IsStatusNotifierHostRegistered": ("b", True)},))
        return new_method_return(call)


class SettingsPortal(_Service):
    """A desktop's settings, as its portal tells them."""

    def __init__(self, told: dict[tuple[str, str], tuple[str, object]]) -> None:
        self._told = told
        super().__init__("org.freedesktop.portal.Desktop")

    def _answer(self, call: Message, name: str) -> Message:
        value = self._told.get(call.body) if name == "ReadOne" else None
        if value is None:
            return new_error(call, "org.freedesktop.portal.Error.NotFound")
        return new_method_return(call, "v", (value,))


class ScreenSaverService(_Service):
    """Keeps the display awake for whoever asks."""

    def __init__(self) -> None:
        super().__init__("org.freedesktop.ScreenSaver")

    def _answer(self, call: Message, name: str) -> Message:
        return new_method_return(call, "u", (1,)) if name == "Inhibit" else new_method_return(call)
