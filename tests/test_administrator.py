"""The administrator's PIN: it is nowhere, guessing takes ever longer over restarts, and a file with a fault locks."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest

from facemon import pin as pin_module
from facemon.administrator import Administrator, AdministratorError, administrator_mistake
from facemon.pin import PinHash
from facemon.pin_tries import LONGEST_WAIT_S, wait_left

PIN = "470815"


class Clock:
    """Both clocks of a desk."""

    def __init__(self) -> None:
        self.wall_ms = 1_800_000_000_000
        self.steady_s = 1000.0

    def pass_s(self, seconds: float) -> None:
        self.wall_ms += round(seconds * 1000)
        self.steady_s += seconds


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin_module, "_COST", 16)
    monkeypatch.setattr(pin_module, "_LANES", 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "administrator.json"


def started(path: Path, clock: Clock | None = None) -> Administrator:
    clock = clock or Clock()
    administrator = Administrator(path, wall_ms=lambda: clock.wall_ms, steady_s=lambda: clock.steady_s)
    administrator.read()
    return administrator


def set_up(path: Path, clock: Clock | None = None) -> Administrator:
    administrator = started(path, clock)
    administrator.put(PIN)
    return administrator


def test_without_a_file_nothing_is_guarded_and_no_pin_is_right(path: Path) -> None:
    administrator = started(path)
    assert not administrator.set_up
    assert not administrator.check(PIN).right


def test_the_pin_that_was_set_is_right_after_a_restart_and_no_other(path: Path) -> None:
    set_up(path)
    administrator = started(path)
    assert administrator.set_up
    assert administrator.check(PIN).right
    assert not administrator.check("470816").right


def test_the_pin_is_not_in_the_file_which_is_its_owner_s_alone(path: Path) -> None:
    set_up(path)
    assert PIN not in path.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("pin", ["", "4711", "47081", "123456", "000000", "470 815", "x" * 33])
def test_a_pin_that_is_soon_guessed_is_refused_and_nothing_is_written(path: Path, pin: str) -> None:
    assert administrator_mistake(pin)
    with pytest.raises(ValueError, match=r"PIN|guessed|tries"):
        started(path).put(pin)
    assert not path.exists()


def test_a_removed_pin_guards_nothing_any_more(path: Path) -> None:
    administrator = set_up(path)
    administrator.put(None)
    assert not administrator.set_up
    assert not path.exists()


def test_guessing_takes_ever_longer_and_the_right_pin_begins_anew(path: Path, clock: Clock) -> None:
    administrator = set_up(path, clock)
    waits = []
    for _ in range(10):
        waits.append(administrator.check("000001").wait_s)
        clock.pass_s(waits[-1])
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, LONGEST_WAIT_S, LONGEST_WAIT_S]
    assert administrator.check(PIN).right
    assert administrator.check("000001").wait_s == 0


def test_during_the_wait_not_even_the_right_pin_is_looked_at(path: Path, clock: Clock) -> None:
    administrator = set_up(path, clock)
    for _ in range(3):
        administrator.check("000001")
    early = administrator.check(PIN)
    assert (early.right, early.tried, early.wait_s) == (False, False, 5)


def test_a_restart_ends_no_wait_and_forgets_no_failure(path: Path, clock: Clock) -> None:
    administrator = set_up(path, clock)
    for _ in range(3):
        administrator.check("000001")
    clock.pass_s(2)
    administrator = started(path, clock)
    assert administrator.wait_s == pytest.approx(3)
    clock.pass_s(3)
    assert administrator.check("000001").wait_s == 10


def test_a_try_is_on_the_disk_as_failed_before_it_is_judged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    administrator = set_up(path)
    found: list[int] = []

    def look(_hash: PinHash, _pin: str) -> bool:
        found.append(json.loads(path.read_bytes()).get("failures", 0))
        return False

    monkeypatch.setattr(PinHash, "fits", look)
    administrator.check("000001")
    administrator.check("000001")
    assert found == [1, 2]


@pytest.mark.parametrize(("passed_ms", "left"), [(0, 5.0), (4_000, 1.0), (5_000, 0.0), (10**9, 0.0), (-(10**9), 5.0)])
def test_what_is_left_of_a_wait_is_never_more_than_the_wait(passed_ms: int, left: float) -> None:
    assert wait_left(3, 10**12, 10**12 + passed_ms) == pytest.approx(left)


BROKEN = {
    "empty": b"",
    "another program's": b'{"pin": "470815"}',
    "operators": b'{"operators": [], "format": "facemon operators", "version": 1}',
    "nested": b"[" * 100_000,
    "too large": b" " * 100_000,
    "a newer one's": b'{"format": "facemon administrator", "version": 2}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_strange_file_keeps_everything_locked_and_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    administrator = Administrator(path)
    with pytest.raises(AdministratorError, match=r"administrator\.json is damaged"):
        administrator.read()
    assert administrator.set_up
    assert not administrator.check(PIN).right
    with pytest.raises(AdministratorError):
        administrator.put(PIN)
    assert path.read_bytes() == content


def test_a_disk_that_refuses_lets_the_technician_in_and_makes_guessers_wait(path: Path, clock: Clock) -> None:
    folder = path.parent / "profile"
    folder.mkdir()
    administrator = set_up(folder / path.name, clock)
    folder.rename(path.parent / "gone")
    assert administrator.check(PIN).right
    for _ in range(3):
        administrator.check("000001")
    assert administrator.wait_s == 5
    with pytest.raises(AdministratorError, match=r"administrator\.json cannot be written"):
        administrator.put("471119")
