"""Secrets that nobody could mistake, and the search for them in everything that a program leaves behind or shows."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

import msgspec

_PASSES_S = 0.02


class Planted(msgspec.Struct, frozen=True):
    """What must be nowhere. Each is of its own kind, so that a find says which way it got out."""

    password: str = "Planted/Pässword+7?北"
    wrong_password: str = "Planted wrong&pässword=8"
    token: str = "Planted-Token_9.abcDEF"
    renewed_token: str = "Planted-Renewed_Token_10"
    webhook: str = "Planted-Webhook/Value=11"
    operator_pin: str = "Plan!831940"
    administrator_pin: str = "Plant!572603"
    passphrase: str = "planted seven blüe doors 12"
    wrong_passphrase: str = "planted wrong passphrase 13"

    def named(self) -> dict[str, str]:
        """Return all of them by their names."""
        return msgspec.structs.asdict(self)


def spellings(secret: str) -> set[bytes]:
    """Return the bytes by which a secret would be found: as it is, escaped, in a URL, in hexadecimal and in base64."""
    raw = secret.encode()
    found = {
        raw,
        secret.encode("utf-16-le"),
        raw.hex().encode(),
        repr(raw)[2:-1].encode(),
        ascii(secret)[1:-1].encode(),
    }
    found |= {json.dumps(secret)[1:-1].encode()}
    found |= {spell(raw, safe=safe).encode() for spell in (quote, quote_plus) for safe in ("", "/")}
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for offset in range(3):  # wherever in a longer text it stands, what lies between its ends looks the same
            inner = encode(b"\0" * offset + raw)
            found.add(inner[(0, 2, 3)[offset] : len(inner) // 4 * 4 - 4])
    return found


def finds(where: Mapping[str, bytes], planted: Planted) -> list[str]:
    """Return which secret is where, for each that is."""
    wanted = {name: spellings(secret) for name, secret in planted.named().items()}
    return [
        f"{name} in {place}"
        for place, content in where.items()
        for name, spelled in wanted.items()
        if any(one in content for one in spelled)
    ]


def files(folders: Iterable[Path]) -> dict[str, bytes]:
    """Return what is in every file below these folders, and how it is called."""
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            found[f"the name of {path}"] = str(path).encode()
            if path.is_file():
                found[str(path)] = path.read_bytes()
    return found


class ProcessWatch:
    """Notes command line and environment of a process and of all that it starts, again and again until stopped."""

    def __init__(self, pid: int) -> None:
        self.seen: dict[str, bytes] = {}
        self.processes: set[int] = set()
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._stop.set()
        self._thread.join(10)

    def _watch(self) -> None:
        while not self._stop.wait(_PASSES_S):
            self._note(self._pid)

    def _note(self, pid: int) -> None:
        process = Path(f"/proc/{pid}")
        try:
            for name in ("cmdline", "environ"):
                content = (process / name).read_bytes()
                self.seen[f"{name} of {pid} {hash(content)}"] = content
            self.processes.add(pid)
            children = [int(child) for task in process.glob("task/*/children") for child in task.read_text().split()]
        except OSError:  # it has ended
            return
        for child in children:
            self._note(child)
