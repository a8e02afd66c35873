"""The dialog that saves a shift's report as a file."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from facemon.report.record import ShiftRecord
from facemon.ui import theme
from facemon.ui.export.job import sentence
from facemon.ui.export.report_parts import Heading
from facemon.ui.fitting import roomy
from facemon.ui.label import PlainLabel
from facemon.ui.report import shift_words
from facemon.ui.report.saving import SaveOrder, save
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.toggle import Toggle
from facemon.ui.target_field import TargetField
from facemon.ui.writing_dialog import WritingDialog

_PAPER, _TABLE = ".pdf", ".csv"


class SaveDialog(WritingDialog):
    """Asks in which form a report is wanted and where to, and writes it. Closing it stops it.

    Args:
        history: the history's file, for the pictures.
        shift: what is saved.
    """

    def __init__(self, history: Path, shift: ShiftRecord, parent: QWidget | None = None) -> None:
        begin = datetime.fromtimestamp(shift.shift.from_ms / 1000).astimezone()
        name = self.tr("Shift report", "a file's name")
        asked = QWidget()
        target = TargetField(f"{name} {begin:%Y-%m-%d %H-%M}{_PAPER}", (_PAPER, _TABLE))
        super().__init__(target, asked, parent)
        self._history, self._shift = history, shift
        self._usual_title = ""
        self.what = PlainLabel(bold=True)
        self.form = Choice("")
        for ending in (_PAPER, _TABLE):
            self.form.addItem("", ending)
        self.form.currentIndexChanged.connect(self._choose_form)
        self.pictures = Toggle("")
        self.heading = FormField(200)
        self.site = FormField(400)
        wishes = QVBoxLayout(asked)
        wishes.setContentsMargins(0, 0, 0, 0)
        wishes.setSpacing(theme.SPACE)
        for widget in (self.form, self.pictures, self.heading, self.site, target):
            wishes.addWidget(widget)
        self.lay_out(self.what, asked)
        self.retranslate()
        self._choose_form()
        self.resize(roomy(34, 26))

    def retranslate(self) -> None:
        super().retranslate()
        self.setWindowTitle(self.tr("Save the report"))
        alarms = shift_words.ShiftCounts().alarms(len(self._shift.records))
        self.what.setText(f"{shift_words.heading(self._shift.shift)}\n{alarms}")
        self.form.setAccessibleName(self.tr("Form"))
        self.form.setItemText(0, self.tr("Report (PDF)"))
        self.form.setItemText(1, self.tr("Table (CSV)"))
        self.pictures.setText(self.tr("With pictures of the people"))
        self.heading.set_words(self.tr("Title"), "")
        if self.heading.box.text() == self._usual_title:  # nobody has written another
            self._usual_title = self.tr("Shift report")
            self.heading.box.setText(self._usual_title)
        self.site.set_words(self.tr("Place (optional)"), "", self.tr("Site, building, who can be asked"))
        self.opener.setText(self.tr("Open"))

    def start_word(self) -> str:
        return self.tr("Save")

    def stopped_words(self) -> str:
        return self.tr("Stopped: nothing was saved.")

    def failed_words(self, error: Exception) -> str:
        return sentence(error)

    def to_open(self) -> Path:
        return self.target.file

    def change(self) -> None:
        super().change()
        self.say("")

    def begin(self) -> None:
        paper = self.form.value() == _PAPER
        order = SaveOrder(
            history=self._history,
            shift=self._shift,
            paper=paper,
            target=self.target.file,
            replace=self.target.agreed == self.target.file,
            pictures=paper and self.pictures.isChecked(),
            heading=Heading(self.heading.box.text().strip() or self.tr("Shift report"), self.site.box.text().strip()),
            families=QApplication.font().families(),
        )
        self.write(partial(save, order), partial(self._tell, order.target))

    def _choose_form(self) -> None:
        ending = self.form.value()
        for widget in (self.pictures, self.heading, self.site):
            widget.setVisible(ending == _PAPER)
        self.target.end_in(ending)

    def _tell(self, file: Path, alarms: int) -> None:
        self.say(self.tr("%Ln alarm(s) saved in “{file}”.", "", alarms).format(file=file.name), "good")
