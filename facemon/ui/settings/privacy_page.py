"""The page “Privacy”: what is done with pictures, and what is kept of people, for whoever has to answer for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facemon.settings import HistorySettings, PrivacySettings, Settings
from facemon.ui import error_text, theme
from facemon.ui.elided import ElidedLabel
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.privacy.kept_paper import KeptPaper, write_kept
from facemon.ui.privacy.kept_words import KeptWords, Section
from facemon.ui.settings.breaking import breakable
from facemon.ui.settings.privacy_rows import PrivacyRows
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import ScrollingRows
from facemon.ui.settings.task import Task
from facemon.ui.text import clean


class PrivacyPage(QWidget):
    """Lets the user set it, and says what comes of it. Nothing is in force before the caller takes `settings()`.

    Args:
        settings: those in force.
        history: the history's file.
        keeping: given how long events are kept by the settings, gives it as the dialog says now.
    """

    def __init__(
        self,
        settings: Settings,
        history: Path,
        keeping: Callable[[HistorySettings], HistorySettings],
        relay: Relay,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keeping = keeping
        self._relay = relay
        self._task: Task[None] | None = None
        self._words = KeptWords(history, self)
        self.rows = PrivacyRows(settings.privacy)
        self.suggestion = QPushButton(self.tr("Blur staff and visitors"))
        self.save = QPushButton(self.tr("Save as PDF…"))
        self.note = ElidedLabel(colour="dim")
        self._kept = QFrame()
        self._kept.setObjectName("box")
        self._box = QVBoxLayout(self._kept)
        self.told: list[tuple[PlainLabel, PlainLabel]] = []  # of each section, its title and what is said
        self.rows.changed.connect(self._show)
        self.suggestion.clicked.connect(self.rows.suggest)
        self.save.clicked.connect(self._choose_target)
        for button in (self.suggestion, self.save):
            button.setAutoDefault(False)
        self._lay_out()
        self.setFocusProxy(self.rows)
        self._show()

    def settings(self) -> PrivacySettings:
        """Return the settings as the page says."""
        return self.rows.value()

    def sections(self) -> list[Section]:
        """Return what is kept, as the page says it."""
        return self._words.sections(self._drafted())

    def close_work(self) -> None:
        """End what goes on in the background."""
        if self._task is not None:
            self._task.drop()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.note.restyle()
        for row in self.rows.rows.values():
            row.badge.restyle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()  # how long events are kept may have been changed on its own page

    def write(self, file: str) -> None:
        """Write what is kept into this file, as a PDF."""
        target = Path(file)
        paper = KeptPaper(self.tr("What facemon keeps of people"), self.sections(), QApplication.font().families())
        self.save.setEnabled(False)

        def work(stop: threading.Event, _say: Callable[[Callable[[], None]], None]) -> None:
            write_kept(target, paper, stop.is_set)

        self._task = Task(self._relay, work, lambda _: self._written(target), self._failed)

    def _drafted(self) -> Settings:
        return msgspec.structs.replace(
            self._settings, privacy=self.rows.value(), history=self._keeping(self._settings.history)
        )

    def _show(self) -> None:
        sections = self.sections()
        while len(self.told) < len(sections):
            self._add_labels()
        for (title, sentences), section in zip(self.told, sections, strict=True):
            title.setText(section.title)
            sentences.setText(breakable("\n".join(section.sentences)))
        in_force = self._drafted() == self._settings
        self.save.setEnabled(in_force and self._task is None)
        self.note.set_text("" if in_force else self.tr("Save the settings first: a document tells what is in force."))

    def _add_labels(self) -> None:
        title, sentences = PlainLabel(bold=True), PlainLabel()
        wrap(sentences)
        # By the keyboard as well: so it goes to each, and each comes in sight.
        sentences.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        if self.told:
            self._box.addSpacing(theme.SPACE)
        self._box.addWidget(title)
        self._box.addWidget(sentences)
        self.told.append((title, sentences))

    def _choose_target(self) -> None:
        name = self.tr("What facemon keeps of people") + ".pdf"
        dialog = QFileDialog(self, self.tr("Save as PDF"), str(Path.home() / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _written(self, target: Path) -> None:
        self._task = None
        self._show()
        self.note.set_text(self.tr("Saved as {file}").format(file=clean(str(target), 1000)), "good")

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._show()
        self.note.set_text(clean(error_text.reason(error), 1000), "bad")

    def _lay_out(self) -> None:
        explanation = PlainLabel(
            self.tr(
                "A blurred picture is shown for a moment to whoever clicks it. Pictures may be kept for fewer days "
                "than the events, or not at all. Neither ever hides the person of an alarm that is still to be "
                "acknowledged."
            ),
            dim=True,
        )
        wrap(explanation)
        suggested = QHBoxLayout()
        suggested.addWidget(self.suggestion)
        suggested.addStretch(1)
        saving = QHBoxLayout()
        saving.setSpacing(2 * theme.SPACE)
        saving.addWidget(self.save)
        saving.addWidget(self.note, 1)
        self._box.setContentsMargins(13, 12, 13, 12)
        self._box.setSpacing(theme.SPACE // 2)
        scroll = ScrollingRows(2 * theme.SPACE)
        rows = scroll.rows
        rows.addWidget(explanation)
        rows.addWidget(self.rows)
        rows.addLayout(suggested)
        rows.addWidget(PlainLabel(self.tr("What is kept of people, how long and where"), bold=True))
        rows.addLayout(saving)
        rows.addWidget(self._kept)
        rows.addStretch(1)
        scroll.fill(self)
