"""Compiles the translations: each .ts in this folder becomes a .qm beside it.

The build runs this as a hatch build hook, for a wheel and for an editable install alike, so that no compiled file is
ever committed or forgotten.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent


class CustomBuildHook(BuildHookInterface[Any]):
    """Compiles before the wheel is put together; `artifacts` in pyproject.toml then takes the results in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's signature
        """Called by hatch before it collects the files."""
        compile_all(HERE)


def compile_all(folder: Path) -> None:
    """Compile each .ts in `folder`; a running facemon keeps the file that it has open.

    Raises RuntimeError, with what lrelease printed, where one cannot be compiled.
    """
    for source in sorted(folder.glob("*.ts")):
        new = source.with_suffix(".new")
        command: list[str | Path] = [lrelease(), "-silent", source, "-qm", new]
        result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - Qt's own tool
        if result.returncode:
            raise RuntimeError(f"{source.name} was not compiled: {(result.stderr or result.stdout).strip()}")
        # Qt maps these files into memory, where a change of the file itself ends the program with SIGBUS.
        new.replace(source.with_suffix(".qm"))


def lrelease() -> Path:
    """Return Qt's compiler for translations, out of the installed PySide6_Essentials."""
    package = find_spec("PySide6")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("PySide6_Essentials is not installed: it has lrelease, which compiles the translations")
    return Path(package.submodule_search_locations[0]) / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
