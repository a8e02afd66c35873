"""The line that says that something may be missing in the time that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from facemon.event import Gap
from facemon.ui import theme, words
from facemon.ui.banner import Banner, Severity
from facemon.ui.fitting import roomy
from facemon.ui.gap_text import Weight, gap_text

_HARMLESS = (Weight.CLOSED,)


class GapLine(QWidget):
    """Hidden while nothing is missing."""

    def __init__(self, device_name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._device_name = device_name
        self._gaps: Sequence[Gap] = ()
        self.dialog: GapList | None = None
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        self.hide()

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Tell of these gaps."""
        self._gaps = gaps
        self._say()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.banner.restyle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def open_list(self) -> None:
        """Show all gaps one below the other."""
        self.dialog = GapList([self._sentence(gap) for gap in self._gaps], self.window())
        self.dialog.open()

    def _say(self) -> None:
        gaps = self._gaps
        open_ = [gap for gap in gaps if gap_text(gap, "").weight not in _HARMLESS]
        severity = Severity.WARNING if open_ else Severity.INFO
        if len(gaps) == 1:
            self.banner.show_message(severity, self._sentence(gaps[0]))
        elif gaps:
            told = self.tr("Not all was seen as it happened: %Ln time(s).", "", len(gaps))
            rest = (
                self.tr("In %Ln of them, something may be missing.", "", len(open_))
                if open_
                else self.tr("What was missed then has been recovered.")
            )
            self.banner.show_message(severity, f"{told} {rest}", self.tr("Show…"), self.open_list)
        self.setVisible(bool(gaps))

    def _sentence(self, gap: Gap) -> str:
        text = gap_text(gap, self._device_name(gap.device_id))
        if text.weight is Weight.ASKED:  # in the feed, where it can be answered
            return words.joined(text.headline, QCoreApplication.translate("Gap", "not fetched"))
        return text.sentence


class GapList(QDialog):
    """All gaps, to be read and copied."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Times not seen"))
        self.text = QPlainTextEdit("\n\n".join(lines))  # where one ends is seen though it goes on below
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())  # the style's is made for light
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(roomy(44, 20))
