"""The support bundle: one ZIP file with what somebody needs who is to find out why facemon does not work here.

In it: the log and what crashes have left, the settings without what a technician writes freely, the doctor's findings,
the versions. Not in it: the history, pictures, messages that could not be read, passwords, PINs; and every name and
number of a person that this profile knows is hidden in what is.
"""

from __future__ import annotations

import io
import os
import platform
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path

import msgspec

from facemon import log as log_file
from facemon.doctor.finding import Finding, as_json
from facemon.doctor.hiding import Hider, known_names, without_home
from facemon.history.stopping import Stopped
from facemon.profile import Profile
from facemon.program import program_version
from facemon.settings import Settings, SettingsError, load
from facemon.settings.told import told
from facemon.whole_file import WholeFile

LARGEST = 10 * 1024 * 1024  # bytes that are taken of one file, from its end
_LOGS = ("settings-changes.jsonl", "facemon.log.1", "facemon.log", "crash.1.log", "crash.log")
_READ_ME = """What is in this file, and what is not

about.txt      versions, the system, sizes of files
doctor.json    what facemon doctor has found
settings.json  the settings; of texts that are written freely (notes, instructions, commands, web addresses, user
               names), only how long they are
settings-changes.jsonl  which settings were changed, and when
facemon.log    what facemon did, and facemon.log.1 before it
crash.log      what Python knew of a crash, and crash.1.log of the one before

Names and numbers of people whom this desk knows, of its operators and of the computer's account are hidden in all
of them, and so is every password. Names, addresses and serial numbers of devices are in it. The history, pictures,
messages that could not be read, passwords and PINs are not. Have a look before you send it.
"""


def make_bundle(
    profile: Profile, findings: Iterable[Finding], target: Path, stop: Callable[[], bool] = lambda: False
) -> int:
    """Write the bundle, whole or not at all, and return how many bytes it has. Waits for the doctor's findings.

    Raises:
        Stopped: `stop` said so.
        OSError: it cannot be written.
    """
    found = []
    for finding in findings:
        found.append(finding)
        _ask(stop)
    try:
        settings, mistake = load(profile.settings_path), ""
    except (SettingsError, OSError) as error:
        settings, mistake = Settings(), str(error)
    hide = without_home(Hider(known_names(profile, settings)).hide)
    _ask(stop)
    with WholeFile(target, private=True) as file:
        with zipfile.ZipFile(file.stream, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in _texts(profile, settings, mistake, found):
                bundle.writestr(name, hide(text))
                _ask(stop)
        file.keep()
    return target.stat().st_size


def _texts(profile: Profile, settings: Settings, mistake: str, found: list[Finding]) -> Iterator[tuple[str, str]]:
    yield "README.txt", _READ_ME
    yield "about.txt", _about(profile, mistake)
    yield "doctor.json", as_json(found).decode()
    yield "settings.json", msgspec.json.format(msgspec.json.encode(told(settings)), indent=2).decode()
    log_file.flush()
    for name in _LOGS:
        text = _end_of(profile.folder / name)
        if text:
            yield name, text


def _about(profile: Profile, mistake: str) -> str:
    packages = sorted({f"{each.metadata['Name']} {each.version}" for each in distributions()}, key=str.casefold)
    sizes = io.StringIO()
    for path in sorted(profile.folder.iterdir()):
        size = path.stat().st_size if path.is_file() else 0
        changed = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(path.stat().st_mtime))
        sizes.write(f"{size:>14,} {changed} {path.name}\n")
    wrong = f"The settings cannot be read: {mistake}\n" if mistake else ""
    return (
        f"facemon {program_version()}\nPython {sys.version}\n{platform.platform()}, {os.cpu_count()} cores\n"
        f"packed: {getattr(sys, 'frozen', False)}\n{wrong}\n{sizes.getvalue()}\n" + "\n".join(packages) + "\n"
    )


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LARGEST))
            return file.read(LARGEST).decode(errors="replace")
    except OSError:
        return ""


def _ask(stop: Callable[[], bool]) -> None:
    if stop():
        raise Stopped
