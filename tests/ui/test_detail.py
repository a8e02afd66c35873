"""The detail panel shows one event whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from happenings import HOSTILE, HOSTILE_SHOWN, NORTH_GATE, arrived, event, jpeg, look, usual_look
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from facemon.event import Category, Group, Mask, Person
from facemon.monitor.enrolled import Photo, PhotoState
from facemon.picture import Fit, Picture, decode
from facemon.ui import picture_file, snapshot, theme
from facemon.ui.detail import DetailPanel
from facemon.ui.fields import fields


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[DetailPanel]:
    usual_look()
    panel = DetailPanel()
    qtbot.addWidget(panel)
    panel.resize(340, 760)
    panel.show()
    yield panel
    panel.close_threads()


def visible_texts(panel: DetailPanel) -> str:
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, panel.fields_view.toPlainText()]).replace("\u200b", "")


def bar_width(panel: DetailPanel) -> int:
    (area,) = (area for area in panel.findChildren(QScrollArea) if area.isVisible())
    return area.verticalScrollBar().width()


def centre(panel: DetailPanel) -> QColor:
    shown = panel.snapshot.grab().toImage()
    return shown.pixelColor(shown.rect().center())


def test_nothing_selected_shows_a_hint_and_nothing_else(panel: DetailPanel) -> None:
    assert "Select an event" in visible_texts(panel)
    assert not panel.save_button.isVisible()
    panel.copy()
    panel.save_picture()


def test_an_event_shows_its_title_its_fields_and_its_picture(panel: DetailPanel, qtbot: QtBot) -> None:
    shown = event(Category.STRANGER, passed=False, score=0.31, mask=Mask.NOT_WORN)
    panel.show_event(arrived(shown), jpeg(), NORTH_GATE)
    texts = visible_texts(panel)
    assert "Stranger" in texts
    for field in fields(shown, NORTH_GATE):
        assert field.label in texts
        assert field.value in texts
    qtbot.waitUntil(lambda: centre(panel).blue() > 120)
    assert panel.pictures.size_told.text().startswith("480 × 640")
    assert panel.snapshot.width() == panel.width() - 4 * theme.SPACE - bar_width(panel)


def test_a_picture_is_decoded_in_another_thread(
    panel: DetailPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def watched(data: bytes, width: int, height: int, fit: Fit) -> Picture:
        threads.append(threading.current_thread())
        return decode(data, width, height, fit)

    monkeypatch.setattr(snapshot, "decode", watched)
    with qtbot.waitSignal(panel.snapshot.decoded):
        panel.show_event(arrived(event()), jpeg(), NORTH_GATE)
    assert threads
    assert threading.current_thread() not in threads


def test_only_the_last_of_many_selected_is_shown(panel: DetailPanel, qtbot: QtBot) -> None:
    for number in range(1, 30):
        panel.show_event(arrived(event(), number), jpeg(100 + number, 100), NORTH_GATE)
    qtbot.waitUntil(lambda: not panel.snapshot.source_size.isEmpty())
    assert panel.snapshot.source_size.width() == 129


@pytest.mark.parametrize(("size", "reason"), [(0, "The device sent no picture."), (53_000, "The picture is no longer")])
def test_no_picture_says_why(panel: DetailPanel, size: int, reason: str) -> None:
    panel.show_event(arrived(event(picture_size=size)), None, NORTH_GATE)
    assert panel.snapshot.problem.startswith(reason)
    assert not panel.save_button.isEnabled()


def test_a_broken_picture_says_so_and_can_still_be_saved(panel: DetailPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.snapshot.decoded):
        panel.show_event(arrived(event()), jpeg()[:200], NORTH_GATE)
    assert panel.snapshot.problem
    assert panel.save_button.isEnabled()


def test_hostile_texts_are_shown_to_the_letter(panel: DetailPanel) -> None:
    panel.show_event(arrived(event(person=Person(name=HOSTILE, remark="y" * 10_000))), None, NORTH_GATE)
    assert visible_texts(panel).count(HOSTILE_SHOWN) == 2
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in panel.findChildren(QLabel))


def test_an_endless_word_does_not_widen_the_panel(panel: DetailPanel, qtbot: QtBot) -> None:
    before = panel.minimumSizeHint().width()
    panel.show_event(arrived(event(person=Person(name="W" * 10_000))), None, NORTH_GATE)
    qtbot.wait(0)
    assert panel.minimumSizeHint().width() == before
    assert panel.fields_view.width() == 340 - 4 * theme.SPACE - bar_width(panel)
    assert panel.fields_view.document().size().width() <= panel.fields_view.width()


def test_copy_puts_every_field_on_the_clipboard_as_plain_text(panel: DetailPanel) -> None:
    shown = event(person=Person(name=HOSTILE), score=0.5)
    panel.show_event(arrived(shown), None, NORTH_GATE)
    panel.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == HOSTILE_SHOWN
    assert lines[1:] == [f"{field.label}: {field.value}" for field in fields(shown, NORTH_GATE)]


def test_copy_prefers_what_is_selected(panel: DetailPanel) -> None:
    panel.show_event(arrived(event()), None, NORTH_GATE)
    panel.fields_view.selectAll()
    panel.copy()
    assert "8F2107" in QGuiApplication.clipboard().text()
    assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_the_raw_message_is_laid_out_on_demand(panel: DetailPanel, qtbot: QtBot) -> None:
    panel.show_event(arrived(event(raw='{"type":0,"data":{"uuid":"7c1f"}}')), None, NORTH_GATE)
    assert not panel.raw.text.isVisible()
    panel.raw.button.click()
    qtbot.waitUntil(lambda: '"uuid": "7c1f"' in panel.raw.text.toPlainText())
    assert panel.raw.text.isReadOnly()
    assert panel.raw.text.isVisible()
    panel.show_event(arrived(event(), 2), None, NORTH_GATE)
    assert not panel.raw.text.isVisible()
    assert panel.raw.text.toPlainText() == ""


def test_a_picture_is_saved_as_it_was_received(panel: DetailPanel, qtbot: QtBot, tmp_path: Path) -> None:
    received = jpeg() + b"what came behind it"
    panel.saving.write(tmp_path / "face.jpg", received)
    qtbot.waitUntil(lambda: panel.told.text().startswith("Saved as"))
    assert (tmp_path / "face.jpg").read_bytes() == received


def test_a_picture_that_cannot_be_saved_is_told(panel: DetailPanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel.show_event(arrived(event()), jpeg(), NORTH_GATE)
    panel.saving.write(tmp_path / "missing" / "face.jpg", b"x")
    qtbot.waitUntil(lambda: "could not be saved" in panel.told.text())
    assert panel.told.isVisible()


def test_saving_writes_the_picture_that_was_shown_when_it_was_asked_for(
    panel: DetailPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    first = jpeg(300, 400)
    panel.show_event(arrived(event()), first, NORTH_GATE)
    panel.save_button.click()
    (dialog,) = panel.findChildren(QFileDialog)
    panel.show_event(arrived(event(), 2), jpeg(), NORTH_GATE)
    dialog.fileSelected.emit(str(tmp_path / "a.jpg"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "a.jpg").exists)
    qtbot.waitUntil(lambda: panel.told.text().startswith("Saved as"))
    assert (tmp_path / "a.jpg").read_bytes() == first


@pytest.mark.parametrize("percent", [80, 200])
def test_at_every_font_size_all_has_room(panel: DetailPanel, qtbot: QtBot, percent: int) -> None:
    panel.show_event(arrived(event(passed=True, score=0.5)), None, NORTH_GATE)
    look("light", percent)
    panel.restyle()
    panel.resize(panel.minimumSizeHint().width(), 760)
    qtbot.waitUntil(lambda: panel.copy_button.width() >= panel.copy_button.sizeHint().width())
    assert panel.save_button.width() >= panel.save_button.sizeHint().width()
    assert panel.fields_view.height() >= panel.fields_view.document().size().height()


def test_the_enrolled_photo_stands_beside_the_snapshot_at_the_same_size(panel: DetailPanel, qtbot: QtBot) -> None:
    known = arrived(event(person=Person(name="Zhang San", user_id="901")))
    panel.show_event(known, jpeg(), NORTH_GATE)
    qtbot.waitUntil(lambda: bool(panel.pictures.size_told.text()))
    panel.show_enrolled(Photo(PhotoState.COMING))
    assert panel.enrolled.isVisible()
    assert panel.pictures.size_told.text() == ""
    assert panel.enrolled.picture.problem == "The enrolled photo is being fetched…"
    panel.show_enrolled(Photo(PhotoState.HERE, jpeg()))
    qtbot.waitUntil(lambda: not panel.enrolled.picture.source_size.isEmpty())
    qtbot.waitUntil(lambda: panel.enrolled.picture.size() == panel.snapshot.size())
    top = panel.snapshot.mapTo(panel, panel.snapshot.rect().topLeft()).y()
    assert panel.enrolled.picture.mapTo(panel, panel.enrolled.picture.rect().topLeft()).y() == top
    panel.show_enrolled(Photo(PhotoState.NONE))
    assert panel.enrolled.picture.problem == "No photo enrolled"


def test_both_pictures_have_one_size_and_one_line_at_every_width(panel: DetailPanel, qtbot: QtBot) -> None:
    panel.enrolled.caption.set_text("登记照片")  # its script is higher than that of the caption beside it
    known = arrived(event(person=Person(name="Zhang San", user_id="901")))
    panel.show_event(known, jpeg(480, 640), NORTH_GATE)
    panel.show_enrolled(Photo(PhotoState.HERE, jpeg(413, 531)))
    both = panel.snapshot, panel.enrolled.picture
    qtbot.waitUntil(lambda: all(not picture.source_size.isEmpty() for picture in both))
    for width in range(panel.minimumSizeHint().width(), 520, 7):
        panel.resize(width, 760)
        QApplication.processEvents()
        assert both[0].size() == both[1].size()
        first, second = (picture.mapTo(panel, picture.rect().topLeft()) for picture in both)
        assert first.y() == second.y()
        assert first.x() + both[0].width() < second.x()


def test_nobody_stands_beside_another_s_photo(panel: DetailPanel) -> None:
    panel.show_event(arrived(event(), 1), jpeg(), NORTH_GATE)
    panel.show_enrolled(Photo(PhotoState.HERE, jpeg()))
    panel.show_event(arrived(event(), 2), jpeg(), NORTH_GATE)
    assert panel.enrolled.isHidden()


def test_a_suggested_name_is_legal_everywhere() -> None:
    name = picture_file.suggested_name(event(), 'a/b:c*?"<>|\u202e..', "North gate", jpeg())
    assert name.endswith("North gate a b c.jpg")
    assert not set('/\\:*?"<>|') & set(name)
    assert picture_file.ending(b"no picture") == ".bin"


@pytest.mark.timeout(60, method="thread")  # a layout in circles never returns to Python, where a signal could end it
def test_no_height_of_the_window_sends_the_layout_in_circles(panel: DetailPanel) -> None:
    device = NORTH_GATE
    person = Person(name="Zhang San", job_number="10027", groups=(Group("1", "Security"), Group("2", "All staff")))
    seen = arrived(event(person=person, mode=1, score=0.9, temperature=36.5))
    panel.show_event(seen, jpeg(), device)
    panel.show_enrolled(Photo(PhotoState.HERE, jpeg()))
    for height in range(420, 1000, 1):
        panel.resize(320, height)
        QApplication.processEvents()
        assert panel.height() == height


def test_below_a_picture_the_first_fields_are_seen_without_scrolling(qtbot: QtBot) -> None:
    usual_look()
    more = QLabel()
    more.setMinimumHeight(76)  # as in the history's window
    panel = DetailPanel(more=more)
    qtbot.addWidget(panel)
    panel.resize(340, 590)
    panel.show()
    shown = event(Category.STRANGER, passed=False, score=0.31, mask=Mask.NOT_WORN)
    with qtbot.waitSignal(panel.snapshot.decoded):
        panel.show_event(arrived(shown), jpeg(), NORTH_GATE)
    top = panel.fields_view.mapTo(panel, QPoint()).y()
    buttons = more.mapTo(panel, QPoint()).y()
    assert buttons - top > 4 * panel.fontMetrics().height()
    panel.close_threads()


def test_in_a_low_panel_the_buttons_are_scrolled_with_all_else(panel: DetailPanel) -> None:
    panel.show_event(arrived(event()), jpeg(), NORTH_GATE)
    (area,) = (area for area in panel.findChildren(QScrollArea) if area.isVisible())
    for height, scrolled in ((760, False), (190, True), (760, False)):
        panel.resize(340, height)
        QApplication.processEvents()
        assert area.isAncestorOf(panel.copy_button) is scrolled
        assert panel.copy_button.isVisible()
        assert area.viewport().height() > 100


@pytest.mark.parametrize("height", [190, 760])
def test_nothing_is_cut_at_the_side_of_the_narrowest_panel(qtbot: QtBot, height: int) -> None:
    look("dark", 200)
    more = QLabel()
    more.setMinimumWidth(420)
    panel = DetailPanel(more=more)
    qtbot.addWidget(panel)
    panel.resize(800, height)
    panel.show()
    panel.show_event(arrived(event()), jpeg(), NORTH_GATE)
    QApplication.processEvents()
    panel.resize(panel.minimumSizeHint().width(), height)
    QApplication.processEvents()
    (area,) = (area for area in panel.findChildren(QScrollArea) if area.isVisible())
    content = area.widget()
    assert content is not None
    assert content.width() <= area.viewport().width()
    assert more.mapTo(panel, more.rect().topRight()).x() < panel.width()
    panel.close_threads()
    usual_look()
