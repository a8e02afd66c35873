"""The language of the window follows the setting or the system, at once and whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facemon.ui import language

TEXTS = {
    "en": """<message numerus="yes"><source>%n event(s)</source><translation>
        <numerusform>%n event</numerusform><numerusform>%n events</numerusform></translation></message>""",
    "zh_CN": """<message><source>Settings</source><translation>设置</translation></message>
        <message numerus="yes"><source>%n event(s)</source><translation>
        <numerusform>%n 个事件</numerusform></translation></message>""",
}


class Sample(QWidget):
    """A window that says one thing, in the language that is on."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)
        self.write()

    def write(self) -> None:
        self.label.setText(self.tr("Settings"))

    def count(self, number: int) -> str:
        return self.tr("%n event(s)", "", number)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.write()


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """The application, with translations of `Sample` in place of facemon's."""
    folder = tmp_path / "translations"
    folder.mkdir()
    lrelease = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    for name, messages in TEXTS.items():
        source = folder / f"facemon_{name}.ts"
        source.write_text(
            f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="{name}">'
            f"<context><name>Sample</name>{messages}</context></TS>",
            encoding="utf-8",
        )
        subprocess.run([lrelease, "-silent", source], check=True)
    monkeypatch.setattr(language, "resources", lambda: tmp_path)
    before = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("setting", "reads", "shown"),
    [
        ("auto", ["zh-Hans-CN", "zh-CN", "zh", "en-US"], "zh_CN"),
        ("auto", ["zh_TW"], "zh_CN"),
        ("auto", ["en-GB", "en", "zh-CN"], "en"),
        ("auto", ["de-DE", "de", "zh-CN"], "zh_CN"),
        ("auto", ["de-DE"], "en"),
        ("auto", ["C"], "en"),
        ("auto", [], "en"),
        ("en", ["zh-CN"], "en"),
        ("zh_CN", ["en-US"], "zh_CN"),
    ],
)
def test_the_setting_decides_and_auto_asks_the_system(setting: str, reads: list[str], shown: str) -> None:
    assert language.chosen(setting, reads) == shown


def test_an_open_window_changes_its_language_at_once(app: QApplication, qtbot: QtBot) -> None:
    language.install(app, "en")
    window = Sample()
    qtbot.addWidget(window)
    window.show()
    assert window.label.text() == "Settings"

    language.install(app, "zh_CN")
    qtbot.waitUntil(lambda: window.label.text() == "设置")

    language.install(app, "en")
    qtbot.waitUntil(lambda: window.label.text() == "Settings")


def test_numbers_have_their_singular_and_plural(app: QApplication, qtbot: QtBot) -> None:
    window = Sample()
    qtbot.addWidget(window)
    language.install(app, "en")
    assert [window.count(number) for number in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    language.install(app, "zh_CN")
    assert [window.count(number) for number in (1, 2)] == ["1 个事件", "2 个事件"]


def test_the_words_of_qt_itself_are_chinese_too(app: QApplication) -> None:
    language.install(app, "zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    language.install(app, "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_dates_and_numbers_speak_the_language_shown(app: QApplication) -> None:
    for setting, expected in (("zh_CN", QLocale.Language.Chinese), ("en", QLocale.Language.English)):
        language.install(app, setting)
        assert QLocale().language() == expected


def test_changing_often_leaves_no_translator_behind(app: QApplication, qtbot: QtBot) -> None:
    for _ in range(20):
        language.install(app, "zh_CN")
        language.install(app, "en")
    qtbot.waitUntil(lambda: len(app.findChildren(QTranslator)) == 1)


def test_a_missing_translation_leaves_english_and_says_so(
    app: QApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    (tmp_path / "translations" / "facemon_zh_CN.qm").unlink()
    language.install(app, "zh_CN")
    window = Sample()
    qtbot.addWidget(window)
    assert window.label.text() == "Settings"
    assert "facemon_zh_CN.qm" in caplog.text
