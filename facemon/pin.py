"""A PIN: what may be one, and the scrypt hash that is kept in its place."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from itertools import pairwise

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP

SHORTEST, LONGEST = 4, 32  # characters

_COST, _BLOCK, _LANES = 2**15, 8, 3  # scrypt's n, r, p as OWASP's Password Storage Cheat Sheet has them: 32 MB
_MOST_MEMORY = 160 * 1024 * 1024  # bytes that a hash from a file may make scrypt take
_MOST_WORK = 4 * _MOST_MEMORY

SHORT_PIN = QT_TRANSLATE_NOOP("Operators", "A PIN has at least 4 characters.")
LONG_PIN = QT_TRANSLATE_NOOP("Operators", "A PIN has at most 32 characters.")
ODD_PIN = QT_TRANSLATE_NOOP("Operators", "A PIN has letters, digits and signs, no spaces.")
SAME_DIGIT = QT_TRANSLATE_NOOP("Operators", "One character again and again is the first that anybody tries.")
IN_A_ROW = QT_TRANSLATE_NOOP("Operators", "Characters in a row, like 1234, are the first that anybody tries.")
REPEATED = QT_TRANSLATE_NOOP("Operators", "The same group again and again, like 1212, is soon guessed.")
OWN_NAME = QT_TRANSLATE_NOOP("Operators", "One's own name is soon guessed.")


class PinHash(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of a PIN, with all that it takes to compare another with it."""

    salt: str  # hexadecimal, as is `hash`
    hash: str
    n: int
    r: int
    p: int

    @classmethod
    def of(cls, pin: str) -> PinHash:
        """Return the hash of a PIN with a new salt. Takes a quarter of a second."""
        blank = cls(salt=secrets.token_hex(16), hash="", n=_COST, r=_BLOCK, p=_LANES)
        return msgspec.structs.replace(blank, hash=blank._hash(pin).hex())

    def fits(self, pin: str) -> bool:
        """Return whether it is this PIN's, in a time that does not depend on what is wrong. Takes as long as `of`."""
        return hmac.compare_digest(self._hash(pin), bytes.fromhex(self.hash))

    @property
    def current(self) -> bool:
        """Whether it is as dear to guess as a new one."""
        return (self.n, self.r, self.p) == (_COST, _BLOCK, _LANES)

    @property
    def sane(self) -> bool:
        """Whether a PIN can be compared with it at all, in bounded time and memory."""
        try:
            sizes = len(bytes.fromhex(self.salt)) >= 8, len(bytes.fromhex(self.hash)) == 32
        except ValueError:
            return False
        n, r, p = self.n, self.r, self.p
        known = n >= 2 and n & (n - 1) == 0 and 1 <= r <= 32 and 1 <= p <= 16
        return all(sizes) and known and 128 * r * (n + p + 2) <= _MOST_MEMORY and 128 * n * r * p <= _MOST_WORK

    def _hash(self, pin: str) -> bytes:
        secret, salt = _plain(pin).encode(errors="replace"), bytes.fromhex(self.salt)
        return hashlib.scrypt(secret, salt=salt, n=self.n, r=self.r, p=self.p, maxmem=_MOST_MEMORY, dklen=32)


def pin_mistake(pin: str, name: str = "") -> str:
    """Return why a PIN is not taken (context "Operators") from an operator of this name; empty where it is."""
    plain = _plain(pin)
    if len(plain) < SHORTEST:
        return SHORT_PIN
    if len(plain) > LONGEST:
        return LONG_PIN
    if not plain.isprintable() or any(character.isspace() for character in plain):
        return ODD_PIN
    if len(set(plain)) == 1:
        return SAME_DIGIT
    if _in_a_row(plain) or _in_a_row(plain[::-1]):
        return IN_A_ROW
    if any(plain == plain[:size] * (len(plain) // size) for size in range(2, len(plain) // 2 + 1)):
        return REPEATED
    return OWN_NAME if plain.casefold() == "".join(_plain(name).split()).casefold() else ""


def _in_a_row(text: str) -> bool:
    digits = text.isascii() and text.isdigit()  # of which 0 follows 9, as on the keys
    steps = (ord(after) - ord(before) for before, after in pairwise(text))
    return all(step == 1 or (digits and step == -9) for step in steps)


def _plain(text: str) -> str:
    """Return a text as every keyboard gives it: an input method for Chinese has digits of double width."""
    return unicodedata.normalize("NFKC", text)
