"""The settings in force and their file: read, changed, and written again once the disk lets it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from facemon.credentials import Credentials
from facemon.profile import Profile
from facemon.settings import Settings, SettingsError, load, save
from facemon.settings.file import UNREADABLE
from facemon.settings.record import BY_HAND, add_change
from facemon.settings.told import changes
from facemon.ui import serials
from facemon.ui.background import Background

log = logging.getLogger(__name__)
AGAIN_MS = 5000  # until a file that the disk did not let be read or written is tried once more


class KeptSettings(QObject):
    """Belongs to the window's thread; the disk and the keyring are waited for in another.

    Args:
        profile: has the file.
        credentials: keep the passwords.
        background: reads and writes.
        operator: gives who sits at the desk and changes the settings.
        read_beside: called before the first reading, in another thread.
        put_in_force: takes new settings and the ids of the devices that are in them no more.
        watch: watches the devices in force; given the ids of those that have a new password.
        fail: says that something failed, in a sentence that may name the {reason}, and returns what it has said.
        unfail: says that no longer.
    """

    changed = Signal()

    def __init__(
        self, profile: Profile, credentials: Credentials, background: Background, operator: Callable[[], str], *,
        read_beside: Callable[[], None], put_in_force: Callable[[Settings, set[str]], None],
        watch: Callable[[Iterable[str]], None], fail: Callable[[str, Exception], str],
        unfail: Callable[[str], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._profile = profile
        self._credentials = credentials
        self._background = background
        self._operator = operator
        self._read_beside = read_beside
        self._take = put_in_force
        self._watch = watch
        self._fail = fail
        self._unfail = unfail
        self.settings = Settings()
        self.known = False  # else nobody knows yet what is to be watched
        self._had = False  # the file has been read; until then it is not written, since that would empty it
        self.error: SettingsError | None = None  # of the file as it was read last
        self._changes = 0  # by this window
        self._unsaved = ""  # what was said of settings in force that the file does not have
        self._unkept: dict[str, str] = {}  # passwords given with them
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.read)

    def read(self, then: Callable[[], None] = lambda: None) -> None:
        """Begin to take up what is in the file, and call `then` in the end, whatever has come of it.

        The disk may take its time, the first time too: `changed` tells. With a mistake in the file, `error` has it, and
        the settings in force stay.
        """
        first, before = not self.known, self._changes

        def read() -> Settings:
            if first:
                self._read_beside()
            return load(self._profile.settings_path)

        def took(settings: Settings) -> None:
            had, self._had = self._had, True
            behind = had and (before != self._changes or bool(self._unsaved and not self._mistaken))
            self.known, self.error = True, None
            if behind:  # what is in force is newer than what was read
                self.changed.emit()
            else:
                if had:
                    self._record(settings, BY_HAND)
                self._put_in_force(settings)
                self._unsaved = ""
                self._unkept.clear()
            self._watch(())
            then()

        def broken(error: Exception) -> None:
            reason = SettingsError(UNREADABLE, file=self._profile.settings_path.name, reason=error)
            told, self.error = self.error, error if isinstance(error, SettingsError) else reason
            if str(told) != str(self.error):
                log.warning("%s", error)
            self.known = True
            if not self._mistaken:
                self._again.start()
            self.changed.emit()
            then()

        if self._unsaved and self._had and not self._mistaken:  # the file is behind what is in force
            self._save_again()
            then()
        else:
            self._background.run(read, took, broken)

    def change(self, settings: Settings, passwords: Mapping[str, str], *, by: str | None = None) -> None:
        """Put new settings in force and keep them, in the file and in the keyring.

        They are in force even where the file cannot be written, and written once it can. A file with a mistake in it is
        left as it is. Who has changed them (`by`, None for who sits at the desk) goes on record.
        """
        settings = serials.keeping(settings, self.settings)
        self._changes += 1
        self._record(settings, self._operator() if by is None else by, passwords)
        self._put_in_force(settings)

        def not_kept(error: Exception) -> None:
            log.error("settings were not kept: %s", error)
            self._watch(passwords)
            self._unsaved = self._fail(self.tr("The settings are in force but could not be saved: {reason}"), error)
            self._unkept |= passwords
            if not self._mistaken:
                self._again.start()

        def kept(_: None) -> None:
            self._saved()
            self._watch(passwords)

        self._background.run(lambda: self._keep(settings, passwords), kept, not_kept)

    def change_devices(self, changes: Mapping[str, Mapping[str, str]], *, by: str | None = None) -> None:
        """Change some devices' settings, by id, and nothing that a technician has written into the file meanwhile."""

        def change() -> None:
            devices = tuple(
                msgspec.structs.replace(device, **changes.get(device.id, {})) for device in self.settings.devices
            )
            if devices != self.settings.devices:
                self.change(msgspec.structs.replace(self.settings, devices=devices), {}, by=by)

        self.read(change)

    def close(self) -> None:
        """Try nothing again."""
        self._again.stop()

    @property
    def _mistaken(self) -> bool:
        """Whether somebody has to put the file right: the disk alone may do so by itself."""
        return self.error is not None and self.error.template != UNREADABLE

    def _keep(self, settings: Settings, passwords: Mapping[str, str]) -> None:
        try:
            if self.error is not None and (self._mistaken or not self._had):
                raise self.error
            save(self._profile.settings_path, settings)
        finally:  # after the file: a keyring may take its time
            self._credentials.store_all({device: password for device, password in passwords.items() if password})
            for device_id in (device for device, password in passwords.items() if not password):
                self._credentials.forget(device_id)

    def _save_again(self) -> None:
        settings, passwords = self.settings, dict(self._unkept)
        self._background.run(
            lambda: self._keep(settings, passwords), lambda _: self._saved(), lambda _: self._again.start()
        )

    def _saved(self) -> None:
        """The file has what is in force."""
        if not self._unsaved and self.error is None:
            return
        told, self._unsaved, self.error = self._unsaved, "", None
        self._unkept.clear()
        self._unfail(told)
        self.changed.emit()

    def _record(self, settings: Settings, by: str, passwords: Mapping[str, str] = MappingProxyType({})) -> None:
        what = changes(self.settings, settings)
        what += [f"password of {key}: {'set' if password else 'removed'}" for key, password in passwords.items()]
        if what:
            self._background.run(lambda: add_change(self._profile.changes_path, by, what))

    def _put_in_force(self, settings: Settings) -> None:
        removed = {device.id for device in self.settings.devices} - {device.id for device in settings.devices}
        self.settings = settings
        self._take(settings, removed)
        self.changed.emit()
