"""What Qt can do on this desk: display, scaling, fonts, raising, tray. Run by the doctor in a process of its own.

Qt ends the whole process where it cannot open a display, and may hang on a dead sound server.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from facemon.doctor.finding import Finding, as_json, failed, ok, warning
from facemon.ui import chinese_font, display
from facemon.ui.coming.abilities import WITHOUT_SCREEN
from facemon.ui.coming.x11 import X11Desktop

LEAST = QSize(800, 520)  # points, of the window


def main() -> int:
    """Print what has been found as a JSON array, and return 0."""
    sys.stdout.buffer.write(as_json(findings()))
    sys.stdout.buffer.flush()
    return 0


def findings() -> list[Finding]:
    """Look at the desk. Makes a QApplication where there is a screen for one."""
    no_screen = display.problem()
    if no_screen:
        return [
            failed("display", no_screen, "Run facemon on a desk with a screen."),
            warning("raising", "Not looked at: there is no screen."),
            warning("tray", "Not looked at: there is no screen."),
            warning("scaling", "Not looked at: there is no screen."),
            warning("fonts", "Not looked at: there is no screen."),
        ]
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)  # noqa: S101 - for the type checker
    platform = app.platformName()
    return [_display(platform), _raising(platform), _tray(), _scaling(), _fonts()]


def _display(platform: str) -> Finding:
    screens = ", ".join(f"{screen.size().width()}x{screen.size().height()}" for screen in QGuiApplication.screens())
    if platform in WITHOUT_SCREEN:
        return warning("display", f"Qt runs on {platform!r}: nobody sees a window.", "Unset QT_QPA_PLATFORM.")
    if not screens:
        return failed("display", f"{platform}: no screen is connected.", "Connect one.")
    return ok("display", f"{platform}, with {screens}.")


def _raising(platform: str) -> Finding:
    if platform.startswith("wayland"):
        return warning(
            "raising",
            "Wayland lets no window raise, place or activate itself: facemon asks for attention, notifies and sounds, "
            "and there is no red frame.",
            "For a window that comes by itself, sign in to an X11 session or start facemon with QT_QPA_PLATFORM=xcb.",
        )
    if platform in WITHOUT_SCREEN:
        return warning("raising", f"Nothing can be raised on {platform!r}.")
    if platform == "windows":
        return ok("raising", "The window is shown; Windows may flash its taskbar button instead of the foreground.")
    if platform == "xcb":
        return _window_manager()
    return ok("raising", "The window can be raised, and can take the foreground.")


def _window_manager() -> Finding:
    desktop = X11Desktop()
    name = desktop.window_manager
    desktop.close()
    if not name:
        return warning(
            "raising",
            "There is no window manager that follows the desktop's conventions: a window may stay behind another.",
            "Start one.",
        )
    return ok("raising", f"{name} lets the window be raised, brought from another desktop, and take the foreground.")


def _scaling() -> Finding:
    """Look whether the smallest window has room on each screen, as much as the system enlarges everything there."""
    screens = QGuiApplication.screens()
    scales = ", ".join(f"{screen.devicePixelRatio():.0%}" for screen in screens) or "none"
    small = [screen for screen in screens if not _has_room(screen.availableSize())]
    if small:
        size = small[0].availableSize()
        return warning(
            "scaling",
            f"Everything is enlarged to {scales}: that leaves {size.width()}x{size.height()} points of a screen, and "
            f"facemon's window needs {LEAST.width()}x{LEAST.height()}.",
            "Take a smaller scale in the system's display settings, or a larger screen.",
        )
    return ok("scaling", f"Everything is enlarged to {scales}; the window has room.")


def _has_room(size: QSize) -> bool:
    return size.width() >= LEAST.width() and size.height() >= LEAST.height()


def _fonts() -> Finding:
    families = chinese_font.families()
    if not families:
        return failed(
            "fonts",
            "No font has Chinese characters: names of people show as empty boxes.",
            "Install one, as the package fonts-noto-cjk.",
        )
    return ok(
        "fonts", f"Chinese is shown in {families[0]}" + (f" or {len(families) - 1} more." if families[1:] else ".")
    )


def _tray() -> Finding:
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return warning(
            "tray",
            "This desktop has no tray: no icon with the number of alarms.",
            "GNOME has one by the extension AppIndicator; the window's own title has the number, too.",
        )
    return ok("tray", "There is a tray for the icon.")


if __name__ == "__main__":
    sys.exit(main())
