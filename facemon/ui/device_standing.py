"""How one device stands, as the window tells it: what a chip, a row of a list and their menus say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from facemon.device.freshness import Freshness
from facemon.device.status import IMPOSTORS, OTHER_SERIALS, Failure, State, Status
from facemon.ui import icons, silence_words, status_words, theme, words
from facemon.ui.device_groups import group_of
from facemon.ui.device_panel.texts import WARNING_S, skew
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.settings import DeviceSettings

_CONNECTING = (State.RESOLVING, State.CONNECTING, State.SECURING, State.SIGNING_IN, State.SUBSCRIBING)


def state_icon(state: State) -> str:
    """Return the icon of a connection's state: told apart by shape alone."""
    if state in _CONNECTING or state == State.WAITING:
        return "waiting"
    return {State.LIVE: "live", State.REFUSED: "refused", State.NEEDS_APPROVAL: "needs-approval"}.get(state, "off")


def state_colour(state: State) -> str:
    """Return the name of the theme's colour for a connection's state."""
    if state in _CONNECTING or state == State.WAITING:
        return "warn"
    return {State.LIVE: "good", State.REFUSED: "bad", State.NEEDS_APPROVAL: "warn"}.get(state, "dim")


class DeviceAsks(QObject):
    """What a person wants of a device, whose id each signal has."""

    retry = Signal(str)
    approve = Signal(str)
    replaced = Signal(str)
    details = Signal(str)
    settings = Signal(str)
    show_group = Signal(str)  # the name of a group whose events are wanted
    group_apart = Signal(str)  # … in a window of their own


