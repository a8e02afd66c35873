"""The settings' page of attention: notes by key, who is told when nobody answers, and a secret that is in no file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from settings_desk import Desk

from facemon.credentials import WEBHOOK
from facemon.settings import AttentionSettings, Settings, check, save
from facemon.ui.alarms.note_field import usual_notes
from facemon.ui.settings.attention_page import AttentionPage
from facemon.ui.settings.dialog import SettingsDialog

WAIT_MS = 20_000
SECRET = "Bearer hunter22"
UNUSUAL = AttentionSettings(
    quick_notes=("Seen", "Sent a guard"),
    looking_minutes=7,
    louder_after=90,
    supervisor_after=5400,
    command=("/bin/call", "--room", "4 b"),
    webhook="https://alarm.example/hook",
    webhook_header="X-Key",
    notification=False,
    notification_names=False,
    red_frame=True,
    self_test_hours=8,
)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def on_attention(desk: Desk, attention: AttentionSettings | None = None) -> SettingsDialog:
    return desk.open(Settings(attention=attention or AttentionSettings()), page="attention")


def write(box: QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(box, text)
    else:
        QApplication.clipboard().setText(text)
        box.paste()


@pytest.mark.parametrize("attention", [AttentionSettings(), UNUSUAL])
def test_nothing_changed_is_nothing_changed(desk: Desk, attention: AttentionSettings) -> None:
    dialog = on_attention(desk, attention)
    dialog.accept()
    assert dialog.result_settings.attention == attention
    assert dialog.new_passwords == {}


def test_everything_can_be_set(desk: Desk) -> None:
    dialog = on_attention(desk)
    page = dialog.attention
    write(page.notes.boxes[0], "Seen")
    write(page.notes.boxes[1], "Sent a guard")
    page.looking.setValue(7)
    page.louder.set_value(90)
    page.louder.changed.emit()
    page.after.number.setValue(90)
    page.supervisor.command.setFocus()
    QTest.keyClicks(page.supervisor.command, "/bin/call")
    QTest.keyClick(page.supervisor.command, Qt.Key.Key_Return)
    QTest.keyClicks(page.supervisor.command, "--room")
    QTest.keyClick(page.supervisor.command, Qt.Key.Key_Return)
    QTest.keyClicks(page.supervisor.command, "4 b")
    write(page.supervisor.webhook.box, " https://alarm.example/hook ")
    write(page.supervisor.header.box, "X-Key")
    write(page.supervisor.value.box, SECRET)
    page.names.click()
    page.notification.click()
    page.red_frame.click()
    page.self_test.setValue(8)
    dialog.accept()
    assert dialog.result_settings.attention == UNUSUAL
    assert dialog.new_passwords == {WEBHOOK: SECRET}


def test_the_secret_is_in_no_settings_and_not_to_be_read_on_the_screen(desk: Desk, tmp_path: Path) -> None:
    dialog = on_attention(desk, UNUSUAL)
    write(dialog.attention.supervisor.value.box, SECRET)
    assert dialog.attention.supervisor.value.box.echoMode() == QLineEdit.EchoMode.Password
    dialog.accept()
    save(tmp_path / "settings.toml", dialog.result_settings)
    assert "hunter22" not in (tmp_path / "settings.toml").read_text("utf-8")
    assert "hunter22" not in repr(dialog.result_settings)


def test_a_note_is_written_on_each_number_key_and_no_more(desk: Desk) -> None:
    notes = on_attention(desk).attention.notes
    usual = usual_notes()
    assert tuple(box.placeholderText() for box in notes.boxes if box.isVisible()) == usual
    for number in range(9):
        shown = max(number + 1, 0 if number else len(usual))
        assert [box.isVisible() for box in notes.boxes] == [place < shown for place in range(9)]
        write(notes.boxes[number], f"Note {number + 1}")
    assert len(notes.value()) == check.MOST_QUICK_NOTES
    assert not any(box.placeholderText() for box in notes.boxes)
    write(notes.boxes[3], "")
    assert notes.value()[3] == "Note 5"
    write(notes.boxes[0], "x" * 150)
    assert check.wrong(check.ATTENTION, "quick_notes", notes.value()) == ""


@pytest.mark.parametrize(
    ("key", "box", "scale"),
    [
        ("looking_minutes", lambda page: page.looking, 1),
        ("louder_after", lambda page: page.louder.number, 1),
        ("supervisor_after", lambda page: page.after.number, 60),
        ("self_test_hours", lambda page: page.self_test, 1),
    ],
)
def test_a_box_takes_what_the_file_may_have_and_no_more(
    desk: Desk, key: str, box: Callable[[AttentionPage], QSpinBox], scale: int
) -> None:
    number = box(on_attention(desk).attention)
    for value, right in (
        (number.minimum(), True),
        (number.maximum(), True),
        (number.minimum() - 1, False),
        (number.maximum() + 1, False),
    ):
        assert (check.wrong(check.ATTENTION, key, value * scale) == "") is right


@pytest.mark.parametrize(
    ("box", "text", "told"),
    [
        (lambda form: form.webhook, "http://alarm.example/", "must be an address that begins with https://"),
        (lambda form: form.webhook, "https://user:pass@alarm.example/", "must be an address"),
        (lambda form: form.header, "X Key:", "must be the name of a header"),
        (lambda form: form.value, "schlüssel", "only unaccented letters"),
    ],
)
def test_what_cannot_be_is_told_beside_its_box_and_not_saved(
    desk: Desk, box: Callable[..., object], text: str, told: str
) -> None:
    dialog = on_attention(desk, UNUSUAL)
    field = box(dialog.attention.supervisor)
    before = field.box.text()  # type: ignore[attr-defined]
    write(field.box, text)  # type: ignore[attr-defined]
    assert told in field.note.text()  # type: ignore[attr-defined]
    assert not dialog.save.isEnabled()
    dialog.tabs.setCurrentIndex(0)
    dialog.accept()
    assert dialog.isVisible()
    assert field.box.hasFocus()  # type: ignore[attr-defined]
    write(field.box, before)  # type: ignore[attr-defined]
    assert dialog.save.isEnabled()


def test_a_supervisor_that_nothing_reaches_is_warned_of(desk: Desk) -> None:
    page = on_attention(desk).attention
    assert not page.nobody.isVisible()
    page.after.number.setValue(2)
    assert page.nobody.isVisible()
    write(page.supervisor.webhook.box, "https://alarm.example/")
    assert not page.nobody.isVisible()


def test_a_stored_secret_can_be_kept_replaced_or_forgotten(desk: Desk, qtbot: QtBot, a_keyring: KeyringBackend) -> None:
    desk.credentials.store(WEBHOOK, SECRET)
    form = on_attention(desk, UNUSUAL).attention.supervisor
    qtbot.waitUntil(lambda: "unchanged" in form.value.box.placeholderText(), timeout=WAIT_MS)
    assert form.forget.isVisible()
    assert form.new_secret() is None
    form.forget.click()
    assert form.new_secret() == ""
    form.forget.click()
    assert form.new_secret() is None
    write(form.value.box, "new")
    assert form.new_secret() == "new"
    write(form.header.box, "")
    assert form.new_secret() == ""  # there is no header left that it could be the value of


def test_a_header_without_a_value_is_warned_of(desk: Desk, qtbot: QtBot, a_keyring: KeyringBackend) -> None:
    form = on_attention(desk, UNUSUAL).attention.supervisor
    qtbot.waitUntil(lambda: "No value is stored" in form.value.note.text(), timeout=WAIT_MS)
    write(form.value.box, SECRET)
    assert "No value" not in form.value.note.text()


def test_a_test_is_sent_by_the_command_as_it_stands_in_the_window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    form = on_attention(desk).attention.supervisor
    assert not form.test.isEnabled()
    told = tmp_path / "told"
    form.command.setPlainText(f"{sys.executable}\n-c\nimport sys; open({str(told)!r}, 'w').write(sys.stdin.read())")
    form.test.click()
    assert not form.test.isEnabled()
    qtbot.waitUntil(lambda: form.outcome.text() == "Reached by the command", timeout=WAIT_MS)
    assert "test" in told.read_text("utf-8").casefold()
    assert form.outcome.property("good")
    assert form.test.isEnabled()


def test_a_test_that_does_not_arrive_says_why(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    form = on_attention(desk).attention.supervisor
    form.command.setPlainText(str(tmp_path / "nothing-here"))
    form.test.click()
    qtbot.waitUntil(lambda: "Not reached by the command" in form.outcome.text(), timeout=WAIT_MS)
    assert form.outcome.property("bad")
    form.command.setPlainText("/another")
    assert form.outcome.text() == ""  # it said so of the former


def test_closing_breaks_a_test_off(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = on_attention(desk)
    form = dialog.attention.supervisor
    began = tmp_path / "began"
    script = f"import os, time; f = open({str(began)!r}, 'w'); f.write(str(os.getpid())); f.close(); time.sleep(600)"
    form.command.setPlainText(f"{sys.executable}\n-c\n{script}")
    form.test.click()
    qtbot.waitUntil(lambda: began.exists() and began.read_text() != "", timeout=WAIT_MS)
    dialog.reject()

    def is_gone() -> bool:
        try:
            os.kill(int(began.read_text()), 0)
        except ProcessLookupError:
            return True
        return False

    qtbot.waitUntil(is_gone, timeout=WAIT_MS)


def test_every_control_says_what_it_is_for(desk: Desk) -> None:
    page = on_attention(desk, UNUSUAL).attention
    controls = [
        control
        for control in page.findChildren(QWidget)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
    ]
    names = [control.accessibleName() or getattr(control, "text", lambda: "")() for control in controls]
    assert len(names) > 12
    assert all(names), [type(control).__name__ for control, said in zip(controls, names, strict=True) if not said]


class KeptInMemory(KeyringBackend):
    """A keyring like a system's, for as long as the test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def a_keyring(monkeypatch: pytest.MonkeyPatch) -> KeyringBackend:
    backend = KeptInMemory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend
