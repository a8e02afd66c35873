"""The page “Lock”: the administrator's PIN, which guards what is not a guard's to do."""

from __future__ import annotations

import time
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from facemon.administration import Administered, Entry
from facemon.administrator import PinEdit, administrator_mistake
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.pin import LONGEST
from facemon.ui import theme, words
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.lock import SettingsLock
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import ScrollingRows
from facemon.ui.settings.task import Task
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean

_SHOWN = 12  # entries of the record

_DEEDS = {
    Administered.UNLOCKED: QT_TRANSLATE_NOOP("LockPage", "unlocked"),
    Administered.WRONG_PIN: QT_TRANSLATE_NOOP("LockPage", "wrong PIN"),
    Administered.PIN_SET: QT_TRANSLATE_NOOP("LockPage", "PIN set"),
    Administered.PIN_CHANGED: QT_TRANSLATE_NOOP("LockPage", "PIN changed"),
    Administered.PIN_REMOVED: QT_TRANSLATE_NOOP("LockPage", "PIN removed"),
    Administered.PIN_GONE: QT_TRANSLATE_NOOP("LockPage", "the PIN's file was gone at the start"),
    Administered.KIOSK_LEFT: QT_TRANSLATE_NOOP("LockPage", "kiosk mode left"),
}


class _Doing(Enum):
    NOTHING = auto()
    SETTING = auto()
    REMOVING = auto()


