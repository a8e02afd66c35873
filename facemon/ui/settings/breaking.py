"""Texts from outside, made fit for a label that wraps at word boundaries alone."""

from __future__ import annotations

import re

_LONGEST = 20  # characters without a place to break at
_PIECE = 10


def breakable(text: str) -> str:
    """Return `text` with places to break at, which take no room, in words that would stand over at a label's edge."""
    return re.sub(rf"\S{{{_LONGEST + 1},}}", lambda word: re.sub(rf"(.{{{_PIECE}}})(?=.)", "\\1\u200b", word[0]), text)


def distinguished(name: str) -> str:
    """Return a certificate's name (RFC 4514: CN=…,O=…) with room behind its commas, and places to break at."""
    return breakable(re.sub(r"(?<!\\),(?=\S)", ", ", name))
