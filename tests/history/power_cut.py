"""What a power cut leaves on the disk: every write and every sync of a process, on record, and a disk that loses some.

What was synced is on the disk. Of what was written since, any sector may be there or not, in any order.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

SECTOR = 512  # bytes that a disk writes at once
CALLS = "openat,write,pwrite64,fdatasync,fsync,ftruncate,unlink"
_CALL = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


class Call(NamedTuple):
    """One call to the system."""

    name: str
    file: str  # the path
    data: bytes = b""
    place: int = 0  # of what is written, or the length that is left


def recorded(program: Sequence[str | Path], log: Path) -> list[Call]:
    """Let a program run to its end and return what it did to files, and what it said, in order."""
    strace: list[str | Path] = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-e",
        f"trace={CALLS}",
        "-e",
        "signal=none",
        "-o",
        log,
    ]
    try:
        subprocess.run([*strace, *program], check=True, stdout=subprocess.DEVNULL, timeout=60)
    except FileNotFoundError:
        pytest.skip("there is no strace here")
    except subprocess.CalledProcessError:
        if "ptrace" in log.read_text(errors="replace")[-2000:] or not log.stat().st_size:
            pytest.skip("no process can be traced here")
        raise
    return list(_calls(log))


def _calls(log: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            thread, _, rest = line.rstrip("\n").partition(" ")
            if rest.endswith("<unfinished ...>"):
                begun[thread] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            if "resumed>" in rest:
                rest = begun.pop(thread, "") + rest.partition("resumed>")[2]
            found = _CALL.match(f"{thread} {rest.lstrip()}")
            if found is None or int(found[4]) < 0:
                continue
            name, given = found[2], found[3]
            texts = [_plain(text) for text in _TEXT.findall(given)]
            file = _FILE.match(given)
            if name in ("openat", "unlink"):
                if name == "unlink" or "O_CREAT" in given:
                    yield Call(name, texts[0].decode())
            elif file is not None:
                path = _plain(file[2]).decode()
                if name == "pwrite64":
                    yield Call(name, path, texts[0], int(given.rpartition(", ")[2]))
                elif name == "ftruncate":
                    yield Call(name, path, place=int(given.rpartition(", ")[2]))
                else:
                    yield Call(name, "said" if file[1] == "1" else path, texts[0] if texts else b"")


def _plain(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


class Disk:
    """What is on a disk, and what is only on its way there."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._there: dict[str, bytes] = {}
        self._coming: dict[str, list[Call]] = {}
        self._leaving: dict[str, bytes] = {}  # deleted, which the folder does not know for certain yet
        self.said = b""

    def take(self, call: Call) -> None:
        """The process has done this."""
        path = call.file.removesuffix(" (deleted)")
        if call.name == "write" and path == "said":
            self.said += call.data
        elif path == self._folder:
            self._leaving.clear()  # the only call for a folder is to sync it
        elif path.startswith(self._folder) and not path.endswith(("-shm", ".lock")):
            if call.name == "openat":
                self._coming.setdefault(path, [])
            elif call.name == "unlink":
                self._coming.pop(path, None)
                self._leaving[path] = self._there.pop(path, b"")
            elif call.name in ("fsync", "fdatasync"):
                self._there[path] = _done(self._there.get(path, b""), self._coming.get(path, []))
                self._coming[path] = []
            else:
                self._coming.setdefault(path, []).append(call)

    def left(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files, by their names, as a power cut at this moment may leave them."""
        share = chance.choice([0.0, 0.2, 0.5, 0.9, 1.0])
        files = {path: content for path, content in self._leaving.items() if chance.random() < 0.5}
        files |= self._there
        for path, calls in self._coming.items():
            arrived = [part for call in calls for part in _parts(call) if chance.random() < share]
            if path in files or arrived:
                files[path] = _done(files.get(path, b""), arrived)
        return {Path(path).name: content for path, content in files.items()}


def _parts(call: Call) -> Iterator[Call]:
    if call.name != "pwrite64":
        yield call
        return
    first = 0
    while first < len(call.data):
        end = min(len(call.data), (call.place + first) // SECTOR * SECTOR + SECTOR - call.place)
        yield Call(call.name, call.file, call.data[first:end], call.place + first)
        first = end


def _done(content: bytes, calls: Sequence[Call]) -> bytes:
    file = bytearray(content)
    for call in calls:
        end = call.place + len(call.data)
        file.extend(bytes(max(0, end - len(file))))
        if call.name == "ftruncate":
            del file[call.place :]
        else:
            file[call.place : end] = call.data
    return bytes(file)


if sys.platform != "linux":
    pytest.skip("strace", allow_module_level=True)
