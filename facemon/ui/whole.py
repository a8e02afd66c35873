"""What the window consists of and all that goes on behind it, from the first frame to the end."""

from __future__ import annotations

import contextlib
import gc
import logging

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QApplication

from facemon.limit import Limit
from facemon.profile import Profile
from facemon.program import program_version
from facemon.running import LastEnd, Running
from facemon.trace import Trace
from facemon.ui import icons, instance, language, parts, theme
from facemon.ui.collecting import Collecting
from facemon.ui.session import Session
from facemon.ui.signals import QuitOnSignal
from facemon.ui.spare_memory import SpareMemory
from facemon.ui.touch_screens import is_wanted
from facemon.ui.watchdog.watchdog import Watched
from facemon.ui.window import MainWindow

__all__ = ["Running", "Trace", "parts", "run"]
log = logging.getLogger(__name__)
QUICK_MS = 200


def run(
    app: QApplication, window: MainWindow, quitter: QuitOnSignal, profile: Profile, trace: Trace | None, limit: Limit,
    last_end: LastEnd | None, *, demo: bool, restarted: bool,
) -> None:  # fmt: skip
    """Fill the window, which only says that it starts, and return when it has come to its end.

    Args:
        app: the application.
        window: to be filled.
        quitter: knows whether a signal has come.
        profile: the folder to work in; its lock is held by the caller.
        trace: where to note when each event was where, if at all.
        limit: for all that ends.
        last_end: of the run before, where it did not end as it should.
        demo: with a simulated device.
        restarted: whether somebody starts it again when it has ended by itself.
    """
    log.info("facemon %s starts, profile %s", program_version(), profile.folder)
    if last_end is not None:
        log.error("the run before was not ended as it should be: %s", last_end.how.value)
    app.setApplicationVersion(program_version())
    app.setWindowIcon(icons.application_icon())
    with contextlib.ExitStack() as ending:  # what has begun is ended, whatever fails between
        ending.callback(log.info, "facemon ends")
        panels = ending.enter_context(contextlib.ExitStack())  # after the session, whose last words still go there
        session = Session(profile, trace)
        session.last_end = last_end
        ending.callback(_close_session, session, limit)
        _read_settings(session)
        session.begin()
        language.install(app, session.settings.ui.language)
        looks, desk = session.settings.ui, session.settings.desk
        theme.apply(app, looks.theme, looks.font_size, touch=is_wanted(desk.touch, QInputDevice.devices()))
        for _ in window.fill(session):
            app.processEvents()
        panels.callback(window.close_panels, limit)
        ending.enter_context(contextlib.closing(instance.ShowServer(profile.folder, window.come_to_front)))
        ending.callback(window.keep_layout)
        session.start()
        if demo:
            session.try_demo()
        else:
            window.first_start.begin()
        # What the start has made stays for good. Gone through again and again, it would hold an alarm up for 40 ms.
        gc.freeze()
        Collecting(window)
        ending.callback(SpareMemory(session.background.run, window).stop)
        watched = Watched(profile.log_path, volume=lambda: session.settings.ui.volume, restarted=restarted)
        ending.callback(watched.close)  # before all else: what ends takes longer than an event
        watched.stood_still.connect(window.stood_still)
        watched.begin()
        if not quitter.asked:
            app.exec()


def _read_settings(session: Session) -> None:
    """Begin, and wait for a disk that is quick: then nothing of the window is built twice."""
    waiting = QEventLoop()
    session.settings_changed.connect(waiting.quit)
    QTimer.singleShot(QUICK_MS, waiting.quit)
    session.read_settings()
    waiting.exec()


def _close_session(session: Session, limit: Limit) -> None:
    session.view = None
    session.close(limit)
