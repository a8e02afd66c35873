"""Listening to a subscription: keeps it alive, hands on its messages, and finds out when it is dead."""

from __future__ import annotations

import ssl
import struct
import time
from collections.abc import Callable

from websocket import ABNF

from facemon.device.failure import LinkError, of_close
from facemon.device.frames import Link
from facemon.device.pace import Pace
from facemon.device.status import Failure
from facemon.device.timing import Timing

_LATE = 0.001  # seconds: what is due is to be due when the wait is over
_LOOK = 0.2  # seconds between two looks at what is due while messages keep coming
_REMEMBERED = 8  # pings, for answers that come late
_MESSAGES = (ABNF.OPCODE_TEXT, ABNF.OPCODE_BINARY)


class Listener:
    """Owns the conversation on one link; one thread uses it.

    Args:
        on_live: called once the subscription is known to be one: the device has sent something other than a close
            frame, or has at least not turned us away again within `timing.settle` seconds.
        on_message: a message's bytes and `time.monotonic_ns()` at its last one.
        on_round_trip: milliseconds from a ping to its answer.
        on_look: called whenever nothing has come for as long as could be waited, and several times a second while
            something comes.
        asleep: gives the seconds that this computer has slept, which `time.monotonic` may leave out.
    """

    def __init__(
        self,
        link: Link,
        timing: Timing,
        *,
        on_live: Callable[[], None],
        on_message: Callable[[bytes, int], None],
        on_round_trip: Callable[[float], None] = lambda _: None,
        on_look: Callable[[], None] = lambda: None,
        asleep: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._link = link
        self._timing = timing
        self._on_live = on_live
        self._on_message = on_message
        self._on_round_trip = on_round_trip
        self._on_look = on_look
        self._asleep = asleep
        self._pace = Pace()
        self._began = time.monotonic()
        self._live = False
        self._heard = False  # a message
        self._look_at = self._began
        self._ping_at = self._began
        self._pings = 0
        self._pinged_ns = 0
        self._unanswered: dict[bytes, float] = {}  # steady seconds of the latest pings, by their payload
        self._answers = False  # to pings
        self._proven = self._steady()

    @property
    def unseen(self) -> float:
        """Seconds since when it is not certain that all was seen, those included that this computer has slept.

        All that a device had sent before it answered a ping is here with the answer: it is certain up to that ping.
        When the answer was read says nothing, for this process may have been stopped for hours before it could.
        """
        return self._steady() - self._proven

    def listen(self) -> None:
        """Wait for the next message or until something is due, and do it.

        Raises:
            LinkError: the subscription has ended, and why.
            StoppedError: told to stop.
            OSError: of the network or TLS.
        """
        if time.monotonic() >= self._look_at:
            self._look()
        try:
            opcode, payload = self._link.receive(self._patience())
        except TimeoutError:
            self._look_at = 0.0
            # Only now, after having asked in vain: what came while this thread was busy counts as well.
            if time.monotonic() - self._link.last_byte > self._timing.silence:
                raise LinkError(Failure.SILENCE) from None
            return
        except (ConnectionError, ssl.SSLEOFError):
            if self._early():
                raise of_close(None, early=True) from None
            raise
        received_ns = time.monotonic_ns()
        if opcode == ABNF.OPCODE_CLOSE:
            code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
            raise of_close(code, early=self._early())
        self._become_live()
        self._prove(payload if opcode == ABNF.OPCODE_PONG else b"")
        if opcode in _MESSAGES:
            self._heard = True
            self._on_message(payload, received_ns)
        elif opcode == ABNF.OPCODE_PONG and payload == self._mark():
            self._on_round_trip((received_ns - self._pinged_ns) / 1e6)
        early = self._pace.early()
        if early:
            time.sleep(early)

    def ping_soon(self) -> None:
        """Let the next look ping, whatever the time of the last one."""
        self._ping_at = 0.0

    def _look(self) -> None:
        now = time.monotonic()
        self._look_at = now + _LOOK
        self._on_look()
        if now - self._began > self._timing.settle:
            self._become_live()
        if now >= self._ping_at:
            self._ping_at = now + self._timing.ping
            self._pings += 1
            self._pinged_ns = time.monotonic_ns()
            self._unanswered[self._mark()] = self._steady()
            if len(self._unanswered) > _REMEMBERED:
                del self._unanswered[next(iter(self._unanswered))]
            self._link.ping(self._mark())

    def _prove(self, answered: bytes) -> None:
        sent = self._unanswered.pop(answered, None)
        if sent is not None:
            self._answers = True
            self._proven = max(self._proven, sent)
        elif not self._answers:
            self._proven = self._steady()  # nothing better is to be had from a device that answers no ping

    def _steady(self) -> float:
        return time.monotonic() + self._asleep()

    def _patience(self) -> float:
        """Return the seconds for which nothing is due."""
        due = min(self._ping_at, self._link.last_byte + self._timing.silence)
        if not self._live:
            due = min(due, self._began + self._timing.settle)
        return max(0.0, due - time.monotonic()) + _LATE

    def _mark(self) -> bytes:
        return b"%d" % self._pings

    def _early(self) -> bool:
        return not self._heard and time.monotonic() - self._began <= self._timing.settle

    def _become_live(self) -> None:
        if not self._live:
            self._live = True
            self._on_live()
