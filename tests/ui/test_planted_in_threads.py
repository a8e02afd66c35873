"""An error planted in each thread around the window: it is logged, and the thread goes on and ends when told to."""

from __future__ import annotations

import io
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from pytestqt.qtbot import QtBot

from facemon import log as log_file
from facemon import notification
from facemon.awake import Awake
from facemon.credentials import Credentials
from facemon.history.database import open_for_writing
from facemon.history.query import Query
from facemon.jpeg import Problem
from facemon.notification import Notice, Notifications
from facemon.picture import Picture
from facemon.program import own_command
from facemon.running import Running
from facemon.system_keyring import Task, Worker
from facemon.ui import sound_wire as wire
from facemon.ui.background import Background
from facemon.ui.feed.decoding import DecodingPool
from facemon.ui.history.asking import Asking
from facemon.ui.loudspeaker import player
from facemon.ui.settings import sound_choice
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.stored_passwords import look_up_passwords
from facemon.ui.settings.task import Task as SettingsTask
from facemon.ui.tone import Fault, Tone
from facemon.ui.tone import load as load_tone
from facemon.ui.watchdog import watchdog
from facemon.ui.watchdog.watchdog import Watched

WAIT_MS = 20_000
WAIT_S = 20.0
END_S = 5.0  # far more than the second that each may take, for a machine that is busy


class Planted(RuntimeError):
    """Raised where nobody expects it."""


def fail(*_: object, **__: object) -> Any:
    raise Planted


