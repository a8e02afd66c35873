"""A round button of the top bar that tells how something stands: an icon, a name, a few words, perhaps a mark."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from facemon.event import Category
from facemon.ui import icons, theme

_DIGITS = str.maketrans("123456789", "000000000")


class Face(msgspec.Struct, frozen=True):
    """What a pill shows. Colours are names of the theme's; texts are clean."""

    icon: str
    ink: str  # of the icon
    name: str
    state: str = ""  # what stands behind the name, the separator included
    text: str = "text"
    edge: str = "border"
    marked: bool = False  # with a warning at the end
    alarm: bool = False  # filled with the alarms' red


class StatusPill(QAbstractButton):
    """Paints the face that a subclass gives it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)

    @property
    def urgency(self) -> int:
        """How much it wants to be seen, 0 for not at all."""
        raise NotImplementedError

    def face(self) -> Face:
        """Return what to paint."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Say again what there is to say."""
        raise NotImplementedError

    def open_menu(self) -> None:
        """Do what the other mouse button, the menu key and Down ask for: what a click does, where there is no menu."""
        self.click()

    def name_width(self, metrics: QFontMetrics, name: str) -> int:
        """Return how many pixels the name may take."""
        return metrics.horizontalAdvance(name) + 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Menu, Qt.Key.Key_Down):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        metrics, face = self.fontMetrics(), self.face()
        width = 3 * theme.SPACE + self._icon_size + theme.SPACE // 2 + self.name_width(metrics, face.name)
        if face.state:
            # Measured with the same digits always, so that a countdown does not push its neighbours about.
            width += metrics.horizontalAdvance(face.state.translate(_DIGITS))
        if face.marked:
            width += self._icon_size + theme.SPACE // 2
        return QSize(theme.target(width), theme.target(metrics.height() + round(1.25 * theme.SPACE)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self.face()
        edge = theme.colour("accent" if self.hasFocus() else face.edge)
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        ground = theme.colour("control" if self.underMouse() else "panel")
        painter.setBrush(theme.category_colour(Category.BLACKLIST) if face.alarm else ground)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size, metrics = self._icon_size, self.fontMetrics()
        left = round(1.25 * theme.SPACE)
        icons.paint(
            painter,
            face.icon,
            theme.colour("on_accent" if face.alarm else face.ink),
            left,
            (self.height() - size) / 2,
            size,
        )
        left += size + theme.SPACE // 2
        name = metrics.elidedText(face.name, Qt.TextElideMode.ElideRight, self.name_width(metrics, face.name))
        painter.setPen(theme.colour("on_accent" if face.alarm else face.text))
        place = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name + face.state)
        if face.marked:
            right = self.width() - round(1.25 * theme.SPACE) - size
            icons.paint(
                painter,
                "warning",
                theme.colour("on_accent" if face.alarm else "warn"),
                right,
                (self.height() - size) / 2,
                size,
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @property
    def _icon_size(self) -> int:
        return self.fontMetrics().ascent()
