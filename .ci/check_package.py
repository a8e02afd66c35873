"""Builds the wheel and the source package as for a release, and tries the wheel where this folder is not seen.

Run by the Python of .venv. Prints one line a check; ends with a sentence and status 1 at the first that fails.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parents[1]
SECONDS = 60  # how long the demo may take to show its first event

# Runs in the installed package: prints what it says for a text in Chinese.
TRANSLATE = """
import sys
from PySide6.QtCore import QCoreApplication
from facemon.ui import language
app = QCoreApplication([])
language.install(app, "zh_CN")
sys.stdout.buffer.write(QCoreApplication.translate(sys.argv[1], sys.argv[2]).encode())
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, return what it printed, end the check where it fails."""
    result = subprocess.run(
        command, cwd=cwd, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False
    )
    if result.returncode:
        sys.exit(
            f"{' '.join(map(str, command))}\n{(result.stdout + result.stderr)[-3000:]}\nended with {result.returncode}"
        )
    return result.stdout


def resources() -> set[str]:
    """Return the files that the wheel must have: those of resources that are not the means to make others."""
    folder = PROJECT / "resources"
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    of_the_guide = {path for path in files if path.parts[0] == "guide" and path.suffix in (".md", ".png")}
    taken = {path for path in files if path.suffix in (".svg", ".wav", ".desktop")} | of_the_guide
    return {path.as_posix() for path in taken | {path.with_suffix(".qm") for path in files if path.suffix == ".ts"}}


def a_translation() -> tuple[str, str, str]:
    """Return the context, the source and the Chinese of a text."""
    for context in ElementTree.parse(PROJECT / "resources/translations/facemon_zh_CN.ts").iter("context"):
        for message in context.iter("message"):
            translation = message.findtext("translation")
            if translation and translation.strip() and message.find("comment") is None:
                return context.findtext("name", ""), message.findtext("source", ""), translation
    sys.exit("facemon_zh_CN.ts has no translation")


def check_archives(folder: Path) -> Path:
    """Build both packages, check what is in them, return the wheel."""
    run(sys.executable, "-m", "build", "--outdir", folder, PROJECT, cwd=folder)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        inside = {info.filename for info in archive.infolist() if info.file_size}
    wanted = {f"facemon/resources/{name}" for name in resources()}
    if wanted - inside:
        sys.exit(f"the wheel lacks {sorted(wanted - inside)}")
    stray = {name for name in inside if not name.startswith(("facemon/", "facemon-"))}
    if stray:
        sys.exit(f"the wheel has files that are not facemon's: {sorted(stray)}")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    lacking = {
        "README.md",
        "LICENSE",
        "build.spec",
        "tests/test_translations.py",
        "resources/translations/compile.py",
    } - names
    if lacking:
        sys.exit(f"the source package lacks {sorted(lacking)}")
    print(f"wheel of {wheel.stat().st_size // 1024} KB with {len(wanted)} resources; source package")
    return wheel


def check_demo(facemon: Path, folder: Path) -> None:
    """Start the demo as a user would, wait for an event on its screen, end it with SIGTERM."""
    trace = folder / "trace.jsonl"
    with (folder / "demo.log").open("wb") as output:
        demo = subprocess.Popen(
            [facemon, "--demo", "--trace", trace], cwd=folder, stdout=output, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + SECONDS
        try:
            while not shown(trace) and demo.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
            demo.send_signal(signal.SIGTERM)
            status = demo.wait(20)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            demo.kill()
    if status != 0 or not shown(trace):
        sys.exit(f"the demo ended with {status}, shown: {shown(trace)}\n{(folder / 'demo.log').read_text()[-3000:]}")
    print(f"demo: {shown(trace)} event(s) on the screen, ended by SIGTERM with 0")


def shown(trace: Path) -> int:
    """Return how many events of a trace have been on the screen; a last line may still be in the making."""
    lines = trace.read_text(encoding="utf-8").split("\n")[:-1] if trace.exists() else []
    return sum(json.loads(line)["shown"] is not None for line in lines)


def main() -> None:
    os.environ.update(QT_QPA_PLATFORM="offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(XDG_DATA_HOME=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"))
        wheel = check_archives(folder)
        run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
        programs = folder / "venv" / "bin"
        run(programs / "python", "-m", "pip", "install", "-qq", wheel, cwd=folder)
        print("version:", run(programs / "facemon", "--version", cwd=folder).strip())
        run(programs / "facemon", "simulate", "--help", cwd=folder)
        context, source, chinese = a_translation()
        if (said := run(programs / "python", "-c", TRANSLATE, context, source, cwd=folder)) != chinese:
            sys.exit(f"{source!r} is {said!r} in Chinese, not {chinese!r}")
        print("translation:", source, "-", chinese)
        check_demo(programs / "facemon", folder)


if __name__ == "__main__":
    main()
