"""The note that is put on an alarm: typed, or one of the site's own by a number key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.alarms.lines import Lines
from facemon.ui.alarms.row_frame import row_button
from facemon.ui.history.flow import FlowLayout
from facemon.ui.text import clean

MOST_QUICK = 9
_LONGEST = 500  # characters
_SHORT = 40  # characters of a quick note on its button


class NoteField(QWidget):
    """A text box with its quick notes; the numbers are theirs as long as nothing is typed."""

    answered = Signal(str)  # acknowledge with this note
    noted = Signal(str)  # keep this note; the alarm stays as it is
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._required = False
        self._closed = False
        self._quick: tuple[str, ...] = ()
        self._hint = Lines(most=3, colour="warn")
        self.entry = _Entry(self)
        self.entry.setMaxLength(_LONGEST)
        self.entry.textChanged.connect(self._allow)
        self._quick_row = QWidget()
        self._quick_flow = FlowLayout(self._quick_row, spacing=theme.SPACE // 2)
        self._answer = row_button()
        self._answer.setProperty("primary", True)
        self._answer.clicked.connect(self.answer)
        self._keep = row_button()
        self._keep.clicked.connect(self.keep)
        self._cancel = row_button()
        self._cancel.clicked.connect(self.left)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.SPACE // 2)
        for button in (self._answer, self._keep, self._cancel):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self._hint, self.entry, self._quick_row, buttons):
            column.addWidget(widget)

    def begin(self, quick: Sequence[str], *, required: bool = False, closed: bool = False, text: str = "") -> None:
        """Ask for a note, with these quick ones.

        Args:
            quick: at most `MOST_QUICK` count.
            required: the alarm cannot be acknowledged without.
            closed: the alarm is acknowledged already.
            text: what has been noted so far.
        """
        self._required, self._closed = required, closed
        self._quick = tuple(quick[:MOST_QUICK])
        self.entry.setText(clean(text, _LONGEST))
        while (item := self._quick_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, note in enumerate(self._quick):
            button = row_button()
            button.setProperty("choice", True)
            button.setProperty("quick", True)
            button.setText(f"{number + 1}  {clean(note, _SHORT)}".replace("&", "&&"))
            button.setAccessibleName(clean(note))
            button.clicked.connect(lambda *_, number=number: self.take_quick(number))
            self._quick_flow.addWidget(button)
            button.show()
        self.retranslate()

    def take_quick(self, number: int) -> bool:
        """Answer with a quick note, counted from 0; return whether there is one of this number."""
        if not 0 <= number < len(self._quick):
            return False
        self.entry.setText(clean(self._quick[number], _LONGEST))
        self.answer()
        return True

    def answer(self) -> None:
        """Acknowledge with what is in the box."""
        note = clean(self.entry.text(), _LONGEST)
        if self._closed:
            self.noted.emit(note)
        elif note or not self._required:
            self.answered.emit(note)

    def keep(self) -> None:
        """Put what is in the box on the alarm, and no more."""
        self.noted.emit(clean(self.entry.text(), _LONGEST))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._hint.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._hint.set_text(self.tr("This alarm needs a note before it is acknowledged") if self._required else "")
        self.entry.setAccessibleName(self.tr("Note"))
        self.entry.setPlaceholderText(self.tr("Note, or a number") if self._quick else self.tr("Note"))
        self._answer.setText(self.tr("Save (Enter)") if self._closed else self.tr("Acknowledge (Enter)"))
        self._keep.setText(self.tr("Only note (Ctrl+Enter)"))
        self._keep.setVisible(not self._closed)
        self._cancel.setText(self.tr("Cancel (Esc)"))
        self._allow()

    def event(self, event: QEvent) -> bool:
        # With the keyboard at one of its buttons, too, a key is for the note: what is typed must not be lost to the
        # window's Space, R or 1.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _plain(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self.entry.text() and event.text().isdigit():
            self.take_quick(int(event.text()) - 1)

    def _allow(self) -> None:
        self._answer.setEnabled(bool(self.entry.text().strip()) or not self._required)


class _Entry(QLineEdit):
    """Knows the keys of a note."""

    def __init__(self, field: NoteField) -> None:
        super().__init__()
        self._field = field

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._field.keep()
            else:
                self._field.answer()
        elif event.key() == Qt.Key.Key_Escape:
            self._field.left.emit()
        elif self.text() or not event.text().isdigit() or not self._field.take_quick(int(event.text()) - 1):
            super().keyPressEvent(event)


def _own(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


def _plain(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape or (
        bool(event.text()) and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    )


def usual_notes() -> tuple[str, ...]:
    """Return the quick notes of a site that has set none of its own."""
    translate = QCoreApplication.translate
    return (
        translate("NoteField", "Checked on site, all in order"),
        translate("NoteField", "Checked on camera, all in order"),
        translate("NoteField", "Guard sent"),
        translate("NoteField", "Person turned away"),
        translate("NoteField", "Known person, let in"),
        translate("NoteField", "Police called"),
        translate("NoteField", "Technician called"),
    )
