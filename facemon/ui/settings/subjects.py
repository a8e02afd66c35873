"""What a connection test is to try of a draft: where, with which password, and whether a place is taken already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from facemon.credentials import Credentials
from facemon.device.status import State, Status
from facemon.settings import DeviceSettings
from facemon.ui.settings.draft import Draft, place
from facemon.ui.settings.probe_run import Subject


class Subjects:
    """Makes them, of what is in force and what has been typed.

    Args:
        devices: those that are in force.
        statuses: gives how each device's connection stands, by id.
        credentials: where the passwords are that nobody has typed.
    """

    def __init__(
        self,
        devices: tuple[DeviceSettings, ...],
        statuses: Callable[[], dict[str, Status]],
        credentials: Credentials,
    ) -> None:
        self._devices = devices
        self._statuses = statuses
        self._credentials = credentials

    def of(self, draft: Draft) -> Subject:
        """Return what is to be tried.

        Raises:
            AddressError: the draft's address has a mistake.
        """
        device = draft.device()
        return Subject(device, partial(self._password, draft), already_live=self._is_live(device.host, device.port))

    def _is_live(self, host: str, port: int) -> bool:
        """Return whether this program has one of the places of the device at this address, whatever else was edited."""
        live = {key for key, status in self._statuses().items() if status.state is State.LIVE}
        there = place(host, port)
        return any(device.id in live and place(device.host, device.port) == there for device in self._devices)

    def _password(self, draft: Draft) -> str | None:
        if draft.password is not None:
            return draft.password or None
        return self._credentials.demand(draft.original.id) if draft.original else None
