"""Several devices edited at once: what they have in common, and what becomes of each. No Qt."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Mapping, Sequence

import msgspec

from facemon.settings import AddressError, format_address
from facemon.ui.settings.draft import Draft


class Part(enum.StrEnum):
    """What can be given to several devices at once, in the order of the form; but for the port, a field of a draft."""

    GROUP = "group"
    PORT = "port"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105
    ENABLED = "enabled"
    DOOR_CONTROL = "door_control"


Value = str | int | bool


def common(drafts: Sequence[Draft]) -> dict[Part, Value]:
    """Return what all of these have alike. A password is never in it, and nor is the port where an address is wrong."""
    result: dict[Part, Value] = {}
    for part in Part:
        values = {_value(draft, part) for draft in drafts}
        if len(values) == 1 and (value := values.pop()) is not None:
            result[part] = value
    return result


def given(draft: Draft, touched: Mapping[Part, Value]) -> Draft:
    """Return a draft with what was touched, all else as it is. Where its address is wrong, it stays so."""
    changes: dict[str, object] = {part.value: value for part, value in touched.items() if part is not Part.PORT}
    port = touched.get(Part.PORT)
    if isinstance(port, int) and port != _value(draft, Part.PORT):
        with contextlib.suppress(AddressError):
            changes |= {"address": format_address(draft.target()[0], port), "serial": None}
    return msgspec.structs.replace(draft, **changes)


def port_of(text: str) -> int | None:
    """Return the port that a text is; None for none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 6 and 0 < int(plain) < 65536 else None


def _value(draft: Draft, part: Part) -> Value | None:
    if part is Part.PASSWORD:
        return None
    if part is Part.PORT:
        try:
            return draft.target()[1]
        except AddressError:
            return None
    value: Value = getattr(draft, part.value)
    return value.strip() if isinstance(value, str) else value
