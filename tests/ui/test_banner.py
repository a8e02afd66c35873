"""A banner cannot be overlooked, and says to the letter what it has to say."""

from __future__ import annotations

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NOW, usual_look
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facemon.device.status import Failure, State, Status
from facemon.settings import DeviceSettings
from facemon.ui import words
from facemon.ui.banner import Banner, Severity
from facemon.ui.blindness import blind_text

LOBBY = DeviceSettings(id="lobby", name="Lobby", host="h")
GATE = DeviceSettings(id="gate", name="Gate", host="h")
ROOF = DeviceSettings(id="roof", name="Roof", host="h", enabled=False)


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    usual_look()
    banner = Banner()
    qtbot.addWidget(banner)
    banner.resize(600, 50)
    return banner


def away(device_id: str, since_ms: int) -> Status:
    return Status(device_id=device_id, state=State.WAITING, blind_since_ms=since_ms)


def live(device_id: str) -> Status:
    return Status(device_id=device_id, state=State.LIVE, blind_since_ms=None)


def test_a_banner_is_hidden_until_it_has_something_to_say(banner: Banner) -> None:
    assert banner.isHidden()
    banner.show_message(Severity.BLIND, "blind")
    assert banner.isVisible()
    assert banner.accessibleName() == "blind"
    assert banner.button.isHidden()
    banner.clear()
    assert banner.isHidden()


def test_it_is_as_tall_without_a_button_as_with_one(banner: Banner) -> None:
    banner.show_message(Severity.BLIND, "blind")
    height = banner.minimumHeight()
    banner.show_message(Severity.BLIND, "blind", "Retry now", lambda: None)
    assert banner.sizeHint().height() <= height


def test_the_button_does_what_the_last_message_said(banner: Banner) -> None:
    done: list[int] = []
    banner.show_message(Severity.WARNING, "text", "Retry now", lambda: done.append(1))
    banner.show_message(Severity.WARNING, "text", "Retry now", lambda: done.append(2))
    banner.button.click()
    assert done == [2]


def test_markup_is_shown_to_the_letter(banner: Banner) -> None:
    banner.show_message(Severity.INFO, HOSTILE)
    assert banner.label.text() == HOSTILE_SHOWN
    assert banner.label.textFormat() == Qt.TextFormat.PlainText


def test_blindness_is_filled_with_red(banner: Banner) -> None:
    banner.show_message(Severity.BLIND, "x")
    pixel = banner.grab().toImage().pixelColor(300, 6)
    assert pixel.red() > 150
    assert pixel.green() < 120


def test_a_long_text_gets_all_the_lines_it_needs(banner: Banner) -> None:
    banner.show_message(Severity.WARNING, "one mistake in the settings file after the other, " * 10, "Read it again")
    needed = banner.label.heightForWidth(banner.label.width())
    assert banner.heightForWidth(600) >= needed > 3 * banner.fontMetrics().height()


def test_with_one_device_live_nothing_is_said() -> None:
    assert blind_text({"lobby": live("lobby"), "gate": away("gate", NOW)}, (LOBBY, GATE)) == ""


def test_with_no_device_set_up_nothing_is_said() -> None:
    assert blind_text({}, ()) == ""


def test_with_all_away_it_says_since_when_the_last_was_live() -> None:
    statuses = {"lobby": away("lobby", NOW - 60_000), "gate": away("gate", NOW)}
    text = blind_text(statuses, (LOBBY, GATE), NOW + 5_000)
    assert text == f"No device is connected: nothing has been seen since {words.time(NOW)}"


def test_since_another_day_has_its_date() -> None:
    text = blind_text({"lobby": away("lobby", NOW)}, (LOBBY,), NOW + 3 * 86_400_000)
    assert text == f"Lobby is not connected: nothing has been seen since {words.date_time(NOW)}"


def test_the_only_devices_failure_is_told() -> None:
    status = Status(device_id="lobby", state=State.WAITING, failure=Failure.SILENCE, since_ms=NOW, blind_since_ms=NOW)
    text = blind_text({"lobby": status}, (LOBBY,), NOW)
    assert text.startswith("Lobby: ")
    assert "has gone silent" in text
    assert text.endswith(f"Nothing has been seen since {words.time(NOW)}.")


def test_before_any_attempt_it_is_blind_already() -> None:
    assert blind_text({}, (LOBBY, GATE)) == "No device is connected: nothing has been seen yet"


def test_a_device_switched_off_does_not_count_even_if_it_was_live_last() -> None:
    text = blind_text({"roof": live("roof"), "lobby": away("lobby", NOW)}, (ROOF, LOBBY), NOW)
    assert text.startswith("Lobby is not connected")


def test_with_every_device_switched_off_it_says_so() -> None:
    assert "switched off" in blind_text({}, (ROOF,))


@pytest.mark.parametrize("state", [state for state in State if state is not State.LIVE])
def test_no_state_but_live_is_calm(state: State) -> None:
    assert blind_text({"lobby": Status(device_id="lobby", state=state)}, (LOBBY,))


def test_settings_that_are_still_being_read_leave_it_blind() -> None:
    assert "still being read" in blind_text({}, (), settings_read=False)
    assert "settings" not in blind_text({}, (LOBBY,), settings_read=False)


def test_settings_that_cannot_be_read_leave_it_blind() -> None:
    assert "settings cannot be read" in blind_text({}, (), settings_unreadable=True)
    assert "settings" not in blind_text({}, (LOBBY,), settings_unreadable=True)


def test_a_click_on_the_button_leaves_the_keyboard_where_it_is(banner: Banner) -> None:
    assert not banner.button.focusPolicy() & Qt.FocusPolicy.ClickFocus
