"""Which notifications are shown: repeats replace, and none comes every second."""

from __future__ import annotations

from facemon.ui.coming.notices import CALM, Notices, Wanted


def one(key: str = "alarm 1", **fields: object) -> Wanted:
    return Wanted(key=key, summary="Critical: Blacklist", **fields)  # type: ignore[arg-type]


def test_what_is_new_is_shown_once() -> None:
    notices = Notices()
    assert notices.turn([one()], 0) == ([one()], [])
    assert notices.turn([one()], 100) == ([], [])


def test_a_repeat_replaces_what_is_shown_but_not_every_second() -> None:
    notices = Notices()
    notices.turn([one()], 0)
    again = one(body=("×2",))
    assert notices.turn([again], CALM / 2) == ([], [])
    assert notices.turn([again], CALM) == ([again], [])


def test_what_has_grown_more_pressing_does_not_wait() -> None:
    notices = Notices()
    notices.turn([one(pressing=False)], 0)
    assert notices.turn([one(pressing=True)], 0.1) == ([one(pressing=True)], [])


def test_what_is_answered_is_taken_back_and_new_again_when_it_comes_again() -> None:
    notices = Notices()
    notices.turn([one("alarm 1"), one("alarm 2")], 0)
    assert notices.turn([one("alarm 2")], 1) == ([], ["alarm 1"])
    assert notices.turn([one("alarm 1"), one("alarm 2")], 2) == ([one("alarm 1")], [])
