"""At this desk: whether facemon starts at login, begins full screen, keeps the display awake, is used by finger."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.login_start import LoginStart, Place, login_start, own_start, system_place
from facemon.profile import Profile
from facemon.settings import DeskSettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.choice import Choice
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.task import Task
from facemon.ui.settings.toggle import Toggle
from facemon.ui.text import clean


class Desk(NamedTuple):
    """What is known of the desk, for the settings to show."""

    place: Place  # where the system keeps what starts at login
    command: list[str]  # which is to be started
    held: Callable[[], tuple[str, ...] | None]  # by what the display is kept awake now


def desk_of(profile: Profile, held: Callable[[], tuple[str, ...] | None]) -> Desk | None:
    """Return the desk of a profile; None for one that is thrown away in the end."""
    if profile.passing:
        return None
    folder = None if profile.usual else profile.folder
    return Desk(system_place(folder), own_start(folder), held)


class DeskBox(QWidget):
    """Switches and a choice. The first is as the system has it, which is read anew, and changed by the caller."""

    def __init__(self, settings: DeskSettings, desk: Desk | None, relay: Relay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._found: LoginStart | None = None
        self.login = Toggle(self.tr("Start facemon at login"))
        self.login.setEnabled(False)
        self.full_screen = Toggle(self.tr("Full screen from the start"))
        self.awake = Toggle(self.tr("Keep the display awake"))
        self.login_note, self.awake_note = PlainLabel(dim=True, size=0.95), PlainLabel(dim=True, size=0.95)
        self.full_screen.setChecked(settings.full_screen)
        self.awake.setChecked(settings.keep_awake)
        self.touch = Choice(self.tr("Everything as large as a finger"))
        for name, value in (
            (self.tr("Where there is a touch screen"), "auto"),
            (self.tr("Always"), "on"),
            (self.tr("Never"), "off"),
        ):
            self.touch.addItem(name, value)
        self.touch.set_value(settings.touch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        for toggle, note in (
            (self.login, self.login_note), (self.full_screen, None), (self.awake, self.awake_note),
        ):  # fmt: skip
            column.addWidget(toggle)
            if note is not None:
                wrap(note)
                note.hide()
                column.addWidget(note)
        touch_label = PlainLabel(self.tr("Everything as large as a finger"), dim=True, size=0.95)
        touch_label.setBuddy(self.touch)
        column.addWidget(touch_label)
        column.addWidget(self.touch)
        held = desk.held() if desk is not None else None
        if settings.keep_awake and held == ():
            self._say(self.awake_note, self.tr("This desktop offers no way to do that: switch its screen saver off."))
        self._task: Task[LoginStart] | None = None
        if desk is not None:
            self._task = Task(
                relay, lambda _stop, _say: login_start(desk.place, desk.command), self._show_login, self._show_error
            )

    def settings(self) -> DeskSettings:
        """Return the settings with what the switches say."""
        return msgspec.structs.replace(
            self._settings,
            full_screen=self.full_screen.isChecked(),
            keep_awake=self.awake.isChecked(),
            touch=self.touch.value(),
        )

    def login_wanted(self) -> bool | None:
        """Return whether facemon is to start at login from now on; None where that stays as it is."""
        wanted = self.login.isChecked()
        return None if self._found is None or wanted == (self._found is LoginStart.ON) else wanted

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for note in (self.login_note, self.awake_note):
            note.restyle()

    def close_work(self) -> None:
        """End what goes on behind it."""
        if self._task is not None:
            self._task.drop()

    def _show_login(self, found: LoginStart) -> None:
        self._found = found
        self.login.setChecked(found is LoginStart.ON)
        self.login.setEnabled(True)
        if found is LoginStart.OTHER:
            self._say(
                self.login_note,
                self.tr("Now another copy of facemon, or one in another place, starts. Switched on, this one does."),
            )

    def _show_error(self, error: Exception) -> None:
        self._say(self.login_note, self.tr("It cannot be found out: {reason}").format(reason=clean(str(error))))

    def _say(self, note: PlainLabel, text: str) -> None:
        note.setText(text)
        note.show()
