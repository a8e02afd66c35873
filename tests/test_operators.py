"""Who can sign on at a desk: their PINs are nowhere, guessing takes ever longer, and a strange file is left alone."""

from __future__ import annotations

import json
import stat
import sys
import threading
from pathlib import Path

import pytest

from facemon import pin as pin_module
from facemon.operators import (
    MOST,
    Edit,
    Operators,
    OperatorsError,
    name_mistake,
)
from facemon.pin import PinHash, pin_mistake
from facemon.pin_tries import LONGEST_WAIT_S, wait_after

PIN, OTHER = "4711-Ω", "8246"


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
    """Let hashing cost little, where its cost is not what is tested."""
    monkeypatch.setattr(pin_module, "_COST", 16)
    monkeypatch.setattr(pin_module, "_LANES", 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def desk(path: Path, clock: Clock | None = None) -> Operators:
    clock = clock or Clock()
    operators = Operators(path, wall_ms=lambda: clock.wall_ms, steady_s=lambda: clock.steady_s)
    operators.read()
    return operators


def with_two(path: Path, clock: Clock | None = None) -> Operators:
    operators = desk(path, clock)
    operators.apply([Edit("Liu Wei", PIN), Edit("Sara", OTHER)])
    return operators


def test_without_a_file_there_is_nobody_and_none_is_made(tmp_path: Path) -> None:
    operators = desk(tmp_path / "operators.json")
    assert operators.names == ()
    assert not operators.set_up
    operators.apply([])
    assert list(tmp_path.iterdir()) == []


def test_an_operator_signs_on_with_the_own_pin_and_no_other(tmp_path: Path) -> None:
    for operators in (with_two(tmp_path / "operators.json"), desk(tmp_path / "operators.json")):
        assert operators.names == ("Liu Wei", "Sara")
        assert operators.check("Liu Wei", PIN).right
        assert not operators.check("Liu Wei", OTHER).right
        assert not operators.check("Sara", PIN).right
        assert not operators.check("Nobody", PIN).right
        assert operators.check("Sara", OTHER).right


def test_digits_of_double_width_are_the_same_pin(tmp_path: Path) -> None:
    assert with_two(tmp_path / "operators.json").check("Sara", "８２４６").right


def test_a_pin_is_nowhere_in_the_profile_and_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    operators = with_two(tmp_path / "operators.json")
    operators.check("Liu Wei", "4712-Ω")
    assert [file.name for file in tmp_path.iterdir()] == ["operators.json"]
    text = (tmp_path / "operators.json").read_text("utf-8")
    for secret in (PIN, OTHER, "4712", OTHER.encode().hex(), PIN.encode().hex()):
        assert secret not in text
    assert PIN not in repr(Edit("Liu Wei", PIN))
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "operators.json").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    with_two(tmp_path / "operators.json")
    (tmp_path / "operators.json").chmod(0o644)
    assert desk(tmp_path / "operators.json").names
    assert stat.S_IMODE((tmp_path / "operators.json").stat().st_mode) == 0o600


def test_the_same_pin_has_another_salt_and_hash_for_everybody(tmp_path: Path) -> None:
    operators = desk(tmp_path / "operators.json")
    operators.apply([Edit("Liu Wei", PIN), Edit("Sara", PIN)])
    first, second = (entry["pin"] for entry in json.loads((tmp_path / "operators.json").read_bytes())["operators"])
    assert first["salt"] != second["salt"]
    assert first["hash"] != second["hash"]


def test_a_pin_is_changed_and_an_operator_removed(tmp_path: Path) -> None:
    operators = with_two(tmp_path / "operators.json")
    operators.apply([Edit("Sara", "9317"), Edit("Liu Wei", None), Edit("Tom", "2846")])
    assert operators.names == ("Sara", "Tom")
    assert operators.check("Sara", "9317").right
    assert not operators.check("Sara", OTHER).right
    assert not operators.check("Liu Wei", PIN).right


def test_whoever_writes_without_having_read_overwrites_nobody(tmp_path: Path) -> None:
    with_two(tmp_path / "operators.json")
    hasty = Operators(tmp_path / "operators.json")
    hasty.apply([Edit("Tom", "2846")])
    assert desk(tmp_path / "operators.json").names == ("Liu Wei", "Sara", "Tom")
    (tmp_path / "operators.json").write_bytes(b"?")
    with pytest.raises(OperatorsError):
        Operators(tmp_path / "operators.json").apply([Edit("Tom", "2846")])
    assert (tmp_path / "operators.json").read_bytes() == b"?"


