"""Blocks of a known height, set on pages one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Block(Protocol):
    """Something that is not parted between two pages."""

    @property
    def height(self) -> float:
        """How much of a page it takes."""

    @property
    def keeps_next(self) -> bool:
        """Whether it must not be the last on its page, as a heading."""


AnyBlock = TypeVar("AnyBlock", bound=Block)


def pages(blocks: Sequence[AnyBlock], room: float) -> list[list[AnyBlock]]:
    """Return the blocks by page, each page with at least one; a block that is higher than the room has its own."""
    result: list[list[AnyBlock]] = [[]]
    left = room
    for number, block in enumerate(blocks):
        last = number
        while blocks[last].keeps_next and last + 1 < len(blocks):
            last += 1
        needed = sum(together.height for together in blocks[number : last + 1])
        if needed > left and result[-1]:
            result.append([])
            left = room
        result[-1].append(block)
        left -= block.height
    return result
