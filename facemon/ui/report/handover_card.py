"""The note of the shift before, shown until it has been read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from facemon.history.note import HandedOver
from facemon.ui import theme
from facemon.ui.label import PlainLabel
from facemon.ui.report import shift_words
from facemon.ui.text import clean

_MOST_LINES = 6  # what is longer is scrolled
_STRIPE = 4  # pixels
_MARGIN = 2


class HandoverCard(QFrame):
    """Calm: no sound, nothing that blinks. Hidden while there is nothing to read."""

    read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: HandedOver | None = None
        self.heading = PlainLabel(bold=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(_MARGIN)
        self.text.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        self.button.clicked.connect(self.read)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        row.setSpacing(2 * theme.SPACE)
        row.addLayout(column, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self.retranslate()

    @property
    def note(self) -> HandedOver | None:
        """What is shown."""
        return self._note

    def show_note(self, note: HandedOver | None) -> None:
        """Show this note; None for none."""
        new = note is not None and note != self._note
        self._note = note
        self.setVisible(note is not None)
        self._say()
        if new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.heading.restyle()
        self.text.setStyleSheet(
            f"QPlainTextEdit {{ background: transparent; border: none; padding: 0; color: {theme.theme().text}; }}"
        )
        self._fit()
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.button.setText(self.tr("I have read it"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(0, 0, _STRIPE, self.height(), _STRIPE / 2, _STRIPE / 2)

    def _say(self) -> None:
        if self._note is None:
            return
        name, at_ms = shift_words.operator(self._note.by), self._note.at_ms
        told = self.tr("From {name}, {time}:").format(name=name, time=shift_words.moment(at_ms))
        self.heading.setText(told)
        self.text.setPlainText(shift_words.note_text(self._note))
        self.setAccessibleName(f"{told} {clean(self._note.text)}")
        self.text.setAccessibleName(told)
        self._fit()

    def _fit(self) -> None:
        document = self.text.document()
        most = _MOST_LINES * QFontMetrics(theme.font()).height()
        high, block = 0.0, document.begin()
        while block.isValid() and high < most:  # letters of one script may be higher than those of another
            high += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        self.text.setFixedHeight(round(min(high, most)) + 2 * _MARGIN)
