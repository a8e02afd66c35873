"""Look whether everything that facemon needs works here: the desk, the profile, the history and each device.

Nothing is changed, and no password is shown. The exit code is 1 if anything has failed.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from facemon.credentials import Credentials
from facemon.doctor import (
    desk_checks,
    device_checks,
    history_check,
    keyring_check,
    lock_check,
    profile_checks,
    supervisor_check,
)
from facemon.doctor.bounded import Bounded
from facemon.doctor.bundle import make_bundle
from facemon.doctor.clock_check import check_clock
from facemon.doctor.finding import Finding, Result, as_json, failed, line, ok
from facemon.log import redact
from facemon.password_format import PasswordFileError
from facemon.profile import Profile, ProfileError
from facemon.program import Exit
from facemon.settings import Settings, SettingsError, SoundSettings, load
from facemon.terminal import ask_passphrase, is_there

_QUICK = 10.0  # seconds for what takes none unless it hangs
_KEYRING = 8.0  # seconds for the keyring to give a password
_HISTORY = 20.0  # seconds for looking through it


def run(folder: Path | None, *, as_objects: bool, tone: bool = False, bundle: Path | None = None) -> int:
    """Print what has been found, and return the exit code.

    Args:
        folder: the profile's, None for the platform's.
        as_objects: as a JSON array instead of a line each.
        tone: play a test sound, too.
        bundle: where to make the support bundle, for a facemon whose window does not even come; None for none.
    """
    found = []
    for finding in examine(folder, asking=not as_objects and is_there(), tone=tone):
        found.append(finding)
        if not as_objects:
            print(redact(line(finding)), flush=True)  # noqa: T201
    if as_objects:
        sys.stdout.write(redact(as_json(found).decode()))
    if bundle is not None and not _bundled(folder, found, bundle):
        return Exit.FAILED
    return Exit.FAILED if any(finding.result is Result.FAILED for finding in found) else Exit.OK


def _bundled(folder: Path | None, found: list[Finding], target: Path) -> bool:
    try:
        make_bundle(Profile(folder, make=False), found, target)
    except (ProfileError, OSError) as error:
        sys.stderr.write(f"The support bundle could not be made: {error}\n")
        return False
    return True


def examine(folder: Path | None, *, asking: bool = False, tone: bool = False) -> Iterator[Finding]:
    """Yield what every check finds, in the order of looking; all that can be looked at together is.

    Args:
        folder: the profile's, None for the platform's.
        asking: whether somebody is there to be asked for the passphrase of the passwords.
        tone: play a test sound, too.
    """
    sound = desk_checks.sound_command(_chosen_output(folder), tone=tone)
    desk = [
        Bounded(
            "display",
            partial(desk_checks.check_in_process, "display", desk_checks.check_command("desk-check")),
            desk_checks.SECONDS + 1,
        ),
        Bounded("notifications", desk_checks.check_notifications, _QUICK + 5),
        Bounded(
            "sound",
            partial(desk_checks.check_in_process, "sound", sound),
            desk_checks.SECONDS + 1,
        ),
    ]
    try:
        profile = Profile(folder, make=False)
    except ProfileError as error:
        for check in desk:
            yield from check.findings()
        if folder is None:
            yield ok("profile", "There is none yet: facemon makes it at its first start.")
        else:
            yield failed("profile", str(error))
        return
    rest = _of_profile(profile, asking=asking)
    for check in desk:
        yield from check.findings()
    yield from rest


def _chosen_output(folder: Path | None) -> SoundSettings:
    """Return the output that the settings name; the system's default where they cannot be read, which others tell."""
    try:
        return load(Profile(folder, make=False).settings_path).sound
    except (ProfileError, SettingsError):
        return SoundSettings()


def _of_profile(profile: Profile, *, asking: bool) -> Iterator[Finding]:
    read: list[Settings] = []

    def settings() -> Iterator[Finding]:
        found, finding = profile_checks.read_settings(profile.settings_path)
        read.append(found)
        yield finding

    used: list[bool] = []

    def folder() -> Iterator[Finding]:
        used.append(profile_checks.in_use(profile))
        yield from profile_checks.check_folder(profile, used=used[0])

    yield from Bounded("profile", folder, _QUICK).findings()
    yield from Bounded("settings", settings, _QUICK).findings()
    in_force = read[0] if read else Settings()
    credentials = Credentials(profile.folder, patience=_KEYRING, unlocking=_KEYRING, moving=False)
    if asking and credentials.look().waiting:
        with contextlib.suppress(PasswordFileError):  # the check of the keyring tells
            ask_passphrase(credentials.unlock)
    checks = [
        Bounded("disk", partial(profile_checks.check_disk, profile, in_force), _QUICK),
        Bounded("disk speed", partial(profile_checks.check_disk_speed, profile), _QUICK),
        Bounded("last run", partial(profile_checks.check_last_run, profile, used=any(used)), _QUICK),
        Bounded("history", partial(history_check.check_history, profile.history_path, _HISTORY), _HISTORY + _QUICK),
        Bounded("lock", partial(lock_check.check_lock, profile.administrator_path, in_force), _QUICK),
        Bounded("keyring", partial(keyring_check.check_keyring, credentials, in_force), 2 * _KEYRING),
        Bounded(
            "supervisor", partial(supervisor_check.check_supervisor, in_force.attention, credentials), 2 * _KEYRING
        ),
    ]
    skews: dict[str, float] = {}
    devices = [
        Bounded(
            "device",
            partial(device_checks.check_device, device, credentials, already_live=any(used), on_skew=skews.__setitem__),
            device_checks.SECONDS + _KEYRING,
            device=device.id,
        )
        for device in in_force.devices
    ]
    for check in (*checks, *devices):
        yield from check.findings()
    yield from check_clock(skews)
