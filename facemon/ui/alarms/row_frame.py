"""The ground of a row in the lane: a card with a line of its colour on top, marked when it is selected."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGroupBox, QPushButton, QWidget

from facemon.ui import theme
from facemon.ui.alarms.rows import Row
from facemon.ui.figures import in_widest

_EDGE = 4
_QWIDGETSIZE_MAX = (1 << 24) - 1


class RowFrame(QGroupBox):
    """What every row is: one thing to assistive technology (a group with a sentence for its name), pressed as a whole.

    Its height follows from its width by `height_for`.
    """

    chosen = Signal()
    opened = Signal()  # double-clicked, or Return pressed on it
    acknowledged = Signal()  # by a click on its button
    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selected = False
        self.shown: tuple[Row, bool] | None = None  # the row that it shows, and whether as the selected one
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.setContentsMargins(0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all below is drawn with each word on it

    def edge(self) -> QColor:
        """Return the colour of the line on top."""
        return theme.colour("border")

    def height_for(self, width: int) -> int:
        """Return how high the row is at a width, in pixels."""
        layout = self.layout()
        if layout is None:
            return 0
        # What lies within it is else as high as before, until Qt gets round to it.
        for part in self.children():
            if isinstance(part, QWidget) and (inner := part.layout()) is not None:
                inner.activate()
        layout.activate()
        tall = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return max(tall, 2 * theme.SPACE)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def set_selected(self, *, selected: bool) -> None:
        """Mark the row, or not."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.chosen.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        # A group box takes its layout anew when its style or font changes; ours knows nothing of a title.
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            return
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("panel"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, theme.RADIUS, theme.RADIUS)
        painter.fillPath(shape, theme.colour("selected" if self.selected else "card"))
        pen = QPen(theme.colour("accent" if self.selected else "line"), 2.0 if self.selected else 1.0)
        if self.hasFocus():
            pen.setColor(theme.colour("text"))
        painter.setPen(pen)
        half = pen.widthF() / 2
        painter.drawRoundedRect(whole.adjusted(half, half, -half, -half), theme.RADIUS, theme.RADIUS)
        painter.setClipRect(QRect(0, 0, self.width(), _EDGE))
        painter.fillPath(shape, self.edge())
        self.painted.emit()


class RowButton(QPushButton):
    """Pressed by Return as well: Space acknowledges the selected alarm, wherever the keyboard is."""

    _shape: str | None = None  # what it says, with the widest digit for each

    def say(self, text: str) -> None:
        """Show a text with a number that goes on changing, in a place that is as wide whatever its digits are."""
        shape = in_widest(text, self.fontMetrics())
        if shape != self._shape:
            self._shape = shape
            self.setMinimumSize(0, 0)
            self.setMaximumSize(_QWIDGETSIZE_MAX, _QWIDGETSIZE_MAX)
            self.setText(shape)
            self.setFixedSize(self.sizeHint())
        self.setText(text)

    def restyle(self) -> None:
        """Take up the theme and font in use, once it says something."""
        self._shape = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def row_button(*, primary: str = "") -> RowButton:
    """Return a button of a row, `primary` or `danger` if it is to stand out; a click leaves the keyboard be."""
    button = RowButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setProperty("touch", True)
    if primary:
        button.setProperty(primary, True)
    return button
