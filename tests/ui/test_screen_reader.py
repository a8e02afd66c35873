"""What a screen reader gets of the whole window: the AT-SPI tree of the real program, read over its bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desktop_bus import session_bus
from guard_desk import gate

from facemon.event import Category
from facemon.settings import AlarmRule, Settings, save
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED

LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
launcher = next((path for path in LAUNCHERS if path.exists()), None)
missing = [name for name in ("Xvfb", "openbox", "xdotool", "dbus-daemon") if shutil.which(name) is None]
missing += [] if launcher else ["at-spi-bus-launcher"]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")

PATIENCE = 60.0  # seconds
ACCESSIBLE = "org.a11y.atspi.Accessible"
SHOWING = 1 << 25


class Node:
    """One thing that a screen reader knows, with what it has in it."""

    def __init__(self, role: str, name: str, description: str, inner: list[Node]) -> None:
        self.role, self.name, self.description, self.inner = role, name, description, inner

    def all(self) -> Iterator[Node]:
        yield self
        for node in self.inner:
            yield from node.all()

    def names(self, role: str) -> list[str]:
        """Return the names of all it has of a role, in the order in which they are read."""
        return [node.name for node in self.all() if node.role == role]


class Reader:
    """Reads as a screen reader does."""

    def __init__(self) -> None:
        from jeepney import MatchRule, Message, message_bus
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection("SESSION") as session:
            (address,) = self._ask(session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
        self._bus = open_dbus_connection(address)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._bus.send_and_get_reply(message_bus.AddMatch(rule))
        self._said: deque[Message] = deque()
        self._bus.filter(rule, queue=self._said)
        registry = "org.a11y.atspi.Registry"
        asked = "s", ("object:announcement",)
        self._ask(self._bus, registry, "/org/a11y/atspi/registry", registry, "RegisterEvent", *asked)

    @property
    def said(self) -> list[str]:
        """What was announced, as far as it has been read since."""
        return [str(message.body[3][1]) for message in self._said]

    def tree(self) -> Node:
        """Return everything that is shown."""
        registry, root = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
        inner = [self._read(*child) for child in self._of(registry, root, "GetChildren")]
        return Node("desktop", "", "", [node for node in inner if node is not None])

    def close(self) -> None:
        self._bus.close()

    def _read(self, owner: str, path: str) -> Node | None:
        low, _high = self._of(owner, path, "GetState")
        role = self._of(owner, path, "GetRoleName")
        if not low & SHOWING and role != "application":
            return None
        name, description = (self._property(owner, path, each) for each in ("Name", "Description"))
        inner = [self._read(*child) for child in self._of(owner, path, "GetChildren")]
        return Node(role, name, description, [node for node in inner if node is not None])

    def _of(self, owner: str, path: str, question: str) -> Any:
        return self._ask(self._bus, owner, path, ACCESSIBLE, question)[0]

    def _property(self, owner: str, path: str, name: str) -> str:
        asked = "org.freedesktop.DBus.Properties", "Get", "ss", (ACCESSIBLE, name)
        return str(self._ask(self._bus, owner, path, *asked)[0][1])

    def _ask(self, bus: Any, owner: str, path: str, interface: str, question: str, *given: Any) -> Any:
        from jeepney import DBusAddress, MessageType, new_method_call

        answer = bus.send_and_get_reply(
            new_method_call(DBusAddress(path, owner, interface), question, *given), timeout=5
        )
        if answer.header.message_type is MessageType.error:
            raise LookupError(answer.body)  # it is no more
        return answer.body


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A screen with a window manager and the bus of assistive technology, as variables for the program."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    with session_bus() as address:
        variables = os.environ | {
            "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(runtime), "DBUS_SESSION_BUS_ADDRESS": address, "LANG": "C.UTF-8",
        }  # fmt: skip
        others = [
            subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for command in (["openbox"], [str(launcher), "--launch-immediately"])
        ]
        try:
            yield variables
        finally:
            for process in (*others, screen):
                process.terminate()
                process.wait(10)


def until(reader: Reader, meant: Callable[[Node], bool]) -> Node:
    """Read until it says what is meant."""
    deadline, tree = time.monotonic() + PATIENCE, None
    while time.monotonic() < deadline:
        try:
            tree = reader.tree()
        except (LookupError, TimeoutError):
            continue
        if meant(tree):
            return tree
    pytest.fail(f"never read; last: {[(node.role, node.name) for node in tree.all()] if tree else None}")


def test_a_guard_who_cannot_see_reads_and_answers_an_alarm(desktop: dict[str, str], tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    with SimulatedDevice() as device:
        alarms = {**Settings().alarm}
        alarms["blacklist"] = AlarmRule(
            raise_=True, priority="critical", instruction="Keep the door shut.\n- Call 4711"
        )
        save(profile / "settings.toml", Settings(devices=(gate(device),), alarm=alarms))
        program = subprocess.Popen([sys.executable, "-m", "facemon", "--profile", str(profile)], env=desktop)
        reader = Reader()
        try:
            assert device.wait_for_subscribers(1, PATIENCE)
            device.emit(Category.BLACKLIST, BLACKLISTED)
            until(reader, lambda tree: len(_cards(tree)) == len(reader.said) == 1)
            device.raise_alarm(10002)
            until(reader, lambda _: len(reader.said) == 2)
            tree = until(reader, lambda tree: len(_cards(tree)) == 2)
            first, second = _cards(tree)
            assert [text.split(",")[1] for text in reader.said] == [
                " Blacklist",
                " Door forced open: Opened without permission",
            ]
            assert first.name.startswith("Critical, Blacklist, 张三 Zhang San: Barred since March: theft")
            assert second.name.startswith("High priority, Door forced open: Opened without permission, North gate")
            assert first.names("push button") == ["Acknowledge (Space)", "Note… (N)", "More"]
            assert first.names("check box") == ["Call 4711"]
            assert "Keep the door shut." in [node.name for node in first.all()]
            assert [node.description for node in tree.all() if "<" in node.description] == []
            # Long enough in sight to be meant; the seconds are read where the guard reads them.
            until(reader, lambda tree: all("waiting for 0 s" not in card.name for card in _cards(tree)))
            until(reader, lambda tree: all("waiting for 1 s" not in card.name for card in _cards(tree)))
            keys = ["search", "--sync", "--onlyvisible", "--name", r"^\(2\) facemon$", "windowactivate", "--sync"]
            subprocess.run(["xdotool", *keys, "key", "space"], env=desktop, check=True, timeout=PATIENCE)
            tree = until(reader, lambda tree: len(_cards(tree)) == 1)
            assert any(node.name == "张三 Zhang San acknowledged" for node in tree.all())
        finally:
            reader.close()
            program.terminate()
            program.wait(PATIENCE)


def _cards(tree: Node) -> list[Node]:
    return [node for node in tree.all() if node.role == "panel" and "waiting for" in node.name]
