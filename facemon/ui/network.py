"""Whether this computer's network has come back, so that no device waits longer than it must."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation

log = logging.getLogger(__name__)


class NetworkWatch(QObject):
    """Tells when the network is there again, or is another one, where the system can say so.

    Where it cannot (a Linux without NetworkManager), devices are found again by their back-off alone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        information = None
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            information = QNetworkInformation.instance()
        if information is None:
            log.info("this system does not tell when its network changes")
            return
        information.reachabilityChanged.connect(self._reachable)
        information.transportMediumChanged.connect(self.changed)

    def _reachable(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability != QNetworkInformation.Reachability.Disconnected:
            self.changed.emit()
