import base64
import logging
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend

from facemon import log as log_module
from facemon import sealing
from facemon.credentials import Credentials
from facemon.device.account import Account
from facemon.device.judging import NotOffered
from facemon.kept_where import AWAITING, IN_FILE, IN_KEYRING, IN_MEMORY, IN_SEALED_FILE
from facemon.log import HIDDEN
from facemon.password_file import PassphraseNeeded, PasswordFile
from facemon.settings import DeviceSettings, Settings, save
from facemon.system_keyring import Answer, Task
from facemon.ui.settings.draft import Draft

PASSWORD = "hunter22-北"
PASSPHRASE = "seven blue doors"
SHORT = 0.05  # seconds of patience with a keyring that does not answer
WAIT = 20.0  # seconds for what must come


class ScriptedKeyring(KeyringBackend):
    """A keyring that raises, or waits until `answering` is set, as it is told."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.error: BaseException | None = None
        self.answering = threading.Event()
        self.answering.set()
        self.asked: list[str] = []
        self.callers: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self._obey("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._obey("set")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._obey("delete")
        del self.kept[service, username]

    def _obey(self, what: str) -> None:
        self.asked.append(what)
        self.callers.add(threading.current_thread().name)
        assert self.answering.wait(WAIT)
        if self.error is not None:
            raise self.error


@pytest.fixture
def ring() -> Iterator[ScriptedKeyring]:
    ring = ScriptedKeyring()
    keyring.set_keyring(ring)
    yield ring
    ring.answering.set()


@pytest.fixture(autouse=True)
def _own_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "_secrets", log_module._Secrets())


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is dear to guess, and the tests enter many."""
    monkeypatch.setattr(sealing, "_COST", 2**4)


def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


def settle(credentials: Credentials) -> None:
    """Wait until the keyring has answered everything that it was asked before."""
    done = Task(lambda: None)
    credentials._worker.begin(done)
    assert done.done.wait(WAIT)


def test_a_password_is_kept_in_the_system_s_keyring(tmp_path: Path, ring: ScriptedKeyring) -> None:
    credentials = Credentials(tmp_path)
    assert credentials.kept_where == ""
    assert credentials.store("gate", PASSWORD)
    assert credentials.kept_where == IN_KEYRING
    assert Credentials(tmp_path).password("gate") == PASSWORD
    assert credentials.password("lobby") is None
    assert list(ring.kept.values()) == [PASSWORD]


def test_another_profile_has_other_passwords(tmp_path: Path, ring: ScriptedKeyring) -> None:
    Credentials(tmp_path / "a").store("gate", "a-password")
    Credentials(tmp_path / "b").store("gate", "b-password")
    assert Credentials(tmp_path / "a").password("gate") == "a-password"
    assert Credentials(tmp_path / "a" / ".." / "b").password("gate") == "b-password"


