"""What comes fast is drawn together: a face makes no frame of its own where the next event brings one anyway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from feed_arrivals import arrivals
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facemon.ui import theme
from facemon.ui.feed.panel import FeedPanel


class Paints(QObject):
    """Counts how often a widget is painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[FeedPanel]:
    theme.apply(qapp, "dark")
    panel = FeedPanel()
    panel.resize(660, 700)
    panel.add(arrivals(1, 30))
    panel.show()
    qapp.processEvents()
    yield panel
    assert panel.close_threads()
    panel.close()
    panel.deleteLater()
    qapp.processEvents()


def calm(panel: FeedPanel, qtbot: QtBot) -> Paints:
    """Wait until nothing more comes, and count from then on."""
    qtbot.waitUntil(lambda: not panel.view._faces_due.isActive())
    QApplication.processEvents()
    paints = Paints(panel)
    panel.view.viewport().installEventFilter(paints)
    return paints


def test_a_face_is_shown_though_no_other_event_comes(panel: FeedPanel, qtbot: QtBot) -> None:
    paints = calm(panel, qtbot)
    panel.add(arrivals(31, 1, picture=b"broken"))
    QApplication.processEvents()
    assert paints.count == 1
    qtbot.waitUntil(lambda: paints.count == 2)
    assert panel.view._thumbnails.get(31) is not None


def test_a_face_that_comes_before_the_next_event_is_drawn_with_it(panel: FeedPanel, qtbot: QtBot) -> None:
    paints = calm(panel, qtbot)
    panel.view._thumbnails.ready.emit()
    panel.add(arrivals(31, 1))
    QApplication.processEvents()
    assert paints.count == 1
    assert not panel.view._faces_due.isActive()


def faces_of(panel: FeedPanel, first: int, last: int) -> set[int]:
    """Return which of these events have a face that has been decoded."""
    return {number for number in range(first, last + 1) if panel.view._thumbnails.get(number) is not None}


def test_of_many_that_come_together_nobodys_face_is_decoded_who_is_out_of_sight(panel: FeedPanel, qtbot: QtBot) -> None:
    calm(panel, qtbot)
    for first in (31, 61, 91):
        panel.add(arrivals(first, 30, picture=b"broken"))
        QApplication.processEvents()
    in_sight = set(panel.view.painted_numbers)
    qtbot.waitUntil(lambda: in_sight <= faces_of(panel, 31, 120))
    panel.view.viewport().repaint()
    assert faces_of(panel, 91, 120) == in_sight


def test_once_it_is_calm_the_faces_below_are_decoded_before_anybody_scrolls_there(
    panel: FeedPanel, qtbot: QtBot
) -> None:
    calm(panel, qtbot)
    panel.add(arrivals(31, 30, picture=b"broken"))
    QApplication.processEvents()
    panel.add(arrivals(61, 1, picture=b"broken"))
    qtbot.waitUntil(lambda: len(faces_of(panel, 31, 61)) > len(panel.view.painted_numbers) + 1)