def test_of_edits_with_a_bad_one_among_them_none_is_made(tmp_path: Path) -> None:
    operators = with_two(tmp_path / "operators.json")
    before = (tmp_path / "operators.json").read_bytes()
    for bad in (Edit("Tom", "1234"), Edit("", "2846"), Edit("SARA", "2846")):
        with pytest.raises(ValueError, match=r"PIN|name|row"):
            operators.apply([Edit("Liu Wei", None), bad])
    assert operators.names == ("Liu Wei", "Sara")
    assert (tmp_path / "operators.json").read_bytes() == before


def test_there_is_a_bound_to_how_many_there_are(tmp_path: Path) -> None:
    operators = desk(tmp_path / "operators.json")
    operators.apply([Edit(f"Guard {number}", PIN) for number in range(MOST)])
    with pytest.raises(OperatorsError):
        operators.apply([Edit("One more", PIN)])
    assert len(desk(tmp_path / "operators.json").names) == MOST


def test_slips_cost_nothing_and_guessing_ever_more(tmp_path: Path, clock: Clock) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    waits = []
    for _ in range(10):
        waits.append(operators.check("Sara", "0815").wait_s)
        clock.pass_s(waits[-1])
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, LONGEST_WAIT_S, LONGEST_WAIT_S]
    assert wait_after(10**9) == LONGEST_WAIT_S
    assert operators.check("Liu Wei", PIN).right  # nobody else has to wait for it


def test_during_the_wait_not_even_the_right_pin_is_looked_at(tmp_path: Path, clock: Clock) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    for _ in range(3):
        operators.check("Sara", "0815")
    early = operators.check("Sara", OTHER)
    assert (early.right, early.tried, early.wait_s) == (False, False, 5)
    clock.pass_s(5)
    assert operators.check("Sara", OTHER).right
    assert operators.check("Sara", "0815").wait_s == 0  # the count began anew


def test_a_restart_ends_no_wait_and_forgets_no_failure(tmp_path: Path, clock: Clock) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    for _ in range(3):
        operators.check("Sara", "0815")
    clock.pass_s(2)
    operators = desk(tmp_path / "operators.json", clock)
    assert operators.wait_s("Sara") == pytest.approx(3)
    clock.pass_s(3)
    assert operators.check("Sara", "0815").wait_s == 10


@pytest.mark.parametrize("jump_s", [-86_400.0, -1.0])
def test_a_clock_set_back_locks_nobody_out_for_longer(tmp_path: Path, clock: Clock, jump_s: float) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    for _ in range(3):
        operators.check("Sara", "0815")
    clock.wall_ms += round(jump_s * 1000)
    assert desk(tmp_path / "operators.json", clock).wait_s("Sara") == 5


def test_a_clock_set_forward_ends_no_wait_of_a_running_program(tmp_path: Path, clock: Clock) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    for _ in range(3):
        operators.check("Sara", "0815")
    clock.wall_ms += 86_400_000
    assert operators.wait_s("Sara") == 5


