"""Tells the desktop: by its notification service, else by the tray."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facemon.ui.coming.notices import Wanted
from facemon.ui.coming.tray import Tray
from facemon.ui.settings.relay import Relay

if TYPE_CHECKING:
    from facemon.notification import Notice, Notifications, Thumbnail

log = logging.getLogger(__name__)

_SIDE = 128  # pixels of the picture


class Messenger(QObject):
    """Belongs to the user interface's thread.

    Args:
        tray: says it where there is no service.
        picture: gives the picture of an event as received, or None.
    """

    action = Signal(str, str)  # the user wants to see what has this key; the desktop's token for that, or nothing

    def __init__(self, tray: Tray, picture: Callable[[int], bytes | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._picture = picture
        self._relay = Relay(self)
        self._service: Notifications | None = None
        if sys.platform == "linux":
            from facemon.notification import Notifications  # what it is made with is not there elsewhere

            self._service = Notifications(self._acted, self._refused)

    def show(self, wanted: Wanted) -> None:
        """Show this, in place of what has its key."""
        if self._service is None:
            self._tray.say(wanted.summary, "\n".join(wanted.body), pressing=wanted.pressing)
            return
        from facemon.notification import Notice

        jpeg = self._picture(wanted.number) if wanted.number is not None else None
        self._service.show(
            Notice(
                key=wanted.key,
                summary=wanted.summary,
                body="\n".join(wanted.body),
                pressing=wanted.pressing,
                picture=(lambda: _thumbnail(jpeg)) if jpeg else None,
                action=self.tr("Show"),
            )
        )

    def take_back(self, key: str) -> None:
        """Show it no longer."""
        if self._service is not None:
            self._service.take_back(key)

    def close(self, timeout: float) -> None:
        """Take everything back, within `timeout` seconds."""
        self._relay.close()
        if self._service is not None:
            self._service.close(timeout)

    def _acted(self, key: str, token: str) -> None:
        self._relay.call(lambda: self.action.emit(key, token))

    def _refused(self, notice: Notice) -> None:
        def say() -> None:
            self._tray.say(notice.summary, notice.body, pressing=notice.pressing)

        self._relay.call(say)


def _thumbnail(jpeg: bytes) -> Thumbnail | None:
    """Return a small picture, or None where it cannot be shown. Called in the service's thread."""
    from facemon.notification import Thumbnail
    from facemon.picture import decode

    picture = decode(jpeg, _SIDE, _SIDE)
    if picture.problem is not None:
        return None
    pixels = bytearray(3 * picture.width * picture.height)
    for place, channel in enumerate((2, 1, 0)):  # it has blue, green, red and one more
        pixels[place::3] = picture.pixels[channel::4]
    return Thumbnail(picture.width, picture.height, bytes(pixels))
