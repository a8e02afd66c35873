"""The way of a connection: which state follows which, how long to wait, what to say. No I/O, no threads, no clock.

The rules, all of them in `TABLE`:

- OFF is where a connection begins and, told to STOP, ends; every state knows STOP.
- RESOLVING to SUBSCRIBING is one attempt. It ends LIVE, or WAITING, or where only a person can help: REFUSED,
  NEEDS_APPROVAL.
- SECURED leads to SIGNING_IN; a connection that need not sign in is SIGNED_IN at once.
- WAITING ends when its time is DUE, at once when the network changed, the computer woke up, or somebody asks for it.
- REFUSED and NEEDS_APPROVAL end by a person alone: what they change in the settings begins a new connection.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from facemon.device.status import Certificate, Failure, State, Status
from facemon.device.timing import Timing
from facemon.phrase import QT_TRANSLATE_NOOP


class Signal(enum.StrEnum):
    """What leads from one state to the next."""

    START = "start"
    RESOLVED = "resolved"
    CONNECTED = "connected"
    SECURED = "secured"
    CERTIFICATE_UNKNOWN = "certificate unknown"
    SIGNED_IN = "signed in"
    TOKEN_EXPIRED = "token expired"  # noqa: S105
    SUBSCRIBED = "subscribed"
    FAILED = "failed"
    REFUSED = "refused"
    DUE = "due"
    RETRY_NOW = "retry now"
    NETWORK_CHANGED = "network changed"
    WOKEN = "woken"
    STOP = "stop"


class Instant(NamedTuple):
    """A moment by both clocks."""

    monotonic: float  # seconds, `time.monotonic()`
    unix_ms: int


_FAILS = {Signal.FAILED: State.WAITING, Signal.REFUSED: State.REFUSED, Signal.STOP: State.OFF}

TABLE: dict[State, dict[Signal, State]] = {
    State.OFF: {Signal.START: State.RESOLVING, Signal.STOP: State.OFF},
    State.RESOLVING: {Signal.RESOLVED: State.CONNECTING, **_FAILS},
    State.CONNECTING: {Signal.CONNECTED: State.SECURING, **_FAILS},
    State.SECURING: {
        Signal.SECURED: State.SIGNING_IN,
        Signal.CERTIFICATE_UNKNOWN: State.NEEDS_APPROVAL,
        **_FAILS,
    },
    State.SIGNING_IN: {Signal.SIGNED_IN: State.SUBSCRIBING, **_FAILS},
    State.SUBSCRIBING: {Signal.SUBSCRIBED: State.LIVE, Signal.TOKEN_EXPIRED: State.RESOLVING, **_FAILS},
    State.LIVE: {Signal.WOKEN: State.RESOLVING, **_FAILS},
    State.WAITING: {
        Signal.DUE: State.RESOLVING,
        Signal.RETRY_NOW: State.RESOLVING,
        Signal.NETWORK_CHANGED: State.RESOLVING,
        Signal.WOKEN: State.RESOLVING,
        Signal.STOP: State.OFF,
    },
    State.REFUSED: {Signal.RETRY_NOW: State.RESOLVING, Signal.STOP: State.OFF},
    State.NEEDS_APPROVAL: {Signal.RETRY_NOW: State.RESOLVING, Signal.STOP: State.OFF},
}

# Trying again by itself would change nothing, and might lock the account.
REFUSALS = frozenset(
    {
        Failure.CERTIFICATE_CHANGED,
        Failure.CERTIFICATE_INVALID,
        Failure.SERIAL_CHANGED,
        Failure.EVENTS_OF_ANOTHER,
        Failure.WRONG_PASSWORD,
        Failure.NO_SUCH_ACCOUNT,
        Failure.PASSWORD_MISSING,
        Failure.PASSPHRASE_NEEDED,
        Failure.SIGN_IN_NEEDED,
    }
)

# One sentence each, with the fields {name} of the device, {host}, {port} and {detail}: what failed, where, what to do.
SENTENCES: dict[Failure, str] = {
    Failure.NAME_NOT_FOUND: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: the host name “{host}” is not known. Check it in the device's settings, or the DNS.",
    ),
    Failure.CONNECTION_REFUSED: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} refuses connections on port {port}. Check the port, or wait: the device may still be starting.",
    ),
    Failure.NO_ROUTE: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} cannot be reached over this network ({detail}). Check the network and the device's cable.",
    ),
    Failure.TIMED_OUT: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} did not answer in time ({detail}). Check the device's power and network cable."
    ),
    Failure.NOT_TLS: QT_TRANSLATE_NOOP(
        "Failure", "{name}: port {port} of {host} does not speak TLS 1.2 or newer ({detail}). Check the port number."
    ),
    Failure.CERTIFICATE_CHANGED: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} presents a different certificate from the approved one. Nothing was sent to it. Find out why "
        "before you approve the new one in the settings.",
    ),
    Failure.CERTIFICATE_INVALID: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: the certificate of {host} is not valid: {detail}. Install a valid one on the device, or approve "
        "this one in the settings.",
    ),
    Failure.SERIAL_CHANGED: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: the device at {host} says that its serial number is {detail}, which is not the one it had before. No "
        "event of it is shown until you say that the device was replaced.",
    ),
    Failure.EVENTS_OF_ANOTHER: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} sends events with the serial number {detail}, but says itself that it has the one it had "
        "before. No event of it is shown until you say that this is in order.",
    ),
    Failure.NOT_THIS_PATH: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} has no event stream at this address ({detail}). Check host, port and firmware.",
    ),
    Failure.SIGN_IN_NEEDED: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} asks for a sign-in. Enter a user name and a password in the device's settings."
    ),
    Failure.WRONG_PASSWORD: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} does not accept the password. Enter the right one in the device's settings."
    ),
    Failure.NO_SUCH_ACCOUNT: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} does not know this user name. Enter the right one in the device's settings."
    ),
    Failure.PASSWORD_MISSING: QT_TRANSLATE_NOOP(
        "Failure", "{name}: no password is stored for {host}. Enter it in the device's settings."
    ),
    Failure.KEYRING_SILENT: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: the system's keyring does not give the password for {host}. Unlock it, or enter the password in the "
        "device's settings.",
    ),
    Failure.PASSPHRASE_NEEDED: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: waiting for the passphrase that encrypts the password for {host}. Enter it in facemon's window.",
    ),
    Failure.TOO_MANY_SUBSCRIBERS: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} refused the subscription ({detail}): the device may already have three subscribers. Close "
        "another program that watches it.",
    ),
    Failure.SERVER_ERROR: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} reports an internal error ({detail}). If it keeps happening, restart the device."
    ),
    Failure.PROTOCOL_ERROR: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} sends answers that facemon does not understand ({detail}). Check that port {port} is the "
        "device's.",
    ),
    Failure.SILENCE: QT_TRANSLATE_NOOP(
        "Failure", "{name}: {host} has gone silent. Check the device's power and network cable."
    ),
    Failure.NOT_REPORTED: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: {host} was connected but did not report its events. It is connected to anew, and what was missed is "
        "fetched from its records.",
    ),
    Failure.CONNECTION_LOST: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: the connection to {host} was lost ({detail}). If this repeats, check device and network.",
    ),
    Failure.NO_FILES: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: no connection to {host} can be made, since too many files are open on this computer. Restart facemon; "
        "if it happens again, call the technician.",
    ),
    Failure.INTERNAL_ERROR: QT_TRANSLATE_NOOP(
        "Failure",
        "{name}: facemon had an internal error ({detail}). It tries again; please report it with the log file.",
    ),
}


class Lifecycle:
    """Where one connection is on its way. One thread uses it; its `status` is frozen and may go to any.

    Args:
        device_id: for the status.
        timing: back-off and how long live counts as stable.
        chance: gives a number from 0 to 1, for the jitter that keeps many monitors from coming back all at once.
    """

    def __init__(self, device_id: str, *, timing: Timing, chance: Callable[[], float]) -> None:
        self.status = Status(device_id=device_id)
        self._timing = timing
        self._chance = chance
        self._failures = 0  # since it was last stable
        self._live_since = 0.0

    def feed(
        self,
        signal: Signal,
        now: Instant,
        *,
        detail: str = "",
        certificate: Certificate | None = None,
        unseen_ms: int = 0,
    ) -> Status:
        """Go where `signal` leads, other than by a failure, and return the new status.

        Args:
            unseen_ms: milliseconds since when it is not certain, of one that was live, that all was seen.

        Raises:
            ValueError: the table does not have it.
        """
        return self._enter(signal, now, failure=None, detail=detail, certificate=certificate, unseen_ms=unseen_ms)

    def fail(
        self,
        failure: Failure,
        now: Instant,
        *,
        detail: str = "",
        certificate: Certificate | None = None,
        unseen_ms: int = 0,
    ) -> Status:
        """Go where a failure leads and return the new status: WAITING, or REFUSED where only a person can help.

        Args:
            unseen_ms: see `feed`.

        Raises:
            ValueError: nothing can fail in this state.
        """
        signal = Signal.REFUSED if failure in REFUSALS else Signal.FAILED
        return self._enter(signal, now, failure=failure, detail=detail, certificate=certificate, unseen_ms=unseen_ms)

    def measured(self, round_trip_ms: float) -> Status:
        """Note a ping's round trip and return the new status."""
        self.status = msgspec.structs.replace(self.status, round_trip_ms=round_trip_ms)
        return self.status

    def _enter(
        self,
        signal: Signal,
        now: Instant,
        *,
        failure: Failure | None,
        detail: str,
        certificate: Certificate | None,
        unseen_ms: int,
    ) -> Status:
        old = self.status
        try:
            state = TABLE[old.state][signal]
        except KeyError:
            raise ValueError(f"a connection that is {old.state} knows no “{signal}”") from None
        if old.state is State.LIVE and now.monotonic - self._live_since >= self._timing.stable:
            self._failures = 0
        if failure:
            self._failures += 1
        if state is State.LIVE:
            self._live_since = now.monotonic
        self.status = Status(
            device_id=old.device_id,
            state=state,
            since_ms=old.since_ms if state is old.state else now.unix_ms,
            blind_since_ms=None if state is State.LIVE else old.blind_since_ms or now.unix_ms - unseen_ms,
            failure=None if state in (State.LIVE, State.OFF) else failure or old.failure,
            detail="" if state in (State.LIVE, State.OFF) else detail if failure or detail else old.detail,
            attempts=0 if state in (State.LIVE, State.OFF) else old.attempts + (failure is not None),
            retry_at=now.monotonic + self._delay(failure) if state is State.WAITING else None,
            certificate=certificate,
        )
        return self.status

    def _delay(self, failure: Failure | None) -> float:
        timing = self._timing
        jitter = 0.8 + 0.4 * self._chance()
        # The last step is a little shorter, so that no wait exceeds the longest with its jitter.
        step = min(timing.first_retry * 2.0 ** min(self._failures - 1, 30), timing.longest_retry / 1.2)
        if failure is Failure.TOO_MANY_SUBSCRIBERS:
            step = max(step, timing.full_retry / 0.8)
        return step * jitter
