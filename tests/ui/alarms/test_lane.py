"""The lane as a guard has it: what is owed, by key and by hand, while more comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from lane_desk import LaneDesk, look, usual_look
from painted_parts import told
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facemon.alarm import AlarmState, Outcome
from facemon.event import AlarmStatus, Category
from facemon.monitor.enrolled import Photo, PhotoState
from facemon.settings import AlarmRule
from facemon.simulator.faces import looks, snapshot
from facemon.ui.alarms.alarm_card import AlarmCard
from facemon.ui.alarms.enrolled_faces import EnrolledFace
from facemon.ui.alarms.faces import Face
from facemon.ui.alarms.fold_row import FoldRow
from facemon.ui.alarms.shelve_dialog import ShelveDialog
from facemon.ui.alarms.warming import Warming
from facemon.ui.feed.decoding import Decoded

NOISY = AlarmRule(raise_=True, priority="low")
EACH_ITS_OWN = AlarmRule(raise_=True, priority="medium", window=0)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[LaneDesk]:
    yield from at_a_lane(qtbot)


def at_a_lane(_qtbot: QtBot, **rules: AlarmRule) -> Iterator[LaneDesk]:
    usual_look()
    desk = LaneDesk(**rules)
    desk.open()
    yield desk
    desk.close()


def cards(desk: LaneDesk) -> list[AlarmCard]:
    found = [widget for widget in desk.lane.findChildren(AlarmCard) if widget.isVisible()]
    return sorted(found, key=lambda card: card.y())


def button(desk: LaneDesk, card: AlarmCard | FoldRow, text: str) -> QPushButton:
    (found,) = [each for each in card.findChildren(QPushButton) if each.isVisible() and each.text().startswith(text)]
    return found


def type_in(desk: LaneDesk, text: str) -> None:
    QTest.keyClicks(desk.lane.noting.field.entry, text)


def press(desk: LaneDesk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(desk.lane.noting.field.entry, key, modifier)
    QApplication.processEvents()


def test_the_lane_is_slim_until_something_is_owed_and_again_once_it_cannot_be_taken_back(desk: LaneDesk) -> None:
    assert desk.lane.slim
    desk.person()
    assert not desk.lane.slim
    desk.look_at()
    desk.answering.acknowledge()
    assert desk.owed == []
    assert not desk.lane.slim  # the answer can still be taken back
    assert desk.lane.undo_line.isVisible()


def test_an_alarm_says_all_a_guard_wants_to_know_in_one_sentence(desk: LaneDesk) -> None:
    desk.person()
    desk.wait(20)
    desk.person()
    desk.wait(21)
    (card,) = cards(desk)
    said = card.accessibleName()
    for part in ("Critical", "Blacklist", "Zhang San 张三", "Barred since March: theft", "match 0.98", "North gate",
                 "Denied", "waiting for 41 s"):  # fmt: skip
        assert part in said


def test_the_most_pressing_stands_first_and_the_selection_stays_where_it_was(desk: LaneDesk) -> None:
    desk.door()
    desk.wait(5)
    desk.person()
    desk.look_at()
    assert [each.rule for each in desk.owed] == ["blacklist", "device"]
    assert desk.lane.selected_alarm is not None
    assert desk.lane.selected_alarm.rule == "device"
    desk.answering.acknowledge()
    assert [each.rule for each in desk.owed] == ["blacklist"]


def test_a_key_meant_for_one_alarm_never_answers_another(desk: LaneDesk) -> None:
    desk.door()
    desk.person()
    desk.look_at()
    desk.answering.acknowledge()
    desk.answering.acknowledge()  # a second press of the same nervous hand
    assert [each.rule for each in desk.owed] == ["blacklist"]
    desk.look_at()
    desk.answering.acknowledge()
    assert desk.owed == []


def test_what_came_after_the_guard_looked_stays_owed(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.person()
    desk.answering.acknowledge()
    (left,) = desk.owed
    assert left.count == 1


def test_an_alarm_out_of_sight_is_shown_before_it_is_answered(desk: LaneDesk) -> None:
    for number in range(20):
        desk.door(device_id=f"door {number}")
    desk.look_at()
    desk.lane._column.verticalScrollBar().setValue(2000)
    desk.look_at()
    desk.answering.acknowledge()
    assert len(desk.owed) == 20
    desk.look_at()
    desk.answering.acknowledge()
    assert len(desk.owed) == 19


def test_a_click_answers_its_own_card_and_not_the_selected_one(desk: LaneDesk) -> None:
    desk.door()
    desk.person()
    desk.look_at()
    button(desk, cards(desk)[0], "Acknowledge").click()
    assert [each.rule for each in desk.owed] == ["device"]


def test_the_last_answer_can_be_taken_back(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.acknowledge(Outcome.FALSE)
    desk.wait(5)
    desk.answering.undo()
    assert [each.rule for each in desk.owed] == ["blacklist"]
    assert not desk.lane.undo_line.isVisible()


def test_what_is_taken_back_is_what_the_next_key_answers(desk: LaneDesk) -> None:
    desk.person(name="Barred")
    desk.door()
    desk.look_at()
    desk.answering.acknowledge(Outcome.FALSE)  # a slip of the finger
    desk.look_at()
    desk.answering.undo()
    desk.look_at()
    desk.answering.acknowledge(Outcome.REAL)
    assert [each.rule for each in desk.owed] == ["device"]
    assert [(each.rule, each.outcome) for each in desk.board.recent] == [("blacklist", Outcome.REAL)]


def test_a_note_is_one_of_the_sites_own_by_its_number(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.note()
    type_in(desk, "3")
    assert desk.owed == []
    assert desk.board.recent[0].note == "Guard sent"


def test_a_number_within_a_typed_note_is_a_number(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.note()
    type_in(desk, "Gate 2")
    press(desk, Qt.Key.Key_Return)
    assert desk.board.recent[0].note == "Gate 2"


def test_a_note_alone_leaves_the_alarm_owed(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.note()
    type_in(desk, "on my way")
    press(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [each.note for each in desk.owed] == ["on my way"]


def test_a_note_left_with_escape_changes_nothing(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.note()
    type_in(desk, "x")
    press(desk, Qt.Key.Key_Escape)
    assert [each.note for each in desk.owed] == [""]
    assert not desk.lane.noting.open


def test_a_rule_that_demands_a_note_gets_one(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, blacklist=AlarmRule(raise_=True, priority="critical", note_required=True)):
        desk.person()
        desk.look_at()
        desk.answering.acknowledge(Outcome.REAL)
        assert len(desk.owed) == 1
        press(desk, Qt.Key.Key_Return)  # with nothing written
        assert len(desk.owed) == 1
        desk.look_at()
        type_in(desk, "police called")
        press(desk, Qt.Key.Key_Return)
        assert desk.owed == []
        assert (desk.board.recent[0].note, desk.board.recent[0].outcome) == ("police called", Outcome.REAL)


def test_a_note_that_is_demanded_is_not_taken_away_afterwards(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, blacklist=AlarmRule(raise_=True, priority="critical", note_required=True)):
        desk.person()
        desk.look_at()
        desk.answering.note()
        type_in(desk, "police called")
        press(desk, Qt.Key.Key_Return)
        desk.lane.undo_line.note.emit()
        desk.lane.noting.field.entry.clear()
        press(desk, Qt.Key.Key_Return)
        assert desk.board.recent[0].note == "police called"
        assert "cannot be without a note" in desk.lane._notice.text()


def test_what_is_chosen_in_a_menu_is_for_its_own_alarm_or_for_none(desk: LaneDesk) -> None:
    desk.person(name="Barred")
    desk.door()
    desk.lane.select(desk.lane.rows[1].key)
    desk.look_at()
    card = cards(desk)[1]
    card.menu_wanted.emit(card.mapToGlobal(card.rect().center()))
    (menu,) = desk.lane.findChildren(QMenu)
    desk.board.acknowledge(card.alarm)  # by another way, while the menu is open
    desk.look_at()
    menu.actions()[0].trigger()
    assert [each.rule for each in desk.owed] == ["blacklist"]
    menu.close()


def test_whoever_shelves_one_device_alarm_is_told_that_it_goes_for_all(desk: LaneDesk) -> None:
    desk.door(10003)
    desk.look_at()
    desk.answering.shelve()
    (dialog,) = desk.lane.findChildren(ShelveDialog)
    assert any("Every device alarm" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_the_check_list_is_ticked_on_record(qtbot: QtBot) -> None:
    rule = AlarmRule(raise_=True, priority="critical", instruction="Keep the door shut.\n- Call 4711\n- Write it down")
    for desk in at_a_lane(qtbot, blacklist=rule):
        desk.person()
        boxes = cards(desk)[0].findChildren(QCheckBox)
        assert [box.accessibleName() for box in boxes] == ["Call 4711", "Write it down"]
        boxes[1].click()
        assert desk.owed[0].ticked == (2,)
        assert cards(desk)[0].findChildren(QCheckBox)[1].isChecked()


def test_looking_into_it_says_who_and_for_how_long(desk: LaneDesk) -> None:
    desk.person()
    desk.answering.look()
    desk.wait(48)
    assert "Li is looking into it, 04:12 left" in cards(desk)[0].accessibleName()
    desk.answering.look()
    assert desk.owed[0].state is AlarmState.OPEN


def test_a_condition_that_is_over_is_still_owed_and_says_so(desk: LaneDesk) -> None:
    desk.door(10003)
    desk.wait(3)
    desk.door(10003, status=AlarmStatus.CLEARED)
    assert "still to be acknowledged" in cards(desk)[0].accessibleName()


def test_a_flood_is_one_row_that_is_answered_as_one_and_leaves_the_critical_apart(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=EACH_ITS_OWN):
        desk.person()
        for _ in range(14):
            desk.wait(2)
            desk.person(Category.STRANGER, name="")
        folds = [fold for fold in desk.lane.findChildren(FoldRow) if fold.isVisible()]
        assert len(folds) == 1
        assert "North gate" in folds[0].accessibleName()
        desk.look_at()
        button(desk, folds[0], "Acknowledge").click()
        assert "blacklist" in [each.rule for each in desk.owed]
        assert all(row.key[0] == "alarm" for row in desk.lane.rows)


def test_a_flood_that_counts_up_and_a_second_that_passes_have_nothing_laid_out(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=EACH_ITS_OWN):
        desk.person()
        for _ in range(14):
            desk.wait(2)
            desk.person(Category.STRANGER, name="")
        (fold,) = [fold for fold in desk.lane.findChildren(FoldRow) if fold.isVisible()]
        said = fold.accessibleName()
        assert not told(QEvent.Type.LayoutRequest, partial(desk.person, Category.STRANGER, name=""))
        assert fold.accessibleName() != said
        age = cards(desk)[0].accessibleName()
        assert not told(QEvent.Type.LayoutRequest, partial(desk.wait, 1))
        painted = told(QEvent.Type.Paint, partial(desk.wait, 59))
        assert cards(desk)[0].accessibleName() != age
        assert painted[cards(desk)[0]]
        assert not painted[desk.lane._column.viewport()]


def test_a_card_is_at_once_as_high_as_what_it_shows(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=NOISY):
        desk.person()
        for device_id in ("gate", "lobby"):
            desk.wait(2)
            desk.person(Category.STRANGER, name="", device_id=device_id)
        for by in (1, 1, -1, -1):  # the selected one is larger
            desk.lane.step(by)
            heights = [card.height() for card in cards(desk)]
            QApplication.processEvents()
            assert heights == [card.height_for(card.width()) for card in cards(desk)]


def test_the_buttons_of_a_flood_take_up_another_language(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for desk in at_a_lane(qtbot, stranger=EACH_ITS_OWN):
        for _ in range(14):
            desk.wait(2)
            desk.person(Category.STRANGER, name="")
        (fold,) = [fold for fold in desk.lane.findChildren(FoldRow) if fold.isVisible()]
        monkeypatch.setattr(FoldRow, "tr", lambda _self, text, *_: f"zh {text}")
        QApplication.sendEvent(desk.lane.window(), QEvent(QEvent.Type.LanguageChange))
        texts = [each.text() for each in fold.findChildren(QPushButton) if each.isVisible()]
        assert texts
        assert all(text.startswith("zh ") for text in texts)


def test_the_outcome_of_a_flood_is_that_of_all_it_folds(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=EACH_ITS_OWN):
        for _ in range(14):
            desk.wait(2)
            desk.person(Category.STRANGER, name="")
        (fold,) = [row for row in desk.lane.rows if row.key[0] == "flood"]
        desk.lane.select(fold.key)
        desk.look_at()
        desk.answering.acknowledge(Outcome.FALSE)
        assert len(desk.board.recent) == 14
        assert {each.outcome for each in desk.board.recent} == {Outcome.FALSE}


def test_the_low_ones_are_taken_together_and_nothing_else(qtbot: QtBot) -> None:
    rule = AlarmRule(raise_=True, priority="low", window=0)
    for desk in at_a_lane(qtbot, stranger=rule):
        desk.person(Category.STRANGER, name="", device_id="lobby")
        desk.wait(30)
        desk.person(Category.STRANGER, name="", device_id="store")
        desk.door()
        desk.look_at()
        desk.answering.acknowledge_low()
        assert [each.rule for each in desk.owed] == ["device"]
        desk.answering.undo()
        assert len(desk.owed) == 3


def test_five_hundred_alarms_cost_a_handful_of_widgets_and_nothing_moves_under_the_hand(desk: LaneDesk) -> None:
    for number in range(500):
        desk.door(device_id=f"door {number}")
    assert len(desk.owed) == 500
    assert len(desk.lane.findChildren(AlarmCard)) < 25
    desk.lane._column.verticalScrollBar().setValue(9_000)
    QApplication.processEvents()
    seen = {key: top for key, (top, _) in desk.lane._column.in_sight().items()}
    desk.person()
    assert {key: top for key, (top, _) in desk.lane._column.in_sight().items()} == seen
    assert "1 new above" in desk.lane._column._above.text()


def test_every_alarm_is_reached_by_the_keyboard(desk: LaneDesk) -> None:
    for number in range(30):
        desk.door(device_id=f"door {number}")
    for row in desk.lane.rows[1:]:
        desk.lane.step(1)
        assert desk.lane.selected == row
        assert row.key in desk.lane._column.in_sight()


def test_a_flood_is_opened_and_folded_by_a_key(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=NOISY):
        for number in range(14):
            desk.door(10002 + number % 3, device_id="store")
            desk.wait(2)
        (fold,) = [row for row in desk.lane.rows if row.key[0] == "flood"]
        desk.lane.select(fold.key)
        desk.lane.unfold()
        assert [row.key[0] for row in desk.lane.rows].count("alarm") >= len(fold.alarms)
        desk.lane.unfold()
        assert fold.key in [row.key for row in desk.lane.rows]


def test_a_nuisance_is_shelved_for_a_reason_counts_down_and_comes_back(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=NOISY):
        desk.person(Category.STRANGER, name="", device_id="lobby")
        desk.look_at()
        desk.answering.shelve()
        (dialog,) = desk.lane.findChildren(ShelveDialog)
        assert not dialog.shelve.isEnabled()  # without a reason
        QTest.keyClicks(dialog.entry, "workers until noon")
        dialog.shelve.click()
        desk.wait(60)
        (row,) = desk.lane.rows
        assert row.key == ("shelf", "lobby", "stranger")
        (fold,) = [each for each in desk.lane.findChildren(FoldRow) if each.isVisible()]
        assert "14:00 left" in fold.accessibleName()
        assert "Li · workers until noon" in fold.accessibleName()
        desk.lane.select(row.key)
        desk.look_at()
        desk.answering.acknowledge()  # what is out of sight is not answered, and that is said
        assert len(desk.owed) == 1
        assert "E shows what waits" in desk.lane._notice.text()
        desk.answering.shelve()  # once more: it ends
        assert [row.key[0] for row in desk.lane.rows] == ["alarm"]


def test_a_blacklisted_person_is_never_shelved(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    desk.answering.shelve()
    assert desk.lane.findChildren(ShelveDialog) == []
    assert "cannot be shelved" in desk.lane._notice.text()


def test_names_of_any_length_and_script_leave_the_card_in_its_lane(desk: LaneDesk) -> None:
    for name in ("W" * 200, "张三" * 100, "<img src=/etc/passwd>\u202e" * 9):
        desk.person(name=name, device_id=name, remark=name)
    desk.look_at()
    for card in cards(desk):
        assert card.width() <= desk.lane.width()
        assert card.height() < 420
        assert "\u202e" not in card.accessibleName()


@pytest.mark.parametrize("percent", [80, 100, 200])
def test_the_shelving_dialog_shows_all_it_has_at_every_font_size(desk: LaneDesk, percent: int) -> None:
    look("dark", percent)
    desk.person(Category.NONLIVE, name="", device_id="lobby " * 10)
    desk.answering.shelve()
    (dialog,) = desk.lane.findChildren(ShelveDialog)
    QApplication.processEvents()
    for part in dialog.findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is dialog:
            needed = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
            assert part.height() >= needed
    dialog.reject()
    usual_look()


def test_a_space_meant_for_another_window_answers_nothing_when_this_one_comes_to_the_front(desk: LaneDesk) -> None:
    desk.person()
    desk.look_at()
    QApplication.sendEvent(desk.lane, QEvent(QEvent.Type.WindowDeactivate))
    desk.wait(60)
    QApplication.sendEvent(desk.lane, QEvent(QEvent.Type.WindowActivate))
    desk.look_at()
    desk.answering.acknowledge()
    assert len(desk.owed) == 1
    desk.wait(1)
    desk.answering.acknowledge()
    assert desk.owed == []


def test_the_enrolled_photo_stands_beside_the_snapshot_at_its_size_where_there_is_room(
    qtbot: QtBot, desk: LaneDesk
) -> None:
    desk.person()
    (card,) = cards(desk)
    (face,), (photo,) = card.findChildren(Face), card.findChildren(EnrolledFace)
    assert photo.isVisible()
    assert photo.size() == face.size()
    assert photo.y() == face.y()
    desk.photos["Zhang San 张三"] = Photo(PhotoState.HERE, snapshot(looks("Zhang San 张三"), sight=1))
    desk.lane.take_photos()
    qtbot.waitUntil(lambda: face_of(desk, photo) is not None)
    desk.photos["Zhang San 张三"] = Photo(PhotoState.HERE, snapshot(looks("another"), sight=1))
    desk.lane.take_photos()
    assert face_of(desk, photo) is None  # the former is not shown for the new one
    qtbot.waitUntil(lambda: face_of(desk, photo) is not None)
    desk.lane.resize(240, 800)
    qtbot.waitUntil(photo.isHidden)


def face_of(desk: LaneDesk, photo: EnrolledFace) -> Decoded | None:
    return desk.lane._enrolled.face(photo.happening) if photo.happening is not None else None


def test_a_stranger_has_no_enrolled_photo(qtbot: QtBot) -> None:
    for desk in at_a_lane(qtbot, stranger=AlarmRule(raise_=True, priority="critical")):
        desk.person(Category.STRANGER, name="")
        (card,) = cards(desk)
        (photo,) = card.findChildren(EnrolledFace)
        assert photo.isHidden()


def test_a_screen_reader_gets_each_alarm_as_one_thing_with_a_sentence_in_the_order_of_the_lane(desk: LaneDesk) -> None:
    desk.door()
    desk.wait(5)
    desk.person()
    content = QAccessible.queryAccessibleInterface(desk.lane._column._content)
    assert content is not None
    read = [content.child(number) for number in range(content.childCount())]
    assert all(each.role() == QAccessible.Role.Grouping for each in read)
    said = [each.text(QAccessible.Text.Name) for each in read]
    assert said[0].startswith("Critical, Blacklist, Zhang San 张三")
    assert said[1].startswith("High priority, Door forced open")


def test_what_is_made_ready_for_the_first_alarm_is_seen_by_nobody(desk: LaneDesk) -> None:
    painted: list[int] = []
    desk.lane.hand.painted.tell(painted.extend)
    Warming(desk.lane.hand, desk.lane).warm()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.lane.slim
    assert cards(desk) == []
    assert painted == []
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, AlarmCard)] == []
