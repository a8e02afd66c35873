"""How the window was left: a small file in the profile, which may be missing or make no sense."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Mapping
from pathlib import Path

log = logging.getLogger(__name__)
_LARGEST = 64 * 1024  # bytes; what is larger was not written here


class KeptLayout:
    """What was kept, or nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, object] = {}

    def read(self) -> KeptLayout:
        """Take up what is in the file; a file that cannot be read counts as none."""
        try:
            with self._path.open(encoding="utf-8") as file:
                kept = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            kept = {}
        self._kept = kept if isinstance(kept, dict) else {}
        return self

    def binary(self, name: str) -> bytes:
        """Return what `write` was given as `name`; empty where it was nothing."""
        value = self._kept.get(name)
        try:
            return base64.b64decode(value) if isinstance(value, str) else b""
        except ValueError:
            return b""

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return what `write` was given as `name`; empty where it was nothing."""
        value = self._kept.get(name)
        return value if isinstance(value, dict) else {}

    def write(self, **parts: bytes | Mapping[str, object]) -> None:
        """Keep these for the next start. A layout is not worth an error at the end of a shift: it goes to the log."""
        self._kept = {
            name: base64.b64encode(part).decode() if isinstance(part, bytes) else part for name, part in parts.items()
        }
        try:
            self._path.write_text(json.dumps(self._kept), encoding="utf-8")
        except OSError as error:
            log.warning("the layout of the window was not kept: %s", error)
