"""The window's own keys, as `facemon.ui.keys` has them, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facemon.ui.keys import sequences


class WindowKeys:
    """Belongs to one window.

    Args:
        actions: what each action does, by its name in `facemon.ui.keys`.
        toggle_chip: called with the number of a chip, counted from 0.
        acknowledge: what Space does while something needs attention; else it presses the button that has the focus.
    """

    def __init__(
        self, window: QWidget, actions: Mapping[str, Callable[[], object]], toggle_chip: Callable[[int], object],
        acknowledge: Callable[[], object],
    ) -> None:  # fmt: skip
        self._window = window
        for action, call in actions.items():
            for sequence in sequences(action):
                self._shortcut(sequence, call)
        for number, sequence in enumerate(sequences("chip")):
            self._shortcut(sequence, partial(toggle_chip, number))
        self._space = self._shortcut(sequences("acknowledge")[0], acknowledge)

    def set_acknowledging(self, *, possible: bool) -> None:
        """Take Space for an alarm, or leave it to the button that has the focus."""
        self._space.setEnabled(possible)

    def _shortcut(self, sequence: str, call: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(sequence), self._window)
        shortcut.setAutoRepeat(False)  # one press, one alarm acknowledged: what leans on Space must not empty the line
        shortcut.activated.connect(lambda: call())
        return shortcut
