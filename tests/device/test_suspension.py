"""How long the computer has slept, by the system's own clocks."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from facemon.device.suspension import SleepWatch, seconds_asleep

ASK = "from facemon.device.suspension import seconds_asleep; print(seconds_asleep())"


def test_a_computer_that_is_awake_sleeps_no_longer() -> None:
    before = seconds_asleep()
    assert before > -1
    assert abs(seconds_asleep() - before) < 1


@pytest.mark.skipif(sys.platform != "linux", reason="a time namespace is Linux's")
def test_time_that_only_passes_in_sleep_is_counted() -> None:
    # A namespace whose CLOCK_BOOTTIME is ahead and whose CLOCK_MONOTONIC is not: as after an hour's sleep.
    program = ["unshare", "--map-root-user", "--time", "--boottime", "3600", "--fork", sys.executable, "-c", ASK]
    try:
        asked = subprocess.run(program, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system lets nobody have a time namespace")
    assert float(asked.stdout) == pytest.approx(seconds_asleep() + 3600, abs=1)


def test_those_who_wait_are_woken_after_a_sleep_that_counts() -> None:
    slept = 0.0
    woken = threading.Event()
    watch = SleepWatch(woken.set, least=5, asleep=lambda: slept)
    watch.start()
    slept = 3.0
    assert not woken.wait(1.5)
    slept += 6
    assert woken.wait(20)
    watch.stop()
