"""Labels that never take a text from outside for rich text."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from facemon.ui import theme

_TONES = ("good", "warn", "bad", "dim")
_TOLD = "tooltip_text"  # the property of a widget whose tooltip is its description, too


class PlainLabel(QLabel):
    """A label that shows its text to the letter.

    Qt's own guesses whether a text is rich, and then opens the files that it names.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, size: float = 1.0, bold: bool = False, dim: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._size = size
        self._bold = bold
        self.setProperty("dim", dim)
        self.restyle()

    def take_tone(self, tone: str) -> None:
        """Have the theme's colour for "good", "warn", "bad" or "dim"; that of any text for ""."""
        for name in _TONES:
            self.setProperty(name, name == tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.restyle()  # polishing takes the font from the style sheet

    def restyle(self) -> None:
        """Take up the application's font after it has changed."""
        self.setFont(theme.font(self._size, bold=self._bold))


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` to the letter, lines kept.

    Qt tells assistive technology the tooltip, markup and all, of a widget that has no description: so it becomes that.
    """
    if widget.accessibleDescription() == (widget.property(_TOLD) or "") != text:
        widget.setAccessibleDescription(text)
        widget.setProperty(_TOLD, text)
    shown = "<qt>" + escape(text).replace("\n", "<br>") + "</qt>" if text else ""
    if shown != widget.toolTip():
        widget.setToolTip(shown)
