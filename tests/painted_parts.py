"""What Qt does to a window's parts while something happens, by kind of event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class _Watching(QObject):
    def __init__(self, wanted: QEvent.Type) -> None:
        super().__init__()
        self._wanted = wanted
        self.seen: Counter[QObject] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._wanted and isinstance(watched, QWidget):
            self.seen[watched] += 1
        return False


def told(wanted: QEvent.Type, happens: Callable[[], object]) -> Counter[QObject]:
    """Return which widgets get such an event, and how often, while this happens and until all that follows is done."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    QApplication.processEvents()
    watching = _Watching(wanted)
    application.installEventFilter(watching)
    happens()
    QApplication.processEvents()
    application.removeEventFilter(watching)
    return watching.seen
