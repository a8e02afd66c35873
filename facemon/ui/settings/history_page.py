"""The page “History”: how long and how much is kept, what is kept now, backups, and erasing."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from facemon.settings import HistorySettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.backup_now import BackupNow
from facemon.ui.settings.erase_dialog import EraseDialog
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.keeping_draft import KeepingDraft, KeepingField
from facemon.ui.settings.kept_box import KeptBox
from facemon.ui.settings.kept_history import KeptHistory
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import ScrollingRows, line

_PAUSE_MS = 800  # in typing, after which a mistake is told without leaving the box
_LONGEST = 1000


class HistoryPage(QWidget):
    """Lets the user set it. Nothing of the settings is in force before the caller takes `settings()`."""

    changed = Signal()  # there may be a mistake more or less

    def __init__(
        self, settings: HistorySettings, history: KeptHistory, relay: Relay, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._told: set[KeepingField] = set()  # the user has been there, so that a mistake may be told
        self.draft = KeepingDraft.of(settings)
        self.fields = {field: FormField(_LONGEST) for field in KeepingField}
        self.choose = QPushButton(self.tr("Choose…"))
        self.kept = KeptBox(history.path, relay)
        self.backup = BackupNow(history.path, self._folder, relay)
        self.erase = QPushButton(self.tr("Erase a person's data…"))
        self.erasing: EraseDialog | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._typing = KeepingField.DAYS
        self._pause.timeout.connect(lambda: self._leave(self._typing))
        for field, part in self.fields.items():
            part.box.setText(getattr(self.draft, field.value))
            part.box.textEdited.connect(lambda _text, field=field: self._typed(field))
            part.box.editingFinished.connect(lambda field=field: self._leave(field))
        self.choose.clicked.connect(self._choose_folder)
        self.erase.clicked.connect(self._open_erasing)
        for button in (self.choose, self.erase):
            button.setAutoDefault(False)
        self.fields[KeepingField.FOLDER].line.addWidget(self.choose)
        self._name()
        self._lay_out()
        self.setFocusProxy(self.fields[KeepingField.DAYS].box)

    def settings(self) -> HistorySettings:
        """Return the settings as the page says; nothing may be wrong."""
        return self.draft.settings()

    def draft_or(self, settings: HistorySettings) -> HistorySettings:
        """Return the settings as the page says, or those given where something is wrong."""
        return self.settings() if self.is_right() else settings

    def first_mistake(self) -> KeepingField | None:
        """Return the first field that is wrong."""
        return next(iter(self.draft.mistakes()), None)

    def is_right(self) -> bool:
        """Return whether everything can be saved."""
        return self.first_mistake() is None

    def mistake_text(self) -> str:
        """Return what is wrong first, of what has been told beside its field; empty for nothing."""
        return next((_translated(s) for field, s in self.draft.mistakes().items() if field in self._told), "")

    def go_to_mistake(self) -> None:
        """Show the first mistake, and let the user type there."""
        field = self.first_mistake()
        if field is not None:
            self._leave(field)
            self.fields[field].box.setFocus()
            self.fields[field].box.selectAll()

    def close_work(self) -> None:
        """End what goes on in the background."""
        self._pause.stop()
        self.kept.close_work()
        self.backup.close_work()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.kept.restyle()

    def _typed(self, field: KeepingField) -> None:
        self.draft = msgspec.structs.replace(self.draft, **{field.value: self.fields[field].box.text()})
        self._typing = field
        self._pause.start()
        self._show()
        self.changed.emit()

    def _leave(self, field: KeepingField) -> None:
        self._told.add(field)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        mistakes = self.draft.mistakes()
        for field, part in self.fields.items():
            part.say(_translated(mistakes[field]) if field in mistakes and field in self._told else "")

    def _folder(self) -> str:
        return "" if KeepingField.FOLDER in self.draft.mistakes() else self.draft.backup_folder.strip()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder for the daily backup"), self._folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.take_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_folder(self, path: str) -> None:
        """Fill in a folder that was chosen."""
        self.fields[KeepingField.FOLDER].box.setText(path)
        self._typed(KeepingField.FOLDER)
        self._leave(KeepingField.FOLDER)

    def _open_erasing(self) -> None:
        self.erasing = EraseDialog(self._history, self)
        self.erasing.finished.connect(self._erased)
        self.erasing.open()

    def _erased(self) -> None:
        if self.erasing is not None:
            self.erasing.deleteLater()
            self.erasing = None
        self.kept.look()

    def _name(self) -> None:
        fields = self.fields
        fields[KeepingField.DAYS].set_words(
            self.tr("Days that events are kept"),
            self.tr("then they are deleted; an alarm stays until somebody acknowledges it"),
        )
        fields[KeepingField.GB].set_words(
            self.tr("Most space they may take, in GB"), self.tr("beyond that, the oldest are deleted")
        )
        fields[KeepingField.FOLDER].set_words(
            self.tr("Folder for a daily backup"),
            self.tr("empty: none; the newest seven are kept, best on another disk"),
        )

    def _lay_out(self) -> None:
        limits = QGridLayout()
        limits.setHorizontalSpacing(round(1.75 * theme.SPACE))
        limits.addWidget(self.fields[KeepingField.DAYS], 0, 0)
        limits.addWidget(self.fields[KeepingField.GB], 0, 1)
        limits.setColumnStretch(0, 1)
        limits.setColumnStretch(1, 1)
        explanation = PlainLabel(
            self.tr(
                "Somebody may ask for what is kept about him or her to be erased. All events of that person go, with "
                "their pictures. That it was done is noted, without the name."
            ),
            dim=True,
        )
        wrap(explanation)
        erase = QHBoxLayout()
        erase.addWidget(self.erase)
        erase.addStretch(1)
        scroll = ScrollingRows(2 * theme.SPACE)
        rows = scroll.rows
        rows.addLayout(limits)
        rows.addWidget(self.kept)
        rows.addWidget(line())
        rows.addWidget(self.fields[KeepingField.FOLDER])
        rows.addWidget(self.backup)
        rows.addWidget(line())
        rows.addWidget(PlainLabel(self.tr("Erase a person's data"), bold=True))
        rows.addWidget(explanation)
        rows.addLayout(erase)
        rows.addStretch(1)
        scroll.fill(self)


def _translated(sentence: str) -> str:
    return QCoreApplication.translate("KeepingDraft", sentence)
