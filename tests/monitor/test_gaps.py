import itertools

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Gap, GapCause, GapState
from facemon.monitor.gaps import JOINED_MS, OFFERED_MS, REMOVED, GapBook

SILENCE = 12_000
HOUR = 3_600_000
NOW = 1_800_000_000_000


class Paper:
    """Keeps gaps as a history does."""

    def __init__(self) -> None:
        self.gaps: dict[int, Gap] = {}
        self.until: dict[str, int] = {}
        self.seen: dict[str, int] = {}  # by their events, of those without a proof
        self.skews: dict[str, int | None] = {}
        self._ids = itertools.count(1)

    def open_gap(self, device_id: str, from_ms: int, cause: GapCause) -> Gap:
        gap = Gap(id=next(self._ids), device_id=device_id, from_ms=from_ms, cause=cause)
        self.gaps[gap.id] = gap
        return gap

    def change_gap(self, gap: Gap) -> None:
        self.gaps[gap.id] = gap

    def watched(self, device_id: str, at_ms: int, skew_ms: int | None) -> None:
        self.until[device_id] = at_ms
        self.skews[device_id] = skew_ms

    def book(self) -> GapBook:
        """Return the book of a run that begins with what is kept here."""
        unfinished = [gap for gap in self.gaps.values() if gap.state not in (GapState.RECOVERED, GapState.DECLINED)]
        return GapBook(self, unfinished=unfinished, watched=dict(self.until), seen=self.seen, silence_ms=SILENCE)


def test_a_new_device_is_offered_its_last_day_once() -> None:
    paper = Paper()
    book = paper.book()
    assert book.begin("gate", NOW) == []
    (offer,) = book.live("gate", NOW)
    assert (offer.state, offer.cause) == (GapState.OFFERED, GapCause.NEW)
    assert (offer.from_ms, offer.to_ms) == (NOW - OFFERED_MS, NOW)
    assert book.to_recover("gate") == []
    book.lost("gate", NOW + HOUR)
    assert [gap.cause for gap in book.live("gate", NOW + 2 * HOUR)] == [GapCause.DISCONNECTED]


def test_what_follows_the_first_events_of_a_new_device_is_recovered_where_they_alone_were_kept() -> None:
    """Its first run was killed before the disk had more of it: nobody has to be asked for what came after them."""
    paper = Paper()
    paper.seen["gate"] = NOW
    book = paper.book()
    (closed,) = book.begin("gate", NOW + HOUR)
    assert (closed.from_ms, closed.to_ms, closed.cause) == (NOW, None, GapCause.CLOSED)
    offer, closed = book.live("gate", NOW + 2 * HOUR)
    assert (offer.from_ms, offer.to_ms, offer.state) == (NOW - OFFERED_MS, NOW, GapState.OFFERED)
    assert (closed.to_ms, closed.state) == (NOW + 2 * HOUR, GapState.WAITING)
    assert book.to_recover("gate") == [closed]


def test_what_follows_the_offer_of_a_new_device_is_recovered_where_it_alone_was_kept() -> None:
    paper = Paper()
    paper.book().live("gate", NOW)
    paper.until.clear()
    book = paper.book()
    (closed,) = book.begin("gate", NOW + HOUR)
    assert (closed.from_ms, closed.cause) == (NOW, GapCause.CLOSED)
    assert [gap.cause for gap in book.live("gate", NOW + 2 * HOUR)] == [GapCause.CLOSED]


def test_a_gap_lasts_from_the_last_sign_of_life_to_the_next_subscription_and_is_recovered() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    (opened,) = book.lost("gate", NOW + HOUR)
    assert (opened.from_ms, opened.to_ms, opened.state) == (NOW + HOUR, None, GapState.OPEN)
    assert book.lost("gate", NOW + HOUR) == []
    (closed,) = book.live("gate", NOW + 2 * HOUR)
    assert (closed.id, closed.to_ms, closed.state) == (opened.id, NOW + 2 * HOUR, GapState.WAITING)
    assert book.to_recover("gate") == [closed]
    assert paper.gaps[closed.id] == closed


def test_the_time_in_which_facemon_was_closed_is_a_gap_from_the_last_proof() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    book.pulse(NOW + HOUR, {"gate": -300})
    assert paper.skews["gate"] == -300
    again = paper.book()
    (opened,) = again.begin("gate", NOW + 5 * HOUR)
    assert (opened.from_ms, opened.cause) == (NOW + HOUR - SILENCE, GapCause.CLOSED)
    (closed,) = again.live("gate", NOW + 6 * HOUR)
    assert (closed.id, closed.to_ms) == (opened.id, NOW + 6 * HOUR)


def test_a_gap_that_an_earlier_run_left_open_goes_on() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    (opened,) = book.lost("gate", NOW + HOUR)
    again = paper.book()
    assert again.begin("gate", NOW + 3 * HOUR) == []
    (closed,) = again.live("gate", NOW + 4 * HOUR)
    assert (closed.id, closed.from_ms, closed.cause) == (opened.id, NOW + HOUR, GapCause.DISCONNECTED)


def test_what_an_earlier_run_had_still_to_recover_is_recovered_oldest_first() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    for hour in (1, 3):
        book.lost("gate", NOW + hour * HOUR)
        book.live("gate", NOW + (hour + 1) * HOUR)
    again = paper.book()
    again.live("gate", NOW + 9 * HOUR)
    found = [gap.from_ms for gap in again.to_recover("gate")]
    assert found == sorted(found)
    assert len(found) == 3


