"""The certificates that were approved, kept so that a changed one can be compared with the one before.

They are public: every device shows its own to whoever asks. A file that has been changed is not taken for the
certificate in whose name it is, since that name is its SHA-256.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from pathlib import Path

from facemon.whole_file import WholeFile

log = logging.getLogger(__name__)

MOST = 400  # certificates; beyond, the oldest go that no device has now
MOST_BYTES = 64 * 1024  # of one


class CertificateFolder:
    """A file a certificate, in DER. One thread uses it. Never raises: what cannot be kept is not known later."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> dict[str, bytes]:
        """Return all of them by their SHA-256 in hexadecimal digits."""
        found: dict[str, bytes] = {}
        try:
            for path in sorted(self._folder.glob("*.der"))[: 2 * MOST]:
                if path.stat().st_size <= MOST_BYTES:
                    der = path.read_bytes()
                    sha256 = hashlib.sha256(der).hexdigest()
                    if path.stem == sha256:
                        found[sha256] = der
        except OSError as error:
            log.warning("the approved certificates cannot be read: %s", error)
        return found

    def keep(self, der: bytes, in_use: Collection[str]) -> None:
        """Keep one more.

        Args:
            in_use: the SHA-256 of those that devices have now.
        """
        if not 0 < len(der) <= MOST_BYTES:
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with WholeFile(self._folder / f"{hashlib.sha256(der).hexdigest()}.der", private=True) as file:
                file.stream.write(der)
                file.keep()
            self._make_room(in_use)
        except OSError as error:
            log.warning("an approved certificate cannot be kept: %s", error)

    def _make_room(self, in_use: Collection[str]) -> None:
        paths = list(self._folder.glob("*.der"))
        if len(paths) > MOST:
            unused = sorted((path for path in paths if path.stem not in in_use), key=lambda path: path.stat().st_mtime)
            for path in unused[: len(paths) - MOST]:
                path.unlink()
