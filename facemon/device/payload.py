"""The text of a message: bytes to plain JSON values, and back to a text that may be kept and shown.

Strict JSON is read at the speed of C. Only what that refuses is read a second time with the leniency that firmware
needs: commas before a closing bracket, lone halves of a surrogate pair, raw control characters, NaN, endless digits,
a byte order mark, a terminating NUL.
"""

from __future__ import annotations

import codecs
import json
import math
import re

import msgspec

from facemon.log import redact
from facemon.phrase import QT_TRANSLATE_NOOP

EXCERPT_CHARACTERS = 300
RAW_BYTES = 8 * 1024
PICTURE_FIELDS = frozenset({"rgb_image", "alarm_photo"})

EMPTY = QT_TRANSLATE_NOOP("Message", "The message is empty.")
NOT_UTF8 = QT_TRANSLATE_NOOP("Message", "The message is not UTF-8 text.")
NOT_JSON = QT_TRANSLATE_NOOP("Message", "The message is not JSON.")
TOO_DEEP = QT_TRANSLATE_NOOP("Message", "The message's JSON is nested too deeply.")
TOO_MANY_VALUES = QT_TRANSLATE_NOOP("Message", "The message holds too many values.")
NOT_AN_OBJECT = QT_TRANSLATE_NOOP("Message", "The message is JSON, but not an object.")

_LARGE = 1024 * 1024  # bytes; below it even a message of nothing but empty lists costs a few tens of MB for a moment
_SCRATCH = 256 * 1024  # bytes, for all else that reading a message takes
_MOST_VALUES = 50_000
_MOST_SIGNS = 4 * _MOST_VALUES  # quotes, commas and surrogates that a lenient reading looks at one by one
_DEEPEST_KEPT = 16
_LONGEST_KEPT = 1_024  # characters of one text in `raw`
_MOST_DIGITS = 400  # beyond it a number is infinite to every field
_EXCERPT_SOURCE = 8 * 1024  # bytes looked at for an excerpt

# Matching whole escapes keeps a backslash that is itself escaped from starting one. All that need no change up to the
# next that does are one match: a picture may have a hundred thousand escaped slashes.
_ESCAPES = re.compile(
    rb"(?:\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?!u[dD][89a-fA-F][0-9a-fA-F]{2}).)[^\\]*+)++"
    rb"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})",
    re.DOTALL,
)
# The closing quote is optional so that an unterminated text is passed over once, not once for each of its characters.
_TEXT_OR_COMMA = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|(?P<comma>,)(?=[ \t\r\n]*[}\]])', re.DOTALL)
_PICTURE_TEXT = re.compile(r"(?:[A-Za-z0-9+_-]|\\?/|=|\\[nr]){64,}")
# A PIN can be written in more ways than a pattern can follow, so an excerpt ends where one is named, even in escapes.
_PIN = re.compile(r"(?<![a-z])pin(?![a-z])|\\u00[4-7][0-9a-f]", re.IGNORECASE)
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")

_strict = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


class MessageError(Exception):
    """The bytes are not a message.

    Attributes:
        reason: a sentence in English without any data in it, marked for translation in the context "Message".
        excerpt: the beginning of the text, at most 300 characters on one line, without a picture or a PIN.
    """

    def __init__(self, reason: str, data: bytes) -> None:
        super().__init__(reason)
        self.reason = reason
        self.excerpt = excerpt(data)


def parse(data: bytes) -> dict[str, object]:
    """Return the JSON object that `data` is, free of lone surrogates; raise `MessageError` if it is none."""
    if len(data) > _LARGE:
        if data.count(b",") > _MOST_VALUES:
            raise MessageError(TOO_MANY_VALUES, data)
        # Where there is no memory for a text in it, msgspec 0.22 takes the process with it: Python says so in time.
        bytearray(len(data) + _SCRATCH)
    try:
        try:
            value = _strict.decode(data)
        except (ValueError, msgspec.MsgspecError):
            value = _lenient(data)
    except RecursionError:
        raise MessageError(TOO_DEEP, data) from None
    if not isinstance(value, dict):
        raise MessageError(NOT_AN_OBJECT, data)
    return value


def raw_text(value: dict[str, object]) -> str:
    """Return `value` as JSON, each picture replaced by its length and each PIN left out, at most 8 KiB of UTF-8.

    Very long texts and very deep values are cut. What is still too long then ends in "…" and is no JSON any more.
    """
    encoded = _encoder.encode(_kept(value, 0))
    if len(encoded) > RAW_BYTES:
        return encoded[: RAW_BYTES - 3].decode("utf-8", "ignore") + "…"
    return encoded.decode()


def excerpt(data: bytes) -> str:
    """Return the beginning of `data` on one line, at most 300 characters, without a picture; it ends before any PIN."""
    text = data[:_EXCERPT_SOURCE].decode("utf-8", "replace").replace("\x00", "")
    pin = _PIN.search(text)
    cut = pin is not None or len(data) > _EXCERPT_SOURCE
    if pin is not None:
        text = text[: pin.start()]
    text = _PICTURE_TEXT.sub(lambda match: f"<{len(match[0])} characters>", text)
    text = one_line(redact(text))  # a device may send back what it was signed in to with
    if cut or len(text) > EXCERPT_CHARACTERS:
        text = text[: EXCERPT_CHARACTERS - 1] + "…"
    return text


def one_line(text: str) -> str:
    """Return `text` with each run of control characters and line breaks as one space."""
    return _UNSHOWN.sub(" ", text).strip()


def _lenient(data: bytes) -> object:
    text = data.removeprefix(codecs.BOM_UTF8).strip(b" \t\r\n\x00")
    if not text:
        raise MessageError(EMPTY, data)
    surrogates = text.count(b"\\ud") + text.count(b"\\uD")
    if surrogates + text.count(b'"') + text.count(b",") > _MOST_SIGNS:
        raise MessageError(TOO_MANY_VALUES, data)
    # Mended as bytes: as a text, a single rare character would make every copy four times as large.
    if surrogates:
        text = _ESCAPES.sub(lambda match: b"\\ufffd" if match["lone"] else match[0], text)
    try:
        return _loads(text)
    except UnicodeDecodeError:
        raise MessageError(NOT_UTF8, data) from None
    except ValueError:
        text = _TEXT_OR_COMMA.sub(lambda match: b"" if match["comma"] else match[0], text)
    try:
        return _loads(text)
    except ValueError:
        raise MessageError(NOT_JSON, data) from None


def _loads(text: bytes) -> object:
    value: object = json.loads(text.decode(), strict=False, parse_int=_integer)
    return value


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.copysign(math.inf, -1 if digits[0] == "-" else 1)


def _kept(value: object, depth: int) -> object:
    if isinstance(value, str):
        length = len(value)
        if "{" in value and (pin := _PIN.search(value)):  # JSON inside a text
            value = f"{value[: pin.start()]}…"
        return value if length <= _LONGEST_KEPT else f"{value[:_LONGEST_KEPT]}… <{length} characters>"
    if isinstance(value, dict):
        if depth == _DEEPEST_KEPT:
            return "…"
        return {
            key: f"<{len(item)} characters of base64>"
            if key in PICTURE_FIELDS and isinstance(item, str) and not item.isspace() and item
            else _kept(item, depth + 1)
            for key, item in value.items()
            if key.casefold().strip() != "pin"
        }
    if isinstance(value, list):
        return "…" if depth == _DEEPEST_KEPT else [_kept(item, depth + 1) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
