"""Which device it is, by its serial number: what is known of that, and whether what is told contradicts it.

A number that is absent or blank contradicts nothing, nor does another spelling: firmware is not careful with either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import msgspec

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import LinkError, brief, of_exception
from facemon.device.rest import Rest
from facemon.device.status import Failure, State
from facemon.settings import DeviceSettings

logger = logging.getLogger(__name__)

LONGEST = 100  # characters that are kept of a serial number, and compared


class Identity(msgspec.Struct, frozen=True):
    """What is known; empty where nothing is."""

    serial: str = ""
    event_serial: str = ""  # the one in its events, where that is another

    @classmethod
    def of(cls, device: DeviceSettings) -> Identity:
        """Return what a device's settings know."""
        return cls(device.serial, device.event_serial)

    def is_denied_by(self, told: str) -> bool:
        """Return whether a device that tells this number of itself is another one."""
        return _contradicts(told, {_spelt(self.serial)})

    def is_denied_in_event(self, told: str) -> bool:
        """Return whether an event with this number is another device's."""
        return _contradicts(told, {_spelt(self.serial), _spelt(self.event_serial)})

    def taught(self, told: str, *, in_event: bool) -> Identity:
        """Return what is known once a device has told its number for the first time, of itself or in an event.

        The two may be asked for at the same time, and need not agree.
        """
        told = told.strip()[:LONGEST]
        if not _spelt(told) or _spelt(told) in (_spelt(self.serial), _spelt(self.event_serial)):
            return self
        if not _spelt(self.serial):
            return Identity(told, self.event_serial)
        return Identity(self.serial, told) if in_event else Identity(told, self.serial)


class Recognition:
    """Sees to it on one device's connections that it is the device which was set up; for the stream's thread.

    Args:
        account: who asks the device. Where it is another one, nobody else asks it anything any more.
        on_serial: told a number that is learnt from an event since none was known.
    """

    def __init__(self, account: Account, on_serial: Callable[[str], object]) -> None:
        self._account = account
        self._on_serial = on_serial
        self._identity = Identity.of(account.device)
        self._confirmed = False  # by the device itself, since the last connection was begun

    def know(self, identity: Identity) -> None:
        """Go by this from now on; from any thread."""
        self._identity = identity

    def by_info(self, rest: Rest) -> None:
        """Ask the device which one it is, where that is known; one that does not tell is watched as well.

        Raises:
            LinkError: SERIAL_CHANGED: it is another.
            StoppedError: told to stop.
        """
        self._confirmed = False
        identity = self._identity
        if _spelt(identity.serial):
            told = self._told(rest)
            if identity.is_denied_by(told):
                self._refuse(Failure.SERIAL_CHANGED, told)
            self._confirmed = bool(_spelt(told))
        self._account.another = None

    def by_event(self, told: str) -> None:
        """Look at the number in an event; the first one teaches, where none is known.

        Raises:
            LinkError: it is another device's: EVENTS_OF_ANOTHER where the device itself has told the number that is
                known, SERIAL_CHANGED where only its events tell.
        """
        identity = self._identity
        if told == identity.serial:
            return
        if identity.is_denied_in_event(told):
            self._refuse(Failure.EVENTS_OF_ANOTHER if self._confirmed else Failure.SERIAL_CHANGED, told)
        if not _spelt(identity.serial) and _spelt(told):
            self._identity = identity.taught(told, in_event=True)
            self._on_serial(self._identity.serial)

    def _told(self, rest: Rest) -> str:
        try:
            return rest.info().device_sn
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing contradicts
            named = of_exception(error, State.SIGNING_IN)
            logger.debug("%s: does not tell what it is: %s", self._account.device.id, named)
            return ""

    def _refuse(self, failure: Failure, told: str) -> None:
        error = LinkError(failure, brief(told.strip()[:LONGEST]))
        self._account.another = error
        raise error


def _spelt(serial: str) -> str:
    """Return a number as it is compared."""
    kept = (character for character in serial.strip()[:LONGEST] if character.isprintable() and not character.isspace())
    return "".join(kept).casefold()


def _contradicts(told: str, known: set[str]) -> bool:
    known = known - {""}
    return bool(known) and _spelt(told) not in known | {""}
