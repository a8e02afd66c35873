from facemon.history.grouping import MOST_TIMES, Grouping


def test_a_disk_that_confirms_slowly_gets_more_at_once_as_long_as_more_is_waiting() -> None:
    grouping = Grouping()
    for _ in range(10):
        grouping.took(0.01, 2.0, more=True)
    assert grouping.times == MOST_TIMES
    grouping.took(0.1, 2.0, more=False)
    assert grouping.times == MOST_TIMES  # it is enough


def test_a_disk_that_is_quick_again_gets_what_is_usual() -> None:
    grouping = Grouping()
    grouping.took(0.01, 2.0, more=True)
    grouping.took(0.01, 2.0, more=True)
    assert grouping.times == 4
    for _ in range(3):
        grouping.took(0.01, 0.02, more=True)
    assert grouping.times == 1


def test_what_takes_long_to_be_written_is_not_made_more() -> None:
    grouping = Grouping()
    grouping.took(3.0, 2.0, more=True)
    assert grouping.times == 1
