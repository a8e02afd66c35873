"""The box that says where the history lies and how much is in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from facemon.history.query import Stock
from facemon.history.reader import Reader
from facemon.ui import error_text, theme, words
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.text import clean


class KeptBox(QFrame):
    """Looks at the history in the background, when it is made and whenever `look` is called."""

    def __init__(self, path: Path, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("box")
        self._path = path
        self._relay = relay
        self._task: Task[Stock] | None = None
        self.amount = PlainLabel(self.tr("Looking…"))
        wrap(self.amount)
        self.place = ElidedLabel(colour="dim", size=0.95)
        self.place.set_text(clean(str(path), 1000))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(13, 12, 13, 12)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(PlainLabel(self.tr("Kept now"), bold=True))
        layout.addWidget(self.amount)
        layout.addWidget(self.place)
        self.look()

    def look(self) -> None:
        """Look again."""
        self.close_work()
        self._task = Task(self._relay, self._read, self._show, self._say_why_not)

    def close_work(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.drop()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.place.restyle()

    def _read(self, _stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> Stock:
        with Reader(self._path) as reader:
            return reader.stock()

    def _show(self, stock: Stock) -> None:
        size = QLocale().formattedDataSize(stock.bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        oldest = "" if stock.oldest_ms is None else self.tr("since {date}").format(date=words.date(stock.oldest_ms))
        self.amount.setText(words.joined(self.tr("%Ln event(s)", "", stock.events), size, oldest))

    def _say_why_not(self, error: Exception) -> None:
        self.amount.setText(breakable(clean(error_text.reason(error), 1000)))
