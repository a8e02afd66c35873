"""The chips over the feed: which categories are shown, and how many events each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facemon.event import Category
from facemon.ui import icons, theme, words
from facemon.ui.label import set_tooltip

ORDER = (
    Category.BLACKLIST,
    Category.NONLIVE,
    Category.STRANGER,
    Category.VISITOR,
    Category.STAFF,
    Category.DEVICE,
    Category.UNKNOWN,
)
_SIDE = 11
_GAP = 6
_TINT = 18  # of 255
_SEARCH_WISH = 12  # line heights


class Chip(QAbstractButton):
    """One category, or all of them for None. Checked: its events are shown."""

    only_this = Signal()

    def __init__(self, category: Category | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.category = category
        self.compact = False
        self._count = 0
        self._digits = 1
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: int) -> bool:
        """Show a count; return whether the chip needs more room or less for it."""
        if count == self._count:
            return False
        self._count = count
        digits, self._digits = self._digits, len(QLocale().toString(count))
        self._describe()
        self.update(self._number_place() if digits == self._digits else self.rect())
        return digits != self._digits

    def restyle(self, number: int) -> None:
        """Take up the theme, the font and the language in use; `number` is the key that does the same."""
        self.setFont(theme.font())
        self.setText(words.category(self.category) if self.category else self.tr("All"))
        if self.category is None:
            set_tooltip(self, self.tr("Show every category"))
        else:
            set_tooltip(
                self,
                self.tr("{category}: show or hide (key {number})\nCtrl+click: only this").format(
                    category=self.text(), number=number
                ),
            )
        self._describe()
        self.update()

    def width_for(self, *, compact: bool) -> int:
        """Return how wide the chip is as icon and count, or as word and count."""
        metrics = QFontMetrics(self.font())
        count = theme.SPACE + metrics.horizontalAdvance("0" * self._digits)
        if compact and self.category is not None:
            return theme.target(2 * (_SIDE - 2) + self._icon_size() + count)
        return theme.target(2 * _SIDE + metrics.horizontalAdvance(self.text()) + count)

    def sizeHint(self) -> QSize:
        high = theme.target(QFontMetrics(self.font()).height() + theme.SPACE + 4)
        return QSize(self.width_for(compact=self.compact), high)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.only_this.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = QColor(self._colour() if self.isChecked() else theme.colour("control_hover"))
        ground.setAlpha((_TINT if self.isChecked() else 0) + (24 if self.underMouse() else 0))
        if self._number_place().contains(event.rect()):
            painter.fillRect(event.rect(), ground)
        else:
            self._paint_name(painter, ground)
        painter.setPen(theme.colour("dim"))
        painter.setFont(self.font())
        painter.drawText(self._number_place(), _right(), QLocale().toString(self._count))
        painter.end()

    def _paint_name(self, painter: QPainter, ground: QColor) -> None:
        """Draw all but the number, which changes many times for once that the rest does."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, colour = self.isChecked(), self._colour()
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(ground)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("text"), 2))
        else:
            painter.setPen(QPen(colour if on else theme.colour("border"), 1.2))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        text = theme.colour("text" if on else "dim")
        side = _SIDE
        if self.compact and self.category is not None:
            side, size = _SIDE - 2, self._icon_size()
            ink = colour if on else theme.colour("faint")
            icons.paint(painter, words.category_icon(self.category), ink, side, (self.height() - size) / 2, size)
        else:
            painter.setPen(text)
            painter.drawText(self.rect().adjusted(side, 0, -side, 0), _left(), self.text())

    def _number_place(self) -> QRect:
        """Return where the number is, clear of the chip's edge."""
        metrics = QFontMetrics(self.font())
        side = _SIDE - 2 if self.compact and self.category is not None else _SIDE
        width, height = metrics.horizontalAdvance("0" * self._digits) + 1, metrics.height()
        return QRect(self.width() - side - width, (self.height() - height) // 2, width, height)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("{category}, %n event(s)", "", self._count).format(category=self.text()))

    def _colour(self) -> QColor:
        return theme.category_colour(self.category) if self.category else theme.colour("accent")

    def _icon_size(self) -> int:
        return QFontMetrics(self.font()).height()


@dataclass(frozen=True)
class Arrangement:
    """Where the chips and the search box are, in logical pixels."""

    chips: tuple[QRect, ...]
    search: QRect
    compact: bool
    height: int


def arrange(room: int, words_: list[int], compact: list[int], line: int, search_wish: int) -> Arrangement:
    """Lay chips of these widths and the search box out on `room` pixels.

    On one line with words if that fits, else words above the search box, else icons on one line, else icons wrapped.
    """
    full, small = _together(words_), _together(compact)
    if full + 2 * _GAP + search_wish <= room or full <= room:
        chosen, is_compact = words_, False
    else:
        chosen, is_compact = compact, True
    used = small if is_compact else full
    rects, x, y = [], 0, 0
    for width in chosen:
        if x and x + width > room:
            x, y = 0, y + line + _GAP
        rects.append(QRect(x, y, min(width, room), line))
        x += width + _GAP
    if used + 2 * _GAP + search_wish <= room:
        wide = max(search_wish, min(2 * search_wish, room - used - 2 * _GAP))
        return Arrangement(tuple(rects), QRect(room - wide, 0, wide, line), is_compact, line)
    y += line + _GAP
    return Arrangement(tuple(rects), QRect(0, y, room, line), is_compact, y + line)


class ChipBar(QWidget):
    """The chips and, beside or below them, the search box that it is given."""

    hidden_changed = Signal()

    def __init__(self, search: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._search = search
        search.setParent(self)
        self.all = Chip(None, self)
        self.chips = {category: Chip(category, self) for category in ORDER}
        self.all.clicked.connect(self.show_all)
        for category, chip in self.chips.items():
            chip.clicked.connect(self._clicked)
            chip.only_this.connect(lambda category=category: self.show_only(category))
        self.chips[Category.UNKNOWN].hide()
        previous: QWidget = self.all
        for widget in (*self.chips.values(), search):
            QWidget.setTabOrder(previous, widget)
            previous = widget
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.restyle()

    @property
    def hidden(self) -> frozenset[Category]:
        """The categories that are not shown."""
        return frozenset(category for category, chip in self.chips.items() if not chip.isChecked())

    def set_hidden(self, hidden: frozenset[Category]) -> None:
        """Hide just these categories."""
        if hidden == self.hidden:
            self._show_all_state()
            return
        for category, chip in self.chips.items():
            chip.setChecked(category not in hidden)
        self._show_all_state()
        self.hidden_changed.emit()

    def show_all(self) -> None:
        """Show every category."""
        self.set_hidden(frozenset())

    def show_only(self, category: Category) -> None:
        """Show this category alone."""
        self.set_hidden(frozenset(ORDER) - {category})

    def toggle(self, number: int) -> None:
        """Show or hide the category with this number, counted from 1; 0 shows all."""
        if number == 0:
            self.show_all()
        elif 1 <= number <= len(ORDER) and not self.chips[ORDER[number - 1]].isHidden():
            self.set_hidden(self.hidden ^ {ORDER[number - 1]})

    def set_counts(self, counts: Mapping[Category, int], *, unknown_held: bool) -> None:
        """Show how many events there are of each; the chip for unknown ones only when any are held or it is off."""
        resized = self.all.set_count(sum(counts.values()))
        for category, chip in self.chips.items():
            resized |= chip.set_count(counts.get(category, 0))
        unknown = self.chips[Category.UNKNOWN]
        wanted = unknown_held or not unknown.isChecked()
        if resized or wanted == unknown.isHidden():
            unknown.setVisible(wanted)
            self._arrange()

    def restyle(self) -> None:
        """Take up the theme, the font and the language in use."""
        self.all.restyle(0)
        for number, chip in enumerate(self.chips.values(), 1):
            chip.restyle(number)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme.colour("window"))  # else all below has to be drawn with each number

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _clicked(self) -> None:
        self._show_all_state()
        self.hidden_changed.emit()

    def _show_all_state(self) -> None:
        self.all.setChecked(not self.hidden)

    def _arrange(self) -> None:
        present = [chip for chip in (self.all, *self.chips.values()) if not chip.isHidden()]
        line = max(self.all.sizeHint().height(), self._search.sizeHint().height())
        arranged = arrange(
            max(1, self.width()),
            [chip.width_for(compact=False) for chip in present],
            [chip.width_for(compact=True) for chip in present],
            line,
            _SEARCH_WISH * QFontMetrics(theme.font()).height(),
        )
        for chip, rect in zip(present, arranged.chips, strict=True):
            chip.compact = arranged.compact
            height = chip.sizeHint().height()
            chip.setGeometry(rect.x(), rect.y() + (line - height) // 2, rect.width(), height)
        self._search.setGeometry(arranged.search)
        self.setFixedHeight(arranged.height)


def _together(widths: list[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _left() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _right() -> int:
    return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
