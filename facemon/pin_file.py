"""A file of PINs: private, written whole; each with how often in a row it was wrong, and so how long it has to wait."""

from __future__ import annotations

import abc
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from facemon.pin import PinHash
from facemon.pin_tries import Verdict, wait_after, wait_left
from facemon.private_file import read_private
from facemon.whole_file import WholeFile


class PinFileError(Exception):
    """The PINs cannot be read or kept; `template` and `fields` say why in any language."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class HeldPin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a PIN."""

    pin: PinHash
    failures: int = 0  # wrong PINs in a row
    failed_ms: int = 0  # Unix milliseconds: the last


Error = TypeVar("Error", bound=PinFileError)


class PinFile(abc.ABC, Generic[Error]):
    """The PINs in one file, by who has them. Any thread may ask; a user interface's own only what does not wait.

    How the PINs stand in it and what its errors say, is for each kind of it to say.

    Args:
        path: the file; none means that there is no PIN.
        wall_ms: gives Unix milliseconds, for what outlives the program.
        steady_s: gives seconds of a clock that never goes back, for the waiting meanwhile.
    """

    _largest: int  # bytes of the file
    _error: type[Error]
    _unreadable: str  # what the errors say, with {file} and {reason}
    _unwritable: str
    _damaged: str  # with {file}

    def __init__(
        self,
        path: Path,
        *,
        wall_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
        steady_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = path
        self._wall_ms = wall_ms
        self._steady_s = steady_s
        self._lock = threading.Lock()  # one PIN at a time: guesses side by side would not wait for each other
        self._held: Mapping[str, HeldPin] = {}
        self._free_at: dict[str, float] = {}  # steady seconds from which on a PIN is looked at
        self.known = False  # what is in the file
        self.problem: Error | None = None

    @abc.abstractmethod
    def _decode(self, raw: bytes) -> Mapping[str, HeldPin]:
        """Return what a file says, a `msgspec.DecodeError` or an error of its own where it says nothing that counts."""

    @abc.abstractmethod
    def _encode(self, held: Mapping[str, HeldPin]) -> bytes:
        """Return what the file is to say, in JSON."""

    @property
    def set_up(self) -> bool:
        """Whether there is a PIN; a file that cannot be read counts as one that has some. Never waits."""
        return bool(self._held) or self.problem is not None

    def read(self) -> None:
        """Take up what the file says. With a fault nobody has a PIN, and nothing is written until it is put right.

        Raises:
            PinFileError: the file cannot be read, or is none of facemon's; `problem` keeps it.
        """
        with self._lock:
            self._take_up()

    def _wait_s(self, who: str) -> float:
        return max(0.0, self._free_at.get(who, 0.0) - self._steady_s())

    def _check(self, who: str, pin: str) -> Verdict:
        """Return whether this is the PIN. Takes a quarter of a second, and the longer to wait the more fail.

        A try counts as failed, on the disk, before it is judged: ending the program does not undo it. Where the disk
        refuses, it counts in memory: a full disk must not keep out who has come to see to it.
        """
        with self._lock:
            held = self._held.get(who)
            if held is None:
                return Verdict(right=False)
            if (wait := self._wait_s(who)) > 0:
                return Verdict(right=False, wait_s=wait, tried=False)
            failures = held.failures + 1
            self._put(who, HeldPin(held.pin, failures, self._wall_ms()))
            right = held.pin.fits(pin)
            self._free_at[who] = self._steady_s() + (0.0 if right else wait_after(failures))
            if right:
                self._put(who, HeldPin(held.pin if held.pin.current else PinHash.of(pin)))
            return Verdict(right=right, wait_s=self._wait_s(who))

    def _make_sure(self) -> None:
        """See to it that what is in the file is known before it is written over.

        Raises:
            PinFileError: it has a fault.
        """
        if not self.known:
            self._take_up()
        if self.problem is not None:
            raise self.problem

    def _take_up(self) -> None:
        try:
            found = self._read()
        except self._error as error:
            self._held, self.problem = {}, error
            raise
        finally:
            self.known = True
        now_ms, now_s = self._wall_ms(), self._steady_s()
        self._free_at = {who: now_s + wait_left(held.failures, held.failed_ms, now_ms) for who, held in found.items()}
        self._held, self.problem = found, None

    def _put(self, who: str, pin: HeldPin) -> None:
        held = {**self._held, who: pin}
        try:
            self._write(held)
        except self._error:
            self._held = held

    def _read(self) -> Mapping[str, HeldPin]:
        try:
            raw = read_private(self._path, self._largest)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._refused(self._unreadable, error) from error
        if len(raw) > self._largest:
            raise self._broken()
        try:
            found = self._decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise self._broken() from None
        if any(not held.pin.sane or not 0 <= held.failures < 2**31 for held in found.values()):
            raise self._broken()
        return found

    def _write(self, held: Mapping[str, HeldPin]) -> None:
        content = msgspec.json.format(self._encode(held), indent=1)
        try:
            with WholeFile(self._path, private=True) as file:
                file.stream.write(content)
                file.keep()
        except OSError as error:
            raise self._refused(self._unwritable, error) from error
        self._held = held

    def _broken(self) -> Error:
        return self._error(self._damaged, file=self._path.name)

    def _refused(self, template: str, error: OSError) -> Error:
        return self._error(template, file=self._path.name, reason=error.strerror or error)
