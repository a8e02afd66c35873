from facemon.ui.rush import FRAME_MS, LONGEST_MS, Pace


def after_frames(arrivals: list[int], pace: Pace | None = None) -> Pace:
    pace = pace or Pace()
    for number in arrivals:
        pace = pace.after(number, pace.wait_ms)
    return pace


def test_at_fifty_events_a_second_nothing_waits_longer_than_the_shortest_frame() -> None:
    assert after_frames([1, 1, 2, 1, 0, 1, 2, 1] * 10).wait_ms == FRAME_MS


def test_a_few_that_come_together_are_no_rush() -> None:
    assert after_frames([1, 20, 8]).wait_ms == FRAME_MS


def test_when_more_comes_for_a_while_than_a_person_takes_in_the_frames_last_longer() -> None:
    rushing = after_frames([7] * 5)
    assert rushing.wait_ms == LONGEST_MS
    assert after_frames([29] * 50, rushing).wait_ms == LONGEST_MS


def test_as_soon_as_it_calms_frames_are_as_short_as_ever() -> None:
    assert after_frames([29] * 50 + [16]).wait_ms == FRAME_MS


def test_a_frame_cut_short_counts_by_what_came_in_its_time() -> None:
    rushing = after_frames([29] * 10)
    assert rushing.after(8, 25).wait_ms == LONGEST_MS
    assert rushing.after(2, 25).wait_ms == FRAME_MS


def test_what_gathered_while_the_window_was_busy_is_no_rush_by_itself() -> None:
    assert Pace().after(50, 1000).wait_ms == FRAME_MS
