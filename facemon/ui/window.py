"""The main window: what is where, and which key does what. What the parts do, they do themselves."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from facemon.ui import theme
from facemon.ui.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QShortcut
    from PySide6.QtWidgets import QMenu

    from facemon.alarm import Alarm
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

        from facemon.ui import chinese_font
        from facemon.ui.alarms.attention import Attention
        from facemon.ui.alarms_apart import AlarmsApart
        from facemon.ui.appearance import Appearance
        from facemon.ui.at_the_desk import AtTheDesk
        from facemon.ui.banner import Banner
        from facemon.ui.columns import Columns
        from facemon.ui.detail import DetailPanel
        from facemon.ui.device_panel.place import DevicePanels
        from facemon.ui.door_place import DoorPlace
        from facemon.ui.duty.place import DutyPlace
        from facemon.ui.feed.panel import FeedPanel
        from facemon.ui.first_start.place import FirstStartPlace
        from facemon.ui.groups_apart import GroupsApart
        from facemon.ui.guide.place import GuidePlace
        from facemon.ui.history.opening import HistoryPlace
        from facemon.ui.itself.place import ItselfPlace
        from facemon.ui.keeping_banner import KeepingBanner
        from facemon.ui.kiosk import Kiosk
        from facemon.ui.leaving import Leaving
        from facemon.ui.offer_banner import OfferBanner
        from facemon.ui.passphrase.place import PassphrasePlace
        from facemon.ui.privacy.blurring import Blurring
        from facemon.ui.report.handover import HandoverDesk
        from facemon.ui.report.opening import ReportPlace
        from facemon.ui.self_test import SelfTestBanner
        from facemon.ui.settings_place import SettingsPlace
        from facemon.ui.status_bar import StatusBar
        from facemon.ui.top_bar import TopBar
        from facemon.ui.trust_place import TrustPlace
        from facemon.ui.unreported import UnreportedPlace
        from facemon.ui.watch.place import WatchPlace
        from facemon.ui.welcome import WelcomePanel
        from facemon.ui.zone import Zone

        yield
        self._session = session
        self._leaving = Leaving(self, session.board)
        self._kiosk = Kiosk(self, session.lock, lambda: session.settings.desk.kiosk, self._leaving.leave)
        self._unreadable: dict[str, Unreadable] = {}
        self._left_out = 0
        self._today = ""
        self._zone = Zone()
        self._appearance = Appearance(session.settings, self)
        self._settings = SettingsPlace(
            session,
            self,
            forget=lambda numbers: self._feed.forget(numbers),
            trouble=lambda: self._show_trouble(),
            awake=lambda: self._at_the_desk.awake.held,
        )
        self._guide = GuidePlace(self, lambda: bool(session.board.alarms()))
        self.first_start = FirstStartPlace(session, self._settings, self)
        self._blurring = Blurring(session.record_picture_shown, self)
        self._history = HistoryPlace(
            session.profile.history_path, lambda: self._report.open(), session.lock.open,
            blurring=self._blurring, enrolled=session.enrolled_photo,
        )  # fmt: skip
        self._report = ReportPlace(session.profile.history_path, self._history.show_event, session.lock.open, self)
        self._handover = HandoverDesk(
            session.profile.history_path, lambda: session.operator, lambda *note: session.history.hand_over(*note), self
        )
        self._history_file: tuple[int, bool] | None = None  # which file it was when the feed began to read it
        yield
        self._door = DoorPlace(session, self)
        self._passphrase = PassphrasePlace(session, self)
        self._device_panels = DevicePanels(session, self, lambda device_id: self.open_settings("devices", device_id))
        self._layout_restored = False
        self._bar = TopBar()
        self._devices = self._bar.devices
        yield
        self._blind = Banner()
        self._not_kept = KeepingBanner()
        self._offer = OfferBanner()
        self._self_test = SelfTestBanner(
            lambda: session.settings, session.sound, session.board, lambda: self.open_settings("alarms")
        )
        self._trouble = Banner()
        self._trouble_row = QWidget()
        self._itself = ItselfPlace(session)
        yield
        self._feed = FeedPanel(blurring=self._blurring)
        yield
        self._watching = WatchPlace(
            session.board, lambda: session.settings.rule("watchlist").raise_, self, self._feed.set_roll
        )
        self._duty = DutyPlace(
            session.duty,
            self._bar.duty,
            owed=lambda: len(session.board.alarms()),
            set_up=lambda: self.open_settings("operators"),
            window=self,
        )
        self._detail = DetailPanel(more=self._watching.part, guard=session.lock.open, blurring=self._blurring)
        yield
        self._attention = Attention(session, self._feed, self._detail, self)
        self._lane = self._attention.lane
        yield
        self._middle = QWidget()
        self._middle.setFocusProxy(self._feed.view)
        self._columns = Columns(self._lane, self._middle, self._detail)
        self._apart = AlarmsApart(
            self._lane, self._columns, self, lambda window: self._at_the_desk.unplugged.keep(window)
        )
        self._groups = GroupsApart(
            self._feed,
            self._devices,
            self,
            blurring=self._blurring,
            show_event=lambda number: self._history.show_event(number),
            keep=lambda window: self._at_the_desk.unplugged.keep(window),
        )
        self._status = StatusBar()
        self._trust = TrustPlace(session, self, self._devices, self._status)
        self._unreported = UnreportedPlace(session, self, self._devices)
        self._status.lock.follow(session.lock)
        chinese_font.tell(self._status)
        self._kiosk.changed.connect(lambda: self._status.set_notice("kiosk", self._kiosk.problem))
        self._welcome = WelcomePanel()
        self._pages = QStackedWidget()
        yield
        self._lay_out()
        self._connect()
        self._shortcuts()

        self._ticker = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()
        self._coming = self._make_coming()
        self._at_the_desk = AtTheDesk(session, self)
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
            self._left_out += left_out
            self._show_left_out()

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
        self._offer_door()
        self._show_blindness()

    def show_unreadable(self, unreadable: Unreadable) -> None:
        """Show that a device sends what cannot be read."""
        from facemon.ui import status_words

        self._devices.set_unreadable(unreadable.device_id, unreadable.count, status_words.unreadable(unreadable))

    def show_skew(self, device_id: str, skew_ms: int) -> None:
        """Show how far a device's clock is off, where that matters."""
        from facemon.ui.device_panel.texts import NOTICE_S, skew

        device = self._session.device(device_id)
        if device is not None:
            self._devices.set_skew(device_id, skew_ms)
            off = abs(skew_ms) > NOTICE_S * 1000
            told = self.tr("{name}: clock {error}").format(name=device.name, error=skew(skew_ms)) if off else ""
            self._status.set_notice(f"clock of {device_id}", told)

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
            self._blind,
            self._unreported.banner,
            self._passphrase.banner,
            self._not_kept,
            self._self_test,
            self._handover.card,
            self._offer,
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
        trouble = QVBoxLayout(self._trouble_row)
        trouble.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        trouble.addWidget(self._trouble)
        rows.addWidget(self._trouble_row)
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
        session.failed.connect(self._show_trouble)
        session.photo_came.connect(self._complete_shown)
        session.photo_came.connect(self._history.take_photos)
        self._detail.event_shown.connect(self._complete_shown)
        session.duty.changed.connect(self._show_trouble)
        session.keeping_changed.connect(self._show_keeping)
        session.offers_changed.connect(self._show_offers)
        session.sound.mute_changed.connect(self._show_sound)
        session.sound.availability_changed.connect(self._show_sound)
        session.sound.sound_problem_changed.connect(self._show_trouble)
        self._feed.selected_changed.connect(self._show_selected)
        self._feed.activated.connect(self._columns.show_detail)
        self._lane.hand.opened.connect(lambda _: self._columns.show_detail())
        self._feed.menu_wanted.connect(self._show_menu)
        self._detail.event_shown.connect(lambda: self._watching.show(*self._detail.shown))
        self._attention.answering.menu_extras.append(self._extend_menu)
        self._feed.on_painted(session.drawn)
        if session.trace is not None:
            self._lane.hand.painted.tell(session.alarms_drawn)
        self._feed.open_history.connect(lambda _: self._history.open())
        self._detail.gap.retry_gap.connect(session.recover)
        self._detail.gap.fetch_gap.connect(session.recover)
        self._detail.gap.decline_gap.connect(session.decline)
        self._devices.retry.connect(session.retry_now)
        self._detail.open_door.connect(self._open_door)
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

    def _shortcuts(self) -> None:
        from facemon.ui.keys import sequences

        actions: dict[str, Callable[[], object]] = {
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
        for action, call in actions.items():
            for sequence in sequences(action):
                self._shortcut(sequence, call)
        for number, sequence in enumerate(sequences("chip")):
            self._shortcut(sequence, partial(self._feed.toggle_chip, number))
        # While nothing needs attention, Space presses the button with the focus as everywhere.
        self._space = self._shortcut(sequences("acknowledge")[0], self._attention.acknowledge)
        self._show_attention()

    def _shortcut(self, sequence: str, call: Callable[[], object]) -> QShortcut:
        from PySide6.QtGui import QKeySequence, QShortcut

        shortcut = QShortcut(QKeySequence(sequence), self)
        shortcut.setAutoRepeat(False)  # one press, one alarm acknowledged: what leans on Space must not empty the line
        shortcut.activated.connect(lambda: call())
        return shortcut

    def _make_coming(self) -> Coming:
        from facemon.ui.alarms.rows import alarm_key
        from facemon.ui.coming.coming import Coming, ComingSource

        session = self._session
        source = ComingSource(
            attention=lambda: session.settings.attention,
            rule=lambda name: session.settings.rule(name),
            device_name=self._device_name,
            picture=self._picture,
            motion=lambda: session.settings.ui.motion,
        )
        coming = Coming(self, session.board, source)
        coming.tray.mute.connect(lambda: session.sound.mute(5))
        coming.tray.unmute.connect(session.sound.unmute)
        coming.tray.leave.connect(self._kiosk.leave)
        coming.alarms_wanted.connect(self._apart.come)
        coming.taking_keyboard.connect(lambda: self._attention.expect_stray_keys())
        coming.chosen.connect(lambda alarm_id: self._lane.select(alarm_key(alarm_id)))
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

    def _open_door(self) -> None:
        shown, _ = self._detail.shown
        if shown is not None:
            self._door.ask(shown.device_id)

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
        self._show_trouble()
        self._show_blindness()
        self._show_keeping()
        self._show_offers()
        self._show_sound()

    def _show_left_out(self) -> None:
        if self._left_out:
            text = self.tr("%n event(s) not shown: they arrived too fast to be shown", "", self._left_out)
            self._status.set_notice("left out", text)

    def _show_trouble(self) -> None:
        from facemon.ui import error_text
        from facemon.ui.banner import Severity

        session = self._session
        if session.settings_error is not None:
            self._trouble.show_message(
                Severity.WARNING,
                error_text.settings_error(session.settings_error),
                self.tr("Read it again"),
                self._read_settings_again,
            )
        elif session.problem:
            self._trouble.show_message(Severity.WARNING, session.problem, self.tr("Close"), self._forget_problem)
        elif session.duty.problem is not None:
            self._trouble.show_message(
                Severity.WARNING,
                error_text.operators_error(session.duty.problem),
                self.tr("Settings"),
                lambda: self.open_settings("operators"),
            )
        elif session.backup_problem:
            self._trouble.show_message(
                Severity.WARNING, session.backup_problem, self.tr("Settings"), lambda: self.open_settings("history")
            )
        elif session.sound.sound_problem:
            self._trouble.show_message(
                Severity.WARNING,
                session.sound.sound_problem,
                self.tr("Settings"),
                lambda: self.open_settings("alarms"),
            )
        else:
            self._trouble.clear()
        self._trouble_row.setVisible(not self._trouble.isHidden())

    def _show_newest(self) -> None:
        self._status.set_notice("newest", self._itself.newest.text())

    def _read_settings_again(self) -> None:
        self._session.read_settings(self._take_settings)

    def _forget_problem(self) -> None:
        self._session.problem = ""
        self._show_trouble()

    def _show_blindness(self) -> None:
        from facemon.ui.banner import Severity
        from facemon.ui.blindness import blind_text

        session = self._session
        devices = session.devices
        text = blind_text(
            session.statuses, devices,
            settings_read=session.settings_read, settings_unreadable=session.settings_error is not None,
        )  # fmt: skip
        if self._trust.refresh() or not text:
            self._blind.clear()
        elif waiting := self._trust.waiting():
            self._blind.show_message(
                Severity.BLIND, text, self.tr("Compare certificate…"), lambda: self._trust.approve(waiting),
                other=self.tr("Retry now"), call_other=lambda: session.retry_now(),
            )  # fmt: skip
        elif any(device.enabled for device in devices):
            self._blind.show_message(Severity.BLIND, text, self.tr("Retry now"), lambda: session.retry_now())
        elif devices:
            self._blind.show_message(Severity.BLIND, text, self.tr("Settings"), lambda: self.open_settings())
        else:
            self._blind.show_message(Severity.BLIND, text)

    def _show_keeping(self) -> None:
        session = self._session
        self._not_kept.show_keeping(session.keeping, round(time.time() * 1000))
        self._status.set_stock(session.keeping.stock, session.settings.history.keep_days)
        given_up = session.keeping.given_up
        self._status.set_notice("given up", self.tr("%n event(s) are not kept", "", given_up) if given_up else "")
        salvage = session.keeping.salvage
        file = session.keeping.generation, salvage is not None and salvage.done
        if session.keeping.stock is not None and file != self._history_file:
            self._history_file = file
            self._feed.set_history(session.profile.history_path)
            self._attention.set_history(session.profile.history_path)
            self._handover.look()

    def _show_offers(self) -> None:
        self._offer.show_offers(self._session)

    def _show_sound(self) -> None:
        sound = self._session.sound
        self._bar.sound.set_muted_until(sound.mute_remaining_s or None)
        self._bar.sound.set_problem("" if sound.available else sound.problem)
        self._coming.tray.set_muted(muted=bool(sound.mute_remaining_s))

    def _show_attention(self) -> None:
        self._blurring.set_owed(number for alarm in self._session.board.alarms() for number in alarm.numbers)
        self._space.setEnabled(self._lane.selected is not None)

    def _extend_menu(self, menu: QMenu, alarm: Alarm) -> None:
        if alarm.happening is not None:
            picture = self._feed.model.pictures.get(alarm.numbers[-1]) if alarm.numbers else None
            menu.addSeparator()
            menu.addActions(self._watching.actions(alarm.happening, picture, menu))

    def _show_menu(self, place: QPoint) -> None:
        arrived = self._feed.selected
        if arrived is not None:
            blurred = self._blurring.is_blurred(arrived.number, arrived.happening.category)
            self._watching.menu(arrived.happening, None if blurred else self._feed.selected_picture(), place)

    def _show_selected(self) -> None:
        gap = self._feed.selected_gap
        if gap is not None:
            self._detail.show_gap(gap, self._feed.model.device_name(gap.device_id))
            return
        arrived = self._feed.selected
        device = self._session.device(arrived.happening.device_id) if arrived else None
        self._detail.show_event(
            arrived,
            self._feed.selected_picture(),
            device,
            coming=self._feed.picture_is_coming,
        )

    def _complete_shown(self) -> None:
        shown, _ = self._detail.shown
        self._detail.show_enrolled(None if shown is None else self._session.enrolled_photo(shown))
        self._offer_door()

    def _offer_door(self) -> None:
        shown, _ = self._detail.shown
        device = None if shown is None else self._session.device(shown.device_id)
        possible = device is not None and self._session.may_open_door(device.id)
        self._detail.offer_door(offered=device is not None and device.door_control, possible=possible)

    def _tick(self) -> None:
        from facemon.ui import words

        self._status.tick()
        self._devices.tick()
        self._groups.tick()
        self._passphrase.show()
        if self._session.sound.mute_remaining_s:
            self._show_sound()
        self._show_blindness()
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
            self._itself, self._bar, self._trust.banner, self._blind, self._not_kept, self._self_test, self._offer,
            self._trouble, self._lane, self._feed, self._columns, self._detail, self._status, self._welcome,
            self._history, self._watching, self._coming, self._device_panels, self._report, self._handover, self._duty,
            self._passphrase, self._guide, self._groups,
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
        self._show_left_out()
        self._show_newest()
        self._show_trouble()
        self._show_blindness()
        self._show_keeping()
        self._show_offers()
        self._show_sound()

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
                look=msgspec.to_builtins(self._session.settings.ui),
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
