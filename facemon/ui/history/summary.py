"""How many events have been found, and how fast; that it is still being looked; that there are newer ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from facemon.ui import theme, words
from facemon.ui.elided import ElidedLabel

PATIENCE_MS = 300  # what takes longer is told


class Summary(QWidget):
    """One line at the right of the chips."""

    refresh = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total: int | None = None
        self._took_s = 0.0
        self._fresh = 0
        self._busy = False
        self.label = ElidedLabel(colour="dim", alignment=Qt.AlignmentFlag.AlignRight)
        self.pill = QPushButton()
        self.pill.setProperty("pill", True)
        self.pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.pill.clicked.connect(self.refresh)
        self.pill.hide()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.label, 1)
        row.addWidget(self.pill)

    @property
    def busy(self) -> bool:
        """Whether it is told that it is still being looked."""
        return self._busy

    def search(self) -> None:
        """It is being looked; what was found before stays told for a moment."""
        self._patience.start()
        self.set_fresh(0)

    def found(self, total: int, took_s: float) -> None:
        """Tell how many have been found, and in how many seconds."""
        self._total, self._took_s = total, took_s
        self._end()

    def fail(self) -> None:
        """There is nothing to tell."""
        self._total = None
        self._end()

    def set_fresh(self, count: int) -> None:
        """Tell how many more there are by now."""
        self._fresh = count
        self._say()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.label.restyle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _end(self) -> None:
        self._patience.stop()
        self._busy = False
        self._say()

    def _lose_patience(self) -> None:
        self._busy = True
        self._say()

    def _say(self) -> None:
        if self._busy:
            text = self.tr("Searching…")
        elif self._total is None:
            text = ""
        else:
            found = self.tr("%Ln event(s)", "", self._total)
            text = words.joined(found, self.tr("found in {duration}").format(duration=self._duration()))
        self.label.set_text(text)
        self.pill.setText(self.tr("%Ln new – refresh", "", self._fresh))
        self.pill.setVisible(self._fresh > 0)

    def _duration(self) -> str:
        if self._took_s < 1:
            return self.tr("{number} ms").format(number=max(1, round(self._took_s * 1000)))
        return self.tr("{number} s").format(number=QLocale().toString(self._took_s, "f", 1))
