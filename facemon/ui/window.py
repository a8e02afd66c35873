"""The main window: what is where, and which key does what. What the parts do, they do themselves."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from facemon.ui import theme
from facemon.ui.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtGui import QCloseEvent

    from facemon.device.status import Status
    from facemon.event import Category, Gap
    from facemon.limit import Limit
    from facemon.monitor import Arrived, Unreadable
    from facemon.ui.coming.coming import Coming
    from facemon.ui.session import Session

_TICK_MS = 1000


class MainWindow(Frame):
    """The guard's window over a session; without one, its first frame, until it gets one by `fill`."""

    _filled = False
    _closing_asked = False  # before anybody knew whether it may be closed

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        if session is not None:
            for _ in self.fill(session):
                pass

    def fill(self, session: Session) -> Iterator[None]:
        """Build all that the window consists of, and show it; after each part, whoever builds may do something else."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QStackedWidget

        from facemon.ui import parts

        yield
        self._session = session
        self._leaving = parts.Leaving(self, session.board)
        self._kiosk = parts.Kiosk(self, session.lock, lambda: session.settings.desk.kiosk, self._leaving.leave)
        self._today = ""
        self._zone = parts.Zone()
        self._appearance = parts.Appearance(session.settings, self)
        self._settings = parts.SettingsPlace(
            session,
            self,
            forget=lambda numbers: self._feed.forget(numbers),
            trouble=lambda: self._standing.show_trouble(),
            awake=lambda: self._at_the_desk.awake.held,
        )
        self._guide = parts.GuidePlace(self, lambda: bool(session.board.alarms()))
        self.first_start = parts.FirstStartPlace(session, self._settings, self)
        self._blurring = parts.Blurring(session.record_picture_shown, self)
        self._history = parts.HistoryPlace(
            session.profile.history_path, lambda: self._report.open(), session.lock.open,
            blurring=self._blurring, enrolled=session.enrolled_photo,
        )  # fmt: skip
        self._report = parts.ReportPlace(
            session.profile.history_path, self._history.show_event, session.lock.open, self
        )
        self._handover = parts.HandoverDesk(
            session.profile.history_path, lambda: session.operator, lambda *note: session.history.hand_over(*note), self
        )
        self._history_file: tuple[int, bool] | None = None  # which file it was when the feed began to read it
        yield
        self._door = parts.DoorPlace(session, self)
        self._passphrase = parts.PassphrasePlace(session, self)
        self._device_panels = parts.DevicePanels(
            session, self, lambda device_id: self.open_settings("devices", device_id)
        )
        self._layout_restored = False
        self._bar = parts.TopBar()
        self._devices = self._bar.devices
        yield
        self._self_test = parts.SelfTestBanner(
            lambda: session.settings, session.sound, session.board, lambda: self.open_settings("alarms")
        )
        self._itself = parts.ItselfPlace(session)
        yield
        self._feed = parts.FeedPanel(blurring=self._blurring)
        yield
        self._watching = parts.WatchPlace(
            session.board, lambda: session.settings.rule("watchlist").raise_, self, self._feed.set_roll
        )
        self._duty = parts.DutyPlace(
            session.duty,
            self._bar.duty,
            owed=lambda: len(session.board.alarms()),
            set_up=lambda: self.open_settings("operators"),
            window=self,
        )
        self._detail = parts.DetailPanel(more=self._watching.part, guard=session.lock.open, blurring=self._blurring)
        yield
        self._attention = parts.Attention(session, self._feed, self._detail, self)
        self._lane = self._attention.lane
        yield
        self._middle = QWidget()
        self._middle.setFocusProxy(self._feed.view)
        self._columns = parts.Columns(self._lane, self._middle, self._detail)
        self._apart = parts.AlarmsApart(
            self._lane, self._columns, self, lambda window: self._at_the_desk.unplugged.keep(window)
        )
        self._groups = parts.GroupsApart(
            self._feed,
            self._devices,
            self,
            blurring=self._blurring,
            show_event=lambda number: self._history.show_event(number),
            keep=lambda window: self._at_the_desk.unplugged.keep(window),
        )
        self._status = parts.StatusBar()
        self._trust = parts.TrustPlace(session, self, self._devices, self._status)
        self._standing = parts.Standing(session, self._bar, self._status, self._trust, self.open_settings, self)
        self._unreported = parts.UnreportedPlace(session, self, self._devices)
        self._status.lock.follow(session.lock)
        parts.chinese_font.tell(self._status)
        self._kiosk.changed.connect(lambda: self._status.set_notice("kiosk", self._kiosk.problem))
        self._welcome = parts.WelcomePanel()
        self._pages = QStackedWidget()
        yield
        self._chosen = parts.ChosenEvent(
            session, self._feed, self._detail, self._watching, self._door, self._blurring, self
        )
        self._lay_out()
        self._connect()
        self._keys = parts.WindowKeys(self, self._actions(), self._feed.toggle_chip, self._attention.acknowledge)
        self._show_attention()

        self._ticker = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()
        self._coming = self._make_coming()
        self._at_the_desk = parts.AtTheDesk(session, self)
        self._take_settings()
        self._show_whole()
        session.view = self

    # What the session shows

    def show_arrivals(self, arrivals: list[Arrived], left_out: int) -> None:
        """Put new events on top of the feed; `left_out` more came while the window was too busy to take them."""
        self._feed.add(arrivals)
        self._status.count(arrivals)
        self._history.note_arrivals()
        if left_out:
            self._standing.leave_out(left_out)

    def holds(self, number: int) -> bool:
        """Return whether the feed holds the event with this arrival number."""
        return self._feed.arrival(number) is not None

    def show_status(self, status: Status) -> None:
        """Show how a device's connection stands."""
        self._devices.set_status(status)
        self._door.follow_status(status.device_id)
        self._passphrase.follow_status(status)

    def statuses_shown(self) -> None:
        """Show what follows from how all connections stand, once all that is known of them has been shown."""
        self._lane.show_doors()
        self._chosen.offer_door()
        self._standing.show_blindness()

    def show_unreadable(self, unreadable: Unreadable) -> None:
        """Show that a device sends what cannot be read."""
        self._standing.show_unreadable(unreadable)

    def show_skew(self, device_id: str, skew_ms: int) -> None:
        """Show how far a device's clock is off, where that matters."""
        self._standing.show_skew(device_id, skew_ms)

    def show_today(self, counts: Mapping[Category, int]) -> None:
        """Count what happened today before the program was started."""
        self._status.add_earlier(counts)

    def show_gaps(self, gaps: list[Gap]) -> None:
        """Show the times in which a device's events could not be seen, as they stand now."""
        self._feed.update_gaps(gaps)

    def stood_still(self, seconds: float) -> None:
        """Show that the window stood still for so long, until now."""
        self._itself.stood_still.tell(seconds)

    def come_to_front(self) -> None:
        """Bring the window before the user, from wherever it is."""
        self._coming.fronting.take_foreground()

    # Layout

    def _lay_out(self) -> None:
        from PySide6.QtWidgets import QVBoxLayout

        column = QVBoxLayout(self._middle)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        for widget in (
            self._trust.banner,
            self._standing.blind,
            self._unreported.banner,
            self._passphrase.banner,
            self._standing.not_kept,
            self._self_test,
            self._handover.card,
            self._standing.offer,
        ):
            column.addWidget(widget)
        column.addWidget(self._feed, 1)
        self._pages.addWidget(self._columns)
        self._pages.addWidget(self._welcome)
        self._whole = QWidget()
        self._whole.hide()  # until everything in it is as it should be
        rows = QVBoxLayout(self._whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addWidget(self._itself)
        # Above both pages: what fails at the first start has to be seen, too.
        rows.addWidget(self._standing.trouble_row)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._status)
        self.setCentralWidget(self._whole)

    def _show_whole(self) -> None:
        self._filled = True
        self._whole.show()
        focus = self.focusWidget()
        if focus is not None:
            focus.setFocus()
        if self._closing_asked:
            QTimer.singleShot(0, self.close)

    def _connect(self) -> None:
        session = self._session
        session.settings_changed.connect(self._take_settings)
        session.board.changed.connect(self._show_attention)
        session.photo_came.connect(self._history.take_photos)
        session.keeping_changed.connect(self._follow_history)
        self._feed.activated.connect(self._columns.show_detail)
        self._lane.hand.opened.connect(lambda _: self._columns.show_detail())
        self._attention.answering.menu_extras.append(self._chosen.extend_menu)
        self._feed.on_painted(session.drawn)
        if session.trace is not None:
            self._lane.hand.painted.tell(session.alarms_drawn)
        self._feed.open_history.connect(lambda _: self._history.open())
        self._devices.retry.connect(session.retry_now)
        self._lane.hand.door_wanted.connect(self._door.ask)
        self._devices.show_group.connect(self._feed.search_for)
        self._devices.details.connect(self._device_panels.open)
        self._devices.settings.connect(lambda device_id: self.open_settings("devices", device_id))
        self._bar.sound.mute.connect(session.sound.mute)
        self._bar.sound.unmute.connect(session.sound.unmute)
        self._bar.history.connect(self._history.open)
        self._bar.watch_list.connect(self._watching.open_list)
        self._bar.report.connect(self._report.open)
        for part in (self._bar, self._report):
            part.handover.connect(self._handover.write)
        self._duty.hand_over.connect(self._handover.write)
        session.board.operator_changed.connect(self._handover.operator_changed)
        self._bar.settings.connect(lambda: self.open_settings())
        self._bar.guide.connect(self._guide.open_here)
        self._bar.keys.connect(self._guide.open_keys)
        self._bar.set_up.connect(self.first_start.open)
        self._bar.alarms_apart.connect(self._apart.toggle)
        self._apart.changed.connect(lambda: self._bar.apart_action.setChecked(self._apart.apart))
        self._itself.newest.changed.connect(self._show_newest)
        self._bar.bundle.connect(self._itself.make_bundle)
        self._bar.about.connect(self._open_about)
        self._welcome.add_device.connect(lambda: self.open_settings("devices", add=True))
        self._welcome.try_demo.connect(session.try_demo)
        self._appearance.changed.connect(self.restyle)

    def _actions(self) -> dict[str, Callable[[], object]]:
        """Return what the keys do, by their actions in `facemon.ui.keys`."""
        return {
            "newest": self._feed.go_to_newest,
            "oldest": self._feed.go_to_oldest,
            "search": self._feed.focus_search,
            "mute": self._toggle_mute,
            "copy": self._detail.copy,
            "save": self._detail.save_picture,
            "reveal": self._detail.reveal_picture,
            "retry": self._session.retry_now,
            "fullscreen": self._kiosk.toggle_full_screen,
            "history": self._history.open,
            "watchlist": self._watching.open_list,
            "report": self._report.open,
            "duty": self._duty.open,
            "lock": self._session.lock.lock,
            "settings": self.open_settings,
            "help": self._guide.open_here,
            "keys": self._guide.open_keys,
            "quit": self._kiosk.leave,
            **self._attention.actions(),
        }

    def _make_coming(self) -> Coming:
        from facemon.ui import parts

        session = self._session
        source = parts.ComingSource(
            attention=lambda: session.settings.attention,
            rule=lambda name: session.settings.rule(name),
            device_name=self._device_name,
            picture=self._picture,
            motion=lambda: session.settings.ui.motion,
        )
        coming = parts.Coming(self, session.board, source)
        coming.tray.mute.connect(lambda: session.sound.mute(5))
        coming.tray.unmute.connect(session.sound.unmute)
        coming.tray.leave.connect(self._kiosk.leave)
        sound = session.sound
        sound.mute_changed.connect(lambda: coming.tray.set_muted(muted=sound.muted))
        coming.alarms_wanted.connect(self._apart.come)
        coming.taking_keyboard.connect(lambda: self._attention.expect_stray_keys())
        coming.chosen.connect(lambda alarm_id: self._lane.select(parts.alarm_key(alarm_id)))
        session.settings_changed.connect(coming.settings_changed)
        session.settings_changed.connect(self._kiosk.follow)
        return coming

    def _device_name(self, device_id: str) -> str:
        device = self._session.device(device_id)
        return device.name if device is not None else device_id

    def _picture(self, number: int) -> bytes | None:
        return self._feed.model.pictures.get(number)

    # What the user does

    def open_settings(self, page: str = "devices", device_id: str | None = None, *, add: bool = False) -> None:
        """Open the settings on a page, at a device, or with a new device begun."""
        self._settings.open(page, device_id, add=add)

    def _open_about(self) -> None:
        from facemon.ui.about import AboutDialog

        AboutDialog(self).open()

    def _toggle_mute(self) -> None:
        sound = self._session.sound
        if sound.mute_remaining_s:
            sound.unmute()
        else:
            sound.mute(5)

    # Following the session

    def _take_settings(self) -> None:
        session = self._session
        if session.settings_read and not self._layout_restored:
            self._restore_layout()
        devices = session.devices
        self._devices.set_devices(devices)
        for device in devices:
            if device.id in session.statuses:
                self._devices.set_status(session.statuses[device.id])
        self._feed.set_device_names(
            {device.id: device.name for device in devices},
            {device.id: device.group for device in devices if device.group},
        )
        self._blurring.set_privacy(session.settings.privacy)
        nothing_to_watch = session.settings_read and not devices and session.settings_error is None
        page = self._welcome if nothing_to_watch else self._columns
        if self._pages.currentWidget() is not page or self._pages.focusWidget() is None:
            self._pages.setCurrentWidget(page)
            (self._welcome.add_button if nothing_to_watch else self._feed.view).setFocus()
        self._appearance.take(session.settings)
        self._standing.refresh()
        self._follow_history()

    def _show_newest(self) -> None:
        self._status.set_notice("newest", self._itself.newest.text())

    def _follow_history(self) -> None:
        """Take what is shown out of the history that is kept now: another one, or more of it has been rescued."""
        keeping = self._session.keeping
        salvage = keeping.salvage
        file = keeping.generation, salvage is not None and salvage.done
        if keeping.stock is not None and file != self._history_file:
            self._history_file = file
            path = self._session.profile.history_path
            self._feed.set_history(path)
            self._attention.set_history(path)
            self._handover.look()

    def _show_attention(self) -> None:
        self._blurring.set_owed(number for alarm in self._session.board.alarms() for number in alarm.numbers)
        self._keys.set_acknowledging(possible=self._lane.selected is not None)

    def _tick(self) -> None:
        from facemon.ui import words

        self._status.tick()
        self._devices.tick()
        self._groups.tick()
        self._passphrase.show()
        self._standing.show_blindness()
        today = words.date(round(time.time() * 1000))
        if self._zone.has_changed():
            self._feed.model.divide_anew()
            self._groups.divide_anew()
            self._today = ""
            self.restyle()
        if today != self._today:
            self._today = today
            self._feed.view.forget_cards()  # yesterday's now say so
            self._groups.turn_day()

    # Look and language

    def restyle(self) -> None:
        """Take up the theme and font in use, everywhere."""
        for part in (
            self._itself, self._bar, self._standing, self._self_test, self._lane, self._feed, self._columns,
            self._detail, self._status, self._welcome, self._history, self._watching, self._coming,
            self._device_panels, self._report, self._handover, self._passphrase, self._guide, self._groups,
        ):  # fmt: skip
            part.restyle()

    def changeEvent(self, event: QEvent) -> None:
        if not self._filled:
            pass
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._kiosk.follow()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._coming.restyle()
        self._self_test.retranslate()
        self._trust.show_endings()
        self._show_newest()
        self._standing.refresh()

    # Coming and going

    def keep_layout(self) -> None:
        """Note where the window is and what the filter is, for the next start."""
        if self._layout_restored:  # else nobody knows what was there before
            self._session.keep_layout(
                window=self._at_the_desk.unplugged.keep(self),
                alarms=self._apart.state(),
                groups=self._groups.state(),
                columns=self._columns.state(),
                feed=self._feed.state(),
                history=self._history.state(),
                self_test=self._self_test.state(),
                handover=self._handover.state(),
            )

    def _restore_layout(self) -> None:
        self._layout_restored = True
        kept = self._session.layout
        if not self.placed or (self._session.settings.desk.full_screen and not self.isFullScreen()):
            self._at_the_desk.restore()
        self._columns.restore(kept.mapping("columns"))
        self._apart.restore(kept.mapping("alarms"))
        self._groups.restore(kept.mapping("groups"))
        self._feed.restore(kept.mapping("feed"))
        self._self_test.restore(kept.mapping("self_test"))
        self._history.restore(kept.mapping("history"))
        self._handover.restore(kept.mapping("handover"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._filled:
            self._closing_asked = True
            event.ignore()
            return
        if (event.spontaneous() or self._closing_asked) and (
            self._kiosk.keeps() or self._leaving.asks()
        ):  # by a hand, perhaps meant for a window in front of this one
            self._closing_asked = False
            event.ignore()
            return
        event.accept()
        QApplication.quit()

    def close_panels(self, limit: Limit) -> None:
        """End the threads of the window's own parts."""
        self._guide.close()
        self._itself.close_parts(limit)
        self._at_the_desk.close(limit)
        self._coming.close(limit)
        self._groups.close(limit)
        self._feed.close_threads(limit.left())
        self._detail.close_threads(limit.left())
        self._attention.close_threads(limit)
        self._watching.close()
        self._device_panels.close(limit)
        self._history.close(limit)
        self._report.close(limit)
        self._handover.close(limit)
