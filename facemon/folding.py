"""Texts as a search compares them: case, accents and compatibility forms taken away."""

from __future__ import annotations

import unicodedata

# Letters with a stroke have no decomposition, yet whoever types "Lukasz" means "Łukasz".
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def folded(text: str) -> str:
    """Return `text` with case and accents taken away, compatibility forms (full-width digits) made plain."""
    if text.isascii():
        return text.lower()
    # Twice: compatibility forms hide capitals (℡ is TEL), and folding a case can compose letters again.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_STROKES)
