"""Who sits at the desk: the operators of this profile, each with a PIN kept as a password hash.

`operators.json` in the profile, mode 0600, holds names, salts and scrypt hashes; a PIN itself is nowhere.
"""

from __future__ import annotations

import secrets
import threading
import time
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.pin import PinHash, pin_mistake
from facemon.pin_tries import Verdict, wait_after, wait_left
from facemon.private_file import read_private
from facemon.whole_file import WholeFile

LONGEST_NAME = 60  # characters
MOST = 200  # operators

_LARGEST = 1024 * 1024  # bytes of the file

NO_NAME = QT_TRANSLATE_NOOP("Operators", "Enter a name.")
LONG_NAME = QT_TRANSLATE_NOOP("Operators", "A name has at most 60 characters.")
ODD_NAME = QT_TRANSLATE_NOOP("Operators", "This contains invisible characters. Type it again.")
SAME_NAME = QT_TRANSLATE_NOOP("Operators", "There is an operator of this name already.")
TOO_MANY = QT_TRANSLATE_NOOP("Operators", "There can be 200 operators at most.")
UNREADABLE = QT_TRANSLATE_NOOP("Operators", "{file} cannot be read: {reason}. Nobody can sign on until it can.")
UNWRITABLE = QT_TRANSLATE_NOOP("Operators", "{file} cannot be written: {reason}. Check the disk and the permissions.")
BROKEN = QT_TRANSLATE_NOOP(
    "Operators", "{file} is damaged or not one of facemon's, so nobody can sign on. It is left as it is."
)
NEWER = QT_TRANSLATE_NOOP(
    "Operators", "{file} was written by a newer facemon, so nobody can sign on. It is left as it is."
)


class OperatorsError(Exception):
    """The operators cannot be read or kept; `template` (context "Operators") and `fields` say why in any language."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class Edit(msgspec.Struct, frozen=True):
    """An operator is added, gets another PIN, or (`pin` None) is removed."""

    name: str
    pin: str | None

    def __repr__(self) -> str:
        """Return it without the PIN: it may end up in a log."""
        return f"Edit({self.name!r})"


class _Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    pin: PinHash
    failures: int = 0  # wrong PINs in a row
    failed_ms: int = 0  # Unix milliseconds: the last


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    operators: tuple[_Operator, ...]
    format: Literal["facemon operators"] = "facemon operators"
    version: Literal[1] = 1


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: int


def name_mistake(name: str, others: Iterable[str] = ()) -> str:
    """Return what is wrong with a new operator's name (context "Operators"); empty for nothing."""
    wanted = tidy_name(name)
    if not wanted:
        return NO_NAME
    if len(wanted) > LONGEST_NAME:
        return LONG_NAME
    if not wanted.isprintable():
        return ODD_NAME
    return SAME_NAME if wanted.casefold() in {other.casefold() for other in others} else ""


