"""Asks whose data shall be erased and why, and erases it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from facemon.folding import folded
from facemon.history.database import open_for_reading
from facemon.history.erase import LONGEST_TEXT, Erased, Weight, erase, kept_elsewhere, weigh
from facemon.history.people import Identity
from facemon.ui import error_text, theme, words
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.kept_history import KeptHistory
from facemon.ui.settings.people_search import PeopleSearch
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean

_TELLING = 4  # characters of a number, from which on it is hardly a day or an hour
Say = Callable[[Callable[[], None]], None]


class EraseDialog(RestyledDialog):
    """Nothing is erased before the user has said to know that it cannot be undone, and pressed the button."""

    def __init__(self, history: KeptHistory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._relay = Relay(self)
        self._weighing: Task[tuple[Weight, int]] | None = None
        self._erasing: Task[Erased] | None = None
        self._weight: Weight | None = None
        self._gone = 0
        self.setWindowTitle(self.tr("Erase a person's data"))
        self.people = PeopleSearch(history.path, self._relay)
        self.weight = PlainLabel(bold=True)
        self.reason = FormField(LONGEST_TEXT)
        self.reason.set_words(self.tr("Why"), self.tr("is kept, with the date; do not write whose data it was"))
        self.by = FormField(LONGEST_TEXT)
        self.by.set_words(self.tr("Erased by"), self.tr("is kept, too"))
        self.by.box.setText(history.operator)
        self.sure = Toggle(self.tr("I know that this cannot be undone"))
        self.alarms = Toggle()
        self.elsewhere = PlainLabel(dim=True)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.erase = QPushButton(self.tr("Erase"))
        self.erase.setProperty("danger", True)
        self.outcome = PlainLabel()
        self.more = PlainLabel(dim=True)
        self._pages = QStackedWidget()
        for label in (self.weight, self.elsewhere, self.outcome, self.more):
            wrap(label)
        self._lay_out()
        self._connect()
        self._show_elsewhere(0)
        self._judge()
        self.resize(roomy(44, 40))
        self.people.text.box.setFocus()

    def reject(self) -> None:
        """Close; while something is being erased, stop that first and tell how far it came."""
        if self._erasing is None:
            super().reject()
        else:
            self.cancel.setEnabled(False)
            self._erasing.stop()

    def done(self, result: int) -> None:
        """Close; what is being erased is stopped, and what is gone by then is noted."""
        self.people.close_work()
        for task in (self._weighing, self._erasing):
            if task is not None:
                task.drop()
        self._relay.close()
        super().done(result)

    def _connect(self) -> None:
        self.people.changed.connect(self._weigh)
        for field in (self.reason, self.by):
            field.box.textEdited.connect(self._judge)
        for toggle in (self.sure, self.alarms):
            toggle.toggled.connect(self._judge)
        self.cancel.clicked.connect(self.reject)
        self.erase.clicked.connect(self._erase)
        for button in (self.cancel, self.erase):
            button.setAutoDefault(False)  # Enter in a text box erases nothing

    def _chosen(self) -> list[Identity]:
        return list(self.people.chosen)

    def _weigh(self) -> None:
        """Find out how much there is of who is chosen."""
        self._weight = None
        if self._weighing is not None:
            self._weighing.drop()
        chosen = self._chosen()

        def work(_stop: threading.Event, _say: Say) -> tuple[Weight, int]:
            with contextlib.closing(open_for_reading(self._history.path)) as connection:
                return weigh(connection, chosen), len(kept_elsewhere(self._history.path))

        if chosen:
            self._weighing = Task(
                self._relay, work, self._take_weight, lambda e: self.people.text.say(error_text.reason(e))
            )
        self._judge()

    def _take_weight(self, found: tuple[Weight, int]) -> None:
        self._weight, aside = found
        self._show_elsewhere(aside)
        self._judge()

    def _not_weighed(self, error: Exception) -> None:
        self.people.text.say(error_text.reason(error))

    def _judge(self) -> None:
        """Show what would go, and whether it may."""
        weight = self._weight
        problem = self._problem()
        if problem:
            self.weight.setText(problem)
        elif not self.people.chosen:
            self.weight.setText(self.tr("Choose who is meant."))
        elif weight is None:
            self.weight.setText(self.tr("Counting…"))
        else:
            self.weight.setText(self.tr("%Ln event(s) will be erased, with pictures.", "", weight.events))
        unanswered = weight.unanswered if weight is not None else 0
        self.alarms.setVisible(unanswered > 0)
        self.alarms.setText(self.tr("Erase %Ln alarm(s) that nobody has acknowledged yet, too", "", unanswered))
        named = self._names_somebody(self.reason.box.text())
        self.reason.say(self.tr("Leave the name and the numbers out: this is kept.") if named else "")
        self.erase.setEnabled(
            weight is not None
            and not problem
            and not named
            and bool(self.reason.box.text().strip() and self.by.box.text().strip())
            and self.sure.isChecked()
            and (not unanswered or self.alarms.isChecked())
        )

    def _problem(self) -> str:
        keeping = self._history.keeping()
        if keeping.keeping:
            return ""
        why = QCoreApplication.translate("History", keeping.problem).format(**keeping.fields)
        return breakable(self.tr("Nothing can be erased now. {reason}").format(reason=why).strip())

    def _names_somebody(self, text: str) -> bool:
        words_said = folded(text).split()
        said = " ".join(words_said)
        for match in self.people.chosen.values():
            name = " ".join(folded(match.identity.name).split())
            telling = {folded(number) for number in match.numbers if len(number) >= _TELLING}
            if (len(name) > 1 and name in said) or telling.intersection(words_said):
                return True
        return False

    def _show_elsewhere(self, aside: int) -> None:
        said = self.tr("Backups, exports and saved pictures keep the data until they are deleted or overwritten.")
        if aside:
            said += " " + self.tr("So do %Ln damaged or replaced history file(s) beside the history.", "", aside)
        self.elsewhere.setText(said)

    def _erase(self) -> None:
        chosen, by, reason = self._chosen(), self.by.box.text().strip(), self.reason.box.text().strip()

        def work(stop: threading.Event, say: Say) -> Erased:
            return erase(
                self._history.writer,
                chosen,
                by=by,
                reason=reason,
                stop=stop,
                gone=lambda ids: say(partial(self._show_progress, list(ids))),
            )

        self._gone = 0
        self._pages.setCurrentIndex(1)
        self.erase.hide()
        self.cancel.setText(self.tr("Stop"))
        self.outcome.setText(self.tr("Erasing…"))
        self._erasing = Task(self._relay, work, self._finished, self._failed)

    def _show_progress(self, ids: Sequence[int]) -> None:
        self._gone += len(ids)
        self._history.erased(ids)
        if self._weight is not None:
            done, of = (QLocale().toString(number) for number in (self._gone, max(self._gone, self._weight.events)))
            self.outcome.setText(self.tr("Erasing: {done} of {all} events").format(done=done, all=of))

    def _finished(self, erased: Erased) -> None:
        self._history.unlisted(erased.unwatched)
        events = self.tr("%Ln event(s)", "", erased.events)
        pictures = self.tr("%Ln picture(s)", "", erased.pictures)
        sentence = (
            self.tr("Erased: {things}. This was noted in the history.")
            if erased.finished
            else self.tr("Stopped before the end. Erased by then: {things}.")
        )
        self.outcome.setText(sentence.format(things=words.listed((events, pictures))))
        remaining = [self.elsewhere.text()]
        if erased.finished and not erased.wiped:
            remaining.insert(
                0,
                self.tr(
                    "Something is still reading the history, and traces may remain on the disk until that ends. Erase "
                    "once more then to be sure."
                ),
            )
        self.more.setText("\n".join(remaining))
        self._end()

    def _failed(self, error: Exception) -> None:
        why = (
            self.tr("the history is not being written") if isinstance(error, TimeoutError) else error_text.reason(error)
        )
        why = breakable(clean(why, 300))
        self.outcome.setText(self.tr("The data could not be erased, or not all of it: {reason}").format(reason=why))
        self._end()

    def _end(self) -> None:
        self._erasing = None
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()

    def _lay_out(self) -> None:
        texts = QHBoxLayout()
        texts.setSpacing(round(1.75 * theme.SPACE))
        texts.addWidget(self.reason, 2)
        texts.addWidget(self.by, 1)
        asking = QWidget()
        rows = QVBoxLayout(asking)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(round(1.5 * theme.SPACE))
        rows.addWidget(self.people, 1)
        rows.addWidget(self.weight)
        rows.addLayout(texts)
        rows.addWidget(self.sure)
        rows.addWidget(self.alarms)
        rows.addWidget(self.elsewhere)
        telling = QWidget()
        rows = QVBoxLayout(telling)
        rows.setContentsMargins(20, 2 * theme.SPACE, 20, 2 * theme.SPACE)
        rows.setSpacing(round(1.5 * theme.SPACE))
        rows.addWidget(self.outcome)
        rows.addWidget(self.more)
        rows.addStretch(1)
        self._pages.addWidget(asking)
        self._pages.addWidget(telling)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(18, 12, 18, 12)
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.erase)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)
