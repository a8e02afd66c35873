"""The bar at the bottom: what today has brought, what else is worth knowing, and a clock that proves it all alive."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facemon.event import Category
from facemon.history.query import Stock
from facemon.ui import icons, theme, words
from facemon.ui.elided import ElidedLabel
from facemon.ui.figures import Figures
from facemon.ui.label import set_tooltip
from facemon.ui.lock_button import LockButton
from facemon.ui.paced import Paced
from facemon.ui.text import clean

if TYPE_CHECKING:
    from facemon.monitor import Arrived

COUNTED = (Category.BLACKLIST, Category.NONLIVE, Category.STRANGER)
_LONGEST = 300
_FORMER = 3  # days
_LEAST_NOTICE = 12  # lines of text: so wide a notice is at least, if it is that long


class StatusBar(QWidget):
    """Counts what happens, by this computer's day: what arrives, and what the history had of today at the start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._started_ms = self._now_ms = _now_ms()
        self._counts: Counter[Category] = Counter()
        self._former: list[tuple[int, Counter[Category]]] = []  # moments of other days, with what was counted then
        self._whole_day = False  # what happened before the start is counted, too
        self._notices: dict[str, str] = {}
        self._stock: tuple[Stock | None, int] = (None, 0)
        self._counted = Paced(self._show_counts, self)
        self.today = Figures(dim=True)
        self.counts = {category: _Count(category) for category in COUNTED}
        self.notice = ElidedLabel(colour="warn", alignment=Qt.AlignmentFlag.AlignRight)
        self.lock = LockButton()
        self.stock = Figures(dim=True)
        self.clock = Figures(dim=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 0, 2 * theme.SPACE, 0)
        layout.setSpacing(2 * theme.SPACE)
        layout.addWidget(self.today)
        for count in self.counts.values():
            layout.addWidget(count)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.lock)
        layout.addWidget(self.stock)
        layout.addWidget(self.clock)
        self.retranslate()
        self.restyle()

    def count(self, arrivals: Iterable[Arrived]) -> None:
        """Add new events to today's."""
        self._turn_of_day(_now_ms())
        for arrived in arrivals:
            if words.same_day(arrived.happening.at_ms, self._now_ms):
                self._counts[arrived.happening.category] += 1
        self._counted.ask()

    def add_earlier(self, counts: Mapping[Category, int]) -> None:
        """Add what happened today before the program was started."""
        self._whole_day = True
        if words.same_day(self._started_ms, self._now_ms):
            self._counts.update(counts)
        self._show_counts()

    def tick(self, now_ms: int | None = None) -> None:
        """Show the time (Unix milliseconds; now, if none is given). The window calls it each second."""
        self._turn_of_day(_now_ms() if now_ms is None else now_ms)
        self.clock.setText(words.time(self._now_ms))

    def set_notice(self, key: str, text: str) -> None:
        """Show a notice until another takes its key, or an empty text takes it away."""
        if text:
            self._notices[key] = clean(text, _LONGEST)
        else:
            self._notices.pop(key, None)
        self.notice.set_text("   ".join(self._notices.values()))
        self._make_room()

    def set_stock(self, stock: Stock | None, keep_days: int) -> None:
        """Show how much is kept and for how long; None: that is not known."""
        self._stock = stock, keep_days
        if stock is None:
            self.stock.setText("")
            self._make_room()
            return
        stored = self.tr("Stored: %Ln event(s)", "", stock.events)
        size = QLocale().formattedDataSize(stock.bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        self.stock.setText(words.joined(stored, size, self.tr("%Ln day(s) kept", "", keep_days)))
        self._make_room()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.today.restyle()
        self.stock.restyle()
        self.clock.restyle()
        self.notice.restyle()
        self.lock.restyle()
        for count in self.counts.values():
            count.restyle()
        self._make_room()
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.clock.setAccessibleName(self.tr("Clock"))
        for count in self.counts.values():
            count.restyle()
        self._show_counts()
        self.set_stock(*self._stock)
        self.tick(self._now_ms)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(600, self.fontMetrics().height() + round(1.5 * theme.SPACE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("bar"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, 0, self.width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out how much is kept where there is no room for it beside a notice and the time."""
        shown = [self.today, *self.counts.values(), self.stock, self.clock]
        if not self.lock.isHidden():
            shown.append(self.lock)
        wish = sum(part.sizeHint().width() for part in shown) + (len(shown) + 2) * 2 * theme.SPACE
        notice = min(self.notice.sizeHint().width(), _LEAST_NOTICE * self.fontMetrics().height())
        self.stock.setVisible(wish + (notice if self._notices else 0) <= self.width())

    def _turn_of_day(self, now_ms: int) -> None:
        if not words.same_day(now_ms, self._now_ms):
            # A clock that was set a day ahead and back again leaves the day with what it had.
            self._former = [(self._now_ms, self._counts), *self._former][:_FORMER]
            self._counts = next((had for ms, had in self._former if words.same_day(ms, now_ms)), Counter())
            self._now_ms = now_ms
            self._show_counts()
        self._now_ms = now_ms

    def _show_counts(self) -> None:
        self.today.setText(self.tr("Today %Ln event(s)", "", self._counts.total()))
        whole_day = self._whole_day or not words.same_day(self._started_ms, self._now_ms)
        since = "" if whole_day else self.tr("Counted since {time}, when the program was started")
        set_tooltip(self.today, since.format(time=words.time(self._started_ms)))
        for category, count in self.counts.items():
            count.show_number(self._counts[category])


class _Count(QWidget):
    """A category's icon and its number."""

    def __init__(self, category: Category) -> None:
        super().__init__()
        self._category = category
        self.number = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_number(self, number: int) -> None:
        """Show this number."""
        if number == self.number and self.accessibleName():
            return
        before, self.number = self._text, number
        self._say()
        if len(self._text) != len(before):
            self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self._say()
        self.updateGeometry()
        self.update()

    def _say(self) -> None:
        told = f"{words.category(self._category)}: {QLocale().toString(self.number)}"
        self.setAccessibleName(told)
        set_tooltip(self, told)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        number = metrics.horizontalAdvance("0" * len(self._text))  # so that a number may grow in its place
        return QSize(metrics.ascent() + theme.SPACE // 2 + number + 2, metrics.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self.fontMetrics().ascent()
        # Grey while there is none: colour is for what has happened.
        ink = theme.category_colour(self._category) if self.number else theme.colour("faint")
        icons.paint(painter, words.category_icon(self._category), ink, 0, (self.height() - size) / 2, size)
        painter.setPen(theme.colour("dim"))
        painter.drawText(
            self.rect().adjusted(size + theme.SPACE // 2, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._text
        )

    @property
    def _text(self) -> str:
        return QLocale().toString(self.number)


def _now_ms() -> int:
    return round(time.time() * 1000)
