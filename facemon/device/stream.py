"""One device's event stream: a thread that drives `lifecycle` with a `Link` on a socket of `tls`."""

from __future__ import annotations

import contextlib
import logging
import random
import ssl
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from facemon.device import failure, frames, tls
from facemon.device.account import Account
from facemon.device.bell import Bell
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.failure import LinkError
from facemon.device.frames import BoundError, Link
from facemon.device.identity import Identity, Recognition
from facemon.device.lifecycle import TABLE, Instant, Lifecycle, Signal
from facemon.device.listening import Listener
from facemon.device.message import MessageError, decode
from facemon.device.rest import Rest
from facemon.device.status import OTHER_SERIALS, Certificate, Failure, State, Status
from facemon.device.suspension import seconds_asleep
from facemon.device.timing import Timing
from facemon.device.turns import Turns
from facemon.device.upgrade import subscribe
from facemon.event import Happening
from facemon.phrase import QT_TRANSLATE_NOOP

T = TypeVar("T")

logger = logging.getLogger(__name__)

UNHANDLED = QT_TRANSLATE_NOOP("Message", "facemon had an internal error with the message; the log file says why.")

_HANDOVER = 3.0  # seconds; a stream ends within one


class DeviceStream:
    """Keeps one subscription to a device, from `start` to `stop`, and tells how it stands.

    The public methods may be called from any thread, return at once, and never raise. The callbacks are called from the
    stream's own thread; an exception of theirs is logged and costs what was handed over, not the connection.

    Args:
        account: the device as set up, and how it is signed in to.
        on_message: what happened, and `time.monotonic_ns()` at the message's last byte and after decoding.
        on_unreadable: a message that cannot be read.
        on_status: the connection stands differently.
        on_serial: the serial number that an event has told, where none was known.
        on_certificate: the certificate (DER) that the device has shown and that was accepted, when it is another one
            than the last time.
        turns: shared with other devices' streams, so that their attempts are spread; None: they are not.
        timing, asleep, chance: for tests.
    """

    def __init__(
        self,
        *,
        account: Account,
        on_message: Callable[[Happening, int, int], object],
        on_unreadable: Callable[[MessageError], object],
        on_status: Callable[[Status], object],
        on_serial: Callable[[str], object] = lambda _: None,
        on_certificate: Callable[[bytes], object] = lambda _: None,
        turns: Turns | None = None,
        timing: Timing | None = None,
        asleep: Callable[[], float] = seconds_asleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._device = device = account.device
        self._account = account
        self._turns = turns
        self._on_message = on_message
        self._on_unreadable = on_unreadable
        self._on_status = on_status
        self._on_certificate = on_certificate
        self._recognition = Recognition(account, lambda serial: self._report(on_serial, serial))
        self._certificate = b""  # DER, the last one shown
        self._timing = timing or Timing()
        self._asleep = asleep
        self._slept = asleep()
        self._lifecycle = Lifecycle(device.id, timing=self._timing, chance=chance)
        self._authorization = ""  # what the attempt under way carries
        self._measure_at = 0.0
        self._listener: Listener | None = None  # the latest
        self._unreported_ms: int | None = None  # nothing has come of what happened since, though the link is live
        self._stopping = threading.Event()
        self._bell: Bell | None = None  # there is one while the thread runs, if the system gives one
        self._first = False  # a person waits for the next attempt
        self._former: DeviceStream | None = None
        self._changed = threading.Condition()  # guards `_asked`
        self._asked: set[Signal] = set()
        self._thread = threading.Thread(target=self._run, name=f"facemon-{device.id}", daemon=True)

    def start(self, *, after: DeviceStream | None = None) -> None:
        """Begin. A stream starts once.

        Args:
            after: the stream that this one takes over from, told to stop already: it is left to give the device its
                place back first, for the device may have no other.
        """
        if not self._stopping.is_set():
            self._former = after
            self._thread.start()

    def retry_now(self, *, first: bool = False) -> None:
        """Make the next attempt now, if it is being waited for, by time or because only a person can help.

        Args:
            first: before those of other devices.
        """
        self._first = first
        self._ask(Signal.RETRY_NOW)

    def know(self, identity: Identity) -> None:
        """Go by this serial number from now on; an attempt that waits because of the former one is made now."""
        self._recognition.know(identity)
        if self._lifecycle.status.failure in OTHER_SERIALS:
            self.retry_now()

    def network_changed(self) -> None:
        """Make the next attempt now, if its time is being waited for, or as soon as the one under way has failed.

        A live connection stays, and is asked at once whether it still is one.
        """
        self._ask(Signal.NETWORK_CHANGED)

    def renew(self, unreported_ms: int) -> None:
        """Give a live connection up for another: of what happened since then (Unix milliseconds) nothing has come."""
        self._unreported_ms = unreported_ms
        self.look()

    def stop(self) -> None:
        """Begin to end, from whatever state. Within a second the device has our place back; the last status is OFF."""
        self._stopping.set()
        self.look()

    def look(self) -> None:
        """See now whether something is wanted, or whether this computer has been asleep."""
        with self._changed:
            self._changed.notify()
        bell = self._bell
        if bell is not None:
            bell.ring()

    def join(self, timeout: float) -> bool:
        """Wait at most `timeout` seconds for the end; return whether it has ended (or has never started)."""
        if threading.current_thread() is self._thread:
            return False
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _ask(self, signal: Signal) -> None:
        with self._changed:
            self._asked.add(signal)
        self.look()

    def _run(self) -> None:
        with contextlib.suppress(OSError):  # out of file descriptors: it looks several times a second then
            self._bell = Bell()
        self._await_former()
        self._feed(Signal.START)
        while not self._stopping.is_set():
            try:
                if self._state is State.RESOLVING:
                    self._await_turn()
                    self._attempt()
                else:
                    self._rest()
            except StoppedError:
                break
            except Exception as error:  # noqa: BLE001 - this thread must not die; `_fail` logs what has no name
                self._fail(error)
        if self._bell is not None:
            self._bell.close()
        self._feed(Signal.STOP)

    def _await_former(self) -> None:
        former, self._former = self._former, None
        deadline = Deadline(_HANDOVER, self._stopping.is_set)
        with contextlib.suppress(StoppedError, TimeoutError):
            while former is not None and not former.join(deadline.slice()):
                pass

    def _await_turn(self) -> None:
        """Wait until this attempt may begin."""
        if self._turns is None:
            return
        until = time.monotonic() + self._turns.take(first=self._first)
        self._first = False
        with self._changed:
            while (left := until - time.monotonic()) > 0 and not self._stopping.is_set():
                self._changed.wait(left)
                if self._first:
                    self._first = False
                    until = min(until, time.monotonic() + self._turns.take(first=True))
        if self._stopping.is_set():
            raise StoppedError

    # --- one attempt ---

    def _attempt(self) -> None:
        self._slept = self._asleep()
        try:
            link = self._subscribe(self._identify(self._authorize(self._connect())))
        except tls.CertificateUnknown as unknown:
            self._feed(Signal.CERTIFICATE_UNKNOWN, certificate=unknown.certificate)
            return
        if link is None:
            return
        farewell, last_words = frames.NORMAL, None
        try:
            listener = self._listener = Listener(
                link,
                self._timing,
                on_live=self._go_live,
                on_message=self._deliver,
                on_round_trip=self._measure,
                on_look=lambda: self._look(listener),
                asleep=self._asleep,
            )
            while True:
                listener.listen()
        except _Woken:
            self._feed(Signal.WOKEN, detail="this computer was asleep")
        except StoppedError:
            last_words = self._deliver
            raise
        except BoundError as error:
            farewell = error.code
            raise
        finally:
            link.hang_up(farewell, last_words)

    def _connect(self) -> ssl.SSLSocket:
        device, stop, timing = self._device, self._stopping.is_set, self._timing
        addresses = tls.resolve(device.host, device.port, Deadline(timing.resolve, stop))
        self._feed(Signal.RESOLVED)
        plain = tls.connect(addresses, Deadline(timing.connect, stop))
        self._feed(Signal.CONNECTED)
        sock = tls.secure(plain, device.host, device.certificate, Deadline(timing.tls, stop))
        self._feed(Signal.SECURED)
        der = sock.getpeercert(binary_form=True) or b""
        if der != self._certificate:
            self._certificate = der
            self._report(self._on_certificate, der)
        return sock

    def _authorize(self, sock: ssl.SSLSocket) -> ssl.SSLSocket | None:
        """Sign in over `sock` if need be, which ends it: return None then, else `sock`."""
        current = self._account.current
        if current is not None:
            self._authorization = current
            self._feed(Signal.SIGNED_IN)
            return sock
        try:
            rest = Rest(
                self._account, stop=self._stopping.is_set, timing=self._timing, connect=lambda: sock, recognising=True
            )
            self._authorization = rest.authorize()
        finally:
            sock.close()
        self._feed(Signal.SIGNED_IN)
        return None

    def _identify(self, sock: ssl.SSLSocket | None) -> ssl.SSLSocket | None:
        """See that this is the device which was set up, where that is known and it tells; return `sock`."""
        stop, timing = self._stopping.is_set, self._timing
        try:
            self._recognition.by_info(Rest(self._account, stop=stop, timing=timing, recognising=True))
        except BaseException:
            if sock is not None:
                sock.close()
            raise
        self._authorization = self._account.current or self._authorization  # a token may have been renewed for it
        return sock

    def _subscribe(self, sock: ssl.SSLSocket | None) -> Link | None:
        """Return the subscription, or None where an old token has to be renewed first."""
        device, stop, timing = self._device, self._stopping.is_set, self._timing
        fresh = sock is None
        if sock is None:
            sock = tls.open_tls(device.host, device.port, certificate=device.certificate, stop=stop, timing=timing)
        try:
            return subscribe(
                sock, host=device.host, port=device.port, authorization=self._authorization, timing=timing, stop=stop,
                bell=self._bell,
            )  # fmt: skip
        except LinkError as error:
            refused = error.failure is Failure.WRONG_PASSWORD
            if not refused or not self._account.refused(self._authorization, error) or fresh:
                raise
        self._feed(Signal.TOKEN_EXPIRED)
        return None

    # --- while live ---

    def _go_live(self) -> None:
        self._unreported_ms = None  # what may have come meanwhile is about the connection before
        self._feed(Signal.SUBSCRIBED)
        logger.info("%s: live", self._device.id)

    def _look(self, listener: Listener) -> None:
        if self._state is not State.LIVE:
            return
        if self._asleep() - self._slept > self._timing.suspended:
            raise _Woken
        if self._unreported_ms is not None:
            raise LinkError(Failure.NOT_REPORTED)
        with self._changed:
            if Signal.NETWORK_CHANGED in self._asked:
                listener.ping_soon()
            self._asked.clear()

    def _deliver(self, payload: bytes, received_ns: int) -> None:
        device_id = self._device.id
        try:
            happening = decode(payload, device_id=device_id, received_ms=int(time.time() * 1000))
            self._recognition.by_event(happening.device_sn)
            self._on_message(happening, received_ns, time.monotonic_ns())
        except MessageError as error:
            self._report(self._on_unreadable, error)
        except LinkError:
            raise  # another device's
        except Exception:
            logger.exception("%s: a message could not be handled", device_id)
            self._report(self._on_unreadable, MessageError(UNHANDLED, payload))

    def _measure(self, round_trip_ms: float) -> None:
        now = time.monotonic()
        known = self._lifecycle.status.round_trip_ms
        noticeable = known is None or abs(round_trip_ms - known) > max(5.0, known / 2)
        if self._state is State.LIVE and noticeable and (known is None or now >= self._measure_at):
            self._measure_at = now + self._timing.round_trip
            self._report(self._on_status, self._lifecycle.measured(round_trip_ms))

    # --- between attempts ---

    def _rest(self) -> None:
        """Wait for what ends this state."""
        signal = None
        with self._changed:
            while signal is None and not self._stopping.is_set():
                status = self._lifecycle.status
                left = None if status.retry_at is None else status.retry_at - time.monotonic()
                if self._asked:
                    signal = next(iter(self._asked & TABLE[status.state].keys()), None)
                    self._asked.clear()
                elif left is not None and self._asleep() - self._slept > self._timing.suspended:
                    signal = Signal.WOKEN
                elif left is not None and left <= 0:
                    signal = Signal.DUE
                else:
                    self._changed.wait(left)
        if signal is Signal.RETRY_NOW:
            self._account.forgive()
        if signal is not None:
            self._feed(signal)

    # --- where it stands ---

    @property
    def _state(self) -> State:
        return self._lifecycle.status.state

    def _feed(self, signal: Signal, *, detail: str = "", certificate: Certificate | None = None) -> None:
        unseen_ms = self._unseen_ms()
        self._publish(self._lifecycle.feed(signal, _now(), detail=detail, certificate=certificate, unseen_ms=unseen_ms))

    def _fail(self, error: Exception) -> None:
        before = self._lifecycle.status
        named = failure.of_exception(error, before.state)
        if named.failure is Failure.INTERNAL_ERROR:
            logger.error("%s: internal error", before.device_id, exc_info=error)
        else:
            level = logging.DEBUG if before.failure is named.failure else logging.WARNING
            logger.log(level, "%s: %s", before.device_id, named)
        if Signal.FAILED not in TABLE[before.state]:
            self._stopping.wait(
                self._timing.first_retry
            )  # a fault while resting: no state to leave, but no hot loop either
            return
        self._publish(
            self._lifecycle.fail(
                named.failure, _now(), detail=named.detail, certificate=named.certificate, unseen_ms=self._unseen_ms()
            )
        )

    def _unseen_ms(self) -> int:
        if self._unreported_ms is not None:
            return max(0, _now().unix_ms - self._unreported_ms)
        try:
            return 0 if self._listener is None else round(self._listener.unseen * 1000)
        except Exception:  # it is asked where an error is being told
            logger.exception("%s: since when nothing was seen is not known", self._device.id)
            return 0

    def _publish(self, status: Status) -> None:
        with self._changed:
            # What was asked before this status is answered by it; but an attempt may still have failed for the network
            # as it was before it changed.
            self._asked &= {Signal.NETWORK_CHANGED}
        self._report(self._on_status, status)

    def _report(self, callback: Callable[[T], object], value: T) -> None:
        try:
            callback(value)
        except Exception:
            logger.exception("%s: a callback failed", self._device.id)


class _Woken(Exception):
    """This computer has been asleep: the connection is dead, whatever it looks like."""


def _now() -> Instant:
    return Instant(time.monotonic(), int(time.time() * 1000))
