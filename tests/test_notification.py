"""Desktop notifications, over a real bus with a service that notes what it is told."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from desktop_bus import NotificationService, session_bus

from facemon.notification import Notice, Notifications, Thumbnail, ask_service
from facemon.session_bus import Unanswered

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")


@pytest.fixture
def bus() -> Iterator[str]:
    with session_bus() as address:
        yield address


@pytest.fixture
def service(bus: str) -> Iterator[NotificationService]:
    service = NotificationService()
    yield service
    service.close()


class Client:
    """Notifications, and what came of them."""

    def __init__(self) -> None:
        self.actions: queue.Queue[tuple[str, str]] = queue.Queue()
        self.refused: queue.Queue[Notice] = queue.Queue()
        self.notifications = Notifications(lambda key, token: self.actions.put((key, token)), self.refused.put)


@pytest.fixture
def client() -> Iterator[Client]:
    client = Client()
    yield client
    client.notifications.close(5)


def notice(key: str = "alarm 1", **fields: Any) -> Notice:
    return Notice(key=key, summary="Critical: Blacklist", **{"body": "Zhang San", "action": "Show"} | fields)


def notify(service: NotificationService) -> tuple[Any, ...]:
    name, signature, said = service.next_call()
    while name != "Notify":
        name, signature, said = service.next_call()
    assert signature == "susssasa{sv}i"
    return said


def test_a_notice_is_shown_as_critical_with_its_picture_and_its_button(
    service: NotificationService, client: Client
) -> None:
    client.notifications.show(notice(picture=lambda: Thumbnail(2, 1, b"\xff\x00\x00\x00\xff\x00")))
    program, replaces, _icon, summary, body, actions, hints, expires = notify(service)
    assert (program, replaces, summary, body, expires) == ("facemon", 0, "Critical: Blacklist", "Zhang San", 0)
    assert actions == ["default", "Show", "show", "Show"]
    assert hints["urgency"] == ("y", 2)
    assert hints["suppress-sound"] == ("b", True)
    assert hints["image-data"] == ("(iiibiiay)", (2, 1, 6, False, 8, 3, b"\xff\x00\x00\x00\xff\x00"))


def test_what_is_markup_to_the_service_is_only_text(service: NotificationService, client: Client) -> None:
    client.notifications.show(notice(body="<img src='http://evil'/>&<b>x"))
    assert notify(service)[4] == "&lt;img src='http://evil'/&gt;&amp;&lt;b&gt;x"


def test_a_service_without_markup_gets_the_text_to_the_letter(bus: str, client: Client) -> None:
    plain = NotificationService(("body",))
    client.notifications.show(notice(body="<b>x & y"))
    said = notify(plain)
    assert said[4] == "<b>x & y"
    assert said[5] == []  # nor can it have a button
    plain.close()


def test_a_repeat_replaces_and_an_answer_closes(service: NotificationService, client: Client) -> None:
    client.notifications.show(notice())
    notify(service)
    client.notifications.show(notice(body="×2"))
    assert notify(service)[1] == 1
    client.notifications.take_back("alarm 1")
    assert service.next_call()[::2] == ("CloseNotification", (1,))


def test_one_that_the_user_has_closed_is_new_again(service: NotificationService, client: Client) -> None:
    client.notifications.show(notice())
    notify(service)
    service.dismiss(1)
    for _ in range(100):  # until the news of that has come
        client.notifications.show(notice())
        if notify(service)[1] == 0:
            break
    else:
        pytest.fail("it was replaced although it was not there any more")


def test_a_click_asks_for_the_window_with_the_desktops_token(service: NotificationService, client: Client) -> None:
    client.notifications.show(notice())
    notify(service)
    service.click(1, token="wayland-token")
    assert client.actions.get(timeout=20) == ("alarm 1", "wayland-token")


def test_of_many_repeats_the_latest_is_shown(service: NotificationService, client: Client) -> None:
    for number in range(200):
        client.notifications.show(notice(body=f"×{number}"))
    said: list[str] = []
    while not said or said[-1] != "×199":
        said.append(notify(service)[4])
    assert len(said) < 50


def test_a_picture_that_cannot_be_made_keeps_no_notice_back(service: NotificationService, client: Client) -> None:
    def broken() -> Thumbnail:
        raise ValueError("hostile")

    client.notifications.show(notice(picture=broken))
    assert "image-data" not in notify(service)[6]
    client.notifications.show(notice("alarm 2", picture=lambda: Thumbnail(4000, 4000, b"")))
    assert "image-data" not in notify(service)[6]


def test_without_a_service_the_notice_comes_back(bus: str, client: Client) -> None:
    client.notifications.show(notice())
    assert client.refused.get(timeout=20).key == "alarm 1"


def test_without_a_bus_the_notice_comes_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    client.notifications.show(notice())
    assert client.refused.get(timeout=20).key == "alarm 1"
    with pytest.raises(Unanswered):
        ask_service(0.5)


def test_when_the_bus_ends_the_next_notice_comes_back(client: Client) -> None:
    with session_bus():
        service = NotificationService()
        client.notifications.show(notice())
        notify(service)
        service.close()
    client.notifications.show(notice("alarm 2"))
    assert client.refused.get(timeout=20).key == "alarm 2"


def test_a_service_that_never_answers_is_given_up(bus: str, client: Client) -> None:
    silent = NotificationService(silent=True)
    with pytest.raises(Unanswered):
        ask_service(0.2)
    silent.close()


def test_at_the_end_nothing_is_left_on_the_desktop(service: NotificationService) -> None:
    client = Client()
    client.notifications.show(notice())
    notify(service)
    client.notifications.close(5)
    assert service.next_call()[::2] == ("CloseNotification", (1,))


def test_the_service_is_known_by_its_name_and_what_it_can(service: NotificationService) -> None:
    found = ask_service()
    assert (found.name, found.version) == ("fake", "1.0")
    assert "body-markup" in found.capabilities
