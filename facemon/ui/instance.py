"""The second start of facemon on a profile brings the first one's window to the front."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QThread
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_SHOW = b"show\n"
_AGAIN_MS = 50
_LONGEST_PATH = 100  # bytes; a Unix socket's path may have 107


def _address(folder: Path) -> str:
    """Return the socket's path in the profile, which is the user's own, or else a name no other profile has."""
    path = str(folder / "show.socket")
    if sys.platform != "win32" and len(path.encode()) <= _LONGEST_PATH:
        return path
    return "facemon-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


def ask_to_show(folder: Path, timeout_ms: int = 3000, give_up: Callable[[], bool] = lambda: False) -> bool:
    """Ask the facemon that uses the profile `folder` to come to the front; return whether it was there to hear it.

    One that is still starting has the profile already, and listens a little later: it is asked again and again for
    `timeout_ms` milliseconds, or until `give_up` says so.
    """
    deadline = QDeadlineTimer(timeout_ms)
    while not _ask_once(folder, deadline.remainingTime()):
        if deadline.hasExpired() or give_up():
            return False
        QThread.msleep(min(_AGAIN_MS, deadline.remainingTime()))
    return True


def _ask_once(folder: Path, timeout_ms: int) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_address(folder))
    if not socket.waitForConnected(timeout_ms):
        return False
    socket.write(_SHOW)
    heard = socket.waitForBytesWritten(timeout_ms)
    socket.disconnectFromServer()
    return heard


class ShowServer(QObject):
    """Listens for later starts on the same profile. Whoever holds the profile's lock may replace a stale socket."""

    def __init__(self, folder: Path, show: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        if not self._server.listen(_address(folder)):
            QLocalServer.removeServer(_address(folder))
            self._server.listen(_address(folder))

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self._show()
            socket.disconnectFromServer()

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()
