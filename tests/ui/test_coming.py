"""The window comes to the user: what stands above a dialog, in the tray, around the screen and on the desktop."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from coming_alarms import Keeper, alarm, board_of
from desktop_bus import NotificationService, SettingsPortal, session_bus
from happenings import HOSTILE, HOSTILE_SHOWN, jpeg, usual_look
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facemon.alarm import AlarmState, Flood, Priority
from facemon.limit import Limit
from facemon.monitor import FloodsChanged
from facemon.settings import AlarmRule, AttentionSettings
from facemon.ui import language
from facemon.ui.alarms import board as board_module
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.coming import messenger as messenger_module
from facemon.ui.coming.coming import Coming, ComingSource
from facemon.ui.coming.frame import BEAT_MS, THICKNESS, RedFrame
from facemon.ui.coming.notices import Wanted
from facemon.ui.coming.tray_icon import SIZES, counted, tray_icon


class Told:
    """What the desktop has been told, in place of its service."""

    def __init__(self) -> None:
        self.shown: dict[str, Wanted] = {}
        self.times = 0

    def show(self, wanted: Wanted) -> None:
        self.shown[wanted.key] = wanted
        self.times += 1

    def take_back(self, key: str) -> None:
        self.shown.pop(key, None)


class Desk:
    """A window with its board, and what comes to the user from it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.keeper = Keeper()
        self.board = board_of(self.keeper)
        self.attention = AttentionSettings(red_frame=True)
        self.rule = AlarmRule()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.resize(600, 400)
        self.window.show()
        self.coming = Coming(
            self.window,
            self.board,
            ComingSource(
                attention=lambda: self.attention,
                rule=lambda _: self.rule,
                device_name=lambda _: "North gate",
                picture=lambda _: jpeg(),
            ),
        )
        self.told = Told()
        self.coming.messenger.show = self.told.show  # type: ignore[method-assign]
        self.coming.messenger.take_back = self.told.take_back  # type: ignore[method-assign]
        self.front = False
        self.coming.fronting.in_front = lambda: self.front  # type: ignore[method-assign]
        self.calls: list[str] = []
        for verb in ("flash", "show", "take_foreground"):
            setattr(self.coming.fronting, verb, lambda verb=verb: self.calls.append(verb))

    @property
    def strip(self) -> QWidget:
        return self.coming.strip

    def put(self, *alarms: Any) -> None:
        self.board.take(self.keeper.change(*alarms))
        self.settle()

    def settle(self) -> None:
        """Let what comes right after a change come."""
        QApplication.processEvents()

    def answer(self) -> None:
        """Acknowledge the most pressing one."""
        self.board.acknowledge(self.board.alarms()[0])
        self.settle()

    def dialog(self, qtbot: QtBot, parent: QWidget | None = None, *, application: bool = False) -> QDialog:
        dialog = QDialog(parent or self.window)
        qtbot.addWidget(dialog)
        dialog.setLayout(QVBoxLayout())
        if application:
            dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
            dialog.show()
        else:
            dialog.open()
        return dialog

    def settled(self) -> bool:
        """Return whether a click would be meant for the alarm that the strip shows now."""
        alarm, standing = self.coming.strip.alarm, self.coming.strip._standing
        return alarm is not None and standing.meant_by_click(alarm_key(alarm.id), time.monotonic()) == (alarm,)

    def click(self, qtbot: QtBot, text: str) -> None:
        """Click on a button of the strip, when what it says has been there long enough to be meant."""
        qtbot.waitUntil(self.settled)
        QTest.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def button(self, text: str) -> QPushButton:
        if text == "Undo":
            return self.coming.strip._undo
        return next(button for button in self.strip.findChildren(QPushButton) if button.text() == text)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    usual_look()
    desk = Desk(qtbot)
    yield desk
    desk.coming.close(Limit(5))


def test_the_window_is_raised_without_the_keyboard_and_takes_it_when_nobody_answers(desk: Desk) -> None:
    desk.put(alarm())
    assert desk.calls == ["show", "flash"]
    desk.put(alarm(escalated=1))
    assert desk.calls[2:] == ["take_foreground", "flash"]


