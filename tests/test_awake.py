"""The display stays awake while that is wanted, by whatever way the system has."""

from __future__ import annotations

import shutil
import threading

import pytest
from desktop_bus import ScreenSaverService, session_bus

from facemon.awake import Awake
from facemon.awake_linux import ScreenSaver


class Noted:
    """A way that notes what it is asked."""

    name = "noted"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.again = threading.Event()

    def hold(self) -> bool:
        if "hold" in self.asked:
            self.again.set()
        self.asked.append("hold")
        return True

    def release(self) -> None:
        self.asked.append("release")


def test_it_is_asked_for_again_and_again_and_given_back_at_the_end() -> None:
    way = Noted()
    awake = Awake(lambda: [way], again=0.01)

    awake.want(True)
    assert way.again.wait(20)  # a desktop's service that was started again has forgotten
    assert awake.held == ("noted",)
    awake.close(20)

    assert way.asked[-1] == "release"
    assert awake.held is None


def test_nothing_is_begun_where_it_was_never_wanted() -> None:
    awake = Awake(lambda: pytest.fail("asked for"))
    awake.want(False)
    awake.close(1)


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
def test_the_desktop_is_asked_over_its_bus_and_told_when_it_may_rest() -> None:
    with session_bus():
        service = ScreenSaverService()
        awake = Awake(lambda: [ScreenSaver()])

        awake.want(True)
        name, signature, body = service.next_call()
        assert (name, signature, body[0]) == ("Inhibit", "ss", "facemon")
        awake.want(False)
        assert service.next_call() == ("UnInhibit", "u", (1,))

        awake.close(20)
        service.close()


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
def test_a_desktop_without_such_a_service_is_told_of_as_it_is() -> None:
    with session_bus():
        assert not ScreenSaver().hold()
