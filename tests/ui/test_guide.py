"""The guide says what is there, in both languages, and opens at what the user is doing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from guard_desk import WAIT_MS, Desk, gate, open_desk, several
from happenings import look, usual_look
from PySide6.QtCore import QEvent, Qt, QTranslator, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from facemon.resource import resources
from facemon.simulator.device import SimulatedDevice
from facemon.ui import language
from facemon.ui.banner import Banner, Severity
from facemon.ui.guide.book import read_book
from facemon.ui.guide.place import CHAPTERS, START, chapter_of
from facemon.ui.guide.window import GuideWindow
from facemon.ui.keys import KEYS
from facemon.ui.welcome import WelcomePanel

GUIDE = resources() / "guide"
LANGUAGES = ("en", "zh_CN")
OF_THE_SYSTEM = {"Alt+Tab"}  # keys that the guide names and facemon has not


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[GuideWindow]:
    usual_look()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.install(app, "en")
    guide = GuideWindow()
    qtbot.addWidget(guide)
    guide.show()
    yield guide
    language.install(app, "en")
    for translator in app.findChildren(QTranslator):  # other tests read what stands in the code
        QApplication.removeTranslator(translator)
        translator.deleteLater()


def texts(spoken: str) -> dict[str, str]:
    """Return each text of a language by its file's name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((GUIDE / spoken).glob("*.md"))}


def test_each_language_has_the_same_chapters_sections_and_pictures() -> None:
    english, *others = (read_book(GUIDE, spoken) for spoken in LANGUAGES)
    for other in others:
        assert [chapter.name for chapter in other.chapters] == [chapter.name for chapter in english.chapters]
        for ours, theirs in zip(english.chapters, other.chapters, strict=True):
            assert len(theirs.sections) == len(ours.sections), theirs.name
            assert _pictures(theirs.source) == _pictures(ours.source)
    for spoken in LANGUAGES:
        listed = {f"{chapter.name}.md" for chapter in read_book(GUIDE, spoken).chapters}
        assert listed | {"README.md"} == set(texts(spoken)), "a chapter that no reader finds"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_link_leads_to_a_chapter_and_every_picture_is_there_and_used(spoken: str) -> None:
    folder = GUIDE / spoken
    linked = {link for text in texts(spoken).values() for link in re.findall(r"\]\(([^)]+)\)", text)}
    assert [link for link in linked if not (folder / link).is_file()] == []
    shown = {Path(link).name for link in linked if link.startswith("pictures/")}
    for inside in ("pictures", "pictures/light"):
        assert {path.name for path in (folder / inside).iterdir() if path.is_file()} == shown, inside
    for chapter in read_book(GUIDE, spoken).chapters:
        assert chapter.source.startswith(f"# {chapter.title}\n")


def test_the_pictures_are_small_enough_for_a_small_package() -> None:
    assert sum(path.stat().st_size for path in GUIDE.rglob("*.png")) < 2_000_000


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_keys_that_the_guide_names_are_those_that_there_are(spoken: str) -> None:
    every = {sequence for key in KEYS for sequence in key.sequences}
    book = read_book(GUIDE, spoken)
    rows = re.findall(r"^\| (`.+`) \|", book.chapter("keys").source, re.MULTILINE)
    assert [tuple(re.findall(r"`([^`]+)`", row)) for row in rows] == [key.sequences for key in KEYS]
    for chapter in book.chapters:
        named = set(re.findall(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:[A-Z][a-z]*\b|,)|\bF\d{1,2}\b", chapter.source))
        assert named - every - OF_THE_SYSTEM == set(), chapter.name


def test_a_language_without_a_folder_gets_the_english_guide() -> None:
    assert read_book(GUIDE, "eo") == read_book(GUIDE, "en")


def test_every_place_that_has_a_chapter_is_one_that_there_is() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (resources().parent / "facemon/ui").rglob("*.py"))
    assert [name for name in CHAPTERS if f"\nclass {name}(" not in code] == []
    chapters = {chapter.name for chapter in read_book(GUIDE, "en").chapters}
    assert {*CHAPTERS.values(), START} - chapters == set()


def test_the_chapter_is_the_one_about_where_the_keyboard_is(qtbot: QtBot) -> None:
    panel = WelcomePanel()
    qtbot.addWidget(panel)
    panel.show()
    assert chapter_of(panel.add_button, alarm_open=False) == "first-device"
    assert chapter_of(None, alarm_open=False) == START
    assert chapter_of(None, alarm_open=True) == "alarm"


