"""How a device's connection stands, in the language in use."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from facemon.device.lifecycle import SENTENCES
from facemon.device.status import Failure, State, Status
from facemon.ui import words
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.monitor import Unreadable
    from facemon.settings import DeviceSettings


def state(value: State) -> str:
    """Return a connection's state in words."""
    translate = QCoreApplication.translate
    return {
        State.OFF: translate("Words", "Off"),
        State.RESOLVING: translate("Words", "Looking up"),
        State.CONNECTING: translate("Words", "Connecting"),
        State.SECURING: translate("Words", "Securing"),
        State.SIGNING_IN: translate("Words", "Signing in"),
        State.SUBSCRIBING: translate("Words", "Subscribing"),
        State.LIVE: translate("Words", "Live"),
        State.WAITING: translate("Words", "Waiting"),
        State.REFUSED: translate("Words", "Refused"),
        State.NEEDS_APPROVAL: translate("Words", "Needs approval"),
    }[value]


def failure(value: Failure) -> str:
    """Return the two or three words for a failure that fit on a line with other things."""
    translate = QCoreApplication.translate
    return {
        Failure.NAME_NOT_FOUND: translate("Words", "name not found"),
        Failure.CONNECTION_REFUSED: translate("Words", "connection refused"),
        Failure.NO_ROUTE: translate("Words", "no route"),
        Failure.TIMED_OUT: translate("Words", "no answer"),
        Failure.NOT_TLS: translate("Words", "not secure"),
        Failure.CERTIFICATE_CHANGED: translate("Words", "certificate changed"),
        Failure.CERTIFICATE_INVALID: translate("Words", "certificate invalid"),
        Failure.SERIAL_CHANGED: translate("Words", "another device"),
        Failure.EVENTS_OF_ANOTHER: translate("Words", "events of another device"),
        Failure.NOT_THIS_PATH: translate("Words", "no event stream"),
        Failure.SIGN_IN_NEEDED: translate("Words", "sign-in needed"),
        Failure.WRONG_PASSWORD: translate("Words", "wrong password"),
        Failure.NO_SUCH_ACCOUNT: translate("Words", "no such account"),
        Failure.PASSWORD_MISSING: translate("Words", "password missing"),
        Failure.KEYRING_SILENT: translate("Words", "keyring locked"),
        Failure.PASSPHRASE_NEEDED: translate("Words", "awaiting the passphrase"),
        Failure.TOO_MANY_SUBSCRIBERS: translate("Words", "too many subscribers"),
        Failure.SERVER_ERROR: translate("Words", "device error"),
        Failure.PROTOCOL_ERROR: translate("Words", "not understood"),
        Failure.SILENCE: translate("Words", "no answer"),
        Failure.NOT_REPORTED: translate("Words", "events not reported"),
        Failure.CONNECTION_LOST: translate("Words", "connection lost"),
        Failure.NO_FILES: translate("Words", "too many open files"),
        Failure.INTERNAL_ERROR: translate("Words", "fault in facemon"),
    }[value]


def short_status(status: Status, now: float) -> str:
    """Return how a connection stands in as few words as fit on a chip; `now` is `time.monotonic()`.

    What is gone through on the way to live is one word, so that a chip does not flicker.
    """
    translate = QCoreApplication.translate
    if status.state == State.WAITING:
        if status.retry_at is None:
            return translate("Words", "waiting")
        return translate("Words", "retry in {seconds} s").format(seconds=max(0, math.ceil(status.retry_at - now)))
    if status.state == State.REFUSED:
        return failure(status.failure) if status.failure is not None else translate("Words", "refused")
    if status.state == State.NEEDS_APPROVAL:
        return translate("Words", "needs approval")
    return state(status.state) if status.state in (State.LIVE, State.OFF) else translate("Words", "connecting…")


def status_line(status: Status, now: float) -> str:
    """Return how a connection stands, the failure before the countdown; `now` is `time.monotonic()`."""
    if status.state == State.WAITING and status.failure is not None:
        return words.joined(failure(status.failure), short_status(status, now))
    if status.state in (State.WAITING, State.REFUSED, State.NEEDS_APPROVAL):
        return short_status(status, now)
    return state(status.state)


def failure_sentence(status: Status, device: DeviceSettings) -> str:
    """Return the sentence for a device's last failure: what failed and what to do. Empty when there is none."""
    if status.failure is None:
        return ""
    sentence = QCoreApplication.translate("Failure", SENTENCES[status.failure])
    if not status.detail:
        sentence = sentence.replace(" ({detail})", "").replace("（{detail}）", "")
    return sentence.format(
        name=clean(device.name, 80),
        host=clean(device.host, 120),
        port=device.port,
        detail=failure_detail(status.detail),
    )


def failure_detail(text: str) -> str:
    """Return the few words that a failure's sentence has in brackets. What the system says itself stays as it is."""
    return clean(QCoreApplication.translate("Detail", text), 200) if text else ""


def unreadable(update: Unreadable) -> str:
    """Return how many messages of a device could not be read, and why the last one could not."""
    translate = QCoreApplication.translate
    count = translate("Words", "Unreadable messages: {count}").format(count=QLocale().toString(update.count))
    why = clean(translate("Message", update.reason)) if update.reason else ""
    return translate("Words", "{count}. The last one: {reason}").format(count=count, reason=why) if why else count
