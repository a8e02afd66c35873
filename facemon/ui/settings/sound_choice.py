"""Which sound an alarm has: none, one of facemon's own, or a file of the user's."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from facemon.ui.settings.choice import Choice
from facemon.ui.settings.relay import Relay
from facemon.ui.text import clean
from facemon.ui.tone import Fault, ToneError, load

log = logging.getLogger(__name__)
translate = QCoreApplication.translate

_FILE = "\0file"  # no sound is called that


def sound_name(sound: str) -> str:
    """Return a sound's name in the program's language; of a file, its own."""
    known = {
        "blacklist": translate("SoundChoice", "Siren"),
        "nonlive": translate("SoundChoice", "Alternating"),
        "device": translate("SoundChoice", "Buzzer"),
        "stranger": translate("SoundChoice", "Two tones"),
        "visitor": translate("SoundChoice", "Chime"),
        "staff": translate("SoundChoice", "Tick"),
        "unknown": translate("SoundChoice", "Question"),
        "offline": translate("SoundChoice", "Falling"),
        "test": translate("SoundChoice", "Test"),
    }
    return known.get(sound) or clean(Path(sound).name or sound, 60)


class SoundChoice(Choice):
    """Offers the sounds; a file is tried out, away from this thread, before it is taken.

    Args:
        name: what it is the sound of, for a screen reader.
        sounds: facemon's own.
        explain: says why a file cannot be used.
        relay: brings the answer over.
        ask_for_file: opens the dialog for a file and calls back with its path; a test gives its own.
    """

    chosen = Signal()  # `value()` is another
    refused = Signal(str)  # a sentence: why a file was not taken

    def __init__(
        self,
        name: str,
        sounds: Iterable[str],
        explain: Callable[[Fault], str],
        relay: Relay,
        ask_for_file: Callable[[QWidget, Callable[[str], None]], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._explain = explain
        self._relay = relay
        self._ask_for_file = ask_for_file or _open_file_dialog
        self._value = ""
        self._asked = 0  # counts what it was set to: a file that was chosen for one rule is not another's
        self.addItem(self.tr("None"), "")
        for sound in sounds:
            self.addItem(sound_name(sound), sound)
        self.addItem(self.tr("File…"), _FILE)
        self.activated.connect(self._activated)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Choose a sound by its name or path. A file that is still being read is forgotten."""
        self._value = value
        self._asked += 1
        place = self.findData(value)
        if place < 0:
            place = self.count() - 1
            self.insertItem(place, sound_name(value), value)
        self.setCurrentIndex(place)

    def _activated(self, index: int) -> None:
        value = str(self.itemData(index))
        if value == _FILE:
            self.set_value(self._value)  # until there is a file
            self._ask_for_file(self, self._try)
        elif value != self._value:
            self._value = value
            self.chosen.emit()

    def _try(self, path: str) -> None:
        # The disk may be a network's.
        threading.Thread(target=self.check, args=(path,), name="sound file", daemon=True).start()

    def check(self, path: str) -> None:
        """Read the file, in a thread of its own, and take or refuse it in the dialog's."""
        asked = self._asked
        try:
            load(path)
        except Exception as error:
            fault = error.fault if isinstance(error, ToneError) else Fault.UNREADABLE
            if not isinstance(error, ToneError):
                log.exception("a fault in reading a sound")
            self._relay.call(partial(self._if_still, asked, partial(self._refuse, path, fault)))
        else:
            self._relay.call(partial(self._if_still, asked, partial(self._take, path)))

    def _if_still(self, asked: int, call: Callable[[], None]) -> None:
        if asked == self._asked:
            call()

    def _take(self, path: str) -> None:
        self.set_value(path)
        self.chosen.emit()

    def _refuse(self, path: str, fault: Fault) -> None:
        sentence = self.tr("“{file}” cannot be used: {reason}")
        self.refused.emit(sentence.format(file=sound_name(path), reason=self._explain(fault)))


def _open_file_dialog(parent: QWidget, take: Callable[[str], None]) -> None:
    dialog = QFileDialog(
        parent, translate("SoundChoice", "Choose a sound"), "", translate("SoundChoice", "WAV files (*.wav)")
    )
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
