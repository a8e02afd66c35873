"""Where the settings are opened, behind the lock, and what becomes of what is changed in them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facemon.ui.session import Session
from facemon.ui.settings.kept_history import KeptHistory

if TYPE_CHECKING:
    from facemon.ui.settings.desk_box import Desk
    from facemon.ui.settings.dialog import SettingsDialog

log = logging.getLogger(__name__)


class SettingsPlace(QObject):
    """Opens one dialog at a time over a window.

    Args:
        forget: told the ids of events that exist no more.
        trouble: says why there are no settings to be changed, where their file has a mistake.
        awake: by what the display is kept awake, as `Awake.held`.
    """

    closed = Signal()  # the dialog is

    def __init__(
        self,
        session: Session,
        window: QWidget,
        *,
        forget: Callable[[Sequence[int]], None],
        trouble: Callable[[], None],
        awake: Callable[[], tuple[str, ...] | None],
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._forget = forget
        self._trouble = trouble
        self._awake = awake
        self.dialog: SettingsDialog | None = None

    def open(self, page: str, device_id: str | None, *, add: bool) -> None:
        """Open the settings on a page, at a device, or with a new device begun, as soon as they are unlocked."""
        if self._session.settings_error is not None:
            self._trouble()
        elif self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        else:
            # What a technician has just written into the file must not be lost to what is saved here.
            read = partial(self._session.read_settings, lambda: self._open(page, device_id, add=add))
            self._session.lock.open(self._window, self.tr("Change the settings"), read)

    def _open(self, page: str, device_id: str | None, *, add: bool) -> None:
        session = self._session
        if session.settings_error is not None or self.dialog is not None:
            return
        from facemon.ui.settings.desk_box import desk_of
        from facemon.ui.settings.dialog import SettingsDialog

        desk = desk_of(session.profile, self._awake)
        dialog = SettingsDialog(
            session.settings,
            statuses=lambda: session.statuses,
            credentials=session.credentials,
            speaker=session.sound,
            history=KeptHistory(
                path=session.profile.history_path,
                writer=session.history,
                keeping=lambda: session.keeping,
                operator=session.operator,
                erased=self._erased,
                unlisted=session.unlisted,
            ),
            operators=session.duty.operators,
            lock=session.lock,
            former=session.certificates.approved,
            desk=desk,
            parent=self._window,
            page=page,
            device_id=device_id,
            add=add,
        )
        self.dialog = dialog
        dialog.accepted.connect(lambda: session.change(dialog.result_settings, dialog.new_passwords))
        dialog.accepted.connect(lambda: session.change_operators(dialog.operator_edits))
        dialog.accepted.connect(lambda: session.change_pin(dialog.pin_edit))
        dialog.accepted.connect(lambda: self._change_login(desk, dialog.login_edit))
        dialog.finished.connect(session.duty.refresh)
        dialog.finished.connect(self._closed)
        dialog.open()
        session.lock.watch(dialog)

    def _change_login(self, desk: Desk | None, wanted: bool | None) -> None:  # noqa: FBT001 - what it is about
        session = self._session
        if desk is None or wanted is None:
            return

        def change() -> None:
            if wanted:
                desk.place.write(desk.command)
            else:
                desk.place.remove()

        def failed(error: Exception) -> None:
            log.error("the start at login could not be changed: %s", error)
            sentence = self.tr("Whether facemon starts at login could not be changed: {reason}")
            session.fail(sentence, error)

        session.background.run(change, None, failed)

    def _erased(self, numbers: Sequence[int]) -> None:
        self._session.erased(numbers)
        self._forget(numbers)

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
            self.closed.emit()
