"""The second step: a device to watch, or a simulated one."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.device.status import State
from facemon.ui import status_words, theme
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.session import Session
from facemon.ui.text import clean

_LOOK_MS = 500
_SHOWN = 6  # devices, by name


class DeviceStep(QWidget):
    """Opens the settings with a new device begun, and tells how those that there are stand.

    Args:
        add: begins a new device.
        look_at: opens the settings at the device with this id.
    """

    begun = Signal()  # there is one, and nothing more to be done here

    def __init__(
        self,
        session: Session,
        add: Callable[[], object],
        look_at: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.title = self.tr("A device to watch")
        self.text = self.tr(
            "For each device you need its address on the network and, if it asks for one, a user name and a password. "
            "The connection can be tested before it is saved."
        )
        self.add = QPushButton(self.tr("Add a device…"))
        give_icon(self.add, "add", theme.theme().text)
        self.add.clicked.connect(lambda: add())
        self.simulate = QPushButton(self.tr("Try with a simulated device"))
        give_icon(self.simulate, "play", theme.theme().text)
        self.simulate.clicked.connect(self._simulate)
        self._trouble = ""  # the id of a device for which there is something to be done
        self.look = QPushButton()
        self.look.clicked.connect(lambda: look_at(self._trouble))
        self.look.hide()
        for button in (self.add, self.simulate, self.look):
            button.setAutoDefault(False)
            button.setProperty("touch", True)
        about = PlainLabel(
            self.tr("The simulated device makes up people and needs no network. It is not saved."), dim=True
        )
        self.standing = PlainLabel()
        for label in (about, self.standing):
            wrap(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addWidget(self.add)
        buttons.addWidget(self.simulate)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.SPACE)
        column.addLayout(buttons)
        column.addWidget(about)
        column.addWidget(self.standing)
        line = QHBoxLayout()
        line.addWidget(self.look)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        self.setFocusProxy(self.add)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._show)
        self._looking.start()
        self._show()

    def leave(self) -> None:
        """Nothing is left to be done."""

    def _simulate(self) -> None:
        self.begun.emit()  # the button that is disabled would give the keyboard to whatever comes next
        self.simulate.setEnabled(False)
        self._session.try_demo()

    def _show(self) -> None:
        session = self._session
        simulated = len(session.devices) > len(session.settings.devices)
        if simulated:
            self.simulate.setEnabled(False)
        lines = []
        for device in session.devices[:_SHOWN]:
            status = session.statuses.get(device.id)
            how = status_words.status_line(status, time.monotonic()) if status is not None else ""
            name = clean(device.name, 60)
            lines.append(self.tr("{name}: {how}").format(name=name, how=how) if how else name)
        if more := len(session.devices) - len(lines):
            lines.append(self.tr("%n more", "", more))
        stuck = next((device for device in session.settings.devices if self._is_stuck(device.id)), None)
        self._trouble = stuck.id if stuck is not None else ""
        self.look.setVisible(stuck is not None)
        if stuck is not None:
            # An ampersand in a name would be taken for a key.
            name = clean(stuck.name, 40).replace("&", "&&")
            self.look.setText(self.tr("Test and approve “{name}”…").format(name=name))
        if session.problem and not session.devices:
            lines.append(session.problem)
        self.standing.setText("\n".join(lines))

    def _is_stuck(self, device_id: str) -> bool:
        """Return whether a device waits for something that is done in its settings."""
        status = self._session.statuses.get(device_id)
        return status is not None and (
            status.state in (State.NEEDS_APPROVAL, State.REFUSED)
            or (status.state is State.WAITING and bool(status.failure))
        )
