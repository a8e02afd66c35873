"""What an event costs the feed, in CPU time, and whether that grows with the rows.

    python -m tests.bench.bench_feed [--events N] [--width W] [--height H]

50 events a second arrive as 5 batches of 10 and, the other way round, one by one; each batch is followed by a turn of
the event loop with its repaint. CPU time of the whole process, decoding threads included, so the numbers stand for a
share of a core. A bare QListView with a delegate that draws the same texts runs beside it as a yardstick.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageFilter
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facemon.event import Category, Event, Group, Person
from facemon.monitor import Arrived
from facemon.ui import theme
from facemon.ui.feed.filter import Filter
from facemon.ui.feed.model import FeedModel
from facemon.ui.feed.panel import FeedPanel

_SHARES = (Category.STAFF,) * 6 + (Category.VISITOR,) * 2 + (Category.STRANGER, Category.NONLIVE)
_NAMES = ("Oluwaseun Adeyemi", "李娜", "Marta Kowalska", "Łukasz Żółć", "张三", "Zoë Müller")


def picture() -> bytes:
    """Return a noisy JPEG of 480x640 that takes about as long to decode as a camera's."""
    noise = Image.effect_noise((480, 640), 60).filter(ImageFilter.GaussianBlur(2)).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    return out.getvalue()


def arrivals(first: int, count: int, jpeg: bytes) -> list[Arrived]:
    """Return events with these arrival numbers."""
    result = []
    for number in range(first, first + count):
        event = Event(
            uuid=f"event-{number}", device_id=f"device-{number % 3}", time_ms=1_795_000_000_000 + number * 20,
            received_ms=0, category=_SHARES[number % 10], passed=number % 10 < 8, score=0.9, temperature=36.5, mode=0,
            person=Person(name=f"{_NAMES[number % 6]} {number % 700}", job_number=str(number % 5000),
                          groups=(Group("1", "Logistics"),)),
            picture=jpeg, picture_size=len(jpeg),
        )  # fmt: skip
        result.append(Arrived(event, number, 0, 0))
    return result


class _PlainModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> str | None:
        return self.rows[-1 - index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    def add(self, batch: list[Arrived]) -> None:
        self.beginInsertRows(QModelIndex(), 0, len(batch) - 1)
        self.rows += [a.happening.person.name for a in batch if isinstance(a.happening, Event) and a.happening.person]
        self.endInsertRows()


class _PlainDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 115)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.fillRect(option.rect.adjusted(0, 0, 0, -8), theme.colour("card"))
        name = str(index.data())
        for line, text in enumerate((name, "Staff", "14:32:07", "Logistics · 10382", "North gate", "0.95", "Granted")):
            painter.setPen(theme.colour("text"))
            painter.drawText(option.rect.adjusted(90, 4 + 14 * line, 0, 0), text)


def plain(rows: int) -> tuple[QWidget, Callable[[list[Arrived]], None]]:
    """Return a bare QListView with `rows` rows, and what adds to it."""
    model = _PlainModel()
    model.rows = ["Nobody"] * rows
    view = QListView()
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setItemDelegate(_PlainDelegate(view))
    view.setModel(model)
    model.setParent(view)
    return view, model.add


def feed(rows: int, jpeg: bytes) -> tuple[QWidget, Callable[[list[Arrived]], None]]:
    """Return the feed with `rows` rows, which is all that it holds, and what adds to it."""
    panel = FeedPanel(held=rows)
    panel.add(arrivals(1, rows, jpeg))
    return panel, panel.add


def cost(
    app: QApplication, widget: QWidget, add: Callable[[list[Arrived]], None], batches: list[list[Arrived]]
) -> float:
    """Return the CPU milliseconds an event, the median over five parts of the run."""
    parts = []
    fifth = max(1, len(batches) // 5)
    for start in range(0, fifth * 5, fifth):
        events = 0
        before = time.process_time()
        for batch in batches[start : start + fifth]:
            add(batch)
            app.processEvents()
            events += len(batch)
        parts.append((time.process_time() - before) * 1000 / events)
    return statistics.median(parts)


def measured(app: QApplication, make: Callable[[], tuple[QWidget, Callable[[list[Arrived]], None]]],
             size: QSize, events: int, batch: int, jpeg: bytes) -> float:  # fmt: skip
    """Return what an event costs one kind of list, in CPU milliseconds."""
    widget, add = make()
    widget.resize(size)
    widget.show()
    for _ in range(20):
        app.processEvents()
    numbers = range(20_001, 20_001 + events, batch)
    result = cost(app, widget, add, [arrivals(number, batch, jpeg) for number in numbers])
    if isinstance(widget, FeedPanel):
        widget.close_threads()
    widget.close()
    widget.deleteLater()
    app.processEvents()
    return result


def older(jpeg: bytes) -> float:
    """Return what a page of 200 older events costs the window's thread at 10,000 rows, in CPU milliseconds."""
    panel = FeedPanel()
    panel.add(arrivals(20_001, 10_000, jpeg))
    times = []
    for first in range(19_801, 9_801, -200):
        page = arrivals(first, 200, b"")
        before = time.thread_time()
        panel.model.add_older(page, [], first=False)
        times.append((time.thread_time() - before) * 1000)
    panel.close_threads()
    return statistics.median(times)


def refilter(rows: int) -> dict[str, float]:
    """Return the wall milliseconds a change of the filter takes at `rows` rows."""
    model = FeedModel(held=rows)
    model.add(arrivals(1, rows, b""))
    hidden = frozenset({Category.STAFF})
    result = {}
    for name, wanted in {
        "text": Filter(text="muller"), "two words": Filter(text="kowalska 31"), "no hit": Filter(text="qqqq"),
        "categories": Filter(hidden), "both": Filter(hidden, "logistics"), "all again": Filter(),
    }.items():  # fmt: skip
        before = time.perf_counter()
        model.set_filter(wanted)
        result[name] = (time.perf_counter() - before) * 1000
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--width", type=int, default=660)
    parser.add_argument("--height", type=int, default=900)
    options = parser.parse_args()
    app = QApplication([])
    theme.apply(app, "dark")
    size = QSize(options.width, options.height)
    jpeg = picture()
    print(f"picture of {len(jpeg):,} bytes, {options.width}x{options.height}, {options.events} events a run")
    for batch in (10, 1):
        print(f"\n50 events/s in batches of {batch}: CPU ms an event (share of a core)")
        for name, make in {
            "feed, no pictures": lambda rows: feed(rows, b""),
            "feed, pictures": lambda rows: feed(rows, jpeg),
            "bare QListView": plain,
        }.items():
            shown = jpeg if name.endswith(", pictures") else b""
            few, many = (
                measured(app, lambda rows=rows, make=make: make(rows), size, options.events, batch, shown)  # type: ignore[misc]
                for rows in (100, 10_000)
            )
            print(f"  {name:18} 100 rows {few:6.2f} ({few * 5:4.1f} %)   10,000 rows {many:6.2f} ({many * 5:4.1f} %)"
                  f"   ratio {many / few:4.2f}")  # fmt: skip
    print(f"\na page of 200 older events at 10,000 rows, ms: {older(b''):.1f}")
    print("refilter at 10,000 rows, ms: " + ", ".join(f"{k} {v:.1f}" for k, v in refilter(10_000).items()))


if __name__ == "__main__":
    main()
