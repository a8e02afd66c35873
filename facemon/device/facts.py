"""What a device tells of itself when it is looked after: who it is, its clock, its certificate."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from facemon.device import tls
from facemon.device.account import Account
from facemon.device.deadline import Deadline, StoppedError
from facemon.device.failure import LinkError, of_exception
from facemon.device.judging import NotOffered
from facemon.device.rest import DeviceInfo, DeviceTime, Rest
from facemon.device.status import Certificate, Failure, State
from facemon.device.timing import Timing

T = TypeVar("T")
log = logging.getLogger(__name__)


class DeviceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What could be found out. What the device does not offer is None, without a problem."""

    address: str = ""  # the IP address that was reached
    certificate: Certificate | None = None
    tls_version: str = ""  # as "TLS 1.3"
    handshake_ms: float | None = None  # from the first byte to the end of the TLS handshake
    info: DeviceInfo | None = None
    time: DeviceTime | None = None
    problem: LinkError | None = None  # what came between


def look_up(account: Account, *, stop: Callable[[], bool], timing: Timing | None = None) -> DeviceFacts:
    """Ask a device for all of it; never raises but StoppedError. Nothing is sent to one whose certificate is not known.

    Args:
        stop: asked several times a second; true ends it.
    """
    timing = timing or Timing()
    facts = DeviceFacts()
    try:
        facts = _reached(account, stop, timing)
        rest = Rest(account, stop=stop, timing=timing)
        facts = msgspec.structs.replace(facts, info=_offered(rest.info))
        facts = msgspec.structs.replace(facts, time=_offered(rest.time))
    except StoppedError:
        raise
    except (tls.CertificateUnknown, tls.CertificateChanged) as unknown:
        problem = of_exception(unknown, State.SECURING)
        return msgspec.structs.replace(facts, certificate=unknown.certificate, problem=problem)
    except Exception as error:
        problem = of_exception(error, State.SIGNING_IN)
        if problem.failure is Failure.INTERNAL_ERROR:
            log.exception("%s: internal error while it was asked what it is", account.device.id)
        return msgspec.structs.replace(facts, problem=problem)
    return facts


def _reached(account: Account, stop: Callable[[], bool], timing: Timing) -> DeviceFacts:
    device = account.device
    addresses = tls.resolve(device.host, device.port, Deadline(timing.resolve, stop))
    plain = tls.connect(addresses, Deadline(timing.connect, stop))
    address = str(plain.getpeername()[0])
    began = time.monotonic()
    sock = tls.secure(plain, device.host, device.certificate, Deadline(timing.tls, stop))
    try:
        return DeviceFacts(
            address=address,
            certificate=tls.offered(sock),
            tls_version=(sock.version() or "").replace("TLSv", "TLS "),
            handshake_ms=(time.monotonic() - began) * 1000,
        )
    finally:
        sock.close()


def _offered(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except NotOffered:
        return None
