"""There is no memory left for a picture: the event stays, its face is replaced, and the program goes on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("the memory of a process is bounded on Linux alone", allow_module_level=True)

# With room for so many bytes more and no further: what a picture of eight megapixels takes is not there.
DECODES = """
import base64, io, json, os, resource, sys, threading
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QGuiApplication

from facemon.device.message import decode as read
from facemon.jpeg import Problem
from facemon.ui.feed.decoding import DecodingPool

app = QGuiApplication([])
woken = threading.Semaphore(0)
pool = DecodingPool(woken.release)


def face(number, picture, size):
    pool.want({number: picture}, size)
    assert woken.acquire(timeout=30), "the thread is gone"
    ((_, _, decoded),) = pool.take()
    return decoded


def jpeg(width, height):
    file = io.BytesIO()
    noise = Image.effect_noise((width // 4, height // 4), 60).resize((width, height))
    noise.convert("RGB").save(file, "JPEG", progressive=True)
    return file.getvalue()


small, large = jpeg(60, 80), jpeg(2000, 2000)
encoded = base64.b64encode(large + bytes(3_000_000)).decode()
message = json.dumps({"type": 0, "data": {"deviceSN": "SN1", "recognitionType": 1, "uuid": "u",
    "timestamp": 1_700_000_000, "rgb_image": encoded}}).encode()
assert face(1, small, (60, 80)).problem is None
assert face(2, large, (1200, 1600)).problem is None
problems = set()
for room in map(int, sys.argv[2:]):
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (room << 20), resource.RLIM_INFINITY))
    if sys.argv[1] == "picture":
        problems.add(face(3, large, (1400, 1400)).problem)
    else:
        try:
            problems.add(len(read(message, device_id="gate", received_ms=0).picture))
        except MemoryError:
            problems.add("unreadable")  # told, counted, and kept as it came
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert face(4, small, (60, 80)).problem is None
assert face(5, large, (1200, 1600)).problem is None
assert pool.stop(10)
print(sorted(str(problem) for problem in problems))
"""


def said(*given: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", DECODES, *given], capture_output=True, text=True, timeout=120,
        env=os.environ | {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536"},  # what is given back is not kept
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def test_a_face_for_which_there_is_no_memory_says_so_and_the_next_ones_are_decoded() -> None:
    told = set(ast.literal_eval(said("picture", *map(str, range(0, 24, 2)))))
    assert "no memory" in told
    assert told <= {"no memory", "broken", "None"}  # where libjpeg itself has none, all that is told is that it failed


def test_an_event_whose_picture_has_no_room_in_memory_is_one_all_the_same() -> None:
    told = set(ast.literal_eval(said("message", *map(str, range(24)))))
    assert "unreadable" in told
    assert "0" in told
    assert len(told) == 3  # and the picture, where there is room for it
