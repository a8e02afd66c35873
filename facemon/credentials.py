"""The devices' passwords and the webhook's secret, in the system's keyring where there is one, else only in memory."""

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
REFUSED = QT_TRANSLATE_NOOP("Credentials", "kept only until facemon is closed: the system keyring refuses them")

WEBHOOK = "webhook header"  # in a device's place: the value of the header for the webhook. No id has a blank

PATIENCE = 5.0  # seconds that storing waits for the keyring
UNLOCKING = 60.0  # seconds that reading does: somebody may be asked to unlock it


class Credentials:
    """The passwords of one profile's devices.

    All methods may be called from any thread; those that wait for the keyring say so, and no user interface calls them.

    Args:
        folder: the profile's: another profile has other passwords, for the same device too.
        patience: seconds to wait for the keyring to store.
        unlocking: seconds to wait for it to read.
    """

    def __init__(self, folder: Path, *, patience: float = PATIENCE, unlocking: float = UNLOCKING) -> None:
        self._service = f"facemon {folder.resolve()}"
        self._patience = patience
        self._unlocking = unlocking
        self._worker = _Worker()
        self._lock = threading.Lock()
        self._held: dict[str, str | None] = {}  # what the keyring did not take, None for what it did not give up
        self._known: dict[str, str] = {}  # what it gave last, for when it does not answer
        self._asking: dict[str, _Task[str | None]] = {}  # the last question for each device
        self._kept_where = ""

    @property
    def kept_where(self) -> str:
        """Where passwords are kept, for the user: marked for translation in the context "Credentials".

        Empty until the keyring has been asked for the first time. Never waits.
        """
        return self._kept_where

    def availability(self) -> str:
        """Ask the keyring whether it is there, and return where passwords are kept, as `kept_where` says it.

        Waits as `store` does.
        """

        def ask() -> None:
            _usable().get_password(self._service, "")
            self._kept_where = IN_KEYRING

        self._succeeds(ask)
        return self._kept_where

    def password(self, device_id: str) -> str | None:
        """Return a device's password, or None where none is stored. Waits until the keyring has been unlocked."""

        def ask() -> str | None:
            found = _usable().get_password(self._service, device_id)
            if found is not None:
                register_secret(found)
            with self._lock:  # here, so that an answer which comes too late for one asking is there for the next
                if found is None:
                    self._known.pop(device_id, None)
                else:
                    self._known[device_id] = found
                self._kept_where = IN_KEYRING
            return found

        with self._lock:
            if device_id in self._held:
                return self._held[device_id]
            # All who wait for the same password share one question: a keyring that never answers does not pile them up.
            task = self._asking.get(device_id)
            if task is None or task.done.is_set():
                task = self._asking[device_id] = _Task(ask)
                self._worker.begin(task)
        try:
            found = self._answer(task, self._unlocking)
        except _KeyringError:
            with self._lock:
                return self._known.get(device_id)
        with self._lock:  # a newer one may have come meanwhile
            return self._held.get(device_id, found)

    def demand(self, device_id: str) -> str | None:
        """Return a device's password as `password` does, to whom a keyring's silence does not mean that there is none.

        Raises:
            TimeoutError: the keyring did not answer.
        """
        found = self.password(device_id)
        if found is None and self._kept_where == NO_ANSWER:
            raise TimeoutError("the keyring does not answer")
        return found

    def store(self, device_id: str, password: str) -> bool:
        """Keep a device's password; return whether the keyring took it, or it is kept in memory only.

        Waits for the keyring, unless it has failed to answer for long already: then it gets the password when it does.
        """
        register_secret(password)
        with self._lock:
            self._held[device_id] = password

        def keep() -> None:
            _usable().set_password(self._service, device_id, password)
            self._settle(device_id, password)

        return self._succeeds(keep)

    def forget(self, device_id: str) -> bool:
        """Give a device's password up; return whether the keyring did, too. Waits as `store` does."""
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
            self._kept_where = IN_KEYRING
            if self._held.get(device_id) == password:
                self._held.pop(device_id, None)
            if password is None:
                self._known.pop(device_id, None)
            else:
                self._known[device_id] = password

    def _succeeds(self, work: Callable[[], None]) -> bool:
        task = _Task(work)
        patience = 0 if self._worker.stuck else self._patience
        self._worker.begin(task)
        try:
            self._answer(task, patience)
        except _KeyringError:
            return False
        return True

    def _answer(self, task: _Task[T], patience: float) -> T:
        try:
            return self._worker.result(task, patience)
        except _KeyringError as error:
            self._kept_where = error.kept_where
            raise


class _KeyringError(Exception):
    """The keyring did not do it in time, or said no, or there is none."""

    def __init__(self, kept_where: str) -> None:
        super().__init__(kept_where)
        self.kept_where = kept_where


def _usable() -> keyring.backend.KeyringBackend:
    """Return the system's keyring; called in the worker, since finding it may mean talking to other processes."""
    backend = keyring.get_keyring()
    refused = (keyring.backends.fail.Keyring, keyring.backends.null.Keyring)
    # Below 1 are those that keep passwords readable in a file, or ask for one on the terminal.
    if isinstance(backend, refused) or backend.priority < 1:
        raise _KeyringError(IN_MEMORY)
    return backend


class _Task(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: list[T] = []
        self._refusal = REFUSED
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self._result.append(self._work())
        except _KeyringError as error:
            self._refusal = error.kept_where
        # A backend is other people's code that talks to other people's daemons, some of it compiled; a panic is no
        # `Exception`. Only the kind is told, since the text might repeat what it was given.
        except BaseException as error:  # noqa: BLE001
            log.warning("the system keyring refused: %s", type(error).__name__)
        self.done.set()

    def result(self) -> T:
        if not self._result:
            raise _KeyringError(self._refusal)
        return self._result[0]


class _Worker:
    """The one thread that talks to the keyring, so that one which is locked asks once and not again and again."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[_Task[object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.stuck = False  # somebody has waited in vain, and nothing has been answered since

    def begin(self, task: _Task[T]) -> None:
        with self._lock:
            if self._thread is None:
                # A daemon: a keyring that never answers must not keep the program from ending.
                self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                self._thread.start()
        self._tasks.put(task)  # type: ignore[arg-type]  # what comes out of it is never asked of the queue

    def result(self, task: _Task[T], patience: float) -> T:
        if not task.done.wait(patience):
            with self._lock:
                self.stuck = self.stuck or not task.done.is_set()
            raise _KeyringError(NO_ANSWER)
        return task.result()

    def _work(self) -> None:
        while True:
            self._tasks.get().run()
            with self._lock:
                self.stuck = False
