"""The profile folder: where one facemon keeps its settings, history and log, and which no other may use meanwhile."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

import filelock
import platformdirs

from facemon.phrase import QT_TRANSLATE_NOOP

NOT_A_FOLDER = QT_TRANSLATE_NOOP("Profile", "{folder} is not a folder. Give another one with --profile.")
NOT_THERE = QT_TRANSLATE_NOOP("Profile", "There is no profile folder {folder}. Give another one with --profile.")
NOT_MADE = QT_TRANSLATE_NOOP(
    "Profile", "The profile folder {folder} cannot be made: {reason}. Give another one with --profile."
)
NOT_WRITABLE = QT_TRANSLATE_NOOP(
    "Profile", "The profile folder {folder} cannot be written to: {reason}. Check its permissions and the disk."
)
IN_USE = QT_TRANSLATE_NOOP("Profile", "The profile {folder} is in use by another running facemon.")


class ProfileError(Exception):
    """The profile folder cannot be used.

    `str()` of it is the sentence in English; `template` (context "Profile") and `fields` are there to translate it.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class ProfileInUse(ProfileError):
    """Another process has the profile's lock."""


class Profile:
    """A profile folder, made with mode 0700 where there is none yet; as a context manager it closes itself.

    Args:
        folder: which one; None for the platform's folder for a program's data.
        make: whether to make the folder where there is none.

    Raises:
        ProfileError: there is no folder and none can be made, or shall be.
    """

    def __init__(self, folder: Path | None = None, *, make: bool = True) -> None:
        usual = Path(platformdirs.user_data_dir("facemon", appauthor=False)).absolute()
        self.folder = usual if folder is None else folder.absolute()
        self.usual = self.folder == usual  # the platform's
        self.passing = False  # thrown away in the end
        self._lock: filelock.BaseFileLock | None = None
        try:
            if not make and not self.folder.is_dir():
                raise ProfileError(NOT_THERE, folder=self.folder)
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError as error:
            raise ProfileError(NOT_A_FOLDER, folder=error.filename or self.folder) from None
        except OSError as error:
            raise ProfileError(NOT_MADE, folder=self.folder, reason=error.strerror or error) from error

    @classmethod
    def throwaway(cls) -> Profile:
        """Return a profile in a new temporary folder, which `close` removes with all that is in it.

        Raises:
            ProfileError: no temporary folder can be made.
        """
        try:
            folder = tempfile.mkdtemp(prefix="facemon-")
        except OSError as error:
            raise ProfileError(NOT_MADE, folder=tempfile.gettempdir(), reason=error.strerror or error) from error
        profile = cls(Path(folder))
        profile.passing = True
        return profile

    @property
    def settings_path(self) -> Path:
        """The settings, for a technician to read and edit."""
        return self.folder / "settings.toml"

    @property
    def history_path(self) -> Path:
        """The database of what happened."""
        return self.folder / "history.sqlite3"

    @property
    def log_path(self) -> Path:
        """What the program did, for whoever looks for a fault."""
        return self.folder / "facemon.log"

    @property
    def unreadable_path(self) -> Path:
        """The messages from devices that could not be read."""
        return self.folder / "unreadable.log"

    @property
    def operators_path(self) -> Path:
        """Who can sign on at this desk."""
        return self.folder / "operators.json"

    @property
    def administrator_path(self) -> Path:
        """What the administrator's PIN is compared with."""
        return self.folder / "administrator.json"

    @property
    def changes_path(self) -> Path:
        """Which settings were changed, and by whom."""
        return self.folder / "settings-changes.jsonl"

    @property
    def administration_path(self) -> Path:
        """What was done with the administrator's right."""
        return self.folder / "administration.jsonl"

    @property
    def pictures_shown_path(self) -> Path:
        """Who has had a blurred picture shown."""
        return self.folder / "pictures-shown.jsonl"

    @property
    def certificates_path(self) -> Path:
        """The folder of the devices' certificates that were approved."""
        return self.folder / "certificates"

    @property
    def window_path(self) -> Path:
        """Where the window was, and how it was divided."""
        return self.folder / "window.json"

    def lock(self) -> None:
        """Take the profile for this process, until `close` or the process's end, a crash included.

        Raises:
            ProfileInUse: another process has it.
            ProfileError: the folder cannot be written to.
        """
        if self._lock is not None:
            return
        lock = filelock.FileLock(self.folder / "lock", timeout=0, mode=0o600, thread_local=False)
        try:
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(13, "no permission")
            lock.acquire()
        except filelock.Timeout:
            raise ProfileInUse(IN_USE, folder=self.folder) from None
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ProfileError(NOT_WRITABLE, folder=self.folder, reason=reason) from error
        self._lock = lock

    def close(self) -> None:
        """Give the lock back, and remove a throw-away profile."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._lock.release()
            self._lock = None
        if self.passing:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Profile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