class LockPage(QWidget):
    """Collects what is to become of the PIN. Nothing is in force before the caller takes `edit()`.

    A PIN that is set is asked for once more before it is changed or removed: who has unlocked may have gone for a walk.
    """

    changed = Signal()  # there may be a mistake more or less

    def __init__(self, lock: SettingsLock, relay: Relay, *, kiosk: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._doing = _Doing.NOTHING if lock.set_up else _Doing.SETTING
        self._told = False
        self.state = PlainLabel(bold=True, size=1.05)
        self.pin = FormField(2 * LONGEST)
        self.again = FormField(2 * LONGEST)
        self.pin.set_words(self.tr("New PIN"), self.tr("6 to 32 letters, digits or signs"))
        self.again.set_words(self.tr("PIN again"), "")
        self.change = QPushButton(self.tr("Change the PIN…"))
        self.remove = QPushButton(self.tr("Remove the PIN…"))
        self.keep = QPushButton(self.tr("Keep the PIN"))
        for button, call in ((self.change, self._change), (self.remove, self._remove), (self.keep, self._keep)):
            button.setAutoDefault(False)
            button.clicked.connect(call)
        for field in (self.pin, self.again):
            field.box.setEchoMode(QLineEdit.EchoMode.Password)
            field.box.textEdited.connect(self._typed)
            field.box.editingFinished.connect(self._leave)
        self.kiosk = Toggle(self.tr("Kiosk mode: full screen, and no way out without the PIN"))
        self.kiosk.setChecked(kiosk)
        self.kiosk_note = PlainLabel()
        self.kiosk.toggled.connect(self._typed)
        self.record = PlainLabel(dim=True)
        self._lay_out()
        self._show()
        self._task = Task(relay, lambda _stop, _say: lock.recent(_SHOWN), self._show_record, lambda _: None)

    def edit(self) -> PinEdit | None:
        """Return what is to become of the PIN, None for nothing; nothing may be wrong."""
        if self._doing is _Doing.REMOVING:
            return PinEdit(None)
        return PinEdit(self.pin.box.text()) if self._begun else None

    def is_right(self) -> bool:
        """Return whether everything can be saved."""
        return not self._unguarded_kiosk() and (not self._begun or not self._mistakes())

    def mistake_text(self) -> str:
        """Return what is wrong with what is being filled in; empty for nothing."""
        told = next(iter(self._mistakes().values()), "") if self._begun and self._told else ""
        return told or self._unguarded_kiosk()

    def go_to_mistake(self) -> None:
        """Put the keyboard where something is wrong."""
        self._told = True
        self._show()
        if self._begun and (mistakes := self._mistakes()):
            next(iter(mistakes)).box.setFocus()
        else:
            self.kiosk.setFocus()

    def close_work(self) -> None:
        """End what goes on in the background, and keep no PIN on the screen."""
        self._task.drop()
        self._empty()

    def _empty(self) -> None:
        for field in (self.pin, self.again):
            field.box.clear()

    def restyle(self) -> None:
        """Take up the theme and font in use: its labels are restyled by the dialog."""

    def focusInEvent(self, _event: QFocusEvent) -> None:
        first = {_Doing.NOTHING: self.change, _Doing.SETTING: self.pin.box, _Doing.REMOVING: self.keep}
        first[self._doing].setFocus()

    @property
    def _begun(self) -> bool:
        return self._doing is _Doing.SETTING and bool(self.pin.box.text() or self.again.box.text())

    def _unguarded_kiosk(self) -> str:
        guarded = self._begun or (self._lock.set_up and self._doing is not _Doing.REMOVING)
        return self.tr("Kiosk mode needs a PIN.") if self.kiosk.isChecked() and not guarded else ""

    def _mistakes(self) -> dict[FormField, str]:
        pin = self.pin.box.text()
        if template := administrator_mistake(pin):
            return {self.pin: QCoreApplication.translate("Operators", template)}
        return {} if pin == self.again.box.text() else {self.again: self.tr("The two are not the same.")}

    def _change(self) -> None:
        purpose = self.tr("Change the administrator's PIN")
        self._lock.open(self.window(), purpose, lambda: self._do(_Doing.SETTING), anew=True)

    def _remove(self) -> None:
        purpose = self.tr("Remove the administrator's PIN")
        self._lock.open(self.window(), purpose, lambda: self._do(_Doing.REMOVING), anew=True)

    def _keep(self) -> None:
        self._do(_Doing.NOTHING)

    def _do(self, doing: _Doing) -> None:
        self._doing, self._told = doing, False
        self._empty()
        self._show()
        self.setFocus()
        self.changed.emit()

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _leave(self) -> None:
        if self.pin.box.text() and self.again.box.text():
            self._told = True
        self._typed()

    def _show(self) -> None:
        doing, is_set = self._doing, self._lock.set_up
        if doing is _Doing.REMOVING:
            said = self.tr("The PIN is removed when you save: whoever sits here may then do everything.")
        elif is_set:
            said = self.tr("A PIN is set.") if doing is _Doing.NOTHING else self.tr("A PIN is set. Give another one.")
        else:
            said = self.tr("No PIN is set: whoever sits here may do everything.")
        self.state.setText(said)
        told = self._mistakes() if self._told and self._begun else {}
        for field in (self.pin, self.again):
            field.setVisible(doing is _Doing.SETTING)
            field.say(told.get(field, ""))
        mistake = self._unguarded_kiosk()
        about = self.tr("Keys and menus of the operating system go on working; its own kiosk mode shuts them off.")
        self.kiosk_note.setText(mistake or about)
        self.kiosk_note.take_tone("bad" if mistake else "dim")
        for button in (self.change, self.remove):
            button.setVisible(is_set and doing is _Doing.NOTHING)
        self.keep.setVisible(is_set and doing is not _Doing.NOTHING)

    def _show_record(self, entries: list[Entry]) -> None:
        if entries:
            lines = [words.joined(_when(entry.at_ms), _deed(entry.deed), clean(entry.by, 60)) for entry in entries]
            self.record.setText("\n".join((self.tr("On record, the newest first:"), *lines)))

    def _lay_out(self) -> None:
        about = PlainLabel(
            self.tr(
                "With a PIN, these ask for it first: the settings, opening a door, erasing a person, approving a "
                "certificate, a device that was replaced, and saving events, reports and pictures as files. Alarms, "
                "search, history and the change of shift never do. It is asked for again after five minutes without "
                "use, and at the change of shift."
            ),
            dim=True,
        )
        forgotten = PlainLabel(
            self.tr(
                "A PIN that is forgotten cannot be shown to anybody. Whoever may delete files of this profile ends "
                "facemon, deletes administrator.json, and sets another."
            ),
            dim=True,
        )
        for label in (self.state, about, forgotten, self.kiosk_note, self.record):
            wrap(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self.change, self.remove, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        scroll = ScrollingRows(round(1.5 * theme.SPACE))
        self.rows = scroll.rows
        for part in (self.state, about, self.pin, self.again):
            self.rows.addWidget(part)
        self.rows.addLayout(buttons)
        below: tuple[QWidget, ...] = (forgotten, self.kiosk, self.kiosk_note, self.record)
        for under in below:
            self.rows.addWidget(under)
        self.rows.addStretch(1)
        scroll.fill(self)


def _deed(deed: str) -> str:
    known = next((text for known, text in _DEEDS.items() if known.value == deed), None)
    return clean(deed, 60) if known is None else QCoreApplication.translate("LockPage", known)


def _when(at_ms: int) -> str:
    return words.since(at_ms, round(time.time() * 1000))
