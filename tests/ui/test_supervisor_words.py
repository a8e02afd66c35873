"""What is on record of a supervisor is read in the user's language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from facemon.alarm import Action, Deed
from facemon.monitor.notice import Told
from facemon.ui import language
from facemon.ui.report.deed_words import deed
from facemon.ui.supervisor_words import supervisor_words


@pytest.fixture(autouse=True)
def _no_translation_stays(qapp: QApplication) -> Iterator[None]:
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


@pytest.mark.parametrize(
    ("told", "chinese"),
    [
        (Told(1, "webhook"), "已通过 Webhook 通知主管"),
        (Told(1, "command", "it says that it failed", "code 3"), "未能通过命令通知主管：程序报告失败（code 3）"),
        (
            Told(1, "webhook", "it did not answer in time", "TLS handshake"),
            "未能通过 Webhook 通知主管：对方未及时应答（TLS 握手）",
        ),
        (Told(1, "", "neither a command nor a webhook is set"), "未能通知主管：未设置命令，也未设置 Webhook"),
    ],
)
def test_it_is_the_same_in_both_languages(qapp: QApplication, told: Told, chinese: str) -> None:
    language.install(qapp, "en")
    assert supervisor_words(told.text) == told.text
    language.install(qapp, "zh_CN")
    assert supervisor_words(told.text) == chinese


def test_what_is_not_facemons_own_stays_as_it_is(qapp: QApplication) -> None:
    language.install(qapp, "zh_CN")
    assert supervisor_words("by telephone") == "by telephone"
    assert supervisor_words("") == ""


def test_a_report_says_it_in_its_reader_s_language(qapp: QApplication) -> None:
    language.install(qapp, "zh_CN")
    told = Told(1, "webhook", "it refuses connections", "Connection refused")
    said = deed(Action(1, 0, Deed.SUPERVISOR, "", told.text))
    assert said.endswith("未能通过 Webhook 通知主管：对方拒绝连接（Connection refused）")
