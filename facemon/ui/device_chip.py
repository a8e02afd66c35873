"""One device in the top bar: shape, colour and words for how its connection stands, and a menu of what can be done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from facemon.device.status import Failure, State, Status
from facemon.ui import icons, status_words, theme, words
from facemon.ui.device_panel.texts import WARNING_S, skew
from facemon.ui.label import set_tooltip
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.settings import DeviceSettings

_WIDEST_NAME = 22  # average characters
_DIGITS = str.maketrans("123456789", "000000000")
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


class DeviceChip(QAbstractButton):
    """Shows one device. A click, Space or Enter opens its menu, or the certificate that waits for an approval.

    The menu alone is also at the other mouse button, the menu key and Down.
    """

    retry = Signal(str)
    approve = Signal(str)
    replaced = Signal(str)
    details = Signal(str)
    settings = Signal(str)

    def __init__(self, device: DeviceSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.device = device
        self.status = Status(device_id=device.id)
        self._unreadable = 0
        self._unreadable_text = ""
        self._skew_ms = 0
        self._name_width = 10_000
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.clicked.connect(self._act)
        self.refresh()

    @property
    def urgency(self) -> int:
        """How much this device wants to be seen: 3 a person has to act, 2 not live, 1 a mark, 0 nothing."""
        state = self.status.state
        if self.device.enabled and state in (State.REFUSED, State.NEEDS_APPROVAL):
            return 3
        if self.device.enabled and state != State.LIVE:
            return 2
        return 1 if self._unreadable or self._clock_is_off else 0

    @property
    def _clock_is_off(self) -> bool:
        return abs(self._skew_ms) > WARNING_S * 1000

    def set_device(self, device: DeviceSettings) -> None:
        """Take up a changed name or address."""
        self.device = device
        self.refresh()

    def set_status(self, status: Status) -> None:
        """Show how the connection stands."""
        self.status = status
        self.refresh()

    def set_unreadable(self, count: int, text: str) -> None:
        """Mark that `count` messages could not be read; `text` says so in a sentence."""
        self._unreadable, self._unreadable_text = count, text
        self.refresh()

    def set_skew(self, skew_ms: int) -> None:
        """Warn where the device's clock is far off; milliseconds ahead of this computer's."""
        self._skew_ms = skew_ms
        self.refresh()

    def set_name_width(self, pixels: int) -> None:
        """Elide the name to this width."""
        if pixels != self._name_width:
            self._name_width = pixels
            self.updateGeometry()
            self.update()

    def refresh(self) -> None:
        """Say again what there is to say: the countdown, the language, the font may have changed."""
        self.setAccessibleName(f"{clean(self.device.name, 80)}: {self.state_words() or status_words.state(State.LIVE)}")
        explanation = self.explanation()
        self.setAccessibleDescription(explanation)
        set_tooltip(self, explanation)
        self.updateGeometry()
        self.update()

    def state_words(self, now: float | None = None) -> str:
        """Return what stands behind the name: nothing while live. `now` is `time.monotonic()`."""
        if not self.device.enabled:
            return status_words.state(State.OFF)
        if self.status.state == State.LIVE:
            return self.tr("clock {error}").format(error=skew(self._skew_ms)) if self._clock_is_off else ""
        return status_words.short_status(self.status, time.monotonic() if now is None else now)

    def explanation(self) -> str:
        """Return all there is to say about the connection, as lines of plain text."""
        lines = [f"{clean(self.device.name, 80)} · {clean(self.device.host, 120)}:{self.device.port}"]
        status, now_ms = self.status, round(time.time() * 1000)
        if not self.device.enabled:
            lines.append(self.tr("Switched off in the settings"))
        elif status.state == State.LIVE:
            live = self.tr("Live since {time}").format(time=words.since(status.since_ms, now_ms))
            if status.round_trip_ms is not None:
                live += words.SEPARATOR + self.tr("answers within {number} ms").format(
                    number=round(status.round_trip_ms)
                )
            lines.append(live)
            if self._clock_is_off:
                told = self.tr("Its clock is {error}: the times of its events are wrong. Set it on the device.")
                lines.append(told.format(error=skew(self._skew_ms)))
        else:
            lines.append(status_words.status_line(status, time.monotonic()))
            lines.append(status_words.failure_sentence(status, self.device))
            if status.state == State.NEEDS_APPROVAL:
                lines.append(self.tr("Its certificate has to be approved once before anything is sent to it."))
            if status.blind_since_ms:
                since = words.since(status.blind_since_ms, now_ms)
                lines.append(self.tr("Nothing has been seen from it since {time}.").format(time=since))
            if status.attempts:
                lines.append(self.tr("%n attempt(s) failed", "", status.attempts))
        lines.append(clean(self._unreadable_text))
        return "\n".join(line for line in lines if line)

    def menu(self) -> QMenu:
        """Return a new menu of what can be done with this device."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = menu.addAction(clean(self.device.name, 60).replace("&", "&&"))
        heading.setEnabled(False)
        menu.addSeparator()
        retry = menu.addAction(self.tr("Retry now"))
        retry.setIcon(icons.icon("retry", theme.theme().text))
        retry.setEnabled(self.device.enabled and self.status.state in (State.WAITING, State.REFUSED))
        retry.triggered.connect(lambda: self.retry.emit(self.device.id))
        if self.status.certificate is not None and self.status.state != State.LIVE:
            approve = menu.addAction(self.tr("Approve certificate…"))
            approve.setIcon(icons.icon("certificate", theme.theme().text))
            approve.triggered.connect(lambda: self.approve.emit(self.device.id))
        if self.status.failure is Failure.SERIAL_CHANGED and self.status.state == State.REFUSED:
            replaced = menu.addAction(self.tr("The device was replaced…"))
            replaced.setIcon(icons.icon("device", theme.theme().text))
            replaced.triggered.connect(lambda: self.replaced.emit(self.device.id))
        details = menu.addAction(self.tr("Details…"))
        details.setIcon(icons.icon("info", theme.theme().text))
        details.triggered.connect(lambda: self.details.emit(self.device.id))
        settings = menu.addAction(self.tr("Settings…"))
        settings.setIcon(icons.icon("settings", theme.theme().text))
        settings.triggered.connect(lambda: self.settings.emit(self.device.id))
        return menu

    def open_menu(self) -> None:
        """Open the menu below the chip."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _act(self) -> None:
        if self.device.enabled and self.status.state == State.NEEDS_APPROVAL:
            self.approve.emit(self.device.id)
        else:
            self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Menu, Qt.Key.Key_Down):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = 3 * theme.SPACE + self._icon_size + theme.SPACE // 2 + self._shown_name_width(metrics)
        state = self.state_words()
        if state:
            # Measured with the same digits always, so that a countdown does not push its neighbours about.
            width += metrics.horizontalAdvance(words.SEPARATOR + state.translate(_DIGITS))
        if self._unreadable:
            width += self._icon_size + theme.SPACE // 2
        return QSize(width, metrics.height() + round(1.25 * theme.SPACE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = self.status.state if self.device.enabled else State.OFF
        ink = theme.colour(state_colour(state))
        calm = state in (State.LIVE, State.OFF)
        edge = theme.colour("accent") if self.hasFocus() else theme.colour("border") if calm else ink
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("control") if self.underMouse() else theme.colour("panel"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size, metrics = self._icon_size, self.fontMetrics()
        left = round(1.25 * theme.SPACE)
        icons.paint(painter, state_icon(state), ink, left, (self.height() - size) / 2, size)
        left += size + theme.SPACE // 2
        name = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, self._shown_name_width(metrics))
        text = name + (words.SEPARATOR + self.state_words() if self.state_words() else "")
        painter.setPen(theme.colour("text" if state == State.LIVE else "dim") if calm else ink)
        place = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        if self._unreadable:
            right = self.width() - round(1.25 * theme.SPACE) - size
            icons.paint(painter, "warning", theme.colour("warn"), right, (self.height() - size) / 2, size)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @property
    def _name(self) -> str:
        return clean(self.device.name, 80) or self.device.id

    @property
    def _icon_size(self) -> int:
        return self.fontMetrics().ascent()

    def _shown_name_width(self, metrics: QFontMetrics) -> int:
        most = min(self._name_width, _WIDEST_NAME * metrics.averageCharWidth())
        return min(metrics.horizontalAdvance(self._name) + 1, most)
