"""What the window's process and the sound process say to each other: one line of JSON each, over the latter's pipes."""

from __future__ import annotations

import enum

import msgspec

LONGEST_DELAY = 3.0  # seconds after which a sound that could not begin is no longer wanted


class PlayNow(msgspec.Struct, frozen=True, tag=True):
    """Play this in place of whatever plays."""

    number: int  # told back in `Started` and `Ended`
    sound: str  # as `facemon.ui.tone.load` takes it
    repeat: bool


class StopNow(msgspec.Struct, frozen=True, tag=True):
    """Fall silent."""


class Volume(msgspec.Struct, frozen=True, tag=True):
    """Use this volume, 0 to 100, from now on."""

    volume: int
    hurry: bool = False  # let repeats follow each other sooner, too


class Choose(msgspec.Struct, frozen=True, tag=True):
    """Play on this output where it can be used, of those in `Outputs`; empty: on the system's default."""

    output: str


class Ping(msgspec.Struct, frozen=True, tag=True):
    """Are you there?"""


class Trouble(enum.StrEnum):
    """Why nothing can be heard."""

    NO_OUTPUT = "no output"
    REFUSED = "refused"
    STALLED = "stalled"


class Output(msgspec.Struct, frozen=True, tag=True):
    """The output in use has changed, or is of no use."""

    name: str
    trouble: Trouble | None = None
    instead: bool = False  # it is the system's default, since the chosen one is not there or fails
    waits: bool = False  # the process sees an output that comes by itself; else another process must look for it


class Outputs(msgspec.Struct, frozen=True, tag=True):
    """There are these outputs to choose from now."""

    names: dict[str, str]  # by id, how the system calls them
    default: str  # the id of the system's


class Started(msgspec.Struct, frozen=True, tag=True):
    """The first samples of this sound have gone to the output."""

    number: int
    at_ns: int  # `time.monotonic_ns`, which is one clock for all processes


class Ended(msgspec.Struct, frozen=True, tag=True):
    """This sound has been played to its end, or could not be played in time."""

    number: int


class SoundChecked(msgspec.Struct, frozen=True, tag=True):
    """This sound has been read."""

    sound: str
    fault: str = ""  # a `facemon.ui.tone.Fault`; another sound is played instead


class Pong(msgspec.Struct, frozen=True, tag=True):
    """I am here."""


Command = PlayNow | StopNow | Volume | Choose | Ping
Report = Output | Outputs | Started | Ended | SoundChecked | Pong

_encoder = msgspec.json.Encoder()
_commands: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_reports: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)


def line(message: Command | Report) -> bytes:
    """Return the message as a line."""
    return _encoder.encode(message) + b"\n"


def command(text: bytes) -> Command:
    """Return the command on a line. Raises `msgspec.MsgspecError`."""
    return _commands.decode(text)


def report(text: bytes) -> Report:
    """Return the report on a line. Raises `msgspec.MsgspecError`."""
    return _reports.decode(text)
