"""The right side of the devices' page: one device to be filled in."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.label import PlainLabel
from facemon.ui.settings.certificate_view import abbreviated
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.draft import Draft, Field, Notice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.group_field import GroupField
from facemon.ui.settings.icon_button import IconButton
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean

_PAUSE_MS = 800  # in typing, after which a mistake is told without leaving the box
_LONGEST = 1000  # characters that a box takes; what a field may not have is said, not cut off


class DeviceForm(QWidget):
    """Shows one draft and changes it as the user does."""

    edited = Signal()  # `draft` is another
    left = Signal(str)  # the user has been at this field, so that its mistakes may be told

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft(key="")
        self._filling = False
        self._stored = False
        self.group = GroupField(_LONGEST)
        self.fields = {field: self.group if field is Field.GROUP else FormField(_LONGEST) for field in Field}
        self.group.completed.connect(lambda group: self._change(group=group))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self._typing: Field | None = None
        for field, part in self.fields.items():
            part.box.textEdited.connect(lambda _text, field=field: self._typed(field))
            part.box.editingFinished.connect(lambda field=field: self._leave(field))
        password = self.fields[Field.PASSWORD].box
        password.setEchoMode(QLineEdit.EchoMode.Password)
        self.forget = IconButton("remove", "")
        self.forget.clicked.connect(self._forget_password)
        self.fields[Field.PASSWORD].line.addWidget(self.forget)
        self.enabled = Toggle()
        self.enabled.toggled.connect(lambda on: self._change(enabled=on))
        self.door_control = Toggle()
        self.door_control.toggled.connect(lambda on: self._change(door_control=on))
        self._trust_label = PlainLabel(self.tr("Certificate"), size=0.95, dim=True)
        self.trust = Choice(self._trust_label.text())
        self.trust.activated.connect(self._choose_trust)
        self._lay_out()
        self._retranslate()
        self.set_password_state(stored=False, kept_where="")

    def show_draft(self, draft: Draft) -> None:
        """Show this draft."""
        self._filling = True
        self._pause.stop()
        self._typing = None
        same = draft.key == self.draft.key
        self.draft = draft
        texts = {Field.NAME: draft.name, Field.ADDRESS: draft.address, Field.USERNAME: draft.username}
        texts[Field.GROUP] = draft.group
        for field, text in {**texts, Field.PASSWORD: draft.password or ""}.items():
            box = self.fields[field].box
            if box.text() != text:
                box.setText(text)
            if not same:
                box.setCursorPosition(0)
        self.enabled.setChecked(draft.enabled)
        self.door_control.setChecked(draft.door_control)
        self._show_trust()
        self._show_password()
        self._filling = False

    def set_password_state(self, *, stored: bool, kept_where: str) -> None:
        """Say whether a password is stored for this device, and where one is kept (context "Credentials")."""
        self._stored = stored
        hint = QCoreApplication.translate("Credentials", kept_where) if kept_where else ""
        self.fields[Field.PASSWORD].set_hint(hint)
        self._show_password()

    def set_notices(self, notices: Iterable[Notice]) -> None:
        """Show what there is to say beside the fields; of several for one field the first."""
        first: dict[Field, Notice] = {}
        for notice in notices:
            first.setdefault(notice.field, notice)
        for field, part in self.fields.items():
            found = first.get(field)
            part.say(sentence(found) if found else "", wrong=found is None or found.wrong)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.forget.restyle()

    def focus_field(self, field: Field) -> None:
        """Let the user type into this field."""
        box = self.fields[field].box
        box.setFocus()
        box.selectAll()

    def approve(self, sha256: str) -> None:
        """Trust the certificate with this SHA-256 from when the settings are saved."""
        self._change(certificate=f"sha256:{sha256}")
        self._show_trust()

    def _typed(self, field: Field) -> None:
        self._typing = field
        self._pause.start()
        text = self.fields[field].box.text()
        if field is Field.PASSWORD:
            self._change(password=text or None)
        elif field is Field.ADDRESS:
            self._change(address=text, serial=None)  # another device may be there
        else:
            self._change(**{field.value: text})

    def _leave(self, field: Field) -> None:
        tidy = self.draft.tidy_address()
        if field is Field.ADDRESS and tidy != self.draft.address:
            self.fields[field].box.setText(tidy)  # what a pasted URL comes to
            self._change(address=tidy)
        self.left.emit(field.value)

    def _paused(self) -> None:
        if self._typing is not None:
            self.left.emit(self._typing.value)

    def _change(self, **changes: object) -> None:
        if self._filling:
            return
        self.draft = msgspec.structs.replace(self.draft, **changes)
        self._show_password()
        self.edited.emit()

    def _forget_password(self) -> None:
        self.fields[Field.PASSWORD].box.clear()
        self._change(password=None if self.draft.password == "" else "")
        self.left.emit(Field.PASSWORD.value)

    def _show_password(self) -> None:
        giving_up = self.draft.password == ""
        box = self.fields[Field.PASSWORD].box
        if giving_up:
            box.setPlaceholderText(self.tr("will be forgotten"))
        else:
            box.setPlaceholderText("••••••••  " + self.tr("unchanged") if self._stored else "")
        self.forget.setVisible(giving_up or (self._stored and not self.draft.password))
        if giving_up:
            self.forget.show_as("retry", self.tr("Keep the stored password"))
        else:
            self.forget.show_as("remove", self.tr("Forget the stored password"))

    def _choose_trust(self) -> None:
        self._change(certificate=self.trust.value())

    def _pinned(self) -> str:
        original = self.draft.original.certificate if self.draft.original else ""
        return next((pin for pin in (self.draft.certificate, original) if pin.startswith("sha256:")), "")

    def _show_trust(self) -> None:
        self.trust.clear()
        pinned = self._pinned()
        if pinned:
            approved = self.tr("Certificate {fingerprint}").format(fingerprint=abbreviated(pinned))
            self.trust.addItem(approved, pinned)
        self.trust.addItem(self.tr("Certificate verified by the system"), "ca")
        self.trust.addItem(self.tr("Certificate not approved yet"), "")
        self.trust.set_value(self.draft.certificate)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(1.75 * theme.SPACE))
        grid.setVerticalSpacing(round(1.75 * theme.SPACE))
        for number, part in enumerate(self.fields.values()):
            grid.addWidget(part, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        trust = QVBoxLayout()
        trust.setSpacing(theme.SPACE // 2)
        trust.addWidget(self._trust_label)
        trust.addWidget(self.trust)
        trust.addStretch(1)
        grid.addLayout(trust, 2, 1)
        for number, toggle in enumerate((self.enabled, self.door_control)):
            # Where there is no room for all its words, it can do with less than it asks for.
            toggle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row = QHBoxLayout()
            row.addWidget(toggle)
            row.addStretch(1)
            grid.addLayout(row, 3 + number, 0, 1, 2)
        QWidget.setTabOrder(self.fields[Field.PASSWORD].box, self.forget)
        for earlier, later in itertools.pairwise(
            (self.forget, self.group.box, self.trust, self.enabled, self.door_control)
        ):
            QWidget.setTabOrder(earlier, later)

    def _retranslate(self) -> None:
        self.fields[Field.NAME].set_words(self.tr("Name"), "", self.tr("North gate"))
        self.fields[Field.ADDRESS].set_words(self.tr("Address"), self.tr("also wss://…/v1/event"), "10.20.1.11:8000")
        self.fields[Field.USERNAME].set_words(self.tr("User name"), self.tr("empty: the device asks for none"))
        self.fields[Field.PASSWORD].set_words(self.tr("Password"), "")
        self.enabled.setText(self.tr("Watch this device"))
        self.door_control.setText(self.tr("Let guards open its door from here"))
        self._show_trust()


def sentence(notice: Notice) -> str:
    """Return a notice in the program's language."""
    fields = {name: clean(value, 80) for name, value in notice.fields.items()}
    return QCoreApplication.translate(notice.context, notice.template).format(**fields)
