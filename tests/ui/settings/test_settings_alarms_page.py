"""The settings' page of alarms: what each category does, and how it sounds."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from settings_desk import Desk

from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule, Settings, UiSettings
from facemon.ui.settings import alarms_page
from facemon.ui.settings.alarms_page import AlarmsPage
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.sound_choice import SoundChoice
from facemon.ui.sound import AlarmSound


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def on_alarms(desk: Desk, settings: Settings | None = None) -> SettingsDialog:
    return desk.open(settings or Settings(), page="alarms")


def wav(path: Path, seconds: float = 0.2) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x00\x40\x00\xc0" * int(4000 * seconds))
    return path


def test_nothing_changed_is_nothing_changed(desk: Desk) -> None:
    settings = Settings(
        alarm={**DEFAULT_ALARMS, "staff": AlarmRule(raise_=True, sound="/some/where/bell.wav", repeat=True)}
    )
    dialog = on_alarms(desk, settings)
    assert list(dialog.alarms.rows) == list(RULES)
    dialog.accept()
    assert dialog.result_settings == settings


def test_each_part_of_a_rule_can_be_set(desk: Desk) -> None:
    dialog = on_alarms(desk)
    row = dialog.alarms.rows["stranger"]
    row.raises.click()
    row.repeats.click()
    row.sound.setFocus()
    QTest.keyClick(row.sound, Qt.Key.Key_Up)
    dialog.alarms.rows["blacklist"].repeats.click()
    dialog.alarms.volume.setValue(35)
    dialog.accept()
    result = dialog.result_settings
    assert result.rule("stranger") == AlarmRule(raise_=True, sound="blacklist", repeat=True)
    assert result.rule("blacklist") == msgspec.structs.replace(DEFAULT_ALARMS["blacklist"], repeat=False)
    assert result.rule("nonlive") == DEFAULT_ALARMS["nonlive"]
    assert result.ui.volume == 35


def test_only_what_is_heard_and_acknowledged_can_repeat(desk: Desk) -> None:
    row = on_alarms(desk).alarms.rows["blacklist"]
    assert row.repeats.isEnabled()
    row.raises.click()
    assert not row.repeats.isEnabled()
    assert not row.repeats.isChecked()
    row.raises.click()
    row.sound.setFocus()
    QTest.keyClick(row.sound, Qt.Key.Key_Home)
    assert row.sound.value() == ""
    assert not row.repeats.isEnabled()
    assert not row.attempt.isEnabled()


def test_a_sound_is_tried_at_the_volume_on_the_page_and_ends(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms_page, "_TRIAL_MS", 50)
    page = on_alarms(desk).alarms
    page.volume.setValue(20)
    assert desk.speaker.volume == 80
    page.rows["stranger"].attempt.click()
    assert (desk.speaker.playing, desk.speaker.volume) == ("stranger", 20)
    page.volume.setValue(40)
    assert desk.speaker.volume == 40
    qtbot.waitUntil(lambda: (desk.speaker.playing, desk.speaker.volume) == ("", 80))


@pytest.mark.parametrize("saving", [False, True])
def test_closing_leaves_no_sound_playing_and_the_volume_in_force(desk: Desk, saving: bool) -> None:
    dialog = on_alarms(desk, Settings(ui=UiSettings(volume=60)))
    dialog.alarms.volume.setValue(10)
    dialog.alarms.try_volume.click()
    assert (desk.speaker.playing, desk.speaker.volume) == ("test", 10)
    dialog.accept() if saving else dialog.reject()
    assert (desk.speaker.playing, desk.speaker.volume) == ("", 60)
    assert dialog.result_settings.ui.volume == (10 if saving else 60)


def test_an_alarm_that_sounds_is_left_alone_and_said(desk: Desk) -> None:
    desk.speaker.busy = True
    page = on_alarms(desk).alarms
    page.volume.setValue(10)
    page.try_volume.click()
    assert page.note.text() == "An alarm is sounding. Try again when it is over."
    assert desk.speaker.volume == 80
    desk.speaker.busy = False
    page.try_volume.click()
    assert not page.note.isVisible()


def test_without_an_output_trying_says_so(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR", "PIPEWIRE_RUNTIME_DIR"):
        monkeypatch.setenv(name, f"unix:{tmp_path}/none" if name == "PULSE_SERVER" else str(tmp_path))
    sound = AlarmSound()
    try:
        qtbot.waitUntil(lambda: not sound.available, timeout=20_000)
        page = desk.open(Settings(), page="alarms", speaker=sound).alarms
        page.try_volume.click()
        assert page.note.text() == sound.problem != ""
        assert page.note.isVisible()
    finally:
        sound.close()


def test_at_volume_nought_it_is_said_that_nothing_will_be_heard(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    assert not page.silent.isVisible()
    page.volume.setValue(0)
    assert page.silent.isVisible()


def choice(qtbot: QtBot, path: Path | str) -> SoundChoice:
    """Return a box for which “File…” is answered with this path at once."""

    def answer(_parent: QWidget, take: Callable[[str], None]) -> None:
        take(str(path))

    relay = Relay()
    box = SoundChoice("Sound", ["blacklist", "test"], lambda fault: f"<{fault.value}>", relay, answer)
    relay.setParent(box)
    qtbot.addWidget(box)
    box.set_value("test")
    return box


def ask_for_file(box: SoundChoice) -> None:
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)


def test_a_wav_file_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    path = wav(tmp_path / "bell.wav")
    box = choice(qtbot, path)
    with qtbot.waitSignal(box.chosen):
        ask_for_file(box)
    assert box.value() == str(path)
    assert box.currentText() == "bell.wav"
    assert box.itemText(box.count() - 1) == "File…"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"ID3 music", "<not WAV>"), (b"", "<not WAV>"), (None, "<missing>")],
)
def test_a_bad_file_is_explained_and_not_taken(
    qtbot: QtBot, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "song.wav"
    if content is not None:
        path.write_bytes(content)
    box = choice(qtbot, path)
    with qtbot.waitSignal(box.refused) as told:
        ask_for_file(box)
    assert told.args == [f"“song.wav” cannot be used: {reason}"]
    assert box.value() == "test"
    assert box.currentText() == "Test"


def test_the_page_shows_why_a_file_was_refused_until_another_sound_is_taken(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    box = page.rows["staff"].sound
    box.refused.emit("No.")
    assert page.note.isVisible()
    assert page.note.text() == "No."
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert not page.note.isVisible()


def test_asking_for_a_file_opens_a_dialog_that_changes_nothing_by_itself(desk: Desk, qtbot: QtBot) -> None:
    page = on_alarms(desk).alarms
    box = page.rows["blacklist"].sound
    ask_for_file(box)
    (dialog,) = box.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["WAV files (*.wav)"]
    dialog.reject()
    assert box.value() == "blacklist"
    qtbot.waitUntil(lambda: not box.findChildren(QFileDialog))


def test_a_file_being_read_when_the_dialog_closes_is_forgotten(desk: Desk, tmp_path: Path) -> None:
    dialog = on_alarms(desk)
    box = dialog.alarms.rows["staff"].sound
    dialog.reject()
    box.check(str(wav(tmp_path / "late.wav")))
    QApplication.processEvents()
    assert box.value() == ""


def test_every_control_says_what_it_is_for(desk: Desk) -> None:
    page: AlarmsPage = on_alarms(desk).alarms
    names = [
        control.accessibleName()
        for row in page.rows.values()
        for control in (row.raises, row.sound, row.repeats, row.attempt)
    ]
    assert all(names)
    assert len(set(names)) == 4 * len(RULES)
