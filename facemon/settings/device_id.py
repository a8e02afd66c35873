"""The ids of devices: what history, keyring and exports know a device by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LONGEST = 64  # characters
_SLUG = 40  # characters taken from the name, so that a number fits behind


def new_device_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a new device: "north-gate" for “North gate”, "device-3" for a name without Latin letters.

    Args:
        name: what the technician calls it.
        taken: ids that are or have been in use and must not be given again.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG].rstrip("-")
    used = {other.casefold() for other in taken}
    if not re.search("[a-z]", slug) or not _mostly_kept(name, slug):
        number = 1
        while f"device-{number}" in used:
            number += 1
        return f"device-{number}"
    result, number = slug, 2
    while result in used:
        result, number = f"{slug}-{number}", number + 1
    return result


def _mostly_kept(name: str, slug: str) -> bool:
    # “北门入口A” is not well called "a".
    letters = sum(character.isalnum() for character in name)
    return len(slug.replace("-", "")) * 2 >= min(letters, _SLUG)
