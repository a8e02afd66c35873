"""Passwords in a file of the profile, for a system without a keyring: for this user alone, encrypted where wanted.

`passwords.json` in the profile, mode 0600. Without a passphrase it has the passwords as they are. With one, each is
sealed by AES-GCM with a key that scrypt makes of the passphrase; whose they are stays readable, so that one can be
given up without it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import filelock
import msgspec

from facemon.log import register_secret
from facemon.password_format import BROKEN, LARGEST, UNREADABLE, UNWRITABLE, Content, PasswordFileError, decode, encode
from facemon.pin_tries import Verdict, wait_after
from facemon.private_file import read_private
from facemon.sealing import Lock, passphrase_mistake, seal, unseal
from facemon.whole_file import WholeFile

_OTHERS_S = 2.0  # seconds that a change waits for the one of another process


class PassphraseNeeded(Exception):
    """The password is there, and sealed: somebody has to enter the passphrase first."""


class Holding(msgspec.Struct, frozen=True):
    """What the file has, as far as anybody may know."""

    names: frozenset[str] = frozenset()  # whose passwords are there
    entries: int = 0  # of those that were given up as well
    sealed: bool = False  # a passphrase is set
    locked: bool = False  # and has not been entered yet
    problem: PasswordFileError | None = None  # why nobody knows

    @property
    def waiting(self) -> bool:
        """Whether passwords are there that need a passphrase first."""
        return self.locked and bool(self.names)


class Found(msgspec.Struct, frozen=True):
    """What the file says of one device; a password None was given up, which the keyring may not know."""

    password: str | None

    def __repr__(self) -> str:
        """Return it without the password: it may end up in a log."""
        return "Found()"


class PasswordFile:
    """One profile's passwords. Any thread may ask; all but the properties wait for the disk.

    Args:
        path: the file; none means that there are no passwords.
        mending: whether a file that others may read is closed to them.
        steady_s: gives seconds of a clock that never goes back.
    """

    def __init__(self, path: Path, *, mending: bool = True, steady_s: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._mending = mending
        self._steady_s = steady_s
        self._lock = threading.RLock()
        self._key: tuple[str, bytes] | None = None  # by the salt it was made with
        self._failures = 0
        self._free_at = 0.0
        self._holding = Holding()

    @property
    def holding(self) -> Holding:
        """What the file had when it was last looked at. Never waits."""
        return self._holding

    @property
    def wait_s(self) -> float:
        """For how many seconds no passphrase is looked at. Never waits itself."""
        return max(0.0, self._free_at - self._steady_s())

    def look(self) -> Holding:
        """Return what the file has now."""
        with contextlib.suppress(PasswordFileError):
            self._read()
        return self._holding

    def find(self, device_id: str) -> Found | None:
        """Return what the file says of a device, None where it says nothing.

        Raises:
            PassphraseNeeded: it has its password, sealed.
            PasswordFileError: it cannot be read.
        """
        with self._lock:
            file = self._read()
            return self._opened(file, device_id) if device_id in file.passwords else None

    def readable(self) -> dict[str, Found]:
        """Return all that can be read without another passphrase.

        Raises:
            PasswordFileError: the file cannot be read.
        """
        found = {}
        with self._lock:
            file = self._read()
            for device_id in file.passwords:
                with contextlib.suppress(PassphraseNeeded, PasswordFileError):  # one at which somebody has been
                    found[device_id] = self._opened(file, device_id)
        return found

    def put(self, passwords: Mapping[str, str | None]) -> None:
        """Keep these devices' passwords in place of any others, in one write; None keeps in mind that one was given up.

        Raises:
            PassphraseNeeded: there is a passphrase, and nobody has entered it yet.
            PasswordFileError: the file cannot be read or written; what was stays.
        """
        with self._changing() as file:
            kept: dict[str, str | None] = dict(passwords)
            if file.passphrase is not None and any(password is not None for password in passwords.values()):
                if (key := self._key_of(file.passphrase)) is None:
                    raise PassphraseNeeded
                kept = {
                    name: None if password is None else seal(key, password, name)
                    for name, password in passwords.items()
                }
            self._write(msgspec.structs.replace(file, passwords={**file.passwords, **kept}))

    def drop(self, device_id: str, *, only: Found | None = None) -> None:
        """Have nothing of a device any more.

        Args:
            only: if it is this still; a newer one stays.

        Raises:
            PasswordFileError: the file cannot be read or written; what was stays.
        """
        if device_id not in self._read().passwords:
            return
        with self._changing() as file, contextlib.suppress(PassphraseNeeded):
            if device_id in file.passwords and (only is None or self._opened(file, device_id) == only):
                rest = {name: kept for name, kept in file.passwords.items() if name != device_id}
                self._write(msgspec.structs.replace(file, passwords=rest))

    def unlock(self, passphrase: str) -> Verdict:
        """Return whether this is the passphrase; then the passwords can be read until the program ends.

        Takes a quarter of a second, and the longer to wait the more fail.

        Raises:
            PasswordFileError: the file cannot be read.
        """
        with self._lock:
            verdict = self._try(self._read().passphrase, passphrase)
            self._read()
            return verdict

    def set_passphrase(self, current: str, new: str) -> Verdict:
        """Seal all with a new passphrase, or none with "", if `current` is the one that is set ("" for none).

        Raises:
            PasswordFileError: the file cannot be read or written; what was stays.
            ValueError: `passphrase_mistake` refuses the new one.
        """
        if new and (mistake := passphrase_mistake(new)):
            raise ValueError(mistake)
        with self._lock, self._changing() as file:
            verdict = self._try(file.passphrase, current)
            if not verdict.right:
                return verdict
            plain = {name: self._opened(file, name).password for name in file.passwords}
            if not new:
                self._write(Content(plain))
                return verdict
            register_secret(new)
            lock, key = Lock.of(new)
            self._write(
                Content({name: None if one is None else seal(key, one, name) for name, one in plain.items()}, lock)
            )
            self._key = lock.salt, key
            self._read()
            return verdict

    def _try(self, lock: Lock | None, passphrase: str) -> Verdict:
        if lock is None:
            return Verdict(right=True)
        if (wait := self.wait_s) > 0:
            return Verdict(right=False, wait_s=wait, tried=False)
        register_secret(passphrase)
        key = lock.key(passphrase)
        right = lock.opens(key)
        self._failures = 0 if right else self._failures + 1
        self._free_at = self._steady_s() + wait_after(self._failures)
        if right:
            self._key = lock.salt, key
        return Verdict(right=right, wait_s=self.wait_s)

    def _key_of(self, lock: Lock) -> bytes | None:
        """Return the key, None while nobody has entered this passphrase."""
        return self._key[1] if self._key is not None and self._key[0] == lock.salt else None

    def _opened(self, file: Content, device_id: str) -> Found:
        kept = file.passwords[device_id]
        if kept is None:
            return Found(None)
        if file.passphrase is not None:
            key = self._key_of(file.passphrase)
            if key is None:
                raise PassphraseNeeded
            opened = unseal(key, kept, device_id)
            if opened is None:  # somebody has been at the file
                raise PasswordFileError(BROKEN, file=self._path.name)
            kept = opened
        register_secret(kept)
        return Found(kept)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[Content]:
        """Give what the file has, and let no other process change it meanwhile."""
        lock = filelock.FileLock(
            self._path.with_name("passwords.lock"), timeout=_OTHERS_S, mode=0o600, thread_local=False
        )
        with self._lock:
            try:
                lock.acquire()
            except filelock.Timeout:
                raise PasswordFileError(
                    UNWRITABLE, file=self._path.name, reason="another facemon is writing it"
                ) from None
            except (OSError, NotImplementedError) as error:
                raise self._refused(UNWRITABLE, error) from error
            try:
                yield self._read()
            finally:
                with contextlib.suppress(OSError):
                    lock.release()

    def _read(self) -> Content:
        with self._lock:
            try:
                file = self._decoded()
            except PasswordFileError as error:
                self._holding = Holding(problem=error)
                raise
            self._note(file)
            return file

    def _decoded(self) -> Content:
        try:
            raw = read_private(self._path, LARGEST, mending=self._mending)
        except FileNotFoundError:
            return Content()
        except OSError as error:
            raise self._refused(UNREADABLE, error) from error
        return decode(raw, self._path.name)

    def _write(self, file: Content) -> None:
        try:
            if not file.passwords and file.passphrase is None:
                self._path.unlink(missing_ok=True)
            else:
                content = encode(file, self._path.name)
                with WholeFile(self._path, private=True) as whole:
                    whole.stream.write(content)
                    whole.keep()
        except OSError as error:
            raise self._refused(UNWRITABLE, error) from error
        self._note(file)

    def _note(self, file: Content) -> None:
        self._holding = Holding(
            names=frozenset(name for name, kept in file.passwords.items() if kept is not None),
            entries=len(file.passwords),
            sealed=file.passphrase is not None,
            locked=file.passphrase is not None and self._key_of(file.passphrase) is None,
        )

    def _refused(self, template: str, error: Exception) -> PasswordFileError:
        return PasswordFileError(template, file=self._path.name, reason=getattr(error, "strerror", None) or error)
