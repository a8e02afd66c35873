"""Passwords with real keyrings, over a session bus of the test's own.

GNOME's keyring where it is installed, which it is not on every machine that runs the tests; a small Secret Service of
the test's wherever there is a D-Bus daemon. KWallet, Windows and macOS are not here: what facemon asks of them is what
the library `keyring` offers for all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from desktop_bus import session_bus
from secret_service import BUS, GNOME, SilentPrompter, SmallService, gnome_keyring

from facemon.credentials import Credentials
from facemon.kept_where import IN_FILE, IN_KEYRING
from facemon.system_keyring import Answer, Task

pytestmark = pytest.mark.skipif(BUS is None, reason="there is no dbus-daemon here, so no Secret Service can be reached")
gnome = pytest.mark.skipif(GNOME is None, reason="gnome-keyring-daemon is not installed here")
SHORT = 0.3  # seconds of patience with a keyring that waits for somebody
WAIT = 20.0


@pytest.fixture(autouse=True)
def _private_bus() -> Iterator[None]:
    from keyring.backends import SecretService  # where there is no D-Bus, there is no such back end either

    with session_bus():
        keyring.set_keyring(SecretService.Keyring())  # type: ignore[no-untyped-call]
        yield


@pytest.fixture
def service() -> Iterator[SmallService]:
    service = SmallService()
    yield service
    service.close()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


def settle(credentials: Credentials) -> None:
    """Wait until the keyring has answered everything that it was asked before."""
    done: Task[None] = Task(lambda: None)
    credentials._worker.begin(done)
    assert done.done.wait(WAIT)


def comes_and_goes(profile: Path) -> None:
    credentials = Credentials(profile)
    assert credentials.store("gate", "s3cret-北")
    assert credentials.store("lobby", "another")
    assert credentials.store("gate", "s3cret-南")
    assert credentials.kept_where == IN_KEYRING
    assert Credentials(profile).demand("gate") == "s3cret-南"
    assert Credentials(profile.parent).demand("gate") is None
    assert credentials.forget("gate")
    assert Credentials(profile).demand("gate") is None
    assert Credentials(profile).demand("lobby") == "another"
    assert list(profile.iterdir()) == []


def test_a_secret_service_keeps_passwords_and_gives_them_up(service: SmallService, profile: Path) -> None:
    comes_and_goes(profile)
    assert service.passwords == ["another"]


@gnome
def test_gnome_s_keyring_keeps_passwords_and_gives_them_up(profile: Path, tmp_path: Path) -> None:
    with gnome_keyring(tmp_path, unlocked=True):
        comes_and_goes(profile)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert kept
    assert b"another" not in kept


@gnome
def test_while_gnome_s_keyring_is_locked_passwords_are_in_the_file_and_move_when_it_is_unlocked(
    profile: Path, tmp_path: Path
) -> None:
    with gnome_keyring(tmp_path, unlocked=True):
        assert Credentials(profile).store("gate", "first")
    with gnome_keyring(tmp_path, unlocked=False):  # and nobody there who could ask a person
        locked = Credentials(profile)
        assert locked.demand("gate") is None
        assert locked.answered is Answer.REFUSED
        assert locked.store("gate", "second")
        assert locked.kept_where == IN_FILE
        assert Credentials(profile).demand("gate") == "second"
    with gnome_keyring(tmp_path, unlocked=True):
        unlocked = Credentials(profile)
        unlocked.look()
        settle(unlocked)
        assert not (profile / "passwords.json").exists()
        assert Credentials(profile).demand("gate") == "second"


@gnome
def test_a_prompt_of_gnome_s_keyring_that_nobody_answers_is_waited_for_for_a_bounded_time(
    profile: Path, tmp_path: Path
) -> None:
    with gnome_keyring(tmp_path, unlocked=True):
        assert Credentials(profile).store("gate", "first")
    with gnome_keyring(tmp_path, unlocked=False):
        prompter = SilentPrompter()
        locked = Credentials(profile, patience=SHORT, unlocking=SHORT)
        with pytest.raises(TimeoutError):
            locked.demand("gate")
        assert locked.store("gate", "second")
        assert locked.kept_where == IN_FILE
        assert locked.demand("gate") == "second"
        prompter.close()


def test_a_prompt_that_nobody_answers_costs_nobody_else_anything(service: SmallService, profile: Path) -> None:
    service.locked = True
    credentials = Credentials(profile, patience=SHORT, unlocking=SHORT)
    with pytest.raises(TimeoutError):
        credentials.demand("gate")
    assert service.prompted.is_set()
    assert credentials.answered is Answer.NO_ANSWER
    began = time.monotonic()
    for number in range(50):  # only the first has waited
        assert credentials.store(f"door {number}", "pw")
    assert time.monotonic() - began < WAIT
    assert len(Credentials(profile).holding.names or Credentials(profile, moving=False).look().names) == 50


def test_what_waited_moves_to_the_keyring_when_somebody_answers_its_prompt(
    service: SmallService, profile: Path
) -> None:
    service.locked = True
    credentials = Credentials(profile, patience=SHORT)
    assert credentials.store("gate", "s3cret")
    assert (profile / "passwords.json").exists()
    answers: list[str | None] = []
    waiting = threading.Thread(target=lambda: answers.append(credentials.demand("lobby")))
    waiting.start()
    service.unlock()
    waiting.join(WAIT)
    settle(credentials)
    assert answers == [None]
    assert service.passwords == ["s3cret"]
    assert not (profile / "passwords.json").exists()
    assert Credentials(profile).demand("gate") == "s3cret"


def test_with_nobody_on_the_bus_passwords_are_in_the_file(profile: Path) -> None:
    credentials = Credentials(profile)
    assert credentials.store("gate", "s3cret")
    assert credentials.kept_where == IN_FILE
    assert Credentials(profile).demand("gate") == "s3cret"
