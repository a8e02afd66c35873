"""The dialog that makes the support bundle."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facemon.doctor.bundle import Stopped, make_bundle
from facemon.doctor.command import examine
from facemon.doctor.finding import Finding
from facemon.profile import Profile
from facemon.ui import error_text, theme
from facemon.ui.background import Background
from facemon.ui.export.wishes import usual_folder
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.form_field import FormField

_CLOSING = 0.5  # seconds


class BundleDialog(QDialog):
    """Says what will be in it, asks where to, and makes it away from this thread. Closing it stops it.

    Args:
        profile: the one in use.
        look: what the doctor finds.
    """

    def __init__(
        self, profile: Profile, look: Callable[[Path], Iterable[Finding]] = examine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._look = look
        self._stop: threading.Event | None = None
        self._work = Background(self)
        self.what = PlainLabel()
        wrap(self.what)
        self.target = FormField(4096)
        self.target.box.setText(str(usual_folder() / time.strftime("facemon-support-%Y-%m-%d-%H%M.zip")))
        self.target.box.textChanged.connect(self._change)
        self.browse = QPushButton()
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.target.line.addWidget(self.browse)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.said = PlainLabel()
        wrap(self.said)
        self.folder, self.cancel, self.start = QPushButton(), QPushButton(), QPushButton()
        self.start.setProperty("primary", True)
        for button, call in ((self.folder, self._open_folder), (self.cancel, self.reject), (self.start, self._make)):
            button.setAutoDefault(button is self.start)
            button.clicked.connect(call)
        self.start.setDefault(True)
        self.folder.hide()
        self._lay_out()
        self.retranslate()
        self.resize(roomy(36, 17))

    @property
    def file(self) -> Path:
        """The file to write."""
        return Path(self.target.box.text().strip()).expanduser()

    def done(self, result: int) -> None:
        """Stop what is under way, which leaves nothing behind."""
        if self._stop is not None:
            self._stop.set()
        self._work.close(_CLOSING)
        super().done(result)

    def retranslate(self) -> None:
        """Take up the language in use; what has been said stays as it was said."""
        self.setWindowTitle(self.tr("Make a support bundle"))
        self.what.setText(
            self.tr(
                "One file for whoever helps you: the log, the settings without what may be secret, and what facemon "
                "doctor finds. Passwords are not in it, nor pictures or events, and names of people are hidden. "
                "Nothing is sent: you decide what becomes of the file."
            )
        )
        self.target.set_words(self.tr("File"), "")
        self.browse.setText(self.tr("Browse…"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.folder.setText(self.tr("Open the folder"))
        self.cancel.setText(self.tr("Close") if self._stop is None else self.tr("Cancel"))
        self.start.setText(self.tr("Make it"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.SPACE, 2 * theme.SPACE, 3 * theme.SPACE, 2 * theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.what)
        column.addWidget(self.target)
        column.addStretch(1)
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addLayout(buttons)

    def _change(self) -> None:
        self.start.setEnabled(self._stop is None and bool(self.file.name))

    def _browse(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self.target.box.text(), "*.zip (*.zip)")
        if path:
            self.target.box.setText(path)

    def _make(self) -> None:
        if not self.file.is_absolute():
            self._say(self.tr("Give the whole path of the file, or choose it with “Browse”."), "bad")
            return
        stop = self._stop = threading.Event()
        target = self.file
        self._switch(running=True)
        self._say(self.tr("Looking at this desk and at each device; that takes up to a minute …"))
        self._work.run(
            lambda: make_bundle(self._profile, self._look(self._profile.folder), target, stop.is_set),
            partial(self._made, target),
            self._fail,
        )

    def _made(self, target: Path, size: int) -> None:
        self._switch(running=False)
        kb = self.locale().toString(max(1, size // 1000))
        self._say(self.tr("“{file}” has been made, {size} kB.").format(file=target.name, size=kb), "good")
        self.folder.show()
        self.folder.setFocus()

    def _fail(self, error: Exception) -> None:
        self._switch(running=False)
        if isinstance(error, Stopped):
            self._say("")
        else:
            self._say(self.tr("It could not be made: {reason}").format(reason=error_text.reason(error)), "bad")

    def _switch(self, *, running: bool) -> None:
        if not running:
            self._stop = None
        self.target.setEnabled(not running)
        self.start.setEnabled(not running)
        self.cancel.setText(self.tr("Cancel") if running else self.tr("Close"))
        self.bar.setVisible(running)
        self.folder.hide()

    def _say(self, text: str, tone: str = "") -> None:
        self.said.setText(text)
        for name in ("good", "warn", "bad"):
            self.said.setProperty(name, name == tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.restyle()  # polishing takes the font from the style sheet

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.file.parent)))
