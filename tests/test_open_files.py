"""With two hundred devices, more files are open than some systems let a program have that asks for no more."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
from facemon.open_files import allow_open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), int(sys.argv[2])))
allow_open_files(1000)
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(("soft", "hard", "then"), [(256, 4096, 1000), (256, 512, 512), (2048, 4096, 2048)])
def test_as_many_as_wanted_are_allowed_or_as_the_system_lets_it(soft: int, hard: int, then: int) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(soft), str(hard)], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(told.stdout) == then
