"""The site's own notes, each on a number key while a note is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from facemon.settings.check import MOST_QUICK_NOTES
from facemon.ui import theme
from facemon.ui.label import PlainLabel

_LONGEST = 100  # characters, as in the file


class QuickNotes(QWidget):
    """Boxes numbered as their keys; one more than are filled, up to nine."""

    changed = Signal()  # `value()` is another

    def __init__(self, notes: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE // 2)
        self.boxes: list[QLineEdit] = []
        self._numbers: list[PlainLabel] = []
        self._usual: tuple[str, ...] = ()  # what is offered while there are none of the site's own
        for number in range(1, MOST_QUICK_NOTES + 1):
            box = QLineEdit()
            box.setMaxLength(_LONGEST)
            box.setAccessibleName(self.tr("Quick note {number}").format(number=number))
            box.textEdited.connect(self._typed)
            label = PlainLabel(str(number), dim=True)
            label.setBuddy(box)
            grid.addWidget(label, number, 0)
            grid.addWidget(box, number, 1)
            self.boxes.append(box)
            self._numbers.append(label)
        for box, note in zip(self.boxes, notes, strict=False):
            box.setText(note)
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the notes in their order; a box that is left empty has no key."""
        return tuple(text for box in self.boxes if (text := box.text().strip()))

    def suggest(self, notes: tuple[str, ...]) -> None:
        """Show what is offered while there are no notes of the site's own."""
        self._usual = notes[: len(self.boxes)]
        self._show()

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        filled = [number for number, box in enumerate(self.boxes, 1) if box.text()]
        usual = () if filled else self._usual
        most = max(max(filled, default=0) + 1, len(usual))
        for number, (box, label) in enumerate(zip(self.boxes, self._numbers, strict=True), 1):
            for part in (box, label):
                part.setVisible(number <= most)
            box.setPlaceholderText(usual[number - 1] if number <= len(usual) else "")
