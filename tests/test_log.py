import html
import inspect
import json
import logging
import os
import re
import select
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, quote_plus

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon import log as log_module
from facemon.administration import LARGEST as LARGEST_ADMINISTRATION
from facemon.device.unreadable import UnreadableLog
from facemon.log import HIDDEN, LONGEST_LINE, LineFormatter, close, flush, register_secret, set_up
from facemon.pictures_shown import LARGEST as LARGEST_SHOWN
from facemon.settings.record import LARGEST as LARGEST_CHANGES

log = logging.getLogger("facemon.tests")
WAIT = 30.0  # seconds at most


@pytest.fixture(autouse=True)
def _own_secrets_and_handlers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(log_module, "_secrets", log_module._Secrets())
    levels = {name: logging.getLogger(name).level for name in ("", "facemon")}
    yield
    close()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "facemon.log"
    set_up(path)
    return path


def fail(text: str) -> NoReturn:
    raise ValueError(text)


def written(path: Path) -> list[str]:
    assert flush(WAIT)
    return path.read_text(encoding="utf-8").splitlines()


def formatted(message: str, error: BaseException | None = None) -> str:
    trace = (type(error), error, error.__traceback__) if error is not None else None
    return LineFormatter().format(logging.LogRecord("facemon", logging.INFO, "", 0, "%s", (message,), trace))


def test_an_occurrence_is_one_line_with_its_time_level_and_thread(path: Path) -> None:
    log.info("%s: live", "north-gate")
    (line,) = written(path)
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO facemon\.tests \[MainThread\] north-gate: live"
    assert re.fullmatch(pattern, line)


def test_a_trace_and_what_a_device_said_stay_on_one_line() -> None:
    # Formatted only: half a surrogate pair in the captured log ends a run of tests in several processes.
    try:
        fail("first\r\n2026-01-01 INFO forged")
    except ValueError as error:
        line = formatted("odd: \x1b[2J \u202e \udcff 北门", error)
    assert line.isprintable()
    assert "Traceback" in line
    assert "北门" in line
    assert r"\x1b[2J \u202e \udcff" in line


def test_a_path_does_not_tell_whose_account_it_is() -> None:
    home = Path.home()
    assert formatted(f"profile {home}/facemon, {home}").endswith("profile ~/facemon, ~")


def test_all_that_is_logged_takes_at_most_20_mb() -> None:
    unreadable = inspect.signature(UnreadableLog).parameters["max_bytes"].default
    records = LARGEST_CHANGES + LARGEST_ADMINISTRATION + LARGEST_SHOWN
    assert 2 * (log_module.FILE_BYTES + unreadable + records) <= 20_000_000


def test_the_program_s_own_lines_begin_at_info_and_those_of_others_at_warning(path: Path) -> None:
    log.debug("not this")
    log.info("this")
    logging.getLogger("somebody.else").info("not this")
    logging.getLogger("somebody.else").warning("this")
    assert [line.rpartition(" ")[2] for line in written(path)] == ["this", "this"]


def test_only_its_owner_can_read_the_log(path: Path) -> None:
    log.info("x")
    assert written(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_is_cut_where_it_would_fill_the_file() -> None:
    line = formatted("\u202e" * 1_000_000)
    assert len(line) == LONGEST_LINE + 1
    assert line.endswith("…")


def test_the_file_and_its_predecessor_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "FILE_BYTES", 50_000)
    path = tmp_path / "facemon.log"
    set_up(path)
    for number in range(3_000):
        log.info("line %d %s", number, "门" * 40)
    assert flush(WAIT)
    sizes = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert set(sizes) == {"facemon.log", "facemon.log.1"}
    assert max(sizes.values()) < 51_000
    kept = (tmp_path / "facemon.log.1").read_text(encoding="utf-8").splitlines() + written(path)
    assert [int(line.split()[5]) for line in kept] == list(range(3_000 - len(kept), 3_000))
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_a_second_start_goes_on_in_the_same_file_and_each_line_is_there_once(path: Path) -> None:
    log.info("one")
    set_up(path)
    log.info("two")
    assert [line.rpartition(" ")[2] for line in written(path)] == ["one", "two"]


