"""The window with all the keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facemon.ui import theme
from facemon.ui.fitting import roomy
from facemon.ui.keys import KEYS, Key
from facemon.ui.label import PlainLabel

__all__ = ["KEYS", "HelpWindow", "KeyCap"]

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


class HelpWindow(QDialog):
    """A table of `KEYS`. Escape closes it; the main window goes on behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._title = PlainLabel(bold=True, size=1.3)
        self._rows = [(key, _caps(key), PlainLabel()) for key in KEYS]
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._table())
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())  # the style's is made for light
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._buttons)
        self.retranslate()
        self.resize(roomy(42, 46))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._title.restyle()
        for label in self._scroll.findChildren(PlainLabel):
            label.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("Keys"))
        self._title.setText(self.tr("Keys"))
        self._scroll.setAccessibleName(self.tr("Keys"))
        for key, caps, label in self._rows:
            label.setText(QCoreApplication.translate("Keys", key.text))
            caps.setAccessibleName(f"{', '.join(map(_native, key.sequences))}: {label.text()}")

    def changeEvent(self, event: QEvent) -> None:
        # Nothing is made or deleted here: Qt is going through all widgets while it sends these.
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self.restyle()
        super().changeEvent(event)

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, theme.SPACE, 0)
        grid.setHorizontalSpacing(3 * theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE)
        for row, (_, caps, label) in enumerate(self._rows):
            label.setWordWrap(True)
            grid.addWidget(caps, row, 0)
            grid.addWidget(label, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self._rows), 1)
        return table


def _caps(key: Key) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE // 2)
    run = len(key.sequences) > 2
    shown = (key.sequences[0], key.sequences[-1]) if run else key.sequences
    for number, sequence in enumerate(shown):
        if run and number:
            layout.addWidget(PlainLabel("–", dim=True))
        layout.addWidget(KeyCap(sequence))
    layout.addStretch(1)
    return row


def _native(sequence: str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


class KeyCap(QWidget):
    """One key, drawn as one, as it is called in the language in use; an arrow as it is printed on the key."""

    def __init__(self, sequence: str) -> None:
        super().__init__()
        self._sequence = sequence
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what is on it."""
        key = self._sequence.rpartition("+")[2]
        name = _native(self._sequence)
        return name.replace(_native(key), _ARROWS[key]) if key in _ARROWS else name

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = metrics.height() + theme.SPACE
        return QSize(max(height, metrics.horizontalAdvance(self.text()) + 2 * theme.SPACE), height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("control"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
