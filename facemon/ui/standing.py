"""What a window says of how all stands: banners above its feed, notices in its status bar, the button of the sound."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facemon.monitor import Unreadable
from facemon.ui import error_text, status_words, theme
from facemon.ui.banner import Banner, Severity
from facemon.ui.blindness import blind_text
from facemon.ui.device_panel.texts import NOTICE_S, skew
from facemon.ui.keeping_banner import KeepingBanner
from facemon.ui.offer_banner import OfferBanner
from facemon.ui.session import Session
from facemon.ui.status_bar import StatusBar
from facemon.ui.top_bar import TopBar
from facemon.ui.trust_place import TrustPlace


class Standing(QObject):
    """Follows the session.

    Args:
        session: tells how all stands.
        bar: has the devices and the sound's button.
        status: has the notices.
        trust: says where somebody else may be answering at a device's address.
        open_settings: opens the settings on a page.
        window: to which all of this belongs.
    """

    def __init__(
        self, session: Session, bar: TopBar, status: StatusBar, trust: TrustPlace,
        open_settings: Callable[[str], None], window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session = session
        self._bar = bar
        self._status = status
        self._trust = trust
        self._open_settings = open_settings
        self._left_out = 0
        self.blind = Banner()
        self.not_kept = KeepingBanner()
        self.offer = OfferBanner()
        self.trouble = Banner()
        self.trouble_row = QWidget()
        around = QVBoxLayout(self.trouble_row)
        around.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        around.addWidget(self.trouble)
        session.failed.connect(self.show_trouble)
        session.duty.changed.connect(self.show_trouble)
        session.keeping_changed.connect(self._show_keeping)
        session.offers_changed.connect(self._show_offers)
        session.sound.mute_changed.connect(self._show_sound)
        session.sound.availability_changed.connect(self._show_sound)
        session.sound.sound_problem_changed.connect(self.show_trouble)

    def refresh(self) -> None:
        """Say all of it anew: the settings or the language have changed."""
        self._show_left_out()
        self.show_trouble()
        self.show_blindness()
        self._show_keeping()
        self._show_offers()
        self._show_sound()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for banner in (self._trust.banner, self.blind, self.not_kept, self.offer, self.trouble):
            banner.restyle()

    def leave_out(self, count: int) -> None:
        """Say that so many more events came while the window was too busy to show them."""
        self._left_out += count
        self._show_left_out()

    def show_unreadable(self, unreadable: Unreadable) -> None:
        """Say that a device sends what cannot be read."""
        self._bar.devices.set_unreadable(unreadable.device_id, unreadable.count, status_words.unreadable(unreadable))

    def show_skew(self, device_id: str, skew_ms: int) -> None:
        """Say how far a device's clock is off, where that matters."""
        device = self._session.device(device_id)
        if device is not None:
            self._bar.devices.set_skew(device_id, skew_ms)
            off = abs(skew_ms) > NOTICE_S * 1000
            told = self.tr("{name}: clock {error}").format(name=device.name, error=skew(skew_ms)) if off else ""
            self._status.set_notice(f"clock of {device_id}", told)

    def show_blindness(self) -> None:
        """Say that nothing can be seen, where it is so."""
        session = self._session
        devices = session.devices
        text = blind_text(
            session.statuses, devices,
            settings_read=session.settings_read, settings_unreadable=session.settings_error is not None,
        )  # fmt: skip
        if self._trust.refresh() or not text:
            self.blind.clear()
        elif waiting := self._trust.waiting():
            self.blind.show_message(
                Severity.BLIND, text, self.tr("Compare certificate…"), lambda: self._trust.approve(waiting),
                other=self.tr("Retry now"), call_other=lambda: session.retry_now(),
            )  # fmt: skip
        elif any(device.enabled for device in devices):
            self.blind.show_message(Severity.BLIND, text, self.tr("Retry now"), lambda: session.retry_now())
        elif devices:
            self.blind.show_message(Severity.BLIND, text, self.tr("Settings"), lambda: self._open_settings("devices"))
        else:
            self.blind.show_message(Severity.BLIND, text)

    def show_trouble(self) -> None:
        """Say what facemon could not do, the gravest of it."""
        session, banner = self._session, self.trouble
        if session.settings_error is not None:
            said = error_text.settings_error(session.settings_error)
            banner.show_message(Severity.WARNING, said, self.tr("Read it again"), self._read_settings_again)
        elif session.problem:
            banner.show_message(Severity.WARNING, session.problem, self.tr("Close"), self._forget_problem)
        elif session.duty.problem is not None:
            self._send_to("operators", error_text.operators_error(session.duty.problem))
        elif session.backup_problem:
            self._send_to("history", session.backup_problem)
        elif session.sound.sound_problem:
            self._send_to("alarms", session.sound.sound_problem)
        else:
            banner.clear()
        self.trouble_row.setVisible(not banner.isHidden())

    def _send_to(self, page: str, said: str) -> None:
        """Say what a page of the settings can mend."""
        self.trouble.show_message(Severity.WARNING, said, self.tr("Settings"), lambda: self._open_settings(page))

    def _read_settings_again(self) -> None:
        self._session.read_settings(self.refresh)

    def _forget_problem(self) -> None:
        self._session.problem = ""
        self.show_trouble()

    def _show_left_out(self) -> None:
        if self._left_out:
            text = self.tr("%n event(s) not shown: they arrived too fast to be shown", "", self._left_out)
            self._status.set_notice("left out", text)

    def _show_keeping(self) -> None:
        keeping = self._session.keeping
        self.not_kept.show_keeping(keeping, round(time.time() * 1000))
        self._status.set_stock(keeping.stock, self._session.settings.history.keep_days)
        given_up = keeping.given_up
        self._status.set_notice("given up", self.tr("%n event(s) are not kept", "", given_up) if given_up else "")

    def _show_offers(self) -> None:
        self.offer.show_offers(self._session)

    def _show_sound(self) -> None:
        sound = self._session.sound
        self._bar.sound.set_muted_until(sound.mute_remaining_s or None)
        self._bar.sound.set_problem("" if sound.available else sound.problem)