class DeviceStanding(QObject):
    """One device, its connection and what else there is to say of it. Belongs to the user interface's thread."""

    def __init__(self, device: DeviceSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.device = device
        self.status = Status(device_id=device.id)
        self.unreadable = 0  # messages
        self.unreadable_text = ""  # says so in a sentence
        self.freshness = Freshness(device_id=device.id)
        self.skew_ms = 0  # that its clock is ahead of this computer's
        self.ends_ms = 0  # Unix milliseconds: when its certificate ends, where that is soon

    @property
    def name(self) -> str:
        """What it is called."""
        return clean(self.device.name, 80) or self.device.id

    @property
    def state(self) -> State:
        """How its connection stands; OFF for one that is switched off, whatever its last word was."""
        return self.status.state if self.device.enabled else State.OFF

    @property
    def urgency(self) -> int:
        """How much it wants to be seen: 4 for an impostor, 3 a person has to act, 2 not live, 1 a mark, 0 nothing."""
        if self.is_impostor:
            return 4
        if self.device.enabled and self.status.state in (State.REFUSED, State.NEEDS_APPROVAL):
            return 3
        if self.device.enabled and (self.status.state != State.LIVE or self.freshness.mute):
            return 2
        return 1 if self.unreadable or self._clock_is_off or self.ends_ms else 0

    @property
    def is_impostor(self) -> bool:
        """Whether somebody else may be answering at its address."""
        return self.state == State.REFUSED and self.status.failure in IMPOSTORS

    @property
    def _clock_is_off(self) -> bool:
        return abs(self.skew_ms) > WARNING_S * 1000

    def state_words(self, now: float | None = None) -> str:
        """Return what stands behind the name: nothing while live. `now` is `time.monotonic()`."""
        if not self.device.enabled:
            return status_words.state(State.OFF)
        if self.status.state == State.LIVE:
            if self.freshness.mute:
                return status_words.failure(Failure.NOT_REPORTED)
            if self._clock_is_off:
                return self.tr("clock {error}").format(error=skew(self.skew_ms))
            return self._certificate_words()
        return status_words.short_status(self.status, time.monotonic() if now is None else now)

    def _certificate_words(self) -> str:
        if not self.ends_ms:
            return ""
        ended = self.ends_ms < time.time() * 1000
        told = self.tr("certificate ended {date}") if ended else self.tr("certificate ends {date}")
        return told.format(date=words.date(self.ends_ms))

    def kind_of_trouble(self) -> str:
        """Return what is wrong, in words that no clock changes; empty where nothing is."""
        if self.urgency >= 2 and self.status.failure is not None:
            return status_words.failure(self.status.failure)
        return clean(self.unreadable_text) if self.urgency == 1 and self.unreadable else self.state_words()

    def spoken(self) -> str:
        """Return name and state, for a screen reader and for a menu."""
        return f"{clean(self.device.name, 80)}: {self.state_words() or status_words.state(State.LIVE)}"

    def explanation(self) -> str:
        """Return all there is to say about the connection, as lines of plain text."""
        lines = [f"{clean(self.device.name, 80)} · {clean(self.device.host, 120)}:{self.device.port}"]
        if not self.device.enabled:
            lines.append(self.tr("Switched off in the settings"))
        elif self.status.state == State.LIVE:
            lines += self._live_lines()
        else:
            lines += self._other_lines()
        lines.append(clean(self.unreadable_text))
        return "\n".join(line for line in lines if line)

    def _live_lines(self) -> list[str]:
        status = self.status
        since = words.since(status.since_ms, round(time.time() * 1000))
        live = self.tr("Live since {time}").format(time=since)
        if status.round_trip_ms is not None:
            number = round(status.round_trip_ms)
            live += words.SEPARATOR + self.tr("answers within {number} ms").format(number=number)
        lines = [live, silence_words.unreported(self.freshness), silence_words.unchecked(self.freshness)]
        if self._clock_is_off:
            told = self.tr("Its clock is {error}: the times of its events are wrong. Set it on the device.")
            lines.append(told.format(error=skew(self.skew_ms)))
        if self.ends_ms:
            told = self.tr("It cannot be connected to any more beyond that. Have the certificate renewed.")
            lines.append(f"{self._certificate_words()}. {told}")
        return lines

    def _other_lines(self) -> list[str]:
        status = self.status
        lines = [
            status_words.status_line(status, time.monotonic()),
            status_words.failure_sentence(status, self.device),
        ]
        if status.state == State.NEEDS_APPROVAL:
            lines.append(self.tr("Its certificate has to be approved once before anything is sent to it."))
        if status.blind_since_ms:
            since = words.since(status.blind_since_ms, round(time.time() * 1000))
            lines.append(self.tr("Nothing has been seen from it since {time}.").format(time=since))
        if status.attempts:
            lines.append(self.tr("%n attempt(s) failed", "", status.attempts))
        return lines


def act(standing: DeviceStanding, asks: DeviceAsks, parent: QWidget) -> QMenu | None:
    """Do what a click on a device does: ask for the approval that it waits for, or return the menu to open."""
    if standing.state == State.NEEDS_APPROVAL:
        asks.approve.emit(standing.device.id)
        return None
    return device_menu(standing, asks, parent)


def device_menu(standing: DeviceStanding, asks: DeviceAsks, parent: QWidget) -> QMenu:
    """Return a new menu of what can be done with this device."""
    translate, device, status = QCoreApplication.translate, standing.device, standing.status
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    heading = menu.addAction(clean(device.name, 60).replace("&", "&&"))
    heading.setEnabled(False)
    menu.addSeparator()
    retry = menu.addAction(translate("DeviceMenu", "Retry now"))
    retry.setIcon(icons.icon("retry", theme.theme().text))
    retry.setEnabled(device.enabled and status.state in (State.WAITING, State.REFUSED))
    retry.triggered.connect(lambda: asks.retry.emit(device.id))
    if status.certificate is not None and status.state != State.LIVE:
        approve = menu.addAction(translate("DeviceMenu", "Approve certificate…"))
        approve.setIcon(icons.icon("certificate", theme.theme().text))
        approve.triggered.connect(lambda: asks.approve.emit(device.id))
    if status.failure in OTHER_SERIALS and status.state == State.REFUSED:
        told = {
            Failure.SERIAL_CHANGED: translate("DeviceMenu", "The device was replaced…"),
            Failure.EVENTS_OF_ANOTHER: translate("DeviceMenu", "Events of another device…"),
        }[status.failure]
        replaced = menu.addAction(told)
        replaced.setIcon(icons.icon("device", theme.theme().text))
        replaced.triggered.connect(lambda: asks.replaced.emit(device.id))
    details = menu.addAction(translate("DeviceMenu", "Details…"))
    details.setIcon(icons.icon("info", theme.theme().text))
    details.triggered.connect(lambda: asks.details.emit(device.id))
    if group := group_of(device):
        apart = menu.addAction(translate("DeviceMenu", "Window for its group"))
        apart.setIcon(icons.icon("fullscreen", theme.theme().text))
        apart.triggered.connect(lambda: asks.group_apart.emit(group))
    settings = menu.addAction(translate("DeviceMenu", "Settings…"))
    settings.setIcon(icons.icon("settings", theme.theme().text))
    settings.triggered.connect(lambda: asks.settings.emit(device.id))
    return menu
