"""The doctor says whether the administrator's PIN guards what it should."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from facemon import pin as pin_module
from facemon.administrator import Administrator
from facemon.doctor.finding import Result
from facemon.doctor.lock_check import check_lock
from facemon.settings import DeskSettings, Settings

KIOSK = Settings(desk=DeskSettings(kiosk=True))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pin_module, "_COST", 16)
    return tmp_path / "administrator.json"


def result(path: Path, settings: Settings) -> tuple[Result, str]:
    (finding,) = check_lock(path, settings)
    return finding.result, finding.found


def test_a_desk_without_a_pin_is_in_order_and_a_kiosk_without_one_is_not(path: Path) -> None:
    assert result(path, Settings())[0] is Result.OK
    assert result(path, KIOSK) == (Result.FAILED, "Kiosk mode is off: there is no administrator's PIN.")


def test_a_pin_that_guards_is_told_with_the_kiosk(path: Path) -> None:
    Administrator(path).put("470815")
    assert result(path, Settings()) == (Result.OK, "An administrator's PIN guards the settings.")
    assert "kiosk mode is on" in result(path, KIOSK)[1]


def test_a_damaged_file_has_failed_and_is_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"?")
    path.chmod(0o600)
    assert result(path, Settings())[0] is Result.FAILED
    assert path.read_bytes() == b"?"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_a_file_that_others_may_read_is_told_and_not_changed(path: Path) -> None:
    Administrator(path).put("470815")
    path.chmod(0o644)
    assert result(path, Settings())[0] is Result.WARNING
    assert path.stat().st_mode & 0o077