def test_after_the_end_nothing_is_written(path: Path) -> None:
    log.info("one")
    close()
    log.info("two")
    assert len(written(path)) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_disturbs_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    set_up(Path("/dev/full"))
    for _ in range(1_000):
        log.warning("%s", "x" * 500)
    close()
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_gone_disturbs_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    set_up(tmp_path / "gone" / "facemon.log")
    log.warning("x")
    close()
    assert capfd.readouterr() == ("", "")


# What hides a secret is not looked for, and a text of it alone could not be told from what is hidden.
secrets = st.text(st.characters(exclude_characters="•"), min_size=4, max_size=40).filter(
    lambda text: bool(text.strip())
)
SPELLINGS: list[Callable[[str], str]] = [
    str,
    repr,
    ascii,
    json.dumps,
    lambda text: json.dumps(text, ensure_ascii=False),
    lambda text: repr(text.encode("utf-8", "surrogatepass")),
    lambda text: repr(["it's", text]),
    lambda text: repr(f'say "{text}", it\'s {text}'),
    lambda text: json.dumps({"password": f'"{text}"'}),
    lambda text: quote(text.encode("utf-8", "surrogatepass")),
    lambda text: quote(text.encode("utf-8", "surrogatepass"), safe=""),
    lambda text: quote_plus(text.encode("utf-8", "surrogatepass")),
    html.escape,
]


@given(secret=secrets, before=st.text(max_size=10), after=st.text(max_size=10))
def test_a_registered_secret_is_in_no_line_however_it_is_spelt(secret: str, before: str, after: str) -> None:
    log_module._secrets = log_module._Secrets()
    usual = formatted("")
    register_secret(secret)
    for spell in SPELLINGS:
        spelt = spell(secret)
        line = formatted(f"{before}{spelt}{after}")
        assert HIDDEN in line
        shown = "".join(char if char.isprintable() else log_module._escaped(char) for char in secret)
        assert shown not in line or shown in usual + before + after


@given(st.lists(secrets, min_size=1, max_size=4))
def test_of_several_secrets_none_is_shown(several: list[str]) -> None:
    log_module._secrets = log_module._Secrets()
    for secret in several:
        register_secret(secret)
    text = log_module._secrets.hide("|".join([*several, *several]))
    assert set(text) <= {"•", "|"}


@pytest.mark.parametrize("secret", ["a", "12", "abc", "é"])
def test_a_very_short_secret_is_hidden_where_it_stands_alone(secret: str) -> None:
    register_secret(secret)
    assert formatted(f"password={secret}, x{secret}x").endswith(f"password={HIDDEN}, x{secret}x")


def test_no_secret_at_all_hides_nothing() -> None:
    register_secret("")
    assert formatted("north gate").endswith("north gate")


def test_a_secret_is_in_no_trace_and_not_in_the_text_of_an_error() -> None:
    register_secret("hunter22")
    try:
        try:
            fail("hunter22 is wrong")
        except ValueError as error:
            raise RuntimeError("hunter22 again") from error
    except RuntimeError as error:
        line = formatted("failed", error)
    assert "RuntimeError" in line
    assert line.count(HIDDEN) >= 2
    assert "hunter22" not in line


def test_a_struct_with_a_secret_is_shown_without_it() -> None:
    class Account(msgspec.Struct):
        password: str

    register_secret('it\'s\\a "secret"')
    assert "secret" not in formatted(repr(Account('it\'s\\a "secret"')))


def test_a_secret_that_no_encoding_has_can_be_registered() -> None:
    register_secret("abc\udcff\ud800")
    assert HIDDEN in formatted("x abc\udcff\ud800 y")


def test_secrets_are_registered_while_others_write(path: Path) -> None:
    def register() -> None:
        for number in range(200):
            register_secret(f"secret-{number:03}")

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(200):
        log.info("line %d", number)
    for thread in threads:
        thread.join()
    log.info("secret-000 secret-199")
    lines = written(path)
    assert len(lines) == 201
    assert lines[-1].endswith(f"{HIDDEN} {HIDDEN}")


