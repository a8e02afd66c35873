"""A person judges a certificate: everything needed is there, and nothing is approved by accident."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from settings_desk import CERTIFICATE, press, usual_look

from facemon.device.status import Certificate
from facemon.ui import theme
from facemon.ui.settings.breaking import breakable, distinguished
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.certificate_view import CertificateView, abbreviated, grouped

NEVER_MS = 4_000_000_000_000  # in the year 2096


def opened(
    qtbot: QtBot,
    certificate: Certificate = CERTIFICATE,
    name: str = "North gate",
    changed_from: str | None = None,
) -> CertificateDialog:
    usual_look()
    dialog = CertificateDialog(certificate, name, changed_from)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def texts(dialog: CertificateDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_it_shows_all_that_a_judgement_needs(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    shown = texts(dialog)
    assert dialog.windowTitle() == "Approve the device's certificate"
    assert "Is this the certificate of “North gate”?" in shown
    assert "A41F 09C3 C3C3" in shown
    assert dialog.view.fingerprint.text().split() == grouped(CERTIFICATE.sha256).split()
    assert "CN=Pass, O=Maker" in shown
    assert "CN=Root, O=Maker" in shown
    assert "pass.local" in shown
    assert "from 13 Sep 2020 until 14 Nov 2023: expired" in shown
    assert "what counts is the fingerprint" in shown
    assert not dialog.approve.property("danger")


def test_a_changed_certificate_is_a_warning(qtbot: QtBot) -> None:
    dialog = opened(qtbot, changed_from="sha256:" + "1b" * 31 + "2c")
    shown = texts(dialog)
    assert dialog.windowTitle() == "The certificate has changed"
    assert "“North gate” presents a different certificate from the approved one" in shown
    assert abbreviated("1b" * 31 + "2c") in shown
    assert "another device in its place" in shown
    assert dialog.approve.property("danger")


def test_one_that_the_system_no_longer_vouches_for_is_told_apart(qtbot: QtBot) -> None:
    assert "the system's authorities vouch for" in texts(opened(qtbot, changed_from="ca"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_key_that_was_meant_for_something_else_approves_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = opened(qtbot)
    press(dialog, key)
    assert not dialog.isVisible()
    assert dialog.result() == CertificateDialog.DialogCode.Rejected


def test_closing_the_window_approves_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.close()
    assert dialog.result() == CertificateDialog.DialogCode.Rejected


def test_a_press_approves(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    QTest.mouseClick(dialog.approve, Qt.MouseButton.LeftButton)
    assert dialog.result() == CertificateDialog.DialogCode.Accepted


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_approves_once_it_has_gone_to_the_button(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = opened(qtbot)
    assert dialog.focusWidget() is dialog.later
    press(dialog, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.approve
    press(dialog, key)
    assert dialog.result() == CertificateDialog.DialogCode.Accepted


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (0, NEVER_MS, "from 1 Jan 1970 until 2 Oct 2096"),
        (NEVER_MS, NEVER_MS + 1, "not valid yet. Check this computer's clock"),
        (0, 0, "not readable"),
    ],
)
def test_the_dates_are_judged(qtbot: QtBot, first: int, last: int, words: str) -> None:
    certificate = msgspec.structs.replace(CERTIFICATE, not_before_ms=first, not_after_ms=last)
    assert words in texts(opened(qtbot, certificate))


def test_what_a_certificate_says_is_plain_text_and_may_be_missing(qtbot: QtBot) -> None:
    certificate = msgspec.structs.replace(CERTIFICATE, subject="CN=<img src=x>\u202eabc", issuer="", names=())
    dialog = opened(qtbot, certificate, name="<b>x</b>")
    shown = texts(dialog)
    assert "CN=<img src=x>abc" in shown
    assert "“<b>x</b>”" in shown
    assert "not readable" in shown
    assert "Host names" not in shown
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


def cut_off(dialog: CertificateDialog) -> list[str]:
    """Return the texts that do not fit into their labels."""
    found = []
    for label in dialog.findChildren(QLabel):
        if label.isVisible():
            room = label.rect().adjusted(0, 0, 0, 10_000)
            needed = label.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), label.text())
            if needed.width() > label.width() + 1 or needed.height() > label.height() + 2:
                found.append(label.text())
    return found


@pytest.mark.parametrize("percent", [100, 200])
def test_long_texts_stay_inside_and_the_fingerprint_is_whole(qtbot: QtBot, percent: int) -> None:
    certificate = msgspec.structs.replace(CERTIFICATE, subject="CN=" + "x" * 190, names=("y" * 200,))
    dialog = opened(qtbot, certificate, name="N" * 200, changed_from="sha256:" + "ab" * 32)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", percent)
    size = app.font().pointSizeF()
    qtbot.waitUntil(lambda: abs(dialog.view.fingerprint.font().pointSizeF() - size) < 0.01 and cut_off(dialog) == [])
    assert dialog.approve.geometry().bottom() < dialog.height()
    usual_look()


def test_where_it_is_narrow_the_fingerprint_takes_four_lines_and_the_room_for_them(qtbot: QtBot) -> None:
    usual_look()
    view = CertificateView()
    qtbot.addWidget(view)
    certificate = msgspec.structs.replace(CERTIFICATE, not_after_ms=0, subject="A", issuer="B", names=())
    view.set_certificate(certificate)
    narrow, wide = view.minimumSizeHint().width(), 1_000
    line = view.fingerprint.fontMetrics().lineSpacing()
    assert view.heightForWidth(narrow) >= view.heightForWidth(wide) + 2 * line
    view.resize(narrow, view.heightForWidth(narrow))
    view.show()
    assert view.fingerprint.text().count("\n") == 3
    view.resize(wide, 400)
    assert view.fingerprint.text().count("\n") == 1


def test_places_to_break_at_come_only_where_there_are_none() -> None:
    assert breakable("a short text with words") == "a short text with words"
    assert breakable("x" * 20) == "x" * 20
    broken = breakable("x" * 45)
    assert broken.replace("\u200b", "") == "x" * 45
    assert max(len(piece) for piece in broken.split("\u200b")) == 10
    assert distinguished(r"CN=Pass,O=A\,B,C=CN") == r"CN=Pass, O=A\,B, C=CN"
