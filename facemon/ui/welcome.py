"""What a first start shows in place of the feed: what to do, and two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facemon.ui import icons, theme
from facemon.ui.fitting import give_icon
from facemon.ui.label import PlainLabel

_ICON = 112
_WIDEST = 40  # line heights of the font


class WelcomePanel(QWidget):
    """The empty state, while no device is set up."""

    add_device = Signal()
    try_demo = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(bold=True, size=1.7)
        self._text = PlainLabel(dim=True, size=1.1)
        self._about_demo = PlainLabel(dim=True)
        for label in (self._title, self._text, self._about_demo):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.add_button = QPushButton()
        self.add_button.setProperty("primary", True)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self.add_device)
        self.demo_button = QPushButton()
        self.demo_button.clicked.connect(self.try_demo)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.demo_button)
        buttons.addStretch(1)
        self._block = block = QWidget()
        block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(block)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(_Icon(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(theme.SPACE)
        column.addLayout(buttons)
        column.addWidget(self._about_demo)
        sides = QHBoxLayout()
        sides.addStretch(1)
        sides.addWidget(block, 100)
        sides.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(sides)
        whole.addStretch(3)
        self.retranslate()
        self.restyle()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in (self._title, self._text, self._about_demo):
            label.restyle()
        self._block.setMaximumWidth(_WIDEST * QFontMetrics(theme.font()).height())
        give_icon(self.add_button, "add", theme.theme().on_accent)
        give_icon(self.demo_button, "play", theme.theme().text)
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._title.setText(self.tr("No device is being watched yet"))
        self._text.setText(
            self.tr(
                "Add the face-recognition devices of your doors: for each you need its address on the network and, "
                "if it asks for one, a user name and a password. People at these doors then appear here."
            )
        )
        self.add_button.setText(self.tr("Add a device"))
        self.demo_button.setText(self.tr("Try with a simulated device"))
        self._about_demo.setText(self.tr("The simulated device makes up people and needs no network. It is not saved."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("window"))


class _Icon(QWidget):
    """The program's icon, sharp at any scale."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_ICON, _ICON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "facemon", theme.theme().text, 0, 0, _ICON)
