"""What a supervisor is told of an alarm, and how it went. Pure; no secret is ever in it."""

from __future__ import annotations

import datetime

import msgspec

from facemon.alarm import Alarm, Priority
from facemon.alarms.outage import is_outage
from facemon.device.failure import brief
from facemon.event import DeviceAlarm, Event
from facemon.phrase import QT_TRANSLATE_NOOP

REACHED = {
    "command": QT_TRANSLATE_NOOP("Supervisor", "Reached by the command"),
    "webhook": QT_TRANSLATE_NOOP("Supervisor", "Reached by the webhook"),
}
NOT_REACHED = {
    "command": QT_TRANSLATE_NOOP("Supervisor", "Not reached by the command"),
    "webhook": QT_TRANSLATE_NOOP("Supervisor", "Not reached by the webhook"),
    "": QT_TRANSLATE_NOOP("Supervisor", "Not reached"),
}


class Unreached(Exception):
    """The supervisor was not reached in one way.

    Args:
        reason: an English sentence without its full stop, marked for translation in the context "Supervisor".
        detail: a few words from the failure itself, bounded, without secrets.
        again: whether trying again may help.
    """

    def __init__(self, reason: str, detail: str = "", *, again: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = brief(detail)
        self.again = again


class Told(msgspec.Struct, frozen=True):
    """Whether a supervisor was reached, in one way."""

    alarm_id: int
    way: str  # "command", "webhook"; empty where there is none
    reason: str = ""  # why not, as of `Unreached`; empty where reached
    detail: str = ""

    @property
    def reached(self) -> bool:
        """Whether it went well."""
        return not self.reason

    @property
    def text(self) -> str:
        """What goes on record, in English; `facemon.ui.supervisor_words` translates it."""
        if self.reached:
            return REACHED[self.way]
        text = f"{NOT_REACHED[self.way]}: {self.reason}"
        return f"{text} ({self.detail})" if self.detail else text


def notice(alarm: Alarm, *, device_name: str, with_names: bool, test: bool = False) -> bytes:
    """Return the JSON that a command gets on its standard input and a webhook as its body, below 4 KiB.

    Args:
        with_names: whether a person may be named in it.
        test: nothing has happened; the technician tries whether it gets through.
    """
    told: dict[str, object] = {
        "alarm": alarm.id,
        "kind": alarm.rule,
        "priority": alarm.priority.word,
        "device": brief(alarm.reason if is_outage(alarm.subject) else device_name),
        "since": _moment(alarm.since_ms),
        "latest": _moment(alarm.latest_ms),
        "count": alarm.count,
    }
    happening = alarm.happening
    if isinstance(happening, DeviceAlarm):
        told["code"] = happening.code
    elif isinstance(happening, Event) and happening.person is not None and with_names:
        told["person"] = brief(happening.person.name)
    if test:
        told["test"] = True
    return msgspec.json.encode(told)


def test_alarm(now_ms: int) -> Alarm:
    """Return an alarm that nobody has raised, to try whether a supervisor is reached."""
    return Alarm(id=0, rule="test", priority=Priority.LOW, device_id="", since_ms=now_ms, latest_ms=now_ms)


def _moment(at_ms: int) -> str:
    return datetime.datetime.fromtimestamp(at_ms / 1000).astimezone().isoformat(timespec="seconds")
