"""The text box for a device's group, which offers the groups that there are."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from facemon.ui.collation import by_name
from facemon.ui.settings.form_field import FormField


class GroupField(FormField):
    """Takes any name; while one is typed, offers those that have it in them."""

    completed = Signal(str)  # this one was taken from what is offered

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(longest, parent)
        self._groups = QStringListModel(self)
        completer = QCompleter(self._groups, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.completed)
        self.box.setCompleter(completer)
        self.set_words(self.tr("Group"), self.tr("the site, building or floor; empty: none"), self.tr("Building A"))

    def set_groups(self, groups: Iterable[str]) -> None:
        """Offer these."""
        wanted = sorted({group.strip() for group in groups} - {""}, key=by_name())
        if wanted != self._groups.stringList():
            self._groups.setStringList(wanted)
