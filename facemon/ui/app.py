"""Starts the program with its window, and ends it."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from facemon import log as log_file
from facemon.profile import Profile, ProfileError, ProfileInUse
from facemon.program import Exit, program_version
from facemon.trace import Trace
from facemon.ui import error_text, icons, instance, language, theme
from facemon.ui.session import Session
from facemon.ui.signals import QuitOnSignal
from facemon.ui.window import MainWindow

log = logging.getLogger(__name__)


def run(*, profile: Path | None, demo: bool, trace: Path | None) -> int:
    """Open the monitor and return its exit code when the user, SIGTERM or SIGINT has ended it."""
    if not _display_there():
        sys.stderr.write("facemon needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set here.\n")
        return Exit.FAILED
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker: nothing else makes one
    app.setApplicationName("facemon")
    app.setApplicationDisplayName("facemon")
    app.setApplicationVersion(program_version())
    app.setDesktopFileName("facemon")
    app.setWindowIcon(icons.application_icon())
    language.install(app, "auto")  # until the settings say otherwise: an error may come before them
    try:
        folder = Profile.throwaway() if demo else Profile(profile)
    except ProfileError as error:
        return _fail(error_text.profile_error(error))
    with folder, contextlib.closing(log_file):
        try:
            folder.lock()
        except ProfileInUse as error:
            instance.ask_to_show(folder.folder)
            sys.stderr.write(f"{error_text.profile_error(error)}\n")
            return Exit.IN_USE
        except ProfileError as error:
            return _fail(error_text.profile_error(error))
        log_file.set_up(folder.log_path)
        _log_everything()
        try:
            tracer = Trace(trace) if trace else None
        except OSError as error:
            return _fail(
                QCoreApplication.translate("App", "The trace cannot be written: {reason}").format(reason=error)
            )
        return _run_window(app, folder, tracer, demo=demo)


def _run_window(app: QApplication, profile: Profile, trace: Trace | None, *, demo: bool) -> int:
    log.info("facemon %s starts, profile %s", program_version(), profile.folder)
    session = Session(profile, trace)
    language.install(app, session.settings.ui.language)
    theme.apply(app, session.settings.ui.theme, session.settings.ui.font_size)
    window = MainWindow(session)
    quitter = QuitOnSignal(app.quit)
    server = instance.ShowServer(profile.folder, window.come_to_front)
    window.show()
    session.start()
    if demo:
        session.try_demo()
    app.exec()
    window.keep_layout()
    server.close()
    session.view = None
    session.close()
    window.close_panels()
    quitter.close()
    log.info("facemon ends")
    return Exit.OK


def _display_there() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    if QApplication.platformName() not in ("offscreen", "minimal"):
        box = QMessageBox(QMessageBox.Icon.Critical, "facemon", "")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.exec()
    return Exit.FAILED


def _log_everything() -> None:
    """Bring what would be printed and lost (a windowed program has no standard error) into the log."""

    def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("unhandled error", exc_info=(kind, error, trace))

    def unhandled_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            name = arguments.thread.name if arguments.thread else "?"
            log.critical(
                "unhandled error in thread %s", name,
                exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback),
            )  # fmt: skip

    def unraisable(arguments: sys.UnraisableHookArgs) -> None:
        log.critical("error that could not be raised: %s", arguments.err_msg, exc_info=arguments.exc_value)

    def from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        serious = kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
        log.log(
            logging.ERROR if serious else logging.DEBUG if kind == QtMsgType.QtDebugMsg else logging.WARNING,
            "Qt: %s",
            message,
        )

    sys.excepthook = unhandled
    threading.excepthook = unhandled_in_thread
    sys.unraisablehook = unraisable
    qInstallMessageHandler(from_qt)
