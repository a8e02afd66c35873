"""Every dialog can be used with a finger, whatever its words and the font take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fingers import overlapping, small
from happenings import look, usual_look
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from test_accessible import cut

from facemon.credentials import Credentials
from facemon.device.status import Certificate
from facemon.pin_tries import Verdict
from facemon.settings import DeviceSettings
from facemon.ui import theme
from facemon.ui.about import AboutDialog
from facemon.ui.alarms.shelve_dialog import ShelveDialog
from facemon.ui.door_dialog import DoorDialog
from facemon.ui.licences import LicencesDialog
from facemon.ui.lock_dialog import LockDialog
from facemon.ui.moment_edit import MomentEdit
from facemon.ui.passphrase.dialog import PassphraseDialog
from facemon.ui.passphrase.set_dialog import SetPassphraseDialog
from facemon.ui.replaced_dialog import ReplacedDialog
from facemon.ui.settings.certificate_dialog import CertificateDialog
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.hours_editor import HoursEditor
from facemon.ui.watch.dialog import WatchDialog

CERTIFICATE = Certificate(
    sha256="ab" * 32, subject="CN=gate", issuer="CN=gate", not_before_ms=0, not_after_ms=4_000_000_000_000
)


def hours() -> HoursEditor:
    editor = HoursEditor()
    editor.set_value(("mon-fri 22:00-06:00",))
    return editor


def several(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    for part in parts:
        column.addWidget(part)
    whole.resize(1200, 500)
    return whole


DIALOGS: dict[str, Callable[[Path], QWidget]] = {
    "about": lambda _: AboutDialog(),
    "shelve": lambda _: ShelveDialog("Stranger", "North gate"),
    "door": lambda _: DoorDialog(DeviceSettings(id="gate", name="North gate", host="192.0.2.1")),
    "licences": lambda _: LicencesDialog(list),
    "lock": lambda _: LockDialog(lambda _pin: Verdict(right=True), lambda: 0.0, "Settings", None),
    "passphrase": lambda folder: PassphraseDialog(Credentials(folder)),
    "set passphrase": lambda folder: SetPassphraseDialog(Credentials(folder), sealed=True),
    "replaced": lambda _: ReplacedDialog("North gate", before="A1", now="B2"),
    "certificate": lambda _: CertificateDialog(CERTIFICATE, "North gate", None),
    "watch": lambda _: WatchDialog("Anna Berg", "Staff", None, raises=True),
    "hours": lambda _: several(hours()),
    "moment": lambda _: several(MomentEdit("yyyy-MM-dd HH:mm")),
}


@pytest.mark.parametrize("percent", [80, 100, 200])
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_can_be_used_with_a_finger(qtbot: QtBot, tmp_path: Path, name: str, percent: int) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual_look()
    theme.apply(app, "dark", percent, touch=True)
    dialog = DIALOGS[name](tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    try:
        assert [*small(dialog), *overlapping(dialog), *cut(dialog)] == []
    finally:
        look("dark", 100)


def test_menus_lists_that_open_and_calendars_have_rows_for_a_finger(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    usual_look()
    theme.apply(app, "dark", 100, touch=True)
    choice, moment, menu = Choice("Theme"), MomentEdit("yyyy-MM-dd"), QMenu()
    choice.addItems(["Dark", "Light"])
    moment.restyle()
    for part in (choice, moment, menu):
        qtbot.addWidget(part)
        part.show()
    action = menu.addAction("Copy")
    try:
        choice.showPopup()
        view = choice.view()
        rows = [view.visualRect(view.model().index(row, 0)) for row in range(2)]
        assert min(row.height() for row in rows) >= theme.TOUCH
        choice.hidePopup()
        assert menu.actionGeometry(action).height() >= theme.TOUCH
        calendar = moment.calendarWidget()
        QTest.mouseClick(moment, Qt.MouseButton.LeftButton, pos=QPoint(moment.width() - 8, moment.height() // 2))
        qtbot.waitUntil(calendar.isVisible)
        cells = calendar.findChild(QTableView)
        assert isinstance(cells, QTableView)
        assert min(cells.rowHeight(3), cells.columnWidth(3)) >= theme.TOUCH
    finally:
        look("dark", 100)


@pytest.mark.parametrize("name", ["shelve", "door", "lock", "set passphrase", "replaced", "certificate", "watch"])
def test_what_a_dialog_does_stands_right_of_the_way_back(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    usual_look()
    dialog = DIALOGS[name](tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    lowest = max(button.mapTo(dialog, button.rect().center()).y() for button in buttons)
    row = {
        button.mapTo(dialog, button.rect().center()).x(): button.text()
        for button in buttons
        if abs(button.mapTo(dialog, button.rect().center()).y() - lowest) < button.height() / 2
    }
    back = {"Cancel", "Leave it refused", "Not now", "Close", "Leave it locked"}
    assert row[max(row)] not in back
    assert back & {*row.values()}
