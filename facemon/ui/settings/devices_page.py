"""The page “Devices”: the list, the form and the connection test, and what goes between them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facemon.credentials import Credentials
from facemon.device.probe import probe
from facemon.device.status import Failure, State, Status
from facemon.settings import AddressError, DeviceSettings
from facemon.ui import theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.passphrase.note import PasswordsNote
from facemon.ui.settings import device_state
from facemon.ui.settings.connection_test import ConnectionTest
from facemon.ui.settings.device_form import DeviceForm, sentence
from facemon.ui.settings.device_list import DeviceList, Row
from facemon.ui.settings.draft import Draft, Field, place
from facemon.ui.settings.icon_button import IconButton
from facemon.ui.settings.probe_run import Probe, Subject
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.roster import Roster
from facemon.ui.text import clean

_REFRESH_MS = 1000
_SETTLING_MS = 500


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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.roster = Roster(devices)
        self._devices = devices
        self._statuses = statuses
        self._credentials = credentials
        self._relay = relay
        self._current = ""
        self.list = DeviceList()
        self.form = DeviceForm()
        self.passwords = PasswordsNote(credentials)
        self.test = ConnectionTest(self._subject, relay, probe)
        self.add_button = QPushButton(self.tr("Add…"))
        self.up_button = IconButton("up", self.tr("Move up (Alt+Up)"))
        self.down_button = IconButton("down", self.tr("Move down (Alt+Down)"))
        self.remove_button = QPushButton(self.tr("Remove"))
        self._removed_text = ElidedLabel(colour="dim")
        self.undo_button = QPushButton(self.tr("Undo"))
        self._removed = QWidget()
        self._right = QStackedWidget()
        self._scroll = QScrollArea()
        self._lay_out()
        self.list.selected.connect(self.select)
        self.list.reordered.connect(self._reordered)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left)
        self.test.approved.connect(self.form.approve)
        # What there is to approve is scrolled to, again where the layout goes on changing for a moment.
        self._judged = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        self.test.judged.connect(self._judged.start)
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._show_judgement)
        self.test.judged.connect(self._laid_out.start)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda: self._laid_out.start())
        self.add_button.clicked.connect(self.add)
        self.list.removing.connect(self.remove)
        self.up_button.clicked.connect(partial(self.list.move_current, -1))
        self.down_button.clicked.connect(partial(self.list.move_current, 1))
        self.remove_button.clicked.connect(self.remove)
        self.undo_button.clicked.connect(self._undo)
        for button in (self.add_button, self.remove_button, self.undo_button):
            button.setAutoDefault(False)
        # Shown once for all that have come: each time costs as much as there are devices.
        self._looked_up = QTimer(self, singleShot=True, interval=0)
        self._looked_up.timeout.connect(self._show)
        self.passwords.changed.connect(self._looked_up.start)
        self._timer = QTimer(self, interval=_REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self.setFocusProxy(self.list if self.roster.drafts else self.add_button)
        self.select("")
        threading.Thread(target=self._look_up_passwords, name="stored passwords", daemon=True).start()

    def select(self, key: str) -> None:
        """Show the device with this key in the form; the first where there is none."""
        drafts = self.roster.drafts
        draft = self.roster.get(key) or (drafts[0] if drafts else None)
        previous, self._current = self._current, draft.key if draft else ""
        self._right.setCurrentIndex(0 if draft else 1)
        if draft is not None and draft.key != previous:
            self.test.reset()
            self.form.show_draft(draft)
            self._offer_judgement(draft)
        self._show()

    def add(self) -> None:
        """Begin a new device and let the user type its name."""
        self.select(self.roster.add().key)
        self.form.focus_field(Field.NAME)

    def remove(self) -> None:
        """Remove the selected device; a line below the list offers it back for as long as the dialog is open."""
        place = next((place for place, draft in enumerate(self.roster.drafts) if draft.key == self._current), None)
        if place is None:
            return
        self.roster.remove(self._current)
        drafts = self.roster.drafts
        self.select(drafts[min(place, len(drafts) - 1)].key if drafts else "")
        (self.list if drafts else self.add_button).setFocus()
        self.changed.emit()

    def result(self) -> tuple[tuple[DeviceSettings, ...], dict[str, str]]:
        """Return the devices and the passwords to store, as `Roster.result` does; nothing may be wrong."""
        return self.roster.result(taken=self._statuses())

    def is_right(self) -> bool:
        """Return whether every device can be saved."""
        return self.roster.first_mistake() is None

    def go_to_mistake(self) -> bool:
        """Show the first mistake and let the user type there; return whether there is one."""
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

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.test.restyle()
        self.form.restyle()
        self.passwords.restyle()
        self.up_button.restyle()
        self.down_button.restyle()
        self.list.doItemsLayout()
        self.list.updateGeometry()
        self._removed_text.restyle()

    def _undo(self) -> None:
        self.select(self.roster.undo().key)
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
        self.list.set_rows(self._rows(), self._current)
        self.form.set_notices(self.roster.told().get(self._current, []))
        self.form.set_password_state(
            stored=self._current in self.roster.stored, kept_where=self._credentials.kept_where
        )
        self.form.group.set_groups(draft.group for draft in self.roster.drafts if draft.key != self._current)
        self.passwords.show_state()
        place = self.list.currentRow()
        self.remove_button.setEnabled(place >= 0)
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < self.list.count() - 1)
        removed = self.roster.removed
        self._removed.setVisible(bool(removed))
        if removed:
            name = clean(removed[-1][1].name, 100) or self.tr("New device")
            self._removed_text.set_text(self.tr("“{name}” is removed").format(name=name))

    def _refresh(self) -> None:
        self.list.refresh(self._rows())

    def _rows(self) -> list[Row]:
        told, statuses, now = self.roster.told(), self._statuses(), time.monotonic()
        return [device_state.row(draft, statuses.get(draft.key), told[draft.key], now) for draft in self.roster.drafts]

    def _subject(self) -> Subject | None:
        draft = self.form.draft
        self.roster.touch(draft.key, {Field.ADDRESS})
        try:
            device = draft.device()
        except AddressError:
            self._show()
            self.changed.emit()
            self.form.focus_field(Field.ADDRESS)
            return None
        return Subject(device, partial(self._password, draft), already_live=self._is_live(device.host, device.port))

    def _is_live(self, host: str, port: int) -> bool:
        """Return whether this program has one of the places of the device at this address, whatever else was edited."""
        live = {key for key, status in self._statuses().items() if status.state is State.LIVE}
        there = place(host, port)
        return any(device.id in live and place(device.host, device.port) == there for device in self._devices)

    def _password(self, draft: Draft) -> str | None:
        if draft.password is not None:
            return draft.password or None
        return self._credentials.demand(draft.original.id) if draft.original else None

    def _offer_judgement(self, draft: Draft) -> None:
        """Show the certificate that the connection waits with, so that no test is needed to approve it."""
        status = self._statuses().get(draft.key)
        if status is None or status.certificate is None or not draft.same_connection:
            return
        if status.state is State.NEEDS_APPROVAL or status.failure is Failure.CERTIFICATE_CHANGED:
            self.test.judge(status.certificate, changed=bool(draft.certificate))

    def _show_judgement(self) -> None:
        if self._judged.isActive():
            self._scroll.ensureWidgetVisible(self.test.approve, 0, 3 * theme.SPACE)

    def _look_up_passwords(self) -> None:
        for draft in tuple(self.roster.drafts):
            self._relay.call(partial(self._take_stored, draft.key, self._credentials.has(draft.key)))
        self._credentials.availability()  # so that `kept_where` is known
        self._relay.call(self._looked_up.start)

    def _take_stored(self, key: str, found: bool) -> None:  # noqa: FBT001 - an answer to the one question asked
        if not found:
            self.roster.stored.discard(key)
        self._looked_up.start()

    def _lay_out(self) -> None:
        margin = round(1.5 * theme.SPACE)
        left = QWidget()
        left.setObjectName("left")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        undo = QHBoxLayout(self._removed)
        undo.setContentsMargins(margin, 0, 0, 0)
        undo.addWidget(self._removed_text, 1)
        undo.addWidget(self.undo_button)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.up_button)
        buttons.addWidget(self.down_button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove_button)
        column = QVBoxLayout(left)
        column.setContentsMargins(margin - 1, margin - 1, margin - 1, margin)
        column.setSpacing(margin)
        column.addWidget(self.list)
        column.addWidget(self._removed)
        column.addLayout(buttons)
        column.addStretch(1)
        form = QWidget()
        rows = QVBoxLayout(form)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(round(1.5 * theme.SPACE))
        rows.addWidget(self.form)
        rows.addWidget(self.passwords)
        rows.addWidget(self.test)
        rows.addStretch(1)
        scroll = self._scroll
        scroll.setWidget(form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        nothing = PlainLabel(self.tr("No device yet. Click “Add…”."), dim=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        wrap(nothing)
        self._right.addWidget(scroll)
        self._right.addWidget(nothing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(left, 37)
        layout.addWidget(self._right, 61)


def _tested(draft: Draft) -> tuple[object, ...]:
    return draft.address, draft.username, draft.password, draft.certificate
