"""Each device: reached, its certificate, sign-in, clock and event stream, as “Test connection” tries them."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterator

from facemon.credentials import Credentials
from facemon.device.account import Account
from facemon.device.deadline import StoppedError
from facemon.device.failure import of_exception
from facemon.device.judging import NotOffered
from facemon.device.lifecycle import SENTENCES
from facemon.device.probe import ALREADY_LIVE, Outcome, Step, StepKind, probe
from facemon.device.rest import Rest
from facemon.device.status import Failure, State
from facemon.device.timing import Timing
from facemon.device.validity import Remark, remarks
from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.settings import DeviceSettings

_RECORDS_SECONDS = 15.0
_LATELY = 3600  # seconds
SECONDS = 60.0  # all steps, each of which has a limit of its own

_CHECKS = {
    StepKind.REACH: "device reach",
    StepKind.SECURE: "device certificate",
    StepKind.SIGN_IN: "device sign-in",
    StepKind.IDENTITY: "device identity",
    StepKind.CLOCK: "device clock",
    StepKind.STREAM: "device stream",
}


def check_device(
    device: DeviceSettings,
    credentials: Credentials,
    *,
    already_live: bool,
    timing: Timing | None = None,
    on_skew: Callable[[str, float], None] = lambda _id, _seconds: None,
) -> Iterator[Finding]:
    """Try one step after the other, until one fails that the others need.

    Args:
        already_live: a running facemon watches it and has one of its places, which is not taken a second time.
        on_skew: is told by how many seconds the clock of the device with this id is ahead, where it has told its time.
    """
    if not device.enabled:
        yield ok("device", f"{device.name} is switched off in the settings, and was not tried.", device=device.id)
        return
    steps: list[Step] = []
    probe(
        device,
        password=lambda: credentials.demand(device.id),
        already_live=already_live,
        report=steps.append,
        stop=threading.Event(),
        timing=timing,
    )
    for step in steps:
        if step.kind is StepKind.CLOCK and "skew_s" in step.facts:
            on_skew(device.id, float(step.facts["skew_s"]))
        yield finding(step, device)
    if steps and all(step.outcome not in (Outcome.FAILED, Outcome.NEEDS_APPROVAL) for step in steps):
        yield _records(device, credentials, timing or Timing())


def _records(device: DeviceSettings, credentials: Credentials, timing: Timing) -> Finding:
    """Return whether the device can be asked for what it has recorded."""
    until = time.monotonic() + _RECORDS_SECONDS
    account = Account(device, lambda: credentials.demand(device.id), timing=timing)
    rest = Rest(account, stop=lambda: time.monotonic() > until, timing=timing)
    try:
        rest.records(max(1, round(time.time()) - _LATELY), 0, limit=1, newest_first=True)
    except NotOffered:
        why = "It offers no records"
    except StoppedError:
        why = "It does not answer when its records are asked for"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        why = f"It does not give out its records ({of_exception(error, State.SIGNING_IN).failure})"
    else:
        return ok(
            "device records",
            "Its records can be asked for: what was missed is fetched, and its silence is checked.",
            device=device.id,
        )
    return warning(
        "device records",
        f"{why}: what was missed cannot be fetched, and while it is silent, nobody can tell that nothing happened.",
        "Give facemon a user of the device, switch its records on, or have its firmware renewed.",
        device=device.id,
    )


def finding(step: Step, device: DeviceSettings) -> Finding:
    """Return what a step has found, in a sentence."""
    check = _CHECKS[step.kind]
    if step.failure is Failure.PASSPHRASE_NEEDED:
        return warning(
            check, "Not tried: its password waits for the passphrase.", "Run this in a terminal to be asked for it.",
            device=device.id,
        )  # fmt: skip
    if step.outcome is Outcome.FAILED:
        return failed(check, _sentence(step.failure or Failure.INTERNAL_ERROR, step.detail, device), device=device.id)
    if step.outcome is Outcome.NEEDS_APPROVAL:
        return failed(
            check,
            "Its certificate has not been approved yet, and nothing was sent to it.",
            f"Compare its SHA-256 {step.facts.get('sha256', '')} with the device's, then approve it in facemon.",
            device=device.id,
        )
    if step.outcome is Outcome.SKIPPED and step.detail != ALREADY_LIVE:
        # A user name that is not set is a choice; what the device does not offer is worth a word.
        return ok(check, f"{step.detail[:1].upper()}{step.detail[1:]}".rstrip(".") + ".", device=device.id)
    found = _found(step, device)
    if step.outcome is Outcome.WARNING:
        if step.kind is StepKind.SECURE:
            return warning(check, found, "Install a renewed certificate on the device before that.", device=device.id)
        return warning(check, found, "Set the device's clock, or let it take the time from a server.", device=device.id)
    return ok(check, found, device=device.id)


def _sentence(kind: Failure, detail: str, device: DeviceSettings) -> str:
    template = SENTENCES[kind] if detail else SENTENCES[kind].replace(" ({detail})", "")
    return template.format(name=device.name, host=device.host, port=device.port, detail=detail)


def _found(step: Step, device: DeviceSettings) -> str:
    facts = step.facts
    if step.kind is StepKind.REACH:
        return f"{device.name} is reached at {device.host}, port {device.port}."
    if step.kind is StepKind.SECURE:
        how = "verified by the system" if device.certificate == "ca" else "as approved"
        return f"Secure by {facts.get('tls') or 'TLS'}, certificate {how}.{_certificate(step, device)}"
    if step.kind is StepKind.SIGN_IN:
        return f"Signed in as {device.username}."
    if step.kind is StepKind.IDENTITY:
        what = ", ".join(facts[name] for name in ("model", "serial", "firmware") if facts.get(name))
        return f"It is {what or 'a device that does not say its model'}."
    if step.kind is StepKind.CLOCK:
        return _clock(facts.get("skew_s", "0"))
    if step.detail == ALREADY_LIVE:
        return "Left to the facemon that is running, which has one of the device's places."
    return "Event stream open: one of its three places was free."


def _clock(skew: str) -> str:
    seconds = float(skew)
    if abs(seconds) < 1:
        return "Its clock agrees with this computer's."
    return f"Its clock is {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} this computer."


def _certificate(step: Step, device: DeviceSettings) -> str:
    certificate = step.certificate
    if certificate is None:
        return ""
    if step.outcome is Outcome.WARNING:
        day = datetime.datetime.fromtimestamp(certificate.not_after_ms / 1000, datetime.UTC).date()
        return f" It ends on {day}."
    told = {
        Remark.EXPIRED: "has expired",
        Remark.NOT_YET_VALID: "is not valid yet",
        Remark.OTHER_NAME: f"is for another name than {device.host}",
    }
    found = [told[remark] for remark in remarks(certificate, device.host, time.time() * 1000)]
    return f" It {' and '.join(found)}, which does not matter: its fingerprint counts." if found else ""
