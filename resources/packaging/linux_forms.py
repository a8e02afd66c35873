"""Makes of dist/facemon, the folder that build.spec makes, what a Linux desk installs. Run from the project's folder:

    python resources/packaging/linux_forms.py tar deb appimage [--folder dist/facemon] [--out dist] [--quick]

tar: an archive of the folder. deb: a package for Debian and Ubuntu, by dpkg-deb. appimage: a single file, by
appimagetool, where that is installed. Both of these have the menu entry, the icons and the metadata for software
centres. --quick takes less care to make them small. Prints the path of each.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import drawn_icon

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
RESOURCES = PROJECT / "resources"
IDENTIFIER = "io.github.facemon.facemon"
# What no file of the program asks for by name. Wayland's libraries are loaded where the desk is one of Wayland.
ALSO_NEEDED = ("xkb-data",)
RECOMMENDED = ("ca-certificates", "fonts-noto-cjk", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1")


def about() -> dict[str, str]:
    """Return what pyproject.toml says of the project."""
    project: dict[str, str] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def make_tree(folder: Path, root: Path) -> None:
    """Lay the program and what a desktop wants to know of it out below `root`, as it is installed."""
    shutil.copytree(folder, root / "usr/lib/facemon", symlinks=True)
    _link(root / "usr/bin/facemon", Path("../lib/facemon/facemon"))
    _put(RESOURCES / "facemon.desktop", root / "usr/share/applications/facemon.desktop")
    icons = root / "usr/share/icons/hicolor"
    _put(RESOURCES / "icons/facemon.svg", icons / "scalable/apps/facemon.svg")
    for size in drawn_icon.THEME_SIZES:
        drawn_icon.draw(icons / f"{size}x{size}/apps/facemon.png", size)
    metainfo = (HERE / "linux/facemon.metainfo.xml").read_text(encoding="utf-8")
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    target = root / f"usr/share/metainfo/{IDENTIFIER}.metainfo.xml"
    target.parent.mkdir(parents=True)
    target.write_text(metainfo.replace("@VERSION@", about()["version"]).replace("@DATE@", day), encoding="utf-8")
    documents = root / "usr/share/doc/facemon"
    _put(PROJECT / "LICENSE", documents / "copyright")
    _link(documents / "licenses", Path("../../../lib/facemon/_internal/licenses"))


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(path: Path, to: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)


def make_deb(folder: Path, out: Path, *, quick: bool) -> Path:
    """Make the package for Debian and Ubuntu, for this kind of processor.

    Raises CalledProcessError where dpkg-deb fails, LookupError where a library is no package's.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)
        make_tree(folder, root)
        kilobytes = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir()) // 1024
        control = root / "DEBIAN/control"
        control.parent.mkdir()
        architecture = _run("dpkg", "--print-architecture").strip()
        control.write_text(
            f"Package: facemon\nVersion: {about()['version']}\nArchitecture: {architecture}\n"
            f"Maintainer: facemon <facemon@localhost>\nInstalled-Size: {kilobytes}\nSection: misc\nPriority: optional\n"
            f"Depends: {', '.join(sorted({*depended(folder), *ALSO_NEEDED}))}\n"
            f"Recommends: {', '.join(RECOMMENDED)}\nDescription: {about()['description']}\n"
            " It subscribes to the events of face-recognition door devices on the network and\n"
            " shows each as a card the moment it happens. Python and Qt are inside.\n",
            encoding="utf-8",
        )
        how = ("-Znone",) if quick else ("-Zxz", "-z9")
        made = out / f"facemon_{about()['version']}_{architecture}.deb"
        _run("dpkg-deb", "--root-owner-group", *how, "--build", root, made)
    return made


def depended(folder: Path) -> set[str]:
    """Return the packages that have the libraries which the program asks for and does not bring, as on this machine."""
    files = [path for path in folder.rglob("*") if path.is_file() and _is_elf(path)]
    inside = {path.name for path in folder.rglob("*.so*")}
    wanted = {name for path in files for name in _asked_for(path)} - inside
    packages = {
        package
        for name in wanted
        if not name.startswith(("libwayland-", "ld-linux"))
        for package in [_package(name)]
    }  # fmt: skip
    # Built with this C library, it runs with no older one.
    release = ".".join(platform.libc_ver()[1].split(".")[:2])
    return {f"libc6 (>= {release})" if package == "libc6" else package for package in packages}


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _asked_for(path: Path) -> list[str]:
    return re.findall(r"^ *NEEDED +(\S+)$", _run("objdump", "-p", path), re.MULTILINE)


def _package(library: str) -> str:
    found = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False)  # noqa: S603, S607
    names = {line.split(":")[0] for line in found.stdout.splitlines() if line.endswith(f"/{library}")}
    if not names:
        raise LookupError(f"{library} is neither in the program nor in a package of this system")
    return min(names, key=len)  # where more have it, the others are for another purpose, like libc6-i386


def make_tar(folder: Path, out: Path, *, quick: bool) -> Path:
    """Make the archive of the folder. Raises CalledProcessError where tar or xz fails."""
    made = out / f"facemon-{about()['version']}-linux-{platform.machine()}.tar.xz"
    compression = f"xz -T0 -{0 if quick else 9}"
    _run("tar", "--owner=0", "--group=0", "-c", "-I", compression, "-f", made, "-C", folder.parent, folder.name)
    return made


def make_appimage(folder: Path, out: Path) -> Path:
    """Make the single file. Raises LookupError where there is no appimagetool, CalledProcessError where it fails."""
    tool = shutil.which("appimagetool") or os.environ.get("APPIMAGETOOL")
    if not tool:
        raise LookupError(
            "appimagetool is not installed: no AppImage. `pyinstaller build.spec -- --onefile` needs none"
        )
    made = out / f"facemon-{about()['version']}-{platform.machine()}.AppImage"
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "facemon.AppDir")
        make_tree(folder, root)
        _link(root / "AppRun", Path("usr/bin/facemon"))
        _link(root / "facemon.desktop", Path("usr/share/applications/facemon.desktop"))
        _link(root / "facemon.png", Path("usr/share/icons/hicolor/256x256/apps/facemon.png"))
        _link(root / ".DirIcon", Path("facemon.png"))
        _run(tool, "--no-appstream", root, made)
    return made


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - of this system


def main() -> int:
    """Make the forms that are asked for; return 1 with a sentence where one cannot be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("forms", nargs="+", choices=("tar", "deb", "appimage"))
    parser.add_argument("--folder", type=Path, default=Path("dist/facemon"))
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    makers = {"tar": make_tar, "deb": make_deb}
    try:
        for form in given.forms:
            maker = makers.get(form)
            made = (
                maker(given.folder, given.out, quick=given.quick) if maker else make_appimage(given.folder, given.out)
            )
            print(made)  # noqa: T201
    except (LookupError, OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
