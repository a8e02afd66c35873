"""The dialog that saves a shift's report as a file."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facemon.history.stopping import Stopped
from facemon.report.record import ShiftRecord
from facemon.ui import theme
from facemon.ui.background import Background
from facemon.ui.export.job import ExistsError, sentence
from facemon.ui.export.report_parts import Heading
from facemon.ui.export.wishes import usual_folder
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.report import shift_words
from facemon.ui.report.saving import SaveOrder, save
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.form_field import FormField
from facemon.ui.settings.toggle import Toggle

_LOOK_MS = 100
_CLOSING = 0.5  # seconds that closing waits for what was begun to be taken away again
_PAPER, _TABLE = ".pdf", ".csv"


class SaveDialog(QDialog):
    """Asks in which form a report is wanted and where to, and writes it. Closing it stops it.

    Args:
        history: the history's file, for the pictures.
        shift: what is saved.
    """

    def __init__(self, history: Path, shift: ShiftRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history, self._shift = history, shift
        self._usual_title = ""
        self._agreed: Path | None = None  # the file that may be replaced
        self._stop: threading.Event | None = None  # of what is under way
        self._progress = (0, 0)
        self._work = Background(self)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._show_progress)
        self._make()
        self._lay_out()
        self.retranslate()
        self._choose_form()
        self.resize(roomy(34, 26))

    @property
    def running(self) -> bool:
        """Whether it is being written."""
        return self._stop is not None

    @property
    def file(self) -> Path:
        """The file to write; without a name where none is given."""
        return Path(self.target.box.text().strip()).expanduser()

    def done(self, result: int) -> None:
        """Stop what is under way, which leaves nothing behind."""
        if self._stop is not None:
            self._stop.set()
        self._timer.stop()
        self._work.close(_CLOSING)
        super().done(result)

    def _make(self) -> None:
        self.what = PlainLabel(bold=True)
        self.form = Choice("")
        for ending in (_PAPER, _TABLE):
            self.form.addItem("", ending)
        self.form.currentIndexChanged.connect(self._choose_form)
        self.pictures = Toggle("")
        self.heading = FormField(200)
        self.site = FormField(400)
        self.target = FormField(4096)
        begin = datetime.fromtimestamp(self._shift.shift.from_ms / 1000).astimezone()
        name = self.tr("Shift report", "a file's name")
        self.target.box.setText(str(usual_folder() / f"{name} {begin:%Y-%m-%d %H-%M}{_PAPER}"))
        self.target.box.textChanged.connect(self._change)
        self.browse = QPushButton()
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.target.line.addWidget(self.browse)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.said = PlainLabel()
        wrap(self.said)
        self.open_file, self.cancel, self.start = QPushButton(), QPushButton(), QPushButton()
        self.start.setProperty("primary", True)
        self.start.setDefault(True)
        for button, call in (
            (self.open_file, self._open), (self.cancel, self._press_cancel), (self.start, self._press_start),
        ):  # fmt: skip
            button.setAutoDefault(button is self.start)
            button.clicked.connect(call)
        self.open_file.hide()

    def retranslate(self) -> None:
        """Take up the language in use; what is written into the boxes and what has been said stay."""
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
        self.target.set_words(self.tr("File"), "")
        self.browse.setText(self.tr("Browse…"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.open_file.setText(self.tr("Open"))
        self.cancel.setText(self.tr("Cancel") if self.running else self.tr("Close"))
        self.start.setText(self.tr("Replace") if self._agreed == self.file else self.tr("Save"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._wishes = QWidget()
        wishes = QVBoxLayout(self._wishes)
        wishes.setContentsMargins(0, 0, 0, 0)
        wishes.setSpacing(theme.SPACE)
        for widget in (self.form, self.pictures, self.heading, self.site, self.target):
            wishes.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_file)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.what)
        column.addWidget(self._wishes)
        column.addStretch(1)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addLayout(buttons)
        self.bar.hide()

    def _choose_form(self) -> None:
        ending = self.form.value()
        for widget in (self.pictures, self.heading, self.site):
            widget.setVisible(ending == _PAPER)
        text = self.target.box.text()
        for former in (_PAPER, _TABLE):
            if text.lower().endswith(former):
                self.target.box.setText(text[: -len(former)] + ending)

    def _change(self) -> None:
        self.start.setText(self.tr("Save"))
        self.start.setEnabled(not self.running and bool(self.file.name))
        self._say("")

    def _browse(self) -> None:
        kind = f"*{self.form.value()}"
        path, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self.target.box.text(), f"{kind} ({kind})")
        if path:
            self._agreed = Path(path)  # the file dialog has asked
            self.target.box.setText(str(self._agreed))

    def _press_start(self) -> None:
        if not self.file.is_absolute():
            self._say(self.tr("Give the whole path of the file, or choose it with “Browse”."), "bad")
            return
        stop = self._stop = threading.Event()
        paper = self.form.value() == _PAPER
        order = SaveOrder(
            history=self._history,
            shift=self._shift,
            paper=paper,
            target=self.file,
            replace=self._agreed == self.file,
            pictures=paper and self.pictures.isChecked(),
            heading=Heading(self.heading.box.text().strip() or self.tr("Shift report"), self.site.box.text().strip()),
            families=QApplication.font().families(),
        )
        self._progress = (0, 0)
        self._switch(running=True)
        self._work.run(
            lambda: save(order, self._take_progress, stop.is_set),
            lambda alarms: self._end(order, alarms),
            lambda error: self._fail(order, error),
        )

    def _press_cancel(self) -> None:
        if self._stop is None:
            self.reject()
        else:
            self._stop.set()
            self.cancel.setEnabled(False)
            self._say(self.tr("Stopping …"))

    def _take_progress(self, done: int, of: int) -> None:
        self._progress = (done, of)  # in the other thread: one tuple takes the place of another

    def _show_progress(self) -> None:
        done, of = self._progress
        self.bar.setMaximum(1000 if of else 0)
        if of:
            self.bar.setValue(1000 * done // of)

    def _end(self, order: SaveOrder, alarms: int) -> None:
        self._switch(running=False)
        self._say(self.tr("%Ln alarm(s) saved in “{file}”.", "", alarms).format(file=order.target.name), "good")
        self._agreed = None
        self.open_file.show()
        self.open_file.setFocus()

    def _fail(self, order: SaveOrder, error: Exception) -> None:
        self._switch(running=False)
        if isinstance(error, Stopped):
            self._say(self.tr("Stopped: nothing was saved."))
        elif isinstance(error, ExistsError):
            self._agreed = order.target
            self.start.setText(self.tr("Replace"))
            self._say(self.tr("There is a file “{file}” already.").format(file=order.target.name), "warn")
        else:
            self._say(sentence(error), "bad")

    def _switch(self, *, running: bool) -> None:
        self._wishes.setEnabled(not running)
        self.bar.setVisible(running)
        self.cancel.setEnabled(True)
        self.cancel.setText(self.tr("Cancel") if running else self.tr("Close"))
        self.start.setText(self.tr("Save"))
        self.start.setEnabled(not running)
        self.open_file.hide()
        if running:
            self.bar.setMaximum(0)
            self._say("")
            self._timer.start()
        else:
            self._stop = None
            self._timer.stop()

    def _say(self, text: str, tone: str = "") -> None:
        self.said.setText(text)
        for name in ("good", "warn", "bad"):
            self.said.setProperty(name, name == tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.restyle()  # polishing takes the font from the style sheet

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file)))
