from facemon.limit import Limit


def test_all_that_asks_shares_the_time_from_the_first_question_on() -> None:
    limit = Limit(60)
    assert 59 < limit.left() <= 60
    assert 29 < limit.left(keep=30) <= 30
    assert limit.left(keep=90) == 0
