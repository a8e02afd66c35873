"""The small window in which a note for the next shift is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from facemon.report.handover import LONGEST
from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.report import shift_words

_FEW = 200  # characters that are left, from which on it is told


class HandoverDialog(QDialog):
    """Writes one note. It does not stand in the way of an alarm: the main window goes on behind it.

    Closed without putting it on record, it keeps what has been written until it is opened again.
    """

    written = Signal()  # `text` shall be put on record

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self._operator = ""
        self._title = PlainLabel(bold=True, size=1.2)
        self._about = PlainLabel(dim=True)
        wrap(self._about)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.textChanged.connect(self._judge)
        self.said = PlainLabel(dim=True)
        wrap(self.said)
        self.cancel = QPushButton()
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.keep = QPushButton()
        self.keep.setProperty("primary", True)
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._press_keep)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        for widget in (self._title, self._about, self.box):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.retranslate()
        self.resize(roomy(30, 18))

    @property
    def text(self) -> str:
        """What has been written, without empty lines around it."""
        return self.box.toPlainText().strip()

    def show_for(self, operator: str) -> None:
        """Show it before the user; `operator` is who writes."""
        self._operator = operator
        self._say_operator()
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.setFocus()

    def clear(self) -> None:
        """Begin a new one."""
        self.box.clear()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in (self._title, self._about, self.said):
            label.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("Handover note"))
        self._title.setText(self.tr("Handover note"))
        self.box.setAccessibleName(self.tr("Handover note"))
        self.box.setPlaceholderText(self.tr("What the next shift has to know: what is going on, who is expected, …"))
        self.cancel.setText(self.tr("Cancel"))
        self.keep.setText(self.tr("Put on record"))
        self._say_operator()
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self.restyle()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.keep.isEnabled():
            self._press_keep()
        else:
            super().keyPressEvent(event)

    def _say_operator(self) -> None:
        told = self.tr("From {name}. The next operator sees it until it has been read. It cannot be changed later.")
        self._about.setText(told.format(name=shift_words.operator(self._operator)))

    def _judge(self) -> None:
        left = LONGEST - len(self.text)
        self.keep.setEnabled(bool(self.text) and left >= 0)
        if left < 0:
            self.said.setText(self.tr("%Ln character(s) too many", "", -left))
        else:
            self.said.setText(self.tr("%Ln character(s) left", "", left) if left < _FEW else "")

    def _press_keep(self) -> None:
        self.written.emit()
        self.accept()
