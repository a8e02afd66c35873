"""Where the window meets passwords that wait for their passphrase: a dialog at start, and a banner meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from facemon.device.status import Failure, Status
from facemon.password_file import Holding
from facemon.ui.banner import Banner, Severity
from facemon.ui.passphrase.dialog import PassphraseDialog
from facemon.ui.session import Session


class PassphrasePlace(QObject):
    """Belongs to the window's thread.

    Args:
        session: whose devices wait.
        window: stands behind the dialog.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.banner = Banner()
        self.dialog: PassphraseDialog | None = None
        session.background.run(session.credentials.look, self._looked)

    def ask(self) -> None:
        """Ask for the passphrase, without standing in anybody's way."""
        if self.dialog is None:
            dialog = PassphraseDialog(self._session.credentials, self._window)
            dialog.accepted.connect(self._unlocked)
            dialog.finished.connect(self._closed)
            self.dialog = dialog
            dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def follow_status(self, status: Status) -> None:
        """Take up how a device's connection stands."""
        if status.failure is not Failure.PASSPHRASE_NEEDED:
            return
        if self._session.credentials.waiting:
            self.show()
        else:  # it asked a moment before the passphrase was given
            self._session.retry_now(status.device_id)

    def show(self) -> None:
        """Say what waits; nothing where nothing does, even where the passphrase was given somewhere else."""
        if not self._session.credentials.waiting:
            if not self.banner.isHidden():
                self._unlocked()
            return
        count = len(self._waiting())
        said = (
            self.tr("%Ln device(s) wait for the passphrase.", "", count)
            if count
            else self.tr("The passphrase of the passwords has not been entered yet.")
        )
        self.banner.show_message(Severity.WARNING, said, self.tr("Enter the passphrase…"), self.ask)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.banner.restyle()

    def _looked(self, _: Holding) -> None:
        if self._session.credentials.waiting:
            self.show()
            self.ask()

    def _unlocked(self) -> None:
        self.banner.clear()
        if self.dialog is not None:
            self.dialog.reject()
        for device_id in self._waiting():
            self._session.retry_now(device_id)

    def _waiting(self) -> list[str]:
        statuses = self._session.statuses.values()
        return [status.device_id for status in statuses if status.failure is Failure.PASSPHRASE_NEEDED]

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
