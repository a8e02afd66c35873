"""Puts the rooms together: devices in, one stream of updates out.

`Monitor` belongs to one thread (the user interface's); its sink is called from the devices' threads, one at a time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

import msgspec

from facemon.device.message import MessageError
from facemon.device.status import State, Status
from facemon.device.stream import DeviceStream
from facemon.device.unreadable import UnreadableLog
from facemon.event import Happening
from facemon.settings import DeviceSettings

REMEMBERED = 20_000  # uuids a device: what it repeats, it repeats soon


class Arrived(msgspec.Struct, frozen=True):
    """Something happened at a door, and it is new."""

    happening: Happening
    number: int  # counts up from 1 in the order of arrival: the order of the feed
    received_ns: int  # `time.monotonic_ns()` at the message's last byte
    decoded_ns: int


class StatusChanged(msgspec.Struct, frozen=True):
    """A device's connection stands differently."""

    status: Status


class Unreadable(msgspec.Struct, frozen=True):
    """A device has sent one more message that cannot be read."""

    device_id: str
    count: int  # since the program started
    reason: str  # of this one: a sentence in English marked for translation in the context "Message"
    excerpt: str  # the beginning of its text


Update = Arrived | StatusChanged | Unreadable


class Monitor:
    """Runs one stream a device and hands on what is new.

    Args:
        password: gives a device's password by its id, or None; called from the devices' threads, so it may wait, and
            raise TimeoutError where it waited in vain.
        sink: takes the updates; called from the devices' threads, never twice at once. It must not block.
        unreadable: keeps the text of messages that cannot be read.
    """

    def __init__(
        self, *, password: Callable[[str], str | None], sink: Callable[[Update], None], unreadable: UnreadableLog
    ) -> None:
        self._password = password
        self._sink = sink
        self._unreadable = unreadable
        self._lock = threading.Lock()
        self._seen: dict[str, dict[str, None]] = {}  # by device, uuids in their order
        self._arrived = 0
        self._unreadable_counts: dict[str, int] = {}
        self._streams: dict[str, tuple[DeviceSettings, DeviceStream]] = {}
        self._ending: list[DeviceStream] = []

    def apply(self, devices: Iterable[DeviceSettings], *, new_passwords: Iterable[str] = ()) -> None:
        """Watch just these devices. Only those whose connection changes, or that have a new password, reconnect."""
        wanted = {device.id: device for device in devices}
        former: dict[str, DeviceStream] = {}
        for device_id, (device, stream) in list(self._streams.items()):
            new = wanted.get(device_id)
            if new is None or not _same_connection(device, new) or device_id in new_passwords:
                del self._streams[device_id]
                stream.stop()
                self._ending.append(stream)
                former[device_id] = stream
        self._ending = [stream for stream in self._ending if not stream.join(0)]
        for device in wanted.values():
            if device.id not in self._streams:
                if device.enabled:
                    if device.id in former:
                        now = round(time.time() * 1000)
                        self._post(StatusChanged(Status(device_id=device.id, since_ms=now, blind_since_ms=now)))
                    self._streams[device.id] = (device, self._started(device, former.get(device.id)))
                else:
                    self._post(StatusChanged(Status(device_id=device.id, state=State.OFF)))

    def retry_now(self, device_id: str | None = None) -> None:
        """Let a device (None: every device) that waits for its next attempt make it at once."""
        for other_id, (_, stream) in self._streams.items():
            if device_id in (None, other_id):
                stream.retry_now()

    def network_changed(self) -> None:
        """Let every device that waits for its next attempt make it at once: what failed before may work now."""
        for _, stream in self._streams.values():
            stream.network_changed()

    def stop(self, timeout: float = 3.0) -> bool:
        """End every stream, all at the same time; return whether all had ended within `timeout` seconds."""
        for _, stream in self._streams.values():
            stream.stop()
            self._ending.append(stream)
        self._streams.clear()
        deadline = time.monotonic() + timeout
        self._ending = [stream for stream in self._ending if not stream.join(max(0.0, deadline - time.monotonic()))]
        return not self._ending

    def accept(self, happening: Happening, received_ns: int, decoded_ns: int) -> bool:
        """Hand on what has happened, unless it is known already; return whether it was new. From any thread."""
        with self._lock:
            seen = self._seen.setdefault(happening.device_id, {})
            if happening.uuid in seen:
                return False
            seen[happening.uuid] = None
            if len(seen) > REMEMBERED:
                del seen[next(iter(seen))]
            self._arrived += 1
            self._sink(Arrived(happening, self._arrived, received_ns, decoded_ns))
            return True

    def _started(self, device: DeviceSettings, former: DeviceStream | None) -> DeviceStream:
        stream: DeviceStream

        def on_status(status: Status) -> None:
            # A stream that has been replaced may still have a last word, which must not hide its successor's.
            current = self._streams.get(device.id)
            if current is None or current[1] is stream:
                self._post(StatusChanged(status))

        stream = DeviceStream(
            device=device,
            password=lambda: self._password(device.id),
            on_message=self.accept,
            on_unreadable=lambda error: self._count_unreadable(device.id, error),
            on_status=on_status,
        )
        stream.start(after=former)
        return stream

    def _count_unreadable(self, device_id: str, error: MessageError) -> None:
        self._unreadable.add(device_id, error)
        with self._lock:
            count = self._unreadable_counts[device_id] = self._unreadable_counts.get(device_id, 0) + 1
            self._sink(Unreadable(device_id, count, error.reason, error.excerpt))

    def _post(self, update: Update) -> None:
        with self._lock:
            self._sink(update)


def _same_connection(old: DeviceSettings, new: DeviceSettings) -> bool:
    def key(device: DeviceSettings) -> tuple[object, ...]:
        return device.host, device.port, device.username, device.certificate, device.enabled

    return key(old) == key(new)
