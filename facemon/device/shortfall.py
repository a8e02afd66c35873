"""Why a gap could not be filled, or not altogether: what is missing, and what to do about it."""

from __future__ import annotations

import enum
from typing import NamedTuple

from facemon.device.failure import LinkError
from facemon.device.status import Failure
from facemon.event import GapState
from facemon.phrase import QT_TRANSLATE_NOOP


class Shortfall(enum.StrEnum):
    """What is wrong with a recovery. Each has a sentence of its own, with the fields {name} of the device and {detail}.

    The order is that of their weight: where several apply, the first one is told.
    """

    NO_REST = enum.auto()
    NO_RECORDS = enum.auto()
    SIGN_IN_NEEDED = enum.auto()
    SIGN_IN_REFUSED = enum.auto()
    PASSWORD_MISSING = enum.auto()
    CERTIFICATE = enum.auto()
    NO_ANSWER = enum.auto()  # for now
    GIVEN_UP = enum.auto()
    NOT_STORED = enum.auto()
    REPEATS = enum.auto()
    FEWER = enum.auto()
    UNREADABLE = enum.auto()
    CLOCK_FORWARDS = enum.auto()
    CLOCK_BACKWARDS = enum.auto()
    NO_ALARMS = enum.auto()


SENTENCES: dict[Shortfall, str] = {
    Shortfall.NO_REST: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} offers nothing but its live events ({detail}). What happened in this time cannot be recovered.",
    ),
    Shortfall.NO_RECORDS: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} does not give out its records ({detail}), so what happened in this time cannot be recovered. A newer "
        "version of the device's software may do so.",
    ),
    Shortfall.SIGN_IN_NEEDED: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} gives its records only to who signs in ({detail}). Enter user name and password in the device's "
        "settings; the events of this time are fetched then.",
    ),
    Shortfall.SIGN_IN_REFUSED: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} does not accept the user name or the password ({detail}). Correct them in the device's settings; the "
        "events of this time are fetched then.",
    ),
    Shortfall.PASSWORD_MISSING: QT_TRANSLATE_NOOP(
        "Recovery",
        "No password is stored for {name}. Enter it in the device's settings; the events of this time are fetched "
        "then.",
    ),
    Shortfall.CERTIFICATE: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} shows a certificate that is not the approved one, so it was not asked for its records. Compare it in "
        "the device's settings.",
    ),
    Shortfall.NO_ANSWER: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} has not given its records ({detail}). facemon goes on asking, and fetches the events of this time as "
        "soon as it can.",
    ),
    Shortfall.GIVEN_UP: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} was asked many times and has not given its records ({detail}). What it has not given is missing; look "
        "it up on the device.",
    ),
    Shortfall.NOT_STORED: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} has no records, not even of an event that it has sent: keeping records seems to be switched off on the "
        "device, or they were deleted. What happened in this time is missing. Switch it on there.",
    ),
    Shortfall.REPEATS: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} gives the same records again and again, whatever is asked for. Others of this time may be missing. A "
        "newer version of the device's software may help.",
    ),
    Shortfall.FEWER: QT_TRANSLATE_NOOP(
        "Recovery",
        "{name} says that it has more records of this time than it gives: {detail} are missing. It may have deleted "
        "them to make room.",
    ),
    Shortfall.UNREADABLE: QT_TRANSLATE_NOOP(
        "Recovery",
        "Some of the records of {name} cannot be read: {detail}. What they tell is missing; look it up on the device.",
    ),
    Shortfall.CLOCK_FORWARDS: QT_TRANSLATE_NOOP(
        "Recovery",
        "The clock of {name} was put forwards in this time, by {detail}: the times of the recovered events may be "
        "wrong by as much.",
    ),
    Shortfall.CLOCK_BACKWARDS: QT_TRANSLATE_NOOP(
        "Recovery",
        "The clock of {name} was put back in this time, by {detail}: the times of the recovered events may be wrong by "
        "as much.",
    ),
    Shortfall.NO_ALARMS: QT_TRANSLATE_NOOP(
        "Recovery",
        "The records of {name} hold no device alarms. If there was one in this time, only the device itself shows it.",
    ),
}

_FOR_A_PERSON = {
    Failure.SIGN_IN_NEEDED: Shortfall.SIGN_IN_NEEDED,
    Failure.WRONG_PASSWORD: Shortfall.SIGN_IN_REFUSED,
    Failure.NO_SUCH_ACCOUNT: Shortfall.SIGN_IN_REFUSED,
    Failure.PASSWORD_MISSING: Shortfall.PASSWORD_MISSING,
    Failure.CERTIFICATE_CHANGED: Shortfall.CERTIFICATE,
    Failure.CERTIFICATE_INVALID: Shortfall.CERTIFICATE,
}
_WRONG_ANSWERS = (Failure.SERVER_ERROR, Failure.PROTOCOL_ERROR, Failure.INTERNAL_ERROR)

MOST_ATTEMPTS = 8  # in a row at what a device answers wrongly: two minutes
MOST_WITHOUT = 5  # in a row at what it does not offer: a quarter of a minute, for it may still be starting


class Verdict(NamedTuple):
    """What follows from a failed request."""

    shortfall: Shortfall
    state: GapState
    retry: bool  # by itself; otherwise, if the gap is WAITING, when a person has changed something


def verdict(error: LinkError, attempts: int, *, begun: bool, has_clock: bool) -> Verdict:
    """Judge a failed attempt to recover a gap.

    Args:
        attempts: failed in a row, this one included.
        begun: some records have been read.
        has_clock: the device answers another request.
    """
    if for_a_person := _FOR_A_PERSON.get(error.failure):
        return Verdict(for_a_person, GapState.WAITING, retry=False)
    end = GapState.PARTIAL if begun else GapState.FAILED
    if error.failure is Failure.NOT_THIS_PATH:
        missing = Shortfall.NO_RECORDS if has_clock else Shortfall.NO_REST
        over = attempts >= MOST_WITHOUT
        return Verdict(missing, end if over else GapState.WAITING, retry=not over)
    if error.failure in _WRONG_ANSWERS and attempts >= MOST_ATTEMPTS:
        return Verdict(Shortfall.GIVEN_UP, end, retry=False)
    return Verdict(Shortfall.NO_ANSWER, GapState.WAITING, retry=True)
