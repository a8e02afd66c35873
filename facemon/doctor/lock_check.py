"""Whether the administrator's PIN guards what it should."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from facemon.administrator import Administrator, AdministratorError
from facemon.doctor.finding import Finding, failed, ok, warning
from facemon.settings import Settings

_CHECK = "lock"


def check_lock(path: Path, settings: Settings) -> Iterator[Finding]:
    """Look at the file of the administrator's PIN, and whether a kiosk has one."""
    if not path.exists():
        if settings.desk.kiosk:
            yield failed(_CHECK, "Kiosk mode is off: there is no administrator's PIN.", "Set one (Settings, Lock).")
        else:
            yield ok(_CHECK, "No administrator's PIN is set: whoever sits here may change the settings.")
        return
    if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        # A few digits are soon guessed by who may try them elsewhere.
        yield warning(_CHECK, f"Other accounts may read {path.name}.", f"Run: chmod 600 '{path}', and change the PIN.")
        return
    administrator = Administrator(path)
    try:
        administrator.read()
    except AdministratorError as error:
        yield failed(_CHECK, str(error))
        return
    mode = ", and kiosk mode is on" if settings.desk.kiosk else ""
    yield ok(_CHECK, f"An administrator's PIN guards the settings{mode}.")