def test_what_comes_twenty_times_a_second_raises_the_window_once_a_second(qtbot: QtBot, desk: Desk) -> None:
    for count in range(1, 21):
        desk.put(alarm(count=count))
    assert desk.calls.count("show") == 1
    qtbot.waitUntil(lambda: desk.calls.count("show") == 2)


def test_another_language_is_taken_up_everywhere(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.install(app, "zh_CN")
    desk.coming.restyle()
    assert desk.button("确认").isVisible()
    assert "紧急" in desk.coming.tray.tooltip
    assert desk.coming.tray.menu.actions()[0].text() == "显示 facemon"
    language.install(app, "en")
    usual_look()


def test_a_click_on_a_notification_brings_the_window_and_chooses_the_alarm(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm(1), alarm(2))
    with qtbot.waitSignal(desk.coming.chosen) as chosen:
        desk.coming.messenger.action.emit("alarm 2", "")
    assert chosen.args == [2]
    assert desk.calls[-1] == "take_foreground"


def test_without_a_dialog_there_is_no_strip(desk: Desk) -> None:
    desk.put(alarm())
    assert not desk.strip.isVisible()


@pytest.mark.parametrize("application", [False, True])
def test_above_a_dialog_the_alarm_is_seen_and_answered(qtbot: QtBot, desk: Desk, *, application: bool) -> None:
    dialog = desk.dialog(qtbot, application=application)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    assert "Zhang San" in desk.strip.accessibleName()
    assert "North gate" in desk.strip.accessibleName()
    desk.click(qtbot, "Acknowledge")
    assert desk.board.alarms() == []
    assert dialog.isVisible()


def test_what_was_answered_on_the_strip_can_be_taken_back_there(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    assert desk.button("Undo").isHidden()
    desk.click(qtbot, "Acknowledge")
    assert desk.button("Acknowledge").isHidden()
    QTest.mouseClick(desk.button("Undo"), Qt.MouseButton.LeftButton)
    assert [each.state for each in desk.board.alarms()] == [AlarmState.OPEN]
    assert desk.button("Undo").isHidden()


def test_the_strip_goes_when_nothing_can_be_taken_back_any_more(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_module, "RECENT_S", 0.1)
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    desk.click(qtbot, "Acknowledge")
    qtbot.waitUntil(lambda: not desk.strip.isVisible())


def test_beside_another_alarm_it_is_said_which_one_is_taken_back(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm(1), alarm(2, name="Li Na"))
    qtbot.waitUntil(desk.strip.isVisible)
    desk.click(qtbot, "Acknowledge")
    assert "Li Na" in desk.strip.accessibleName()
    assert desk.button("Undo").text() == "Undo: Zhang San"


def test_one_acknowledged_in_the_lane_is_not_taken_back_on_the_strip(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm(1), alarm(2))
    desk.answer()
    desk.dialog(qtbot)
    qtbot.waitUntil(desk.strip.isVisible)
    assert desk.button("Undo").isHidden()


def test_a_dialog_opened_over_an_open_alarm_does_not_hide_it(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm())
    dialog = desk.dialog(qtbot)
    qtbot.waitUntil(desk.strip.isVisible)
    dialog.close()
    qtbot.waitUntil(lambda: not desk.strip.isVisible())


def test_a_dialog_of_a_dialog_does_not_block_the_strip_either(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm())
    first = desk.dialog(qtbot)
    second = desk.dialog(qtbot, first, application=True)
    handle = desk.strip.windowHandle
    qtbot.waitUntil(lambda: handle() is not None and handle().transientParent() is second.windowHandle())
    desk.click(qtbot, "Acknowledge")
    assert desk.board.alarms() == []
    desk.put(alarm(2))
    second.close()
    qtbot.waitUntil(lambda: handle().transientParent() is first.windowHandle())
    desk.click(qtbot, "Looking into it")
    assert [each.state for each in desk.board.alarms()] == [AlarmState.LOOKING]


def test_by_the_keyboard_alone_one_goes_to_the_strip_and_answers(qtbot: QtBot, desk: Desk) -> None:
    dialog = desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk.button("Acknowledge"))
    qtbot.waitUntil(desk.settled)
    QTest.keyClick(desk.button("Acknowledge"), Qt.Key.Key_Space)
    assert desk.board.alarms() == []


def test_it_is_told_when_the_keyboard_is_taken_from_somebody_who_may_be_typing(qtbot: QtBot, desk: Desk) -> None:
    taken: list[bool] = []
    desk.coming.taking_keyboard.connect(lambda: taken.append(True))
    report = QLineEdit()
    qtbot.addWidget(report)
    report.show()
    report.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is report)
    desk.put(alarm())
    assert not taken
    desk.put(alarm(escalated=1))
    assert taken
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.put(alarm(escalated=2))
    assert len(taken) == 1


