"""What the menu for many devices does: importing and exporting a table, and checking them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from facemon.credentials import Credentials
from facemon.settings.sheet.column import HEADS, NO, WRITTEN, YES
from facemon.settings.sheet.writing import written
from facemon.ui import error_text
from facemon.ui.settings.device_column import DeviceColumn
from facemon.ui.settings.fleet.check_dialog import CheckDialog
from facemon.ui.settings.fleet.device_check import DeviceCheck
from facemon.ui.settings.fleet.import_dialog import ImportDialog
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.roster import Roster
from facemon.ui.settings.task import Task
from facemon.ui.text import clean
from facemon.whole_file import WholeFile


class ManyDevices(QObject):
    """Fills the menu of the column and does what is chosen there; nothing is in force before the settings are saved.

    Args:
        chosen: gives the keys of the devices that are selected.
        check: tries devices.
    """

    changed = Signal(list)  # keys of the devices that are other than before

    def __init__(
        self,
        column: DeviceColumn,
        roster: Roster,
        chosen: Callable[[], Sequence[str]],
        check: DeviceCheck,
        credentials: Credentials,
        relay: Relay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._roster = roster
        self._chosen = chosen
        self._check = check
        self._credentials = credentials
        self._relay = relay
        self._task: Task[None] | None = None
        self.importing: ImportDialog | None = None
        self.checking: CheckDialog | None = None
        self._check_new = column.offer("")
        self._check_new.triggered.connect(lambda: self.begin_check(self._check.new()))
        self._check_chosen = column.offer("")
        self._check_chosen.triggered.connect(lambda: self.begin_check(self._chosen()))
        self._check_all = column.offer(self.tr("Check all devices…"))
        self._check_all.triggered.connect(lambda: self.begin_check([draft.key for draft in roster.drafts]))
        column.more.addSeparator()
        self._import = column.offer(self.tr("Import devices from a table…"))
        self._import.triggered.connect(self.choose_table)
        self._export = column.offer(self.tr("Export all devices…"))
        self._export.triggered.connect(self._choose_target)
        self._export_chosen = column.offer("")
        self._export_chosen.triggered.connect(partial(self._choose_target, chosen=True))

    def show_offers(self) -> None:
        """Offer what can be done now."""
        several = len(self._chosen())
        new = len(self._check.new())
        self._check_new.setText(self.tr("Check %n new device(s)…", "", new))
        self._check_new.setEnabled(bool(new))
        self._check_chosen.setText(self.tr("Check %n selected device(s)…", "", several))
        self._check_chosen.setVisible(1 < several < len(self._roster.drafts))
        self._check_all.setEnabled(bool(self._roster.drafts))
        self._export.setEnabled(bool(self._roster.drafts))
        self._export_chosen.setText(self.tr("Export %n selected device(s)…", "", several))
        self._export_chosen.setVisible(1 < several < len(self._roster.drafts))

    def choose_table(self) -> None:
        """Let the user choose a table to import."""
        dialog = QFileDialog(self._column, self.tr("Import devices"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Tables") + " (*.csv *.txt *.tsv)", self.tr("All files") + " (*)"])
        dialog.fileSelected.connect(self.begin_import)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def begin_import(self, path: str) -> None:
        """Show what importing this file would change."""
        dialog = ImportDialog(Path(path), self._roster.known(), self._credentials, self._column.window())
        self.importing = dialog
        dialog.accepted.connect(partial(self._take, dialog))
        dialog.finished.connect(self._imported)
        dialog.open()

    def begin_check(self, keys: Sequence[str]) -> None:
        """Try these devices, and let certificates be approved."""
        if not keys:
            return
        dialog = self._check.dialog(keys, self._column.window())
        self.checking = dialog
        dialog.finished.connect(self._checked)
        dialog.open()

    def export(self, path: str, *, chosen: bool = False) -> None:
        """Write the devices into this file, as they stand here; of `chosen` the selected ones alone."""
        keys = set(self._chosen()) if chosen else {draft.key for draft in self._roster.drafts}
        devices = [each.device for each in self._roster.right() if each.key in keys]
        heads = [QCoreApplication.translate("DeviceSheet", HEADS[column]) for column in WRITTEN]
        words = (QCoreApplication.translate("DeviceSheet", YES), QCoreApplication.translate("DeviceSheet", NO))
        content = written(devices, heads, words)
        left_out = len(keys) - len(devices)

        def failed(error: Exception) -> None:
            reason = clean(error_text.reason(error), 300)
            self._column.say(self.tr("The table cannot be written: {reason}.").format(reason=reason), "bad")

        def done(_: None) -> None:
            told = self.tr("%n device(s) in {file}. It has no passwords.", "", len(devices))
            told = told.format(file=clean(Path(path).name, 100))
            if left_out:
                told += " " + self.tr("%n left out: the address is wrong.", "", left_out)
            self._column.say(told, "warn" if left_out else "good")

        self._task = Task(self._relay, lambda _stop, _say: _write(Path(path), content), done, failed)

    def close_work(self) -> None:
        """End what goes on in the background."""
        if self._task is not None:
            self._task.drop()
        if self.importing is not None:
            self.importing.reject()
        if self.checking is not None:
            self.checking.reject()

    def _choose_target(self, *, chosen: bool = False) -> None:
        word = self.tr("devices")
        name = f"facemon-{word}-{datetime.datetime.now().astimezone():%Y-%m-%d}.csv"
        dialog = QFileDialog(self._column, self.tr("Export devices"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(partial(self.export, chosen=chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, dialog: ImportDialog) -> None:
        if dialog.plan is None:
            return
        keys = self._roster.take(
            dialog.plan, passwords=dialog.passwords.isChecked(), removing=dialog.removing.isChecked()
        )
        told = self.tr("%n device(s) taken from the table. Nothing is in force before you save.", "", len(keys))
        if any(key in self._check.new() for key in keys):
            told += " " + self.tr("“Check new devices” in the menu below shows certificates to be approved.")
        self._column.say(told)
        self.changed.emit(keys)

    def _checked(self) -> None:
        if self.checking is None:
            return
        approved = len(self.checking.approved)
        if approved:
            told = self.tr("%n certificate(s) approved. Nothing is in force before you save.", "", approved)
            self._column.say(told)
        self.checking.deleteLater()
        self.checking = None
        self.changed.emit(list(self._chosen()))

    def _imported(self) -> None:
        if self.importing is not None:
            self.importing.deleteLater()
            self.importing = None


def _write(path: Path, content: bytes) -> None:
    with WholeFile(path) as file:
        file.stream.write(content)
        file.keep()
