"""What a start does, and what it leaves for later."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from facemon.program import own_environment

WAIT = 60.0


def told_by(code: str, *arguments: object) -> str:
    """Run some code in an interpreter of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *map(str, arguments)],
        env=own_environment() | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=WAIT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


_IMPORTS = """
import builtins, linecache, sys
usual = builtins.__import__
from facemon import cli
cli.EarlySignals.asked = lambda self: True  # to end
assert cli.main(["--profile", sys.argv[1]]) == 0
print("PySide6.QtWidgets" in sys.modules, builtins.__import__ is usual)
print(*(name for name in linecache.cache if "facemon" in name))
"""


def test_no_source_is_read_for_the_sake_of_the_bindings_for_qt(tmp_path: Path) -> None:
    assert told_by(_IMPORTS, tmp_path).splitlines() == ["True True", ""]


_FIRST_FRAME = """
import json, sys
from facemon import cli
from facemon.ui import app
frame = {}
shown = app.MainWindow.begin
def begin(window, place):
    page = shown(window, place)
    def painted():
        frame.setdefault("modules", list(sys.modules))
        frame.setdefault("said", page.accessibleName())
        window.close()
        frame["stays"] = window.isVisible()
    page.painted.connect(painted)
    return page
app.MainWindow.begin = begin
code = cli.main(["--profile", sys.argv[1]])
print(json.dumps(frame | {"code": code}))
"""


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(told_by(_FIRST_FRAME, tmp_path_factory.mktemp("profile")))
    return told


def test_the_first_frame_says_that_it_starts_and_waits_for_nothing_that_it_does_not_show(frame: dict[str, Any]) -> None:
    assert frame["said"] == "facemon is starting: no device is being watched yet"
    later = {"facemon.ui.session", "facemon.monitor", "facemon.history", "facemon.ui.feed", "facemon.settings.file",
             "PySide6.QtNetwork", "PySide6.QtSvg", "PySide6.QtMultimedia", "ssl", "PIL",
             "msgspec", "html"}  # fmt: skip
    assert later & set(frame["modules"]) == set()


def test_a_window_closed_before_it_knows_whether_it_may_be_closes_when_it_does(frame: dict[str, Any]) -> None:
    assert (frame["stays"], frame["code"]) == (True, 0)


def test_the_first_frame_has_the_look_and_the_language_of_the_last_run(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"look": {"language": "zh_CN", "theme": "light", "font_size": 150}}')
    assert "正在启动" in json.loads(told_by(_FIRST_FRAME, tmp_path))["said"]
