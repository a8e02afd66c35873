"""The profile's folder, its disk and its settings file."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.profile import Profile, ProfileError, ProfileInUse
from facemon.running import How, unfinished_run
from facemon.settings import Settings, SettingsError, load

_GB = 1_000_000_000
_LEAST_BYTES = 100_000_000  # below, the history may stop within minutes
_SPARE_BYTES = _GB
_COMMITS = 10  # of the size of an event with its picture
_COMMIT_BYTES = 64 * 1024
_SLOW = 0.2  # seconds for one: five events a second and no more


def in_use(profile: Profile) -> bool:
    """Return whether another facemon runs on the profile. Takes its lock for a moment, where there is one to take."""
    if not (profile.folder / "lock").exists():
        return False
    trial = Profile(profile.folder, make=False)
    try:
        trial.lock()
    except ProfileInUse:
        return True
    except ProfileError:
        return False
    finally:
        trial.close()
    return False


def check_folder(profile: Profile, *, used: bool) -> Iterator[Finding]:
    """Look whether the profile's folder can be written to."""
    try:
        with tempfile.TemporaryFile(dir=profile.folder) as file:
            file.write(b"facemon")
            file.flush()
    except OSError as error:
        why = error.strerror or error
        yield failed("profile", f"{profile.folder} cannot be written to: {why}.", "Check its permissions and the disk.")
        return
    running = "; a facemon is running on it" if used else ""
    yield ok("profile", f"{profile.folder} can be written to{running}.")


def check_disk(profile: Profile, settings: Settings) -> Iterator[Finding]:
    """Look whether the disk has room for what is to be kept."""
    free = shutil.disk_usage(profile.folder).free
    room = f"{free / _GB:.1f} GB are free for the profile"
    wanted = settings.history.keep_gb * _GB
    taken = _bytes(profile.history_path)
    if free < _LEAST_BYTES:
        yield failed("disk", f"Only {free / 1_000_000:.0f} MB are free for the profile.", "Make room, soon.")
    elif free - _SPARE_BYTES < wanted - taken:
        yield warning(
            "disk",
            f"{room}, and the history may grow by {max(0, wanted - taken) / _GB:.1f} GB more.",
            "Make room, or keep less (Settings, History).",
        )
    else:
        yield ok("disk", f"{room}, enough for a history of {settings.history.keep_gb} GB.")


def check_disk_speed(profile: Profile) -> Iterator[Finding]:
    """Measure how long the disk takes until it has what a history writes at a time."""
    taken: list[float] = []
    with tempfile.TemporaryFile(dir=profile.folder, buffering=0) as file:
        for _ in range(_COMMITS):
            begun = time.monotonic()
            file.write(bytes(_COMMIT_BYTES))
            os.fsync(file.fileno())
            taken.append(time.monotonic() - begun)
    middle, worst = statistics.median(taken), max(taken)
    found = f"An event is safe on the disk after {1000 * middle:.1f} ms, {1000 * worst:.1f} ms at worst."
    if middle > _SLOW:
        yield warning("disk speed", found, "Put the profile on a local disk, and look whether this one is failing.")
    else:
        yield ok("disk speed", found)


def check_last_run(profile: Profile, *, used: bool) -> Iterator[Finding]:
    """Look whether the last run was ended as it should be."""
    if used:
        yield ok("last run", "It goes on now.")
        return
    last = unfinished_run(profile.folder)
    if last is None:
        yield ok("last run", "It was ended as it should be, or there was none.")
        return
    how = {
        How.CRASHED: "It crashed",
        How.SWITCHED_OFF: "The computer was switched off, or lost its power, while it ran",
        How.KILLED: "It was stopped from outside, or crashed without a trace",
    }[last.how]
    ended = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(last.ended_ms / 1000))
    yield warning("last run", f"{how}, at {ended}.", "Make a support bundle (Help) if this happens again.")


def read_settings(path: Path) -> tuple[Settings, Finding]:
    """Return the settings, the defaults where they cannot be read, and how their file is."""
    if not path.exists():
        return Settings(), ok("settings", f"There is no {path.name} yet: the defaults are in force.")
    try:
        settings = load(path)
    except SettingsError as error:
        return Settings(), failed("settings", str(error), "Correct the file, then run this again.")
    except OSError as error:
        why = error.strerror or error
        return Settings(), failed("settings", f"{path} cannot be read: {why}.", "Check its permissions.")
    count = len(settings.devices)
    if not count:
        return settings, warning("settings", f"{path.name} has no device.", "Add one in the settings.")
    return settings, ok("settings", f"{path.name} is in order, with {count} device{'s' if count != 1 else ''}.")


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