@pytest.fixture(autouse=True)
def dead(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of threads that an error has ended: none may be in it."""
    names: list[str | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: names.append(args.thread.name if args.thread else None))
    return names


@pytest.fixture(autouse=True)
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def wait_for(qtbot: QtBot, meant: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(meant()), timeout=WAIT_MS)


def test_background_work(qtbot: QtBot, dead: list[str | None], said: pytest.LogCaptureFixture) -> None:
    background = Background()
    came: list[int] = []
    background.run(fail)
    background.run(lambda: 1, fail)
    background.run(lambda: 2, came.append)
    background.run(fail, failed=fail)
    background.run(lambda: 3, came.append)
    wait_for(qtbot, lambda: came == [2, 3])
    assert background.close(END_S)
    assert dead == []
    assert said.text.count("Planted") >= 3


def test_questions_to_the_history(
    qtbot: QtBot, tmp_path: Path, dead: list[str | None], said: pytest.LogCaptureFixture
) -> None:
    open_for_writing(tmp_path / "history.sqlite3").close()
    asking = Asking(tmp_path / "history.sqlite3")
    answers: list[object] = []
    asking.ask("a", fail, fail, fail)
    asking.ask("b", lambda _: 1, fail, fail)
    asking.ask("c", lambda reader: len(reader.page(Query(), limit=1)), answers.append, answers.append)
    wait_for(qtbot, lambda: answers == [0])
    assert asking.close(END_S)
    assert dead == []
    assert "Planted" in said.text


def test_thumbnails(dead: list[str | None], said: pytest.LogCaptureFixture) -> None:
    woken = threading.Semaphore(0)

    def decode(data: bytes, _width: int, _height: int) -> Picture:
        if data == b"planted":
            raise Planted
        return Picture(problem=Problem.EMPTY)

    pool = DecodingPool(woken.release, decode, threads=1)
    for number, picture in {1: b"planted", 2: b""}.items():
        pool.want({number: picture}, (10, 10))
        assert woken.acquire(timeout=WAIT_S)
        told = [decoded.problem for _, _, decoded in pool.take()]
    assert told == [Problem.EMPTY]
    assert pool.stop(END_S)
    assert dead == []
    assert "Planted" in said.text


def test_notifications(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dead: list[str | None], said: pytest.LogCaptureFixture
) -> None:
    refused: list[str] = []
    notifications = Notifications(lambda *_: None, lambda notice: refused.append(notice.key))
    monkeypatch.setattr(notification, "open_bus", fail)
    notifications.show(Notice(key="first", summary="1"))
    wait_for(qtbot, lambda: refused == ["first"])  # the tray shows it instead
    notifications.show(Notice(key="second", summary="2"))
    wait_for(qtbot, lambda: refused == ["first", "second"])
    notifications.close(END_S)
    assert not any(thread.name == "notifications" for thread in threading.enumerate())
    assert dead == []
    assert "Planted" in said.text


def test_a_task_of_the_settings(qtbot: QtBot, dead: list[str | None], said: pytest.LogCaptureFixture) -> None:
    relay = Relay()
    failed: list[Exception] = []
    SettingsTask(relay, fail, fail, failed.append)
    wait_for(qtbot, lambda: failed)
    assert isinstance(failed[0], Planted)
    assert dead == []
    assert "Planted" in said.text


def test_a_sound_file_that_is_tried_out(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, dead: list[str | None], said: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sound_choice, "load", fail)
    choice = sound_choice.SoundChoice("Blacklist", ("blacklist",), lambda fault: fault.value, Relay())
    qtbot.addWidget(choice)
    refused: list[str] = []
    choice.refused.connect(refused.append)
    choice._try("/tmp/siren.wav")
    wait_for(qtbot, lambda: refused)
    assert "siren.wav" in refused[0]
    assert dead == []
    assert "Planted" in said.text


def test_asking_for_stored_passwords(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dead: list[str | None],
    said: pytest.LogCaptureFixture,
) -> None:
    credentials = Credentials(tmp_path)
    monkeypatch.setattr(credentials, "has", fail)
    told: list[Sequence[str]] = []
    look_up_passwords(("gate",), credentials, Relay(), told.append)
    wait_for(qtbot, lambda: told == [()])  # the end of it: the page shows what it knows
    assert dead == []
    assert "Planted" in said.text


def test_the_sound_process_s_loader(
    monkeypatch: pytest.MonkeyPatch, dead: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    former = load_tone
    tries: list[str] = []

    def load(sound: str) -> Tone:
        tries.append(sound)
        return former(sound) if len(tries) > 1 else fail()

    monkeypatch.setattr(player, "load", load)
    playing = player.Player(MagicMock(), lambda _: None)
    threading.Thread(target=playing._load, name="loader", daemon=True).start()
    for _ in range(2):
        playing._to_load.put(("blacklist", 48_000))
    assert playing._results.get(timeout=WAIT_S) == ("blacklist", Fault.UNREADABLE)
    assert isinstance(playing._results.get(timeout=WAIT_S)[1], Tone)
    assert dead == []
    assert "Planted" in capsys.readouterr().err


def test_the_sound_process_s_commands(
    monkeypatch: pytest.MonkeyPatch, dead: list[str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    former = wire.command
    tries: list[bytes] = []

    def command(text: bytes) -> wire.Command:
        tries.append(text)
        return former(text) if len(tries) > 1 else fail()

    ended: list[int] = []
    monkeypatch.setattr(wire, "command", command)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(wire.line(wire.StopNow()) * 2)))
    playing = player.Player(MagicMock(), lambda _: None)
    playing._read()
    assert isinstance(playing._commands.get(timeout=WAIT_S), wire.StopNow)
    assert ended == [0]  # with the window
    assert "Planted" in capsys.readouterr().err


class Way:
    """A way to keep the display awake that fails until it is `mended`."""

    name = "way"
    mended = False

    def hold(self) -> bool:
        if not self.mended:
            raise Planted
        return True

    def release(self) -> None:
        raise Planted


def test_what_keeps_the_display_awake(qtbot: QtBot, dead: list[str | None], said: pytest.LogCaptureFixture) -> None:
    way = Way()
    awake = Awake(lambda: [way], again=0.01)
    awake.want(True)
    wait_for(qtbot, lambda: awake.held == ())
    way.mended = True
    wait_for(qtbot, lambda: awake.held == ("way",))
    awake.close(END_S)
    assert awake.held is None
    assert dead == []
    assert "Planted" in said.text


def test_the_keyring(dead: list[str | None], said: pytest.LogCaptureFixture) -> None:
    worker = Worker()
    broken: Task[object] = Task(fail, fail)
    worker.begin(broken)
    assert broken.done.wait(WAIT_S)
    whole = Task(lambda: "word")
    worker.begin(whole)
    assert worker.result(whole, WAIT_S) == "word"
    assert dead == []
    assert "Planted" in said.text


def test_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: list[str | None]) -> None:
    path = tmp_path / "facemon.log"
    log_file.set_up(path)
    try:
        former = log_file._BoundedFile.write
        monkeypatch.setattr(log_file._BoundedFile, "write", fail)
        logging.getLogger("facemon").error("lost")
        assert log_file.flush(WAIT_S)
        monkeypatch.setattr(log_file._BoundedFile, "write", former)
        logging.getLogger("facemon").error("kept")
        assert log_file.flush(WAIT_S)
    finally:
        log_file.close(END_S)
    assert "kept" in path.read_text()
    assert "lines that are missing here" in path.read_text()
    assert dead == []


def test_the_watchdog(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dead: list[str | None],
    said: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(watchdog, "_AGAIN", (0.0, 0.01))
    former = own_command
    tries: list[float] = []

    def command(*given: str) -> list[str]:
        tries.append(time.monotonic())
        if len(tries) < 3:
            raise Planted
        return former(*given)

    monkeypatch.setattr(watchdog, "own_command", command)
    watched = Watched(tmp_path / "facemon.log", volume=lambda: 0)
    watched.begin()
    wait_for(qtbot, lambda: watched._process is not None)
    watched.close(END_S)
    assert not any(thread.name.startswith("watchdog") for thread in threading.enumerate())
    assert dead == []
    assert "Planted" in said.text


def test_the_mark_that_it_runs(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dead: list[str | None]
) -> None:
    monkeypatch.setattr("facemon.running.ALIVE", 0.01)
    former = os.utime
    running = Running(tmp_path)
    calls: list[int] = []

    def utime(*given: object) -> None:
        calls.append(1)
        if len(calls) < 3:
            raise Planted
        former(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "utime", utime)
    wait_for(qtbot, lambda: len(calls) > 4)
    running.end()
    running._thread.join(END_S)
    assert not running._thread.is_alive()
    assert dead == []
