"""What the site says is to be done about an alarm: lines, and check boxes that are ticked on record."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from facemon.ui import icons, theme
from facemon.ui.alarms.lines import Lines
from facemon.ui.text import clean

_CHECK = "- "
_MOST_LINES = 20  # of an instruction
_LONGEST = 300  # characters of a line
_TALLEST = 4  # lines on the screen that one takes at most


class Instruction(QWidget):
    """Hidden where a rule has none."""

    ticked = Signal(int, bool)  # a line, counted from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._lines: list[Lines] = []
        self._boxes: dict[int, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE // 2)
        self.hide()

    def show_instruction(self, text: str, ticked: Collection[int]) -> None:
        """Show these lines; those that begin with "- " can be ticked, and some are."""
        if text != self._text:
            self._text = text
            self._build()
        for number, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(number in ticked)
            box.blockSignals(False)
        self.setVisible(bool(self._lines))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for line in self._lines:
            line.restyle()

    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lines, self._boxes = [], {}
        for number, line in enumerate(self._text.splitlines()[:_MOST_LINES]):
            said = clean(line.removeprefix(_CHECK), _LONGEST)
            if not said:
                continue
            shown = Lines(most=_TALLEST)
            self._lines.append(shown)
            if line.startswith(_CHECK):
                self._column.addWidget(self._box(number, said, shown))
            else:
                self._column.addWidget(shown)
            shown.set_text(said)

    def _box(self, number: int, said: str, shown: Lines) -> QWidget:
        box = _Box()
        box.setAccessibleName(said)
        box.toggled.connect(lambda on: self.ticked.emit(number, on))
        self._boxes[number] = box
        around = _Row(box)
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(shown, 1)
        return around


class _Box(QCheckBox):
    """A check box that Space ticks while it has the focus, whatever else Space does in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        side = theme.target(self._side())
        return QSize(side, side)

    def _side(self) -> int:
        return QFontMetrics(theme.font()).height()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # The style's own is too faint to be seen on a card, and does not grow with the font.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "dim"), 2 if self.hasFocus() else 1.4))
        painter.setBrush(theme.colour("entry"))
        side = self._side() - 3
        box = QRectF(1.5, 1.5, side, side)  # beside the first line
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            icons.paint(painter, "check", theme.colour("good"), box.x(), box.y(), box.width())

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            event.accept()
            return True
        return super().event(event)


class _Row(QWidget):
    """A check box and its text, either of which is pressed."""

    def __init__(self, box: QCheckBox) -> None:
        super().__init__()
        self._box = box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._box.toggle()
