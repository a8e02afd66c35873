"""Everything about the selected event: its picture at full size, every field in words, the message as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facemon.limit import Limit
from facemon.ui import icons, theme, words
from facemon.ui.background import Background
from facemon.ui.badge import Badge
from facemon.ui.compared import ComparedPictures
from facemon.ui.fields import Field, as_text, fields
from facemon.ui.fields_view import FieldsView
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.gap_detail import GapDetail
from facemon.ui.label import PlainLabel
from facemon.ui.lock import Guard, unguarded
from facemon.ui.picture_saving import PictureSaving
from facemon.ui.privacy.blurring import Blurring
from facemon.ui.raw_view import RawView
from facemon.ui.told import Told

if TYPE_CHECKING:
    from facemon.event import Gap, Happening
    from facemon.history.query import Answer
    from facemon.monitor import Arrived
    from facemon.monitor.enrolled import Photo
    from facemon.ui.fields import Named

_WIDTH = 340
_NARROWEST = 240
_PICTURE_SHARE = (0.4, 0.56)  # of the panel's height, at least and at most
_BESIDES = 21  # lines of text: below the picture the first fields have to be seen without scrolling
_LOW = 18  # lines of text: in a lower panel nothing could be read above buttons that stand still
_LONGEST_WORD = 12  # characters that fit beside the badge in the narrowest panel


class DetailPanel(QWidget):
    """Shows one event or one gap; a calm hint while none is selected.

    Args:
        more: what else can be done with the event, shown above the buttons.
        blurring: knows which pictures are blurred; None: none.
    """

    open_door = Signal()  # of the device at which the event happened
    event_shown = Signal()  # `shown` is another, or more is known of it

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        more: QWidget | None = None,
        guard: Guard = unguarded,
        blurring: Blurring | None = None,
    ) -> None:
        super().__init__(parent)
        self._blurring = blurring or Blurring(parent=self)
        self._blurring.changed.connect(self._show_blurring)
        self._more = more
        self._arrived: Arrived | None = None
        self._device: Named | None = None
        self._answer: Answer | None = None
        self._picture: bytes | None = None
        self._coming = False
        self._fields: tuple[Field, ...] = ()
        self._background = Background(self)

        self._title = PlainLabel(bold=True, size=1.15)
        wrap(self._title)
        self._badge = Badge()
        self.pictures = ComparedPictures()
        self.pictures.reveal.connect(self.reveal_picture)
        self.snapshot, self.enrolled = self.pictures.snapshot, self.pictures.enrolled
        self.fields_view = FieldsView()
        self._scroll = QScrollArea()
        self.raw = RawView(self._background)
        self.raw.unfolded.connect(lambda: self._scroll.ensureWidgetVisible(self.raw.text))
        self.save_button = QPushButton()
        self.save_button.clicked.connect(self.save_picture)
        self.door_button = QPushButton()
        self.door_button.clicked.connect(lambda: self.open_door.emit())
        self.door_button.hide()
        self.copy_button = QPushButton()
        self.copy_button.clicked.connect(self.copy)
        self.told = Told()
        self.saving = PictureSaving(self, guard, self._background, self.told)
        self._hint = PlainLabel(dim=True)
        wrap(self._hint)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._hint_icon = _HintIcon()
        self.gap = GapDetail()
        self._pages = QStackedWidget()
        self._lay_out()
        self.retranslate()
        self.restyle()

    def show_event(
        self,
        arrived: Arrived | None,
        picture: bytes | None,
        device: Named | None,
        answer: Answer | None = None,
        *,
        coming: bool = False,
    ) -> None:
        """Show an event with its picture as received, and who has acknowledged it; None for nothing selected.

        Without `picture` the event says whether none was sent or it has been given up to make room; or that it is
        being looked for, when it is still `coming`. The same event may be shown again when more is known of it.
        """
        another = self._arrived is None or arrived is None or arrived.number != self._arrived.number
        self._arrived, self._device, self._answer, self._coming = arrived, device, answer, coming
        self._pages.setCurrentIndex(0 if arrived is None else 1)
        if another:
            self.told.tell("")
            self._scroll.verticalScrollBar().setValue(0)
        self.raw.show_message(None if arrived is None else arrived.happening, folded=another)
        if another or picture != self._picture or self._picture is None:
            self._picture = picture or None
            self._show_blurring()  # first: nothing sharper may be decoded
            self.pictures.show_snapshot(self._picture, self._missing())
        if another:
            self.show_enrolled(None)
        self._show_blurring()
        self._show_texts()
        self.event_shown.emit()

    @property
    def shown(self) -> tuple[Happening | None, bytes | None]:
        """The event being shown, and its picture as received, as far as it is known and may be seen."""
        happening = self._arrived.happening if self._arrived is not None else None
        return happening, None if self.pictures.blurred else self._picture

    def show_enrolled(self, photo: Photo | None) -> None:
        """Show beside the snapshot with which photo the person is enrolled; None for nobody in particular."""
        self.pictures.show_photo(photo)

    def reveal_picture(self) -> None:
        """Show the pictures for a moment, if they are blurred."""
        if self._arrived is not None and self.pictures.blurred:
            self._blurring.reveal(self._arrived.number)

    def offer_door(self, *, offered: bool, possible: bool) -> None:
        """Offer to open the door of the device at which the event happened, now if that is possible."""
        self.door_button.setVisible(offered)
        self.door_button.setEnabled(possible)

    def show_gap(self, gap: Gap, device_name: str) -> None:
        """Show a gap of the device with this name."""
        self.show_event(None, None, None)
        self.gap.show_gap(gap, device_name)
        self._pages.setCurrentWidget(self.gap)

    def save_picture(self) -> None:
        """Ask where to, and save the picture as it was received."""
        if self.pictures.blurred and self._picture is not None:
            self.told.tell(self.tr("The picture is blurred: show it first (V)."))
        elif self._arrived is not None and self._picture is not None:
            self.saving.ask(self._savable)

    def _savable(self) -> tuple[Happening, bytes, str] | None:
        if self._arrived is None or self._picture is None:
            return None
        happening = self._arrived.happening
        return happening, self._picture, self._device.name if self._device else happening.device_id

    def copy(self) -> None:
        """Put what is selected in the fields, else all of them, on the clipboard as plain text."""
        if self._pages.currentWidget() is self.gap:
            self.gap.copy()
        if self._arrived is None:
            return
        selected = self.fields_view.selected_text()
        text = selected or as_text(words.title(self._arrived.happening), self._fields)
        QGuiApplication.clipboard().setText(text)
        self.told.tell(self.tr("Copied"))

    def close_threads(self, timeout: float = 1.0) -> None:
        """End what goes on away from the window's thread; a picture being written has `timeout` seconds to be whole."""
        limit = Limit(timeout)
        self._background.end()
        self.pictures.close_threads(limit.left())
        self._background.close(limit.left())

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for label in (self._title, self.told, self._hint):
            label.restyle()
        for part in (self._badge, self.pictures, self.fields_view, self.raw, self.gap):
            part.restyle()
        give_icon(self.save_button, "save", theme.theme().text)
        give_icon(self.copy_button, "copy", theme.theme().text)
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setAccessibleName(self.tr("Details"))
        self.pictures.retranslate()
        self.fields_view.setAccessibleName(self.tr("All fields"))
        self.raw.retranslate()
        self.door_button.setText(self.tr("Open door…"))
        self.save_button.setText(self.tr("Save picture…"))
        self.copy_button.setText(self.tr("Copy"))
        self._hint.setText(self.tr("Select an event to see its picture and all that is known about it."))
        if self._picture is None:
            self.pictures.show_snapshot(None, self._missing())
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(max(_WIDTH, self.minimumSizeHint().width()), 600)

    def minimumSizeHint(self) -> QSize:
        # No less than the buttons need, at any font size, scrolled or not.
        buttons = self._foot.minimumSizeHint().width()
        if self._column.indexOf(self._foot) >= 0:
            buttons += 4 * theme.SPACE + self._scroll.verticalScrollBar().sizeHint().width()
        return QSize(max(_NARROWEST, super().minimumSizeHint().width(), buttons), 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height, line = self.height(), self.fontMetrics().height()
        least, most = (round(height * share) for share in _PICTURE_SHARE)
        self.pictures.set_most_height(max(120, min(most, max(least, height - _BESIDES * line))))
        self._place_foot(low=height < _LOW * line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("panel"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(self.pictures)
        column.addSpacing(theme.SPACE)
        column.addWidget(self.fields_view)
        column.addWidget(self.raw)
        column.addStretch(1)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, though not always to be seen: a bar that comes and goes changes the width, the width the height
        # of the picture and the fields, and that whether there is a bar, without end.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        foot_door = QHBoxLayout()
        foot_door.addWidget(self.door_button)
        foot_door.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        self._foot = QWidget()
        self._foot_rows = foot = QVBoxLayout(self._foot)
        foot.addWidget(self.told)
        if self._more is not None:
            foot.addWidget(self._more)
        foot.addLayout(foot_door)
        foot.addLayout(buttons)
        foot.setSpacing(theme.SPACE)
        event_page = QWidget()
        page = QVBoxLayout(event_page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._scroll, 1)
        self._column, self._page = column, page
        self._place_foot(low=False)
        hint_page = QWidget()
        middle = QVBoxLayout(hint_page)
        middle.setContentsMargins(4 * theme.SPACE, 0, 4 * theme.SPACE, 0)
        middle.addStretch(2)
        middle.addWidget(self._hint_icon, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addSpacing(theme.SPACE)
        middle.addWidget(self._hint)
        middle.addStretch(3)
        self._pages.addWidget(hint_page)
        self._pages.addWidget(event_page)
        self._pages.addWidget(self.gap)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _place_foot(self, *, low: bool) -> None:
        """Have the buttons stand still below all that is scrolled, or be scrolled with it in a `low` panel."""
        into = self._column if low else self._page
        if into.indexOf(self._foot) < 0:
            side = 0 if low else 2 * theme.SPACE
            self._foot_rows.setContentsMargins(side, 0 if low else theme.SPACE, side, side)
            into.addWidget(self._foot)
            self.updateGeometry()

    def _show_texts(self) -> None:
        if self._arrived is None:
            self._fields = ()
            return
        happening = self._arrived.happening
        self._title.setText(_breakable(words.title(happening)))
        self._badge.set_category(happening.category)
        self._fields = fields(happening, self._device, self._answer)
        self.fields_view.set_fields(self._fields)

    def _show_blurring(self) -> None:
        shown = self._arrived
        blurred = shown is not None and self._blurring.is_blurred(shown.number, shown.happening.category)
        self.pictures.set_blurred(blurred=blurred)
        self.save_button.setEnabled(self._picture is not None and not blurred)

    def _missing(self) -> str:
        if self._coming:
            return self.tr("The picture is being looked for in the history…")
        if self._arrived is not None and self._arrived.happening.picture_size:
            return self.tr("The picture is no longer kept.")
        return self.tr("The device sent no picture.")


def _breakable(text: str) -> str:
    # A label breaks lines between words only, and would widen the panel for one endless word.
    def broken(word: str) -> str:
        return "\u200b".join(word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD))

    return " ".join(map(broken, text.split(" ")))


class _HintIcon(QWidget):
    """The silhouette above the hint."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(64, 64)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), "silhouette", theme.colour("border"), 0, 0, self.width())
