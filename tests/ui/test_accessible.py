"""Every control of every window has a name and a role, and all that a window says follows the language at once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from guard_desk import WAIT_MS, Desk, answerable, gate, live, open_desk, several
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facemon.event import Category
from facemon.operators import Edit
from facemon.resource import resources
from facemon.settings import DeskSettings, UiSettings
from facemon.simulator.device import SimulatedDevice
from facemon.simulator.people import BLACKLISTED, STAFF
from facemon.ui import language
from facemon.ui.feed.chips import Chip
from facemon.ui.settings.dialog import PAGES

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QTabBar,
    QTextEdit,
)  # fmt: skip
# A view that only scrolls what is in it, or draws its own rows, is to Qt a client area; its name is read all the same.
SCROLLS = {"QScrollArea", "ResultsView"}


@pytest.fixture
def desks(qtbot: QtBot) -> Iterator[list[Desk]]:
    yield from several(qtbot)


@pytest.fixture
def device() -> Iterator[SimulatedDevice]:
    with SimulatedDevice() as simulated:
        yield simulated


def came(qtbot: QtBot, kind: str) -> QWidget:
    """Return the window of a class once it is shown."""

    def shown() -> list[QWidget]:
        return [each for each in QApplication.topLevelWidgets() if type(each).__name__ == kind and each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=WAIT_MS)
    QApplication.processEvents()
    return shown()[0]


def busy_desk(
    qtbot: QtBot,
    desks: list[Desk],
    folder: Path,
    device: SimulatedDevice,
    *,
    ui: UiSettings | None = None,
    at: DeskSettings | None = None,
) -> Desk:
    """Return a desk with an alarm, a card and the details of one of them."""
    desk = live(qtbot, desks, folder, device, ui=ui, at=at)
    desk.session.duty.operators.apply([Edit("Li Na", "2468")])
    device.emit(Category.STAFF, STAFF[0])
    device.emit(Category.BLACKLIST, BLACKLISTED)
    qtbot.waitUntil(lambda: len(desk.session.board.alarms()) == 1, timeout=WAIT_MS)
    answerable(qtbot, desk)
    return desk


def beside(desk: Desk) -> dict[str, Callable[[], object]]:
    """Return what opens each window beside the main one, by the name of its class."""
    window = desk.window
    return {
        "HistoryWindow": window._history.open,
        "ReportWindow": window._report.open,
        "WatchWindow": window._watching.open_list,
        "GuideWindow": lambda: window._guide.open("alarm"),
        "HelpWindow": window._guide.open_keys,
        "DevicePanel": lambda: window._devices.details.emit("gate"),
        "BundleDialog": window._bar.bundle.emit,
        "ShiftDialog": window._duty.open,
        "ExportDialog": lambda: window._history.window._export(),  # type: ignore[union-attr]
        "SaveDialog": lambda: window._report.window._press_save(),  # type: ignore[union-attr]
    }


def of(window: QWidget) -> list[QWidget]:
    """Return what is shown of a window itself, not of others over it, and not the parts of a control."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.window() is window
        and not isinstance(each.parentWidget(), QAbstractSpinBox | QComboBox)
        and not each.objectName().startswith("qt_")
    ]


def unnamed(window: QWidget) -> list[str]:
    """Return the controls of a window that a screen reader could not tell."""
    found = []
    for each in of(window):
        if isinstance(each, CONTROLS) or each.focusPolicy() != Qt.FocusPolicy.NoFocus:
            told = QAccessible.queryAccessibleInterface(each)
            nameless = not told.text(QAccessible.Text.Name)
            roleless = told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
            if nameless or (roleless and type(each).__name__ not in SCROLLS):
                found.append(f"{type(window).__name__}: {type(each).__name__} in {type(each.parentWidget()).__name__}")
    return found


def cut(window: QWidget) -> list[str]:
    """Return the words on buttons and tabs of a window that have less room than they take."""
    found = []
    for each in of(window):
        if isinstance(each, Chip):  # which has an icon alone where there is little room
            if each.width() < each.width_for(compact=each.compact):
                found.append(f"{type(window).__name__}: {each.text()}")
        elif isinstance(each, QAbstractButton) and each.text():
            words = each.text().replace("&", "").split("\n")
            if each.width() < max(each.fontMetrics().horizontalAdvance(line) for line in words):
                found.append(f"{type(window).__name__}: {each.text()}")
        elif isinstance(each, QTabBar):
            last = each.tabRect(each.count() - 1)
            if last.right() > each.width():
                found.append(f"{type(window).__name__}: {each.tabText(each.count() - 1)}")
    return found


