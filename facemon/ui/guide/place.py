"""Where the guide is opened, and which of its chapters is about what the user has before him."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from facemon.ui.banner import Banner
from facemon.ui.keys import sequences

if TYPE_CHECKING:  # the start does not wait for what is opened later
    from facemon.ui.guide.window import GuideWindow
    from facemon.ui.help import HelpWindow

# By the name of the widget's class, since most are made only when they are wanted; the innermost counts.
CHAPTERS = {
    "Lane": "alarm",
    "AlarmStrip": "alarm",
    "Banner": "banners",
    "FeedPanel": "signals",
    "DetailPanel": "signals",
    "SoundButton": "sound",
    "DevicesBar": "devices",
    "DevicePanel": "devices",
    "DutyButton": "shift",
    "ShiftDialog": "shift",
    "HandoverDialog": "shift",
    "HandoverCard": "shift",
    "ReportWindow": "shift",
    "SaveDialog": "shift",
    "HistoryWindow": "find",
    "ExportDialog": "find",
    "WatchWindow": "watchlist",
    "WatchDialog": "watchlist",
    "DoorDialog": "door",
    "WelcomePanel": "first-device",
    "LockDialog": "lock",
    "BundleDialog": "support",
    "ImportDialog": "many-devices",
    "CheckDialog": "many-devices",
    "ManyForm": "many-devices",
    "CertificateDialog": "certificates",
    "ReplacedDialog": "certificates",
    "PassphraseDialog": "passwords",
    "SetPassphraseDialog": "passwords",
    "EraseDialog": "privacy",
    "DevicesPage": "first-device",
    "AlarmsPage": "alarm-rules",
    "AttentionPage": "alarm-rules",
    "OperatorsPage": "lock",
    "LockPage": "lock",
    "HistoryPage": "storage",
    "PrivacyPage": "privacy",
    "AppearancePage": "desk",
    "HelpWindow": "keys",
}
START = "signals"


def chapter_of(focus: QWidget | None, *, alarm_open: bool) -> str:
    """Return the name of the chapter that is about where the keyboard is.

    Args:
        focus: the widget with the keyboard.
        alarm_open: an alarm waits for the guard.
    """
    widget, inner = focus, ""
    while widget is not None and not inner:
        inner = CHAPTERS.get(type(widget).__name__, "")
        widget = widget.parentWidget() if not widget.isWindow() else None
    if inner not in ("", "signals") or focus is None:
        return inner or ("alarm" if alarm_open else START)
    # In the settings the keyboard may be at the tabs, and in the main window it stays in the feed, whatever comes.
    within = [
        CHAPTERS[name]
        for part in focus.window().findChildren(QWidget)
        if part.isVisible() and (name := type(part).__name__) in CHAPTERS and name.endswith(("Page", "Panel"))
    ]
    if alarm_open and "signals" in within:
        return "alarm"
    warned = [banner for banner in focus.window().findChildren(Banner) if banner.isVisible()]
    if warned and "signals" in within:
        return "banners"
    return inner or (within[0] if within else START)


class GuidePlace(QObject):
    """Opens one guide over a window, and adds its key to every other window as that comes up.

    Args:
        window: the main window, which has the key already.
        alarm_open: gives whether an alarm waits.
    """

    def __init__(self, window: QWidget, alarm_open: Callable[[], bool]) -> None:
        super().__init__(window)
        self._main = window
        self._alarm_open = alarm_open
        self.guide: GuideWindow | None = None
        self.keys: HelpWindow | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - for the type checker: there are windows already
        application.focusChanged.connect(self._give_key)

    def open_here(self) -> None:
        """Show the chapter about what the user is doing."""
        self.open(chapter_of(QApplication.focusWidget(), alarm_open=self._alarm_open()))

    def open(self, chapter: str) -> None:
        """Show a chapter."""
        if self.guide is None:
            from facemon.ui.guide.window import GuideWindow

            self.guide = GuideWindow()
            self.guide.keys.connect(self.open_keys)
        if not self.guide.isActiveWindow():
            self.guide.show_chapter(chapter)
        self.guide.come_to_front()

    def open_keys(self) -> None:
        """Show the keys."""
        if self.keys is None:
            from facemon.ui.help import HelpWindow

            self.keys = HelpWindow(self._main)
        self.keys.show()
        self.keys.raise_()
        self.keys.activateWindow()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        if self.guide is not None:
            self.guide.restyle()

    def close(self) -> None:
        """Close the guide for good."""
        if self.guide is not None:
            self.guide.close()
            self.guide.deleteLater()
            self.guide = None

    def _give_key(self, _left: QWidget | None, now: QWidget | None) -> None:
        window = now.window() if now is not None else None
        if window is None or window is self._main or window.windowType() == Qt.WindowType.Popup:
            return
        if window.findChild(QShortcut, _KEY) is None:
            shortcut = QShortcut(QKeySequence(sequences("help")[0]), window)
            shortcut.setObjectName(_KEY)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.open_here)


_KEY = "guide"
