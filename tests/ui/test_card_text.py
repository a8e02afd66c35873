import pytest
from happenings import event

from facemon.ui.feed.card_text import Fact, card_text


def facts(**fields: object) -> dict[Fact, str]:
    return dict(card_text(event(**fields), "North gate").facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("entry", [None, 1, 4])
def test_a_face_that_matches_nobody_has_a_match_of_nothing(entry: int | None) -> None:
    assert facts(score=0.0, entry_mode=entry)[Fact.SCORE] == "0.00"


@pytest.mark.parametrize("entry", [2, 3, 9, 11])
def test_where_a_card_or_a_code_opened_the_door_there_is_no_match_to_tell(entry: int) -> None:
    assert Fact.SCORE not in facts(score=0.0, entry_mode=entry)
    assert facts(score=0.5, entry_mode=entry)[Fact.SCORE] == "0.50"
