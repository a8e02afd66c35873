"""Where the window says that a device was connected and did not report its events, and how often."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject

from facemon.device.freshness import Freshness
from facemon.settings import DeviceSettings
from facemon.ui import words
from facemon.ui.banner import Banner, Severity
from facemon.ui.devices_bar import DevicesBar
from facemon.ui.session import Session
from facemon.ui.text import clean

_OFTEN = 2  # times, from which on a technician has to come


class UnreportedBanner(Banner):
    """Hidden until a device has not reported its events, and again once somebody has read that."""

    def __init__(self) -> None:
        super().__init__()
        self._unread: dict[str, tuple[DeviceSettings, Freshness]] = {}  # by device, the last found last

    def tell(self, device: DeviceSettings, freshness: Freshness) -> None:
        """Say that it has happened (again)."""
        self._unread.pop(device.id, None)
        self._unread[device.id] = device, freshness
        self._say()

    def keep(self, devices: set[str]) -> None:
        """Say nothing of other devices than these: they are not watched any more."""
        if not self._unread.keys() <= devices:
            self._unread = {device_id: told for device_id, told in self._unread.items() if device_id in devices}
            self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        if not self._unread:
            self.clear()
            return
        if len(self._unread) > 1:
            names = words.listed(clean(device.name, 40) for device, _ in list(self._unread.values())[-1:-4:-1])
            said = self.tr(
                "%Ln device(s) were connected but did not report their events: {names}.", "", len(self._unread)
            )
            said = said.format(names=names if len(self._unread) <= 3 else f"{names} …")
            said += " " + self.tr("What was missed is fetched from their records and comes late. Call the technician.")
        else:
            said = self._sentence(*next(iter(self._unread.values())))
        self.show_message(Severity.WARNING, said, self.tr("Close"), self._read)

    def _sentence(self, device: DeviceSettings, freshness: Freshness) -> str:
        since = words.since(freshness.since_ms or 0, round(time.time() * 1000))
        said = self.tr(
            "{name} was connected but did not report its events since {time}. facemon has connected to it anew and "
            "fetches what was missed from its records; it comes late."
        ).format(name=clean(device.name, 60), time=since)
        if freshness.unreported >= _OFTEN:
            count = self.tr("That is %Ln time(s) since facemon was started.", "", freshness.unreported)
            said += f" {count} " + self.tr("Call the technician.")
        return said

    def _read(self) -> None:
        self._unread.clear()
        self.clear()


class UnreportedPlace(QObject):
    """Keeps the devices' chips and the banner up to what is known of the devices' silence."""

    def __init__(self, session: Session, window: QObject, bar: DevicesBar) -> None:
        super().__init__(window)
        self._session = session
        self._bar = bar
        self._counts: dict[str, int] = {}
        self.banner = UnreportedBanner()
        session.freshness_told.connect(self._take)
        session.settings_changed.connect(self._take_settings)

    def _take(self, device_id: str) -> None:
        device, freshness = self._session.device(device_id), self._session.freshness[device_id]
        if device is None:
            return
        self._bar.set_freshness(freshness)
        if freshness.unreported > self._counts.get(device.id, 0):
            self._counts[device.id] = freshness.unreported
            self.banner.tell(device, freshness)

    def _take_settings(self) -> None:
        self.banner.keep({device.id for device in self._session.devices if device.enabled})
