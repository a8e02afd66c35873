"""Opens a door on a person's order: once, on record, and honest about what came of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Protocol

import msgspec

from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import of_exception
from facemon.device.judging import NotOffered
from facemon.device.rest import Rest
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.tls import CertificateChanged, CertificateUnknown
from facemon.door import DoorOrder, DoorOutcome
from facemon.limit import Limit

log = logging.getLogger(__name__)

# Failures that leave no doubt: the order has not reached the device, or the device did not take it.
_CERTAIN = frozenset(
    {
        Failure.NAME_NOT_FOUND,
        Failure.CONNECTION_REFUSED,
        Failure.NO_ROUTE,
        Failure.NOT_TLS,
        Failure.CERTIFICATE_INVALID,
        Failure.SERIAL_CHANGED,
        Failure.EVENTS_OF_ANOTHER,
        Failure.NOT_THIS_PATH,
        Failure.SIGN_IN_NEEDED,
        Failure.WRONG_PASSWORD,
        Failure.NO_SUCH_ACCOUNT,
        Failure.PASSWORD_MISSING,
        Failure.KEYRING_SILENT,
        Failure.NO_FILES,
        Failure.PASSPHRASE_NEEDED,
    }
)


def outcome_of(failure: Failure, *, sent: bool) -> DoorOutcome:
    """Return what a failure says of the door; `sent`: the order was, or was about to be, on its way."""
    return DoorOutcome.UNKNOWN if sent and failure not in _CERTAIN else DoorOutcome.REFUSED


class Record(Protocol):
    """Where orders are kept: a `facemon.history.history.History`."""

    def door(self, order: DoorOrder) -> None:
        """Keep an order as it stands now."""


class Doors:
    """Takes orders from any thread and does not wait; each has a thread of its own while it is under way.

    Args:
        account: gives the account of a device by its id; None where the device is not watched.
        record: keeps every order, before it is sent and when its outcome is known.
        on_outcome: told what came of an order; from its thread.
        timing: for tests.
    """

    def __init__(
        self,
        *,
        account: Callable[[str], Account | None],
        record: Record,
        on_outcome: Callable[[DoorOrder], None],
        timing: Timing | None = None,
    ) -> None:
        self._account = account
        self._record = record
        self._on_outcome = on_outcome
        self._timing = timing or Timing()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._last_id = 0
        self._threads: dict[str, threading.Thread] = {}  # by device

    def open(self, device_id: str, *, by: str, reason: str) -> DoorOrder:
        """Order a door to be opened, and return the order as it is on record now.

        Raises:
            ValueError: the device's last order is still under way, or no reason is given.
        """
        if not reason.strip():
            raise ValueError("a door is opened for a reason")
        with self._lock:
            former = self._threads.get(device_id)
            if former is not None and former.is_alive():
                raise ValueError(f"the last order to {device_id} is still under way")
            self._last_id = max(time.time_ns() // 1000, self._last_id + 1)
            order = DoorOrder(
                id=self._last_id, at_ms=round(time.time() * 1000), device_id=device_id, by=by, reason=reason.strip()
            )
            self._record.door(order)
            thread = threading.Thread(target=self._carry_out, args=(order,), name="facemon-door", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # the system gives none
                order = msgspec.structs.replace(order, outcome=DoorOutcome.REFUSED, detail=str(error))
                self._record.door(order)
                return order
            self._threads[device_id] = thread
        return order

    def stop(self) -> None:
        """Wait for no device any longer: what is under way is of unknown outcome."""
        self._stopping.set()

    def join(self, timeout: float) -> bool:
        """Wait for the end of all that is under way; return whether it has come within `timeout` seconds."""
        limit = Limit(timeout)
        for thread in list(self._threads.values()):
            thread.join(limit.left())
        return not any(thread.is_alive() for thread in self._threads.values())

    def _carry_out(self, order: DoorOrder) -> None:
        outcome, detail = self._ordered(order.device_id)
        order = msgspec.structs.replace(order, outcome=outcome, detail=detail)
        log.info("door of %s: %s %s", order.device_id, outcome, detail)
        self._record.door(order)
        try:
            self._on_outcome(order)
        except Exception:
            log.exception("a fault in facemon itself")

    def _ordered(self, device_id: str) -> tuple[DoorOutcome, str]:
        try:
            account = self._account(device_id)
        except Exception as error:
            log.exception("a fault in facemon itself before a door was to be opened")
            return DoorOutcome.REFUSED, type(error).__name__
        if account is None:
            return DoorOutcome.REFUSED, "not watched"
        sent = False

        def stop() -> bool:
            return self._stopping.is_set()

        rest = Rest(account, stop=stop, timing=self._timing)
        try:
            rest.authorize()  # before anything that opens a door is sent
            sent = True
            rest.open_door()
        except NotOffered as error:
            return DoorOutcome.REFUSED, error.detail
        except (CertificateUnknown, CertificateChanged):
            return DoorOutcome.REFUSED, Failure.CERTIFICATE_CHANGED.value
        except StoppedError:
            return (DoorOutcome.UNKNOWN if sent else DoorOutcome.REFUSED), "facemon was closed"
        except Exception as error:
            failed = of_exception(error, State.LIVE)
            if failed.failure is Failure.INTERNAL_ERROR:
                log.exception("a fault in facemon itself while a door was to be opened")
            return outcome_of(failed.failure, sent=sent), failed.detail or failed.failure.value
        return DoorOutcome.OPENED, ""
