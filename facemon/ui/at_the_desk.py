"""How the window stands at its desk: where, full screen or not, and with a display that does not go dark."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QWidget

from facemon.awake import Awake
from facemon.limit import Limit
from facemon.ui import placed
from facemon.ui.session import Session
from facemon.ui.unplugged import Unplugged


class AtTheDesk(QObject):
    """Of one window."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.awake = Awake()
        self.unplugged = Unplugged(self)
        session.settings_changed.connect(self._follow)
        self._follow()

    def restore(self) -> None:
        """Put the window where it was left, as the layout that was read has it; full screen, if that is set."""
        kept = self._session.layout
        if not placed.restore(self._window, kept.mapping("window"), full=self._session.settings.desk.full_screen):
            self._window.restoreGeometry(QByteArray(kept.binary("geometry")))  # kept by an older version

    def close(self, limit: Limit) -> None:
        """Let the display go dark again."""
        self.awake.close(limit.left())

    def _follow(self) -> None:
        session = self._session
        watching = session.settings_read and any(device.enabled for device in session.devices)
        self.awake.want(watching and session.settings.desk.keep_awake)
