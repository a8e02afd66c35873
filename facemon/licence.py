"""The licences of what facemon is made of: those that a packed program brings, else those of what is installed."""

from __future__ import annotations

import re
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import msgspec

MOST = 400_000  # characters of a part's texts
_A_TEXT = re.compile(r"\.dist-info/(licenses/)?[^/]*(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


class Licence(msgspec.Struct, frozen=True):
    """What the licences of one part say."""

    part: str  # with its version
    files: tuple[Path, ...]

    def text(self) -> str:
        """Read all of them, with the name of each where there are more than one. Raises OSError."""
        texts = [(path.stem, path.read_text(encoding="utf-8", errors="replace").strip()) for path in self.files]
        headed = [text if len(texts) == 1 else f"{name}\n\n{text}" for name, text in texts]
        return "\n\n\n".join(headed)[:MOST]


def licences(packages: tuple[str, ...]) -> list[Licence]:
    """Return the licences, sorted by name.

    Args:
        packages: the distributions to look at where this is no packed program; one that is not installed is left out.
    """
    packed = Path(str(files("facemon"))).parent / "licenses"
    found = _packed(packed) if packed.is_dir() else _installed(packages)
    return sorted(found, key=lambda licence: licence.part.casefold())


def _packed(folder: Path) -> list[Licence]:
    return [Licence(part.name, tuple(sorted(part.iterdir()))) for part in folder.iterdir() if part.is_dir()]


def _installed(packages: tuple[str, ...]) -> list[Licence]:
    found = []
    for package in packages:
        try:
            part = metadata.distribution(package)
        except metadata.PackageNotFoundError:
            continue
        paths = [Path(str(part.locate_file(file))) for file in part.files or () if _A_TEXT.search(file.as_posix())]
        if paths:
            found.append(Licence(f"{part.metadata['Name']} {part.version}", tuple(sorted(paths))))
    return found
