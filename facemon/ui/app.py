"""Starts the program with its window, and ends it."""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputDevice
from PySide6.QtWidgets import QApplication, QMessageBox

from facemon import log as log_file
from facemon.limit import Limit
from facemon.profile import Profile, ProfileError, ProfileInUse
from facemon.program import Exit, allow_open_files, program_version
from facemon.running import LastEnd, Running
from facemon.trace import Trace
from facemon.ui import display, error_text, icons, instance, language, theme
from facemon.ui.itself import hooks
from facemon.ui.session import Session
from facemon.ui.signals import QuitOnSignal
from facemon.ui.touch_screens import is_wanted
from facemon.ui.watchdog.watchdog import Watched
from facemon.ui.window import MainWindow

log = logging.getLogger(__name__)
ENDING = 3.0  # seconds for all that ends, whatever hangs
LAST_LINES = 0.3  # seconds, of which the log has these in any case
QUICK_MS = 200


def run(
    *, profile: Path | None, demo: bool, trace: Path | None, restarted: bool, asked_to_end: Callable[[], bool]
) -> int:
    """Open the monitor and return its exit code when the user, SIGTERM or SIGINT has ended it.

    Args:
        profile: the profile folder, None for the platform's.
        demo: with a simulated device in a throw-away profile.
        trace: where to note when each event was where, if at all.
        restarted: whether somebody starts it again when it has ended by itself.
        asked_to_end: whether a signal has come before this has taken the signals over.
    """
    no_screen = display.problem()
    if no_screen:
        sys.stderr.write(f"{no_screen}\n")
        return Exit.FAILED
    allow_open_files()
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker: nothing else makes one
    with contextlib.closing(QuitOnSignal(app.quit, asked_to_end)) as quitter:
        app.setApplicationName("facemon")
        app.setApplicationDisplayName("facemon")
        app.setApplicationVersion(program_version())
        app.setDesktopFileName("facemon")
        app.setWindowIcon(icons.application_icon())
        language.install(app, "auto")  # until the settings say otherwise: an error may come before them
        if quitter.asked:
            return Exit.OK
        try:
            folder = Profile.throwaway() if demo else Profile(profile)
        except ProfileError as error:
            return _fail(error_text.profile_error(error))
        limit = Limit(ENDING)
        with folder, contextlib.ExitStack() as last:
            last.callback(lambda: log_file.close(max(LAST_LINES, limit.left())))
            try:
                return _run_in(folder, app, quitter, trace, limit, demo=demo, restarted=restarted)
            except Exception as error:
                log.critical("facemon cannot go on", exc_info=True)
                return _fail(_unforeseen(error, folder))


def _run_in(
    folder: Profile, app: QApplication, quitter: QuitOnSignal, trace: Path | None, limit: Limit,
    *, demo: bool, restarted: bool,
) -> int:  # fmt: skip
    try:
        folder.lock()
    except ProfileInUse as error:
        instance.ask_to_show(folder.folder, give_up=lambda: quitter.asked)
        sys.stderr.write(f"{error_text.profile_error(error)}\n")
        return Exit.IN_USE
    except ProfileError as error:
        return _fail(error_text.profile_error(error))
    log_file.set_up(folder.log_path)
    hooks.install()
    try:
        tracer = Trace(trace) if trace else None
    except OSError as error:
        return _fail(QCoreApplication.translate("App", "The trace cannot be written: {reason}").format(reason=error))
    running = Running(folder.folder)
    if not quitter.asked:
        try:
            _run_window(app, quitter, folder, tracer, limit, running.last_end, demo=demo, restarted=restarted)
        except Exception as error:
            running.crashed(error)
            raise
    running.end()
    return Exit.OK


def _run_window(
    app: QApplication, quitter: QuitOnSignal, profile: Profile, trace: Trace | None, limit: Limit,
    last_end: LastEnd | None, *, demo: bool, restarted: bool,
) -> None:  # fmt: skip
    log.info("facemon %s starts, profile %s", program_version(), profile.folder)
    if last_end is not None:
        log.error("the run before was not ended as it should be: %s", last_end.how.value)
    with contextlib.ExitStack() as ending:  # what has begun is ended, whatever fails between
        ending.callback(log.info, "facemon ends")
        panels = ending.enter_context(contextlib.ExitStack())  # after the session, whose last words still go there
        session = Session(profile, trace)
        session.last_end = last_end
        ending.callback(_close_session, session, limit)
        _read_settings(session)
        language.install(app, session.settings.ui.language)
        looks, desk = session.settings.ui, session.settings.desk
        theme.apply(app, looks.theme, looks.font_size, touch=is_wanted(desk.touch, QInputDevice.devices()))
        window = MainWindow(session)
        panels.callback(window.close_panels, limit)
        ending.enter_context(contextlib.closing(instance.ShowServer(profile.folder, window.come_to_front)))
        ending.callback(window.keep_layout)
        window.show()
        session.start()
        if demo:
            session.try_demo()
        else:
            window.first_start.begin()
        # What the start has made stays for good. Gone through again and again, it would hold an alarm up for 40 ms.
        gc.freeze()
        gc.enable()
        watched = Watched(profile.log_path, volume=lambda: session.settings.ui.volume, restarted=restarted)
        ending.callback(watched.close)  # before all else: what ends takes longer than an event
        watched.stood_still.connect(window.stood_still)
        watched.begin()
        if not quitter.asked:
            app.exec()


def _read_settings(session: Session) -> None:
    """Begin, and wait for a disk that is quick: then the window has its own look and place from its first frame on."""
    waiting = QEventLoop()
    session.settings_changed.connect(waiting.quit)
    QTimer.singleShot(QUICK_MS, waiting.quit)
    session.read_settings()
    waiting.exec()


def _close_session(session: Session, limit: Limit) -> None:
    session.view = None
    session.close(limit)


def _unforeseen(error: Exception, profile: Profile) -> str:
    return QCoreApplication.translate(
        "App", "facemon has to end because of an error: {reason}. Its log tells more: {log}"
    ).format(reason=str(error) or type(error).__name__, log=profile.log_path)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    if QApplication.platformName() not in ("offscreen", "minimal"):
        box = QMessageBox(QMessageBox.Icon.Critical, "facemon", "")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.exec()
    return Exit.FAILED