def test_by_a_key_one_comes_back_from_another_window_that_the_alarm_has_covered(qtbot: QtBot, desk: Desk) -> None:
    report = QLineEdit()
    qtbot.addWidget(report)
    report.show()
    report.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is report)
    desk.put(alarm())
    assert "take_foreground" not in desk.calls  # whoever writes there goes on writing
    QTest.keyClick(report, Qt.Key.Key_F8)
    assert desk.calls[-1] == "take_foreground"


def test_the_strip_names_the_key_that_goes_to_it(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    assert "F8" in [label.text() for label in desk.strip.findChildren(QLabel) if label.isVisible()]


def test_escape_gives_the_keyboard_back_to_the_dialog(qtbot: QtBot, desk: Desk) -> None:
    dialog = desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    desk.coming.strip.take_keyboard()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.strip)
    QTest.keyClick(desk.strip, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert dialog.isVisible()


def test_a_note_that_is_demanded_is_written_in_the_strip(qtbot: QtBot, desk: Desk) -> None:
    desk.rule = AlarmRule(note_required=True)
    desk.keeper.note_required = True
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.strip.isVisible)
    assert not desk.button("Acknowledge").isEnabled()
    desk.coming.strip._note.setText("sent away")
    qtbot.waitUntil(desk.settled)
    QTest.keyClick(desk.coming.strip._note, Qt.Key.Key_Return)
    assert desk.keeper.notes == ["sent away"]


def test_a_second_click_does_not_answer_the_alarm_that_has_taken_the_place(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm(1), alarm(2))
    qtbot.waitUntil(desk.strip.isVisible)
    answer = desk.button("Acknowledge")
    desk.click(qtbot, "Acknowledge")
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert len(desk.board.alarms()) == 1
    qtbot.waitUntil(desk.settled)
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert desk.board.alarms() == []


def test_what_comes_as_the_hand_moves_stays_owed(qtbot: QtBot, desk: Desk) -> None:
    desk.dialog(qtbot)
    desk.put(alarm())
    qtbot.waitUntil(desk.settled)
    desk.put(alarm(count=2))
    QTest.mouseClick(desk.button("Acknowledge"), Qt.MouseButton.LeftButton)
    assert desk.keeper.counts == [1]


def test_the_strip_fits_a_small_screen_at_twice_the_size(qtbot: QtBot, desk: Desk) -> None:
    from happenings import look

    look("light", 200)
    desk.dialog(qtbot)
    desk.put(alarm(name="Wolfeschlegelsteinhausenbergerdorff " * 3))
    qtbot.waitUntil(desk.strip.isVisible)
    place = desk.strip.screen().availableGeometry()
    assert place.contains(desk.strip.geometry())
    for button in desk.strip.findChildren(QPushButton):
        assert button.isHidden() or desk.strip.rect().contains(button.geometry())
    usual_look()


def test_the_frame_is_four_edges_a_screen_that_take_neither_mouse_nor_keyboard(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm())
    edges = desk.coming.frame.edges
    assert len(edges) == 4 * len(QGuiApplication.screens())
    for edge in edges:
        assert edge.isVisible()
        assert edge.windowFlags() & Qt.WindowType.WindowTransparentForInput
        assert edge.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        assert min(edge.width(), edge.height()) == THICKNESS
    desk.answer()
    assert not desk.coming.frame.shown
    assert desk.coming.frame.edges == []


