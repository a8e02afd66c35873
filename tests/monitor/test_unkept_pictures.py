"""Pictures that may not be kept, from the device to the history's file."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sink import Sink, monitor_in, settings_for

from facemon.event import Category, GapCause, GapState
from facemon.history.database import open_for_reading
from facemon.settings import PicturePrivacy, PrivacySettings
from facemon.simulator.device import SimulatedDevice


def test_a_picture_that_may_not_be_kept_is_shown_and_reaches_the_disk_neither_live_nor_recovered(
    device: SimulatedDevice, tmp_path: Path
) -> None:
    sink = Sink()
    missed = device.emit(category=Category.STAFF)
    monitor = monitor_in(tmp_path, sink, privacy=PrivacySettings(staff=PicturePrivacy(picture_days=0)))
    try:
        monitor.apply([settings_for(device)])
        sink.until(
            lambda: any(gap.cause is GapCause.NEW and gap.state is GapState.OFFERED for gap in sink.gaps.values())
        )
        monitor.recover(next(gap for gap in sink.gaps.values() if gap.cause is GapCause.NEW))
        sink.until(lambda: bool(sink.arrived))
        seen = device.emit(category=Category.STAFF)
        alarming = device.emit(category=Category.BLACKLIST)
        sink.until(lambda: len(sink.arrived) == 3)
        assert all(arrived.happening.picture for arrived in sink.arrived)
    finally:
        assert monitor.stop(10)
    with contextlib.closing(open_for_reading(tmp_path / "history.sqlite3")) as connection:
        kept = connection.execute(
            "SELECT uuid, jpeg IS NOT NULL FROM event LEFT JOIN picture ON event = event.id WHERE picture_size > 0"
        ).fetchall()
    assert dict(kept) == {missed: 0, seen: 0, alarming: 1}
