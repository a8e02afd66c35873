"""Whether facemon starts at login is what the system's own file says, not what somebody once ticked."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facemon.login_start import DesktopEntry, LaunchAgent, LoginStart, Place, login_start, own_start, system_place

COMMAND = ["/opt/face mon/facemon", "--profile", '/home/g/a "b" $HOME 100% c:\\d `x`']


@pytest.fixture(params=[DesktopEntry, LaunchAgent])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    made: Place = request.param(tmp_path / "not" / "there" / "facemon.file")
    return made


def test_what_is_set_is_read_again_and_what_is_removed_is_gone(place: Place) -> None:
    assert login_start(place, COMMAND) is LoginStart.OFF
    place.write(COMMAND)
    assert login_start(place, COMMAND) is LoginStart.ON
    assert login_start(place, ["/opt/another"]) is LoginStart.OTHER
    place.remove()
    place.remove()
    assert login_start(place, COMMAND) is LoginStart.OFF


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_has_switched_off_is_off(tmp_path: Path, line: str) -> None:
    entry = DesktopEntry(tmp_path / "facemon.desktop")
    entry.path.write_text(f"[Desktop Entry]\nType=Application\nName=facemon\nExec=facemon\n{line}\n")

    assert login_start(entry, ["facemon"]) is LoginStart.OFF


def test_a_file_that_makes_no_sense_is_off(tmp_path: Path) -> None:
    entry = DesktopEntry(tmp_path / "facemon.desktop")
    entry.path.write_bytes(b"\xff\x00 nonsense")
    assert login_start(entry, COMMAND) is LoginStart.OFF


@pytest.mark.skipif(shutil.which("gio") is None, reason="there is no gio here to start an entry as a desktop does")
def test_a_desktop_starts_the_entry_with_each_argument_as_it_was(tmp_path: Path) -> None:
    noted = tmp_path / "noted"
    os.mkfifo(noted)  # read once there is what says it: gio does not wait for what it starts
    script = tmp_path / "say it.py"
    script.write_text(f"import sys\nopen({str(noted)!r}, 'w').write(chr(10).join(sys.argv[1:]))\n")
    entry = DesktopEntry(tmp_path / "facemon.desktop")
    entry.write([sys.executable, str(script), *COMMAND])

    subprocess.run(["gio", "launch", str(entry.path)], check=True, timeout=20)

    assert noted.read_text().splitlines() == COMMAND


def test_a_line_break_in_a_path_starts_nothing_else(tmp_path: Path) -> None:
    entry = DesktopEntry(tmp_path / "facemon.desktop")
    with pytest.raises(OSError, match="line break"):
        entry.write(["facemon", "--profile", "/tmp/a\nExec=evil"])


def test_each_profile_has_an_entry_of_its_own_in_the_folder_where_the_desktop_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    usual, other = system_place(None), system_place(Path("/srv/desk 2"))
    assert isinstance(usual, DesktopEntry)
    assert isinstance(other, DesktopEntry)

    usual.write(own_start(None))

    parser = configparser.RawConfigParser()
    parser.read(tmp_path / "autostart" / "facemon.desktop")
    assert parser["Desktop Entry"]["Type"] == "Application"
    assert other.path != usual.path
    assert own_start(Path("/srv/desk 2"))[-2:] == ["--profile", "/srv/desk 2"]
