"""The administrator of a desk: one PIN that guards settings, doors and people's data, kept as a password hash.

`administrator.json` in the profile, mode 0600, holds a salt and a scrypt hash; without that file nothing is guarded, so
that whoever may delete it as the computer's user needs no PIN. A file with a fault guards everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.pin import PinHash, pin_mistake
from facemon.pin_file import HeldPin, PinFile, PinFileError
from facemon.pin_tries import Verdict

SHORTEST = 6  # characters: what is guarded is worth more tries than a name on record

_LARGEST = 64 * 1024  # bytes of the file
_WHO = ""  # whose PIN it is: there is one alone

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


class AdministratorError(PinFileError):
    """The PIN cannot be read or kept; `template` (context "Administrator") and `fields` say why in any language."""


class PinEdit(msgspec.Struct, frozen=True):
    """The administrator's PIN is set, changed, or (None) removed."""

    pin: str | None

    def __repr__(self) -> str:
        """Return it without the PIN: it may end up in a log."""
        return "PinEdit()"


class _File(HeldPin, frozen=True, forbid_unknown_fields=True):
    format: Literal["facemon administrator"] = "facemon administrator"
    version: Literal[1] = 1


def administrator_mistake(pin: str) -> str:
    """Return why this cannot be the administrator's PIN (context "Operators"); empty where it can."""
    return pin_mistake(pin) or (TOO_SHORT if len(pin) < SHORTEST else "")


class Administrator(PinFile[AdministratorError]):
    """The PIN in one file; without it, nothing is guarded."""

    _largest = _LARGEST
    _error = AdministratorError
    _unreadable, _unwritable, _damaged = UNREADABLE, UNWRITABLE, BROKEN

    @property
    def wait_s(self) -> float:
        """For how many seconds no PIN is looked at. Never waits itself."""
        return self._wait_s(_WHO)

    def put(self, pin: str | None) -> None:
        """Set or change the PIN, or with None remove it. Takes a quarter of a second.

        Raises:
            AdministratorError: the file has a fault, or the disk does not take it; what was stays in force.
            ValueError: a PIN that `administrator_mistake` refuses.
        """
        with self._lock:
            self._make_sure()
            if pin is None:
                try:
                    self._path.unlink(missing_ok=True)
                except OSError as error:
                    raise self._refused(UNWRITABLE, error) from error
                self._held = {}
            elif mistake := administrator_mistake(pin):
                raise ValueError(mistake)
            else:
                self._write({_WHO: HeldPin(PinHash.of(pin))})
            self._free_at.clear()

    def check(self, pin: str) -> Verdict:
        """Return whether this is the PIN. Takes a quarter of a second, and the longer to wait the more fail."""
        return self._check(_WHO, pin)

    def _decode(self, raw: bytes) -> Mapping[str, HeldPin]:
        return {_WHO: msgspec.json.decode(raw, type=_File)}

    def _encode(self, held: Mapping[str, HeldPin]) -> bytes:
        pin = held[_WHO]
        return msgspec.json.encode(_File(pin.pin, pin.failures, pin.failed_ms))
