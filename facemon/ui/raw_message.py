"""A message as the device sent it, laid out to be read. No widgets here: it is done away from the window's thread."""

from __future__ import annotations

import unicodedata

import msgspec

LONGEST = 64 * 1024  # characters shown: a text box lays out every one of them
_LINE = 2_000  # characters: one endless line costs more than all the others


def laid_out(raw: str) -> tuple[str, bool]:
    """Return a message's JSON indented, invisible characters written as escapes, and whether it had to be cut.

    Numbers and the order of members stay as they were sent. What is no JSON is shown as it is.
    """
    text = raw[: 4 * LONGEST]
    if len(text) == len(raw):
        try:
            text = msgspec.json.format(raw.encode("utf-8", "replace"), indent=2).decode("utf-8", "replace")
        except (msgspec.MsgspecError, RecursionError):
            text = raw
    cut = len(raw) > 4 * LONGEST or len(text) > LONGEST
    lines = []
    for line in text[:LONGEST].split("\n"):
        shown = line if line.isascii() and line.isprintable() else "".join(map(_visible, line))
        lines += [shown[start : start + _LINE] for start in range(0, len(shown), _LINE)] or [""]
    return "\n".join(lines), cut


def _visible(character: str) -> str:
    # Bidirectional controls would let one text pass for another, here of all places.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        code = ord(character)
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return character
