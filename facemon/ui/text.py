"""Text that came from outside, made fit to be drawn or put in a label."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Bidirectional controls can make a name read as another one; the rest of Cc and Cf is invisible or breaks lines.
_SHORT = 100  # characters of what is remembered
_KEEP = {"\u200c", "\u200d"}  # joiners that Persian, Hindi and emoji need


def clean(text: str, limit: int = 300) -> str:
    """Return `text` as one line without control, format and bidirectional characters, at most `limit` characters."""
    if text.isascii() and text.isprintable():
        return text if len(text) <= limit else text[: limit - 1] + "…"
    return _cleaned(text, limit) if len(text) <= _SHORT else _clean(text, limit)


def _clean(text: str, limit: int) -> str:
    kept = "".join(
        " " if character in "\t\n\r\u2028\u2029" else character
        for character in text[: limit * 4]
        if character in "\t\n\r"
        or character in _KEEP
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


_cleaned = lru_cache(maxsize=1_000)(_clean)  # names come again