def tidy_name(name: str) -> str:
    """Return a name as it is kept: in one form, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


class Operators:
    """The operators in one file. Any thread may ask; a user interface's own only what is said not to wait.

    Args:
        path: the file; none means that there are no operators.
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
        self._held: dict[str, _Operator] = {}
        self._free_at: dict[str, float] = {}  # steady seconds from which on a PIN is looked at
        self._known = False  # what is in the file
        self.problem: OperatorsError | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Who can sign on, in the order in which they were added. Never waits."""
        return tuple(self._held)

    @property
    def set_up(self) -> bool:
        """Whether this desk has operators, those in a file that cannot be read included. Never waits."""
        return bool(self._held) or self.problem is not None

    def wait_s(self, name: str) -> float:
        """Return for how many seconds this operator's PIN is not looked at. Never waits itself."""
        return max(0.0, self._free_at.get(name, 0.0) - self._steady_s())

    def read(self) -> None:
        """Take up what the file says. With a fault there is nobody, and nothing is written until it is put right.

        Raises:
            OperatorsError: the file cannot be read, or is none of facemon's; `problem` keeps it.
        """
        with self._lock:
            self._take_up()

    def apply(self, edits: Iterable[Edit]) -> None:
        """Add, change and remove operators, all at once or none. Takes a quarter of a second for each new PIN.

        Raises:
            OperatorsError: the file has a fault, or the disk does not take it; what was stays in force.
            ValueError: a name or a PIN that `name_mistake` or `pin_mistake` refuses.
        """
        with self._lock:
            if not self._known:
                self._take_up()  # else what nobody has read would be overwritten
            if self.problem is not None:
                raise self.problem
            held = dict(self._held)
            changed = {tidy_name(edit.name): edit.pin for edit in edits}
            for name, pin in changed.items():
                if pin is None:
                    held.pop(name, None)
                elif mistake := name_mistake(name, held.keys() - {name}) or pin_mistake(pin, name):
                    raise ValueError(mistake)
                else:
                    held[name] = _Operator(name, PinHash.of(pin))
            if len(held) > MOST:
                raise OperatorsError(TOO_MANY)
            if changed:
                self._write(held)
                for name in changed:
                    self._free_at.pop(name, None)

    def check(self, name: str, pin: str) -> Verdict:
        """Return whether this is the operator's PIN. Takes a quarter of a second, and the longer to wait the more fail.

        A try counts as failed, on the disk, before it is judged: ending the program does not undo it. Where the disk
        refuses, it counts in memory: a full disk must not keep anybody from signing on.
        """
        with self._lock:
            operator = self._held.get(name)
            if operator is None:
                return Verdict(right=False)
            if (wait := self.wait_s(name)) > 0:
                return Verdict(right=False, wait_s=wait, tried=False)
            failures = operator.failures + 1
            self._put(msgspec.structs.replace(operator, failures=failures, failed_ms=self._wall_ms()))
            right = operator.pin.fits(pin)
            self._free_at[name] = self._steady_s() + (0.0 if right else wait_after(failures))
            if right:
                kept = operator.pin if operator.pin.current else PinHash.of(pin)
                self._put(_Operator(name, kept))
            return Verdict(right=right, wait_s=self.wait_s(name))

    def set_aside(self) -> Path:
        """Give a file with a fault another name, so that operators can be set up anew; return where it is now.

        Raises:
            OperatorsError: the disk refuses.
        """
        with self._lock:
            aside = self._path.with_name(f"{self._path.stem}.{secrets.token_hex(4)}.broken.json")
            try:
                self._path.rename(aside)
            except OSError as error:
                raise self._refused(UNWRITABLE, error) from error
            self._held, self.problem = {}, None
            return aside

    def _take_up(self) -> None:
        try:
            found = self._read()
        except OperatorsError as error:
            self._held, self.problem = {}, error
            raise
        finally:
            self._known = True
        now_ms, now_s = self._wall_ms(), self._steady_s()
        for operator in found:
            self._free_at[operator.name] = now_s + wait_left(operator.failures, operator.failed_ms, now_ms)
        self._held, self.problem = {operator.name: operator for operator in found}, None

    def _put(self, operator: _Operator) -> None:
        held = self._held | {operator.name: operator}
        try:
            self._write(held)
        except OperatorsError:
            self._held = held

    def _read(self) -> tuple[_Operator, ...]:
        try:
            raw = read_private(self._path, _LARGEST)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._refused(UNREADABLE, error) from error
        broken = OperatorsError(BROKEN, file=self._path.name)
        if len(raw) > _LARGEST:
            raise broken
        try:
            head = msgspec.json.decode(raw, type=_Head)
            if head.format == "facemon operators" and head.version > 1:
                raise OperatorsError(NEWER, file=self._path.name)
            found = msgspec.json.decode(raw, type=_File).operators
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise broken from None
        names = {operator.name for operator in found}
        if len(names) < len(found) or any(name_mistake(name) or name != tidy_name(name) for name in names):
            raise broken
        if any(not operator.pin.sane or not 0 <= operator.failures < 2**31 for operator in found):
            raise broken
        return found

    def _write(self, held: dict[str, _Operator]) -> None:
        content = msgspec.json.format(msgspec.json.encode(_File(tuple(held.values()))), indent=1)
        try:
            with WholeFile(self._path, private=True) as file:
                file.stream.write(content)
                file.keep()
        except OSError as error:
            raise self._refused(UNWRITABLE, error) from error
        self._held = held

    def _refused(self, template: str, error: OSError) -> OperatorsError:
        return OperatorsError(template, file=self._path.name, reason=error.strerror or error)
