"""Cuts ICU's data down to what Qt asks of it, on Linux: Qt's package has all of it, 32 MB, a fifth of the program.

Qt sorts by ICU, and has from it names of time zones and case; what it knows of dates, numbers, countries and words it
brings itself. So whole folders can go, for every language alike: names of units, currencies, languages and regions,
numbers spelt out, transliteration, the dictionaries that divide Thai and Khmer into words, and old encodings.

The format is that of ICU's `udata` packages ("CmnD"): a header whose length is its first 16 bits, then the number of
items, their table (offsets of name and data, sorted by name) and, each at a multiple of 16, the items.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

_UNUSED = re.compile(r"[^/]+/((brkitr|curr|lang|rbnf|region|translit|unit)/|(?!gb|ibm-1386)[^/]*\.cnv$)")
_ALIGNED = 16


def cut(data: bytes) -> bytes:
    """Return a data package of ICU without what Qt does not use.

    Raises ValueError where it is none that this knows.
    """
    header, magic = struct.unpack_from("<HH", data)
    if magic != 0x27DA or data[12:16] != b"CmnD":
        raise ValueError("this is no data package of ICU in little-endian form")
    body = data[header:]
    (count,) = struct.unpack_from("<I", body)
    table = [struct.unpack_from("<II", body, 4 + 8 * number) for number in range(count)]
    ends = [offset for _name, offset in table[1:]] + [len(body)]
    items = [
        (body[name : body.index(b"\0", name)], body[begin:end])
        for (name, begin), end in zip(table, ends, strict=True)
    ]  # fmt: skip
    left = [(name, item) for name, item in items if not _UNUSED.match(name.decode("ascii"))]
    names = b"".join(name + b"\0" for name, _item in left)
    after_table = 4 + 8 * len(left)
    begin = _up(after_table + len(names))
    entries, packed, name_at = [], bytearray(), after_table
    for name, item in left:
        entries.append(struct.pack("<II", name_at, begin + len(packed)))
        name_at += len(name) + 1
        packed += item.ljust(_up(len(item)), b"\0")
    head = struct.pack("<I", len(left)) + b"".join(entries) + names
    return data[:header] + head.ljust(begin, b"\0") + bytes(packed)


def _up(length: int) -> int:
    return -(-length // _ALIGNED) * _ALIGNED


def cut_library(library: Path, folder: Path) -> Path:
    """Return a library in `folder` that takes the place of `library`, libicudata.so.N, made by the system's binutils.

    Raises CalledProcessError where they fail, ValueError where the library is not as expected.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data, source, compiled, made = (folder / name for name in ("icu.dat", "icu.s", "icu.o", library.name))
    symbols = _run("nm", "-D", "--defined-only", library).split()
    if len(symbols) != 3:
        raise ValueError(f"{library} has other symbols than expected: {symbols}")
    name = symbols[2]
    _run("objcopy", "-O", "binary", "--only-section=.rodata", library, data)
    data.write_bytes(cut(data.read_bytes()))
    source.write_text(
        f".section .rodata\n.balign {_ALIGNED}\n.globl {name}\n.type {name}, STT_OBJECT\n"
        f'{name}: .incbin "{data}"\n.size {name}, .-{name}\n',
        encoding="utf-8",
    )
    _run("as", source, "-o", compiled)
    _run("ld", "-shared", "-z", "noexecstack", "-soname", library.name, compiled, "-o", made)
    return made


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - of this system
