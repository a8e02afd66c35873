"""An alarm: what needs a person until somebody has acknowledged it, and what has been done about it. Frozen data."""

from __future__ import annotations

import enum

import msgspec

from facemon.event import Happening

STRIP = 12  # of an alarm's events, how many of the newest are told apart


class Priority(enum.IntEnum):
    """How pressing an alarm is. `word` is what settings and exports say."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The name in settings and files."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Priority:
        """Return the priority of this name. Raises KeyError for any other word."""
        return cls[word.upper()]


class AlarmState(enum.StrEnum):
    """How an alarm stands. Only `CLOSED` owes nothing to anybody."""

    OPEN = "open"
    LOOKING = "looking"  # somebody is looking into it: silent until `quiet_until_ms`, then open again
    SHELVED = "shelved"  # its kind is shelved at its device until `quiet_until_ms`, then open again
    CLOSED = "closed"  # acknowledged


class Outcome(enum.StrEnum):
    """What an alarm turned out to be, as the operator says."""

    REAL = "real"
    FALSE = "false"
    TEST = "test"


class Deed(enum.StrEnum):
    """What has been done with an alarm, or has come of it. On record, append-only."""

    RAISED = "raised"
    LOOKING = "looking"
    LOOKED = "looked"  # the time for looking into it is over, or the operator gave it back
    SHELVED = "shelved"
    UNSHELVED = "unshelved"
    ACKNOWLEDGED = "acknowledged"
    SELF_ACKNOWLEDGED = "self-acknowledged"  # by its rule, after a time
    UNDONE = "undone"  # the acknowledgement was taken back
    NOTED = "noted"
    JUDGED = "judged"  # what it turned out to be: `text` is the outcome, empty where that was taken back
    TICKED = "ticked"
    UNTICKED = "unticked"
    CLEARED = "cleared"  # the condition is over; the alarm is still owed
    RETURNED = "returned"  # the condition is back
    LOUDER = "louder"  # nobody answered for some time
    SUPERVISOR = "supervisor"  # the supervisor is to be reached, or has been, or could not be: `text` says
    SPLIT = "split"  # acknowledged while more came: what came is an alarm of its own
    ERASED = "erased"  # its events have been erased with their person


class Moment(msgspec.Struct, frozen=True):
    """One moment by two clocks: what is put on record, and what measures time even when somebody sets the clock."""

    wall_ms: int  # Unix milliseconds
    steady_s: float  # seconds of a clock that never goes back


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """One alarm. Repeats of the same subject at the same device join it as `count`."""

    id: int
    rule: str  # a key of `facemon.settings.RULES`
    priority: Priority
    device_id: str  # empty where no device is concerned
    subject: str = ""  # what joins repeats: of a person `u:` and the user id or `n:` and the name, of a device its code
    since_ms: int  # Unix milliseconds: the first
    latest_ms: int
    count: int = 1
    numbers: tuple[int, ...] = ()  # arrival numbers of its newest events, at most `STRIP`, the newest last
    happening: Happening | None = None  # the newest of them, without its picture
    reason: str = ""  # why the rule spoke, where an event does not say: the watch list's reason
    state: AlarmState = AlarmState.OPEN
    over_ms: int | None = None  # when its condition ended; None while it lasts, or where it has none
    quiet_until_ms: int | None = None
    owner: str = ""  # who is looking into it
    missed: bool = False  # all of it was recovered from the device's records: nobody could see it as it happened
    escalated: int = 0  # 1: louder, 2: the supervisor is told
    ticked: tuple[int, ...] = ()  # lines of the instruction, counted from 0
    answered_ms: int | None = None
    answered_by: str = ""
    outcome: Outcome | None = None
    note: str = ""

    @property
    def owed(self) -> bool:
        """Whether somebody still has to acknowledge it."""
        return self.state is not AlarmState.CLOSED


class Action(msgspec.Struct, frozen=True):
    """What was done with an alarm, when and by whom."""

    alarm_id: int
    at_ms: int
    deed: Deed
    by: str = ""  # the operator; empty for facemon itself
    text: str = ""


class Shelf(msgspec.Struct, frozen=True):
    """A device's nuisance kind, kept from ringing for a while."""

    device_id: str
    rule: str
    from_ms: int
    until_ms: int
    by: str
    reason: str


class Flood(msgspec.Struct, frozen=True):
    """A device raises more alarms than a person can handle: what is not critical is folded into one row."""

    device_id: str
    since_ms: int
    count: int  # occurrences since then


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A person on this desk's own watch list."""

    id: int
    user_id: str  # as the device knows the person; may be empty, then the name alone counts
    name: str
    reason: str
    from_ms: int
    until_ms: int | None = None  # None: until somebody takes the person off
    by: str


class Change(msgspec.Struct, frozen=True):
    """What has become of an alarm, and what is put on record of it. `moved` are events that change over to it."""

    alarm: Alarm
    actions: tuple[Action, ...] = ()
    number: int | None = None  # the event that has just joined it
    moved: tuple[int, ...] = ()