def test_there_is_no_frame_for_what_is_not_critical_or_not_wanted(desk: Desk) -> None:
    desk.put(alarm(priority=Priority.HIGH))
    assert not desk.coming.frame.shown
    desk.put(alarm(2))
    assert desk.coming.frame.shown
    desk.attention = AttentionSettings(red_frame=False)
    desk.coming.settings_changed()
    assert not desk.coming.frame.shown


def test_the_tray_has_the_number_and_its_menu_does_what_it_says(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm(1), alarm(2, priority=Priority.LOW))
    assert "2 alarm" in desk.coming.tray.tooltip
    assert "Critical" in desk.coming.tray.tooltip
    show, mute, _line, leave = desk.coming.tray.menu.actions()
    show.trigger()
    assert desk.calls[-1] == "take_foreground"
    with qtbot.waitSignal(desk.coming.tray.mute):
        mute.trigger()
    desk.coming.tray.set_muted(muted=True)
    with qtbot.waitSignal(desk.coming.tray.unmute):
        mute.trigger()
    with qtbot.waitSignal(desk.coming.tray.leave):
        leave.trigger()


def test_the_title_has_the_number_for_a_desktop_without_a_tray(desk: Desk) -> None:
    desk.put(alarm())
    assert desk.window.windowTitle() == "(1) facemon"
    desk.answer()
    assert desk.window.windowTitle() == "facemon"


@pytest.mark.parametrize("size", SIZES)
def test_the_trays_picture_is_coloured_by_the_most_pressing_one(qtbot: QtBot, size: int) -> None:
    usual_look()
    pictures = [
        tray_icon(count, highest).pixmap(size, size).toImage()
        for count, highest in ((0, None), (3, Priority.LOW), (3, Priority.CRITICAL), (4, Priority.CRITICAL))
    ]
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[index + 1 :])


def test_a_number_is_cut_to_the_room_there_is() -> None:
    assert [counted(9, 16), counted(10, 16), counted(99, 32), counted(100, 32)] == ["9", "9+", "99", "99+"]


def test_the_desktop_is_told_where_facemon_is_not_in_front(desk: Desk) -> None:
    desk.put(alarm())
    (told,) = desk.told.shown.values()
    assert told.summary == "Critical: Blacklist"
    assert told.body[0] == "Zhang San"
    assert "North gate" in told.body[1]
    assert told.number == 1
    desk.answer()
    assert desk.told.shown == {}


def test_the_desktop_is_told_as_soon_as_the_user_turns_to_something_else(qtbot: QtBot, desk: Desk) -> None:
    desk.front = True
    desk.put(alarm())
    desk.front = False
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert list(desk.told.shown) == ["alarm 1"]
    desk.front = True
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert desk.told.shown == {}


