"""A passphrase, and what it seals: texts that are bound to a name, by AES-GCM with a key that scrypt makes of it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import unicodedata

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP

SHORTEST, LONGEST = 8, 200  # characters of a passphrase
_PADDED = 64  # bytes of which a sealed password takes a multiple: its length is nobody's business
_NONCE = 12  # bytes
_COST, _BLOCK, _LANES = 2**15, 8, 3  # scrypt's n, r, p as OWASP's Password Storage Cheat Sheet has them: 32 MB
_MOST_MEMORY = 160 * 1024 * 1024  # bytes that a file may make scrypt take
_MOST_WORK = 4 * _MOST_MEMORY
_PURPOSE = "facemon passwords 1"
SHORT = QT_TRANSLATE_NOOP("Credentials", "A passphrase has at least 8 characters.")
LONG = QT_TRANSLATE_NOOP("Credentials", "A passphrase has at most 200 characters.")
ODD = QT_TRANSLATE_NOOP("Credentials", "This contains invisible characters. Type it again.")
MONOTONOUS = QT_TRANSLATE_NOOP("Credentials", "This is soon guessed. Take several words that do not belong together.")


class Lock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a key is made of a passphrase, and what tells whether it is the right one."""

    salt: str  # hexadecimal
    n: int
    r: int
    p: int
    check: str  # nothing, sealed

    @property
    def sane(self) -> bool:
        """Whether a key can be made at all, in bounded time and memory."""
        try:
            long_enough = len(bytes.fromhex(self.salt)) >= 16
        except ValueError:
            return False
        n, r, p = self.n, self.r, self.p
        known = n >= 2 and n & (n - 1) == 0 and 1 <= r <= 32 and 1 <= p <= 16
        return long_enough and known and 128 * r * (n + p + 2) <= _MOST_MEMORY and 128 * n * r * p <= _MOST_WORK

    def key(self, passphrase: str) -> bytes:
        """Return the key that this passphrase makes. Takes a quarter of a second."""
        secret = unicodedata.normalize("NFKC", passphrase).encode(errors="replace")
        salt = bytes.fromhex(self.salt)
        return hashlib.scrypt(secret, salt=salt, n=self.n, r=self.r, p=self.p, maxmem=_MOST_MEMORY, dklen=32)

    @classmethod
    def of(cls, passphrase: str) -> tuple[Lock, bytes]:
        """Return a new lock for a passphrase, and its key. Takes a quarter of a second."""
        blank = cls(secrets.token_hex(16), _COST, _BLOCK, _LANES, "")
        key = blank.key(passphrase)
        return msgspec.structs.replace(blank, check=seal(key, "", None)), key

    def opens(self, key: bytes) -> bool:
        """Return whether this is its key."""
        return unseal(key, self.check, None) is not None


def passphrase_mistake(passphrase: str) -> str:
    """Return why a passphrase is not taken (context "Credentials"); empty where it is."""
    plain = unicodedata.normalize("NFKC", passphrase)
    if len(plain) < SHORTEST:
        return SHORT
    if len(plain) > LONGEST:
        return LONG
    if not plain.isprintable():
        return ODD
    return MONOTONOUS if len(set(plain.casefold())) < 4 else ""


def seal(key: bytes, text: str, name: str | None) -> str:
    """Return a text that only the key opens, and only under this name; None is that of a lock's own check."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # only who has a passphrase waits for it

    nonce, plain = secrets.token_bytes(_NONCE), msgspec.json.encode(text)
    plain += b" " * (-len(plain) % _PADDED)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, _bound_to(name))).decode()


def unseal(key: bytes, sealed: str, name: str | None) -> str | None:
    """Return what was sealed; None with another key, under another name, or after a change."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.b64decode(sealed, validate=True)
        plain = AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], _bound_to(name))
        return msgspec.json.decode(plain, type=str)
    except (binascii.Error, InvalidTag, ValueError, msgspec.DecodeError):
        return None


def _bound_to(name: str | None) -> bytes:
    return f"{_PURPOSE} {'check' if name is None else f'password of {name}'}".encode(errors="replace")
