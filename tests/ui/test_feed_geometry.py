"""Where rows are, for every offset, whatever has been put in and taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.ui.feed.geometry import RowGeometry

TEN = RowGeometry(8, [100] * 10)
HEIGHTS = st.lists(st.integers(1, 200), max_size=40)
SOME = st.builds(RowGeometry, st.integers(0, 20), HEIGHTS)


def ends(geometry: RowGeometry) -> list[tuple[int, int]]:
    """Return where each row begins and ends."""
    return [(geometry.top(row), geometry.top(row) + geometry.height(row)) for row in range(geometry.count)]


def test_a_row_begins_where_the_one_before_and_its_space_end() -> None:
    assert TEN.top(0) == 0
    assert TEN.top(3) == 3 * 108
    assert TEN.total == 10 * 108


@given(st.integers(0, 20), HEIGHTS)
def test_rows_are_as_high_as_told_and_apart_by_the_spacing(spacing: int, heights: list[int]) -> None:
    geometry = RowGeometry(spacing, heights)
    assert [geometry.height(row) for row in range(geometry.count)] == heights
    assert [geometry.top(row) for row in range(geometry.count + 1)] == [
        sum(heights[:row]) + spacing * row for row in range(len(heights) + 1)
    ]
    assert geometry.total == geometry.top(geometry.count)


@given(
    HEIGHTS,
    st.lists(st.tuples(st.booleans(), st.integers(0, 40), st.lists(st.integers(1, 50), min_size=1, max_size=5)),
             max_size=12),
)  # fmt: skip
def test_what_is_put_in_and_taken_out_leaves_what_a_plain_list_has(
    heights: list[int], changes: list[tuple[bool, int, list[int]]]
) -> None:
    geometry, plain = RowGeometry(8, heights), list(heights)
    for putting_in, wanted, rows in changes:
        at = min(wanted, len(plain))
        if putting_in:
            geometry.insert(at, rows)
            plain[at:at] = rows
        else:
            count = min(len(rows), len(plain) - at)
            geometry.remove(at, count)
            del plain[at : at + count]
        assert ends(geometry) == ends(RowGeometry(8, plain))
        assert geometry.total == RowGeometry(8, plain).total


@pytest.mark.parametrize(("y", "row"), [(0, 0), (99, 0), (100, None), (107, None), (108, 1), (-1, None), (1080, None)])
def test_a_point_belongs_to_the_row_that_covers_it(y: int, row: int | None) -> None:
    assert TEN.row_at(y) == row


@pytest.mark.parametrize(("y", "row"), [(0, 0), (107, 0), (108, 1), (-1, -1), (1079, 9), (1080, 10), (99_999, 10)])
def test_the_space_below_a_row_is_covered_with_it(y: int, row: int) -> None:
    assert TEN.covering(y) == row


@given(SOME, st.integers(-100, 9_000), st.integers(-10, 3_000))
def test_the_rows_in_sight_are_those_that_overlap_it(geometry: RowGeometry, top: int, height: int) -> None:
    bottom = top + height
    overlapping = [
        row for row, (start, end) in enumerate(ends(geometry)) if height > 0 and start < bottom and end > top
    ]
    assert list(geometry.between(top, bottom)) == overlapping


@given(SOME, st.integers(0, 9_000))
def test_the_first_row_seen_is_the_first_with_its_lower_half_in_sight(geometry: RowGeometry, top: int) -> None:
    row = geometry.first_seen(top)
    halves = [geometry.top(row) + geometry.height(row) // 2 for row in range(geometry.count)]
    assert row == next((row for row, half in enumerate(halves) if half >= top), geometry.count)


def test_rows_on_top_are_no_more_work_with_many_below() -> None:
    class Counted(list[int]):
        looked_at = 0

        def __getitem__(self, index):  # type: ignore[no-untyped-def]
            found = super().__getitem__(index)
            Counted.looked_at += len(found) if isinstance(index, slice) else 1
            return found

    geometry = RowGeometry(8, [100] * 10_000)
    geometry._up = Counted(geometry._up)
    geometry.insert(0, [100] * 10)
    geometry.remove(10_000, 10)
    assert geometry.between(5_000, 6_000) == range(46, 56)
    assert Counted.looked_at < 60
