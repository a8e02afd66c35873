"""The support bundle, made of a profile in which somebody has planted what must not get out."""

import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from facemon import log as log_file
from facemon.doctor.bundle import make_bundle
from facemon.doctor.finding import failed, ok
from facemon.doctor.hiding import Hider
from facemon.history.database import open_for_writing
from facemon.history.stopping import Stopped
from facemon.log import HIDDEN, register_secret
from facemon.operators import Edit, Operators
from facemon.profile import Profile
from facemon.settings import AttentionSettings, DeviceSettings, Settings, save

SECRET = "Tr0ub4dor&3"
PLANTED = (
    "张三丰",
    "Zoë Müller",
    "Olga Operator",
    "deviceaccount",
    "440101199001011234",
    SECRET,
    "hooks-token",
    "+49 30",
)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """A profile whose log and settings name people and secrets."""
    profile = Profile(tmp_path / "profile")
    level = logging.getLogger("facemon").level
    log_file.set_up(profile.log_path)
    connection = open_for_writing(profile.history_path)
    for number, name in enumerate(("张三丰", "Zoë Müller")):
        connection.execute(
            "INSERT INTO person (digest, name, user_id, ic_number, job_number, id_number, remark, search)"
            " VALUES (?, ?, '', '', '', '440101199001011234', '', '')",
            (bytes([number]) * 16, name),
        )
    connection.close()
    operators = Operators(profile.operators_path)
    operators.read()
    operators.apply([Edit("Olga Operator", "4711")])
    gate = DeviceSettings(id="gate", name="North gate", host="192.0.2.1", username="deviceaccount")
    attention = AttentionSettings(
        webhook="https://alarm.example/hooks-token", quick_notes=("call Zoë Müller, +49 30",), command=("page", SECRET)
    )
    save(profile.settings_path, Settings(devices=(gate,), attention=attention))
    register_secret(SECRET)
    log = logging.getLogger("facemon.tests")
    for planted in PLANTED:
        log.warning("somebody has written %s, into a line", planted.replace("+49 30", "a number"))
    log.warning("门口的张三丰走了")
    (profile.folder / "crash.1.log").write_text("Fatal Python error: Segmentation fault")
    (profile.folder / "unreadable.log").write_text("张三丰")
    yield profile
    log_file.close()
    logging.getLogger("facemon").setLevel(level)


def test_no_secret_and_nobody_s_name_is_in_it(profile: Profile, tmp_path: Path) -> None:
    findings = [
        ok("device sign-in", "Signed in as deviceaccount.", device="gate"),
        failed("disk", "Full.", "Make room."),
    ]
    target = tmp_path / "bundle.zip"
    assert make_bundle(profile, findings, target) == target.stat().st_size
    with zipfile.ZipFile(target) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert set(texts) == {
        "README.txt", "about.txt", "doctor.json", "settings.json", "facemon.log", "crash.1.log",
    }  # fmt: skip
    for name, text in texts.items():
        for planted in PLANTED:
            assert planted not in text, f"{planted} is in {name}"
    assert f"somebody has written {HIDDEN}, into a line" in texts["facemon.log"]
    assert f"门口的{HIDDEN}走了" in texts["facemon.log"]
    assert "North gate" in texts["settings.json"]
    assert '"device.gate.username": "(13 characters)"' in texts["settings.json"]
    assert "Make room." in texts["doctor.json"]
    assert "Segmentation fault" in texts["crash.1.log"]
    assert "facemon" in texts["about.txt"]


def test_it_is_made_while_the_settings_cannot_be_read(profile: Profile, tmp_path: Path) -> None:
    profile.settings_path.write_text("[ui]\ntheme = 3\n")
    make_bundle(profile, [], tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        assert "The settings cannot be read" in bundle.read("about.txt").decode()


def test_stopped_it_leaves_nothing_behind(profile: Profile, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Stopped):
        make_bundle(profile, [ok("disk", "Fine.")], tmp_path / "bundle.zip", stop=lambda: True)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Zoë Müller left", f"{HIDDEN} left"),
        ("by Zoë Müllersson", "by Zoë Müllersson"),
        ("Li and Lin", "Li and Lin"),  # two letters are in every text
        ("door 12345: open", f"door {HIDDEN}: open"),
        ("door 123456: open", "door 123456: open"),
        ("x张三丰、李四y", f"x{HIDDEN}、{HIDDEN}y"),
        ("O’Connor", HIDDEN),
    ],
)
def test_names_are_hidden_as_words_and_chinese_ones_anywhere(text: str, hidden: str) -> None:
    assert Hider(["Zoë Müller", "Li", "12345", "张三丰", "李四", "O’Connor", ""]).hide(text) == hidden


def test_a_large_log_is_gone_through_in_no_time() -> None:
    hider = Hider(f"Person {number} of many" for number in range(50_000))
    text = "2026-11-26T18:09:45.455+00:00 INFO facemon.history [main] all is well\n" * 20_000
    assert hider.hide(text + "Person 77 of many") == text + HIDDEN
