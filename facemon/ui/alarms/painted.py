"""Tells which alarms' rows were in the frame that has just been drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from facemon.ui.alarms.row_frame import RowFrame


class PaintedRows(QObject):
    """Gathers rows as they are drawn. Nothing is gathered before `tell` says for whom."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_painted: Callable[[list[int]], None] | None = None
        self._numbers: list[int] = []

    def tell(self, on_painted: Callable[[list[int]], None]) -> None:
        """Have this told, when a frame has been drawn, the arrival numbers of the alarms whose rows were in it."""
        self._on_painted = on_painted

    def note(self, frame: RowFrame) -> None:
        """The ground of this row has been drawn; what stands on it is about to be."""
        if self._on_painted is not None and frame.shown is not None:
            if not self._numbers:
                QTimer.singleShot(0, self._pass_on)
            self._numbers += [number for alarm in frame.shown[0].alarms for number in alarm.numbers]

    def _pass_on(self) -> None:
        numbers, self._numbers = self._numbers, []
        if self._on_painted is not None:
            self._on_painted(numbers)
