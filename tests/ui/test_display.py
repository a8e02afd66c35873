"""The program itself on screens that are there and screens that are not: Qt would abort the process that asks it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from facemon.ui import display

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
LONG = 60.0  # seconds at most
OURS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM", "XAUTHORITY")


def facemon(profile: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-m", "facemon", "--profile", str(profile)], env=environment | variables,
        capture_output=True, text=True, check=False, timeout=LONG,
    )  # fmt: skip


@pytest.fixture
def x_server(tmp_path: Path) -> Iterator[str]:
    """The DISPLAY of an X server that only lets those in who know its cookie, and nobody does."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no X server here to try it with")
    cookie = tmp_path / "cookie"
    # One entry of an Xauthority file: any address, no display's number, the kind of cookie and the cookie.
    kind = b"MIT-MAGIC-COOKIE-1"
    cookie.write_bytes(b"\xff\xff\0\0\0\0\0" + bytes([len(kind)]) + kind + b"\0\x10" + b"facemonfacemonfa")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-auth", str(cookie), "-screen", "0", "640x480x24"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        yield f":{told.readline().strip()}"
    server.terminate()
    server.wait()


def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    done = facemon(tmp_path)
    assert done.returncode == 1
    assert "DISPLAY" in done.stderr


@pytest.mark.parametrize(
    "variables",
    [
        {"DISPLAY": ":7654"},
        {"DISPLAY": "no display at all"},
        {"DISPLAY": ":7654", "QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-7654", "XDG_RUNTIME_DIR": "/nonexistent"},
    ],
)
def test_a_display_that_cannot_be_reached_is_told_and_ends_with_1(tmp_path: Path, variables: dict[str, str]) -> None:
    done = facemon(tmp_path, **variables)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cannot reach" in done.stderr


def test_a_display_that_lets_nobody_in_is_told_and_ends_with_1(tmp_path: Path, x_server: str) -> None:
    done = facemon(tmp_path, DISPLAY=x_server, XAUTHORITY="/nonexistent")
    assert done.returncode == 1
    assert f"DISPLAY={x_server}" in done.stderr


def test_a_display_that_can_be_reached_is_no_problem(
    tmp_path: Path, x_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", x_server)
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "cookie"))
    assert display.problem() == ""


def test_a_display_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        number = silent.getsockname()[1] - 6000
        for name in OURS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}")
        monkeypatch.setattr(display, "_PATIENCE", 0.2)
        assert f"127.0.0.1:{number}" in display.problem()


def test_a_wayland_display_that_listens_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-9"))
        listening.listen()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
        assert display.problem() == ""


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=5900"])
def test_a_platform_of_its_own_needs_no_display(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.problem() == ""
