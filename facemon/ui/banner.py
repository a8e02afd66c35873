"""One line across the feed that cannot be overlooked: blind, a warning, or a piece of news."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QWidget

from facemon.event import Category
from facemon.ui import icons, theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

_ICON = 22
_TINT = 40  # of 255
_LONGEST = 600
_LEAST_ROOM = 12  # lines' heights that a text needs in width beside the buttons


class Severity(enum.Enum):
    """How much a banner's line matters; the value is its icon."""

    BLIND = "alert"  # nothing can be seen: filled with red
    WARNING = "warning"
    INFO = "info"


class Banner(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = Severity.INFO
        self._call: Callable[[], None] | None = None
        self._call_other: Callable[[], None] | None = None
        self._call_last: Callable[[], None] | None = None
        self.label = PlainLabel(bold=True)
        wrap(self.label)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self.button.clicked.connect(self._clicked)
        self.other = QPushButton()
        self.other.clicked.connect(self._other_clicked)
        self.last = QPushButton()
        self.last.clicked.connect(self._last_clicked)
        for button in (self.button, self.other, self.last):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2 * theme.SPACE)
        for button in (self.button, self.other, self.last):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(_ICON + 3 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        self._layout.setSpacing(2 * theme.SPACE)
        self._layout.addWidget(self.label, 1)
        self._layout.addLayout(self._buttons)
        self.hide()

    def show_message(
        self,
        severity: Severity,
        text: str,
        button: str = "",
        call: Callable[[], None] | None = None,
        *,
        other: str = "",
        call_other: Callable[[], None] | None = None,
        last: str = "",
        call_last: Callable[[], None] | None = None,
        quiet: bool = False,
    ) -> None:
        """Say `text`; `call` is what the button does, `call_other` what a second, `call_last` what a third one does.

        The same again costs nothing and is not announced, nor is what is `quiet`.
        """
        text = clean(text, _LONGEST)
        new = self.isHidden() or text != self.label.text() or severity is not self._severity
        self._call, self._call_other, self._call_last = call, call_other, call_last
        self.setMinimumHeight(self.button.sizeHint().height() + 2 * theme.SPACE)  # as tall without a button as with
        for shown, name in ((self.button, button), (self.other, other), (self.last, last)):
            shown.setText(name)
            shown.setVisible(bool(name))
        if not new:
            return
        self._severity = severity
        self.label.setText(text)
        self._arrange()
        self.setAccessibleName(text)
        self.restyle()
        self.show()
        if not quiet:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Have nothing to say."""
        self.hide()
        self.label.setText("")
        self._call = self._call_other = self._call_last = None

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.label.restyle()
        ink = theme.theme().on_accent if self._severity is Severity.BLIND else theme.theme().text
        self.label.setStyleSheet(f"color: {ink};")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons below a text that had no room beside them."""
        room = self.width() - _ICON - 6 * theme.SPACE - self._buttons.sizeHint().width()
        below = room < _LEAST_ROOM * self.label.fontMetrics().height()
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight)
        self._layout.setSpacing(theme.SPACE if below else 2 * theme.SPACE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._colour()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colour, 1))
        filled = self._severity is Severity.BLIND
        painter.setBrush(colour if filled else theme.colour("card"))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        if not filled:
            tint = QColor(colour)
            tint.setAlpha(_TINT)
            painter.setBrush(tint)
            painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        ink = theme.colour("on_accent") if filled else colour
        icons.paint(painter, self._severity.value, ink, 1.5 * theme.SPACE, (self.height() - _ICON) / 2, _ICON)

    def _colour(self) -> QColor:
        if self._severity is Severity.BLIND:
            return theme.category_colour(Category.BLACKLIST)
        return theme.colour("warn" if self._severity is Severity.WARNING else "accent")

    def _clicked(self) -> None:
        if self._call is not None:
            self._call()

    def _other_clicked(self) -> None:
        if self._call_other is not None:
            self._call_other()

    def _last_clicked(self) -> None:
        if self._call_last is not None:
            self._call_last()
