"""“Test connection”: what works between this computer and a device, step by step."""

from __future__ import annotations

import enum
import ssl
import threading
import time
from collections.abc import Callable

import msgspec

from facemon.device import failure, tls
from facemon.device.account import Account
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.frames import NORMAL
from facemon.device.identity import Identity
from facemon.device.judging import NotOffered
from facemon.device.listening import Listener
from facemon.device.rest import Rest
from facemon.device.status import Certificate, Failure, State
from facemon.device.timing import Timing
from facemon.device.upgrade import subscribe
from facemon.device.validity import ends_soon
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import DeviceSettings

NO_USER_NAME = QT_TRANSLATE_NOOP("Probe", "skipped, since no user name is set")
NOT_OFFERED = QT_TRANSLATE_NOOP("Probe", "Not offered by this device.")
ALREADY_LIVE = QT_TRANSLATE_NOOP("Probe", "This program is subscribed already.")
TOKEN = QT_TRANSLATE_NOOP("Probe", "Signed in with a token.")
BASIC = QT_TRANSLATE_NOOP("Probe", "The device has no login; the password goes with each request.")
CLOCK_OFF = QT_TRANSLATE_NOOP("Probe", "The device's clock is off. Times of its events will be, too.")

ENDS_SOON = QT_TRANSLATE_NOOP("Probe", "It ends soon: have it renewed before.")

LARGEST_SKEW = 5.0  # seconds


class StepKind(enum.StrEnum):
    """What a step tries, in the order of trying."""

    REACH = "reach"
    SECURE = "secure"
    SIGN_IN = "sign in"
    IDENTITY = "identity"
    CLOCK = "clock"
    STREAM = "stream"


class Outcome(enum.StrEnum):
    """What came of a step."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"
    NEEDS_APPROVAL = "needs approval"  # of the certificate; nothing was sent, and no step follows


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One finished step.

    `detail` is, after a failure, for the field of that name in the failure's sentence; otherwise it is empty or a
    sentence marked for translation in the context "Probe". `facts` has what was learnt, under names among host,
    address, tls, sha256, model, serial, firmware, skew_s, time_zone.
    """

    kind: StepKind
    outcome: Outcome
    elapsed_ms: float
    failure: Failure | None = None
    detail: str = ""
    facts: dict[str, str] = {}
    certificate: Certificate | None = None


class _Result(msgspec.Struct, frozen=True):
    outcome: Outcome = Outcome.OK
    detail: str = ""
    facts: dict[str, str] = {}
    certificate: Certificate | None = None


Password = str | Callable[[], str | None] | None


def probe(
    device: DeviceSettings,
    *,
    password: Password,
    already_live: bool,
    report: Callable[[Step], None],
    stop: threading.Event,
    timing: Timing | None = None,
) -> None:
    """Try one step after the other and report each when it is finished.

    The password may be a call that gives it, as an `Account` makes it: once it is known to be the right device.

    It ends early where nothing further can work: not reached, not secure, not signed in, certificate not approved,
    another device; and, without another report, soon after `stop` is set. It takes one of the device's three places for
    a moment, unless `already_live` says that this program has one.
    """
    trial = _Trial(device, password, stop.is_set, timing or Timing())
    steps: list[tuple[StepKind, State, Callable[[], _Result], bool]] = [
        (StepKind.REACH, State.CONNECTING, trial.reach, True),
        (StepKind.SECURE, State.SECURING, trial.secure, True),
        (StepKind.SIGN_IN, State.SIGNING_IN, trial.sign_in, True),
        (StepKind.IDENTITY, State.SIGNING_IN, trial.identity, False),
        (StepKind.CLOCK, State.SIGNING_IN, trial.clock, False),
        (StepKind.STREAM, State.SUBSCRIBING, trial.skip_stream if already_live else trial.stream, False),
    ]
    try:
        for kind, state, attempt, needed in steps:
            step = _step(kind, state, attempt)
            report(step)
            if needed and step.outcome in (Outcome.FAILED, Outcome.NEEDS_APPROVAL):
                break
            if step.failure is Failure.SERIAL_CHANGED:
                break
    except StoppedError:
        pass
    finally:
        trial.close()


