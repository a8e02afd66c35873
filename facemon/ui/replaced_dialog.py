"""Asks whether a device was replaced: another serial number answers at its address."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from facemon.ui.text import clean


class ReplacedDialog(QMessageBox):
    """Names both serial numbers. `accepted` comes where a person says yes; nothing else does it, least of all Enter.

    Args:
        in_events: it is an event that has the other number, while the device calls itself as before.
    """

    def __init__(
        self, name: str, *, before: str, now: str, in_events: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(clean(name, 60))
        words = self._events(name) if in_events else self._device(name)
        self.setText(words[0])
        self.setInformativeText(words[1].format(before=clean(before, 100), now=clean(now, 100)))
        self.yes = self.addButton(words[2], QMessageBox.ButtonRole.AcceptRole)
        self.no = self.addButton(self.tr("Leave it refused"), QMessageBox.ButtonRole.RejectRole)
        for button in (self.yes, self.no):
            button.setIcon(QIcon())  # the style's is made for light
        self.setDefaultButton(self.no)
        self.setEscapeButton(self.no)

    def _device(self, name: str) -> tuple[str, str, str]:
        return (
            self.tr("Was {name} replaced by another device?").format(name=clean(name, 80)),
            self.tr(
                "Its serial number was {before}. The device that answers there now has {now}.\n\nIf nobody has "
                "replaced it, somebody may want facemon to show false events: leave it refused, and tell whoever looks "
                "after the devices."
            ),
            self.tr("It was replaced"),
        )

    def _events(self, name: str) -> tuple[str, str, str]:
        return (
            self.tr("Are the events of {name} its own?").format(name=clean(name, 80)),
            self.tr(
                "The device still says that its serial number is {before}, but it has sent an event with {now}.\n\n"
                "Some firmware may do that. If nobody who looks after the devices knows of it, somebody may want "
                "facemon to show false events: leave it refused, and tell them."
            ),
            self.tr("They are its own"),
        )
