"""The tables and indices of a damaged file: every row in it whose own pages are whole.

A tree of pages leads to the rows. Where one of its inner pages is broken, the map that every file with auto-vacuum has
still says to which tree the pages below it belong.
"""

from __future__ import annotations

import array
from collections.abc import Iterator, Mapping

from facemon.history.database import PAGE_BYTES
from facemon.history.salvage.pages import Pages, Use
from facemon.history.salvage.record import Value, values, varint

LONGEST_ROW = 64 * 1024 * 1024  # bytes; nothing that facemon keeps comes near it

_INNER_INDEX, _INNER_TABLE, _LEAF_INDEX, _LEAF_TABLE = 2, 5, 10, 13
_FILE_HEADER = 100  # bytes, on the first page before all else
_LOCAL_TABLE = PAGE_BYTES - 35  # bytes of a row that are on its own page at most
_LOCAL_INDEX = (PAGE_BYTES - 12) * 64 // 255 - 23
_PADDED = 16  # bytes of zeros before a page of nothing else
_LOCAL_LEAST = (PAGE_BYTES - 12) * 32 // 255 - 23  # where the row is longer
_DEEPEST = 32  # pages from a root to a leaf


class Trees:
    """Finds the pages of every tree once, then gives their rows.

    Args:
        pages: of the damaged file.
        roots: the root page of each table and index by its name; those of none that may be in the file may be left out.
    """

    def __init__(self, pages: Pages, roots: Mapping[str, int]) -> None:
        self._pages = pages
        self._roots = dict(roots)
        self._seen = bytearray(pages.count + 1)
        self._found = {name: array.array("I") for name in roots}
        for name, root in roots.items():
            self._walk(root, self._found[name])

    def gather_strays(self) -> int:
        """Add the pages that no page leads to any more, by the map; return how many there were."""
        names = {root: name for name, root in self._roots.items()}
        strays = 0
        for number in range(3, self._pages.count + 1):
            if self._seen[number]:
                continue
            use = self._pages.use(number)
            if use is None or use[0] is not Use.TREE:
                continue
            for _ in range(_DEEPEST):
                if use is None or use[0] is not Use.TREE:
                    break
                root = use[1]
                use = self._pages.use(root)
            if use is not None and use[0] is Use.ROOT and root in names:
                self._seen[number] = 1
                self._found[names[root]].append(number)
                strays += 1
        return strays

    def pages(self, name: str) -> array.array[int]:
        """Return the pages that hold a tree's rows, in their order, strays last."""
        return self._found[name]

    def rows(self, number: int) -> Iterator[tuple[int, list[Value]]]:
        """Yield rowid and columns of every row of one page that is whole; the rowid of an index's entry is 0."""
        page = self._pages.read(number)
        for at, kind in _cells(page, number):
            try:
                row, record = self._record(page, at, kind)
                yield row, values(record)
            except ValueError:  # UnicodeDecodeError included: this row is broken, the next may be whole
                continue

    def _walk(self, root: int, found: array.array[int]) -> None:
        """Note the pages below a root that hold rows."""
        stack = [(root, 0, 0)]
        while stack:
            number, parent, depth = stack.pop()
            if not 0 < number <= self._pages.count or self._seen[number] or depth > _DEEPEST:
                continue
            if parent:
                use = self._pages.use(number)
                if use is not None and use != (Use.TREE, parent):
                    continue  # what leads here is broken: the page belongs to another
            page = self._pages.read(number)
            kind = _kind(page, number)
            self._seen[number] = 1
            if kind in (_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX):
                found.append(number)
            if kind in (_INNER_TABLE, _INNER_INDEX):
                stack.extend((child, number, depth + 1) for child in reversed(_children(page, number)))

    def _record(self, page: bytes, at: int, kind: int) -> tuple[int, bytes]:
        if kind == _INNER_INDEX:
            at += 4
        size, at = varint(page, at)
        row = 0
        if kind == _LEAF_TABLE:
            row, at = varint(page, at)
        if not 0 < size <= LONGEST_ROW:
            raise ValueError("no row has such a length")
        most = _LOCAL_TABLE if kind == _LEAF_TABLE else _LOCAL_INDEX
        local = size
        if size > most:
            local = _LOCAL_LEAST + (size - _LOCAL_LEAST) % (PAGE_BYTES - 4)
            if local > most:
                local = _LOCAL_LEAST
        record = page[at : at + local]
        if len(record) < local:
            raise ValueError("a row reaches beyond its page")
        if local == size:
            return row, record
        return row, self._with_overflow(record, page[at + local : at + local + 4], size - local)

    def _with_overflow(self, begun: bytes, first: bytes, size: int) -> bytes:
        """Return a row with the rest of it that has no room on its page, from the chain of pages that it is on.

        Raises:
            ValueError: one of them is broken.
        """
        number = int.from_bytes(first, "big")
        parts = [begun]
        parent = 0
        while size > 0:
            use = self._pages.use(number)
            page = self._pages.read(number)
            if not page or (use is not None and use[0] not in (Use.OVERFLOW_FIRST, Use.OVERFLOW)):
                raise ValueError("a row goes on where no row does")
            if parent and use is not None and use != (Use.OVERFLOW, parent):
                raise ValueError("a row goes on where another does")
            if not any(page) and any(parts[-1][-_PADDED:]):
                # A picture ends with other bytes, unless its camera has filled it up with zeros.
                raise ValueError("what a row goes on with has been lost")
            parts.append(page[4 : 4 + size])
            size -= PAGE_BYTES - 4
            parent, number = number, int.from_bytes(page[:4], "big")
        if number:
            raise ValueError("the last page of a row is broken")
        return b"".join(parts)


def _head(number: int) -> int:
    return _FILE_HEADER if number == 1 else 0


def _kind(page: bytes, number: int) -> int:
    return page[_head(number)] if page else 0


def _cells(page: bytes, number: int) -> Iterator[tuple[int, int]]:
    """Yield where the rows of a page begin, and of what kind it is."""
    kind = _kind(page, number)
    if kind not in (_LEAF_TABLE, _LEAF_INDEX, _INNER_INDEX):
        return
    for at in _pointers(page, number):
        yield at, kind


def _pointers(page: bytes, number: int) -> list[int]:
    head = _head(number)
    inner = page[head] in (_INNER_TABLE, _INNER_INDEX)
    first = head + (12 if inner else 8)
    count = min(int.from_bytes(page[head + 3 : head + 5], "big"), (PAGE_BYTES - first) // 2)
    found = (int.from_bytes(page[at : at + 2], "big") for at in range(first, first + 2 * count, 2))
    return [at for at in found if first + 2 * count <= at < PAGE_BYTES]


def _children(page: bytes, number: int) -> list[int]:
    head = _head(number)
    children = [int.from_bytes(page[at : at + 4], "big") for at in _pointers(page, number)]
    return [*children, int.from_bytes(page[head + 8 : head + 12], "big")]
