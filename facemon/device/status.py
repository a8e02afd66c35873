"""How a device's connection stands, as plain frozen data that any thread may hold."""

from __future__ import annotations

import enum

import msgspec


class State(enum.StrEnum):
    """Where a connection is on its way to live."""

    OFF = "off"
    RESOLVING = "resolving"
    CONNECTING = "connecting"
    SECURING = "securing"
    SIGNING_IN = "signing in"
    SUBSCRIBING = "subscribing"
    LIVE = "live"
    WAITING = "waiting"  # for the next attempt
    REFUSED = "refused"  # only a person can change it: wrong password, certificate changed
    NEEDS_APPROVAL = "needs approval"  # of the certificate


class Failure(enum.StrEnum):
    """Why a device is not live. Each has a sentence of its own in `facemon.device.lifecycle`."""

    NAME_NOT_FOUND = "name not found"
    CONNECTION_REFUSED = "connection refused"
    NO_ROUTE = "no route"
    TIMED_OUT = "timed out"
    NOT_TLS = "not TLS"
    CERTIFICATE_CHANGED = "certificate changed"
    CERTIFICATE_INVALID = "certificate invalid"  # by the system's authorities, where the device is set to "ca"
    SERIAL_CHANGED = "serial changed"  # another device than the one that was set up
    EVENTS_OF_ANOTHER = "events of another"  # than the device says it is, which is the one that was set up
    NOT_THIS_PATH = "not this path"  # 404
    SIGN_IN_NEEDED = "sign-in needed"
    WRONG_PASSWORD = "wrong password"  # noqa: S105
    NO_SUCH_ACCOUNT = "no such account"
    PASSWORD_MISSING = "password missing"  # noqa: S105
    KEYRING_SILENT = "keyring silent"  # it may be waiting to be unlocked
    PASSPHRASE_NEEDED = "passphrase needed"  # noqa: S105 - the password is in a file that nobody has unlocked yet
    TOO_MANY_SUBSCRIBERS = "too many subscribers"
    SERVER_ERROR = "server error"
    PROTOCOL_ERROR = "protocol error"
    SILENCE = "silence"
    NOT_REPORTED = "not reported"  # its records have events that never came over the connection
    CONNECTION_LOST = "connection lost"
    NO_FILES = "no files"  # this computer lets facemon open no more, connections included
    INTERNAL_ERROR = "internal error"  # a fault of facemon itself, logged with its trace


# Somebody else answers at the device's address, or may; only a person can say that it is in order.
OTHER_SERIALS = frozenset({Failure.SERIAL_CHANGED, Failure.EVENTS_OF_ANOTHER})
IMPOSTORS = OTHER_SERIALS | {Failure.CERTIFICATE_CHANGED}


class Certificate(msgspec.Struct, frozen=True):
    """What a person needs to see of a device's certificate before approving it."""

    sha256: str  # of the DER, 64 lower-case hexadecimal digits
    subject: str
    issuer: str
    not_before_ms: int  # Unix milliseconds
    not_after_ms: int
    names: tuple[str, ...] = ()  # subject alternative names
    key_sha256: str = ""  # of the public key (DER): the same in a renewed certificate of who has the same private key


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How one device's connection stands now."""

    device_id: str
    state: State = State.OFF
    since_ms: int = 0  # Unix milliseconds: when `state` was entered
    blind_since_ms: int | None = 0  # Unix milliseconds: since when not live; None while live; 0 before any attempt
    failure: Failure | None = None  # the last one, until live again
    detail: str = ""  # a few words from the failure itself, bounded, without secrets
    attempts: int = 0  # failed in a row
    retry_at: float | None = None  # `time.monotonic()` of the next attempt, while waiting
    certificate: Certificate | None = None  # the one offered, while it needs approval or has changed
    round_trip_ms: float | None = None  # of the last ping, while live
