"""The system's keyring: Secret Service (that is how KWallet is reached, too), Windows, macOS. It may hang, or ask."""

from __future__ import annotations

import contextlib
import enum
import logging
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:  # it takes a while to load, and the window's first frame does not wait for it
    import keyring.backend

log = logging.getLogger(__name__)
T = TypeVar("T")


class Answer(enum.Enum):
    """What has come of the last question."""

    GIVEN = enum.auto()
    NO_KEYRING = enum.auto()
    NO_ANSWER = enum.auto()  # it may be locked, and wait for somebody
    REFUSED = enum.auto()


class KeyringError(Exception):
    """The keyring did not do it in time, or said no, or there is none."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.name)
        self.answer = answer


def usable() -> keyring.backend.KeyringBackend:
    """Return the system's keyring; called in the worker, since finding it may mean talking to other processes.

    Raises:
        KeyringError: there is none.
    """
    import keyring.backends.fail
    import keyring.backends.null

    backend = keyring.get_keyring()
    refused = (keyring.backends.fail.Keyring, keyring.backends.null.Keyring)
    # Below 1 are those that keep passwords readable in a file, or ask for one on the terminal.
    if isinstance(backend, refused) or backend.priority < 1:
        raise KeyringError(Answer.NO_KEYRING)
    return backend


def put(service: str, name: str, password: str) -> None:
    """Have the keyring keep a password, and look whether it gives it back. In the worker.

    Raises:
        KeyringError: there is none, or what it gives back is something else.
    """
    backend = usable()
    backend.set_password(service, name, password)
    if backend.get_password(service, name) != password:
        raise KeyringError(Answer.REFUSED)


def give_up(service: str, name: str) -> None:
    """Have the keyring keep nothing under this name. In the worker.

    Raises:
        KeyringError: there is none.
    """
    backend = usable()
    if backend.get_password(service, name) is not None:
        backend.delete_password(service, name)


class Task(Generic[T]):
    """A question to the keyring; `refused` is told, in the worker, why there is no answer to it."""

    def __init__(self, work: Callable[[], T], refused: Callable[[Answer], None] = lambda _: None) -> None:
        self._work = work
        self._refused = refused
        self._result: list[T] = []
        self._answer = Answer.REFUSED
        self.done = threading.Event()

    def run(self) -> None:
        """Ask it. In the worker."""
        try:
            self._result.append(self._work())
        except KeyringError as error:
            self._answer = error.answer
        # A backend is other people's code that talks to other people's daemons, some of it compiled; a panic is no
        # `Exception`. Only the kind is told, since the text might repeat what it was given.
        except BaseException as error:  # noqa: BLE001
            log.warning("the system keyring refused: %s", type(error).__name__)
        try:
            if not self._result:
                self._refused(self._answer)
        except Exception:
            log.exception("a fault in telling that the keyring gave no answer")
        self.done.set()

    def result(self) -> T:
        """Return what it has said. Raises KeyringError where it has said no."""
        if not self._result:
            raise KeyringError(self._answer)
        return self._result[0]


class Worker:
    """The one thread that talks to the keyring, so that one which is locked asks once and not again and again."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[Task[object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.stuck = False  # somebody has waited in vain, and nothing has been answered since

    def begin(self, task: Task[T]) -> None:
        """Have a task run after those before it."""
        with self._lock:
            if self._thread is None:
                # A daemon: a keyring that never answers must not keep the program from ending.
                thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                with contextlib.suppress(RuntimeError):  # the system gives none now; the next task tries again
                    thread.start()
                    self._thread = thread
        self._tasks.put(task)  # type: ignore[arg-type]  # what comes out of it is never asked of the queue

    def result(self, task: Task[T], patience: float) -> T:
        """Wait `patience` seconds at most for a task's end, and return its result.

        Raises:
            KeyringError: the keyring has not answered, or has said no.
        """
        if not task.done.wait(patience):
            with self._lock:
                self.stuck = self.stuck or not task.done.is_set()
            raise KeyringError(Answer.NO_ANSWER)
        return task.result()

    def _work(self) -> None:
        while True:
            self._tasks.get().run()
            with self._lock:
                self.stuck = False