def test_a_try_is_on_the_disk_as_failed_before_it_is_judged(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    found: list[int] = []

    def look(_hash: PinHash, _pin: str) -> bool:
        entries = json.loads((tmp_path / "operators.json").read_bytes())["operators"]
        found.append(entries[1].get("failures", 0))
        return False

    monkeypatch.setattr(PinHash, "fits", look)
    operators.check("Sara", "0815")
    operators.check("Sara", "0815")
    assert found == [1, 2]


def test_guesses_side_by_side_wait_for_each_other(tmp_path: Path, clock: Clock) -> None:
    operators = with_two(tmp_path / "operators.json", clock)
    tried: list[bool] = []
    threads = [threading.Thread(target=lambda: tried.append(operators.check("Sara", "0815").tried)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(tried) == [False] * 9 + [True] * 3


def test_a_disk_that_refuses_lets_people_sign_on_and_tells_who_sets_up(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "profile"
    folder.mkdir()
    operators = with_two(folder / "operators.json", clock)
    folder.rename(tmp_path / "gone")
    assert operators.check("Sara", OTHER).right
    for _ in range(3):
        operators.check("Sara", "0815")
    assert operators.wait_s("Sara") == 5
    with pytest.raises(OperatorsError, match=r"operators\.json cannot be written"):
        operators.apply([Edit("Tom", "2846")])
    assert operators.names == ("Liu Wei", "Sara")


def whole(**changes: object) -> dict[str, object]:
    pin = {"salt": "00" * 16, "hash": "00" * 32, "n": 16, "r": 8, "p": 1}
    entry = {"name": "Sara", "pin": pin | changes.pop("pin", {})} | changes  # type: ignore[operator]
    return {"operators": [entry], "format": "facemon operators", "version": 1}


BROKEN = {
    "empty": b"",
    "torn": json.dumps(whole()).encode()[:-20],
    "not UTF-8": b'{"operators": [], "format": "\xff"}',
    "another program's": b'{"users": ["sara"]}',
    "nested": b"[" * 100_000,
    "twice the same": json.dumps(whole() | {"operators": whole()["operators"] * 2}).encode(),  # type: ignore[operator]
    "no name": json.dumps(whole(name="")).encode(),
    "a name with a control character": json.dumps(whole(name="Sa\u0007ra")).encode(),
    "an odd salt": json.dumps(whole(pin={"salt": "xyz"})).encode(),
    "a short hash": json.dumps(whole(pin={"hash": "00"})).encode(),
    "memory without end": json.dumps(whole(pin={"n": 2**40})).encode(),
    "work without end": json.dumps(whole(pin={"p": 2**20})).encode(),
    "no scrypt": json.dumps(whole(pin={"n": 17})).encode(),
    "failures below nought": json.dumps(whole(failures=-1)).encode(),
    "too large": b" " * 2_000_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_strange_file_is_told_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "operators.json"
    path.write_bytes(content)
    operators = Operators(path)
    with pytest.raises(OperatorsError, match=r"operators\.json is damaged or not one of facemon's"):
        operators.read()
    assert operators.names == ()
    assert operators.set_up
    assert operators.problem is not None
    with pytest.raises(OperatorsError):
        operators.apply([Edit("Sara", PIN)])
    assert not operators.check("Sara", PIN).right
    assert path.read_bytes() == content


def test_what_a_newer_facemon_wrote_is_left_and_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "operators.json"
    path.write_text('{"format": "facemon operators", "version": 2, "people": []}')
    with pytest.raises(OperatorsError, match="newer facemon"):
        Operators(path).read()


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "operators.json").write_text(json.dumps(whole()))
    assert desk(tmp_path / "operators.json").names == ("Sara",)


def test_a_strange_file_can_be_set_aside_to_begin_anew(tmp_path: Path) -> None:
    path = tmp_path / "operators.json"
    path.write_bytes(b"?")
    operators = Operators(path)
    with pytest.raises(OperatorsError):
        operators.read()
    aside = operators.set_aside()
    assert aside.read_bytes() == b"?"
    assert not operators.set_up
    operators.apply([Edit("Sara", PIN)])
    assert operators.check("Sara", PIN).right


@pytest.mark.parametrize(
    "pin",
    [
        "1234",
        "4321",
        "0000",
        "aaaaaa",
        "7890",
        "0987",
        "abcd",
        "1212",
        "123123",
        "12341234",
        "１２３４",
        "Sara",
        "sara",
    ],
)
def test_a_weak_pin_is_refused_with_a_sentence(pin: str) -> None:
    assert pin_mistake(pin, "Sara").endswith((".", "guessed."))


@pytest.mark.parametrize("pin", ["", "123", "481", "x" * 16 + "yz" * 9, "48 15", "48\n15", "48\u200b15"])
def test_a_pin_too_short_too_long_or_odd_is_refused(pin: str) -> None:
    assert pin_mistake(pin)


@pytest.mark.parametrize("pin", ["4711", "1224", "1997", "2580", "鱼与熊掌", "7" * 31 + "8", "1243", "890123456788"])
def test_any_other_pin_is_taken(pin: str) -> None:
    assert pin_mistake(pin, "Sara") == ""


def test_a_name_is_one_line_and_nobody_elses() -> None:
    assert name_mistake("Liu Wei", ["Sara"]) == ""
    for name in ("", "  ", "x" * 61, "Li\u202eu", "SARA ", "sara"):
        assert name_mistake(name, ["Sara"])


def test_a_hash_is_dear_to_guess_and_an_older_cheaper_one_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    dear = PinHash.of(PIN)
    assert 128 * dear.n * dear.r * dear.p >= 96 * 2**20  # bytes gone through for one guess
    assert dear.fits(PIN)
    assert not dear.fits(OTHER)
    cheap = PinHash(salt="00" * 16, hash="", n=16, r=8, p=1)
    entry = whole(pin={"hash": cheap._hash(PIN).hex()})
    path = tmp_path / "operators.json"
    path.write_text(json.dumps(entry))
    operators = desk(path)
    assert operators.check("Sara", PIN).right
    (kept,) = json.loads(path.read_bytes())["operators"]
    assert PinHash(**kept["pin"]).current
    assert desk(path).check("Sara", PIN).right
