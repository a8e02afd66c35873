from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from facemon.ui.spare_memory import give_back

MB = 1024 * 1024
GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallinfo2")


def used() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


@pytest.mark.skipif(not GLIBC, reason="glibc alone keeps what is freed and can be told to give it back")
def test_what_a_burst_of_pictures_has_left_is_given_back() -> None:
    pictures = [bytes([number % 256]) * 50_000 for number in range(2_000)]
    kept = pictures[::100]
    pictures.clear()
    before = used()
    assert give_back(20 * MB)
    assert used() < before - 50 * MB
    assert not give_back(4_000 * MB), "little is not worth it"
    assert all(len(set(picture)) == 1 for picture in kept)
