"""Whether Chinese can be shown here, and saying so in the window where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication

if TYPE_CHECKING:
    from facemon.ui.status_bar import StatusBar

_LATER_MS = 3000  # it takes a while where there are many fonts, and nobody waits for it
# In English in every language: where this is to be said, nobody can read Chinese.
_MISSING = "No font has Chinese characters: names show as empty boxes. Install one, as the package fonts-noto-cjk"


def families() -> list[str]:
    """Return the fonts that have Chinese."""
    return QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)


def tell(status: StatusBar) -> None:
    """Say in the status bar that there is no font for Chinese, a while after the start, until there is one."""

    def look() -> None:
        status.set_notice("fonts", "" if families() else _MISSING)

    later = QTimer(status, singleShot=True, interval=_LATER_MS)
    later.timeout.connect(look)
    later.start()
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.fontDatabaseChanged.connect(later.start)