@pytest.mark.parametrize("spoken", ["en", "zh_CN"])
def test_every_control_of_the_settings_has_a_name_a_role_and_room_for_its_words(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice, spoken: str
) -> None:
    desk = open_desk(desks, tmp_path, gate(device), ui=UiSettings(language=spoken))
    desk.window.open_settings()
    settings = came(qtbot, "SettingsDialog")
    found = []
    for size in (settings.minimumSize(), settings.size()):
        settings.resize(size)
        for number in range(len(PAGES)):
            settings.tabs.setCurrentIndex(number)  # type: ignore[attr-defined]
            QApplication.processEvents()
            found += unnamed(settings) + cut(settings)
    assert found == []


def test_a_screen_reader_is_told_the_row_that_is_selected_in_the_history(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = busy_desk(qtbot, desks, tmp_path, device)
    desk.window._history.open()
    history = came(qtbot, "HistoryWindow")
    view = desk.window._history.window.panel.view  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: (history.look(), view._count() > 0)[1], timeout=WAIT_MS)  # type: ignore[attr-defined]
    results = history.results  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: results.device_name("gate") == "North gate", timeout=WAIT_MS)
    view.select_row(0)
    qtbot.waitUntil(lambda: "Zhang San" in view.accessibleDescription(), timeout=WAIT_MS)
    assert "North gate" in view.accessibleDescription()
    view.select(None)
    assert view.accessibleDescription() == ""


def english() -> set[str]:
    """Return all texts that look otherwise in Chinese; what is as well the name of something here is left out."""
    root = ElementTree.parse(resources() / "translations" / "facemon_zh_CN.ts").getroot()
    return {
        source
        for message in root.iter("message")
        if (source := message.findtext("source")) and message.findtext("translation") != source
    } - {"North gate", "Blacklist"}


def said(window: QWidget) -> set[str]:
    """Return all that a window says."""
    texts = {window.windowTitle()}
    for each in of(window):
        texts |= {each.accessibleName(), each.accessibleDescription(), re.sub("<.*?>", "", each.toolTip())}
        if isinstance(each, QAbstractButton | QLabel | QLineEdit):
            texts.add(each.text())
        if isinstance(each, QLineEdit):
            texts.add(each.placeholderText())
        if isinstance(each, QComboBox):
            texts |= {each.itemText(number) for number in range(each.count())}
        if isinstance(each, QTabBar):
            texts |= {each.tabText(number) for number in range(each.count())}
    return texts


def test_every_control_has_a_name_and_a_role_and_every_open_window_takes_up_another_language_at_once(
    qtbot: QtBot, desks: list[Desk], tmp_path: Path, device: SimulatedDevice
) -> None:
    desk = busy_desk(qtbot, desks, tmp_path, device)
    windows: list[QWidget] = [desk.window]
    for kind, call in beside(desk).items():
        call()
        windows.append(came(qtbot, kind))
        if kind == "ReportWindow":
            qtbot.waitUntil(lambda: desk.window._report.window.shift is not None, timeout=WAIT_MS)  # type: ignore[union-attr]
    assert [control for window in windows for control in unnamed(window)] == []
    assert [words for window in windows for words in cut(window)] == []
    left = english()

    def untold() -> dict[str, set[str]]:
        return {type(window).__name__: said(window) & left for window in windows if said(window) & left}

    assert len(untold()) == len(windows), "each has something to be taken up"
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language.install(app, "zh_CN")
    try:
        _patiently(qtbot, lambda: not untold())
        assert untold() == {}
        assert [words for window in windows for words in cut(window)] == []
    finally:
        language.install(app, "en")


def _patiently(qtbot: QtBot, done: Callable[[], bool]) -> None:
    with contextlib.suppress(qtbot.TimeoutError):  # what is not done then is told by the assertion that follows
        qtbot.waitUntil(done, timeout=5_000)
