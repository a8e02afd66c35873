"""What says numbers that change all the time, in a place that stays as it is."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from facemon.ui.label import PlainLabel

_DIGITS = "0123456789"
_AIR = 1  # pixel, for what rounding takes


def in_widest(text: str, metrics: QFontMetrics) -> str:
    """Return the text with the widest digit in the place of each."""
    widest = max(_DIGITS, key=metrics.horizontalAdvance)
    return "".join(widest if character in _DIGITS else character for character in text)


class Figures(PlainLabel):
    """As wide as whatever digits take, so that a number that goes on changing has nothing laid out anew.

    Qt would lay out the whole window at every text that a plain label takes.
    """

    _shape: str | None = None  # what it says, with the widest digit for each

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._fit()

    def restyle(self) -> None:
        """Take up the application's font after it has changed."""
        super().restyle()
        self._shape = None
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shape = in_widest(self.text(), metrics)
        if shape != self._shape:
            self._shape = shape
            high = max(metrics.height(), self.sizeHint().height())  # Chinese may come from a font that is higher
            self.setFixedSize(metrics.horizontalAdvance(shape) + _AIR if shape else 0, high)