def _step(kind: StepKind, state: State, attempt: Callable[[], _Result]) -> Step:
    began = time.monotonic()

    def elapsed() -> float:
        return (time.monotonic() - began) * 1000

    try:
        result = attempt()
    except StoppedError:
        raise
    except tls.CertificateUnknown as unknown:
        certificate = unknown.certificate
        return Step(
            kind=kind,
            outcome=Outcome.NEEDS_APPROVAL,
            elapsed_ms=elapsed(),
            facts={"sha256": certificate.sha256},
            certificate=certificate,
        )
    except NotOffered as absent:
        if kind is not StepKind.STREAM:
            return Step(kind=kind, outcome=Outcome.SKIPPED, elapsed_ms=elapsed(), detail=NOT_OFFERED)
        named: failure.LinkError = absent
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the result of the step
        named = failure.of_exception(error, state)
    else:
        return Step(
            kind=kind,
            outcome=result.outcome,
            elapsed_ms=elapsed(),
            detail=result.detail,
            facts=result.facts,
            certificate=result.certificate,
        )
    return Step(
        kind=kind,
        outcome=Outcome.FAILED,
        elapsed_ms=elapsed(),
        failure=named.failure,
        detail=named.detail,
        certificate=named.certificate,
    )


class _Trial:
    """One run's connection and sign-in."""

    def __init__(self, device: DeviceSettings, password: Password, stop: Callable[[], bool], timing: Timing) -> None:
        self._device = device
        self._stop = stop
        self._timing = timing
        self._closing: list[Callable[[], None]] = []
        self._addresses: list[tls.Address] = []
        given = password if callable(password) else lambda: password
        self._rest = Rest(Account(device, given, timing=timing), stop=stop, timing=timing)
        self._authorization = ""

    def close(self) -> None:
        """Close what is still open."""
        for close in self._closing:
            close()

    def reach(self) -> _Result:
        device = self._device
        self._addresses = tls.resolve(device.host, device.port, Deadline(self._timing.resolve, self._stop))
        self._plain = tls.connect(self._addresses, Deadline(self._timing.connect, self._stop))
        self._closing.append(self._plain.close)
        return _Result(facts={"host": device.host, "address": str(self._plain.getpeername()[0])})

    def secure(self) -> _Result:
        device = self._device
        sock = tls.secure(self._plain, device.host, device.certificate, Deadline(self._timing.tls, self._stop))
        try:
            certificate = tls.offered(sock)
            version = (sock.version() or "").replace("TLSv", "TLS ")
        finally:
            sock.close()
        facts = {"tls": version, "sha256": certificate.sha256}
        if device.certificate == "ca" and ends_soon(certificate, time.time() * 1000):
            return _Result(Outcome.WARNING, ENDS_SOON, facts, certificate)
        return _Result(facts=facts, certificate=certificate)

    def sign_in(self) -> _Result:
        if not self._device.username:
            return _Result(Outcome.SKIPPED, NO_USER_NAME)
        self._authorization = self._rest.authorize()
        return _Result(detail=TOKEN if self._authorization.startswith("Bearer ") else BASIC)

    def identity(self) -> _Result:
        info = self._rest.info()
        if Identity.of(self._device).is_denied_by(info.device_sn):
            raise failure.LinkError(Failure.SERIAL_CHANGED, info.device_sn)
        facts = {"model": info.model, "serial": info.device_sn, "firmware": info.sw_ver}
        return _Result(facts={name: value for name, value in facts.items() if value})

    def clock(self) -> _Result:
        clock = self._rest.time()
        facts = {"skew_s": f"{clock.skew_s:.1f}"}
        if clock.time_zone:
            facts["time_zone"] = clock.time_zone
        if abs(clock.skew_s) > LARGEST_SKEW:
            return _Result(Outcome.WARNING, CLOCK_OFF, facts)
        return _Result(facts=facts)

    def skip_stream(self) -> _Result:
        return _Result(Outcome.SKIPPED, ALREADY_LIVE)

    def stream(self) -> _Result:
        device, timing = self._device, self._timing
        sock: ssl.SSLSocket = tls.open_tls(
            device.host, device.port, certificate=device.certificate, stop=self._stop, timing=timing
        )
        link = subscribe(
            sock,
            host=device.host,
            port=device.port,
            authorization=self._authorization,
            timing=timing,
            stop=self._stop,
        )
        live: list[bool] = []
        listener = Listener(link, timing, on_live=lambda: live.append(True), on_message=lambda _, __: None)
        try:
            while not live:
                listener.listen()
        finally:
            link.hang_up(NORMAL)
        return _Result()
