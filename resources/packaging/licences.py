"""Collects the licences of everything that a packed program holds: a folder each, with the texts as their authors have
them and a README.txt that says what it is.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

TEXTS = Path(__file__).resolve().parent / "texts"
_A_LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)
_IN_FOLDER = re.compile(r"\.dist-info/licenses/.*[^/]$")
_COMMON = Path("/usr/share/common-licenses")  # where Debian has what its packages' copyright files refer to
_REFERRED = re.compile(rf"{_COMMON}/([\w.-]*\w)")
QT = ("pyside6", "shiboken6")  # their wheels have no text


def collect(folder: Path, modules: Iterable[str], system_libraries: Iterable[Path]) -> list[str]:
    """Write the licences into `folder`, which is made anew; return the names of what they are of.

    Args:
        folder: where each part gets a folder.
        modules: the top-level names of the Python modules in the package.
        system_libraries: libraries of this Linux system in the package.

    Raises:
        LookupError: a part has no licence that can be found.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in sorted(_distributions(modules)):
        _of_distribution(folder, metadata.distribution(name))
    _of_python(folder)
    _of_bootloader(folder)
    if sys.platform == "linux":
        for package in sorted({package for path in system_libraries if (package := _debian_package(path))}):
            _of_debian(folder, package)
    return sorted(path.name for path in folder.iterdir())


def _distributions(modules: Iterable[str]) -> set[str]:
    known = metadata.packages_distributions()
    return {_plain(name) for module in modules for name in known.get(module, ())}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _of_distribution(folder: Path, part: metadata.Distribution) -> None:
    about = part.metadata
    name = about["Name"]
    terms = next((about[field] for field in ("License-Expression", "License") if field in about), "")
    place = _make(folder, f"{name} {part.version}", name, terms)
    if _plain(name).startswith(QT):
        for text in ("Qt", "LGPL-3.0", "GPL-3.0"):
            shutil.copy(TEXTS / f"{text}.txt", place)
        return
    found = [file for file in part.files or () if _IN_FOLDER.search(str(file)) or _A_LICENCE.search(str(file))]
    # A licence within a licence folder keeps its path in its name: there may be more of one name.
    for file in found:
        inside = re.sub(r"^.*\.dist-info/(licenses/)?", "", str(file)).replace("/", " - ")
        if not inside.endswith((".py", ".pyc")):
            _copy(Path(str(part.locate_file(file))), place / inside)
    _complete(place, f"{name} has no licence file")


def _of_python(folder: Path) -> None:
    version = sys.version.split()[0]
    place = _make(folder, f"Python {version}", "Python", "PSF-2.0")
    standard = Path(sysconfig.get_path("stdlib"))
    for source in (standard / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt", standard / "LICENSE"):
        if source.is_file():
            _copy(source, place / "LICENSE.txt")
            break
    else:
        for source in Path("/usr/share/doc").glob(f"python{sys.version_info.major}.{sys.version_info.minor}/copyright"):
            _copy(source, place / "LICENSE.txt")
    _complete(place, "this Python has no licence file")


def _of_bootloader(folder: Path) -> None:
    part = metadata.distribution("pyinstaller")
    place = _make(
        folder, f"PyInstaller {part.version}", "PyInstaller's bootloader", "GPL-2.0-or-later WITH Bootloader-exception"
    )
    for file in part.files or ():
        if file.name == "COPYING.txt":
            _copy(Path(str(part.locate_file(file))), place / file.name)
    _complete(place, "PyInstaller has no licence file")


def _debian_package(library: Path) -> str | None:
    """Return the package that a library is from; None where it is not Debian's, as inside a wheel."""
    if "site-packages" in library.parts or not shutil.which("dpkg"):
        return None
    for path in (library, library.resolve()):
        found = subprocess.run(["dpkg", "-S", str(path)], capture_output=True, text=True, check=False)  # noqa: S603, S607
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    return None


def _of_debian(folder: Path, package: str) -> None:
    """Packages of one source have one text, and most refer to the same common ones: each is there once."""
    source = Path("/usr/share/doc", package, "copyright")
    if not source.is_file():
        raise LookupError(f"{package} has no copyright file: a program with it may not be given away")
    text = source.read_text(encoding="utf-8", errors="replace")
    place = folder / "System libraries"
    place.mkdir(exist_ok=True)
    same = next((path for path in place.iterdir() if path.read_text(encoding="utf-8") == text), None)
    if same:
        same.rename(place / f"{same.stem}, {package}.txt")
    else:
        (place / f"{package}.txt").write_text(text, encoding="utf-8")
    for name in _REFERRED.findall(text):
        common = folder / "Common licences" / f"{name}.txt"
        if not common.exists() and (_COMMON / name).is_file():
            common.parent.mkdir(exist_ok=True)
            _copy((_COMMON / name).resolve(), common)


def _make(folder: Path, title: str, name: str, licence: str) -> Path:
    place = folder / title
    place.mkdir()
    # Some write the whole text here.
    terms = licence if licence and "\n" not in licence and len(licence) < 200 else "see the texts beside this one"
    (place / "README.txt").write_text(f"{name}\nLicence: {terms}\n", encoding="utf-8")
    return place


def _copy(source: Path, target: Path) -> None:
    # Read as text and written anew: each opens on each platform.
    target.with_suffix(target.suffix or ".txt").write_text(
        source.read_text(encoding="utf-8", errors="replace"), encoding="utf-8"
    )


def _complete(place: Path, complaint: str) -> None:
    if len(list(place.iterdir())) < 2:
        raise LookupError(f"{complaint}: a program with it may not be given away")
