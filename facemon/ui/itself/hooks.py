"""Brings what would be printed and lost into the log: a windowed program has no standard error."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,  # Qt's last word before it ends the process
}


def install() -> None:
    """Take what nobody has handled, in any thread and in Qt's slots, and what Qt says."""
    sys.excepthook = unhandled
    threading.excepthook = unhandled_in_thread
    sys.unraisablehook = unraisable
    qInstallMessageHandler(_from_qt)


def unhandled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an error that has come up to Qt, or to the end of the program, and let go of what it holds.

    Python keeps the last one. Where it came up in painting, it would keep the painter: nothing more is painted then,
    and Qt crashes once the window is of another size.
    """
    log.critical("unhandled error", exc_info=(kind, error, trace))
    traceback.clear_frames(trace)


def unhandled_in_thread(arguments: threading.ExceptHookArgs) -> None:
    """Log an error that has ended a thread."""
    if arguments.exc_value is not None:
        name = arguments.thread.name if arguments.thread else "?"
        log.critical(
            "unhandled error in thread %s", name,
            exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback),
        )  # fmt: skip


def unraisable(arguments: sys.UnraisableHookArgs) -> None:
    """Log an error that Python could raise nowhere, as in the garbage collector."""
    log.critical("error that could not be raised: %s", arguments.err_msg, exc_info=arguments.exc_value)


def _from_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
