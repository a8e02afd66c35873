"""Dialogs that were opened with the administrator's PIN and are still there when it is asked for again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog

_USES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)


class LeftOpen(QObject):
    """Knows them, whether they are used, and keeps them from being used. Belongs to the window's thread."""

    used = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialogs: list[QDialog] = []
        self._held: list[QDialog] = []
        if isinstance(application := QCoreApplication.instance(), QGuiApplication):
            application.focusWindowChanged.connect(self._take_in_front)

    @property
    def top(self) -> QDialog | None:
        """The one in front, if there is any."""
        return next(reversed(self._visible()), None)

    @property
    def has_keyboard(self) -> bool:
        """Whether what is typed goes to one of them."""
        return QApplication.activeWindow() in self._visible()

    def watch(self, dialog: QDialog) -> None:
        """Take one in."""
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda: self._drop(dialog))
        if (handle := dialog.windowHandle()) is not None:
            # What hand and keyboard do comes through here, whichever of its parts gets it.
            handle.installEventFilter(self)

    def hold(self) -> None:
        """Let nobody use them."""
        self._held = self._visible()
        for dialog in self._held:
            dialog.setEnabled(False)

    def go_on(self) -> None:
        """Let them be used again."""
        held, self._held = self._held, []
        for dialog in held:
            dialog.setEnabled(True)

    def close(self) -> None:
        """Close them, without what was not saved."""
        held, self._held = self._held, []
        for dialog in reversed(held):
            dialog.setEnabled(True)
            dialog.reject()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _USES:
            self.used.emit()
        return False

    def _take_in_front(self, window: QWindow | None) -> None:
        """See, too, what is done in a dialog that one of them has opened."""
        if window is not None and any(each.windowHandle() == window for each in self._visible()):
            window.installEventFilter(self)

    def _visible(self) -> list[QDialog]:
        """Return them with the dialogs that they have opened themselves in front of them."""
        found: list[QDialog] = []
        for dialog in self._dialogs:
            found += [each for each in (dialog, *dialog.findChildren(QDialog)) if each.isVisible()]
        return found

    def _drop(self, dialog: QDialog) -> None:
        for dialogs in (self._dialogs, self._held):
            if dialog in dialogs:
                dialogs.remove(dialog)
