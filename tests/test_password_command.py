import io
import stat
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest

from facemon import sealing
from facemon.cli import main
from facemon.credentials import Credentials
from facemon.settings import DeviceSettings, Settings, save

PASSPHRASE = "seven blue doors"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 2**4)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    gate = DeviceSettings(id="gate", name="North gate", host="192.0.2.10", username="guard")
    save(tmp_path / "settings.toml", Settings(devices=(gate,)))
    return tmp_path


@pytest.fixture
def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


class Typing:
    """Runs the command with these lines on its standard input."""

    def __init__(self, profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._profile = profile
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.said = ""

    def __call__(self, typed: str | bytes, *command: str) -> int:
        raw = typed.encode() if isinstance(typed, str) else typed
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        code = main([*command, "--profile", str(self._profile)])
        told = self._capsys.readouterr()
        self.said = told.out + told.err
        return code


@pytest.fixture
def typing(profile: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typing:
    return Typing(profile, monkeypatch, capsys)


def test_a_password_goes_into_the_keyring_without_a_word(typing: Typing, profile: Path) -> None:
    assert typing("s3cret\n", "password", "gate") == 0
    assert typing.said == ""
    assert Credentials(profile).password("gate") == "s3cret"
    assert not (profile / "passwords.json").exists()


def test_without_a_keyring_it_goes_into_a_file_and_that_is_said(
    typing: Typing, profile: Path, no_keyring: None
) -> None:
    assert typing("s3cret\n", "password", "gate") == 0
    assert "not encrypted" in typing.said
    assert "s3cret" not in typing.said
    assert stat.S_IMODE((profile / "passwords.json").stat().st_mode) == 0o600
    assert Credentials(profile).password("gate") == "s3cret"


def test_into_an_encrypted_file_it_goes_with_the_passphrase_on_the_second_line(
    typing: Typing, profile: Path, no_keyring: None
) -> None:
    assert typing(f"{PASSPHRASE}\n", "passphrase") == 0
    assert typing("s3cret\nnot this one\n", "password", "gate") == 1
    assert "not the passphrase" in typing.said
    assert typing("s3cret\n", "password", "gate") == 1
    assert "passphrase" in typing.said
    assert typing(f"s3cret\n{PASSPHRASE}\n", "password", "gate") == 0
    assert "s3cret" not in (profile / "passwords.json").read_text()
    opened = Credentials(profile)
    opened.unlock(PASSPHRASE)
    assert opened.password("gate") == "s3cret"


def test_a_passphrase_is_changed_and_removed_by_who_knows_it(typing: Typing, profile: Path, no_keyring: None) -> None:
    typing("s3cret\n", "password", "gate")
    assert typing("short\n", "passphrase") == 1
    assert typing(f"{PASSPHRASE}\n", "passphrase") == 0
    assert typing("not this one\neleven green cups\n", "passphrase") == 1
    assert typing(f"{PASSPHRASE}\neleven green cups\n", "passphrase") == 0
    assert typing(f"{PASSPHRASE}\n", "passphrase", "--remove") == 1
    assert typing("eleven green cups\n", "passphrase", "--remove") == 0
    assert Credentials(profile).password("gate") == "s3cret"


@pytest.mark.parametrize("typed", ["", "\n", b"s3cret\xff\n"], ids=["nothing", "an empty line", "no text"])
def test_nothing_typed_changes_nothing(typing: Typing, profile: Path, typed: str | bytes) -> None:
    assert typing(typed, "password", "gate") == 1
    assert Credentials(profile).password("gate") is None
    assert "s3cret" not in typing.said


def test_a_password_is_no_argument(typing: Typing) -> None:
    with pytest.raises(SystemExit) as ended:
        typing("", "password", "gate", "s3cret")
    assert ended.value.code == 2
