"""The volume of all sounds, with a try."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.icon_button import IconButton


class VolumeRow(QWidget):
    """A slider from 0 to 100 per cent."""

    changed = Signal()  # `slider.value()` is another

    def __init__(self, volume: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setSingleStep(5)
        self.slider.setAccessibleName(self.tr("Volume of all sounds"))
        self._percent = PlainLabel()
        self.silent = PlainLabel(self.tr("At 0 % no alarm can be heard."))
        self.silent.setProperty("warn", True)
        wrap(self.silent)
        self.attempt = IconButton("play", self.tr("Try the volume"))
        label = PlainLabel(self.tr("Volume"), bold=True)
        label.setBuddy(self.slider)
        self.slider.setValue(volume)
        self.slider.valueChanged.connect(self._show)
        head, row = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self._percent)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.slider, 1)
        row.addWidget(self.attempt)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE // 2)
        rows.addLayout(head)
        rows.addLayout(row)
        rows.addWidget(self.silent)
        self._show()

    def _show(self) -> None:
        value = self.slider.value()
        self._percent.setText(self.tr("{number} %").format(number=value))
        self.silent.setVisible(value == 0)
        self.changed.emit()
