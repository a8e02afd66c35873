"""The page “Operators”: who can sign on at this desk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.operators import Edit, Operators
from facemon.ui import error_text, theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.operator_form import OperatorForm
from facemon.ui.settings.operator_list import OperatorList
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import ScrollingRows
from facemon.ui.settings.task import Task
from facemon.ui.text import clean

_NEW = ""  # stands for an operator who is being added


class OperatorsPage(QWidget):
    """Collects what is to be changed. Nothing is in force before the caller takes `edits()`."""

    changed = Signal()  # there may be a mistake more or less

    def __init__(self, operators: Operators, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operators = operators
        self._relay = relay
        self._task: Task[Path] | None = None
        self._pins: dict[str, str | None] = {}  # what is to be changed: None removes
        self.list = OperatorList()
        self.form = OperatorForm()
        self.add = QPushButton(self.tr("Add…"))
        self.remove = QPushButton(self.tr("Remove"))
        self.problem = PlainLabel()
        self.problem.setProperty("bad", True)
        self.set_aside = QPushButton(self.tr("Set the file aside and begin anew"))
        for button in (self.add, self.remove, self.set_aside):
            button.setAutoDefault(False)
        self._trouble = QWidget()
        self._scroll = ScrollingRows(2 * theme.SPACE)
        self._lay_out()
        self.list.selected.connect(self._choose)
        self.form.edited.connect(self._tell)
        self.form.ready.connect(self._take)
        self.add.clicked.connect(self.begin_new)
        self.remove.clicked.connect(self._remove_or_keep)
        self.list.removing.connect(self._remove_or_keep)
        self.set_aside.clicked.connect(self._set_aside)
        self._show()
        self._choose(self._names()[0] if self._names() else _NEW)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        # A focus proxy would let Tab pass over what stands before it.
        (self.list if self._names() else self.form.name.box).setFocus()

    def edits(self) -> list[Edit]:
        """Return what is to be changed, what is filled in and not taken yet included; nothing may be wrong."""
        pins = dict(self._pins)
        if self.form.begun:
            name, pin = self.form.value()
            pins[name] = pin
        return [Edit(name, pin) for name, pin in pins.items()]

    def begin_new(self) -> None:
        """Let the user fill in another operator."""
        self._choose(_NEW)
        self.form.name.box.setFocus()

    def is_right(self) -> bool:
        """Return whether everything can be saved."""
        return not self.form.begun or not self.form.mistakes()

    def mistake_text(self) -> str:
        """Return what is wrong with what is being filled in; empty for nothing."""
        if self.is_right():
            return ""
        return next(iter(self.form.told().values()), "")

    def go_to_mistake(self) -> None:
        """Show the first mistake, and let the user type there."""
        self.form.tell()
        for field in self.form.mistakes():
            field.box.setFocus()
            self._scroll.ensureWidgetVisible(field)
            return

    def close_work(self) -> None:
        """End what goes on in the background, and keep no PIN on the screen."""
        if self._task is not None:
            self._task.drop()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.list.doItemsLayout()

    def _names(self) -> list[str]:
        names = list(self._operators.names)
        return names + [name for name, pin in self._pins.items() if pin is not None and name not in names]

    def _choose(self, name: str) -> None:
        others = [other for other in self._names() if self._pins.get(other, "") is not None]
        self.form.begin(name, others)
        self._show(name)
        self.changed.emit()

    def _take(self) -> None:
        if self.form.mistakes():
            self.form.tell()
            self.go_to_mistake()
            return
        name, pin = self.form.value()
        self._pins[name] = pin
        self.form.clear()
        self._choose(_NEW if self.form.is_new else name)
        self.form.say_taken(name)

    def _remove_or_keep(self) -> None:
        name = self.list.name
        if not name:
            return
        if self._pins.get(name, "") is None:
            del self._pins[name]
        elif name in self._operators.names:
            self._pins[name] = None
        else:
            del self._pins[name]
        self.form.clear()
        names = self._names()
        self._choose(name if name in names else names[0] if names else _NEW)
        (self.list if names else self.form.name.box).setFocus()

    def _tell(self) -> None:
        self._show(self.list.name)
        self.changed.emit()

    def _show(self, chosen: str = _NEW) -> None:
        known = self._operators.names
        states: dict[str, str] = {}
        for name in self._names():
            removed = self._pins.get(name, "") is None
            if removed:
                states[name] = self.tr("removed when you save")
            elif name not in known:
                states[name] = self.tr("added when you save")
            else:
                states[name] = self.tr("new PIN when you save") if name in self._pins else ""
        self.list.show_names(states, chosen)
        removing = self._pins.get(chosen, "") is None
        self.remove.setEnabled(bool(chosen))
        self.remove.setText(self.tr("Keep") if removing else self.tr("Remove"))
        self.form.setEnabled(not removing)
        error = self._operators.problem
        self._trouble.setVisible(error is not None)
        for part in (self.form, self.add):
            part.setVisible(error is None)
        if error is not None:
            self.problem.setText(breakable(clean(error_text.operators_error(error), 500)))

    def _set_aside(self) -> None:
        def work(_stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Path:
            return self._operators.set_aside()

        def failed(error: Exception) -> None:
            self.problem.setText(breakable(clean(error_text.reason(error), 500)))

        self._task = Task(self._relay, work, lambda _: self.begin_new(), failed)

    def _lay_out(self) -> None:
        wrap(self.problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        column = self._scroll.beside_column(self)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        trouble = QVBoxLayout(self._trouble)
        trouble.setContentsMargins(0, 0, 0, 0)
        trouble.setSpacing(theme.SPACE)
        trouble.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.set_aside)
        row.addStretch(1)
        trouble.addLayout(row)
        about = PlainLabel(
            self.tr(
                "Whoever signs on answers alarms under this name. Without operators, alarms are answered under the "
                "name by which this computer was signed in to. Ctrl+D in the main window changes the shift."
            ),
            dim=True,
        )
        wrap(about)
        for part in (about, self._trouble, self.form):
            self._scroll.rows.addWidget(part)
        self._scroll.rows.addStretch(1)
