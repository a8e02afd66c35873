"""What the window's process and the watchdog say to each other: one line of JSON each, over the latter's pipes."""

from __future__ import annotations

import msgspec


class Setup(msgspec.Struct, frozen=True, tag=True, kw_only=True):
    """What the watchdog cannot know by itself."""

    pid: int  # of the window's process
    log: str  # the path of the log
    summary: str  # what a notification says of a frozen window, in the user's language
    body: str
    gone: str  # what one says of a window that is gone, likewise
    gone_body: str
    volume: int = 100  # 0 to 100
    stacks_signal: int = 0  # lets the process write its stacks into this pipe without Python's help; 0: there is none


class Beat(msgspec.Struct, frozen=True, tag=True):
    """The event loop of the window goes round."""


class StacksLogged(msgspec.Struct, frozen=True, tag=True):
    """The stacks that were asked for are in the log."""


class Farewell(msgspec.Struct, frozen=True, tag=True):
    """The window ends as it should."""


class Frozen(msgspec.Struct, frozen=True, tag=True):
    """There has been no beat for so long: write the stacks into the log."""

    seconds: float


class Sounded(msgspec.Struct, frozen=True, tag=True):
    """There has been no beat for so long: it is heard, and told by the desktop."""

    seconds: float


class Over(msgspec.Struct, frozen=True, tag=True):
    """There is a beat again, after so long."""

    seconds: float


ToWatchdog = Setup | Beat | StacksLogged | Farewell
FromWatchdog = Frozen | Sounded | Over

_encoder = msgspec.json.Encoder()
_to: msgspec.json.Decoder[ToWatchdog] = msgspec.json.Decoder(ToWatchdog)
_from: msgspec.json.Decoder[FromWatchdog] = msgspec.json.Decoder(FromWatchdog)


def line(message: ToWatchdog | FromWatchdog) -> bytes:
    """Return the message as a line."""
    return _encoder.encode(message) + b"\n"


def to_watchdog(text: bytes) -> ToWatchdog:
    """Return what the window says on a line. Raises `msgspec.MsgspecError`."""
    return _to.decode(text)


def from_watchdog(text: bytes) -> FromWatchdog:
    """Return what the watchdog says on a line. Raises `msgspec.MsgspecError`."""
    return _from.decode(text)
