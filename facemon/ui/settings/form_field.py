"""A text box with its name above and what there is to say about it below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel


class FormField(QWidget):
    """Name, text box, and below it the hint, or the mistake while there is one."""

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = PlainLabel(size=0.95, dim=True)
        self.box = QLineEdit()
        self.box.setMaxLength(longest)
        self.label.setBuddy(self.box)
        self.note = PlainLabel(size=0.92)
        wrap(self.note)
        self._hint = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(self.label)
        self.line = QHBoxLayout()  # takes what belongs beside the box
        self.line.setSpacing(theme.SPACE // 2)
        self.line.addWidget(self.box, 1)
        layout.addLayout(self.line)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.say("")

    def set_words(self, name: str, hint: str, example: str = "") -> None:
        """Set the field's name, the hint below and what stands in the empty box."""
        self.label.setText(name)
        self._hint = hint
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(example)
        self.say("")

    def set_hint(self, hint: str) -> None:
        """Change the hint."""
        showing = self.note.text() == self._hint
        self._hint = hint
        if showing:
            self.say("")

    def say(self, sentence: str, *, wrong: bool = True) -> None:
        """Show a mistake, or with `wrong` False something to think about, in place of the hint; none for ""."""
        self.note.setText(sentence or self._hint)
        self.box.setAccessibleDescription(sentence or self._hint)
        look = (bool(sentence) and wrong, bool(sentence) and not wrong, not sentence)
        if look != (self.note.property("bad"), self.note.property("warn"), self.note.property("dim")):
            for widget in (self.note, self.box):
                for name, value in zip(("bad", "warn", "dim"), look, strict=True):
                    widget.setProperty(name, value)
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            self.note.restyle()  # polishing takes the font from the style sheet
