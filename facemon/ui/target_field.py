"""Where a file shall go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from facemon.ui.settings.form_field import FormField


class TargetField(FormField):
    """The path of the file to write, typed or chosen in the system's dialog.

    Args:
        name: of the file, at first in the folder for documents.
        endings: each with its dot: what the file may end in; `name` in the first.
    """

    def __init__(self, name: str, endings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(4096, parent)
        self.agreed: Path | None = None  # the file that may be replaced
        self._endings = endings
        self._ending = endings[0]
        self.box.setText(str(_usual_folder() / name))
        self.browse = QPushButton()
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.line.addWidget(self.browse)

    @property
    def file(self) -> Path:
        """The file to write; without a name where none is given."""
        return Path(self.box.text().strip()).expanduser()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.set_words(self.tr("File"), "")
        self.browse.setText(self.tr("Browse…"))

    def end_in(self, ending: str) -> None:
        """Give the file this of the endings; one of its own stays."""
        self._ending = ending
        text = self.box.text()
        for former in self._endings:
            if text.lower().endswith(former):
                self.box.setText(text[: -len(former)] + ending)
                break

    def _browse(self) -> None:
        kind = f"*{self._ending}"
        path, _ = QFileDialog.getSaveFileName(self, self.window().windowTitle(), self.box.text(), f"{kind} ({kind})")
        if path:
            self.agreed = Path(path)  # the file dialog has asked
            self.box.setText(path)


def _usual_folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents and Path(documents).is_dir() else Path.home()
