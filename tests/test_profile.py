import errno
import os
import stat
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

from facemon.profile import Profile, ProfileError, ProfileInUse

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="uses what only POSIX has")

HOLD = """
import sys
from pathlib import Path
from facemon.profile import Profile
profile = Profile(Path(sys.argv[1]))
profile.lock()
print("locked", flush=True)
sys.stdin.read()
"""


def hold(folder: Path, first: str = "") -> "subprocess.Popen[str]":
    """Start another process that has the profile's lock when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", first + HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "locked\n"
    return process


def test_a_profile_makes_its_folder_for_its_owner_only(tmp_path: Path) -> None:
    with Profile(tmp_path / "a" / "b") as profile:
        assert profile.folder == tmp_path / "a" / "b"
        assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700


def test_a_profile_s_files_are_in_its_folder_and_none_is_made_before_it_is_needed(tmp_path: Path) -> None:
    with Profile(tmp_path) as profile:
        paths = [
            profile.settings_path,
            profile.history_path,
            profile.log_path,
            profile.unreadable_path,
            profile.window_path,
        ]
        assert [path.parent for path in paths] == [tmp_path] * 5
        assert [path.name for path in paths][:3] == ["settings.toml", "history.sqlite3", "facemon.log"]
        assert list(tmp_path.iterdir()) == []


def test_a_relative_folder_stays_the_same_when_the_working_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile = Profile(Path("here"))
    monkeypatch.chdir("/")
    assert profile.settings_path == tmp_path / "here" / "settings.toml"


def test_without_a_folder_it_is_the_platform_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("the test moves the platform's folder the way Linux has it")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert Profile().folder == tmp_path / "data" / "facemon"


def test_another_process_is_told_that_the_profile_is_in_use_until_it_is_given_back(tmp_path: Path) -> None:
    process = hold(tmp_path)
    profile = Profile(tmp_path)
    with pytest.raises(ProfileInUse) as caught:
        profile.lock()
    assert str(caught.value) == f"The profile {tmp_path} is in use by another running facemon."
    process.communicate("")
    profile.lock()
    profile.close()


def test_the_lock_of_a_process_that_was_killed_holds_nobody_up(tmp_path: Path) -> None:
    process = hold(tmp_path)
    process.kill()
    process.communicate()
    with Profile(tmp_path) as profile:
        profile.lock()


@posix_only
def test_where_the_system_has_no_locks_it_is_in_use_by_a_marker_that_outlives_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def flock(_: int, __: int) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    process = hold(tmp_path, "import errno, fcntl\ndef flock(*_): raise OSError(errno.ENOSYS, '')\nfcntl.flock = flock")
    monkeypatch.setattr(fcntl, "flock", flock)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of filelock, that there is a marker instead
        with Profile(tmp_path) as second, pytest.raises(ProfileInUse):
            second.lock()
        process.kill()
        process.communicate()
        with Profile(tmp_path) as third:
            third.lock()


def test_a_child_does_not_inherit_the_lock(tmp_path: Path) -> None:
    child: subprocess.Popen[bytes] | None = None
    try:
        with Profile(tmp_path) as profile:
            profile.lock()
            child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        with Profile(tmp_path) as again:
            again.lock()
        assert child.poll() is None
    finally:
        if child is not None:
            child.kill()
            child.communicate()


def test_a_profile_in_use_here_is_in_use_for_a_second_object_too(tmp_path: Path) -> None:
    with Profile(tmp_path) as first, Profile(tmp_path) as second:
        first.lock()
        first.lock()
        with pytest.raises(ProfileInUse):
            second.lock()
        first.close()
        second.lock()


def test_a_file_in_the_folder_s_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        Profile(path)
    assert str(caught.value) == f"{path} is not a folder. Give another one with --profile."
    with pytest.raises(ProfileError) as caught:
        Profile(path / "below")
    assert str(caught.value).startswith(f"{path} is not a folder.")
    with pytest.raises(ProfileError) as caught:
        Profile(path / "far" / "below")
    assert "Not a directory" in str(caught.value)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        Profile(tmp_path / ("long" * 100))
    assert "cannot be made: File name too long. Give another one with --profile." in str(caught.value)


UNWRITABLE = """
import os, sys
from pathlib import Path
from facemon.profile import Profile, ProfileError, ProfileInUse
folder = Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
for attempt in (lambda: Profile(folder / "new"), Profile(folder).lock):
    try:
        attempt()
    except ProfileError as error:
        print(type(error).__name__, str(error).replace(str(folder), "FOLDER"))
"""


@posix_only
@pytest.mark.parametrize("with_old_lock", [False, True])
def test_a_folder_that_cannot_be_written_to_is_told_with_the_reason(with_old_lock: bool) -> None:
    """In a process that gives up being root, for whom permissions mean nothing, and so in a folder others can reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if with_old_lock:
            (folder / "lock").touch(0o666)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", UNWRITABLE, name], capture_output=True, text=True, check=False)
        folder.chmod(0o700)
    made, locked = done.stdout.splitlines()
    assert made.startswith("ProfileError The profile folder FOLDER/new cannot be made: Permission denied."), done.stderr
    assert locked.startswith("ProfileError The profile folder FOLDER cannot be written to: "), done.stderr
    assert locked.endswith("Check its permissions and the disk.")


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with Profile(tmp_path) as profile, pytest.raises(ProfileError) as caught:
        profile.lock()
    assert not isinstance(caught.value, ProfileInUse)
    assert "cannot be written to" in str(caught.value)


def test_a_throwaway_profile_is_gone_at_the_end_with_all_that_is_in_it() -> None:
    with Profile.throwaway() as profile:
        profile.lock()
        profile.settings_path.write_text("", encoding="utf-8")
        (profile.folder / "more").mkdir()
        assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700
        assert profile.folder.is_dir()
    assert not profile.folder.exists()
    profile.close()


def test_a_throwaway_profile_is_gone_after_an_error_too() -> None:
    with pytest.raises(ZeroDivisionError), Profile.throwaway() as profile:
        _ = 1 // (len(os.listdir(profile.folder)))  # noqa: PTH208 - as short
    assert not profile.folder.exists()


def test_a_kept_profile_stays(tmp_path: Path) -> None:
    with Profile(tmp_path / "kept") as profile:
        profile.settings_path.write_text("", encoding="utf-8")
    assert profile.settings_path.exists()


def test_where_no_temporary_folder_can_be_made_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(ProfileError, match="cannot be made"):
        Profile.throwaway()
