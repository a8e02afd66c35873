"""What the connection test has found out, in words."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QLocale

from facemon.device.lifecycle import SENTENCES
from facemon.device.probe import ALREADY_LIVE, TOKEN, Outcome, Step, StepKind
from facemon.device.status import Failure
from facemon.settings import DeviceSettings
from facemon.ui import status_words, words
from facemon.ui.device_panel.certificate_texts import noted
from facemon.ui.settings.certificate_view import abbreviated
from facemon.ui.text import clean

translate = QCoreApplication.translate


def attempt(kind: StepKind) -> str:
    """Return what a step tries, for before it has been tried."""
    return {
        StepKind.REACH: translate("ConnectionTest", "Reach the device"),
        StepKind.SECURE: translate("ConnectionTest", "Secure connection and certificate"),
        StepKind.SIGN_IN: translate("ConnectionTest", "Sign in"),
        StepKind.IDENTITY: translate("ConnectionTest", "What device it is"),
        StepKind.CLOCK: translate("ConnectionTest", "Its clock"),
        StepKind.STREAM: translate("ConnectionTest", "Event stream"),
    }[kind]


def mark(step: Step) -> tuple[str, str]:
    """Return the icon for a step's outcome and the name of its colour in the theme."""
    if step.outcome is Outcome.SKIPPED:
        return ("check", "good") if step.detail == ALREADY_LIVE else ("off", "dim")
    return {
        Outcome.OK: ("check", "good"),
        Outcome.WARNING: ("warning", "warn"),
        Outcome.NEEDS_APPROVAL: ("needs-approval", "warn"),
    }.get(step.outcome, ("cross", "bad"))


def outcome(step: Step, device: DeviceSettings) -> tuple[str, str]:
    """Return a finished step's sentence, and what stands behind it in a lesser colour."""
    if step.outcome is Outcome.FAILED:
        return failure(step.failure or Failure.INTERNAL_ERROR, step.detail, device), ""
    if step.outcome is Outcome.NEEDS_APPROVAL:
        return translate("ConnectionTest", "Its certificate is not approved yet"), abbreviated(
            step.facts.get("sha256", "")
        )
    if step.outcome is Outcome.SKIPPED and step.detail != ALREADY_LIVE:
        said = translate("Probe", "{step}: {outcome}")  # not every language has the same colon
        return said.format(step=attempt(step.kind), outcome=translate("Probe", step.detail)), ""
    return {
        StepKind.REACH: _reached,
        StepKind.SECURE: _secure,
        StepKind.SIGN_IN: _signed_in,
        StepKind.IDENTITY: _identity,
        StepKind.CLOCK: _clock,
        StepKind.STREAM: _stream,
    }[step.kind](step, device)


def failure(kind: Failure, detail: str, device: DeviceSettings) -> str:
    """Return a failure's sentence without the device's name, which stands above."""
    sentence = translate("Failure", SENTENCES[kind])
    if not detail:
        sentence = sentence.replace(" ({detail})", "").replace("（{detail}）", "")
    for prefix in ("{name}: ", "{name}："):
        sentence = sentence.removeprefix(prefix)
    filled = sentence.format(
        name=clean(device.name, 80),
        host=clean(device.host, 120),
        port=device.port,
        detail=status_words.failure_detail(detail),
    )
    return filled[:1].upper() + filled[1:] if not sentence.startswith("{") else filled


def _reached(step: Step, device: DeviceSettings) -> tuple[str, str]:
    address = clean(step.facts.get("address", ""), 60)
    sentence = translate("ConnectionTest", "Reached {host}, port {port}").format(
        host=clean(device.host, 120), port=device.port
    )
    return sentence, "" if address in ("", device.host) else address


def _secure(step: Step, device: DeviceSettings) -> tuple[str, str]:
    tls = clean(step.facts.get("tls", ""), 20) or "TLS"
    if device.certificate == "ca":
        sentence = translate("ConnectionTest", "Secure connection, {tls}, certificate verified by the system")
    else:
        sentence = translate("ConnectionTest", "Secure connection, {tls}, certificate as approved")
    behind = [abbreviated(step.facts.get("sha256", ""))]
    if step.certificate is not None:
        if step.outcome is Outcome.WARNING:
            date = words.date(step.certificate.not_after_ms)
            behind.append(translate("ConnectionTest", "It ends {date}: have it renewed before.").format(date=date))
        behind += noted(step.certificate, device, time.time() * 1000)
    return sentence.format(tls=tls), words.joined(*behind)


def _signed_in(step: Step, device: DeviceSettings) -> tuple[str, str]:
    sentence = translate("ConnectionTest", "Signed in as {user}").format(user=clean(device.username, 80))
    # A token is what is usual; the other way is worth a word.
    return sentence, "" if step.detail in ("", TOKEN) else translate("Probe", step.detail)


def _identity(step: Step, _device: DeviceSettings) -> tuple[str, str]:
    facts = step.facts
    parts = [clean(facts.get("model", ""), 60) or translate("ConnectionTest", "a device that does not say its model")]
    if facts.get("serial"):
        parts.append(translate("ConnectionTest", "SN {serial}").format(serial=clean(facts["serial"], 60)))
    if facts.get("firmware"):
        parts.append(translate("ConnectionTest", "firmware {version}").format(version=clean(facts["firmware"], 40)))
    return translate("ConnectionTest", "It is {what}").format(what=words.listed(parts)), ""


def _clock(step: Step, _device: DeviceSettings) -> tuple[str, str]:
    try:
        skew = round(float(step.facts.get("skew_s", "0")))
    except (ValueError, OverflowError):
        skew = 0
    zone = clean(step.facts.get("time_zone", ""), 40)
    seconds = QLocale().toString(abs(skew))
    if skew == 0:
        return translate("ConnectionTest", "Its clock agrees with this computer's"), zone
    if skew > 0:
        return translate("ConnectionTest", "Its clock is {seconds} s ahead of this computer").format(
            seconds=seconds
        ), zone
    return translate("ConnectionTest", "Its clock is {seconds} s behind this computer").format(seconds=seconds), zone


def _stream(step: Step, _device: DeviceSettings) -> tuple[str, str]:
    if step.outcome is Outcome.SKIPPED:
        return translate("ConnectionTest", "Event stream open, this window uses one of its three places"), ""
    return translate("ConnectionTest", "Event stream open, one of its three places was free"), ""
