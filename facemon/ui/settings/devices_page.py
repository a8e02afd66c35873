"""The page “Devices”: the list, the form and the connection test, and what goes between them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from facemon.credentials import Credentials
from facemon.device.probe import probe
from facemon.device.status import Certificate, Failure, State, Status
from facemon.settings import AddressError, DeviceSettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.passphrase.note import PasswordsNote
from facemon.ui.settings import device_state
from facemon.ui.settings.connection_test import ConnectionTest
from facemon.ui.settings.device_column import DeviceColumn
from facemon.ui.settings.device_form import DeviceForm, sentence
from facemon.ui.settings.device_list import Row
from facemon.ui.settings.draft import Draft, Field
from facemon.ui.settings.fleet.device_check import DeviceCheck
from facemon.ui.settings.fleet.many import Part
from facemon.ui.settings.fleet.many_devices import ManyDevices
from facemon.ui.settings.fleet.many_form import ManyForm
from facemon.ui.settings.in_sight import InSight
from facemon.ui.settings.probe_run import Probe, Subject
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.roster import Roster
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.settings.stored_passwords import look_up_passwords
from facemon.ui.settings.subjects import Subjects
from facemon.ui.text import clean

_REFRESH_MS = 1000


class DevicesPage(QWidget):
    """Lets the user set the devices up. Nothing is in force before the caller takes `roster.result()`."""

    changed = Signal()  # there may be a mistake more or less

    def __init__(
        self,
        devices: tuple[DeviceSettings, ...],
        *,
        statuses: Callable[[], dict[str, Status]],
        credentials: Credentials,
        relay: Relay,
        probe: Probe = probe,
        former: Callable[[str], Certificate | None] = lambda _: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.roster = Roster(devices)
        self._statuses = statuses
        self._credentials = credentials
        self._relay = relay
        self._subjects = Subjects(devices, statuses, credentials)
        self._chosen: list[str] = []  # keys
        self.column = DeviceColumn()
        self.list = self.column.list
        self.add_button, self.remove_button = self.column.add_button, self.column.remove_button
        self.up_button, self.down_button = self.column.up_button, self.column.down_button
        self.undo_button = self.column.undo_button
        self.form = DeviceForm()
        self.passwords = PasswordsNote(credentials)
        self.many = ManyForm()
        self.test = ConnectionTest(self._subject, relay, probe, former=former)
        self.tools = ManyDevices(
            self.column,
            self.roster,
            lambda: self._chosen,
            DeviceCheck(self.roster, self._subjects, statuses, probe),
            credentials,
            relay,
            self,
        )
        self._right = QStackedWidget()
        self._scroll = QScrollArea()
        self._lay_out()
        self.list.selected.connect(self._choose)
        self.list.reordered.connect(self._reordered)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left)
        self.many.edited.connect(self._many_edited)
        self.tools.changed.connect(self._taken)
        self.test.approved.connect(self.form.approve)
        self._steps_in_sight = InSight(self._scroll, self.test, self)
        self.test.started.connect(self._steps_in_sight.begin)
        self._in_sight = InSight(self._scroll, self.test.approve, self)
        self.test.judged.connect(self._in_sight.begin)
        self.add_button.clicked.connect(self.add)
        self.list.removing.connect(self.remove)
        self.remove_button.clicked.connect(self.remove)
        self.undo_button.clicked.connect(self._undo)
        # Shown once for all that have come: each time costs as much as there are devices.
        self._looked_up = QTimer(self, singleShot=True, interval=0)
        self._looked_up.timeout.connect(self._show)
        self.passwords.changed.connect(self._looked_up.start)
        self._timer = QTimer(self, interval=_REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self.setFocusProxy(self.list if self.roster.drafts else self.add_button)
        self.select("")
        keys = [draft.key for draft in self.roster.drafts]
        look_up_passwords(keys, credentials, relay, self._take_missing)

    @property
    def _current(self) -> str:
        """The key of the device in the form; empty while there is none or there are several."""
        return self._chosen[0] if len(self._chosen) == 1 else ""

    def select(self, key: str) -> None:
        """Show the device with this key in the form; the first where there is none."""
        drafts = self.roster.drafts
        draft = self.roster.get(key) or (drafts[0] if drafts else None)
        if draft is not None:
            self.column.reveal(draft.key)
        self._show_chosen([draft.key] if draft else [])

    def select_several(self, keys: Sequence[str]) -> None:
        """Show these devices in the form for several; one alone in its own."""
        self._show_chosen(list(keys) or self._chosen)

    def add(self) -> None:
        """Begin a new device and let the user type its name."""
        self.select(self.roster.add().key)
        self.form.focus_field(Field.NAME)

    def remove(self) -> None:
        """Remove the selected devices; a line below the list offers them back for as long as the dialog is open."""
        if not self._chosen:
            return
        keys = self.list.keys
        place = keys.index(self._chosen[0]) if self._chosen[0] in keys else 0
        self.roster.remove(*self._chosen)
        left = [key for key in keys if self.roster.get(key) is not None]
        self.select(left[min(place, len(left) - 1)] if left else "")
        (self.list if self.roster.drafts else self.add_button).setFocus()
        self.changed.emit()

    def result(self) -> tuple[tuple[DeviceSettings, ...], dict[str, str]]:
        """Return the devices and the passwords to store, as `Roster.result` does; nothing may be wrong."""
        return self.roster.result(taken=self._statuses())

    def is_right(self) -> bool:
        """Return whether every device can be saved."""
        return self.roster.first_mistake() is None and not self._wrong_for_several

    def go_to_mistake(self) -> bool:
        """Show the first mistake and let the user type there; return whether there is one."""
        if self._wrong_for_several:
            self.many.fields[Part.PORT].box.setFocus()
            return True
        found = self.roster.first_mistake()
        if found is None:
            return False
        key, notice = found
        self.roster.touch(key)
        self.select(key)
        self.form.focus_field(notice.field)
        return True

    def mistake_text(self) -> str:
        """Return which device has the first mistake that was told, and which; empty when none was."""
        if self._wrong_for_several:
            return self.many.port_mistake()
        for key, told in self.roster.told().items():
            for notice in told:
                draft = self.roster.get(key)
                if notice.wrong and draft is not None:
                    name = clean(draft.name, 30) or self.tr("New device")
                    return self.tr("{device}: {mistake}").format(device=name, mistake=sentence(notice))
        return ""

    def close_work(self) -> None:
        """End what goes on behind the page."""
        self._timer.stop()
        self._looked_up.stop()
        self.test.stop()
        self.tools.close_work()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.test.restyle()
        self.form.restyle()
        self.passwords.restyle()
        self.many.restyle()
        self.column.restyle()

    @property
    def _wrong_for_several(self) -> bool:
        return len(self._chosen) > 1 and self.many.wrong

    def _choose(self) -> None:
        self.select_several(self.list.chosen)
        self.changed.emit()

    def _show_chosen(self, keys: list[str]) -> None:
        previous, self._chosen = self._chosen, keys
        self._right.setCurrentIndex(1 if not keys else 0 if len(keys) == 1 else 2)
        if keys != previous and keys:
            self.test.reset()
            drafts = [draft for draft in self.roster.drafts if draft.key in set(keys)]
            if len(drafts) == 1:
                self.form.show_draft(drafts[0])
                self._offer_judgement(drafts[0])
            else:
                self.many.show_drafts(drafts)
        self._show()

    def _many_edited(self) -> None:
        self.roster.replace(*self.many.drafts())
        self._show()
        self.changed.emit()

    def _taken(self, keys: Sequence[str]) -> None:
        """Show devices that were changed otherwise than in a form."""
        self._chosen = []  # what is shown of them is no longer so
        there = [key for key in keys if self.roster.get(key) is not None]
        if len(there) > 1:
            self.select_several(there)
        else:
            self.select(there[0] if there else "")
        self.changed.emit()

    def _undo(self) -> None:
        back = self.roster.undo()
        self.select(back[0].key)
        self.select_several([draft.key for draft in back])
        self.list.setFocus()
        self.changed.emit()

    def _reordered(self) -> None:
        self.roster.order(self.list.keys)
        self._show()
        self.changed.emit()

    def _edited(self) -> None:
        draft = self.form.draft
        old = self.roster.get(draft.key)
        self.roster.replace(draft)
        if old is not None and _tested(old) != _tested(draft):
            self.test.reset()
        self._show()
        self.changed.emit()

    def _left(self, field: str) -> None:
        if self.roster.get(self.form.draft.key) is not None:
            self.roster.touch(self.form.draft.key, {Field(field)})
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        told = self.roster.told()
        self.column.show_rows(self._rows(), self._chosen)
        groups = [draft.group for draft in self.roster.drafts if draft.key not in self._chosen]
        if len(self._chosen) > 1:
            self.many.group.set_groups(groups)
            self.many.set_notices(notice for key in self._chosen for notice in told.get(key, []))
        else:
            self.form.group.set_groups(groups)
            self.form.set_notices(told.get(self._current, []))
            self.form.set_password_state(
                stored=self._current in self.roster.stored, kept_where=self._credentials.kept_where
            )
            self.passwords.show_state()
        self.tools.show_offers()
        self.column.say_removed(self._removed_text())

    def _removed_text(self) -> str:
        if not self.roster.removed:
            return ""
        gone = [draft for _, draft in self.roster.removed[-1]]
        if len(gone) > 1:
            return self.tr("%n device(s) removed", "", len(gone))
        return self.tr("“{name}” is removed").format(name=clean(gone[0].name, 100) or self.tr("New device"))

    def _refresh(self) -> None:
        self.column.refresh(self._rows())

    def _rows(self) -> list[Row]:
        told, statuses, now = self.roster.told(), self._statuses(), time.monotonic()
        return [device_state.row(draft, statuses.get(draft.key), told[draft.key], now) for draft in self.roster.drafts]

    def _subject(self) -> Subject | None:
        draft = self.form.draft
        self.roster.touch(draft.key, {Field.ADDRESS})
        try:
            return self._subjects.of(draft)
        except AddressError:
            self._show()
            self.changed.emit()
            self.form.focus_field(Field.ADDRESS)
            return None

    def _offer_judgement(self, draft: Draft) -> None:
        """Show the certificate that the connection waits with, so that no test is needed to approve it."""
        status = self._statuses().get(draft.key)
        if status is None or status.certificate is None or not draft.same_connection:
            return
        if status.state is State.NEEDS_APPROVAL or status.failure is Failure.CERTIFICATE_CHANGED:
            self.test.judge(status.certificate, changed_from=draft.certificate)

    def _take_missing(self, keys: Sequence[str]) -> None:
        self.roster.not_stored(*keys)
        self._looked_up.start()

    def _lay_out(self) -> None:
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(round(1.5 * theme.SPACE))
        rows.addWidget(self.form)
        rows.addWidget(self.passwords)
        rows.addWidget(self.test)
        rows.addStretch(1)
        several = QWidget()
        only = QVBoxLayout(several)
        only.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        only.addWidget(self.many)
        nothing = PlainLabel(self.tr("No device yet. Click “Add…”."), dim=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        wrap(nothing)
        self._right.addWidget(scrolling(self._scroll, form))
        self._right.addWidget(nothing)
        self._right.addWidget(scrolling(QScrollArea(), several))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.column, 37)
        layout.addWidget(self._right, 61)


def _tested(draft: Draft) -> tuple[object, ...]:
    return draft.address, draft.username, draft.password, draft.certificate
