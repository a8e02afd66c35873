"""Keyrings on a private session bus: GNOME's own where it is installed, and a small one that does as it is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_bus import _Service
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.secrets"
ROOT = "/org/freedesktop/secrets"
PROMPT = f"{ROOT}/prompt/1"
GNOME = shutil.which("gnome-keyring-daemon")
BUS = shutil.which("dbus-daemon")


class SmallService(_Service):
    """A Secret Service with one collection, as far as a keyring's back end talks to it.

    Args:
        locked: until somebody answers its prompt.
    """

    def __init__(self, *, locked: bool = False) -> None:
        self.locked = locked
        self.prompted = threading.Event()
        self.kept: dict[str, tuple[dict[str, str], bytes]] = {}
        self._number = 0
        super().__init__(NAME)

    @property
    def passwords(self) -> list[str]:
        """What it keeps, in the order in which it came."""
        return [secret.decode() for _, secret in self.kept.values()]

    def unlock(self) -> None:
        """Do as if somebody had answered the prompt."""
        self.locked = False
        emitter = DBusAddress(PROMPT, interface="org.freedesktop.Secret.Prompt")
        collection = f"{ROOT}/aliases/default"
        self._outbox.put(new_signal(emitter, "Completed", "bv", (False, ("ao", [collection]))))

    def _answer(self, call: Message, name: str) -> Message:
        path, body = call.header.fields[HeaderFields.path], call.body
        if name == "Get":
            value = {"Label": ("s", "small"), "Locked": ("b", self.locked)}.get(body[1])
            known = path.startswith(f"{ROOT}/aliases") or path in self.kept
            return new_method_return(call, "v", (value,)) if value and known else _no_such_object(call)
        if name == "OpenSession":
            if body[0] != "plain":
                return new_error(call, "org.freedesktop.DBus.Error.NotSupported")
            return new_method_return(call, "vo", (("s", ""), f"{ROOT}/session/1"))
        if name == "Unlock":
            return new_method_return(call, "aoo", ([], PROMPT) if self.locked else (body[0], "/"))
        if name == "Prompt":
            self.prompted.set()
            return new_method_return(call)
        if name == "SearchItems":
            found = [item for item, (attributes, _) in self.kept.items() if body[0].items() <= attributes.items()]
            return new_method_return(call, "ao", (found,))
        if name == "CreateItem":
            return new_method_return(call, "oo", (self._create(*body), "/"))
        if path not in self.kept:
            return _no_such_object(call)
        if name == "GetSecret":
            return new_method_return(call, "(oayays)", ((body[0], b"", self.kept[path][1], "text/plain"),))
        if name == "Delete":
            del self.kept[path]
            return new_method_return(call, "o", ("/",))
        return _no_such_object(call)

    def _create(self, properties: dict[str, Any], secret: tuple[str, bytes, bytes, str], replace: bool) -> str:
        attributes = properties["org.freedesktop.Secret.Item.Attributes"][1]
        same = [item for item, (others, _) in self.kept.items() if others == attributes] if replace else []
        self._number += 1
        path = same[0] if same else f"{ROOT}/collection/small/{self._number}"
        self.kept[path] = attributes, bytes(secret[2])
        return path


def _no_such_object(call: Message) -> Message:
    return new_error(call, "org.freedesktop.DBus.Error.UnknownObject")


class SilentPrompter(_Service):
    """Takes what GNOME's keyring wants to ask a person, and never shows it to anybody."""

    def __init__(self) -> None:
        super().__init__("org.gnome.keyring.SystemPrompter", silent=True)


@contextmanager
def gnome_keyring(home: Path, *, unlocked: bool) -> Iterator[None]:
    """Run GNOME's keyring on the session bus in use, with its files below `home`; unlocked it makes one that lasts."""
    assert GNOME is not None
    run = home / "run"
    run.mkdir(mode=0o700, parents=True, exist_ok=True)
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_RUNTIME_DIR": str(run)}
    daemon = subprocess.Popen(
        [GNOME, "--foreground", "--components=secrets", *(["--unlock"] if unlocked else [])],
        env=os.environ | places, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert daemon.stdin is not None
        daemon.stdin.write(b"login password" if unlocked else b"")
        daemon.stdin.close()
        _wait_for_name(daemon)
        yield
    finally:
        daemon.terminate()
        daemon.wait(10)


def _wait_for_name(daemon: subprocess.Popen[bytes]) -> None:
    connection = open_dbus_connection("SESSION")
    try:
        until = time.monotonic() + 20
        while not connection.send_and_get_reply(message_bus.NameHasOwner(NAME)).body[0]:
            assert daemon.poll() is None, "the keyring has ended"
            assert time.monotonic() < until, "the keyring does not come"
            time.sleep(0.02)
    finally:
        connection.close()
