"""One field of a message at a time: the value if it can be used, else None and the field's name among the flaws.

Firmware writes numbers as texts, truths as numbers, and null or "" for what it has not got: all of these are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pybase64

LONGEST_TEXT = 256  # characters
LARGEST_PICTURE = 4 * 1024 * 1024  # bytes, decoded

_LONGEST_BASE64 = LARGEST_PICTURE // 3 * 4 + LARGEST_PICTURE // 8  # with line breaks and a prefix
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


class Fields:
    """Reads the fields of one JSON object; what is there but unusable is named in `flaws`, behind `prefix`."""

    __slots__ = ("flaws", "prefix", "values")

    def __init__(self, values: Mapping[str, object], flaws: list[str], prefix: str = "") -> None:
        self.values = values
        self.flaws = flaws
        self.prefix = prefix

    def flaw(self, name: str) -> None:
        """Note that the field cannot be used, or not as it is."""
        if (name := self.prefix + name) not in self.flaws:
            self.flaws.append(name)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Return a text, or a whole number as one; empty where there is none. It is cut to `longest` characters."""
        value = self.values.get(name)
        if value is None or value == "":
            return ""
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            # Python itself refuses to write out thousands of digits.
            value = str(value) if abs(value) < 10**64 else None
        if not isinstance(value, str):
            self.flaw(name)
            return ""
        if len(value) > longest:
            self.flaw(name)
            return value[:longest]
        return value

    def number(self, name: str, low: float, high: float) -> float | None:
        """Return a number from `low` to `high`, both included."""
        value = self._finite(name)
        if value is None:
            return None
        if not low <= value <= high:
            self.flaw(name)
            return None
        return float(value)

    def integer(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`, both included."""
        value = self._finite(name)
        if value is None:
            return None
        if not low <= value <= high or value != (whole := int(value)):
            self.flaw(name)
            return None
        return whole

    def truth(self, name: str) -> bool | None:
        """Return true or false, also where it is written as 1 or 0 or as a text."""
        value = self.values.get(name)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            if not (value := value.strip().lower()):
                return None
            known = _TRUTHS.get(value)
        else:
            known = bool(value) if isinstance(value, int | float) and value in (0, 1) else None
        if known is None:
            self.flaw(name)
        return known

    def picture(self, name: str) -> tuple[bytes, int]:
        """Return a picture out of base64 and its size in bytes.

        Line breaks, the URL-safe alphabet, missing padding and a "data:image/jpeg;base64," prefix are read. A picture
        of more than 4 MiB is given up: only its size is returned.
        """
        value = self.values.get(name)
        if value is None or value == "":
            return b"", 0
        if not isinstance(value, str):
            self.flaw(name)
            return b"", 0
        try:
            picture = _from_base64(value) if len(value) <= _LONGEST_BASE64 else None
        except MemoryError:  # it must not cost the event
            picture = None
        if picture is None:
            self.flaw(name)
            return b"", 0 if len(value) <= _LONGEST_BASE64 else len(value) * 3 // 4
        if len(picture) > LARGEST_PICTURE:
            self.flaw(name)
            return b"", len(picture)
        return picture, len(picture)

    def nested(self, name: str) -> Fields | None:
        """Return the object that the field holds, ready to be read."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return Fields(value, self.flaws, f"{self.prefix}{name}.")
        if value is not None and value != "":
            self.flaw(name)
        return None

    def _finite(self, name: str) -> int | float | None:
        value = self.values.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            if not (value := value.strip()):
                return None
            if _NUMBER.fullmatch(value):
                return float(value) if "." in value or "e" in value.lower() else int(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return value  # NaN and infinities fail every comparison with bounds
        self.flaw(name)
        return None


def _from_base64(text: str) -> bytes | None:
    try:
        return pybase64.b64decode(text, validate=True)
    except ValueError:
        pass
    if text[:5].lower() == "data:":
        text = text[text.find(",", 0, 128) + 1 :]
    try:
        packed = b"".join(text.encode("ascii").split()).translate(_URL_SAFE).rstrip(b"=")
        return pybase64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except ValueError:
        return None
