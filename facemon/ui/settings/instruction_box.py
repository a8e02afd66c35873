"""What to do about an alarm, in the site's own words, and how it will stand on the alarm."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from facemon.settings import check
from facemon.ui import theme
from facemon.ui.alarms.instruction import Instruction
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel

_LINES = 5


class InstructionBox(QWidget):
    """A text box of several lines, what is wrong with the text, and a preview with the lines to be ticked off."""

    changed = Signal()  # `value()` is another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QPlainTextEdit()
        self.box.setTabChangesFocus(True)
        self.box.setPlaceholderText(self.tr("- Look at the camera\n- Call 2222\nDo not open the door."))
        self.note = PlainLabel(size=0.92, dim=True)
        self.preview = Instruction()
        self.preview.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        wrap(self.note)
        self._frame = QFrame()
        self._frame.setObjectName("box")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(13, 8, 13, 8)
        inside.addWidget(PlainLabel(self.tr("So it stands on the alarm"), dim=True, size=0.92))
        inside.addWidget(self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(self.box)
        layout.addWidget(self.note)
        layout.addWidget(self._frame)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._typed)
        self.restyle()
        self._show()

    def value(self) -> str:
        """Return the text."""
        return self.box.toPlainText().replace("\t", " ")

    def set_value(self, text: str) -> None:
        """Show this text; tells nobody."""
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)
        self._show()

    def mistake(self) -> str:
        """Return what is wrong with the text; empty for nothing."""
        return mistake(self.value())

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        line = QFontMetrics(theme.font()).lineSpacing()
        self.preview.restyle()
        self.box.setFixedHeight(_LINES * line + 3 * theme.SPACE)

    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        wrong = self.mistake()
        self.note.setText(wrong or self.tr("A line that begins with “- ” is ticked off on the alarm."))
        self.note.take_tone("bad" if wrong else "dim")
        self.box.setAccessibleDescription(self.note.text())
        self.preview.show_instruction(self.value(), ())
        for box in self.preview.findChildren(QCheckBox):
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._frame.setVisible(bool(self.value().strip()) and not wrong)


def mistake(text: str) -> str:
    """Return what is wrong with an instruction, in the program's language; empty for nothing."""
    template = check.wrong(check.ALARM, "instruction", text)
    name = QCoreApplication.translate("InstructionBox", "What to do")
    return QCoreApplication.translate("Settings", template).format(field=name) if template else ""
