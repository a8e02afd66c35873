"""A door that somebody at the desk had opened. Frozen data."""

from __future__ import annotations

import enum

import msgspec


class DoorOutcome(enum.StrEnum):
    """What came of an order to open a door."""

    ORDERED = "ordered"  # under way
    OPENED = "opened"  # the device says so
    REFUSED = "refused"  # the device did not do it
    UNKNOWN = "unknown"  # sent, and not answered: nobody here knows whether the door opened


class DoorOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One order, as it is kept on record."""

    id: int
    at_ms: int  # Unix milliseconds
    device_id: str
    by: str  # the operator
    reason: str
    outcome: DoorOutcome = DoorOutcome.ORDERED
    detail: str = ""  # of a failure: a few words, bounded, without secrets
