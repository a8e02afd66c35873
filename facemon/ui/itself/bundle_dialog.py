"""The dialog that makes the support bundle."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facemon.doctor.bundle import make_bundle
from facemon.doctor.command import examine
from facemon.doctor.finding import Finding
from facemon.history.export import Report
from facemon.history.stopping import Asked
from facemon.profile import Profile
from facemon.ui import error_text
from facemon.ui.fitting import roomy, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.target_field import TargetField
from facemon.ui.writing_dialog import WritingDialog


class BundleDialog(WritingDialog):
    """Says what will be in it, asks where to, and makes it away from this thread. Closing it stops it.

    Args:
        profile: the one in use.
        look: what the doctor finds.
    """

    def __init__(
        self, profile: Profile, look: Callable[[Path], Iterable[Finding]] = examine, parent: QWidget | None = None
    ) -> None:
        target = TargetField(time.strftime("facemon-support-%Y-%m-%d-%H%M.zip"), (".zip",))
        super().__init__(target, target, parent)
        self._profile = profile
        self._look_at = look
        self.what = PlainLabel()
        wrap(self.what)
        self.lay_out(self.what, target)
        self.retranslate()
        self.resize(roomy(36, 17))

    def retranslate(self) -> None:
        super().retranslate()
        self.setWindowTitle(self.tr("Make a support bundle"))
        self.what.setText(
            self.tr(
                "One file for whoever helps you: the log, the settings without what may be secret, and what facemon "
                "doctor finds. Passwords are not in it, nor pictures or events, and names of people are hidden. "
                "Nothing is sent: you decide what becomes of the file."
            )
        )
        self.opener.setText(self.tr("Open the folder"))

    def start_word(self) -> str:
        return self.tr("Make it")

    def stopped_words(self) -> str:
        return ""

    def failed_words(self, error: Exception) -> str:
        return self.tr("It could not be made: {reason}").format(reason=error_text.reason(error))

    def press_cancel(self) -> None:
        """Close it, whatever is under way."""
        self.reject()

    def begin(self) -> None:
        target = self.target.file

        def make(_report: Report, stopped: Asked) -> int:
            return make_bundle(self._profile, self._look_at(self._profile.folder), target, stopped)

        self.write(make, partial(self._tell, target))
        self.say(self.tr("Looking at this desk and at each device; that takes up to a minute …"))

    def _tell(self, target: Path, size: int) -> None:
        kb = self.locale().toString(max(1, size // 1000))
        self.say(self.tr("“{file}” has been made, {size} kB.").format(file=target.name, size=kb), "good")
