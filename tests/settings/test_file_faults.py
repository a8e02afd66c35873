"""Saving while the disk or the process fails, each for real: the settings are the old ones or the new ones."""

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from facemon.settings import DeviceSettings, Settings, load, save

GATE = DeviceSettings(id="gate", name="North gate", host="192.0.2.10")
OLD = Settings(devices=(GATE,))

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")

SETTINGS = """
import errno, os, resource, signal, sys
from pathlib import Path
from facemon.settings import DeviceSettings, Settings, SettingsError, load, save
path = Path(sys.argv[1])
def settings(count):
    return Settings(devices=tuple(
        DeviceSettings(id=f"gate-{n}", name="n" * 90, host=f"10.0.{n // 256}.{n % 256}") for n in range(count)))
"""

TOO_MUCH = """
try:
    save(path, settings(900))
except SettingsError as error:
    print(errno.errorcode[error.__cause__.errno], error)
"""


def run(script: str, path: Path, *before: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*before, sys.executable, "-c", SETTINGS + script, str(path)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    save(path, OLD)
    return path


def only_file(path: Path) -> bool:
    return [file.name for file in path.parent.iterdir()] == [path.name]


@posix_only
def test_a_disk_that_takes_no_more_keeps_the_old_file(path: Path) -> None:
    done = run("resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n" + TOO_MUCH, path)
    assert done.stdout.startswith("EFBIG settings.toml: the file cannot be written: File too large."), done.stderr
    assert load(path) == OLD
    assert only_file(path)


@posix_only
def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("mounting a small disk needs unshare")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=64k tmpfs '{disk}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let its users mount a disk")
    script = """
save(path, settings(1))
before = path.read_bytes()
""" + TOO_MUCH + """
print(path.read_bytes() == before, load(path) == settings(1), [file.name for file in path.parent.iterdir()])
save(path, settings(2))
print(load(path) == settings(2))
"""  # fmt: skip
    done = run(script, disk / "settings.toml", "unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh")
    first, *rest = done.stdout.splitlines()
    assert first.startswith("ENOSPC settings.toml: the file cannot be written: No space left on device."), done.stderr
    assert rest == ["True True ['settings.toml']", "True"], done.stderr


@posix_only
@pytest.mark.parametrize("moment", ["os.fsync", "Path.replace"])
def test_a_process_killed_before_the_new_file_takes_its_place_leaves_the_old_one(path: Path, moment: str) -> None:
    done = run(f"{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nsave(path, settings(900))\n", path)
    assert done.returncode == -signal.SIGKILL
    assert load(path) == OLD
    save(path, Settings())
    assert load(path) == Settings()


@posix_only
@pytest.mark.parametrize("saves", [1, 2, 3, 5])
def test_a_process_killed_at_any_moment_leaves_the_one_or_the_other(path: Path, saves: int) -> None:
    script = """
number = 0
while True:
    number += 1
    save(path, settings(10 + number % 2 * 30))
    print(number, flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", SETTINGS + script, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    for _ in range(saves):
        assert process.stdout.readline()
    process.kill()
    process.communicate()
    assert len(load(path).devices) in (10, 40)


@posix_only
def test_a_folder_without_permission_keeps_the_old_file() -> None:
    """In a process that gives up being root, for whom permissions mean nothing, and so in a folder others can reach."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "settings.toml"
        save(path, OLD)
        path.chmod(0o644)
        path.parent.chmod(0o555)
        root = "import tomlkit\nload(path)\nif os.getuid() == 0: os.setuid(65534)\n"  # who may not read where Python is
        done = run(root + TOO_MUCH, path)
        path.parent.chmod(0o700)
        said = "EACCES settings.toml: the file cannot be written: Permission denied."
        assert done.stdout.startswith(said), done.stderr
        assert load(path) == OLD
        assert only_file(path)