def test_a_device_that_comes_and_goes_has_one_gap_that_goes_on() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    book.lost("gate", NOW + HOUR)
    (closed,) = book.live("gate", NOW + HOUR + 1000)
    part = msgspec.structs.replace(closed, state=GapState.RECOVERING, cursor_s=5, read=7)
    book.take(part)
    (reopened,) = book.lost("gate", NOW + HOUR + JOINED_MS)
    assert (reopened.id, reopened.to_ms, reopened.state) == (closed.id, None, GapState.OPEN)
    assert (reopened.cursor_s, reopened.read) == (5, 7)
    late = book.take(msgspec.structs.replace(part, state=GapState.RECOVERED, read=9))
    assert (late.state, late.to_ms, late.read) == (GapState.OPEN, None, 9)
    book.live("gate", NOW + 2 * HOUR)
    (sooner,) = book.lost("gate", NOW + 2 * HOUR - 5_000)  # nothing is sure to have been seen since it was live again
    assert (sooner.id, sooner.from_ms) == (closed.id, NOW + HOUR)
    book.live("gate", NOW + 2 * HOUR)
    (another,) = book.lost("gate", NOW + 2 * HOUR + JOINED_MS)
    assert another.id != closed.id


def test_a_gap_that_goes_on_says_no_more_why_it_could_not_be_recovered_before() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    book.lost("gate", NOW + HOUR)
    (closed,) = book.live("gate", NOW + HOUR + 1000)
    book.take(msgspec.structs.replace(closed, state=GapState.FAILED, problem="no records", detail="404"))
    (reopened,) = book.lost("gate", NOW + HOUR + 2000)
    assert (reopened.id, reopened.problem, reopened.detail) == (closed.id, "", "")


def test_a_device_that_was_switched_off_has_a_gap_once_it_is_switched_on() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    book.ended("gate", NOW + HOUR)
    assert paper.until["gate"] == NOW + HOUR - SILENCE  # it may have been dead for as long already
    (opened,) = book.begin("gate", NOW + 2 * HOUR)
    assert (opened.from_ms, opened.cause) == (NOW + HOUR - SILENCE, GapCause.CLOSED)


def test_a_device_that_is_removed_while_cut_has_a_gap_that_ends_and_all_is_asked_for_when_it_comes_back() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    (opened,) = book.lost("gate", NOW + HOUR)
    book.ended("gate", NOW + 2 * HOUR)
    (closed,) = book.removed("gate", NOW + 2 * HOUR)
    assert (closed.id, closed.to_ms, closed.state, closed.problem) == (
        opened.id, NOW + 2 * HOUR, GapState.PARTIAL, REMOVED,
    )  # fmt: skip
    assert book.removed("gate", NOW + 3 * HOUR) == []
    (again,) = book.begin("gate", NOW + 4 * HOUR)
    assert again.from_ms <= opened.from_ms
    assert again.cause is GapCause.CLOSED


def test_a_clock_set_back_between_two_runs_still_leaves_a_gap_to_ask_for() -> None:
    paper = Paper()
    paper.until["gate"] = NOW + HOUR // 2
    (opened,) = paper.book().begin("gate", NOW)
    assert opened.from_ms == NOW - HOUR


def test_a_clock_set_back_while_live_takes_the_proof_with_it() -> None:
    paper = Paper()
    book = paper.book()
    book.live("gate", NOW)
    book.pulse(NOW - HOUR, {})
    assert paper.until["gate"] == NOW - HOUR - SILENCE


def test_a_person_decides_on_an_offer_and_on_what_has_failed() -> None:
    paper = Paper()
    book = paper.book()
    (offer,) = book.live("gate", NOW)
    wanted = book.decide(offer, fetch=True)
    assert wanted is not None
    assert wanted.state is GapState.WAITING
    assert book.to_recover("gate") == [wanted]
    assert book.decide(offer, fetch=False) is None
    failed = msgspec.structs.replace(wanted, state=GapState.FAILED, problem="no", cursor_s=9)
    book.take(failed)
    assert book.to_recover("gate") == []
    again = book.decide(failed, fetch=True)
    assert again is not None
    assert (again.state, again.problem, again.cursor_s) == (GapState.WAITING, "", 9)
    declined = book.decide(msgspec.structs.replace(failed, id=77), fetch=False)
    assert declined is not None
    assert declined.state is GapState.DECLINED


class Step(msgspec.Struct, frozen=True):
    do: str
    after_ms: int


STEPS = st.lists(
    st.builds(Step, st.sampled_from(["live", "lost", "pulse", "crash", "end", "begin"]), st.integers(0, 3 * HOUR)),
    max_size=40,
)


@given(STEPS)
def test_every_moment_in_which_nothing_was_seen_lies_in_a_gap(steps: list[Step]) -> None:
    """From the first time that the device was live on, whatever happens in whatever order."""
    paper, now, live, began = Paper(), NOW, False, False
    book = paper.book()
    unseen: list[tuple[int, int]] = []
    since: int | None = None
    for step in steps:
        now += step.after_ms
        if step.do == "crash":
            book = paper.book()
        elif step.do == "begin":
            book.begin("gate", now)
        elif step.do == "end":
            book.ended("gate", now)
        elif step.do == "pulse":
            book.pulse(now, {})
        elif step.do == "lost" and live:
            book.lost("gate", now)
        elif step.do == "live":
            book.live("gate", now)
            if since is not None:
                unseen.append((since, now))
            live, began, since = True, True, None
        if step.do in ("crash", "end", "lost"):
            live = False
            if began and since is None:
                since = now
    for begin, end in unseen:
        assert any(gap.from_ms <= begin and (gap.to_ms is None or gap.to_ms >= end) for gap in paper.gaps.values()), (
            begin,
            end,
            paper.gaps,
        )
