import tomllib
from pathlib import Path

import msgspec
import pytest
from any_settings import any_settings
from hypothesis import given

from facemon.settings import (
    AlarmRule,
    DeviceSettings,
    PicturePrivacy,
    PrivacySettings,
    Settings,
    UiSettings,
    load,
    save,
)
from facemon.settings.edit import edited

WRITTEN = """\
# Desk 3, Mrs Li, extension 4411

# North: the ladder is in room 12
[[device]]
id = "north"   # never change this
name = "North gate"
host = "192.0.2.10" # switch 7, port 2
port = 8443

# South: locked at night
[[device]]
host = "192.0.2.11"
id = "south"
name = 'South gate'
# not yet
# username = "admin"

[alarm.blacklist]
sound = "blacklist" # louder?

[ui]
theme = "light"
# the end
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def with_devices(settings: Settings, *devices: DeviceSettings) -> Settings:
    return msgspec.structs.replace(settings, devices=devices)


def test_saving_what_is_there_changes_nothing(path: Path) -> None:
    save(path, load(path))
    assert path.read_text(encoding="utf-8") == WRITTEN


def test_a_change_touches_its_own_line_only(path: Path) -> None:
    settings = load(path)
    north, south = settings.devices
    changed = with_devices(settings, msgspec.structs.replace(north, host="192.0.2.99", port=8444), south)
    save(path, changed)
    expected = WRITTEN.replace('"192.0.2.10"', '"192.0.2.99"').replace("8443", "8444")
    assert path.read_text(encoding="utf-8") == expected
    assert load(path) == changed


def test_a_key_that_the_file_left_out_is_added_to_its_section(path: Path) -> None:
    settings = load(path)
    north, south = settings.devices
    changed = with_devices(settings, msgspec.structs.replace(north, enabled=False), south)
    changed = msgspec.structs.replace(changed, ui=UiSettings(theme="light", volume=5))
    save(path, changed)
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)["device"][0]["enabled"] is False
    assert "enabled" not in tomllib.loads(text)["device"][1]
    assert tomllib.loads(text)["ui"] == {"theme": "light", "volume": 5}
    assert comments(text) == comments(WRITTEN)
    assert load(path) == changed


def test_devices_change_places_with_their_comments(path: Path) -> None:
    settings = load(path)
    save(path, with_devices(settings, *reversed(settings.devices)))
    text = path.read_text(encoding="utf-8")
    assert [device.id for device in load(path).devices] == ["south", "north"]
    assert text.index("# Desk 3") < text.index("# South") < text.index('"south"') < text.index("# North")
    assert text.index("# North") < text.index("[alarm.blacklist]")
    assert comments(text) == comments(WRITTEN)


def test_a_new_device_stands_behind_the_others_and_before_the_rest(path: Path) -> None:
    settings = load(path)
    changed = with_devices(settings, *settings.devices, DeviceSettings(id="east", name="东门 “A”\\", host="gate"))
    save(path, changed)
    text = path.read_text(encoding="utf-8")
    assert load(path) == changed
    assert text.index("not yet") < text.index('"east"') < text.index("[alarm.blacklist]")
    assert comments(text) == comments(WRITTEN)
    assert "certificate" not in text
    assert "group" not in text
    assert "serial" not in text


def test_a_removed_device_goes_with_the_comment_above_it_and_leaves_the_others(path: Path) -> None:
    settings = load(path)
    changed = with_devices(settings, settings.devices[1])
    save(path, changed)
    text = path.read_text(encoding="utf-8")
    assert load(path) == changed
    assert "192.0.2.10" not in text
    assert {"# Desk 3, Mrs Li, extension 4411", "# South: locked at night", "# not yet"} <= set(comments(text))


def test_a_section_that_was_not_there_is_written_at_the_end(path: Path) -> None:
    settings = load(path)
    changed = msgspec.structs.replace(
        settings, alarm=settings.alarm | {"staff": AlarmRule(priority="low", sound="staff")}
    )
    save(path, changed)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(WRITTEN)
    assert '\n[alarm.staff]\nsound = "staff"\n' in text
    assert load(path) == changed


def test_pictures_kept_as_long_as_the_facts_again_lose_their_days_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[privacy.staff] # works council\nblur = true # since May\npicture_days = 7\n", encoding="utf-8")
    settings = load(path)
    assert settings.privacy.of("staff") == PicturePrivacy(blur=True, picture_days=7)
    longer = PrivacySettings(staff=PicturePrivacy(blur=True), visitor=PicturePrivacy(picture_days=0))
    save(path, msgspec.structs.replace(settings, privacy=longer))
    assert path.read_text(encoding="utf-8") == (
        "[privacy.staff] # works council\nblur = true # since May\n\n[privacy.visitor]\npicture_days = 0\n"
    )
    assert load(path).privacy == longer


@pytest.mark.parametrize(
    "text",
    [
        'ui.theme = "light" # bright room\n',
        'ui = { theme = "light" } # bright room\n',
        '# bright room\n[ui]\ntheme = "light"',
        '"ui"."theme" = "light" # bright room\n[history]\nkeep_days = 5\n',
        "[ui] # bright room\r\ntheme = 'light'\r\n",
        '\ufeff[ui] # bright room\ntheme = "light"\n',
        'device = []\n[ui] # bright room\ntheme = "light"\n',
    ],
)
def test_every_way_of_writing_a_section_keeps_its_comment(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode())
    changed = msgspec.structs.replace(load(path), ui=UiSettings(theme="system"))
    save(path, changed)
    assert load(path) == changed
    assert "# bright room" in path.read_text(encoding="utf-8")
    assert not path.with_name("settings.toml.old").exists()


def test_a_layout_that_cannot_be_edited_is_written_anew_and_the_old_file_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    text = 'device = [{id = "a", name = "A", host = "h"}] # by hand\n'
    path.write_text(text, encoding="utf-8")
    settings = load(path)
    changed = with_devices(settings, *settings.devices, DeviceSettings(id="b", name="B", host="g"))
    save(path, changed)
    assert load(path) == changed
    kept = path.with_name("settings.toml.old")
    assert kept.read_text(encoding="utf-8") == text
    assert kept.stat().st_mode & 0o777 == 0o600


@given(any_settings, any_settings)
def test_any_settings_can_become_any_others_with_the_first_comment_kept(old: Settings, new: Settings) -> None:
    text = "# who wrote this\n\n" + edited("", Settings(), old)
    result = edited(text, old, new)
    assert result.startswith("# who wrote this\n")
    data = tomllib.loads(result)
    assert [device["id"] for device in data.get("device", [])] == [device.id for device in new.devices]


def comments(text: str) -> list[str]:
    return sorted("#" + line.partition("#")[2] for line in text.splitlines() if "#" in line)