def test_after_its_end_nothing_is_said_any_more(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.coming.close(Limit(5))
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    desk.put(alarm())
    assert desk.told.shown == {}
    assert desk.calls == []


def test_in_front_the_desktop_is_not_told(desk: Desk) -> None:
    desk.front = True
    desk.put(alarm())
    assert desk.told.shown == {}


def test_nothing_is_told_where_the_settings_want_no_notifications(desk: Desk) -> None:
    desk.attention = AttentionSettings(notification=False)
    desk.put(alarm())
    assert desk.told.shown == {}


def test_without_names_neither_name_nor_face_nor_remark_leaves_the_window(desk: Desk) -> None:
    desk.attention = AttentionSettings(notification_names=False)
    desk.put(alarm(reason="watched"))
    (told,) = desk.told.shown.values()
    said = " ".join((told.summary, *told.body))
    assert not any(word in said for word in ("Zhang", "theft", "watched"))
    assert told.number is None


def test_a_hostile_name_is_told_to_the_letter_in_one_line(desk: Desk) -> None:
    desk.put(alarm(name=HOSTILE))
    (told,) = desk.told.shown.values()
    assert told.body[0] == HOSTILE_SHOWN


def test_many_alarms_are_three_notices_and_a_number(desk: Desk) -> None:
    desk.put(*(alarm(number) for number in range(1, 31)))
    assert len(desk.told.shown) == 4
    assert desk.told.shown["more"].summary.startswith("27 more")


def test_a_flood_is_one_notice(desk: Desk) -> None:
    desk.board.take([FloodsChanged((Flood("gate", 1, 11),), 1)])
    for number in range(1, 200):
        desk.put(alarm(number, priority=Priority.MEDIUM))
    assert list(desk.told.shown) == ["flood gate"]
    assert desk.told.times == 1
    assert desk.calls.count("show") == 0


def test_low_ones_only_count(desk: Desk) -> None:
    desk.put(alarm(priority=Priority.LOW))
    assert desk.told.shown == {}
    assert "1 alarm" in desk.coming.tray.tooltip


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
def test_over_a_real_bus_the_face_goes_along_and_a_click_shows_the_window(qtbot: QtBot) -> None:
    usual_look()
    with session_bus():
        service = NotificationService()
        desk = Desk(qtbot)
        messenger = messenger_module.Messenger(desk.coming.tray, lambda _: jpeg())
        messenger.show(Wanted(key="alarm 1", summary="Critical: Blacklist", body=("Zhang San",), number=1))
        name, _, said = service.next_call()
        while name != "Notify":
            name, _, said = service.next_call()
        signature, (width, height, stride, alpha, bits, channels, pixels) = said[6]["image-data"]
        assert signature == "(iiibiiay)"
        assert (stride, alpha, bits, channels, len(pixels)) == (3 * width, False, 8, 3, 3 * width * height)
        assert max(abs(have - want) for have, want in zip(pixels[:3], (0x3A, 0x6E, 0xA5), strict=True)) < 6
        with qtbot.waitSignal(messenger.action, timeout=20_000) as clicked:
            service.click(1)
        assert clicked.args == ["alarm 1", ""]
        messenger.close(5)
        desk.coming.close(Limit(5))
        service.close()


def test_a_dead_dialog_leaves_a_strip_that_still_works(qtbot: QtBot, desk: Desk) -> None:
    desk.put(alarm())
    dialog = desk.dialog(qtbot)
    qtbot.waitUntil(desk.strip.isVisible)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.close()
    qtbot.waitUntil(lambda: not desk.strip.isVisible())
    desk.dialog(qtbot)
    qtbot.waitUntil(desk.strip.isVisible)
    assert desk.strip.mapToGlobal(QPoint()).y() >= 0


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon here")
@pytest.mark.parametrize(
    ("told", "still"),
    [
        ({("org.freedesktop.appearance", "reduced-motion"): ("u", 1)}, True),
        ({("org.freedesktop.appearance", "reduced-motion"): ("u", 0)}, False),
        ({("org.gnome.desktop.interface", "enable-animations"): ("b", False)}, True),
        ({}, False),
    ],
)
def test_the_frame_beats_unless_the_desktop_wants_no_motion(
    qtbot: QtBot, told: dict[tuple[str, str], tuple[str, object]], *, still: bool
) -> None:
    with session_bus(), contextlib.closing(SettingsPortal(told)) as portal:
        frame = RedFrame()
        frame.set_shown(shown=True)
        portal.next_call()
        qtbot.waitUntil(lambda: not any(thread.name == "motion" for thread in threading.enumerate()))
        QApplication.processEvents()
        seen = []
        for _ in range(4):
            frame._turn()
            seen.append(frame.edges[0].grab().toImage().pixelColor(1, 1).name())
        assert (len(set(seen)) == 1) is still
        frame.close()


def test_the_frame_keeps_still_where_the_settings_want_no_motion(qtbot: QtBot) -> None:
    frame = RedFrame()
    for still in (True, False):
        frame.keep_still(still=still)
        frame.set_shown(shown=True)
        seen = []
        for _ in range(4):
            frame._turn()
            seen.append(frame.edges[0].grab().toImage().pixelColor(1, 1).name())
        assert (len(set(seen)) == 1) is still
        frame.set_shown(shown=False)
    frame.close()


def test_the_frame_never_flashes_faster_than_once_a_second() -> None:
    assert BEAT_MS >= 500
