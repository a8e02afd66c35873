"""A label with numbers in it that change all the time."""

from __future__ import annotations

from facemon.ui.label import PlainLabel

_DIGITS = "0123456789"
_AIR = 1  # pixel, for what rounding takes


class Figures(PlainLabel):
    """As wide as whatever digits take, so that a number that goes on changing has nothing laid out anew.

    Qt would lay out the whole window at every text that a plain label takes.
    """

    _shape: str | None = None
    _widest = ""

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
        if self._shape is None:
            self._widest = max(_DIGITS, key=metrics.horizontalAdvance)
        shape = self.text().translate(dict.fromkeys(map(ord, _DIGITS), self._widest))
        if shape != self._shape:
            self._shape = shape
            self.setFixedSize(metrics.horizontalAdvance(shape) + _AIR if shape else 0, metrics.height())
