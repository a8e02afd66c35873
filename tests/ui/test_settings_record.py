from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from facemon.limit import Limit
from facemon.profile import Profile
from facemon.settings import Settings, UiSettings, load, save
from facemon.settings.record import Change
from facemon.ui.session import Session

WAIT_MS = 20_000


def on_record(profile: Profile) -> list[Change]:
    path = profile.changes_path
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [msgspec.json.decode(line, type=Change) for line in lines]


def test_what_is_changed_goes_on_record_with_who_has_changed_it_and_no_password(qtbot: QtBot, tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    session = Session(profile)
    with qtbot.waitSignal(session.settings_changed, timeout=WAIT_MS):
        session.read_settings()
    session.change(Settings(ui=UiSettings(volume=33)), {"gate": "Tr0ub4dor&3"}, by="Li")
    qtbot.waitUntil(lambda: len(on_record(profile)) == 1, timeout=WAIT_MS)
    (change,) = on_record(profile)
    assert change.by == "Li"
    assert change.what == ("ui.volume: 80 -> 33", "password of gate: set")
    assert "Tr0ub4dor&3" not in profile.changes_path.read_text()
    qtbot.waitUntil(lambda: load(profile.settings_path).ui.volume == 33, timeout=WAIT_MS)
    save(profile.settings_path, Settings(ui=UiSettings(volume=44)))
    session.read_settings()
    qtbot.waitUntil(lambda: len(on_record(profile)) == 2, timeout=WAIT_MS)
    assert on_record(profile)[1].by == "settings.toml"
    assert on_record(profile)[1].what == ("ui.volume: 33 -> 44",)
    session.close(Limit(10))
