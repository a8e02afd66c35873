"""Who sits at the desk: the operators of this profile, each with a PIN kept as a password hash.

`operators.json` in the profile, mode 0600, holds names, salts and scrypt hashes; a PIN itself is nowhere.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.pin import PinHash, pin_mistake
from facemon.pin_file import HeldPin, PinFile, PinFileError
from facemon.pin_tries import Verdict

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


class OperatorsError(PinFileError):
    """The operators cannot be read or kept; `template` (context "Operators") and `fields` say why in any language."""


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


class Operators(PinFile[OperatorsError]):
    """The operators in one file; without it, there are no operators."""

    _largest = _LARGEST
    _error = OperatorsError
    _unreadable, _unwritable, _damaged = UNREADABLE, UNWRITABLE, BROKEN

    @property
    def names(self) -> tuple[str, ...]:
        """Who can sign on, in the order in which they were added. Never waits."""
        return tuple(self._held)

    def wait_s(self, name: str) -> float:
        """Return for how many seconds this operator's PIN is not looked at. Never waits itself."""
        return self._wait_s(name)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Add, change and remove operators, all at once or none. Takes a quarter of a second for each new PIN.

        Raises:
            OperatorsError: the file has a fault, or the disk does not take it; what was stays in force.
            ValueError: a name or a PIN that `name_mistake` or `pin_mistake` refuses.
        """
        with self._lock:
            self._make_sure()
            held = dict(self._held)
            changed = {tidy_name(edit.name): edit.pin for edit in edits}
            for name, pin in changed.items():
                if pin is None:
                    held.pop(name, None)
                elif mistake := name_mistake(name, held.keys() - {name}) or pin_mistake(pin, name):
                    raise ValueError(mistake)
                else:
                    held[name] = HeldPin(PinHash.of(pin))
            if len(held) > MOST:
                raise OperatorsError(TOO_MANY)
            if changed:
                self._write(held)
                for name in changed:
                    self._free_at.pop(name, None)

    def check(self, name: str, pin: str) -> Verdict:
        """Return whether this is the operator's PIN. Takes a quarter of a second; the more fail, the longer to wait."""
        return self._check(name, pin)

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

    def _decode(self, raw: bytes) -> Mapping[str, HeldPin]:
        head = msgspec.json.decode(raw, type=_Head)
        if head.format == "facemon operators" and head.version > 1:
            raise OperatorsError(NEWER, file=self._path.name)
        found = msgspec.json.decode(raw, type=_File).operators
        names = {operator.name for operator in found}
        if len(names) < len(found) or any(name_mistake(name) or name != tidy_name(name) for name in names):
            raise self._broken()
        return {each.name: HeldPin(each.pin, each.failures, each.failed_ms) for each in found}

    def _encode(self, held: Mapping[str, HeldPin]) -> bytes:
        found = (_Operator(name, pin.pin, pin.failures, pin.failed_ms) for name, pin in held.items())
        return msgspec.json.encode(_File(tuple(found)))
