"""Names stand in the order of the language in use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from facemon.ui.collation import by_name
from facemon.ui.settings.device_list import Row
from facemon.ui.settings.device_order import Order, arranged


@pytest.fixture(autouse=True)
def _locale() -> Iterator[None]:
    usual = QLocale()
    yield
    QLocale.setDefault(usual)


def test_chinese_names_are_sorted_by_their_pinyin_in_chinese() -> None:
    QLocale.setDefault(QLocale("zh_CN"))
    assert sorted(["张三", "南门", "李四", "北门", "东门"], key=by_name()) == ["北门", "东门", "李四", "南门", "张三"]


def test_names_with_numbers_and_capitals_are_sorted_as_people_do() -> None:
    QLocale.setDefault(QLocale("en"))
    assert sorted(["Gate 10", "Zoo", "gate 9", "Ärger"], key=by_name()) == ["Ärger", "gate 9", "Gate 10", "Zoo"]


def test_the_devices_of_the_settings_are_sorted_in_the_language_too() -> None:
    QLocale.setDefault(QLocale("zh_CN"))
    rows = [Row(key=name, name=name, address="", state="", icon="live", colour="text") for name in "张李北"]
    assert [row.name for row in arranged(rows, Order.NAME, key=by_name())] == ["北", "李", "张"]
