"""Brings the texts of the source into the .ts files; run it after changing one, then translate with Qt Linguist.

    python resources/translations/update.py [FOLDER]        FOLDER: of the .ts files, this one unless told

English is the source. Its own file has only the texts with a number in them, which need a singular and a plural.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
# No line numbers: a file then changes only where a text does.
OPTIONS = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
LANGUAGES = {"en": ["-pluralonly"], "zh_CN": []}


def update(folder: Path) -> None:
    """Update the .ts files in `folder`, keeping what is translated and dropping what the source no longer has.

    Raises subprocess.CalledProcessError where lupdate fails.
    """
    lupdate = Path(PySide6.__file__).parent / ("lupdate.exe" if sys.platform == "win32" else "lupdate")
    sources = sorted((PROJECT / "facemon").rglob("*.py"))
    for language, options in LANGUAGES.items():
        target = folder / f"facemon_{language}.ts"
        command: list[str | Path] = [lupdate, *OPTIONS, *options, "-target-language", language, *sources, "-ts", target]
        subprocess.run(command, check=True)  # noqa: S603 - Qt's own tool on our own files


if __name__ == "__main__":
    update(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
