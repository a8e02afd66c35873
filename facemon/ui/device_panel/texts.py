"""A device's facts in words, as its panel shows them and the clipboard takes them."""

from __future__ import annotations

import math

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale, QObject

from facemon.device.facts import DeviceFacts
from facemon.device.freshness import Freshness
from facemon.device.status import State, Status
from facemon.event import Gap, GapCause
from facemon.settings import DeviceSettings
from facemon.settings.address import format_address
from facemon.ui import gap_text, silence_words, status_words, words
from facemon.ui.device_panel.certificate_texts import certificate_fields
from facemon.ui.device_panel.kept import Kept
from facemon.ui.fields import Field, Tone
from facemon.ui.text import clean

NOTICE_S = 5  # a clock that is off by more is worth a notice
WARNING_S = 60  # and by more than this a warning


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a device at one moment."""

    device: DeviceSettings
    status: Status
    now_ms: int
    skew_ms: int | None = None
    freshness: Freshness | None = None
    reconnections: int = 0  # since facemon was started
    facts: DeviceFacts | None = None  # None while they are being asked for
    kept: Kept | None = None  # likewise


class _Counts(QObject):
    """Words with a number in them: Qt's `lupdate` finds plurals in `tr` alone."""

    def reconnected(self, count: int) -> str:
        return self.tr("%Ln time(s) since facemon was started", "", count)

    def gaps(self, count: int) -> str:
        return self.tr("%Ln gap(s) in the last 24 hours", "", count)

    def cut(self, count: int) -> str:
        return self.tr("%Ln time(s) in the last 24 hours", "", count)


def skew(skew_ms: int) -> str:
    """Return how far a clock is off, in words."""
    translate = QCoreApplication.translate
    if abs(skew_ms) < 1000:
        return translate("DevicePanel", "right")
    length = words.duration(math.floor(abs(skew_ms) / 1000))
    told = translate("DevicePanel", "{time} ahead") if skew_ms > 0 else translate("DevicePanel", "{time} behind")
    return told.format(time=length)


def skew_tone(skew_ms: int) -> Tone:
    """Return how much a clock's error matters."""
    seconds = abs(skew_ms) / 1000
    return Tone.BAD if seconds > WARNING_S else Tone.WARN if seconds > NOTICE_S else Tone.PLAIN


def device_fields(known: Known) -> tuple[Field, ...]:
    """Return all lines that have something to say, in the order they are read."""
    return tuple(field for field in (*_connection(known), *_identity(known), *_happened(known)) if field.value)


def _connection(known: Known) -> list[Field]:
    translate = QCoreApplication.translate
    device, status, facts = known.device, known.status, known.facts
    live = status.state is State.LIVE
    since = translate("DevicePanel", "live since {time}").format(time=words.since(status.since_ms, known.now_ms))
    asked = "" if facts is None else facts.address
    where = clean(format_address(device.host, device.port), 150)
    lines = [
        Field(
            translate("DevicePanel", "Connection"),
            since if live else status_words.status_line(status, 0.0),
            Tone.GOOD if live else Tone.BAD,
        ),
        Field(translate("DevicePanel", "Address"), where if asked in ("", device.host) else f"{where} ({asked})"),
    ]
    if not live:
        lines.append(Field(translate("DevicePanel", "Why"), status_words.failure_sentence(status, device)))
    if known.freshness is not None:
        unreported, unchecked = silence_words.unreported(known.freshness), silence_words.unchecked(known.freshness)
        lines.append(Field(translate("DevicePanel", "Not reported"), unreported, Tone.BAD))
        lines.append(Field(translate("DevicePanel", "Silence"), unchecked, Tone.WARN))
    again = known.reconnections
    lines.append(Field(translate("DevicePanel", "Reconnected"), _Counts().reconnected(again) if again else ""))
    if status.round_trip_ms is not None:
        told = translate("DevicePanel", "{number} ms")
        told = told.format(number=QLocale().toString(max(1, math.ceil(status.round_trip_ms))))
        lines.append(Field(translate("DevicePanel", "Round trip"), told))
    return lines


def _identity(known: Known) -> list[Field]:
    translate = QCoreApplication.translate
    facts = known.facts
    if facts is None:
        return [Field(translate("DevicePanel", "Device"), translate("DevicePanel", "being asked…"))]
    lines: list[Field] = []
    if facts.problem is not None:
        why = status_words.failure(facts.problem.failure)
        detail = status_words.failure_detail(facts.problem.detail)
        told = words.joined(why, detail if detail != why else "")
        lines.append(Field(translate("DevicePanel", "Does not tell more"), told, Tone.WARN))
    info = facts.info
    if info is not None:
        lines += [
            Field(translate("DevicePanel", "Model"), clean(info.model, 80)),
            Field(translate("DevicePanel", "Serial number"), clean(info.device_sn, 80)),
            Field(translate("DevicePanel", "Firmware"), words.joined(clean(info.sw_ver, 80), clean(info.app_ver, 80))),
            Field(translate("DevicePanel", "Hardware"), clean(info.hw_ver, 80)),
            Field(translate("DevicePanel", "API"), clean(info.api_ver, 80)),
            Field(translate("DevicePanel", "MAC, wired"), clean(info.mac_wired, 40)),
            Field(translate("DevicePanel", "MAC, wireless"), clean(info.mac_wlan, 40)),
        ]
    skew_ms = known.skew_ms if facts.time is None else round(facts.time.skew_s * 1000)
    if skew_ms is not None:
        lines.append(Field(translate("DevicePanel", "Clock"), skew(skew_ms), skew_tone(skew_ms)))
    if facts.time is not None:
        lines.append(Field(translate("DevicePanel", "Time zone"), clean(facts.time.time_zone, 80)))
    return lines + certificate_fields(facts.certificate, known.device, known.now_ms, facts.tls_version)


def _happened(known: Known) -> list[Field]:
    translate = QCoreApplication.translate
    kept = known.kept
    if kept is None:
        return []
    last = "" if kept.last is None else words.since(kept.last.at_ms, known.now_ms)
    cut = sum(gap.cause is GapCause.DISCONNECTED for gap in kept.gaps)
    return [
        Field(translate("DevicePanel", "Events today"), QLocale().toString(kept.today)),
        Field(translate("DevicePanel", "Last event"), last),
        Field(translate("DevicePanel", "Disconnected"), _Counts().cut(cut) if cut else ""),
        Field(translate("DevicePanel", "Gaps"), _gaps(kept.gaps, known.device.name)),
    ]


def _gaps(gaps: tuple[Gap, ...], name: str) -> str:
    if not gaps:
        return ""
    newest = gap_text.gap_text(gaps[-1], clean(name, 80))
    return f"{_Counts().gaps(len(gaps))}\n{newest.sentence}"
