"""`passwords.json` as bytes and as what they mean. Pure."""

from __future__ import annotations

from typing import Literal

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.sealing import Lock

LARGEST = 4 * 1024 * 1024  # bytes of the file

UNREADABLE = QT_TRANSLATE_NOOP("Credentials", "{file} cannot be read: {reason}. Check its permissions and the disk.")
UNWRITABLE = QT_TRANSLATE_NOOP("Credentials", "{file} cannot be written: {reason}. Check the disk and the permissions.")
BROKEN = QT_TRANSLATE_NOOP("Credentials", "{file} is damaged or not one of facemon's. It is left as it is.")
NEWER = QT_TRANSLATE_NOOP("Credentials", "{file} was written by a newer facemon. It is left as it is.")


class PasswordFileError(Exception):
    """The file cannot be read or written; `template` (context "Credentials") and `fields` say why in any language."""

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format(**fields))
        self.template = template
        self.fields = fields


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the file has."""

    passwords: dict[str, str | None] = {}  # as they are, or sealed; None for one that was given up
    passphrase: Lock | None = None
    format: Literal["facemon passwords"] = "facemon passwords"
    version: Literal[1] = 1

    def __repr__(self) -> str:
        """Return it without the passwords: it may end up in a log."""
        return "Content()"


class _Head(msgspec.Struct, frozen=True):
    format: str
    version: int


def decode(raw: bytes, file: str) -> Content:
    """Return what the bytes of the file of this name mean.

    Raises:
        PasswordFileError: they are none of facemon's, or of a newer one.
    """
    broken = PasswordFileError(BROKEN, file=file)
    if len(raw) > LARGEST:
        raise broken
    try:
        head = msgspec.json.decode(raw, type=_Head)
        if head.format == "facemon passwords" and head.version > 1:
            raise PasswordFileError(NEWER, file=file)
        content = msgspec.json.decode(raw, type=Content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise broken from None
    if content.passphrase is not None and not content.passphrase.sane:
        raise broken
    return content


def encode(content: Content, file: str) -> bytes:
    """Return the bytes for the file of this name.

    Raises:
        PasswordFileError: it would be too long, or there is something in it that is no text.
    """
    try:
        raw = msgspec.json.format(msgspec.json.encode(content), indent=1)
    except UnicodeEncodeError:  # half a character, from a terminal that has another encoding
        raise PasswordFileError(UNWRITABLE, file=file, reason="no text") from None
    if len(raw) > LARGEST:
        raise PasswordFileError(UNWRITABLE, file=file, reason="too long")
    return raw
