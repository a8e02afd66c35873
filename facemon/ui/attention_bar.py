"""The line above the feed that shows what needs a person, until somebody acknowledges it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.alarm import Alarm
from facemon.ui import icons, theme
from facemon.ui.badge import Badge
from facemon.ui.elided import ElidedLabel
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

_ICON = 22


class AttentionBar(QWidget):
    """Shows the most pressing open item and how many more there are; hidden when there is none."""

    acknowledge = Signal()
    show_event = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Alarm | None = None
        self._behind = 0  # further items
        self._badge = Badge()
        self._title = ElidedLabel(bold=True, size=1.15)
        self._detail = ElidedLabel()
        self._more = PlainLabel(bold=True)
        self._see = QPushButton()
        self._see.clicked.connect(self.show_event)
        self._answer = QPushButton()
        self._answer.setProperty("primary", True)
        self._answer.clicked.connect(self.acknowledge)
        self._said = QWidget()
        who = QHBoxLayout()
        who.addWidget(self._badge)
        who.addWidget(self._title, 1)
        said = QVBoxLayout(self._said)
        said.addLayout(who)
        said.addWidget(self._detail)
        self._buttons = QWidget()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.addStretch(1)
        self._button_row.addWidget(self._more)
        self._button_row.addWidget(self._see)
        self._button_row.addWidget(self._answer)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.addWidget(self._said, 1)
        self._layout.addWidget(self._buttons)
        self._layout.setSpacing(theme.SPACE)
        for layout in (who, said, self._button_row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(2 * theme.SPACE)
        said.setSpacing(2)
        for button in (self._see, self._answer):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the feed
        self.hide()
        self.retranslate()

    def set_item(self, item: Alarm | None, more: int, *, title: str = "", detail: str = "") -> None:
        """Show `item` in these words, and that `more` are open behind it; None hides the line."""
        self.item = item
        self.setVisible(item is not None)
        if item is None:
            return
        category = item.happening.category if item.happening is not None else None
        self._badge.set_category(category)
        self._badge.setVisible(category is not None)
        self._layout.setContentsMargins(
            2 * theme.SPACE if category else _ICON + 3 * theme.SPACE, 12, theme.SPACE, theme.SPACE
        )
        repeats = f"  ×{item.count}" if item.count > 1 else ""
        self._title.set_text(clean(title, 80) + repeats)
        self._detail.set_text(clean(detail, 160))
        self._behind = more
        self._see.setEnabled(bool(item.numbers))
        self.setAccessibleName(
            self.tr("Needs attention: {what}").format(
                what=f"{self._badge.accessibleName()} {title}{repeats}, {detail}".strip()
            )
        )
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._badge, self._title, self._detail, self._more):
            part.restyle()
        self._arrange()
        self.update()

    def _arrange(self) -> None:
        """Put the buttons below where the name would be cut beside them, and leave out what has no room there."""
        self._answer.setText(self.tr("Acknowledge (Space)"))
        self._more.setText(self.tr("+%n more", "", self._behind) if self._behind else "")
        self._see.show()
        room = sum(part.sizeHint().width() for part in (self._badge, self._title, self._buttons))
        narrow = room + 8 * theme.SPACE > self.width()
        if self._too_wide():
            self._answer.setText(self.tr("Acknowledge"))
        self._see.setVisible(not self._too_wide())
        if self._too_wide() and self._behind:
            self._more.setText(f"+{self._behind}")
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _too_wide(self) -> bool:
        self._button_row.invalidate()
        return self._button_row.sizeHint().width() + 4 * theme.SPACE > self.width()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._see.setText(self.tr("Show"))
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.item is None:
            return
        colour = self._colour()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(colour)
        tint.setAlpha(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        painter.setBrush(tint)
        painter.drawRoundedRect(self.rect(), theme.RADIUS, theme.RADIUS)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(0, 0, self.width(), 4), 2, 2)
        if self.item.happening is None:
            icons.paint(painter, "offline", colour, theme.SPACE * 1.5, (self.height() - _ICON) / 2, _ICON)

    def _colour(self) -> QColor:
        if self.item is None or self.item.happening is None:
            return theme.colour("warn")
        return theme.category_colour(self.item.happening.category)
