import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from facemon import sealing
from facemon.password_file import Found, Holding, PassphraseNeeded, PasswordFile
from facemon.password_format import BROKEN, NEWER, PasswordFileError
from facemon.pin_tries import FREE
from facemon.sealing import passphrase_mistake

PASSPHRASE = "seven blue doors"
PASSWORD = "hunter22-北"
DEAR = (
    '{"format": "facemon passwords", "version": 1, "passwords": {}, "passphrase": '
    '{"salt": "00112233445566778899aabbccddeeff", "n": 1073741824, "r": 8, "p": 1, "check": ""}}'
)


class Clock:
    """Seconds as the test says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is dear to guess, and the tests enter many."""
    monkeypatch.setattr(sealing, "_COST", 2**4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "passwords.json"


def sealed(path: Path, **passwords: str) -> PasswordFile:
    file = PasswordFile(path)
    for device_id, password in passwords.items():
        file.put({device_id: password})
    assert file.set_passphrase("", PASSPHRASE).right
    return file


def unlocked(path: Path) -> PasswordFile:
    file = PasswordFile(path)
    assert file.unlock(PASSPHRASE).right
    return file


def test_what_is_put_is_found_by_the_next_program_and_is_for_this_account_alone(path: Path) -> None:
    PasswordFile(path).put({"gate": PASSWORD})
    PasswordFile(path).put({"lobby": "another"})
    assert PasswordFile(path).find("gate") == Found(PASSWORD)
    assert PasswordFile(path).find("yard") is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())["version"] == 1


def test_a_file_that_others_may_read_is_closed_to_them_but_not_by_who_only_looks(path: Path) -> None:
    PasswordFile(path).put({"gate": PASSWORD})
    path.chmod(0o644)
    PasswordFile(path, mending=False).look()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    PasswordFile(path).look()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_with_a_passphrase_the_file_tells_whose_passwords_it_has_and_nothing_of_them(path: Path) -> None:
    sealed(path, gate=PASSWORD, lobby="x")
    raw = path.read_text()
    assert PASSWORD not in raw
    assert "hunter22" not in raw
    assert PASSPHRASE not in raw
    kept = json.loads(raw)["passwords"]
    assert len(kept["gate"]) == len(kept["lobby"])  # nor how long they are
    locked = PasswordFile(path)
    assert locked.look() == Holding(names=frozenset({"gate", "lobby"}), entries=2, sealed=True, locked=True)
    assert locked.holding.waiting
    with pytest.raises(PassphraseNeeded):
        locked.find("gate")
    assert locked.readable() == {}
    assert unlocked(path).find("gate") == Found(PASSWORD)


def test_a_password_sealed_for_one_device_opens_for_no_other(path: Path) -> None:
    sealed(path, gate=PASSWORD, lobby="another")
    file = json.loads(path.read_text())
    file["passwords"]["lobby"] = file["passwords"]["gate"]
    path.write_text(json.dumps(file))
    with pytest.raises(PasswordFileError):
        unlocked(path).find("lobby")


def test_the_same_password_looks_different_each_time(path: Path) -> None:
    file = sealed(path, gate=PASSWORD)
    before = json.loads(path.read_text())["passwords"]["gate"]
    file.put({"gate": PASSWORD})
    assert json.loads(path.read_text())["passwords"]["gate"] != before


def test_without_the_passphrase_nothing_is_added_but_something_can_be_given_up(path: Path) -> None:
    sealed(path, gate=PASSWORD, lobby="another")
    locked = PasswordFile(path)
    with pytest.raises(PassphraseNeeded):
        locked.put({"gate": "new"})
    locked.put({"gate": None})
    locked.drop("lobby")
    opened = unlocked(path)
    assert (opened.find("gate"), opened.find("lobby")) == (Found(None), None)


def test_what_is_newer_than_what_was_to_be_dropped_stays(path: Path) -> None:
    file = PasswordFile(path)
    file.put({"gate": "newer"})
    file.drop("gate", only=Found("older"))
    assert file.find("gate") == Found("newer")
    file.drop("gate", only=Found("newer"))
    assert not path.exists()


