import time
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from facemon.limit import Limit
from facemon.monitor.newest import Newest, NotTold
from facemon.ui.itself.newest_watch import DAY_S, NewestWatch

WAIT_MS = 20_000
ADDRESS = "https://updates.example/facemon.json"


class Site:
    """Tells the newest version, and counts how often it was asked."""

    def __init__(self, version: str = "9.1") -> None:
        self.asked = 0
        self.version = version

    def __call__(self, _address: str, _stop: Callable[[], bool]) -> Newest:
        self.asked += 1
        if not self.version:
            raise NotTold("HTTP 500")
        return Newest(self.version, "https://updates.example/")


def looked(qtbot: QtBot, watch: NewestWatch) -> str:
    with qtbot.waitSignal(watch.changed, timeout=WAIT_MS):
        watch.look()
    watch.close(Limit(10))
    return watch.text()


def test_nobody_is_asked_while_the_settings_name_no_address(qtbot: QtBot, tmp_path: Path) -> None:
    site = Site()
    watch = NewestWatch(tmp_path / "newest.json", lambda: "", site, "0.1.0")
    watch.look()
    watch.close(Limit(10))
    assert site.asked == 0
    assert watch.text() == ""
    assert list(tmp_path.iterdir()) == []


def test_a_newer_version_is_named_and_asked_for_once_a_day_whatever_is_restarted(qtbot: QtBot, tmp_path: Path) -> None:
    site = Site()
    for _ in range(2):
        watch = NewestWatch(tmp_path / "newest.json", lambda: ADDRESS, site, "0.1.0")
        assert looked(qtbot, watch) == "facemon 9.1 is available: https://updates.example/"
    assert site.asked == 1
    kept = (tmp_path / "newest.json").read_text()
    now = int(time.time())
    (tmp_path / "newest.json").write_text(kept.replace(str(now)[:7], str(now - DAY_S - 10_000)[:7]))
    looked(qtbot, NewestWatch(tmp_path / "newest.json", lambda: ADDRESS, site, "0.1.0"))
    assert site.asked == 2


def test_the_version_in_use_is_not_named(qtbot: QtBot, tmp_path: Path) -> None:
    watch = NewestWatch(tmp_path / "newest.json", lambda: ADDRESS, Site("0.1.0"), "0.1.0")
    assert looked(qtbot, watch) == ""


def test_a_site_that_does_not_tell_is_asked_again_a_day_later_at_the_soonest(qtbot: QtBot, tmp_path: Path) -> None:
    site = Site("")
    for _ in range(2):
        assert looked(qtbot, NewestWatch(tmp_path / "newest.json", lambda: ADDRESS, site, "0.1.0")) == ""
    assert site.asked == 1
