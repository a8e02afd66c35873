"""The message of an event as it came, folded away until somebody wants to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from facemon.event import Happening
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.fitting import give_icon
from facemon.ui.raw_message import laid_out

_HEIGHT = 260


class RawView(QWidget):
    """A button, and below it the message once it has been pressed.

    Args:
        background: lays the message out away from the window's thread.
    """

    unfolded = Signal()  # the message is there to be seen

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._happening: Happening | None = None
        self._asked: Happening | None = None
        self.button = QPushButton()
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_HEIGHT)
        self.text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)

    def show_message(self, happening: Happening | None, *, folded: bool) -> None:
        """Take an event's message, folded away, or as it is when more of the same is known."""
        known, self._happening = self._happening, happening
        if folded:
            self.button.setChecked(False)
        elif known is not None and happening is not None and happening.raw != known.raw:
            self._show(self.button.isChecked())

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.text.setFont(theme.font(0.9, mono=True))
        self._draw_arrow()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.button.setText(self.tr("Raw message"))
        self.text.setAccessibleName(self.tr("Raw message"))

    def _draw_arrow(self) -> None:
        give_icon(self.button, "up" if self.button.isChecked() else "down", theme.theme().text)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.text.setVisible(shown)
        self._draw_arrow()
        if not shown or self._happening is None:
            self._asked = None
            self.text.clear()
            return
        happening = self._asked = self._happening
        self.text.setFont(theme.font(0.9, mono=True))  # again: Qt forgets it when the panel moves into the window

        def show(result: tuple[str, bool]) -> None:
            if self._asked is happening:
                text, cut = result
                note = self.tr("… the rest is left out")
                self.text.setPlainText(f"{text}\n{note}" if cut else text)
                self.unfolded.emit()

        self._background.run(lambda: laid_out(happening.raw), show)