def test_another_passphrase_takes_the_place_of_the_first_for_who_knows_it(path: Path) -> None:
    file = sealed(path, gate=PASSWORD)
    assert not file.set_passphrase("not this one", "eleven green cups").right
    assert file.set_passphrase(PASSPHRASE, "eleven green cups").right
    assert file.find("gate") == Found(PASSWORD)
    other = PasswordFile(path)
    assert not other.unlock(PASSPHRASE).right
    assert other.unlock("eleven green cups").right
    assert other.set_passphrase("eleven green cups", "").right
    assert PasswordFile(path).find("gate") == Found(PASSWORD)
    assert PASSWORD in json.loads(path.read_text())["passwords"]["gate"]


def test_a_passphrase_that_another_program_has_changed_is_asked_for_anew(path: Path) -> None:
    running = sealed(path, gate=PASSWORD)
    PasswordFile(path).set_passphrase(PASSPHRASE, "eleven green cups")
    with pytest.raises(PassphraseNeeded):
        running.find("gate")
    assert running.holding.waiting


def test_a_passphrase_is_as_dear_to_guess_as_owasp_wants_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    sealed(path)
    lock = json.loads(path.read_text())["passphrase"]
    assert (lock["n"], lock["r"], lock["p"], len(lock["salt"])) == (2**15, 8, 3, 32)


def test_digits_of_double_width_are_digits(path: Path) -> None:
    PasswordFile(path).set_passphrase("", "１２３４ doors")
    assert PasswordFile(path).unlock("1234 doors").right


def test_wrong_passphrases_make_one_wait_ever_longer_and_the_right_one_ends_that(path: Path) -> None:
    sealed(path, gate=PASSWORD)
    clock = Clock()
    file = PasswordFile(path, steady_s=clock)
    for _ in range(FREE):
        assert file.unlock("wrong wrong").wait_s == 0
    assert file.unlock("wrong wrong").wait_s == 5
    too_soon = file.unlock(PASSPHRASE)
    assert (too_soon.right, too_soon.tried, file.wait_s) == (False, False, 5)
    clock.now = 5
    assert file.unlock("wrong wrong").wait_s == 10
    clock.now = 15
    assert file.unlock(PASSPHRASE).right
    assert file.wait_s == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", BROKEN),
        ("{", BROKEN),
        ('{"format": "facemon passwords", "version": 1, "passwords": {"gate": 7}}', BROKEN),
        ('{"format": "facemon passwords", "version": 2}', NEWER),
        ('{"format": "facemon operators", "version": 1}', BROKEN),
        (DEAR, BROKEN),
    ],
    ids=["empty", "torn", "of other types", "newer", "another file", "that would take a terabyte to open"],
)
def test_a_file_with_a_fault_is_told_and_left_as_it_is(path: Path, content: str, said: str) -> None:
    path.write_text(content)
    file = PasswordFile(path)
    for attempt in (
        lambda: file.find("gate"),
        lambda: file.put({"gate": PASSWORD}),
        lambda: file.set_passphrase("", PASSPHRASE),
    ):
        with pytest.raises(PasswordFileError) as raised:
            attempt()
        assert raised.value.template == said
        assert PASSWORD not in str(raised.value)
    assert file.holding.problem is not None
    assert path.read_text() == content


def test_two_programs_that_write_at_once_lose_nothing_of_each_other(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from facemon.password_file import PasswordFile\n"
        "file = PasswordFile(Path(sys.argv[1]))\n"
        "for number in range(20): file.put({f'other {number}': 'pw'})\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(path)])
    file = PasswordFile(path)
    mine = [threading.Thread(target=file.put, args=({f"mine {number}": "pw"},)) for number in range(20)]
    for thread in mine:
        thread.start()
    for thread in mine:
        thread.join(30)
    assert other.wait(30) == 0
    assert len(file.look().names) == 40


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_to_is_told(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        with pytest.raises(PasswordFileError):
            PasswordFile(path).put({"gate": PASSWORD})
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize(
    ("passphrase", "taken"),
    [("short", False), ("aaaaaaaaaa", False), ("abababababab", False), ("x" * 201, False), ("with\nline ends", False),
     (PASSPHRASE, True), ("七扇蓝色的门和窗", True)],
)  # fmt: skip
def test_a_passphrase_is_long_and_not_monotonous(passphrase: str, taken: bool) -> None:
    assert (passphrase_mistake(passphrase) == "") is taken


def test_no_object_s_text_has_a_password() -> None:
    assert "hunter22" not in repr(Found(PASSWORD))
