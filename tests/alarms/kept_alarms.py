"""What a history would have of the alarms: rows, links from events, and the log; and what the log says of an alarm."""

from __future__ import annotations

import copy

import msgspec

from facemon.alarm import STRIP, Action, Alarm, AlarmState, Change, Deed, Outcome, Priority


class Told:
    """An alarm as its log alone tells it."""

    def __init__(self) -> None:
        self.state: AlarmState | None = None
        self.note = ""
        self.outcome: Outcome | None = None
        self.ticked: set[int] = set()
        self.before: tuple[str, Outcome | None] = ("", None)

    def copy(self) -> Told:
        other = copy.copy(self)
        other.ticked = set(self.ticked)
        return other

    def take(self, action: Action) -> None:
        text = action.text
        match action.deed:
            case Deed.RAISED | Deed.SPLIT:
                assert self.state is None, "it begins once"
                self.state = AlarmState.OPEN
            case Deed.LOOKING:
                self._owed()
                self.state = AlarmState.LOOKING
            case Deed.LOOKED:
                assert self.state is AlarmState.LOOKING
                self.state = AlarmState.OPEN
            case Deed.SHELVED:
                self._owed()
                self.state = AlarmState.SHELVED
            case Deed.UNSHELVED:
                assert self.state is AlarmState.SHELVED
                self.state = AlarmState.OPEN
            case Deed.ACKNOWLEDGED | Deed.SELF_ACKNOWLEDGED:
                self._owed()
                self.before = self.note, self.outcome
                self.state = AlarmState.CLOSED
                self.note = text or self.note
            case Deed.UNDONE:
                assert self.state is AlarmState.CLOSED
                self.state = AlarmState.OPEN
                self.note, self.outcome = self.before
            case Deed.NOTED:
                self.note = text
            case Deed.JUDGED:
                self.outcome = Outcome(text)
            case Deed.TICKED:
                self.ticked.add(int(text.partition(".")[0]) - 1)
            case Deed.UNTICKED:
                self.ticked.remove(int(text.partition(".")[0]) - 1)
            case Deed.ERASED:
                self.state = AlarmState.CLOSED
                self.note = ""
            case _:
                self._owed()

    def _owed(self) -> None:
        assert self.state not in (None, AlarmState.CLOSED)


