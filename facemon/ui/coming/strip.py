"""The most pressing alarm on a narrow strip above a dialog that keeps the window from being used.

Qt lets a modal dialog block every window but those that belong to it (QGuiApplication::isWindowBlocked looks for a
parent or transient parent). So the strip is a window of its own that is made to belong to whichever dialog is in front,
and answers as the lane does.
"""

from __future__ import annotations

import contextlib
import time

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from facemon.alarm import Alarm, Priority
from facemon.ui import icons, theme, words
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.alarms.standing import Standing
from facemon.ui.coming import alarm_words
from facemon.ui.coming.abilities import raise_window
from facemon.ui.elided import ElidedLabel
from facemon.ui.keys import sequences
from facemon.ui.label import PlainLabel
from facemon.ui.text import clean

_ICON = 24
_BAND = 5  # pixels of the priority's colour along its lower edge
_WIDTH = 1000  # pixels, where the texts need no more
_FROM_TOP = 12  # pixels: below the red frame
_LONGEST_NOTE = 500
_SHORT = 20  # characters of what is taken back
_AGE_MS = 1000


class AlarmStrip(QWidget):
    """Shows one alarm, and how many more wait. Takes no keyboard by itself: `take_keyboard` gives it."""

    acknowledge = Signal(object, str)  # an Alarm as it was shown when the hand began to move; a note, or nothing
    look = Signal(object)  # likewise
    undo = Signal(object)  # an Alarm that was answered here

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.alarm: Alarm | None = None
        self._standing = Standing()
        self._device = ""
        self._more = 0
        self._note_required = False
        self._answered: Alarm | None = None
        self._kind = PlainLabel(bold=True)
        self._who = ElidedLabel(bold=True, size=1.1)
        self._where = ElidedLabel()
        self._age = PlainLabel(bold=True)
        self._others = PlainLabel(dim=True)
        self._key = PlainLabel(sequences("strip")[0], dim=True)  # what lets a guard without a mouse answer
        self._note = QLineEdit()
        self._note.setMaxLength(_LONGEST_NOTE)
        self._note.textChanged.connect(self._note_changed)
        self._note.returnPressed.connect(self._answer_now)
        self._looking = QPushButton()
        self._looking.clicked.connect(self._look_now)
        self._undo = QPushButton()
        self._undo.clicked.connect(self._undo_now)
        self._answer = QPushButton()
        self._answer.setProperty("danger", True)
        for touched in (self._looking, self._undo, self._answer):
            touched.setProperty("touch", True)
        self._answer.clicked.connect(self._answer_now)
        said = QHBoxLayout()
        said.addWidget(self._kind)
        said.addWidget(self._who, 3)
        said.addWidget(self._where, 2)
        said.addWidget(self._age)
        said.addWidget(self._others)
        answers = QHBoxLayout()
        answers.addWidget(self._note, 1)
        answers.addStretch()
        answers.addWidget(self._undo)
        answers.addWidget(self._key)
        answers.addWidget(self._looking)
        answers.addWidget(self._answer)
        for part in (said, answers):
            part.setSpacing(2 * theme.SPACE)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(
            2 * theme.SPACE + _ICON + theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE + _BAND
        )
        self._rows.setSpacing(2 * theme.SPACE)
        self._rows.addLayout(said, 3)
        self._rows.addLayout(answers, 1)
        self._ageing = QTimer(self, interval=_AGE_MS)
        self._ageing.timeout.connect(self._grow_old)
        self.restyle()

    def show_alarm(
        self, alarm: Alarm, device_name: str, more: int, *, note_required: bool = False, answered: Alarm | None = None
    ) -> None:
        """Be there with this alarm, and with how many `more` wait behind it.

        Args:
            note_required: it cannot be answered without a note.
            answered: one that can be taken back still; it may be the same, when no other is there.
        """
        shown = self.alarm, self._device, self._more, self._note_required, self._answered
        self._standing.show({alarm_key(alarm.id): (0, (alarm,))}, time.monotonic())
        if shown == (alarm, device_name, more, note_required, answered) and self.isVisible():
            return
        other = self.alarm is None or alarm.id != self.alarm.id
        self.alarm, self._device, self._more = alarm, device_name, more
        self._note_required, self._answered = note_required and alarm.owed, answered
        if other:
            self._note.clear()
        self.restyle()
        self.follow()
        if not self.isVisible():
            self.show()
            self._ageing.start()
        raise_window(self)
        if other:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def disappear(self) -> None:
        """Be there no longer."""
        self._ageing.stop()
        self.alarm = None
        self._standing.show({}, time.monotonic())
        self.hide()
        self._give_back()

    def follow(self) -> None:
        """Belong to the dialog that is in front now, and be at the top of its screen."""
        self.winId()  # so that there is a window that can belong to one
        handle = self.windowHandle()
        modal = QGuiApplication.modalWindow()
        if handle is None or modal is handle:
            return
        if handle.transientParent() is not modal:
            handle.setTransientParent(modal)  # type: ignore[arg-type]  # None, too
        place = (modal.screen() if modal is not None else self.screen()).availableGeometry()
        # Side by side where that fits the screen with every text whole, a note's too, else one below the other.
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight)
        if self._note_required or self._wish() > place.width():
            self._rows.setDirection(QBoxLayout.Direction.TopToBottom)
        width = min(place.width(), max(_WIDTH, self._wish()))
        left = place.x() + (place.width() - width) // 2
        self.setGeometry(left, place.y() + _FROM_TOP, width, self.sizeHint().height())

    def take_keyboard(self) -> None:
        """Give the keyboard to the strip's first button, or its note; Esc gives it back."""
        if not self.isVisible():
            return
        self.activateWindow()
        (self._note if self._note_required else self._answer).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restyle(self) -> None:
        """Take up the theme, font and language in use."""
        for part in (self._kind, self._who, self._where, self._age, self._others, self._key):
            part.restyle()
        self._answer.setText(self.tr("Acknowledge"))
        self._looking.setText(self.tr("Looking into it"))
        self._note.setPlaceholderText(self.tr("Note, which this alarm demands"))
        self._note.setAccessibleName(self._note.placeholderText())
        self._fill()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QLineEdit):
            button = self.focusWidget()
            if isinstance(button, QPushButton):
                button.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowBlocked:
            QTimer.singleShot(0, self, self.follow)  # a further dialog is in front of the one it belongs to
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = theme.priority_colour(self.alarm.priority if self.alarm else Priority.HIGH)
        if self.alarm is not None and not self.alarm.owed:
            colour = theme.colour("good")
        tint = QColor(colour)
        tint.setAlpha(46)
        painter.fillRect(self.rect(), theme.colour("bar"))
        painter.fillRect(self.rect(), tint)
        painter.fillRect(QRectF(0, self.height() - _BAND, self.width(), _BAND), colour)
        if self.alarm is not None:
            middle = (self.height() - _BAND - _ICON) / 2
            icon = words.kind_icon(self.alarm.rule) if self.alarm.owed else "check"
            icons.paint(painter, icon, colour, 2 * theme.SPACE, middle, _ICON)

    def _wish(self) -> int:
        """Return how wide it has to be for every text to be whole."""
        long = sum(part.sizeHint().width() for part in (self._who, self._where) if not part.isHidden())
        return self.sizeHint().width() + 2 * long  # they share what is left in unequal parts

    def _fill(self) -> None:
        alarm = self.alarm
        self._note.setVisible(self._note_required)
        self._note_changed()
        owed = alarm is None or alarm.owed
        for part in (self._age, self._looking, self._answer):
            part.setVisible(owed)
        self._undo.setVisible(self._answered is not None)
        if alarm is None:
            return
        who, kind = alarm_words.who(alarm), alarm_words.kind(alarm)
        times = alarm_words.times(alarm)
        self._kind.setText(words.joined("" if owed else self.tr("Acknowledged"), kind, times))
        self._who.set_text(who)
        self._who.setVisible(bool(who))
        self._where.set_text(alarm_words.where(self._device))
        self._others.setText(self.tr("%n more", "", self._more) if self._more else "")
        self._others.setVisible(bool(self._more))
        self._grow_old()
        if self._answered is not None:
            other = self._answered.id != alarm.id
            short = clean(alarm_words.who(self._answered) or alarm_words.kind(self._answered), _SHORT)
            short = short.replace("&", "&&")  # a single one is a button's way to name a key
            self._undo.setText(self.tr("Undo: {what}").format(what=short) if other else self.tr("Undo"))
            what = words.joined(alarm_words.kind(self._answered), alarm_words.who(self._answered))
            self._undo.setAccessibleName(self.tr("Undo the acknowledgement: {what}").format(what=what))
        self.setAccessibleName(
            words.listed([alarm_text.priority(alarm.priority), kind, times, who, alarm_words.where(self._device)])
        )
        self.setWindowTitle(f"facemon · {alarm_text.priority(alarm.priority)}")

    def _grow_old(self) -> None:
        if self.alarm is not None:
            self._age.setText(alarm_text.age(self.alarm.since_ms, round(time.time() * 1000)))

    def _note_changed(self) -> None:
        self._answer.setEnabled(not self._note_required or bool(self._note.text().strip()))

    def _answer_now(self) -> None:
        note = self._note.text().strip() if self._note_required else ""
        for alarm in self._meant() if self._answer.isEnabled() else ():
            self.acknowledge.emit(alarm, note)

    def _undo_now(self) -> None:
        if self._answered is not None:
            self.undo.emit(self._answered)

    def _look_now(self) -> None:
        for alarm in self._meant():
            self.look.emit(alarm)

    def _meant(self) -> tuple[Alarm, ...]:
        """Return the alarm as it was shown when a hand that answers it now began to move; nothing for a new one."""
        alarm = self.alarm
        return () if alarm is None else self._standing.meant_by_click(alarm_key(alarm.id), time.monotonic())

    def _give_back(self) -> None:
        """Let the dialog have the keyboard again, if the strip has it."""
        handle = self.windowHandle()
        if handle is None or QGuiApplication.focusWindow() is not handle:
            return
        with contextlib.suppress(RuntimeError):  # the dialog may be gone
            if (owner := handle.transientParent()) is not None:
                owner.requestActivate()
