"""A window stands again where it was left, on its screen, whatever has become of the screens meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from facemon.ui.placed import Kept, Placement, ScreenSeen, placed, understood

DESK = ScreenSeen("DP-1", "Dell U2412M 1", (0, 0, 1920, 1170))
WALL = ScreenSeen("HDMI-1", "LG 55 7", (1920, 0, 3840, 2130))
ON_THE_WALL = Kept(WALL, (2020, 100, 1440, 900))

TWICE = """
import json, sys
from PySide6.QtWidgets import QApplication, QWidget
from facemon.ui import placed
app = QApplication([])
kept = json.loads(sys.argv[1])
window = QWidget()
if kept:
    placed.restore(window, kept, full=sys.argv[2] == "full")
else:
    window.setGeometry(1000, 100, 400, 300)
window.show()
app.processEvents()
print(json.dumps([placed.keep(window), window.screen().name(), window.isMaximized(), window.isFullScreen()]))
"""


def test_it_is_where_it_was_though_another_screen_is_first_now_and_its_own_has_moved() -> None:
    moved = ScreenSeen("HDMI-1", "LG 55 7", (0, 0, 3840, 2130))
    new = ScreenSeen("DP-2", "Eizo 3", (3840, 0, 1280, 994))

    assert placed(ON_THE_WALL, [new, DESK, moved]) == Placement(2, (100, 100, 1440, 900))


def test_it_comes_to_the_primary_screen_where_its_own_is_gone_and_is_wholly_on_it() -> None:
    small = ScreenSeen("X", "", (50, 30, 1280, 770))

    placement = placed(Kept(WALL, (4000, 1100, 1700, 1000)), [small])

    left, top, width, height = placement.place
    assert placement.screen == 0
    assert left >= 50
    assert top > 30  # its title bar, too
    assert left + width <= 50 + 1280
    assert top + height <= 30 + 770


def test_it_keeps_its_size_and_part_of_the_screen_where_the_scale_is_another() -> None:
    scaled = ScreenSeen("HDMI-1", "LG 55 7", (1920, 0, 1920, 1065))  # 200 %
    right_edge = Kept(WALL, (1920 + 3840 - 1440, 200, 1440, 900))

    left, _, width, height = placed(right_edge, [DESK, scaled]).place

    assert (width, height) == (1440, 900)
    assert left + width == 1920 + 1920  # still at the right edge


def test_two_screens_of_one_model_are_told_apart_by_their_connectors() -> None:
    twins = [ScreenSeen("DP-1", "Dell", (0, 0, 1920, 1080)), ScreenSeen("DP-2", "Dell", (1920, 0, 1920, 1080))]

    assert placed(Kept(twins[1], (2000, 100, 800, 600)), twins).screen == 1


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"screen": {"name": "a", "model": "", "room": [0, 0, 0, 0]}, "place": [0, 0, 10, 10]},
        {"screen": {"name": "a", "model": "", "room": [0, 0, 100, 100]}, "place": [10**9, 0, 10, 10]},
        {"screen": "a", "place": [0, 0, 10, 10]},
        {"screen": {"name": "a", "model": "", "room": [0, 0, 100, 100]}, "place": [0, 0, 10]},
    ],
)
def test_what_makes_no_sense_is_nothing(kept: dict[str, object]) -> None:
    assert understood(kept) is None


def _run(folder: Path, screens: list[dict[str, object]], kept: object, full: str = "") -> list[object]:
    """Run a program over these screens, which has its window restored, and return what it tells of it."""
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    told = subprocess.run(
        [sys.executable, "-c", TWICE, json.dumps(kept), full], capture_output=True, text=True, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    answer: list[object] = json.loads(told.stdout)
    return answer


def _screen(name: str, left: int, width: int) -> dict[str, object]:
    return {
        "name": name,
        "x": left,
        "y": 0,
        "width": width,
        "height": 800,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }


def test_a_real_window_comes_back_to_its_screen_and_fills_it_if_wanted(tmp_path: Path) -> None:
    kept, screen, *_ = _run(tmp_path, [_screen("left", 0, 900), _screen("right", 900, 1200)], {})
    assert screen == "right"

    again = _run(tmp_path, [_screen("right", 0, 1200), _screen("left", 1200, 900)], kept)
    assert again[1] == "right"
    assert again[0]["place"] == [100, 100, 400, 300]  # type: ignore[index]

    full = _run(tmp_path, [_screen("left", 0, 900), _screen("right", 900, 1200)], kept, "full")
    assert full[1:] == ["right", False, True]
    assert full[0]["place"] == [1000, 100, 400, 300]  # type: ignore[index]  # and that is where it goes back to
