"""Settings that the disk does not give or take now are read or written as soon as it does, with nobody's help."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facemon.limit import Limit
from facemon.profile import Profile
from facemon.settings import Settings, SettingsError, UiSettings, load, save
from facemon.ui import kept_settings
from facemon.ui.session import Session

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

from no_files import no_file_left

WAIT_MS = 20_000


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    save(tmp_path / "settings.toml", Settings(ui=UiSettings(volume=70)))
    session = Session(Profile(tmp_path))
    session._kept._again.setInterval(20)
    with qtbot.waitSignal(session.settings_changed, timeout=WAIT_MS):
        session.read_settings()
    yield session
    session.close(Limit(10))


def volume(session: Session) -> int:
    try:
        return load(session.profile.settings_path).ui.volume
    except SettingsError:
        return -1


def test_what_cannot_be_written_is_in_force_and_in_the_file_once_it_can(qtbot: QtBot, session: Session) -> None:
    with no_file_left():
        session.change(Settings(ui=UiSettings(volume=33)), {"gate": "Tr0ub4dor&3"})
        qtbot.waitUntil(lambda: "could not be saved" in session.problem, timeout=WAIT_MS)
        assert session.settings.ui.volume == 33
    qtbot.waitUntil(lambda: volume(session) == 33, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.problem == "", timeout=WAIT_MS)
    assert session.credentials.demand("gate") == "Tr0ub4dor&3"


def test_what_cannot_be_read_is_read_once_it_can(qtbot: QtBot, session: Session) -> None:
    save(session.profile.settings_path, Settings(ui=UiSettings(volume=44)))
    with no_file_left():
        session.read_settings()
        qtbot.waitUntil(lambda: session.settings_error is not None, timeout=WAIT_MS)
        session.change(session.settings)
        qtbot.waitUntil(lambda: bool(session.problem), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.settings_error is None and session.problem == "", timeout=WAIT_MS)
    assert session.settings.ui.volume == volume(session)


def test_what_is_read_while_settings_cannot_be_written_does_not_take_their_place(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _settings: Settings) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_settings, "save", full)
    read: list[bool] = []
    session.change(Settings(ui=UiSettings(volume=33)))
    session.read_settings(lambda: read.append(True))
    qtbot.waitUntil(lambda: bool(read), timeout=WAIT_MS)
    assert (session.settings.ui.volume, volume(session)) == (33, 70)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: volume(session) == 33, timeout=WAIT_MS)


def test_a_file_that_has_never_been_read_is_not_written_over(qtbot: QtBot, session: Session) -> None:
    again = Session(session.profile)
    again._kept._again.setInterval(20)
    with no_file_left():
        again.read_settings()
        qtbot.waitUntil(lambda: again.settings_error is not None, timeout=WAIT_MS)
        again.change(Settings(ui=UiSettings(volume=33)))
        qtbot.waitUntil(lambda: bool(again.problem), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: again.settings_error is None, timeout=WAIT_MS)
    assert (again.settings.ui.volume, volume(again)) == (70, 70)
    again.close(Limit(10))
    assert not again.profile.changes_path.exists()  # nobody has edited what has only been read late


def test_a_file_with_a_mistake_is_left_alone_and_read_again_once_somebody_has_put_it_right(
    qtbot: QtBot, session: Session
) -> None:
    path = session.profile.settings_path
    path.write_text("[ui]\nvolume = loud\n")
    session.read_settings()
    qtbot.waitUntil(lambda: session.settings_error is not None, timeout=WAIT_MS)
    session.change(Settings(ui=UiSettings(volume=33)))
    qtbot.waitUntil(lambda: bool(session.problem), timeout=WAIT_MS)
    assert not session._kept._again.isActive()
    assert "loud" in path.read_text()
    path.write_text("[ui]\nvolume = 55\n")
    session.read_settings()
    qtbot.waitUntil(lambda: session.settings_error is None and session.settings.ui.volume == 55, timeout=WAIT_MS)
