"""Makes the window come to the user, as the alarms ask for: puts together what flashes, shows, tells and frames."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from facemon.alarm import Alarm
from facemon.alarms.book import NoteRequired
from facemon.alarms.outage import is_outage
from facemon.limit import Limit
from facemon.settings import AlarmRule, AttentionSettings
from facemon.ui import words
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.coming import alarm_words
from facemon.ui.coming.call import RAISES, Call, Caller
from facemon.ui.coming.frame import RedFrame
from facemon.ui.coming.fronting import Fronting
from facemon.ui.coming.messenger import Messenger
from facemon.ui.coming.notices import MOST, Notices, Wanted
from facemon.ui.coming.strip import AlarmStrip
from facemon.ui.coming.tray import Tray
from facemon.ui.keys import sequences

_TURN_MS = 1000
_SHOWN_MS = 1000  # how soon the window is raised once more, by something that comes again and again


class ComingSource(msgspec.Struct, frozen=True, eq=False):
    """What is asked of the program, at the moment of asking."""

    attention: Callable[[], AttentionSettings]
    rule: Callable[[str], AlarmRule]  # by its name
    device_name: Callable[[str], str]  # by the device's id
    picture: Callable[[int], bytes | None]  # by the event's number
    motion: Callable[[], bool] = lambda: True  # something may flash


class Coming(QObject):
    """Belongs to the user interface's thread.

    Args:
        window: comes.
        board: what is owed.
        source: what else there is to know.
    """

    taking_keyboard = Signal()  # by itself: whoever types somewhere else goes on typing, and does not mean the window
    alarms_wanted = Signal()  # by a key, from wherever the user is
    chosen = Signal(object)  # the alarm with this id, by a click on its notification

    def __init__(self, window: QWidget, board: AlarmBoard, source: ComingSource) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self._source = source
        self._caller = Caller()
        self._call = Call()
        self._blocked = False  # a modal dialog keeps the window from being used
        self._answered: set[int] = set()  # on the strip, by id
        self._notices = Notices()
        self.fronting = Fronting(window)
        self.tray = Tray(self)
        self.messenger = Messenger(self.tray, source.picture, self)
        self.frame = RedFrame(self)
        self.strip = AlarmStrip()
        self._turning = QTimer(self, interval=_TURN_MS)
        self._turning.timeout.connect(self._turn)
        self._again = False  # somebody is wanted again since the window was shown
        self._shown_lately = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._shown_lately.timeout.connect(self._show_again)
        board.changed.connect(self.take)
        self.tray.show_window.connect(lambda: self.fronting.take_foreground())
        self.messenger.action.connect(self._asked_for)
        self.strip.acknowledge.connect(self._acknowledge)
        self.strip.look.connect(board.look)
        self.strip.undo.connect(board.undo)
        # Qt asks neither what a dialog blocks nor what cannot be seen: so one of them is there at any time.
        for widget, go in ((self.strip, self.strip.take_keyboard), (window, self._go_to_window)):
            key = QShortcut(QKeySequence(sequences("strip")[0]), widget)
            key.setAutoRepeat(False)
            key.setContext(Qt.ShortcutContext.ApplicationShortcut)
            key.activated.connect(go)
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - for the type checker: there is a window
        self._application = application
        self._application.applicationStateChanged.connect(self._turn)

    def take(self) -> None:
        """Do what the alarms ask for as they stand now."""
        board = self._board
        self._call = call = self._caller.look(board.alarms(), {flood.device_id for flood in board.floods})
        self.tray.set_alarms(call.owed, call.highest)
        self._window.setWindowTitle(f"({call.owed}) facemon" if call.owed else "facemon")
        self.settings_changed()
        if call.foreground:
            if not self._window.isActiveWindow():
                self.taking_keyboard.emit()
            self.fronting.take_foreground()
        elif call.show:
            self._show()
        if call.flash and not self._again:
            self.fronting.flash()
        self._show_strip()
        if call.calling or call.flooded:
            self._turning.start()
        QTimer.singleShot(0, self, self._turn)  # when the event itself, with its picture, is in the window

    def settings_changed(self) -> None:
        """Take up what the settings say now."""
        self.frame.keep_still(still=not self._source.motion())
        self.frame.set_shown(shown=self._call.frame and self._source.attention().red_frame)

    def restyle(self) -> None:
        """Take up the theme, font and language in use."""
        self.tray.restyle()
        self.strip.restyle()

    def close(self, limit: Limit) -> None:
        """Leave the desktop as if facemon had never been there."""
        self._turning.stop()
        self._shown_lately.stop()
        self._window.removeEventFilter(self)
        self._board.changed.disconnect(self.take)
        self._application.applicationStateChanged.disconnect(self._turn)
        self.strip.disappear()
        self.strip.deleteLater()
        self.frame.close()
        self.tray.close()
        self.fronting.close()
        self.messenger.close(limit.left())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() in (QEvent.Type.WindowBlocked, QEvent.Type.WindowUnblocked):
                self._blocked = event.type() == QEvent.Type.WindowBlocked
                QTimer.singleShot(0, self, self._show_strip)  # the dialog itself is shown after this
            elif event.type() == QEvent.Type.WindowStateChange:
                QTimer.singleShot(0, self, self._turn)
        return False

    def _go_to_window(self) -> None:
        """Let the window have the keyboard, which the report may have: an alarm alone only shows the window."""
        self.fronting.take_foreground()
        self.alarms_wanted.emit()

    def _show(self) -> None:
        self._again = self._shown_lately.isActive()
        if not self._again:
            self._shown_lately.start()
            self.fronting.show()

    def _show_again(self) -> None:
        if self._again and self._call.calling:
            self._show()
            self.fronting.flash()
        self._again = False

    # The strip over a dialog

    def _show_strip(self) -> None:
        answered = next((alarm for alarm in self._board.recent if alarm.id in self._answered), None)
        alarm = self._call.calling[0] if self._call.calling else answered
        if not self._blocked or alarm is None:
            self.strip.disappear()
            self._answered.clear()
            return
        self.strip.show_alarm(
            alarm,
            self._source.device_name(alarm.device_id),
            self._call.owed - 1 if alarm.owed else self._call.owed,
            note_required=self._source.rule(alarm.rule).note_required,
            answered=answered,
        )

    def _acknowledge(self, alarm: Alarm, note: str) -> None:
        self._answered.add(alarm.id)
        try:
            self._board.acknowledge(alarm, note)
        except NoteRequired:  # the rule has changed since
            self._show_strip()

    # What the desktop is told

    def _turn(self) -> None:
        """Look what has changed with time, or with where the user is."""
        if not self._call.calling and not self._call.flooded:
            self._turning.stop()
        if self.strip.isVisible():
            self.strip.follow()
        away = self._source.attention().notification and not self.fronting.in_front()
        news, gone = self._notices.turn(self._wanted() if away else [], time.monotonic())
        for key in gone:
            self.messenger.take_back(key)
        for wanted in news:
            self.messenger.show(wanted)

    def _wanted(self) -> list[Wanted]:
        alarms = self._call.calling
        names = self._source.attention().notification_names
        wanted = [self._notice(alarm, names=names) for alarm in alarms[:MOST]]
        for device_id in self._call.flooded:
            name = alarm_words.where(self._source.device_name(device_id))
            wanted.append(
                Wanted(key=f"flood {device_id}", summary=self.tr("Many alarms from one device"), body=(name,))
            )
        if len(alarms) > MOST:
            more = self.tr("%n more alarm(s) wait", "", len(alarms) - MOST)
            wanted.append(Wanted(key="more", summary=more, pressing=False))
        return wanted

    def _notice(self, alarm: Alarm, *, names: bool) -> Wanted:
        outage = is_outage(alarm.subject)
        name = alarm_words.where(alarm.reason if outage else self._source.device_name(alarm.device_id))
        where = words.joined(name, words.clock(alarm.latest_ms), alarm_words.times(alarm))
        pictured = alarm.happening is not None and alarm.happening.picture_size > 0 and bool(alarm.numbers)
        who = alarm_words.who(alarm) if names else ""
        return Wanted(
            key=_key(alarm),
            summary=self.tr("{priority}: {what}").format(
                priority=alarm_text.priority(alarm.priority), what=alarm_words.kind(alarm)
            ),
            body=(who, where) if who else (where,),
            pressing=alarm.priority >= RAISES,
            number=alarm.numbers[-1] if names and pictured else None,
        )

    def _asked_for(self, key: str, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it, and takes it away
        self.fronting.take_foreground()
        for alarm in self._call.calling:
            if _key(alarm) == key:
                self.chosen.emit(alarm.id)


def _key(alarm: Alarm) -> str:
    return f"alarm {alarm.id}"
