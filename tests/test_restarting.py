import signal
import subprocess
import sys
from pathlib import Path

import pytest

from facemon import cli, restarting
from facemon.program import Exit
from facemon.restarting import DELAYS, START, STEADY, Restarts

KILLED, CRASHED = -9, -11
AGAIN = """
import pathlib, sys
count = pathlib.Path(sys.argv[1])
times = len(count.read_text()) if count.exists() else 0
count.write_text('x' * (times + 1))
sys.exit(0 if times else 70)
"""


@pytest.mark.parametrize("code", [Exit.OK, Exit.USAGE, Exit.IN_USE, -signal.SIGTERM])
def test_who_has_ended_as_asked_is_left_alone(code: int) -> None:
    assert Restarts().delay(code, 3_600) is None


def test_who_cannot_even_start_is_left_alone_and_who_fails_later_is_not() -> None:
    assert Restarts().delay(Exit.FAILED, START / 2) is None
    assert Restarts().delay(Exit.FAILED, START * 2) == DELAYS[0]


def test_who_keeps_dying_is_started_again_ever_more_slowly_and_for_ever() -> None:
    restarts = Restarts()
    assert [restarts.delay(CRASHED, 1) for _ in range(7)] == [*DELAYS, DELAYS[-1], DELAYS[-1]]


def test_who_ran_steadily_is_started_again_at_once() -> None:
    restarts = Restarts()
    for _ in range(5):
        restarts.delay(KILLED, 1)
    assert restarts.delay(KILLED, STEADY) == DELAYS[0]


def test_a_program_is_started_until_it_ends_by_intent(tmp_path: Path) -> None:
    count = tmp_path / "count"
    code = "import sys; from facemon import restarting; sys.exit(restarting.run(sys.argv[1:]))"
    ended = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-c", AGAIN, count], stderr=subprocess.PIPE, text=True, check=False
    )
    assert ended.returncode == 0
    assert count.read_text() == "xx"
    assert "started again in 1 s" in ended.stderr


def test_what_it_starts_has_the_same_options_and_starts_nothing_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def note(command: list[str]) -> int:
        started.append(command)
        return 0

    monkeypatch.setattr(restarting, "run", note)
    monkeypatch.setattr(cli, "EarlySignals", lambda: None)
    assert cli.main(["--super", "--profile", "here", "--trace", "t.jsonl"]) == 0
    (command,) = started
    assert command[-5:] == ["--profile", "here", "--trace", "t.jsonl", "--restarted"]
    assert not [word for word in command if word.startswith("--super")]
