"""The devices' passwords, in the system's own keyring where there is one, else only in memory."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null

from facemon.log import register_secret
from facemon.phrase import QT_TRANSLATE_NOOP

log = logging.getLogger(__name__)
T = TypeVar("T")

IN_KEYRING = QT_TRANSLATE_NOOP("Credentials", "kept in the system keyring")
IN_MEMORY = QT_TRANSLATE_NOOP("Credentials", "kept only until facemon is closed: this system has no keyring")
NO_ANSWER = QT_TRANSLATE_NOOP("Credentials", "kept only until facemon is closed: the system keyring does not answer")

PATIENCE = 5.0  # seconds that a caller waits for the keyring, which may be asking somebody to unlock it


class Credentials:
    """The passwords of one profile's devices. All methods may be called from any thread, and wait 5 s at most.

    Args:
        folder: the profile's: another profile has other passwords, for the same device too.
        patience: seconds to wait for the keyring.
    """

    def __init__(self, folder: Path, *, patience: float = PATIENCE) -> None:
        self._service = f"facemon {folder.resolve()}"
        self._patience = patience
        self._worker = _Worker()
        self._lock = threading.Lock()
        self._held: dict[str, str | None] = {}  # what the keyring did not take, None for what it did not give up
        self._known: dict[str, str] = {}  # what it gave last, for when it does not answer
        self._kept_where = ""

    @property
    def kept_where(self) -> str:
        """Where passwords are kept, for the user: marked for translation in the context "Credentials".

        Empty until the keyring has been asked for the first time. Never waits.
        """
        return self._kept_where

    def password(self, device_id: str) -> str | None:
        """Return a device's password, or None where none is stored."""
        with self._lock:
            if device_id in self._held:
                return self._held[device_id]

        def ask() -> str | None:
            found = _usable().get_password(self._service, device_id)
            if found is not None:
                register_secret(found)
            with self._lock:  # here, so that an answer which comes too late for one asking is there for the next
                if found is None:
                    self._known.pop(device_id, None)
                else:
                    self._known[device_id] = found
            return found

        try:
            found = self._ask(ask, droppable=True)
        except _KeyringError:
            with self._lock:
                return self._known.get(device_id)
        with self._lock:  # a newer one may have come meanwhile
            return self._held.get(device_id, found)

    def store(self, device_id: str, password: str) -> bool:
        """Keep a device's password; return whether the keyring took it, or it is kept in memory only."""
        register_secret(password)
        with self._lock:
            self._held[device_id] = password

        def keep() -> None:
            _usable().set_password(self._service, device_id, password)
            self._settle(device_id, password)

        return self._succeeds(keep)

    def forget(self, device_id: str) -> bool:
        """Give a device's password up; return whether the keyring did, too."""
        with self._lock:
            self._held[device_id] = None

        def give_up() -> None:
            backend = _usable()
            if backend.get_password(self._service, device_id) is not None:
                backend.delete_password(self._service, device_id)
            self._settle(device_id, None)

        return self._succeeds(give_up)

    def _settle(self, device_id: str, password: str | None) -> None:
        with self._lock:
            if self._held.get(device_id) == password:
                self._held.pop(device_id, None)
            if password is None:
                self._known.pop(device_id, None)
            else:
                self._known[device_id] = password

    def _succeeds(self, work: Callable[[], None]) -> bool:
        try:
            self._ask(work, droppable=False)
        except _KeyringError:
            return False
        return True

    def _ask(self, work: Callable[[], T], *, droppable: bool) -> T:
        task = _Task(work, droppable=droppable)
        try:
            result = self._worker.result(task, self._patience)
        except _NoKeyringError:
            self._kept_where = IN_MEMORY
            raise
        except _KeyringError:
            self._kept_where = NO_ANSWER
            raise
        self._kept_where = IN_KEYRING
        return result


class _KeyringError(Exception):
    """The keyring did not do it in time, or said no."""


class _NoKeyringError(_KeyringError):
    """There is none on this system."""


def _usable() -> keyring.backend.KeyringBackend:
    """Return the system's keyring; called in the worker, since finding it may mean talking to other processes."""
    backend = keyring.get_keyring()
    refused = (keyring.backends.fail.Keyring, keyring.backends.null.Keyring)
    # Below 1 are those that keep passwords readable in a file, or ask for one on the terminal.
    if isinstance(backend, refused) or backend.priority < 1:
        raise _NoKeyringError
    return backend


class _Task(Generic[T]):
    def __init__(self, work: Callable[[], T], *, droppable: bool) -> None:
        self.work = work
        self.droppable = droppable  # pointless once nobody waits any more
        self.abandoned = False
        self.done = threading.Event()
        self.result: list[T] = []
        self.error: _KeyringError | None = None

    def run(self) -> None:
        if not (self.abandoned and self.droppable):
            try:
                self.result.append(self.work())
            except _KeyringError as error:
                self.error = error
            except Exception as error:  # noqa: BLE001 - a backend is other people's code talking to other people's daemons
                # Only its kind: the text might repeat what it was given.
                log.warning("the system keyring refused: %s", type(error).__name__)
                self.error = _KeyringError()
        self.done.set()


class _Worker:
    """The one thread that talks to the keyring, so that one which is locked asks once and not again and again."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[_Task[object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def result(self, task: _Task[T], patience: float) -> T:
        with self._lock:
            if self._thread is None:
                # A daemon: a keyring that never answers must not keep the program from ending.
                self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                self._thread.start()
        self._tasks.put(task)  # type: ignore[arg-type]  # what comes out of it is never asked of the queue
        if not task.done.wait(patience):
            task.abandoned = True
            raise _KeyringError
        if task.error is not None:
            raise task.error
        return task.result[0]

    def _work(self) -> None:
        while True:
            self._tasks.get().run()
