"""What a start does, and what it leaves for later."""

import subprocess
import sys
from pathlib import Path

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
