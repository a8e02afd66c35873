"""The devices' passwords and the webhook's secret: in the system's keyring; where there is none, in the profile.

What the profile's file says of a device counts before the keyring: it is there only where the keyring did not take it.
As soon as the keyring takes it, it is moved there: first given to it and read back, then removed from the file.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from facemon import system_keyring
from facemon.kept_where import kept_where
from facemon.log import register_secret
from facemon.password_file import Found, Holding, PassphraseNeeded, PasswordFile
from facemon.password_format import PasswordFileError
from facemon.pin_tries import Verdict
from facemon.system_keyring import Answer, KeyringError, Task, Worker

log = logging.getLogger(__name__)
T = TypeVar("T")

WEBHOOK = "webhook header"  # in a device's place: the value of the header for the webhook. No id has a blank

PATIENCE = 5.0  # seconds that storing waits for the keyring
UNLOCKING = 60.0  # seconds that reading does: somebody may be asked to unlock it


class Credentials:
    """The passwords of one profile's devices.

    All methods may be called from any thread; those that wait for keyring or disk say so, and no user interface calls
    them.

    Args:
        folder: the profile's: another profile has other passwords, for the same device too.
        patience: seconds to wait for the keyring to store.
        unlocking: seconds to wait for it to read.
        moving: whether what the file has is moved to the keyring when it can be, and the file kept from others' eyes.
    """

    def __init__(
        self, folder: Path, *, patience: float = PATIENCE, unlocking: float = UNLOCKING, moving: bool = True
    ) -> None:
        self._service = f"facemon {folder.resolve()}"
        self.file_path = folder / "passwords.json"
        self._file = PasswordFile(self.file_path, mending=moving)
        self._patience = patience
        self._unlocking = unlocking
        self._moving = moving
        self._worker = Worker()
        self._lock = threading.Lock()
        self._held: dict[str, str | None] = {}  # what nothing has taken yet, None for what the keyring has not given up
        self._known: dict[str, str] = {}  # what the keyring gave last, for when it does not answer
        self._asking: dict[str, Task[str | None]] = {}  # the last question for each device
        self._answered: Answer | None = None
        self._file_refuses = False

    @property
    def kept_where(self) -> str:
        """Where a new password is kept, for the user: marked for translation in the context "Credentials".

        Empty until the keyring has been asked for the first time. Never waits.
        """
        return kept_where(self._answered, self._file.holding, file_refuses=self._file_refuses)

    @property
    def answered(self) -> Answer | None:
        """What the keyring did last; None while it has not been asked. Never waits."""
        return self._answered

    @property
    def holding(self) -> Holding:
        """What the file had when it was last looked at. Never waits."""
        return self._file.holding

    @property
    def waiting(self) -> bool:
        """Whether there are passwords that wait for somebody to enter the passphrase. Never waits."""
        holding = self._file.holding
        return holding.waiting or (holding.locked and any(self._held.values()))

    @property
    def passphrase_wait_s(self) -> float:
        """For how many seconds no passphrase is looked at, after too many wrong ones. Never waits itself."""
        return self._file.wait_s

    def look(self) -> Holding:
        """Return what the file has, and begin to move it to the keyring. Waits for the disk alone."""
        holding = self._file.look()
        self._begin_moving()
        return holding

    def availability(self) -> Answer:
        """Ask the keyring whether it is there, look at the file, and return what the keyring said.

        Waits as `store` does.
        """

        def ask() -> None:
            system_keyring.usable().get_password(self._service, "")
            self._answered = Answer.GIVEN

        self._file.look()
        self._succeeds(ask)
        return self._answered or Answer.REFUSED

    def has(self, device_id: str) -> bool:
        """Return whether a password is stored, also where it needs a passphrase first. Waits as `password` does."""
        try:
            return self.demand(device_id) is not None
        except PassphraseNeeded:
            return True
        except TimeoutError:
            return False

    def password(self, device_id: str) -> str | None:
        """Return a device's password, None where none is stored, or none can be had.

        Waits until the keyring has been unlocked.
        """
        try:
            return self._password(device_id)
        except (KeyringError, PassphraseNeeded):
            return None

    def demand(self, device_id: str) -> str | None:
        """Return a device's password as `password` does, to whom silence does not mean that there is none.

        Raises:
            TimeoutError: the keyring did not answer.
            PassphraseNeeded: it is in the file, and somebody has to enter the passphrase first.
        """
        try:
            return self._password(device_id)
        except KeyringError as error:
            if error.answer is Answer.NO_ANSWER:
                raise TimeoutError("the keyring does not answer") from None
            return None

    def store(self, device_id: str, password: str) -> bool:
        """Keep a device's password; return whether keyring or file took it, or it is kept in memory only.

        Waits for the keyring, unless it has failed to answer for long already: then it gets the password when it does.
        """
        return self.store_all({device_id: password})

    def store_all(self, passwords: Mapping[str, str]) -> bool:
        """Keep the passwords of several devices as `store` does; what the keyring does not take is written at once."""
        for password in passwords.values():
            register_secret(password)
        with self._lock:
            self._held.update(passwords)
        refused = {name: password for name, password in passwords.items() if not self._keyring_takes(name, password)}
        if len(refused) < len(passwords):
            self._begin_moving()
        return not refused or self._keep_in_file(refused)

    def forget(self, device_id: str) -> bool:
        """Give a device's password up; return whether the keyring did, too. Waits as `store` does."""
        with self._lock:
            self._held[device_id] = None

        def give_up() -> None:
            system_keyring.give_up(self._service, device_id)
            self._settle(device_id, None)

        if self._succeeds(give_up):
            return True
        self._keep_in_file({device_id: None})
        return False

    def unlock(self, passphrase: str) -> Verdict:
        """Return whether this is the passphrase; then what is in the file can be had. Takes a quarter of a second.

        Raises:
            PasswordFileError: the file cannot be read.
        """
        verdict = self._file.unlock(passphrase)
        if verdict.tried:
            log.info("the passphrase of the passwords was %s", "given" if verdict.right else "wrong")
        if verdict.right:
            self._keep_what_waits()
        return verdict

    def set_passphrase(self, current: str, new: str) -> Verdict:
        """Encrypt the file with another passphrase, or not any more with "", if `current` is right; "" where none is.

        Takes half a second.

        Raises:
            PasswordFileError: the file cannot be read or written; what was stays.
            ValueError: `facemon.sealing.passphrase_mistake` refuses the new one.
        """
        verdict = self._file.set_passphrase(current, new)
        if verdict.right:
            log.info("the passphrase of the passwords was %s", "set" if new else "removed")
            self._keep_what_waits()
        return verdict

    def _password(self, device_id: str) -> str | None:
        with self._lock:
            if device_id in self._held:
                return self._held[device_id]
        try:
            in_file = self._file.find(device_id)
        except PasswordFileError as error:
            log.warning("%s", error)
            in_file = None
        if in_file is not None:
            return in_file.password
        return self._ask_keyring(device_id)

    def _ask_keyring(self, device_id: str) -> str | None:
        def ask() -> str | None:
            found = system_keyring.usable().get_password(self._service, device_id)
            if found is not None:
                register_secret(found)
            with self._lock:  # here, so that an answer which comes too late for one asking is there for the next
                if found is None:
                    self._known.pop(device_id, None)
                else:
                    self._known[device_id] = found
                self._answered = Answer.GIVEN
            return found

        with self._lock:
            # All who wait for the same password share one question: a keyring that never answers does not pile them up.
            task = self._asking.get(device_id)
            if task is None or task.done.is_set():
                task = self._asking[device_id] = Task(ask, refused=self._note)
                self._worker.begin(task)
        try:
            found = self._answer(task, self._unlocking)
        except KeyringError:
            with self._lock:
                known = self._held.get(device_id) or self._known.get(device_id)
            if known is None:
                raise
            return known
        with self._lock:  # a newer one may have come meanwhile
            return self._held.get(device_id, found)

    def _keyring_takes(self, device_id: str, password: str) -> bool:
        def keep() -> None:
            system_keyring.put(self._service, device_id, password)
            self._settle(device_id, password)

        return self._succeeds(keep)

    def _keep_in_file(self, passwords: Mapping[str, str | None]) -> bool:
        """Write them into the file, or remove the one that is None where there is no keyring to know of it."""
        with self._lock:  # but what the keyring has taken meanwhile, or another word has replaced
            passwords = {name: password for name, password in passwords.items() if self._waits(name, password)}
        if not passwords:
            return True
        try:
            dropped = {
                name for name, password in passwords.items() if password is None and self._answered is Answer.NO_KEYRING
            }
            for device_id in dropped:
                self._file.drop(device_id)
            if kept := {name: password for name, password in passwords.items() if name not in dropped}:
                self._file.put(kept)
        except PassphraseNeeded:
            return False
        except PasswordFileError as error:
            log.warning("%s", error)
            self._file_refuses = True
            return False
        self._file_refuses = False
        with self._lock:
            for device_id, password in passwords.items():
                if self._waits(device_id, password):
                    del self._held[device_id]
        return True

    def _waits(self, device_id: str, password: str | None) -> bool:
        return device_id in self._held and self._held[device_id] == password

    def _keep_what_waits(self) -> None:
        with self._lock:
            held = dict(self._held)
        self._keep_in_file(held)
        self._begin_moving()

    def _settle(self, device_id: str, password: str | None) -> None:
        """The keyring has taken it: nothing else has to. In the worker."""
        with self._lock:
            self._answered = Answer.GIVEN
            # Unless there is a newer word already, this is the last: whatever the file has is older.
            last = self._waits(device_id, password)
            if last:
                del self._held[device_id]
            if password is None:
                self._known.pop(device_id, None)
            else:
                self._known[device_id] = password
        try:
            self._file.drop(device_id, only=None if last else Found(password))
        except PasswordFileError as error:
            log.warning("what the keyring has taken is still in the file: %s", error)

    def _begin_moving(self) -> None:
        if self._moving and self._file.holding.entries:
            self._worker.begin(Task(self._move, refused=self._note))

    def _move(self) -> None:
        """Give the keyring what can be read of the file, one by one, and remove each only then. In the worker."""
        moved = 0
        try:
            for device_id, found in self._file.readable().items():
                if found.password is None:
                    system_keyring.give_up(self._service, device_id)
                else:
                    system_keyring.put(self._service, device_id, found.password)
                    with self._lock:
                        self._known[device_id] = found.password
                self._answered = Answer.GIVEN
                self._file.drop(device_id, only=found)
                moved += 1
        except PasswordFileError as error:
            log.warning("passwords stay in the file: %s", error)
        if moved:
            log.info("passwords moved from the file to the system keyring: %d", moved)

    def _succeeds(self, work: Callable[[], None]) -> bool:
        task = Task(work, refused=self._note)
        patience = 0 if self._worker.stuck else self._patience
        self._worker.begin(task)
        try:
            self._answer(task, patience)
        except KeyringError:
            return False
        return True

    def _answer(self, task: Task[T], patience: float) -> T:
        try:
            return self._worker.result(task, patience)
        except KeyringError as error:
            self._note(error.answer)
            raise

    def _note(self, answer: Answer) -> None:
        self._answered = answer
