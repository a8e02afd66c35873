"""How long a connection waits for what, in one place."""

from __future__ import annotations

import msgspec


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds throughout. The defaults are what a guard desk runs with; tests pass shorter ones."""

    resolve: float = 5.0
    connect: float = 5.0  # all addresses of a name together
    tls: float = 5.0
    answer: float = 5.0  # a request's whole answer, the upgrade's included
    page: float = 120.0  # a whole page of the device's records
    stall: float = 10.0  # without a byte of it
    password: float = 70.0  # somebody may be asked to unlock the keyring; longer than `facemon.credentials` waits
    message: float = 10.0  # from a message's first byte to its last
    send: float = 5.0
    ping: float = 5.0  # from one of our pings to the next
    silence: float = 12.0  # without a byte: dead
    settle: float = 1.0  # a subscription turned away again within this time was never one
    suspended: float = 5.0  # a computer that slept longer takes its connections for dead
    farewell: float = 0.3  # for the device to answer our close frame

    stable: float = 60.0  # live for so long starts the back-off anew
    first_retry: float = 1.0
    longest_retry: float = 30.0  # jitter included
    longest_records_retry: float = 60.0  # likewise, for the device's records
    full_retry: float = 10.0  # at least, when the device had no place for us
    quiet: float = 300.0  # a live connection without an event: the device's records are asked whether there was none
    longest_quiet: float = 600.0  # between two such questions, while the answer stays that there was none
    mistrust: float = 60.0  # likewise, where the device has lately not reported its events
    overdue: float = 10.0  # an event that the records have may be on its way for so long
    written: float = 2.0  # after an event, for the device to have it among its records
    breath: float = 0.02  # from one page of records to the next: what happens now comes first
    round_trip: float = 30.0  # at least, between two reports of it