class Kept:
    """Stored alarms. Everything that is put in is held against what was there before."""

    def __init__(self) -> None:
        self.rows: dict[int, Alarm] = {}
        self.told: dict[int, Told] = {}
        self.alarm_of: dict[int, int] = {}  # event number: alarm
        self.occurrences: dict[int, int] = {}  # alarm: how many, events or not
        self.erased: set[int] = set()

    def copy(self) -> Kept:
        other = Kept()
        other.rows = dict(self.rows)
        other.told = {alarm_id: told.copy() for alarm_id, told in self.told.items()}
        other.alarm_of = dict(self.alarm_of)
        other.occurrences = dict(self.occurrences)
        other.erased = set(self.erased)
        return other

    def put(self, changes: list[Change]) -> None:
        for change in changes:
            self._put(change)
        for change in changes:
            alarm = self.rows[change.alarm.id]
            assert set(alarm.numbers) <= self.numbers(alarm.id)
            if alarm.owed and alarm.rule != "offline" and _is_all_known(alarm):
                assert self.numbers(alarm.id), "it is about something"
            if alarm.happening is not None:
                assert int(alarm.happening.uuid) not in self.erased

    def numbers(self, alarm_id: int) -> set[int]:
        """Return the events of an alarm that still exist."""
        return {number for number, owner in self.alarm_of.items() if owner == alarm_id} - self.erased

    def owed(self) -> list[Alarm]:
        return [alarm for alarm in self.rows.values() if alarm.owed]

    def erase(self, numbers: set[int]) -> None:
        """Take events out, with what has been written to their alarms; an alarm without others is closed."""
        self.erased |= numbers
        for alarm_id in {self.alarm_of[number] for number in numbers}:
            told = self.told[alarm_id]
            told.note, told.before = "", ("", told.before[1])
            row = msgspec.structs.replace(self.rows[alarm_id], note="", reason="")
            if row.happening is not None and int(row.happening.uuid) in self.erased:
                row = msgspec.structs.replace(row, happening=None)
            if not self.numbers(alarm_id) and _is_all_known(row):
                told.state = AlarmState.CLOSED
                row = msgspec.structs.replace(
                    row, subject="", happening=None, numbers=(), state=AlarmState.CLOSED, quiet_until_ms=None, owner="",
                    answered_ms=row.answered_ms or row.latest_ms,
                )  # fmt: skip
            self.rows[alarm_id] = row

    def restored(self) -> list[Alarm]:
        """Return what is owed as a history gives it back, with the newest of the events that are left."""
        return [
            msgspec.structs.replace(alarm, numbers=tuple(sorted(self.numbers(alarm.id))[-STRIP:]))
            for alarm in self.owed()
        ]

    def _put(self, change: Change) -> None:
        alarm = change.alarm
        deeds = [action.deed for action in change.actions]
        former = self.rows.get(alarm.id)
        assert all(action.alarm_id == alarm.id for action in change.actions)
        if former is not None and not former.owed:
            assert not alarm.owed or Deed.UNDONE in deeds, "what is answered stays answered"
            assert change.number is None, "nothing joins what is answered"
        if change.number is not None or (former is None and not change.moved) or self._recurred(former, alarm):
            self.occurrences[alarm.id] = self.occurrences.get(alarm.id, 0) + 1
        if change.number is not None:
            assert change.number not in self.alarm_of, "an event has one alarm"
            self.alarm_of[change.number] = alarm.id
        if Deed.SPLIT in deeds:
            (origin,) = [int(action.text) for action in change.actions if action.deed is Deed.SPLIT]
            assert {self.alarm_of[number] for number in change.moved} <= {origin}
            self.occurrences[alarm.id] = alarm.count
            self.occurrences[origin] -= alarm.count
            self.alarm_of.update(dict.fromkeys(change.moved, alarm.id))
        else:
            assert change.moved == ()
        told = self.told.setdefault(alarm.id, Told())
        for action in change.actions:
            told.take(action)
        if alarm.priority is Priority.CRITICAL:
            assert not {Deed.SHELVED, Deed.SELF_ACKNOWLEDGED} & {*deeds}
        self.rows[alarm.id] = alarm

    def _recurred(self, former: Alarm | None, alarm: Alarm) -> bool:
        """Whether a condition, which is no event, has joined once more."""
        recurred = former is not None and alarm.rule == "offline" and alarm.count == former.count + 1
        assert not recurred or (former is not None and former.over_ms is not None), "it lasts, and is told already"
        return recurred

    def check(self) -> None:
        """What must hold of whatever is stored."""
        for alarm in self.rows.values():
            told = self.told[alarm.id]
            assert (told.state, told.note, told.outcome) == (alarm.state, alarm.note, alarm.outcome)
            assert told.ticked == set(alarm.ticked)
            assert alarm.count == self.occurrences[alarm.id]
            assert alarm.since_ms <= alarm.latest_ms
            assert alarm.owed == (alarm.answered_ms is None)
            assert (alarm.quiet_until_ms is not None) == (alarm.state in (AlarmState.LOOKING, AlarmState.SHELVED))
            assert bool(alarm.owner) == (alarm.state is AlarmState.LOOKING)
            assert len(alarm.numbers) <= STRIP
            if alarm.owed:  # what was closed long ago the history cleans itself
                assert set(alarm.numbers) <= self.numbers(alarm.id)
            if alarm.happening is not None:
                assert alarm.happening.picture == b""


def _is_all_known(alarm: Alarm) -> bool:
    """Whether the book can tell that all is erased: after a restart it knows the newest; a person's go together."""
    return alarm.count <= STRIP or alarm.subject[:2] in ("u:", "n:")
