"""In which form the events are exported, with what, and where to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.history.export import Form
from facemon.ui import theme
from facemon.ui.export.report_parts import Heading
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.toggle import Toggle
from facemon.ui.target_field import TargetField

REPORT = "pdf"
_ENDINGS = {Form.CSV.value: ".csv", Form.JSON.value: ".jsonl", REPORT: ".pdf"}


class Wishes(QWidget):
    """The part of the export dialog that is filled in."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures_chosen = False
        self._usual_title = ""
        self.form = Choice("")
        for form in (Form.CSV.value, Form.JSON.value, REPORT):
            self.form.addItem("", form)
        self.form.currentIndexChanged.connect(self._choose_form)
        self.form_note = PlainLabel(size=0.92, dim=True)
        wrap(self.form_note)
        self.pictures = Toggle("")
        self.pictures.clicked.connect(self._choose_pictures)
        self.pictures_note = PlainLabel(size=0.92, dim=True)
        wrap(self.pictures_note)
        self.title = FormField(200)
        self.site = FormField(400)
        self.target = TargetField(
            f"facemon {datetime.now().astimezone():%Y-%m-%d %H-%M-%S}.csv", tuple(_ENDINGS.values())
        )
        self.target.box.textChanged.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (
            self.form, self.form_note, self.pictures, self.pictures_note, self.title, self.site, self.target,
        ):  # fmt: skip
            layout.addWidget(widget)
        self.retranslate()
        self._choose_form()

    @property
    def is_report(self) -> bool:
        """Whether a report is wanted."""
        return self.form.value() == REPORT

    @property
    def pictures_folder(self) -> Path | None:
        """The folder for the pictures; None where none are wanted."""
        file = self.target.file
        if not self.pictures.isChecked() or not file.name:
            return None
        return file.with_name(self.tr("{file} pictures", "a folder's name").format(file=file.stem))

    @property
    def heading(self) -> Heading:
        """What is written above a report."""
        return Heading(self.title.box.text().strip() or self.tr("Events"), self.site.box.text().strip())

    def retranslate(self) -> None:
        """Take up the language in use; what is written into the boxes stays."""
        self.form.setAccessibleName(self.tr("Form"))
        for number, text in enumerate((self.tr("Table (CSV)"), self.tr("JSON lines"), self.tr("Report (PDF)"))):
            self.form.setItemText(number, text)
        self.pictures.setText(self.tr("With pictures"))
        self.title.set_words(self.tr("Title"), "")
        if self.title.box.text() == self._usual_title:  # nobody has written another
            self._usual_title = self.tr("Events at the doors")
            self.title.box.setText(self._usual_title)
        self.site.set_words(self.tr("Place (optional)"), "", self.tr("Site, building, who can be asked"))
        self.target.retranslate()
        self._note_form()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._tell()
        super().changeEvent(event)

    def _note_form(self) -> None:
        self.form_note.setText(
            {
                Form.CSV.value: self.tr("For a spreadsheet. No cell of it is ever run as a formula."),
                Form.JSON.value: self.tr("For programs: one event a line, every text just as the device sent it."),
                REPORT: self.tr("To print or to hand over: filter, events, times not seen, and a SHA-256 of it all."),
            }[self.form.value()]
        )

    def _choose_form(self) -> None:
        form = self.form.value()
        self._note_form()
        self.title.setVisible(self.is_report)
        self.site.setVisible(self.is_report)
        if not self._pictures_chosen:
            self.pictures.setChecked(self.is_report)
        self.target.end_in(_ENDINGS[form])
        self._tell()

    def _choose_pictures(self) -> None:
        self._pictures_chosen = True
        self._tell()

    def _tell(self) -> None:
        folder = self.pictures_folder
        self.pictures_note.setVisible(folder is not None and not self.is_report)
        if folder is not None:
            note = self.tr("They go into the folder “{folder}” beside the file.")
            self.pictures_note.setText(note.format(folder=folder.name))
        self.changed.emit()
