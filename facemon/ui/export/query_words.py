"""What a query asks for, in words: on the dialog that exports it, and in the report that stands for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from facemon.event import Category
from facemon.history.query import Query
from facemon.ui import words
from facemon.ui.collation import by_name
from facemon.ui.text import clean


def query_lines(query: Query, device_names: Mapping[str, str], person_name: str = "") -> list[tuple[str, str]]:
    """Return what is asked for, and how: pairs of a label and its value.

    Args:
        query: what is asked for.
        device_names: by device id; one that is not in it goes by its id.
        person_name: of the person in the query, where there is one.
    """
    translate = QCoreApplication.translate
    lines = [
        (translate("Query", "Time"), _time(query)),
        (translate("Query", "Categories"), _categories(query)),
        (translate("Query", "Devices"), _devices(query, device_names)),
    ]
    if query.text.strip():
        lines.append((translate("Query", "Search"), clean(query.text.strip())))
    if query.person is not None:
        lines.append((translate("Query", "Person"), clean(person_name) or translate("Query", "without a name")))
    if query.group is not None:
        lines.append((translate("Query", "Group"), clean(query.group)))
    if query.passed is not None:
        lines.append((translate("Query", "Access"), words.access(query.passed)))
    if query.acknowledged is not None:
        answered = translate("Query", "acknowledged")
        open_ = translate("Query", "still to be acknowledged")
        lines.append((translate("Query", "Alarms"), answered if query.acknowledged else open_))
    return lines


def _time(query: Query) -> str:
    translate = QCoreApplication.translate
    begin = "" if query.from_ms is None else words.date_time(query.from_ms)
    end = "" if query.to_ms is None else words.date_time(query.to_ms)
    if begin and end:
        return translate("Query", "from {begin} until {end}").format(begin=begin, end=end)
    if begin:
        return translate("Query", "from {begin} on").format(begin=begin)
    if end:
        return translate("Query", "until {end}").format(end=end)
    return translate("Query", "all that is kept")


def _categories(query: Query) -> str:
    if query.categories is None:
        return QCoreApplication.translate("Query", "all", "categories")
    return words.listed(words.category(kind) for kind in Category if kind in query.categories)


def _devices(query: Query, names: Mapping[str, str]) -> str:
    if query.devices is None:
        return QCoreApplication.translate("Query", "all", "devices")
    return words.listed(sorted((clean(names.get(id_) or id_, 100) for id_ in query.devices), key=by_name()))
