"""The right side of the operators' page: a name and a PIN, typed twice."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from facemon.operators import name_mistake, tidy_name
from facemon.pin import LONGEST, pin_mistake
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.form_field import FormField
from facemon.ui.text import clean

_PAUSE_MS = 800  # in typing, after which a mistake is told without leaving the box


class OperatorForm(QWidget):
    """Adds an operator, or gives one another PIN."""

    edited = Signal()  # what is in the boxes is another
    ready = Signal()  # the user says that it is complete

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_new = True
        self._name = ""
        self._others: Collection[str] = ()
        self._told: set[FormField] = set()  # the user has been there, so that a mistake may be told
        self.title = PlainLabel(bold=True, size=1.05)
        self.name = FormField(200)
        self.pin = FormField(2 * LONGEST)
        self.again = FormField(2 * LONGEST)
        self.name.set_words(self.tr("Name"), self.tr("as it is to stand on record"))
        self.pin.set_words(self.tr("PIN"), self.tr("4 to 32 letters, digits or signs"))
        self.again.set_words(self.tr("PIN again"), "")
        self.take = QPushButton()
        self.take.setAutoDefault(False)
        self.taken = PlainLabel()
        self.taken.setProperty("good", True)
        wrap(self.taken)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._paused)
        self._typing = self.name
        for field in (self.pin, self.again):
            field.box.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.name, self.pin, self.again):
            field.box.textEdited.connect(lambda _text, field=field: self._typed(field))
            field.box.editingFinished.connect(lambda field=field: self._leave(field))
        self.take.clicked.connect(self.ready)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE)
        for part in (self.title, self.name, self.pin, self.again):
            rows.addWidget(part)
        rows.addLayout(row)
        rows.addWidget(self.taken)

    @property
    def begun(self) -> bool:
        """Whether anything has been filled in."""
        return any(field.box.text().strip() for field in (self.name, self.pin, self.again) if not field.isHidden())

    def value(self) -> tuple[str, str]:
        """Return the name and the PIN."""
        return (tidy_name(self.name.box.text()) if self.is_new else self._name), self.pin.box.text()

    def begin(self, name: str, others: Collection[str]) -> None:
        """Give this operator another PIN, or with an empty name add one; `others` are the names that are taken."""
        self.is_new, self._name, self._others = not name, name, others
        self.name.setVisible(self.is_new)
        self.title.setText(self.tr("New operator") if self.is_new else clean(name, 60))
        self.take.setText(self.tr("Add") if self.is_new else self.tr("Change the PIN"))
        self.pin.label.setText(self.tr("PIN") if self.is_new else self.tr("New PIN"))
        self.clear()

    def clear(self) -> None:
        """Empty the boxes."""
        self._pause.stop()
        for field in (self.name, self.pin, self.again):
            field.box.clear()
        self.taken.setText("")
        self._told.clear()
        self._show()

    def say_taken(self, name: str) -> None:
        """Say that it will be so once the settings are saved."""
        self.taken.setText(self.tr("{name}: takes effect when you save.").format(name=clean(name, 60)))

    def mistakes(self) -> dict[FormField, str]:
        """Return what is wrong, by field."""
        name, pin = self.value()
        found: dict[FormField, str] = {}
        if self.is_new and (template := name_mistake(self.name.box.text(), self._others)):
            found[self.name] = QCoreApplication.translate("Operators", template)
        if template := pin_mistake(pin, name):
            found[self.pin] = QCoreApplication.translate("Operators", template)
        elif pin != self.again.box.text():
            found[self.again] = self.tr("The two are not the same.")
        return found

    def told(self) -> dict[FormField, str]:
        """Return what is wrong where the user has been."""
        return {field: text for field, text in self.mistakes().items() if field in self._told}

    def tell(self) -> None:
        """Tell everything that is wrong."""
        self._told = {self.name, self.pin, self.again}
        self._show()

    def _typed(self, field: FormField) -> None:
        self._typing = field
        self._pause.start()
        self.taken.setText("")
        self._show()
        self.edited.emit()

    def _leave(self, field: FormField) -> None:
        if self.begun and field.box.text():
            self._told.add(field)
        self._show()
        self.edited.emit()

    def _paused(self) -> None:
        self._leave(self._typing)

    def _show(self) -> None:
        told = self.told() if self.begun else {}
        for field in (self.name, self.pin, self.again):
            field.say(told.get(field, ""))
        self.take.setEnabled(self.begun)
