"""The connections to the devices that are watched: which begin, which go on as they are, and which end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from facemon.device.account import Account
from facemon.device.identity import Identity
from facemon.device.message import MessageError
from facemon.device.status import State, Status
from facemon.device.stream import DeviceStream
from facemon.device.timing import Timing
from facemon.device.turns import Turns
from facemon.event import Happening
from facemon.limit import Limit
from facemon.settings import DeviceSettings


class Streams:
    """Belongs to one thread; what comes of the connections is told from theirs.

    Args:
        password: gives a device's password by its id, or None.
        on_watched: a device is about to be watched.
        on_left: this device is watched no more, for good or until it is connected to anew.
        on_message: takes what has happened; see `DeviceStream`.
        on_unreadable: a device has sent what cannot be read.
        on_status: how a device's connection stands; of one that has been replaced nothing is told any more.
        on_unwatched: the same of one that has no connection.
        on_serial: a device's events have this serial number.
        on_certificate: a device has shown this certificate (DER), and it was accepted.
        timing: for tests.
    """

    def __init__(
        self, *, password: Callable[[str], str | None], on_watched: Callable[[Account], None],
        on_left: Callable[[str, bool], None], on_message: Callable[[Happening, int, int], bool],
        on_unreadable: Callable[[str, MessageError], None], on_status: Callable[[Status], None],
        on_unwatched: Callable[[Status], None], on_serial: Callable[[str, str], None],
        on_certificate: Callable[[str, bytes], None], timing: Timing,
    ) -> None:  # fmt: skip
        self._password = password
        self._on_watched = on_watched
        self._on_left = on_left
        self._on_message = on_message
        self._on_unreadable = on_unreadable
        self._on_status = on_status
        self._on_unwatched = on_unwatched
        self._on_serial = on_serial
        self._on_certificate = on_certificate
        self._timing = timing
        self._accounts: dict[str, Account] = {}
        self._streams: dict[str, tuple[DeviceSettings, DeviceStream]] = {}
        self._ending: list[DeviceStream] = []
        self._superseded: set[DeviceStream] = set()  # of those that end, the ones with a successor
        self._turns = Turns()

    def account(self, device_id: str) -> Account | None:
        """Return how to sign in to a device; None for one that is not watched. From any thread."""
        return self._accounts.get(device_id)

    def apply(self, wanted: Mapping[str, DeviceSettings], new_passwords: Iterable[str]) -> None:
        """Watch just these, by their ids. Only those whose connection changes, or with a new password, reconnect."""
        former = self._leave(wanted, frozenset(new_passwords))
        for device in wanted.values():
            if device.id not in self._streams:
                if device.enabled:
                    if device.id in former:
                        now = round(time.time() * 1000)
                        self._on_unwatched(Status(device_id=device.id, since_ms=now, blind_since_ms=now))
                    account = Account(device, partial(self._password, device.id), timing=self._timing)
                    self._accounts[device.id] = account
                    self._on_watched(account)
                    self._streams[device.id] = (device, self._started(account, former.get(device.id)))
                else:
                    self._on_unwatched(Status(device_id=device.id, state=State.OFF))

    def retry_now(self, device_id: str | None = None) -> None:
        """Let a device (None: every device) that waits for its next attempt make it at once."""
        for other_id, (_, stream) in self._streams.items():
            if device_id in (None, other_id):
                stream.retry_now(first=device_id is not None)

    def network_changed(self) -> None:
        """Let every device that waits for its next attempt make it at once: what failed before may work now."""
        for _, stream in self._streams.values():
            stream.network_changed()

    def woken(self) -> None:
        """The computer was asleep: have every connection looked at. From any thread."""
        for _, stream in list(self._streams.values()):
            stream.look()

    def renew(self, device_id: str, unreported_ms: int) -> None:
        """Connect to a device anew that has not reported its events since then. From any thread."""
        found = self._streams.get(device_id)
        if found is not None:
            found[1].renew(unreported_ms)

    def stop(self) -> None:
        """Begin to end all of them."""
        for _, stream in self._streams.values():
            stream.stop()
            self._ending.append(stream)
        self._streams.clear()

    def join(self, limit: Limit, keep: float) -> bool:
        """Wait until they have ended; false where that took too long.

        Args:
            limit: for this and what comes after it.
            keep: seconds of it that are for what comes after.
        """
        self._ending = [stream for stream in self._ending if not stream.join(limit.left(keep=keep))]
        return not self._ending

    def _leave(self, wanted: Mapping[str, DeviceSettings], new_passwords: frozenset[str]) -> dict[str, DeviceStream]:
        """End those that do not go on as they are, and return them by their devices."""
        former: dict[str, DeviceStream] = {}
        for device_id, (device, stream) in list(self._streams.items()):
            new = wanted.get(device_id)
            if new is None or not _same_connection(device, new) or device_id in new_passwords:
                del self._streams[device_id], self._accounts[device_id]
                if new is not None and new.enabled:
                    self._superseded.add(stream)
                stream.stop()
                self._on_left(device_id, new is None or not new.enabled)
                self._ending.append(stream)
                former[device_id] = stream
            else:
                self._streams[device_id] = (new, stream)
                if Identity.of(new) != Identity.of(device):
                    stream.know(Identity.of(new))
        self._ending = [stream for stream in self._ending if not stream.join(0)]
        self._superseded.intersection_update(self._ending)
        return former

    def _started(self, account: Account, former: DeviceStream | None) -> DeviceStream:
        device = account.device
        stream: DeviceStream

        def on_status(status: Status) -> None:
            # A stream that has been replaced may still have a last word, which must not hide its successor's.
            current = self._streams.get(device.id)
            if stream not in self._superseded and (current is None or current[1] is stream):
                self._on_status(status)

        stream = DeviceStream(
            account=account,
            on_message=self._on_message,
            on_unreadable=lambda error: self._on_unreadable(device.id, error),
            on_status=on_status,
            on_serial=lambda serial: self._on_serial(device.id, serial),
            turns=self._turns,
            on_certificate=partial(self._on_certificate, device.id),
            timing=self._timing,
        )
        stream.start(after=former)
        return stream


def _same_connection(old: DeviceSettings, new: DeviceSettings) -> bool:
    if old.serial and new.serial and old.serial != new.serial:  # else it has just been, or is yet to be, learnt
        return False

    def key(device: DeviceSettings) -> tuple[object, ...]:
        return device.host, device.port, device.username, device.certificate, device.enabled

    return key(old) == key(new)
