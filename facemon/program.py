"""The program's version and exit codes, and how it runs a part of itself as a process."""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path

import facemon


class Exit(enum.IntEnum):
    """How the program ends, for whoever started it."""

    OK = 0  # as asked
    FAILED = 1  # with a sentence on standard error
    USAGE = 2
    IN_USE = 3  # another facemon uses the profile; its window has been brought to the front


def program_version() -> str:
    """Return the installed version of facemon, "unknown" where it runs without having been installed."""
    from importlib.metadata import PackageNotFoundError, version  # heavy, and rarely wanted

    try:
        return version("facemon")
    except PackageNotFoundError:
        return "unknown"


def own_command(word: str, module: str) -> list[str]:
    """Return the command that runs one of facemon's own processes.

    Args:
        word: what `facemon` takes for it as its first argument. A bundle has no interpreter: it is run itself, told so.
        module: what is run otherwise.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, word]
    return [sys.executable, "-P", "-m", module]


def own_environment() -> dict[str, str]:
    """Return the environment in which `own_command` finds the same facemon, and nothing in the folder it starts in."""
    paths = [str(Path(facemon.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
