"""The banner in alarm colour where somebody else may be answering at a device's address."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from facemon.device.status import IMPOSTORS, Failure, State, Status
from facemon.settings import DeviceSettings
from facemon.ui import status_words, words
from facemon.ui.banner import Banner, Severity
from facemon.ui.text import clean

_NAMED = 4  # devices


def impostors(devices: Sequence[DeviceSettings], statuses: Mapping[str, Status]) -> list[DeviceSettings]:
    """Return the devices that are refused because another certificate or serial number answers."""

    def is_one(status: Status | None) -> bool:
        return status is not None and status.state is State.REFUSED and status.failure in IMPOSTORS

    return [device for device in devices if device.enabled and is_one(statuses.get(device.id))]


class TrustBanner(Banner):
    """Hidden while every device is the one it was.

    While it names every device that is watched, it says all that there is to say of their silence.
    """

    def show_impostors(
        self,
        devices: Sequence[DeviceSettings],
        statuses: Mapping[str, Status],
        judge: Callable[[str], None],
    ) -> None:
        """Name them; `judge` opens what a person judges the device with this id by."""
        found = impostors(devices, statuses)
        if not found:
            self.clear()
            return
        first = found[0]
        if len(found) == 1:
            text = self._one(first, statuses[first.id], silent=self.tells_all(devices, statuses))
        else:
            named = [words.joined(clean(device.name, 60), self._kind(statuses[device.id])) for device in found[:_NAMED]]
            more = len(found) - len(named)
            listed = words.listed([*named, self.tr("and %n more", "", more)] if more else named)
            text = self.tr("At %n device(s), somebody else may be answering: {names}.", "", len(found)).format(
                names=listed
            )
        self.show_message(Severity.BLIND, text, self._button(statuses[first.id]), lambda: judge(first.id))

    def tells_all(self, devices: Sequence[DeviceSettings], statuses: Mapping[str, Status]) -> bool:
        """Return whether no device is watched but those it names."""
        watched = [device for device in devices if device.enabled]
        return len(watched) == 1 and impostors(watched, statuses) == watched

    def _one(self, device: DeviceSettings, status: Status, *, silent: bool) -> str:
        """Say it shortly, since the chip and the dialog have the whole; `silent`: nothing else is seen either."""
        templates = {
            Failure.CERTIFICATE_CHANGED: self.tr(
                "{name} shows another certificate than the approved one. Nothing is sent to it."
            ),
            Failure.SERIAL_CHANGED: self.tr(
                "{name}: another device answers there, with serial number {serial}. None of its events is shown."
            ),
            Failure.EVENTS_OF_ANOTHER: self.tr(
                "{name} sends events of another device, with serial number {serial}. None of them is shown."
            ),
        }
        template = templates.get(status.failure, "") if status.failure is not None else ""
        text = template.format(name=clean(device.name, 60), serial=clean(status.detail, 60))
        if not silent or not status.blind_since_ms:
            return text
        since = words.since(status.blind_since_ms, round(time.time() * 1000))
        return self.tr("{reason} Nothing has been seen from it since {time}.").format(reason=text, time=since)

    def _kind(self, status: Status) -> str:
        return "" if status.failure is None else status_words.failure(status.failure)

    def _button(self, status: Status) -> str:
        return self.tr("Compare…") if status.failure is Failure.CERTIFICATE_CHANGED else self.tr("Decide…")