def test_in_the_feed_an_open_alarm_comes_before_a_banner_and_both_before_the_cards(qtbot: QtBot) -> None:
    class FeedPanel(QWidget):
        pass

    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    banner, feed = Banner(), FeedPanel()
    column.addWidget(banner)
    column.addWidget(feed)
    whole.show()
    assert chapter_of(feed, alarm_open=False) == "signals"
    banner.show_message(Severity.WARNING, "Nobody sees anything")
    assert chapter_of(feed, alarm_open=False) == "banners"
    assert chapter_of(feed, alarm_open=True) == "alarm"


def test_what_is_searched_for_is_found_and_marked_and_the_contents_show_where(window: GuideWindow) -> None:
    QTest.keyClicks(window.search, "fingerprint")
    assert window.pages.extraSelections() != []
    assert "fingerprint" in window.pages.toPlainText().casefold()
    shown = [item.text(0) for item in window._items() if not item.isHidden()]
    assert "Certificates" in shown
    assert "Opening a door" not in shown
    been = set()
    for _ in range(12):
        QTest.keyClick(window.search, Qt.Key.Key_Return)
        been.add(window.chapter)
    assert len(been) == len(shown), "Return goes through all chapters that have it"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_a_link_leads_on_and_back_again(window: GuideWindow) -> None:
    window.show_chapter("signals")
    window.pages.anchorClicked.emit(QUrl("alarm.md"))
    assert window.chapter == "alarm"
    window.back.click()
    assert window.chapter == "signals"
    assert not window.back.isEnabled()


def test_nothing_from_outside_the_guide_is_shown(window: GuideWindow, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(outside))
    kind = QTextDocument.ResourceType.ImageResource.value
    assert window.pages.loadResource(kind, QUrl("pictures/window.png")) is not None
    for elsewhere in (str(outside), f"file://{outside}", "https://example.org/a.png", "../../icons/facemon.svg"):
        assert window.pages.loadResource(kind, QUrl(elsewhere)) is None
    before = window.chapter
    window.pages.anchorClicked.emit(QUrl("https://example.org/alarm.md"))
    assert window.chapter == before


def test_every_chapter_is_shown_with_its_pictures_within_the_page(window: GuideWindow) -> None:
    window.resize(600, 500)
    for chapter in window.book.chapters:
        window.show_chapter(chapter.name)
        assert window.pages.toPlainText().startswith(chapter.title)
        assert len(window.pages.sections) == len(chapter.sections) - 1
        assert window.pages.horizontalScrollBar().maximum() == 0, chapter.name


def test_the_pictures_are_those_of_the_theme_in_use(window: GuideWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    ground = {}
    for name in ("dark", "light"):
        look(name, 100)
        shown = window.pages.loadResource(kind, QUrl("pictures/history.png"))
        assert isinstance(shown, QImage)
        ground[name] = shown.pixelColor(2, 2).lightness()
    assert ground["dark"] < 64 < 192 < ground["light"]


def test_the_guide_takes_up_another_language_and_look_where_it_is(window: GuideWindow, qtbot: QtBot) -> None:
    window.show_chapter("alarm")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.install(app, "zh_CN")
    qtbot.waitUntil(lambda: window.pages.toPlainText().startswith("处理告警"))
    top = window.contents.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "值班员"
    assert window.chapter == "alarm"
    look("light", 200)
    QApplication.sendEvent(window, QEvent(QEvent.Type.ApplicationFontChange))
    window.restyle()
    assert window.pages.toPlainText().startswith("处理告警")


def _pictures(source: str) -> list[str]:
    return re.findall(r"\]\((pictures/[^)]+)\)", source)


def test_f1_opens_the_chapter_about_the_page_of_the_settings_or_about_the_history(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path
) -> None:
    with SimulatedDevice() as device:
        desk = open_desk(desks, tmp_path, gate(device))
        place = desk.window._guide
        for page, chapter in (("privacy", "privacy"), ("lock", "lock"), ("devices", "first-device")):
            desk.window.open_settings(page)
            qtbot.waitUntil(lambda: desk.window._settings.dialog is not None, timeout=WAIT_MS)
            dialog = desk.window._settings.dialog
            assert dialog is not None
            _press_f1(qtbot, dialog)
            qtbot.waitUntil(lambda: place.guide is not None and place.guide.isVisible(), timeout=WAIT_MS)
            assert place.guide is not None
            assert place.guide.chapter == chapter
            place.guide.close()
            dialog.close()
            qtbot.waitUntil(lambda: desk.window._settings.dialog is None, timeout=WAIT_MS)
        desk.window._history.open()
        history = desk.window._history.window
        assert history is not None
        _press_f1(qtbot, history)
        qtbot.waitUntil(lambda: place.guide is not None and place.guide.chapter == "find", timeout=WAIT_MS)


def _press_f1(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None, timeout=WAIT_MS)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
