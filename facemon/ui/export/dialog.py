"""The dialog that exports what a query finds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from facemon.history.export import Exported, Form
from facemon.history.query import Query
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.export.fact_lines import FactLines
from facemon.ui.export.job import Order, Outlook, carry_out, look_ahead, sentence
from facemon.ui.export.query_words import query_lines
from facemon.ui.export.report import MOST_EVENTS
from facemon.ui.export.wishes import Wishes
from facemon.ui.fitting import roomy
from facemon.ui.label import PlainLabel
from facemon.ui.writing_dialog import WritingDialog


class ExportDialog(WritingDialog):
    """Says what will be exported, asks in which form and where to, and does it. Closing it stops it.

    Args:
        history: the history's file.
        query: what is to be exported.
        device_names: by device id.
    """

    def __init__(
        self, history: Path, query: Query, device_names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        wishes = Wishes()
        super().__init__(wishes.target, wishes, parent)
        self.wishes = wishes
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._history = history
        self._query = query
        self._device_names = dict(device_names)
        self._events: int | None = None
        self._person_name = ""
        self._closed = threading.Event()
        self._counting = Background(self)
        self.lines = FactLines()
        self.events = PlainLabel(bold=True)
        self.wishes.changed.connect(self.change)
        self._lay_out()
        self.retranslate()
        self.judge()
        self._counting.run(
            lambda: look_ahead(history, query, self._closed.is_set), self._show_outlook, self._show_no_outlook
        )
        self.resize(roomy(34, 30))

    def end_work(self, patience: float) -> None:
        self._closed.set()
        self._counting.close(0)
        super().end_work(patience)

    def _lay_out(self) -> None:
        what = QFrame()
        what.setObjectName("box")
        inside = QVBoxLayout(what)
        inside.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        inside.addWidget(self.lines)
        inside.addWidget(self.events)
        column = self.lay_out(what, self.wishes)
        column.insertSpacing(column.count() - 1, theme.SPACE)

    def retranslate(self) -> None:
        super().retranslate()
        self.setWindowTitle(self.tr("Export"))
        self.opener.setText(self.tr("Open folder"))
        self._show_what()

    def start_word(self) -> str:
        return self.tr("Export")

    def stopped_words(self) -> str:
        return self.tr("Stopped: nothing was exported.")

    def failed_words(self, error: Exception) -> str:
        return sentence(error)

    def progress_words(self, done: int, of: int) -> str:
        if self.wishes.is_report:
            return self.tr("{percent} %").format(percent=100 * done // of)
        told = self.tr("{done} of about {all} events")
        return told.format(done=QLocale().toString(done), all=QLocale().toString(of))

    def judge(self) -> None:
        """Say what follows from what is wished, and whether it can be done."""
        super().judge()
        if self.wishes.is_report and self._events is not None and self._events > MOST_EVENTS:
            self.start.setEnabled(False)
            limit = self.tr("A report holds at most {most} events. Narrow the time or the filter, or export a table.")
            self.say(limit.format(most=QLocale().toString(MOST_EVENTS)), "warn")
        elif not self.running:
            self.say("")

    def begin(self) -> None:
        order = self._order()
        self.write(partial(carry_out, order), partial(self._tell, order))
        self.say(self.tr("Begins …"))

    def _show_what(self) -> None:
        self.lines.show_lines(query_lines(self._query, self._device_names, self._person_name))
        counting = self._events is None
        self.events.setText(self.tr("Counting …") if counting else self.tr("%Ln event(s)", "", self._events or 0))

    def _order(self) -> Order:
        wishes = self.wishes
        return Order(
            history=self._history,
            query=self._query,
            form=None if wishes.is_report else Form(wishes.form.value()),
            target=wishes.target.file,
            replace=wishes.target.agreed == wishes.target.file,
            pictures=wishes.pictures_folder,
            heading=wishes.heading,
            device_names=self._device_names,
            families=QApplication.font().families(),
        )

    def _tell(self, order: Order, exported: Exported) -> None:
        told = self.tr("%Ln event(s) exported into “{file}”.", "", exported.events).format(file=order.target.name)
        if order.pictures is not None and order.form is not None:
            beside = self.tr("%Ln picture(s) in “{folder}”.", "", exported.pictures)
            told = f"{told}\n{beside.format(folder=order.pictures.name)}"
        self.say(told, "good")

    def _show_outlook(self, outlook: Outlook) -> None:
        self._events, self._person_name = outlook.events, outlook.person_name
        self._show_what()
        self.judge()

    def _show_no_outlook(self, error: Exception) -> None:
        self.events.hide()
        self.say(sentence(error), "bad")
