from pathlib import Path

from pytestqt.qtbot import QtBot

from facemon.ui.instance import ShowServer, ask_to_show


def test_a_second_start_brings_the_first_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    shown: list[bool] = []
    server = ShowServer(tmp_path, lambda: shown.append(True))
    assert ask_to_show(tmp_path)
    qtbot.waitUntil(lambda: shown == [True])
    server.close()
    assert not ask_to_show(tmp_path, 100)


def test_two_profiles_do_not_meet(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    server = ShowServer(tmp_path / "a", lambda: None)
    assert not ask_to_show(tmp_path / "b", 100)
    server.close()


def test_a_socket_left_by_a_crash_does_not_block(qtbot: QtBot, tmp_path: Path) -> None:
    import socket

    left = socket.socket(socket.AF_UNIX)
    left.bind(str(tmp_path / "show.socket"))
    left.close()
    shown: list[bool] = []
    server = ShowServer(tmp_path, lambda: shown.append(True))
    assert ask_to_show(tmp_path)
    qtbot.waitUntil(lambda: shown == [True])
    server.close()


def test_a_profile_with_a_very_long_path_works_too(qtbot: QtBot, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    shown: list[bool] = []
    server = ShowServer(deep, lambda: shown.append(True))
    assert ask_to_show(deep)
    qtbot.waitUntil(lambda: shown == [True])
    server.close()


def test_one_that_is_still_starting_is_asked_until_it_listens(qtbot: QtBot, tmp_path: Path) -> None:
    shown: list[bool] = []
    servers: list[ShowServer] = []

    def begins_to_listen() -> bool:  # asked after an attempt that was in vain
        servers.append(ShowServer(tmp_path, lambda: shown.append(True)))
        return False

    assert ask_to_show(tmp_path, give_up=begins_to_listen)
    qtbot.waitUntil(lambda: shown == [True])
    assert len(servers) == 1
    servers[0].close()


def test_whoever_is_told_to_end_asks_no_more(qtbot: QtBot, tmp_path: Path) -> None:
    assert not ask_to_show(tmp_path, 3_600_000, give_up=lambda: True)
