"""Whether facemon is started when its user logs in: as the system has it, read and written where the system looks.

Linux desktops: https://specifications.freedesktop.org/autostart-spec/latest/
"""

from __future__ import annotations

import contextlib
import enum
import hashlib
import os
import plistlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from facemon.whole_file import WholeFile

_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_ENDING = re.compile(r'["`$\\]')


class LoginStart(enum.Enum):
    """How it is."""

    OFF = enum.auto()
    ON = enum.auto()
    OTHER = enum.auto()  # something of that name is started, but not this facemon: another copy, or a moved one


class Place(Protocol):
    """Where a system keeps what is started at login. The methods wait for a disk, and raise OSError."""

    def read(self) -> list[str] | None: ...
    def write(self, command: list[str]) -> None: ...
    def remove(self) -> None: ...


def login_start(place: Place, command: list[str]) -> LoginStart:
    """Return whether this command is started at login.

    Raises:
        OSError: it cannot be found out.
    """
    started = place.read()
    if started is None:
        return LoginStart.OFF
    return LoginStart.ON if started == command else LoginStart.OTHER


def own_start(profile: Path | None) -> list[str]:
    """Return the command that opens facemon's window as this one was: the packed program, or this Python.

    Args:
        profile: its folder, None for the usual one.
    """
    if image := os.environ.get("APPIMAGE"):
        command = [image]
    elif getattr(sys, "frozen", False):
        beside = Path(sys.executable).with_stem("facemon-desktop")  # without a console, where there is such a one
        command = [str(beside if beside.is_file() else sys.executable)]
    else:
        silent = Path(sys.executable).with_name("pythonw.exe")
        command = [str(silent if silent.is_file() else sys.executable), "-P", "-m", "facemon"]
    return command if profile is None else [*command, "--profile", str(profile)]


def system_place(profile: Path | None) -> Place:
    """Return where this system keeps it; each profile but the usual one has a name of its own there."""
    name = "facemon" if profile is None else f"facemon-{hashlib.sha256(os.fsencode(profile)).hexdigest()[:12]}"
    if sys.platform == "win32":
        return RunKey(name)
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library/LaunchAgents" / f"org.{name}.plist")
    own = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return DesktopEntry((own if own.is_absolute() else Path.home() / ".config") / "autostart" / f"{name}.desktop")


class DesktopEntry:
    """A file in the desktop's autostart folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[str] | None:
        """Return what is started; None for nothing. What cannot be understood counts as a command of its own."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return None
        keys: dict[str, str] = {}
        for line in lines[lines.index("[Desktop Entry]") + 1 :] if "[Desktop Entry]" in lines else ():
            if line.startswith("["):
                break
            name, _, value = line.partition("=")
            keys[name.strip()] = value.strip()
        if keys.get("Hidden") == "true" or keys.get("X-GNOME-Autostart-enabled") == "false" or "Exec" not in keys:
            return None
        return list(_words(keys["Exec"]))

    def write(self, command: list[str]) -> None:
        """Have it started."""
        if any(character in word for word in command for character in "\n\r\0"):
            raise OSError("a line break in the path of the program or the profile")
        content = (
            "[Desktop Entry]\nType=Application\nName=facemon\nIcon=facemon\n"
            f"Exec={' '.join(_quoted(word) for word in command)}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
        )
        _write(self.path, content.encode())

    def remove(self) -> None:
        """Have nothing started."""
        self.path.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """Return an argument as an `Exec` key has it: quoted, then escaped as every text in such a file."""
    return '"' + _ENDING.sub(lambda found: "\\" + found[0], word).replace("%", "%%").replace("\\", "\\\\") + '"'


def _words(line: str) -> Iterator[str]:
    """Go through the arguments of an `Exec` key."""
    plain = line.replace("\\\\", "\\")
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|([^\s"]+)', plain):
        yield (re.sub(r"\\(.)", r"\1", quoted) if quoted else bare).replace("%%", "%")


class LaunchAgent:
    """A property list that macOS's launchd reads at login. It was never run there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> list[str] | None:
        """Return what is started; None for nothing."""
        try:
            content = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, plistlib.InvalidFileException):
            return []
        if not content.get("RunAtLoad") or content.get("Disabled"):
            return None
        return list(map(str, content.get("ProgramArguments", [])))

    def write(self, command: list[str]) -> None:
        """Have it started."""
        content = {
            "Label": self.path.stem,
            "ProgramArguments": command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        _write(self.path, plistlib.dumps(content))

    def remove(self) -> None:
        """Have nothing started."""
        self.path.unlink(missing_ok=True)


class RunKey:
    """The user's Run key in Windows' registry, unless the Task Manager has switched it off. It was never run there.

    https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def read(self) -> list[str] | None:
        """Return what is started; None for nothing."""
        line = self._value(_RUN)
        approved = self._value(_APPROVED)
        if not isinstance(line, str) or (isinstance(approved, bytes) and approved[:1] and approved[0] & 1):
            return None
        return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', line)]

    def write(self, command: list[str]) -> None:
        """Have it started. A path on Windows has no quotation mark."""
        registry = _registry()
        with registry.CreateKey(registry.HKEY_CURRENT_USER, _RUN) as key:
            line = " ".join(f'"{word}"' for word in command)
            registry.SetValueEx(key, self._name, 0, registry.REG_SZ, line)
        self._forget(_APPROVED)

    def remove(self) -> None:
        """Have nothing started."""
        self._forget(_RUN)

    def _value(self, path: str) -> object:
        registry = _registry()
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
                value: object = registry.QueryValueEx(key, self._name)[0]
        except FileNotFoundError:
            return None
        return value

    def _forget(self, path: str) -> None:
        registry = _registry()
        with (
            contextlib.suppress(FileNotFoundError),
            registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key,
        ):
            registry.DeleteValue(key, self._name)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with WholeFile(path) as file:
        file.stream.write(content)
        file.keep()


def _registry() -> Any:
    import winreg

    return winreg