class HungDisk:
    """A file that takes a pipe's worth of bytes and no more, until somebody reads it: an end of a pipe with a name."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def answer(self, until: str) -> str:
        """Take what is written until this text comes, and return it."""
        taken = b""
        while until.encode() not in taken:
            assert select.select([self._end], [], [], WAIT)[0], "nothing is written"
            taken += os.read(self._end, 1 << 16)
        return taken.decode()

    def close(self) -> None:
        os.close(self._end)


@pytest.fixture
def hung_disk(tmp_path: Path) -> Iterator[HungDisk]:
    disk = HungDisk(tmp_path / "hung.log")
    yield disk
    disk.close()


needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="this system has no pipes with names")


@needs_pipes
def test_a_disk_that_hangs_holds_up_nobody_and_loses_nothing_once_it_answers(hung_disk: HungDisk) -> None:
    set_up(hung_disk.path)
    for number in range(3_000):
        log.info("line %d %s", number, "x" * 100)  # without the queue, this never comes back
    assert not flush(0)
    log.info("the end")
    lines = hung_disk.answer("the end\n").splitlines()
    assert [int(line.split()[5]) for line in lines[:-1]] == list(range(3_000))


@needs_pipes
def test_what_is_too_much_for_the_memory_is_counted_where_it_is_missing(
    hung_disk: HungDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "MOST_WAITING", 200_000)
    set_up(hung_disk.path)
    for number in range(5_000):
        log.info("line %d %s", number, "x" * 100)
    assert not flush(0)
    taken = hung_disk.answer("did not take them")
    log.info("the end")  # there is room for it again
    taken += hung_disk.answer("the end\n")
    kept = [int(number) for number in re.findall(r" line (\d+) ", taken)]
    missing = sum(int(number) for number in re.findall(r"did not take them: (\d+)", taken))
    assert kept == sorted(kept)
    assert missing
    assert len(kept) + missing == 5_000


@needs_pipes
def test_closing_waits_for_a_disk_that_hangs_no_longer_than_it_may(hung_disk: HungDisk) -> None:
    set_up(hung_disk.path)
    for _ in range(2_000):
        log.info("%s", "x" * 100)
    close(0)
    log.info("after the end")
    assert "after the end" not in hung_disk.answer("x\n")


HANGS = """
import logging, sys
from pathlib import Path
from facemon.log import close, set_up
set_up(Path(sys.argv[1]))
for _ in range(2_000):
    logging.getLogger("facemon").info("%s", "x" * 100)
logging.getLogger("facemon").critical("it ends")
close(0.1)
"""


@needs_pipes
def test_a_process_whose_disk_hangs_still_ends(hung_disk: HungDisk) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGS, str(hung_disk.path)], capture_output=True, text=True, timeout=WAIT, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


CRASHES = """
import logging, os, sys
from pathlib import Path
from facemon.log import set_up
set_up(Path(sys.argv[1]))
for number in range(1_000):
    logging.getLogger("facemon").info("line %d", number)
logging.getLogger("facemon").critical("it ends")
os._exit(1)
"""


def test_a_crash_is_in_the_file_before_the_process_ends(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASHES, str(tmp_path / "log")], timeout=WAIT, check=False)
    lines = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1_001
    assert lines[-1].endswith("it ends")


def test_a_line_that_waits_has_no_secret_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register_secret("hunter22")
    queue = log_module._Queue(tmp_path / "log")
    queue.end(WAIT)  # nobody takes the lines out any more
    queue.setFormatter(LineFormatter())
    queue.emit(logging.LogRecord("facemon", logging.INFO, "", 0, "%s", ("hunter22",), None))
    (line,) = queue._lines
    assert HIDDEN in str(line)
    assert "hunter22" not in str(line)


def test_a_line_that_cannot_be_put_into_words_disturbs_nobody(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    class Odd:
        def __str__(self) -> str:
            return fail("odd")

    (queue,) = (handler for handler in logging.getLogger().handlers if isinstance(handler, log_module._Queue))
    queue.handle(logging.LogRecord("facemon.odd", logging.INFO, "", 0, "%s", (Odd(),), None))
    (line,) = written(path)
    assert "facemon.odd" in line
    assert capfd.readouterr() == ("", "")
