"""The settings' page of alarms: what each rule does, and how it sounds."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from settings_desk import THREE, Desk

from facemon.settings import DEFAULT_ALARMS, RULES, AlarmRule, Settings, SoundSettings, UiSettings, check
from facemon.ui.settings import trial
from facemon.ui.settings.alarms_page import AlarmsPage
from facemon.ui.settings.dialog import SettingsDialog
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.rule_editor import RuleEditor
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


AS_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def tick(editor: RuleEditor, device: str) -> None:
    """Tick a device in the menu, or take the tick away."""
    (action,) = (action for action in editor.devices.menu().actions() if action.text() == device)
    action.trigger()


UNUSUAL = AlarmRule(
    raise_=True,
    priority="low",
    sound="/some/where/bell.wav",
    repeat=True,
    devices=("gone", "lobby"),
    hours=("mon-fri 22:00-06:00", "sat,sun", "07:30-24:00", "MON 8:00-9:00"),
    window=90,
    instruction="- Call 2222\n\nWait.",
    note_required=True,
    self_acknowledge=5400,
    after=3600,
    temperature=38.25,
    times=9,
    minutes=61,
)
CRITICAL = msgspec.structs.replace(UNUSUAL, priority="critical", self_acknowledge=30, window=0, after=0)


@pytest.mark.parametrize("rule", [None, UNUSUAL, CRITICAL])
def test_looking_at_every_rule_changes_nothing(desk: Desk, rule: AlarmRule | None) -> None:
    settings = Settings(
        devices=THREE.devices, alarm=dict(DEFAULT_ALARMS) if rule is None else dict.fromkeys(RULES, rule)
    )
    dialog = on_alarms(desk, settings)
    for name in (*RULES, *reversed(RULES)):
        dialog.alarms.choose(name)
        QApplication.processEvents()
    dialog.accept()
    assert dialog.result_settings == settings


def test_each_rule_has_a_line_that_says_what_it_does(desk: Desk) -> None:
    page = on_alarms(desk, Settings(devices=THREE.devices, alarm={**DEFAULT_ALARMS, "device": UNUSUAL})).alarms
    said = {name: str(page.list.item(number).data(AS_SPOKEN)) for number, name in enumerate(RULES)}
    assert said["blacklist"] == "Blacklist, Critical · sound repeats · always"
    assert said["nonlive"] == "Not live, High · sound once · always"
    assert said["visitor_time"] == "Visitor outside the visit, Low · silent · always"
    assert said["stranger"] == "Stranger, No alarm · sound once"
    assert said["staff"] == "Staff, No alarm · silent"
    assert said["no_mask"] == "No mask, Off"
    assert said["device"] == "Device, Low · sound repeats · at set times · at 2 device(s)"


def test_each_part_of_a_rule_can_be_set(desk: Desk, qtbot: QtBot) -> None:
    dialog = on_alarms(desk, THREE)
    page, editor = dialog.alarms, dialog.alarms.editor
    page.choose("stranger")
    editor.raises.click()
    editor.repeats.click()
    editor.sound.setFocus()
    QTest.keyClick(editor.sound, Qt.Key.Key_Up)
    editor.priority.setFocus()
    QTest.keyClick(editor.priority, Qt.Key.Key_Down)
    tick(editor, "Lobby")
    editor.hours.always.click()
    number = editor.window_.number
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "15")
    editor.instruction.box.setFocus()
    QTest.keyClicks(editor.instruction.box, "- Look")
    editor.note_required.click()
    editor.self_acknowledge.number.setValue(20)
    page.volume.slider.setValue(35)
    assert page.list.item(RULES.index("stranger")).data(AS_SPOKEN).endswith("at set times · at 1 device(s)")
    dialog.accept()
    result = dialog.result_settings
    assert result.rule("stranger") == AlarmRule(
        raise_=True,
        priority="low",
        sound="blacklist",
        repeat=True,
        devices=("lobby",),
        hours=("22:00-06:00",),
        window=900,
        instruction="- Look",
        note_required=True,
        self_acknowledge=1200,
    )
    assert result.rule("nonlive") == DEFAULT_ALARMS["nonlive"]
    assert result.ui.volume == 35


def test_the_keys_that_one_rule_alone_has_can_be_set(desk: Desk) -> None:
    dialog = on_alarms(desk)
    page, keys = dialog.alarms, dialog.alarms.editor.keys
    page.choose("offline")
    assert (keys.after.isVisible(), keys.temperature.isVisible(), keys.times.isVisible()) == (True, False, False)
    keys.after.unit.setCurrentIndex(2)
    page.choose("fever")
    assert (keys.after.isVisible(), keys.temperature.isVisible(), keys.times.isVisible()) == (False, True, False)
    keys.temperature.setFocus()
    keys.temperature.selectAll()
    QTest.keyClicks(keys.temperature, "37.8")
    page.choose("denied")
    assert (keys.after.isVisible(), keys.temperature.isVisible(), keys.times.isVisible()) == (False, False, True)
    keys.times.setValue(5)
    keys.minutes.setValue(30)
    page.choose("staff")
    assert not keys.isVisible()
    dialog.accept()
    result = dialog.result_settings
    assert result.rule("offline").after == 3600
    assert result.rule("fever").temperature == 37.8
    assert (result.rule("denied").times, result.rule("denied").minutes) == (5, 30)


@pytest.mark.parametrize(
    ("key", "box", "scale"),
    [
        ("window", lambda editor: editor.window_.number, 60),
        ("self_acknowledge", lambda editor: editor.self_acknowledge.number, 60),
        ("after", lambda editor: editor.keys.after.number, 60),
        ("temperature", lambda editor: editor.keys.temperature, 0.1),
        ("times", lambda editor: editor.keys.times, 1),
        ("minutes", lambda editor: editor.keys.minutes, 1),
    ],
)
def test_a_box_takes_what_the_file_may_have_and_no_more(
    desk: Desk, key: str, box: Callable[[RuleEditor], QSpinBox], scale: float
) -> None:
    page = on_alarms(desk).alarms
    page.choose(next((name for name, keys in check.OWN.items() if key in keys), "device"))
    number = box(page.editor)
    rules = check.ALARM | check.OWN["offline"] | check.OWN["fever"] | check.OWN["denied"]
    least, most = number.minimum() * scale, number.maximum() * scale
    whole = scale >= 1
    for value, right in ((least, True), (most, True), (least - scale, False), (most + scale, False)):
        assert (check.wrong(rules, key, round(value) if whole else round(value, 1)) == "") is right


def test_devices_are_chosen_by_name_and_one_that_is_not_known_stays(desk: Desk) -> None:
    settings = Settings(devices=THREE.devices, alarm={**DEFAULT_ALARMS, "device": UNUSUAL})
    dialog = on_alarms(desk, settings)
    dialog.alarms.choose("device")
    editor = dialog.alarms.editor
    words = [action.text() for action in editor.devices.menu().actions() if action.text()]
    assert words == ["All devices", "North gate", "Lobby", "Yard", "gone (not set up here)"]
    tick(editor, "Yard")
    tick(editor, "Lobby")
    dialog.accept()
    assert dialog.result_settings.rule("device").devices == ("gone", "yard")


def test_a_rule_that_no_device_is_concerned_with_asks_for_none(desk: Desk) -> None:
    page = on_alarms(desk, THREE).alarms
    page.choose("not_kept")
    assert not page.editor.devices.isVisible()
    page.choose("offline")
    assert page.editor.devices.isVisible()


def test_the_blacklist_stays_critical_and_the_page_says_why(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    editor = page.editor
    assert not editor.priority.isEnabled()
    assert editor.priority.value() == "critical"
    assert editor.why_critical.isVisible()
    assert "never shelved" in editor.why_critical.text()
    page.choose("watchlist")
    assert editor.priority.isEnabled()
    assert not editor.why_critical.isVisible()


def test_a_blacklist_that_the_file_made_less_pressing_can_only_be_made_critical_again(desk: Desk) -> None:
    meek = msgspec.structs.replace(DEFAULT_ALARMS["blacklist"], priority="low")
    dialog = on_alarms(desk, Settings(alarm={**DEFAULT_ALARMS, "blacklist": meek}))
    priority = dialog.alarms.editor.priority
    assert [priority.itemData(number) for number in range(priority.count())] == ["critical", "low"]
    priority.setFocus()
    QTest.keyClick(priority, Qt.Key.Key_Up)
    assert not priority.isEnabled()
    dialog.accept()
    assert dialog.result_settings.rule("blacklist").priority == "critical"


@pytest.mark.parametrize("sure", [False, True])
def test_to_raise_nothing_for_the_blacklist_is_asked_about(desk: Desk, sure: bool) -> None:
    dialog = on_alarms(desk)
    editor = dialog.alarms.editor
    editor.raises.click()
    assert editor.raises.isChecked()
    assert editor.sure is not None
    assert editor.sure.isVisible()
    keep, off = sorted(editor.sure.buttons(), key=lambda button: button.text())
    assert (keep.text(), off.text()) == ("Keep the alarm", "Raise no alarm")
    assert editor.sure.defaultButton() is keep
    (off if sure else keep).click()
    QApplication.processEvents()
    assert editor.sure is None
    assert editor.raises.isChecked() is not sure
    dialog.accept()
    assert dialog.result_settings.rule("blacklist").raise_ is not sure


def test_to_raise_nothing_for_another_rule_is_not_asked_about(desk: Desk) -> None:
    dialog = on_alarms(desk)
    dialog.alarms.choose("nonlive")
    dialog.alarms.editor.raises.click()
    assert dialog.alarms.editor.sure is None
    dialog.accept()
    assert not dialog.result_settings.rule("nonlive").raise_


def test_a_critical_rule_never_acknowledges_itself(desk: Desk) -> None:
    dialog = on_alarms(desk, Settings(alarm={**DEFAULT_ALARMS, "fever": UNUSUAL}))
    dialog.alarms.choose("fever")
    editor = dialog.alarms.editor
    assert editor.self_acknowledge.isEnabled()
    assert not editor.why_never.isVisible()
    editor.priority.setFocus()
    QTest.keyClick(editor.priority, Qt.Key.Key_Home)
    assert not editor.self_acknowledge.isEnabled()
    assert editor.why_never.isVisible()
    dialog.accept()
    assert dialog.result_settings.rule("fever").priority == "critical"
    assert dialog.result_settings.rule("fever").self_acknowledge == 0


def test_a_rule_can_be_reset_to_its_default(desk: Desk) -> None:
    dialog = on_alarms(desk, Settings(alarm={**DEFAULT_ALARMS, "device": UNUSUAL}))
    editor = dialog.alarms.editor
    assert not editor.reset.isEnabled()
    dialog.alarms.choose("device")
    editor.reset.click()
    assert not editor.reset.isEnabled()
    assert editor.hours.always.isChecked()
    assert editor.instruction.value() == ""
    dialog.accept()
    assert dialog.result_settings.rule("device") == DEFAULT_ALARMS["device"]


def test_a_sound_without_an_alarm_can_be_for_some_devices_and_hours_alone(desk: Desk) -> None:
    dialog = on_alarms(desk, THREE)
    page, editor = dialog.alarms, dialog.alarms.editor
    page.choose("staff")
    assert not editor.hours.isVisible()  # of what
    page.choose("stranger")
    assert editor.hours.isVisible()
    tick(editor, "Lobby")
    editor.hours.always.click()
    said = str(page.list.item(RULES.index("stranger")).data(AS_SPOKEN))
    assert said == "Stranger, No alarm · sound once · at set times · at 1 device(s)"


def test_a_kind_that_is_heard_as_an_alarm_alone_asks_for_nothing_while_it_is_none(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    for name, raised in {"no_mask": False, "fever": True}.items():
        page.choose(name)
        assert page.editor.sound.isVisible() is raised
        assert page.editor.hours.isVisible() is raised


def test_a_rule_that_raises_nothing_asks_for_no_more_than_its_sound(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    page.choose("staff")
    assert page.editor.sound.isVisible()
    assert not page.editor.priority.isVisible()
    assert not page.editor.instruction.isVisible()
    page.editor.raises.click()
    assert page.editor.priority.isVisible()


def test_the_lines_to_be_ticked_off_are_shown_as_they_will_stand(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    box = page.editor.instruction
    assert not box.preview.isVisible()
    box.box.setPlainText("- Look at <b>camera</b> 3\n\nDo not open.")
    assert box.preview.isVisible()
    (ticked,) = box.preview.findChildren(QCheckBox)
    assert ticked.accessibleName() == "Look at <b>camera</b> 3"
    assert ticked.focusPolicy() == Qt.FocusPolicy.NoFocus  # it is shown, not ticked here


def test_an_instruction_that_is_too_long_is_told_and_not_saved(desk: Desk) -> None:
    dialog = on_alarms(desk)
    dialog.alarms.choose("fever")
    dialog.alarms.editor.instruction.box.setPlainText("x" * 2001)
    assert not dialog.save.isEnabled()
    dialog.alarms.choose("staff")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.alarms.editor.name == "fever"
    assert dialog.alarms.editor.instruction.box.hasFocus()
    assert "2000 characters" in dialog.alarms.editor.instruction.note.text()
    dialog.alarms.editor.instruction.box.setPlainText("x" * 2000)
    assert dialog.save.isEnabled()


def test_tab_leaves_the_instruction_and_enter_writes_a_line(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    box = page.editor.instruction.box
    box.setFocus()
    QTest.keyClicks(box, "a")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "b")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert page.isVisible()
    assert not box.hasFocus()
    assert page.rules["blacklist"].instruction == "a\nb"


def test_only_what_is_heard_and_acknowledged_can_repeat(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    page.choose("watchlist")
    editor = page.editor
    assert editor.repeats.isEnabled()
    editor.raises.click()
    assert not editor.repeats.isEnabled()
    assert not editor.repeats.isChecked()
    assert not page.rules["watchlist"].repeat
    editor.raises.click()
    editor.sound.setFocus()
    QTest.keyClick(editor.sound, Qt.Key.Key_Home)
    assert editor.sound.value() == ""
    assert not editor.repeats.isEnabled()
    assert not editor.try_sound.isEnabled()


def test_a_sound_is_tried_at_the_volume_on_the_page_and_ends(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "_TRIAL_MS", 50)
    page = on_alarms(desk).alarms
    page.volume.slider.setValue(20)
    assert desk.speaker.volume == 80
    page.choose("stranger")
    page.editor.try_sound.click()
    assert (desk.speaker.playing, desk.speaker.volume) == ("stranger", 20)
    page.volume.slider.setValue(40)
    assert desk.speaker.volume == 40
    qtbot.waitUntil(lambda: (desk.speaker.playing, desk.speaker.volume) == ("", 80))


@pytest.mark.parametrize("saving", [False, True])
def test_closing_leaves_no_sound_playing_and_the_volume_in_force(desk: Desk, saving: bool) -> None:
    dialog = on_alarms(desk, Settings(ui=UiSettings(volume=60)))
    dialog.alarms.volume.slider.setValue(10)
    dialog.alarms.volume.attempt.click()
    assert (desk.speaker.playing, desk.speaker.volume) == ("test", 10)
    dialog.accept() if saving else dialog.reject()
    assert (desk.speaker.playing, desk.speaker.volume) == ("", 60)
    assert dialog.result_settings.ui.volume == (10 if saving else 60)


def test_an_alarm_that_sounds_is_left_alone_and_said(desk: Desk) -> None:
    desk.speaker.busy = True
    page = on_alarms(desk).alarms
    page.volume.slider.setValue(10)
    page.volume.attempt.click()
    assert page.note.text() == "An alarm is sounding. Try again when it is over."
    assert desk.speaker.volume == 80
    desk.speaker.busy = False
    page.volume.attempt.click()
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
        page.volume.attempt.click()
        assert page.note.text() == sound.problem != ""
        assert page.note.isVisible()
    finally:
        sound.close()


def test_at_volume_nought_it_is_said_that_nothing_will_be_heard(desk: Desk) -> None:
    volume = on_alarms(desk).alarms.volume
    assert not volume.silent.isVisible()
    volume.slider.setValue(0)
    assert volume.silent.isVisible()


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
    page.choose("staff")
    box = page.editor.sound
    box.refused.emit("No.")
    assert page.note.isVisible()
    assert page.note.text() == "No."
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert not page.note.isVisible()


def test_asking_for_a_file_opens_a_dialog_that_changes_nothing_by_itself(desk: Desk, qtbot: QtBot) -> None:
    page = on_alarms(desk).alarms
    box = page.editor.sound
    ask_for_file(box)
    (dialog,) = box.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["WAV files (*.wav)"]
    dialog.reject()
    assert box.value() == "blacklist"
    qtbot.waitUntil(lambda: not box.findChildren(QFileDialog))


def test_a_file_being_read_when_the_dialog_closes_is_forgotten(desk: Desk, tmp_path: Path) -> None:
    dialog = on_alarms(desk)
    box = dialog.alarms.editor.sound
    dialog.reject()
    box.check(str(wav(tmp_path / "late.wav")))
    QApplication.processEvents()
    assert box.value() == "blacklist"


def test_a_file_that_is_read_while_another_rule_is_shown_is_the_first_ones(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = on_alarms(desk).alarms
    page.choose("staff")
    path = str(wav(tmp_path / "bell.wav"))
    page.editor.sound.check(path)
    page.choose("visitor")
    for _ in range(5):
        QApplication.processEvents()
    assert page.rules["visitor"].sound == ""


@pytest.mark.parametrize("name", RULES)
def test_every_control_says_what_it_is_for_and_can_be_reached(desk: Desk, name: str) -> None:
    page: AlarmsPage = on_alarms(desk, THREE).alarms
    page.choose(name)
    if not page.editor.raises.isChecked():
        page.editor.raises.click()
    controls = [
        control
        for control in page.findChildren(QWidget)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
    ]
    names = [control.accessibleName() or getattr(control, "text", lambda: "")() for control in controls]
    assert len(names) > 10
    assert all(names), [type(control).__name__ for control, said in zip(controls, names, strict=True) if not said]


def test_the_list_is_gone_through_by_the_arrow_keys(desk: Desk) -> None:
    page = on_alarms(desk).alarms
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.editor.name == "watchlist"
    QTest.keyClick(page.list, Qt.Key.Key_End)
    assert page.editor.name == "staff"


def test_the_output_is_chosen_of_those_there_are_and_tried_before_it_is_in_force(desk: Desk) -> None:
    dialog = on_alarms(desk)
    output = dialog.alarms.output
    assert [output.box.itemText(place) for place in range(output.box.count())] == [
        "System default (Built-in)", "Built-in", "Headset",
    ]  # fmt: skip
    output.box.setFocus()
    QTest.keyClick(output.box, Qt.Key.Key_End)
    output.attempt.click()
    assert (desk.speaker.playing, desk.speaker.output.output) == ("test", "usb")
    dialog.accept()
    assert (desk.speaker.playing, desk.speaker.output.output) == ("", "")
    assert dialog.result_settings.sound == SoundSettings(output="usb", output_name="Headset")


def test_an_output_that_goes_stays_chosen_and_is_told_to_be_gone_until_it_is_back(desk: Desk) -> None:
    output = on_alarms(desk, Settings(sound=SoundSettings(output="usb", output_name="Headset"))).alarms.output
    assert not output.missing.isVisible()
    desk.speaker.outputs = {"pci": "Built-in"}
    desk.speaker.outputs_changed.emit()
    assert output.missing.isVisible()
    assert output.box.currentText() == "Headset (not connected)"
    desk.speaker.outputs = {"pci": "Built-in", "usb": "Headset"}
    desk.speaker.outputs_changed.emit()
    assert not output.missing.isVisible()
    assert (output.box.currentText(), output.box.count()) == ("Headset", 3)
