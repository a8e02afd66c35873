"""Where the window meets who is on duty: the button in the top bar, and the change of shift."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facemon.ui.duty.button import DutyButton
from facemon.ui.duty.dialog import ShiftDialog
from facemon.ui.duty.duty import Duty


class DutyPlace(QObject):
    """Belongs to the window's thread.

    Args:
        duty: who is on duty.
        button: says so.
        owed: how many alarms are owed.
        set_up: opens the settings where operators are set up, for a desk that has none.
        window: stands behind the dialog.
    """

    hand_over = Signal()  # whoever is on duty wants to write a note for the next shift

    def __init__(
        self,
        duty: Duty,
        button: DutyButton,
        *,
        owed: Callable[[], int],
        set_up: Callable[[], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._duty = duty
        self._button = button
        self._owed = owed
        self._set_up = set_up
        self._window = window
        self.dialog: ShiftDialog | None = None
        button.clicked.connect(self.open)
        duty.changed.connect(self._show)
        self._show()

    def open(self) -> None:
        """Ask who takes over; where there is nobody who could, open the settings."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        elif not self._duty.operators.names:
            self._set_up()
        else:
            dialog = ShiftDialog(self._duty.operators, self._duty.operator, self._owed(), self._window)
            dialog.took_over.connect(self._duty.take_over)
            dialog.signed_off.connect(self._duty.sign_off)
            dialog.hand_over.connect(self.hand_over)
            dialog.finished.connect(self._closed)
            self.dialog = dialog
            dialog.show()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _show(self) -> None:
        self._button.show_duty(self._duty.operator, set_up=self._duty.set_up)
