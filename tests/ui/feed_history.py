"""A real history on a disk, for the tests of the feed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from facemon.event import Gap
from facemon.history.history import History
from facemon.monitor import Arrived


def keep(path: Path, arrived: Iterable[Arrived], gaps: Iterable[Gap] = ()) -> None:
    """Keep these in the history at `path`, under their numbers."""
    history = History(path, on_state=lambda _: None, on_gaps=lambda _: None)
    history.start()
    assert history.opened(20)
    history.device_seen("north-gate", "North gate")
    for one in arrived:
        history.put(one.happening, one.number, raised=False)
    for gap in gaps:
        history.change_gap(gap)
    assert history.flush(30)
    assert history.close(30)
