"""Asks why and until when a person is to be on the watch list."""

from __future__ import annotations

import time

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from facemon.alarm import Watched
from facemon.ui import theme, words
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.moment_edit import MomentEdit
from facemon.ui.restyled_dialog import RestyledDialog
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.scrolling import scrolling
from facemon.ui.snapshot import Snapshot
from facemon.ui.text import clean
from facemon.ui.watch.ending import Ending, last_day, until_ms

LONGEST_REASON = 200  # characters
_FORM = "yyyy-MM-dd"  # can be typed in every language


class WatchDialog(RestyledDialog):
    """Accepted, `reason` and `until` are what was chosen. It leaves the window behind it usable: alarms go on.

    Args:
        name: who is meant.
        about: what else tells the person apart, in words.
        picture: a JPEG as received, if there is one.
        known: how the person is on the list already; None where not.
        raises: whether the rule of the watch list raises an alarm at all.
    """

    def __init__(
        self,
        name: str,
        about: str,
        picture: bytes | None,
        known: Watched | None = None,
        *,
        raises: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = clean(name) or self.tr("Person without a name")
        self._known = known
        self._scroll = QScrollArea()
        self._content = QWidget()
        self._picture = Snapshot()
        self.name = PlainLabel(self._name, bold=True, size=1.2)
        self.about = PlainLabel(clean(about), dim=True)
        self.since = PlainLabel(dim=True)
        self.reason_field = FormField(LONGEST_REASON)
        self.ending = Choice("")
        self.date = MomentEdit(_FORM)
        self._until = PlainLabel(size=0.95, dim=True)
        self.hint = PlainLabel(dim=True)
        self.cancel = QPushButton()
        self.keep = QPushButton()
        self.keep.setProperty("primary", True)
        for label in (self.name, self.about, self.since, self.hint):
            wrap(label)
        self._set_words(raises=raises)
        self._picture.set_picture(picture, self.tr("There is no picture at hand."))
        self._picture.setAccessibleName(self.tr("Snapshot"))
        self._take_known()
        self._lay_out()
        self.reason_field.box.textChanged.connect(self._judge)
        self.ending.currentIndexChanged.connect(self._judge)
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        self.keep.setDefault(True)
        self._judge()
        self._restyle()
        most = roomy(34, 40)
        high = max(self._content.heightForWidth(most.width()), self._content.minimumSizeHint().height())
        needed = high + self.keep.sizeHint().height() + 5 * theme.SPACE
        self.resize(most.width(), min(most.height(), needed))
        self.reason_field.box.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return clean(self.reason_field.box.text(), LONGEST_REASON).strip()

    @property
    def until(self) -> int | None:
        """Until when, in Unix milliseconds; None for without an end."""
        ending = Ending(self.ending.value())
        former = self._known.until_ms if self._known is not None else None
        if ending is Ending.DATE and former is not None and self.date.date() == last_day(former):
            return former
        return until_ms(ending, self.date.date(), _now_ms())

    def done(self, result: int) -> None:
        """Close."""
        self._picture.close_threads(0)
        super().done(result)

    def accept(self) -> None:
        """Close, unless there is no reason yet."""
        if self.keep.isEnabled():
            super().accept()

    def _set_words(self, *, raises: bool) -> None:
        known = self._known
        self.setWindowTitle(self.tr("Watch list"))
        if known is not None:
            day, by = words.date(known.from_ms), clean(known.by, 60)
            self.since.setText(self.tr("On the list since {date}, put there by {name}").format(date=day, name=by))
        self.reason_field.set_words(
            self.tr("Reason"),
            self.tr("is shown with every alarm, and on record"),
            self.tr("What should whoever sees this person know?"),
        )
        self._until.setText(self.tr("On the list"))
        self._until.setBuddy(self.ending)
        self.ending.setAccessibleName(self.tr("Until when on the list"))
        for ending, word in {
            Ending.TODAY: self.tr("Until the end of today"),
            Ending.WEEK: self.tr("For a week"),
            Ending.DATE: self.tr("Until a date"),
            Ending.NEVER: self.tr("Until taken off"),
        }.items():
            self.ending.addItem(word, ending.value)
        self.date.setAccessibleName(self.tr("Last day on the list"))
        self.hint.setText(
            self.tr("Whenever a device recognises this person, an alarm is raised here.")
            if raises
            else self.tr("The watch list raises no alarm now: that is off in the settings, under “Alarms”.")
        )
        self.cancel.setText(self.tr("Cancel"))
        self.keep.setText(self.tr("Save") if known is not None else self.tr("Put on the watch list"))

    def _take_known(self) -> None:
        today = QDate.currentDate()
        self.date.setMinimumDate(today)
        self.date.setDate(today.addDays(1))
        if self._known is None:
            return
        self.reason_field.box.setText(clean(self._known.reason, LONGEST_REASON))
        if self._known.until_ms is None:
            self.ending.set_value(Ending.NEVER.value)
        else:
            self.ending.set_value(Ending.DATE.value)
            self.date.setDate(max(today, last_day(self._known.until_ms)))

    def _judge(self) -> None:
        self.date.setVisible(self.ending.value() == Ending.DATE.value)
        self.keep.setEnabled(bool(self.reason))

    def _restyle(self) -> None:
        super()._restyle()
        self.date.restyle()
        self._picture.setFixedWidth(9 * self.name.fontMetrics().height())
        self._picture.set_most_height(12 * self.name.fontMetrics().height())
        self._picture.restyle()

    def _lay_out(self) -> None:
        ending = QHBoxLayout()
        ending.setSpacing(theme.SPACE)
        ending.addWidget(self.ending, 1)
        ending.addWidget(self.date)
        facts = QVBoxLayout()
        facts.setSpacing(theme.SPACE)
        for label in (self.name, self.about, self.since):
            label.setVisible(bool(label.text()))
            facts.addWidget(label)
        facts.addSpacing(theme.SPACE)
        facts.addWidget(self.reason_field)
        facts.addWidget(self._until)
        facts.addLayout(ending)
        facts.addSpacing(theme.SPACE)
        facts.addWidget(self.hint)
        facts.addStretch(1)
        self.reason_field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        columns = QHBoxLayout()
        columns.setSpacing(2 * theme.SPACE)
        columns.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(facts, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        self._content.setLayout(columns)
        columns.setContentsMargins(20, 2 * theme.SPACE, 20, 0)
        scrolling(self._scroll, self._content)
        buttons.setContentsMargins(20, 0, 20, 2 * theme.SPACE)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * theme.SPACE)
        rows.addWidget(self._scroll, 1)
        rows.addLayout(buttons)


def _now_ms() -> int:
    return round(time.time() * 1000)
