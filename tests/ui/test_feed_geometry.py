"""Where rows are, for every offset, in constant time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.ui.feed.geometry import RowGeometry

TEN = RowGeometry(count=10, row_height=100, spacing=8)
SOME = st.builds(RowGeometry, count=st.integers(0, 300), row_height=st.integers(1, 200), spacing=st.integers(0, 20))


def test_a_row_begins_where_the_one_before_and_its_space_end() -> None:
    assert TEN.top(0) == 0
    assert TEN.top(3) == 3 * 108
    assert TEN.total == 10 * 108


@pytest.mark.parametrize(("y", "row"), [(0, 0), (99, 0), (100, None), (107, None), (108, 1), (-1, None), (1080, None)])
def test_a_point_belongs_to_the_row_that_covers_it(y: int, row: int | None) -> None:
    assert TEN.row_at(y) == row


@given(SOME, st.integers(-100, 70_000), st.integers(-10, 3_000))
def test_the_rows_in_sight_are_those_that_overlap_it(geometry: RowGeometry, top: int, height: int) -> None:
    bottom = top + height
    ends = [(geometry.top(row), geometry.top(row) + geometry.height(row)) for row in range(geometry.count)]
    overlapping = [row for row, (start, end) in enumerate(ends) if height > 0 and start < bottom and end > top]
    assert list(geometry.between(top, bottom)) == overlapping


@given(SOME, st.integers(0, 70_000))
def test_the_first_row_seen_is_the_first_with_its_lower_half_in_sight(geometry: RowGeometry, top: int) -> None:
    row = geometry.first_seen(top)
    half = geometry.row_height // 2
    assert geometry.top(row) + half >= top
    assert row == 0 or geometry.top(row - 1) + half < top


def test_a_million_rows_are_answered_without_a_walk() -> None:
    geometry = RowGeometry(count=10**12, row_height=100, spacing=8)
    assert geometry.between(108 * 10**11, 108 * 10**11 + 300) == range(10**11, 10**11 + 3)
