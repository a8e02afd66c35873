"""Starts the program: its window's first frame, before all else is loaded, then what comes into it; and ends it."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from facemon import log as log_file
from facemon.limit import Limit
from facemon.open_files import allow_open_files
from facemon.profile import Profile, ProfileError, ProfileInUse
from facemon.program import Exit
from facemon.ui import display, language, theme
from facemon.ui.itself import hooks
from facemon.ui.kept_layout import KeptLayout
from facemon.ui.signals import QuitOnSignal
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
        app.setDesktopFileName("facemon")
        language.install(app, "auto")  # until the settings say otherwise: an error may come before them
        if quitter.asked:
            return Exit.OK
        try:
            folder = Profile.throwaway() if demo else Profile(profile)
        except ProfileError as error:
            return _fail_profile(error)
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
        from facemon.ui import error_text, instance

        instance.ask_to_show(folder.folder, give_up=lambda: quitter.asked)
        sys.stderr.write(f"{error_text.profile_error(error)}\n")
        return Exit.IN_USE
    except ProfileError as error:
        return _fail_profile(error)
    log_file.set_up(folder.log_path)
    hooks.install()
    window = None if quitter.asked else _first_frame(app, folder)
    _load(lambda: quitter.asked)
    from facemon.ui import whole

    try:
        tracer = whole.Trace(trace) if trace else None
    except OSError as error:
        return _fail(QCoreApplication.translate("App", "The trace cannot be written: {reason}").format(reason=error))
    running = whole.Running(folder.folder)
    if window is not None and not quitter.asked:
        try:
            whole.run(app, window, quitter, folder, tracer, limit, running.last_end, demo=demo, restarted=restarted)
        except Exception as error:
            running.crashed(error)
            raise
    running.end()
    return Exit.OK


def _first_frame(app: QApplication, folder: Profile) -> MainWindow:
    """Show the window as it was left, saying that it starts; return when it is painted, or cannot be soon."""
    kept = KeptLayout(folder.window_path)
    reading = threading.Thread(target=kept.read, name="layout", daemon=True)
    reading.start()
    window = MainWindow()
    reading.join(QUICK_MS / 1000)
    if reading.is_alive():
        kept = KeptLayout(folder.window_path)  # nothing, as far as anybody knows
    look = kept.mapping("look")
    size = look.get("font_size")
    language.install(app, str(look.get("language", "auto")))
    theme.begin(app, str(look.get("theme", "dark")), size if isinstance(size, int) and 80 <= size <= 200 else 100)
    painting = QEventLoop()
    page = window.begin(kept.mapping("window"))
    page.painted.connect(painting.quit)
    QTimer.singleShot(QUICK_MS, painting.quit)  # one that is minimised is not painted
    painting.exec()
    return window


def _load(asked_to_end: Callable[[], bool]) -> None:
    """Load the rest of the program beside the event loop, so that the window answers meanwhile."""
    from facemon.ui.background import Background

    def load() -> None:
        from facemon.ui import whole  # noqa: F401 - so that it is there

    loading = QEventLoop()
    background = Background()
    background.run(load, lambda _: loading.quit(), lambda _: loading.quit())
    if not asked_to_end():
        loading.exec()
    background.close()


def _unforeseen(error: Exception, profile: Profile) -> str:
    return QCoreApplication.translate(
        "App", "facemon has to end because of an error: {reason}. Its log tells more: {log}"
    ).format(reason=str(error) or type(error).__name__, log=profile.log_path)


def _fail_profile(error: ProfileError) -> int:
    from facemon.ui import error_text

    return _fail(error_text.profile_error(error))


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    if QApplication.platformName() not in ("offscreen", "minimal"):
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Critical, "facemon", "")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(sentence)
        box.exec()
    return Exit.FAILED
