"""A time of one's own: from when to when."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facemon.ui import theme
from facemon.ui.history.period import Span
from facemon.ui.label import PlainLabel
from facemon.ui.moment_edit import MomentEdit

_FORM = "yyyy-MM-dd HH:mm"  # can be typed in every language
_MINUTE = 60_000  # milliseconds


class SpanEdit(QWidget):
    """Two moments in a row, in whole minutes. Whose it is calls `retranslate` and `restyle`."""

    typed = Signal()  # a moment has changed, and may soon do so again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin, self.end = MomentEdit(_FORM), MomentEdit(_FORM)
        self._begin_label, self._end_label = PlainLabel(dim=True), PlainLabel(dim=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (self._begin_label, self.begin, self._end_label, self.end):
            row.addWidget(widget)
        row.addStretch(1)
        for edit in (self.begin, self.end):
            edit.dateTimeChanged.connect(self.typed)

    @property
    def span(self) -> Span:
        """What is given, whichever moment comes first: a minute at least."""
        begin, end = sorted(edit.dateTime().toMSecsSinceEpoch() for edit in (self.begin, self.end))
        return Span(begin, max(end, begin + _MINUTE))

    def put(self, from_ms: int, to_ms: int) -> None:
        """Show the whole minutes around this, and tell nobody. Unix milliseconds."""
        for edit, ms in ((self.begin, from_ms // _MINUTE * _MINUTE), (self.end, -(-to_ms // _MINUTE) * _MINUTE)):
            blocked = edit.blockSignals(True)
            edit.setDateTime(QDateTime.fromMSecsSinceEpoch(ms))
            edit.blockSignals(blocked)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._begin_label, self.begin, self._end_label, self.end):
            part.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        for label, edit, word in (
            (self._begin_label, self.begin, self.tr("From")),
            (self._end_label, self.end, self.tr("To")),
        ):
            label.setText(word)
            edit.setAccessibleName(word)
