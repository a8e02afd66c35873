"""Shelving a device's nuisance kind: for how long, and why. On record."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facemon.ui import theme
from facemon.ui.fitting import roomy, wrap
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

MINUTES = (5, 15, 30, 60)
_USUAL = 15
_LONGEST = 300  # characters of a reason
_LINES_WIDE = 30


class ShelveDialog(QDialog):
    """Accepted with `minutes` and a `reason` that is not empty."""

    def __init__(self, kind: str, device_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shelve"))
        said = self.tr(
            "{kind} at {device} does not ring while it is shelved. What comes meanwhile is kept and counted, and needs "
            "attention again afterwards."
        )
        text = PlainLabel(said.format(kind=kind, device=clean(device_name, 80)))
        wrap(text)
        self._group = QButtonGroup(self)
        choices = QWidget()
        flow = FlowLayout(choices, spacing=theme.SPACE)
        for minutes in MINUTES:
            button = QPushButton(self.tr("%n minute(s)", "", minutes))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(minutes == _USUAL)
            self._group.addButton(button, minutes)
            flow.addWidget(button)
        self._group.idToggled.connect(lambda *_: self._mark())
        self.entry = QLineEdit()
        self.entry.setMaxLength(_LONGEST)
        self.entry.setPlaceholderText(self.tr("Why? For example: workers at the door until noon"))
        self.entry.setAccessibleName(self.tr("Reason"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        for standard in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            buttons.button(standard).setIcon(QIcon())  # the style's is made for light
        self.shelve = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.shelve.setText(self.tr("Shelve"))
        self.shelve.setProperty("primary", True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(2 * theme.SPACE)
        for widget in (text, choices, self.entry, buttons):
            column.addWidget(widget)
        self.entry.textChanged.connect(lambda _: self.shelve.setEnabled(bool(self.reason)))
        self.shelve.setEnabled(False)
        self._mark()
        self.entry.setFocus()
        width = roomy(_LINES_WIDE, 1).width()
        self.setMinimumSize(width, column.totalHeightForWidth(width))

    @property
    def minutes(self) -> int:
        """For how long."""
        return self._group.checkedId()

    @property
    def reason(self) -> str:
        """Why; empty until something is written."""
        return clean(self.entry.text(), _LONGEST).strip()

    def _mark(self) -> None:
        for button in self._group.buttons():
            button.setProperty("primary", button.isChecked())
            button.style().unpolish(button)
            button.style().polish(button)
