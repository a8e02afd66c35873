"""A box to choose one of a few things from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from facemon.ui import icons, theme

_ARROW = 14


class Choice(QComboBox):
    """A combo box in the program's look. The wheel scrolls the page under it, not its value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(10)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for these knows no row's height in the style sheet

    def value(self) -> str:
        """Return what is chosen: the data of the item, not its words."""
        return str(self.currentData())

    def set_value(self, value: str) -> None:
        """Choose the item with this data; the first where there is none."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - _ARROW - 30
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        colour = theme.colour("dim" if self.isEnabled() else "faint")
        icons.paint(painter, "down", colour, self.width() - _ARROW - 10, (self.height() - _ARROW) / 2, _ARROW)
