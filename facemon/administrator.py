"""The administrator of a desk: one PIN that guards settings, doors and people's data, kept as a password hash.

`administrator.json` in the profile, mode 0600, holds a salt and a scrypt hash; without that file nothing is guarded, so
that whoever may delete it as the computer's user needs no PIN. A file with a fault guards everything.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.pin import PinHash, pin_mistake
from facemon.pin_tries import Verdict, wait_after, wait_left
from facemon.private_file import read_private
from facemon.whole_file import WholeFile

SHORTEST = 6  # characters: what is guarded is worth more tries than a name on record

_LARGEST = 64 * 1024  # bytes of the file

TOO_SHORT = QT_TRANSLATE_NOOP("Operators", "An administrator's PIN has at least 6 characters.")
UNREADABLE = QT_TRANSLATE_NOOP(
    "Administrator", "{file} cannot be read: {reason}. What it guards stays locked until it can."
)
UNWRITABLE = QT_TRANSLATE_NOOP("Administrator", "{file} cannot be written: {reason}. Check the disk and permissions.")
BROKEN = QT_TRANSLATE_NOOP(
    "Administrator",
    "{file} is damaged or not one of facemon's, so what it guards stays locked. Whoever may do so deletes it in the "
    "profile folder, starts facemon anew and sets another PIN.",
)


class AdministratorError(Exception):
    """The PIN cannot be read or kept; `template` (context "Administrator") and `fields` say why in any language."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class PinEdit(msgspec.Struct, frozen=True):
    """The administrator's PIN is set, changed, or (None) removed."""

    pin: str | None

    def __repr__(self) -> str:
        """Return it without the PIN: it may end up in a log."""
        return "PinEdit()"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pin: PinHash
    failures: int = 0  # wrong PINs in a row
    failed_ms: int = 0  # Unix milliseconds: the last
    format: Literal["facemon administrator"] = "facemon administrator"
    version: Literal[1] = 1


def administrator_mistake(pin: str) -> str:
    """Return why this cannot be the administrator's PIN (context "Operators"); empty where it can."""
    return pin_mistake(pin) or (TOO_SHORT if len(pin) < SHORTEST else "")


class Administrator:
    """The PIN in one file. Any thread may ask; a user interface's own only what is said not to wait.

    Args:
        path: the file; none means that nothing is guarded.
        wall_ms: gives Unix milliseconds, for what outlives the program.
        steady_s: gives seconds of a clock that never goes back, for the waiting meanwhile.
    """

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
        self._held: _File | None = None
        self._free_at = 0.0  # steady seconds from which on a PIN is looked at
        self.known = False  # what is in the file
        self.problem: AdministratorError | None = None

    @property
    def set_up(self) -> bool:
        """Whether anything is guarded, by a file that cannot be read too. Never waits."""
        return self._held is not None or self.problem is not None

    @property
    def wait_s(self) -> float:
        """For how many seconds no PIN is looked at. Never waits itself."""
        return max(0.0, self._free_at - self._steady_s())

    def read(self) -> None:
        """Take up what the file says.

        Raises:
            AdministratorError: the file cannot be read, or is none of facemon's; `problem` keeps it.
        """
        with self._lock:
            self._take_up()

    def put(self, pin: str | None) -> None:
        """Set or change the PIN, or with None remove it. Takes a quarter of a second.

        Raises:
            AdministratorError: the file has a fault, or the disk does not take it; what was stays in force.
            ValueError: a PIN that `administrator_mistake` refuses.
        """
        with self._lock:
            if not self.known:
                self._take_up()
            if self.problem is not None:
                raise self.problem
            if pin is None:
                try:
                    self._path.unlink(missing_ok=True)
                except OSError as error:
                    raise self._refused(UNWRITABLE, error) from error
                self._held = None
            elif mistake := administrator_mistake(pin):
                raise ValueError(mistake)
            else:
                self._write(_File(PinHash.of(pin)))
            self._free_at = 0.0

    def check(self, pin: str) -> Verdict:
        """Return whether this is the PIN. Takes a quarter of a second, and the longer to wait the more fail.

        A try counts as failed, on the disk, before it is judged: ending the program does not undo it. Where the disk
        refuses, it counts in memory: a full disk must not keep the technician out who has come to see to it.
        """
        with self._lock:
            held = self._held
            if held is None:
                return Verdict(right=False)
            if (wait := self.wait_s) > 0:
                return Verdict(right=False, wait_s=wait, tried=False)
            failures = held.failures + 1
            self._put(msgspec.structs.replace(held, failures=failures, failed_ms=self._wall_ms()))
            right = held.pin.fits(pin)
            self._free_at = self._steady_s() + (0.0 if right else wait_after(failures))
            if right:
                self._put(_File(held.pin if held.pin.current else PinHash.of(pin)))
            return Verdict(right=right, wait_s=self.wait_s)

    def _take_up(self) -> None:
        try:
            found = self._read()
        except AdministratorError as error:
            self._held, self.problem = None, error
            raise
        finally:
            self.known = True
        left = 0.0 if found is None else wait_left(found.failures, found.failed_ms, self._wall_ms())
        self._free_at = self._steady_s() + left
        self._held, self.problem = found, None

    def _put(self, held: _File) -> None:
        try:
            self._write(held)
        except AdministratorError:
            self._held = held

    def _read(self) -> _File | None:
        try:
            raw = read_private(self._path, _LARGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._refused(UNREADABLE, error) from error
        broken = AdministratorError(BROKEN, file=self._path.name)
        if len(raw) > _LARGEST:
            raise broken
        try:
            found = msgspec.json.decode(raw, type=_File)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise broken from None
        if not found.pin.sane or not 0 <= found.failures < 2**31:
            raise broken
        return found

    def _write(self, held: _File) -> None:
        content = msgspec.json.format(msgspec.json.encode(held), indent=1)
        try:
            with WholeFile(self._path, private=True) as file:
                file.stream.write(content)
                file.keep()
        except OSError as error:
            raise self._refused(UNWRITABLE, error) from error
        self._held = held

    def _refused(self, template: str, error: OSError) -> AdministratorError:
        return AdministratorError(template, file=self._path.name, reason=error.strerror or error)
