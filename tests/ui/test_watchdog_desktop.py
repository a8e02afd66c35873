import socket
import sys
from pathlib import Path

import pytest

from facemon.ui.watchdog.desktop import desktop_is_gone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="X11 and Wayland")


def test_a_display_that_nobody_serves_any_more_is_a_desktop_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert desktop_is_gone()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert not desktop_is_gone()
    assert desktop_is_gone()


def test_where_nothing_tells_of_a_display_there_may_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", "faraway:10.0")
    assert not desktop_is_gone()
