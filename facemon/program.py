"""The program's version and exit codes."""

from __future__ import annotations

import enum
from importlib.metadata import PackageNotFoundError, version


class Exit(enum.IntEnum):
    """How the program ends, for whoever started it."""

    OK = 0  # as asked
    FAILED = 1  # with a sentence on standard error
    USAGE = 2
    IN_USE = 3  # another facemon uses the profile; its window has been brought to the front


def program_version() -> str:
    """Return the installed version of facemon, "unknown" where it runs without having been installed."""
    try:
        return version("facemon")
    except PackageNotFoundError:
        return "unknown"