def test_a_password_given_up_is_gone_and_one_that_was_never_there_can_be_given_up(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    credentials = Credentials(tmp_path)
    credentials.store("gate", PASSWORD)
    assert credentials.forget("gate")
    assert credentials.forget("gate")
    assert credentials.password("gate") is None
    assert ring.kept == {}


def test_what_another_program_changes_in_the_keyring_is_seen(tmp_path: Path, ring: ScriptedKeyring) -> None:
    credentials = Credentials(tmp_path)
    credentials.store("gate", "the first")
    Credentials(tmp_path).store("gate", "the second")
    assert credentials.password("gate") == "the second"


class ReadableFile(ScriptedKeyring):
    """A backend that keeps passwords in a file that anybody can read says so by its priority."""

    priority = 0.5  # type: ignore[assignment]  # keyring's own backends have fractions


@pytest.mark.parametrize(
    "backend",
    [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, ReadableFile],
    ids=lambda each: each.__name__,
)
def test_without_a_keyring_a_password_is_kept_in_a_file_for_this_account_alone_and_that_is_said(
    tmp_path: Path, backend: type[KeyringBackend]
) -> None:
    ring = backend()
    keyring.set_keyring(ring)
    credentials = Credentials(tmp_path)
    assert credentials.store("gate", PASSWORD)
    assert credentials.password("gate") == PASSWORD
    assert credentials.kept_where == IN_FILE
    assert credentials.answered is Answer.NO_KEYRING
    assert "not encrypted" in IN_FILE
    assert stat.S_IMODE((tmp_path / "passwords.json").stat().st_mode) == 0o600
    assert Credentials(tmp_path).password("gate") == PASSWORD
    assert not credentials.forget("gate")
    assert credentials.password("gate") is None
    assert not (tmp_path / "passwords.json").exists()
    assert not getattr(ring, "kept", None)


def test_the_passwords_of_many_devices_are_kept_all_or_none_in_one_write_of_the_file(tmp_path: Path) -> None:
    no_keyring()
    path = tmp_path / "passwords.json"
    passwords = {f"door-{number}": f"{PASSWORD} {number}" for number in range(200)}
    seen: set[int] = set()
    credentials = Credentials(tmp_path)
    credentials.store("gate", PASSWORD)
    first = path.stat().st_ino
    observer = PasswordFile(path)
    storing = threading.Thread(target=credentials.store_all, args=(passwords,))
    storing.start()
    while storing.is_alive():
        seen.add(observer.look().entries)
    storing.join()
    assert seen | {201} <= {1, 201}
    assert path.stat().st_ino != first
    assert all(Credentials(tmp_path).password(device) == password for device, password in passwords.items())


def test_where_neither_a_keyring_nor_the_disk_takes_it_a_password_is_kept_in_memory_and_that_is_said(
    tmp_path: Path,
) -> None:
    no_keyring()
    (tmp_path / "passwords.json").mkdir()
    credentials = Credentials(tmp_path)
    assert not credentials.store("gate", PASSWORD)
    assert credentials.password("gate") == PASSWORD
    assert credentials.kept_where == IN_MEMORY
    assert Credentials(tmp_path).password("gate") is None


class Panic(BaseException):
    """As compiled backends raise it."""


@pytest.mark.parametrize("error", [keyring.errors.KeyringLocked(PASSWORD), ValueError(PASSWORD), Panic(PASSWORD)])
def test_a_keyring_that_refuses_leaves_the_password_in_the_file_until_it_takes_it_and_says_nothing_of_it(
    tmp_path: Path, ring: ScriptedKeyring, caplog: pytest.LogCaptureFixture, error: BaseException
) -> None:
    ring.error = error
    credentials = Credentials(tmp_path)
    with caplog.at_level(logging.DEBUG):
        assert credentials.store("gate", PASSWORD)
        assert credentials.kept_where == IN_FILE
        assert credentials.answered is Answer.REFUSED
        assert credentials.password("gate") == PASSWORD
        assert credentials.password("lobby") is None
    assert type(error).__name__ in caplog.text
    assert PASSWORD not in caplog.text
    ring.error = None
    assert credentials.store("gate", "another")
    assert credentials.kept_where == IN_KEYRING
    assert list(ring.kept.values()) == ["another"]
    assert not (tmp_path / "passwords.json").exists()


def test_a_password_that_was_read_once_is_there_while_the_keyring_refuses(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    Credentials(tmp_path).store("gate", PASSWORD)
    credentials = Credentials(tmp_path)
    assert credentials.password("gate") == PASSWORD
    ring.error = keyring.errors.KeyringLocked()
    assert credentials.password("gate") == PASSWORD


def test_storing_in_a_keyring_that_does_not_answer_ends_and_the_keyring_gets_it_when_it_does(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    ring.answering.clear()
    credentials = Credentials(tmp_path, patience=SHORT)
    assert credentials.store("gate", PASSWORD)
    assert credentials.kept_where == IN_FILE
    assert credentials.answered is Answer.NO_ANSWER
    assert credentials.password("gate") == PASSWORD
    ring.answering.set()
    settle(credentials)
    assert list(ring.kept.values()) == [PASSWORD]
    assert credentials.kept_where == IN_KEYRING
    assert credentials.password("gate") == PASSWORD


def test_a_keyring_that_does_not_answer_is_told_from_one_that_has_no_password(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    credentials = Credentials(tmp_path, unlocking=SHORT)
    assert credentials.demand("gate") is None
    ring.answering.clear()
    with pytest.raises(TimeoutError):
        credentials.demand("gate")
    ring.answering.set()
    settle(credentials)
    assert credentials.demand("gate") is None


def test_of_what_waits_for_the_keyring_the_last_word_counts(tmp_path: Path, ring: ScriptedKeyring) -> None:
    ring.answering.clear()
    credentials = Credentials(tmp_path, patience=SHORT)
    credentials.store("gate", "the first")
    credentials.store("gate", "the second")
    credentials.store("lobby", PASSWORD)
    credentials.forget("lobby")
    assert (credentials.password("gate"), credentials.password("lobby")) == ("the second", None)
    ring.answering.set()
    settle(credentials)
    assert list(ring.kept.values()) == ["the second"]
    assert (credentials.password("gate"), credentials.password("lobby")) == ("the second", None)


def test_only_the_first_to_store_waits_for_a_keyring_that_does_not_answer(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    ring.answering.clear()
    credentials = Credentials(tmp_path, patience=SHORT)
    assert credentials.store("gate", PASSWORD)
    credentials._patience = 10 * WAIT  # whoever waits now, waits longer than the test may last
    assert credentials.store("lobby", PASSWORD)
    assert not credentials.forget("door")
    ring.answering.set()
    settle(credentials)
    assert credentials.store("yard", PASSWORD)


def test_a_password_that_comes_too_late_is_there_for_the_next_who_asks(tmp_path: Path, ring: ScriptedKeyring) -> None:
    Credentials(tmp_path).store("gate", PASSWORD)
    ring.answering.clear()
    credentials = Credentials(tmp_path, unlocking=SHORT)
    assert credentials.password("gate") is None
    assert credentials.answered is Answer.NO_ANSWER
    ring.answering.set()
    settle(credentials)
    ring.answering.clear()
    assert credentials.password("gate") == PASSWORD


def test_a_password_is_waited_for_until_the_keyring_has_been_unlocked(tmp_path: Path, ring: ScriptedKeyring) -> None:
    Credentials(tmp_path).store("gate", PASSWORD)
    ring.answering.clear()
    credentials = Credentials(tmp_path, patience=SHORT)
    answers: list[str | None] = []
    threads = [threading.Thread(target=lambda: answers.append(credentials.password("gate"))) for _ in range(5)]
    for thread in threads:
        thread.start()
    assert credentials.store("lobby", PASSWORD)
    assert answers == []
    ring.answering.set()
    for thread in threads:
        thread.join(WAIT)
    assert answers == [PASSWORD] * 5


def test_asking_again_and_again_piles_nothing_up_before_a_keyring_that_never_answers(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    ring.answering.clear()
    credentials = Credentials(tmp_path, unlocking=0)
    for _ in range(1_000):
        assert credentials.password("gate") is None
        assert credentials.password("lobby") is None
    assert credentials._worker._tasks.qsize() <= 2
    ring.answering.set()
    settle(credentials)
    assert ring.asked == ["get", "get"]


def test_the_keyring_is_asked_by_one_thread_alone_that_does_not_keep_the_program_alive(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    credentials = Credentials(tmp_path)
    threads = [threading.Thread(target=lambda: credentials.password("gate")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    credentials.store("gate", PASSWORD)
    assert ring.callers == {"keyring"}
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "keyring")


def test_where_passwords_are_kept_is_known_without_waiting(tmp_path: Path, ring: ScriptedKeyring) -> None:
    ring.answering.clear()
    credentials = Credentials(tmp_path)
    asking = threading.Thread(target=lambda: credentials.password("gate"))
    asking.start()
    assert credentials.kept_where == ""
    ring.answering.set()
    asking.join(WAIT)
    assert credentials.kept_where == IN_KEYRING


@pytest.mark.parametrize("backend", [ScriptedKeyring, keyring.backends.fail.Keyring], ids=["keyring", "sealed file"])
def test_a_password_is_in_no_file_of_the_profile_no_log_and_no_object_s_text(
    tmp_path: Path, backend: type[KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    credentials = Credentials(tmp_path)
    credentials.set_passphrase("", PASSPHRASE)
    log_module.set_up(tmp_path / "facemon.log")
    try:
        credentials.store("gate", PASSWORD)
        gate = DeviceSettings(id="gate", name="Gate", host="192.0.2.10", username="admin")
        save(tmp_path / "settings.toml", Settings(devices=(gate,)))
        logging.getLogger("facemon").warning("said: %s %r %r", PASSWORD, {"password": PASSWORD}, PASSWORD.encode())
        try:
            int(PASSWORD)
        except ValueError:
            logging.getLogger("facemon").exception("failed")
    finally:
        log_module.close()
    files = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert set(files) == {"facemon.log", "settings.toml", "passwords.json", "passwords.lock"}
    assert files["facemon.log"].count(HIDDEN) == 3  # an exception is logged without its words, which may quote anything
    assert "hunter22" not in "".join(files.values())
    assert "hunter22" not in repr(credentials) + repr(credentials._worker) + repr(credentials._asking)


def test_a_password_that_is_read_is_kept_out_of_the_log_as_well(tmp_path: Path, ring: ScriptedKeyring) -> None:
    ring.kept[Credentials(tmp_path)._service, "gate"] = PASSWORD
    Credentials(tmp_path).password("gate")
    assert log_module._secrets.hide(f"got {PASSWORD}!") == f"got {HIDDEN}!"


def test_a_password_that_is_only_tried_is_hidden_also_as_a_request_has_it() -> None:
    def no_login(_password: str) -> str:
        raise NotOffered("")

    gate = DeviceSettings(id="gate", name="Gate", host="192.0.2.10", username="admin")
    header = Account(gate, lambda: PASSWORD).header(no_login, stop=lambda: False)
    assert base64.b64encode(f"admin:{PASSWORD}".encode()).decode() in header
    assert log_module._secrets.hide(f"{PASSWORD} {header}") == f"{HIDDEN} Basic {HIDDEN}"


def test_a_password_being_typed_is_not_in_the_draft_s_text() -> None:
    assert "hunter22" not in f"{Draft(key='gate', password=PASSWORD)!r}"


def test_the_file_s_passwords_move_to_a_keyring_that_has_come_and_leave_the_file(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    ring.error = keyring.errors.KeyringLocked()
    away = Credentials(tmp_path)
    away.store("gate", PASSWORD)
    away.store("lobby", "another")
    ring.error = None
    back = Credentials(tmp_path)
    assert back.look().names == {"gate", "lobby"}
    settle(back)
    assert sorted(ring.kept.values()) == ["another", PASSWORD]
    assert not (tmp_path / "passwords.json").exists()
    assert (back.password("gate"), back.kept_where) == (PASSWORD, IN_KEYRING)


class Forgetful(ScriptedKeyring):
    """Says that it has kept a password, and has not."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Ended(BaseException):
    """Stands for the end of the process in the midst of something."""


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param("set_password", id="before the keyring has it"),
        pytest.param("get_password", id="when the keyring has it"),
    ],
)
def test_a_password_on_its_way_to_the_keyring_is_never_in_neither(
    tmp_path: Path, ring: ScriptedKeyring, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    ring.error = keyring.errors.KeyringLocked()
    Credentials(tmp_path).store("gate", PASSWORD)
    ring.error = None

    def end(*_: object) -> None:
        raise Ended

    with monkeypatch.context() as patch:
        patch.setattr(ring, ends, end)
        interrupted = Credentials(tmp_path)
        interrupted.look()
        settle(interrupted)
    assert Credentials(tmp_path, moving=False).password("gate") == PASSWORD
    again = Credentials(tmp_path)
    again.look()
    settle(again)
    assert list(ring.kept.values()) == [PASSWORD]
    assert again.look().names == set()


def test_a_keyring_that_loses_what_it_was_given_gets_nothing_moved(tmp_path: Path) -> None:
    keyring.set_keyring(Forgetful())
    credentials = Credentials(tmp_path)
    assert credentials.store("gate", PASSWORD)
    credentials.look()
    settle(credentials)
    assert Credentials(tmp_path).password("gate") == PASSWORD


def test_who_only_looks_moves_nothing(tmp_path: Path, ring: ScriptedKeyring) -> None:
    ring.error = keyring.errors.KeyringLocked()
    Credentials(tmp_path).store("gate", PASSWORD)
    ring.error = None
    doctor = Credentials(tmp_path, moving=False)
    doctor.look()
    assert doctor.availability() is Answer.GIVEN
    assert doctor.password("gate") == PASSWORD
    settle(doctor)
    assert ring.kept == {}


def test_a_password_given_up_while_the_keyring_was_locked_does_not_come_back_with_it(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    Credentials(tmp_path).store("gate", PASSWORD)
    ring.error = keyring.errors.KeyringLocked()
    assert not Credentials(tmp_path).forget("gate")
    ring.error = None
    after = Credentials(tmp_path)
    assert after.password("gate") is None
    after.look()
    settle(after)
    assert ring.kept == {}
    assert after.password("gate") is None


def test_with_a_passphrase_the_file_gives_a_password_only_once_it_was_entered(tmp_path: Path) -> None:
    no_keyring()
    before = Credentials(tmp_path)
    before.store("gate", PASSWORD)
    assert before.set_passphrase("", PASSPHRASE).right
    assert (before.password("gate"), before.kept_where) == (PASSWORD, IN_SEALED_FILE)
    after = Credentials(tmp_path)
    after.look()
    assert after.waiting
    assert after.has("gate")
    assert after.password("gate") is None
    with pytest.raises(PassphraseNeeded):
        after.demand("gate")
    assert not after.unlock("seven blue windows").right
    assert after.unlock(PASSPHRASE).right
    assert not after.waiting
    assert after.demand("gate") == PASSWORD


def test_a_password_that_comes_before_the_passphrase_is_kept_in_the_file_once_it_is_there(tmp_path: Path) -> None:
    no_keyring()
    Credentials(tmp_path).set_passphrase("", PASSPHRASE)
    credentials = Credentials(tmp_path)
    assert not credentials.store("gate", PASSWORD)
    assert credentials.waiting
    assert credentials.kept_where == AWAITING
    assert credentials.password("gate") == PASSWORD
    credentials.unlock(PASSPHRASE)
    assert credentials.kept_where == IN_SEALED_FILE
    again = Credentials(tmp_path)
    again.unlock(PASSPHRASE)
    assert again.password("gate") == PASSWORD


def test_a_device_whose_password_the_keyring_has_does_not_wait_for_the_passphrase(
    tmp_path: Path, ring: ScriptedKeyring
) -> None:
    ring.error = keyring.errors.KeyringLocked()
    away = Credentials(tmp_path)
    away.set_passphrase("", PASSPHRASE)
    away.store("gate", "old")
    ring.error = None
    locked = Credentials(tmp_path)
    assert locked.store("gate", PASSWORD)
    assert not locked.waiting
    assert locked.demand("gate") == PASSWORD
    assert Credentials(tmp_path).demand("gate") == PASSWORD


def test_a_damaged_file_is_left_as_it_is_and_the_keyring_is_asked(tmp_path: Path, ring: ScriptedKeyring) -> None:
    Credentials(tmp_path).store("gate", PASSWORD)
    (tmp_path / "passwords.json").write_text("{}")
    credentials = Credentials(tmp_path)
    assert credentials.password("gate") == PASSWORD
    assert credentials.look().problem is not None
    ring.error = keyring.errors.KeyringLocked()
    assert not credentials.store("gate", "another")
    assert credentials.kept_where == IN_MEMORY
    assert (tmp_path / "passwords.json").read_text() == "{}"
