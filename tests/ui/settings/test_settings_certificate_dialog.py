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
from facemon.ui.settings.certificate_view import CertificateView, grouped
from facemon.ui.settings.fingerprint import Fingerprint, differing, groups

NEVER_MS = 4_000_000_000_000  # in the year 2096


def opened(
    qtbot: QtBot,
    certificate: Certificate = CERTIFICATE,
    name: str = "North gate",
    changed_from: str | None = None,
    former: Certificate | None = None,
) -> CertificateDialog:
    usual_look()
    dialog = CertificateDialog(certificate, name, changed_from, former=former)
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
    assert dialog.view is not None
    assert dialog.view.fingerprint.text().split() == grouped(CERTIFICATE.sha256).split()
    assert "CN=Pass, O=Maker" in shown
    assert "CN=Root, O=Maker" in shown
    assert "pass.local" in shown
    assert "from 13 Sep 2020 until 14 Nov 2023: expired" in shown
    assert "what counts is the fingerprint" in shown
    assert not dialog.approve.property("danger")


FORMER = msgspec.structs.replace(
    CERTIFICATE, sha256="a41f" + "1b" * 28 + CERTIFICATE.sha256[-4:], subject="CN=Old,O=Maker", key_sha256="aa" * 32
)


def test_a_changed_certificate_is_shown_beside_the_approved_one(qtbot: QtBot) -> None:
    dialog = opened(qtbot, changed_from=f"sha256:{FORMER.sha256}", former=FORMER)
    shown = texts(dialog)
    assert dialog.windowTitle() == "The certificate has changed"
    assert "“North gate” presents a different certificate from the approved one" in shown
    assert "facemon sends it nothing" in shown
    assert "Ask whoever looks after the devices" in shown
    assert dialog.approve.text() == "Accept the new certificate"
    assert dialog.approve.property("danger")
    lines = shown.split("\n")
    assert "Issued to: different" in lines
    assert "CN=Old, O=Maker" in lines
    assert "CN=Pass, O=Maker" in lines
    assert "Issued by: the same" in lines
    before, now = dialog.findChildren(Fingerprint)
    assert before.accessibleDescription() == " ".join(groups(FORMER.sha256))
    assert now.accessibleDescription() == " ".join(groups(CERTIFICATE.sha256))
    dialog.copy.click()
    copied = QApplication.clipboard().text()
    assert " ".join(groups(FORMER.sha256)) in copied
    assert "Issued to, Shown now: CN=Pass, O=Maker" in copied


def test_two_fingerprints_that_begin_and_end_alike_are_seen_to_differ_between() -> None:
    assert differing("aaaabbbbcccc", "aaaabbb0cccc") == [False, True, False]
    assert differing("aaaa", "aaaa") == [False]


@pytest.mark.parametrize(
    ("key", "said"),
    [("aa" * 32, "The same key as before"), ("bb" * 32, "Another key"), ("", None)],
)
def test_whether_the_key_is_the_same_tells_a_renewal(qtbot: QtBot, key: str, said: str | None) -> None:
    now = msgspec.structs.replace(CERTIFICATE, key_sha256=key)
    shown = texts(opened(qtbot, now, changed_from=f"sha256:{FORMER.sha256}", former=FORMER))
    assert ("The same key as before" in shown or "Another key" in shown) == (said is not None)
    assert said is None or said in shown


def test_an_approved_certificate_that_nobody_has_kept_is_said_not_to_be_known(qtbot: QtBot) -> None:
    dialog = opened(qtbot, changed_from="sha256:" + "1b" * 31 + "2c")
    shown = texts(dialog)
    assert "Nothing more is known of the approved certificate" in shown
    assert shown.split("\n").count("not known") == 4
    assert dialog.findChildren(Fingerprint)[0].accessibleDescription().endswith("1B2C")


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


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("percent", [100, 200])
def test_long_texts_stay_inside_and_the_fingerprint_is_whole(qtbot: QtBot, percent: int, *, changed: bool) -> None:
    certificate = msgspec.structs.replace(CERTIFICATE, subject="CN=" + "x" * 190, names=("y" * 200,))
    dialog = opened(qtbot, certificate, name="N" * 200, changed_from="sha256:" + "ab" * 32 if changed else None)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light", percent)
    size = app.font().pointSizeF()
    label = next(label for label in dialog.findChildren(QLabel) if label.text().startswith("CN="))
    qtbot.waitUntil(lambda: abs(label.font().pointSizeF() - size) < 0.01 and cut_off(dialog) == [])
    for fingerprint in dialog.findChildren(Fingerprint):
        assert fingerprint.mapTo(dialog, fingerprint.rect().topRight()).x() < dialog.width()
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
