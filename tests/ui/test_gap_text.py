"""What is said about a gap."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from typing import Any

import pytest
from feed_arrivals import gap
from happenings import usual_look
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from facemon.device.shortfall import SENTENCES, Shortfall
from facemon.event import Gap, GapCause, GapState
from facemon.ui import language
from facemon.ui.detail import DetailPanel
from facemon.ui.gap_detail import gap_fields
from facemon.ui.gap_text import Weight, gap_text, period

pytestmark = pytest.mark.usefixtures("qapp")

TODAY = round(time.time() * 1000) // 86_400_000 * 86_400_000


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    usual_look()
    language.install(qapp, "en")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


def clock(ms: int) -> str:
    return time.strftime("%H:%M:%S", time.localtime(ms / 1000))


def closed(**fields: Any) -> Gap:
    """Return a gap of 102 seconds that ended just now."""
    now = round(time.time() * 1000)
    return gap(1, now - 102_000, now, **fields)


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"state": GapState.RECOVERED, "recovered": 7}, "7 events recovered from the device"),
        ({"state": GapState.RECOVERED, "recovered": 1}, "1 event recovered from the device"),
        (
            {"state": GapState.RECOVERED, "recovered": 1203, "pictureless": 3},
            "1,203 events recovered from the device · 3 without a picture",
        ),
        ({"state": GapState.RECOVERED}, "nothing was missed"),
        ({"state": GapState.RECOVERED, "problem": SENTENCES[Shortfall.NO_ALARMS]}, "device alarms may be missing"),
        ({"state": GapState.WAITING}, "waiting to be recovered"),
        ({"state": GapState.RECOVERING}, "recovering …"),
        ({"state": GapState.RECOVERING, "read": 400}, "recovering … 400"),
        ({"state": GapState.RECOVERING, "read": 400, "total": 1203}, "recovering … 400 of 1,203"),
        ({"state": GapState.RECOVERING, "read": 5, "total": 3}, "recovering … 5 of 5"),
        ({"state": GapState.OFFERED}, "events of that time can be fetched: select to decide"),
        ({"state": GapState.DECLINED}, "not fetched"),
        ({"state": GapState.FAILED}, "nothing could be recovered"),
        ({"state": GapState.FAILED, "problem": "{name} keeps no records."}, "Warehouse keeps no records."),
        (
            {"state": GapState.PARTIAL, "recovered": 2, "problem": "It broke off ({detail}).", "detail": "HTTP 500"},
            "2 events recovered from the device · It broke off (HTTP 500).",
        ),
        ({"state": GapState.FAILED, "problem": "It broke off ({detail})."}, "It broke off."),
        ({"state": GapState.FAILED, "problem": "Of another {version}, {} {0} {"}, "Of another {version}, {} {0} {"),
        ({"state": GapState.FAILED, "lost": 12}, "12 events lost · nothing could be recovered"),
        ({"state": GapState.OPEN, "lost": 12, "cause": GapCause.NOT_KEPT}, "12 events lost"),
    ],
)  # fmt: skip
def test_what_has_become_of_a_gap_is_said(fields: dict[str, Any], outcome: str) -> None:
    assert gap_text(closed(**fields), "Warehouse").outcome == outcome


@pytest.mark.parametrize("cause", GapCause)
@pytest.mark.parametrize("open_", [True, False])
def test_each_cause_is_said_with_the_device_and_the_time(cause: GapCause, open_: bool) -> None:
    one = closed(cause=cause)
    shown = gap(1, one.from_ms, None if open_ else one.to_ms, cause=cause)
    headline = gap_text(shown, "Warehouse").headline
    assert "Warehouse" in headline
    assert (period(shown) in headline) != (open_ and cause is GapCause.NEW)
    assert "{" not in headline


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ({"state": GapState.OPEN}, Weight.OPEN),
        ({"state": GapState.OFFERED}, Weight.ASKED),
        ({"state": GapState.WAITING}, Weight.UNDER_WAY),
        ({"state": GapState.RECOVERING}, Weight.UNDER_WAY),
        ({"state": GapState.RECOVERED}, Weight.CLOSED),
        ({"state": GapState.RECOVERED, "lost": 1}, Weight.MISSING),
        ({"state": GapState.PARTIAL}, Weight.MISSING),
        ({"state": GapState.FAILED}, Weight.MISSING),
        ({"state": GapState.DECLINED}, Weight.MISSING),
    ],
)
def test_what_is_missing_stands_out(fields: dict[str, Any], weight: Weight) -> None:
    assert gap_text(closed(**fields), "Warehouse").weight is weight


def test_a_period_has_its_days_where_they_are_not_today() -> None:
    now = datetime.datetime.now().astimezone()
    noon = round(now.replace(hour=12, minute=0, second=0, microsecond=0).timestamp() * 1000)
    assert period(gap(1, noon, noon + 61_000)) == "12:00:00 – 12:01:01"
    assert period(gap(1, noon)) == "12:00:00"
    earlier = datetime.datetime(2025, 3, 4, 12).astimezone()
    past = round(earlier.timestamp() * 1000)
    assert period(gap(1, past, past + 61_000)) == "4 Mar 2025 12:00:00 – 12:01:01"
    assert period(gap(1, past, noon)).startswith("4 Mar 2025 12:00:00 – ")
    assert period(gap(1, past, noon)).endswith(f"{now.year} 12:00:00")
    assert period(gap(1, past, past + 86_400_000)) == "4 Mar 2025 12:00:00 – 5 Mar 2025 12:00:00"


@pytest.mark.parametrize("cause", GapCause)
@pytest.mark.parametrize("state", GapState)
def test_the_details_name_all_that_is_known(cause: GapCause, state: GapState) -> None:
    one = closed(cause=cause, state=state, read=400, total=1203, recovered=7, pictureless=2, lost=3, problem="A {name}")
    known = {field.label: field.value for field in gap_fields(one, "Warehouse")}
    assert known["Device"] == "Warehouse"
    assert known["Duration"] == "1 min"
    assert known["Records read"] == "400 of 1,203"
    assert (known["Recovered"], known["Without a picture"], known["Lost"]) == ("7", "2", "3")
    assert known["Missing"] == "A Warehouse"
    assert known["Cause"]
    assert known["State"]


def visible(panel: DetailPanel) -> list[str]:
    return [button.text() for button in panel.findChildren(QPushButton) if button.isVisible()]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (GapState.OPEN, []), (GapState.WAITING, []), (GapState.RECOVERING, []), (GapState.RECOVERED, []),
        (GapState.PARTIAL, ["Try again"]), (GapState.FAILED, ["Try again"]),
        (GapState.OFFERED, ["Fetch", "No"]), (GapState.DECLINED, ["Fetch"]),
    ],
)  # fmt: skip
def test_the_panel_offers_what_can_be_done(qtbot: QtBot, state: GapState, buttons: list[str]) -> None:
    panel = DetailPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 700)
    panel.show()
    panel.show_gap(closed(state=state), "Warehouse")
    assert visible(panel) == buttons
    told: list[tuple[str, int]] = []
    panel.gap.retry_gap.connect(lambda gap: told.append(("Try again", gap.id)))
    panel.gap.fetch_gap.connect(lambda gap: told.append(("Fetch", gap.id)))
    panel.gap.decline_gap.connect(lambda gap: told.append(("No", gap.id)))
    for button in panel.findChildren(QPushButton):
        if button.isVisible():
            button.click()
    assert told == [(name, 1) for name in buttons]
    panel.copy()
    assert "Device: Warehouse" in QGuiApplication.clipboard().text()
    panel.show_event(None, None, None)
    assert visible(panel) == []
    panel.close_threads()
