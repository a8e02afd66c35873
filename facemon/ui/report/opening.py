"""The one report window: opened when it is asked for, brought forward when it is open already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facemon.limit import Limit
from facemon.ui.lock import Guard

if TYPE_CHECKING:  # the start does not wait for what is opened later
    from facemon.ui.report.save_dialog import SaveDialog
    from facemon.ui.report.window import ReportWindow


class ReportPlace(QObject):
    """Keeps the report window. Belongs to the window's thread.

    Args:
        path: the history's file.
        show_event: shows the event with this id in the history.
        guard: asks for the right to take data out: with or without pictures, a report names people.
    """

    handover = Signal()  # a note for the next shift is to be written

    def __init__(
        self, path: Path, show_event: Callable[[int], None], guard: Guard, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path, self._show_event, self._guard = path, show_event, guard
        self.window: ReportWindow | None = None

    def open(self) -> None:
        """Show the window before the user."""
        if self.window is None:
            from facemon.ui.report.window import ReportWindow

            self.window = ReportWindow(self._path)
            self.window.chosen.connect(self._show_chosen)
            self.window.save.connect(self._save)
            self.window.handover.connect(self.handover)
        self.window.come_to_front()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        if self.window is not None:
            self.window.restyle()

    def close(self, limit: Limit) -> None:
        """Close the window for good and end its threads."""
        if self.window is not None:
            from facemon.ui.report.save_dialog import SaveDialog

            self.window.close_threads(limit)
            for dialog in self.window.findChildren(SaveDialog):
                dialog.reject()
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _show_chosen(self) -> None:
        record = None if self.window is None else self.window.record
        if record is not None and record.alarm.numbers:
            self._show_event(record.alarm.numbers[-1])

    def _save(self) -> None:
        if self.window is not None and self.window.shift is not None:
            self._guard(self.window, self.tr("Save the report"), self._ask_where_to_save)

    def _ask_where_to_save(self) -> SaveDialog | None:
        if self.window is None or self.window.shift is None:
            return None
        from facemon.ui.report.save_dialog import SaveDialog

        dialog = SaveDialog(self._path, self.window.shift, self.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
