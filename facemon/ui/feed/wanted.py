"""Asks for the faces of the cards that are in sight, or about to be."""

from __future__ import annotations

from collections.abc import Sequence

from facemon.ui.feed.pictures import Pictures
from facemon.ui.feed.rows import EventRow
from facemon.ui.feed.thumbnails import Thumbnails
from facemon.ui.privacy.blurring import Blurring


class Wanted:
    """Knows which of them there are not yet, as sharp or as blurred as they are to be seen."""

    def __init__(self, pictures: Pictures, thumbnails: Thumbnails, blurring: Blurring) -> None:
        self._pictures = pictures
        self._thumbnails = thumbnails
        self._blurring = blurring

    def want(self, rows: Sequence[EventRow]) -> None:
        """Have the faces of these events, the first first, and no others that are not being decoded yet."""
        blurred = {row.number for row in rows if self._blurring.is_blurred(row.number, row.category)}
        self._thumbnails.want([row.number for row in rows], self._pictures, blurred.__contains__)
        self._pictures.want([row for row in rows if self._lacks_face(row.number, blurred=row.number in blurred)])

    def _lacks_face(self, number: int, *, blurred: bool) -> bool:
        found = self._thumbnails.get(number, blurred=blurred)
        return found is None or found.blurred is not blurred
