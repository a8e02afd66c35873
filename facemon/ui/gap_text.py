"""What is said about a gap: on its row in the feed, to the ear, and at length beside the feed."""

from __future__ import annotations

import enum
import logging
import time

import msgspec
from PySide6.QtCore import QCoreApplication, QLocale, QObject

from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.event import Gap, GapCause, GapState
from facemon.ui import words
from facemon.ui.text import clean

log = logging.getLogger(__name__)


class Weight(enum.Enum):
    """How much a gap matters to who reads it; the value is its icon."""

    OPEN = "offline"  # it goes on
    ASKED = "info"  # a person is asked
    UNDER_WAY = "retry"
    CLOSED = "history"  # nothing is missing
    MISSING = "warning"  # something is, and stays so


class GapText(msgspec.Struct, frozen=True):
    """The texts of one gap; empty where there is nothing to say."""

    weight: Weight
    headline: str  # which device, since when or from when to when, why
    outcome: str  # what has become of it

    @property
    def sentence(self) -> str:
        """The whole as one line."""
        return words.joined(self.headline, self.outcome)


class _GapCounts(QObject):
    """Words with a number in them: Qt's `lupdate` finds plurals in `tr` alone."""

    def recovered(self, count: int) -> str:
        return self.tr("%Ln event(s) recovered from the device", "", count)

    def lost(self, count: int) -> str:
        return self.tr("%Ln event(s) lost", "", count)


def gap_text(gap: Gap, device_name: str) -> GapText:
    """Return what is said about a gap in the language in use."""
    return GapText(_weight(gap), _headline(gap, device_name), _outcome(gap, device_name))


def period(gap: Gap) -> str:
    """Return from when to when a gap was, with the day where that is not today; since when, while it goes on."""
    now_ms = round(time.time() * 1000)
    begin = words.since(gap.from_ms, now_ms)
    if gap.to_ms is None:
        return begin
    if words.same_day(gap.from_ms, gap.to_ms):
        return f"{begin} – {words.time(gap.to_ms)}"
    return f"{words.date_time(gap.from_ms)} – {words.date_time(gap.to_ms)}"


def problem(gap: Gap, device_name: str) -> str:
    """Return why something is missing; empty where nothing is or nobody knows."""
    if not gap.problem:
        return ""
    sentence = QCoreApplication.translate("Recovery", gap.problem)
    if not gap.detail:
        sentence = sentence.replace(" ({detail})", "").replace("（{detail}）", "")
    try:
        return clean(sentence.format(name=device_name, detail=clean(gap.detail, 200)))
    except (KeyError, IndexError, ValueError):  # written by a facemon that knows other fields
        log.warning("a gap's problem cannot be filled in: %s", gap.problem)
        return clean(sentence)


def number(count: int) -> str:
    """Return a number as the language in use writes it."""
    return QLocale().toString(count)


def _weight(gap: Gap) -> Weight:
    if gap.state is GapState.OPEN:
        return Weight.OPEN
    if gap.state in (GapState.PARTIAL, GapState.FAILED, GapState.DECLINED) or gap.lost:
        return Weight.MISSING
    if gap.state is GapState.OFFERED:
        return Weight.ASKED
    return Weight.CLOSED if gap.state is GapState.RECOVERED else Weight.UNDER_WAY


def _headline(gap: Gap, name: str) -> str:
    translate = QCoreApplication.translate
    when = period(gap)
    if gap.to_ms is None:
        told = {
            GapCause.DISCONNECTED: translate("Gap", "{name} has not been connected since {when}"),
            GapCause.UNREPORTED: translate("Gap", "{name} has not reported its events since {when}"),
            GapCause.CLOSED: translate("Gap", "{name} has not been watched since {when}: facemon was not running"),
            GapCause.NEW: translate("Gap", "{name} is new and has not been watched yet"),
            GapCause.NOT_KEPT: translate("Gap", "Events of {name} have not been kept since {when}"),
        }[gap.cause]
    else:
        told = {
            GapCause.DISCONNECTED: translate("Gap", "{name} was disconnected {when}"),
            GapCause.UNREPORTED: translate("Gap", "{name} did not report its events, though connected, {when}"),
            GapCause.CLOSED: translate("Gap", "{name} was not watched {when}: facemon was not running"),
            GapCause.NEW: translate("Gap", "{name} is new and was not watched before: {when}"),
            GapCause.NOT_KEPT: translate("Gap", "Events of {name} were not kept {when}"),
        }[gap.cause]
    return told.format(name=name, when=when)


def _outcome(gap: Gap, name: str) -> str:
    translate = QCoreApplication.translate
    lost = _GapCounts().lost(gap.lost) if gap.lost else ""
    if gap.state is GapState.OFFERED:
        return translate("Gap", "events of that time can be fetched: select to decide")
    if gap.state is GapState.WAITING:
        return words.joined(translate("Gap", "waiting to be recovered"), lost)
    if gap.state is GapState.RECOVERING:
        return words.joined(_progress(gap), lost)
    if gap.state is GapState.RECOVERED:
        if gap.problem == SENTENCES[Shortfall.NO_ALARMS]:  # which the detail says at length
            return words.joined(_recovered(gap), translate("Gap", "device alarms may be missing"), lost)
        return words.joined(_recovered(gap) or translate("Gap", "nothing was missed"), lost)
    if gap.state is GapState.PARTIAL:
        return words.joined(_recovered(gap), lost, problem(gap, name) or translate("Gap", "not all could be recovered"))
    if gap.state is GapState.FAILED:
        return words.joined(lost, problem(gap, name) or translate("Gap", "nothing could be recovered"))
    if gap.state is GapState.DECLINED:
        return words.joined(translate("Gap", "not fetched"), lost)
    return lost


def _progress(gap: Gap) -> str:
    translate = QCoreApplication.translate
    if gap.total is not None:
        told = translate("Gap", "recovering … {read} of {total}")
        return told.format(read=number(gap.read), total=number(max(gap.total, gap.read)))
    return translate("Gap", "recovering … {read}").format(read=number(gap.read) if gap.read else "").rstrip()


def _recovered(gap: Gap) -> str:
    translate = QCoreApplication.translate
    if not gap.recovered:
        return ""
    told = translate("Gap", "{count} without a picture")
    bare = told.format(count=number(gap.pictureless)) if gap.pictureless else ""
    return words.joined(_GapCounts().recovered(gap.recovered), bare)
