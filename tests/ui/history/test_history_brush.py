"""What a drag or a key makes of the selected part of a time-line."""

from __future__ import annotations

from facemon.ui.history.brush import Part, Selection, between, dragged, moved, resized

EDGES = [0, 10, 20, 30, 40, 50]


def test_a_drag_selects_the_bars_it_began_and_ended_in_in_either_direction() -> None:
    assert dragged(EDGES, Part.NEW, None, 12, 37) == Selection(10, 40)
    assert dragged(EDGES, Part.NEW, None, 37, 12) == Selection(10, 40)
    assert between(EDGES, 12, 12) == Selection(10, 20)
    assert between(EDGES, -5, 99) == Selection(0, 50)


def test_an_edge_follows_to_the_nearest_bar_and_over_the_other_edge() -> None:
    before = Selection(10, 30)
    assert dragged(EDGES, Part.RIGHT, before, 30, 42) == Selection(10, 40)
    assert dragged(EDGES, Part.LEFT, before, 10, 22) == Selection(20, 30)
    assert dragged(EDGES, Part.LEFT, before, 10, 48) == Selection(30, 50)
    assert dragged(EDGES, Part.RIGHT, before, 30, 1) == Selection(0, 10)


def test_an_edge_dragged_onto_the_other_leaves_a_bar() -> None:
    before = Selection(10, 30)
    assert dragged(EDGES, Part.LEFT, before, 10, 30) == Selection(20, 30)
    assert dragged(EDGES, Part.RIGHT, before, 30, 10) == Selection(10, 20)


def test_the_whole_moves_as_far_as_there_are_bars() -> None:
    before = Selection(10, 30)
    assert dragged(EDGES, Part.WHOLE, before, 15, 26) == Selection(20, 40)
    assert moved(EDGES, before, 99) == Selection(30, 50)
    assert moved(EDGES, before, -99) == Selection(0, 20)


def test_at_least_one_bar_stays() -> None:
    assert resized(EDGES, Selection(10, 30), -99) == Selection(10, 20)
    assert resized(EDGES, Selection(10, 30), 99) == Selection(10, 50)
    assert resized(EDGES, Selection(10, 30), 1) == Selection(10, 40)
