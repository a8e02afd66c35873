"""The right side of the devices' page while several are selected: what is touched is changed on all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.device_form import sentence
from facemon.ui.settings.draft import Draft, Notice
from facemon.ui.settings.fleet.many import Part, Value, common, given, port_of
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.group_field import GroupField
from facemon.ui.settings.icon_button import IconButton

_LONGEST = 1000  # characters that a box takes; what a field may not have is said, not cut off
_TEXTS = (Part.GROUP, Part.PORT, Part.USERNAME, Part.PASSWORD)
_CHOICES = (Part.ENABLED, Part.DOOR_CONTROL)
_STAYS, _YES, _NO = "", "yes", "no"


class ManyForm(QWidget):
    """Shows what some drafts have in common and gives all of them what the user touches."""

    edited = Signal()  # `drafts()` are others

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Draft, ...] = ()
        self._touched: dict[Part, Value] = {}
        self._common: dict[Part, Value] = {}
        self.title = PlainLabel(bold=True, size=1.05)
        self._about = PlainLabel(self.tr("What you change here is changed on all of them; the rest stays."), dim=True)
        for label in (self.title, self._about):
            wrap(label)
        self.group = GroupField(_LONGEST)
        self.fields = {part: self.group if part is Part.GROUP else FormField(_LONGEST) for part in _TEXTS}
        self.group.completed.connect(lambda group: self._touch(Part.GROUP, group))
        self.leave = {part: IconButton("retry", self.tr("Leave as it is")) for part in _TEXTS}
        for part, field in self.fields.items():
            field.line.addWidget(self.leave[part])
            field.box.textEdited.connect(partial(self._typed, part))
            self.leave[part].clicked.connect(partial(self._leave, part))
        self.fields[Part.PASSWORD].box.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields[Part.PORT].set_words(self.tr("Port"), "")
        self.fields[Part.USERNAME].set_words(self.tr("User name"), self.tr("empty: the devices ask for none"))
        self.fields[Part.PASSWORD].set_words(self.tr("Password"), self.tr("the same for all"))
        self.choices: dict[Part, Choice] = {}
        self._labels: list[PlainLabel] = []
        for part, words in zip(
            _CHOICES, (self.tr("Watch these devices"), self.tr("Let guards open their doors from here")), strict=True
        ):
            self._labels.append(PlainLabel(words, size=0.95, dim=True))
            choice = self.choices[part] = Choice(words)
            choice.setMinimumContentsLength(6)
            choice.activated.connect(lambda _, part=part: self._choose(part))
        self._lay_out()

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show these, none of them touched yet."""
        self._before = tuple(drafts)
        self._touched.clear()
        self._common = common(drafts)
        self.title.setText(self.tr("%n device(s) selected", "", len(drafts)))
        for part in _TEXTS:
            self._show_text(part)
        for part, choice in self.choices.items():
            choice.clear()
            if part not in self._common:
                choice.addItem(self.tr("different: leave as it is"), _STAYS)
            choice.addItem(self.tr("Yes"), _YES)
            choice.addItem(self.tr("No"), _NO)
            choice.set_value({True: _YES, False: _NO}.get(bool(self._common[part]), "") if part in self._common else "")

    def drafts(self) -> list[Draft]:
        """Return the drafts with what was touched."""
        return [given(draft, self._touched) for draft in self._before]

    @property
    def wrong(self) -> bool:
        """Whether a port was typed that is none."""
        text = self.fields[Part.PORT].box.text()
        return bool(text.strip()) and port_of(text) is None

    def set_notices(self, notices: Iterable[Notice]) -> None:
        """Show what is wrong with what was touched; of several for one field the first."""
        first: dict[str, Notice] = {}
        for notice in notices:
            first.setdefault(notice.field.value, notice)
        for part in (Part.GROUP, Part.USERNAME, Part.PASSWORD):
            found = first.get(part.value) if part in self._touched else None
            self.fields[part].say(sentence(found) if found else "", wrong=found is None or found.wrong)
        self.fields[Part.PORT].say(self.port_mistake() if self.wrong else "")

    def port_mistake(self) -> str:
        """Return what a port has to be."""
        return self.tr("A port is a whole number from 1 to 65535.")

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for button in self.leave.values():
            button.restyle()

    def _typed(self, part: Part, text: str) -> None:
        if part is Part.PORT:
            port = port_of(text)
            self._touch(part, port)
        elif part is Part.PASSWORD:
            self._touch(part, text or None)
        else:
            self._touch(part, text)

    def _choose(self, part: Part) -> None:
        value = self.choices[part].value()
        self._touch(part, None if value == _STAYS else value == _YES)

    def _touch(self, part: Part, value: Value | None) -> None:
        if value is None:
            self._touched.pop(part, None)
        else:
            self._touched[part] = value
        if part in self.leave:
            self.leave[part].setVisible(part in self._touched or bool(self.fields[part].box.text()))
        self.edited.emit()

    def _leave(self, part: Part) -> None:
        self._touched.pop(part, None)
        self._show_text(part)
        self.fields[part].box.setFocus()
        self.edited.emit()

    def _show_text(self, part: Part) -> None:
        box = self.fields[part].box
        box.setText(str(self._common.get(part, "")))
        if part is Part.PASSWORD:
            box.setPlaceholderText(self.tr("unchanged"))
        else:
            box.setPlaceholderText("" if part in self._common else self.tr("different: leave as it is"))
        self.leave[part].hide()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(round(1.75 * theme.SPACE))
        grid.setVerticalSpacing(round(1.75 * theme.SPACE))
        for number, field in enumerate(self.fields.values()):
            grid.addWidget(field, number // 2, number % 2)
        for column, (label, choice) in enumerate(zip(self._labels, self.choices.values(), strict=True)):
            box = QVBoxLayout()
            box.setSpacing(theme.SPACE // 2)
            wrap(label)
            box.addWidget(label)
            box.addWidget(choice)
            box.addStretch(1)
            grid.addLayout(box, 2, column)
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(round(1.5 * theme.SPACE))
        layout.addWidget(self.title)
        layout.addWidget(self._about)
        layout.addLayout(grid)
        layout.addStretch(1)
