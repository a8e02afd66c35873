"""Boxes for a number, and for a length of time in the unit that suits it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from facemon.ui import theme
from facemon.ui.settings.choice import Choice

_UNITS = (1, 60, 3600)  # seconds
MARGIN = 6  # pixels beside the digits: the style sheet's are lost with its hidden buttons


class NumberBox(QSpinBox):
    """A whole number, typed or moved by the arrow keys. The wheel scrolls the page under it, not the number.

    Args:
        least, most: the range.
        nought: what stands for 0, where that is no number to the reader.
    """

    def __init__(self, least: int, most: int, nought: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        if nought:
            self.setSpecialValueText(nought)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setTextMargins(MARGIN, 0, MARGIN, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TenthsBox(NumberBox):
    """A number with one decimal, kept in tenths."""

    def textFromValue(self, value: int) -> str:
        return QLocale().toString(value / 10, "f", 1)

    def valueFromText(self, text: str) -> int:
        number, right = QLocale().toDouble(text.strip())
        return round(number * 10) if right else self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        number, right = QLocale().toDouble(text.strip())
        if right and self.minimum() <= round(number * 10) <= self.maximum():
            return QValidator.State.Acceptable, text, position
        typing = all(character.isdigit() or character in ",. " for character in text)
        return (QValidator.State.Intermediate if typing else QValidator.State.Invalid), text, position


class SpanBox(QWidget):
    """A length of time from 0 to `most` seconds, as a number and its unit.

    Args:
        most: seconds.
        nought: what stands for none.
    """

    changed = Signal()  # `value()` is another

    def __init__(self, most: int, nought: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.number = NumberBox(0, most, nought)
        self.unit = Choice("")
        for seconds, word in zip(_UNITS, (self.tr("seconds"), self.tr("minutes"), self.tr("hours")), strict=True):
            self.unit.addItem(word, seconds)
        self.unit.setMinimumContentsLength(7)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        for part in (self.number, self.unit):
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            layout.addWidget(part)
        layout.addStretch(1)
        self.setFocusProxy(self.number)
        self.number.valueChanged.connect(self._tell)
        self.unit.currentIndexChanged.connect(self._measure)

    def value(self) -> int:
        """Return the seconds."""
        return self.number.value() * int(self.unit.currentData())

    def set_value(self, seconds: int) -> None:
        """Show these seconds in the largest unit that has them whole."""
        self.blockSignals(True)
        unit = max(unit for unit in _UNITS if seconds % unit == 0) if seconds else 60
        self.unit.setCurrentIndex(_UNITS.index(unit))
        self.number.setValue(seconds // unit)
        self.blockSignals(False)
        self._enable()

    def name(self, name: str) -> None:
        """Say to assistive technology what it is for."""
        self.number.setAccessibleName(name)
        self.unit.setAccessibleName(self.tr("{name}: unit").format(name=name))

    def _measure(self) -> None:
        self.number.setMaximum(self._most // int(self.unit.currentData()))
        self._tell()

    def _tell(self) -> None:
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        self.unit.setEnabled(self.number.value() > 0)
