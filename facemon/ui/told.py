"""A line that says how something went, for as long as that is worth reading."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer

from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel

_ENOUGH_MS = 6_000


class Told(PlainLabel):
    """Hidden until something is told; what went wrong stays until something else is told."""

    def __init__(self) -> None:
        super().__init__(size=0.9)
        self._enough = QTimer(self, singleShot=True, interval=_ENOUGH_MS)
        self._enough.timeout.connect(self.hide)
        wrap(self)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def tell(self, text: str, *, bad: bool = False) -> None:
        """Say how it went; nothing for an empty text."""
        self.setText(text)
        self.setVisible(bool(text))
        if text and not bad:
            self._enough.start()
        else:
            self._enough.stop()
        self.take_tone("bad" if bad else "")
