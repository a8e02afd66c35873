"""A red frame around each screen while something critical is open: to be seen from across the room."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from facemon.alarm import Priority
from facemon.ui import theme
from facemon.ui.coming import motion
from facemon.ui.coming.abilities import can_place, raise_window
from facemon.ui.settings.relay import Relay

THICKNESS = 10  # logical pixels
BEAT_MS = 1000  # bright for as long, then dark for as long: half a flash a second, never one that harms
_FAINT = 0.45  # how much of the colour is left in the darker half


class RedFrame(QObject):
    """Four narrow windows a screen, which a click goes through and no keyboard goes to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._edges: list[_Edge] = []
        self._bright = True
        self._wanted = False
        self._still = False  # the user wants no motion on this desktop
        self._kept_still = False  # nor here
        self._relay = Relay(self)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._turn)
        # A little later: a screen that comes, goes or turns says so several times.
        self._rearranging = QTimer(self, singleShot=True, interval=0)
        self._rearranging.timeout.connect(self._arrange)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - for the type checker: there are windows already
        application.screenAdded.connect(self._watch)
        application.screenRemoved.connect(self._arrange_later)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    @property
    def shown(self) -> bool:
        """Whether it is there."""
        return self._wanted

    @property
    def edges(self) -> list[QWidget]:
        """The windows that it is made of."""
        return list(self._edges)

    def set_shown(self, *, shown: bool) -> None:
        """Be there, or not."""
        if shown == self._wanted:
            return
        self._wanted = shown and can_place()
        self._bright = True
        self._arrange()
        if self._wanted:
            self._beat.start()
            threading.Thread(target=self._ask_for_stillness, name="motion", daemon=True).start()
        else:
            self._beat.stop()

    def keep_still(self, *, still: bool) -> None:
        """Be bright all the time, whatever the desktop says; or beat where that does not mind."""
        self._kept_still = still

    def close(self) -> None:
        """Go away for good."""
        self._relay.close()
        self.set_shown(shown=False)

    def _ask_for_stillness(self) -> None:
        still = motion.is_unwanted()

        def take() -> None:
            self._still = still

        self._relay.call(take)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._arrange_later)
        self._arrange_later()

    def _arrange_later(self) -> None:
        self._rearranging.start()

    def _arrange(self) -> None:
        """Have four edges on each screen that there is now, or none."""
        for edge in self._edges:
            edge.hide()
            edge.deleteLater()
        screens = QGuiApplication.screens() if self._wanted else []
        self._edges = [_Edge(screen, side) for screen in screens for side in range(4)]
        for edge in self._edges:
            edge.show()

    def _turn(self) -> None:
        self._bright = not self._bright or self._still or self._kept_still
        for edge in self._edges:
            edge.set_bright(bright=self._bright)
            raise_window(edge)  # what has been put above it meanwhile must not hide it


class _Edge(QWidget):
    def __init__(self, screen: QScreen, side: int) -> None:
        super().__init__(
            None,
            # Past the window manager, where there is X11: it would put a frame around it, or it on one desktop alone.
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowTransparentForInput
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.BypassWindowManagerHint,
        )
        self._bright = True
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle("facemon")
        self.setScreen(screen)
        self.setGeometry(_place(screen.geometry(), side))

    def set_bright(self, *, bright: bool) -> None:
        """Be bright or less so."""
        if bright != self._bright:
            self._bright = bright
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = QColor(theme.priority_colour(Priority.CRITICAL))
        if not self._bright:
            colour = QColor.fromRgbF(*(part * _FAINT for part in colour.getRgbF()[:3]))  # type: ignore[index]
        QPainter(self).fillRect(self.rect(), colour)


def _place(screen: QRect, side: int) -> QRect:
    """Return where the upper, lower, left or right edge of a screen is."""
    width, height = screen.width(), screen.height()
    return (
        QRect(screen.x(), screen.y(), width, THICKNESS),
        QRect(screen.x(), screen.y() + height - THICKNESS, width, THICKNESS),
        QRect(screen.x(), screen.y() + THICKNESS, THICKNESS, height - 2 * THICKNESS),
        QRect(screen.x() + width - THICKNESS, screen.y() + THICKNESS, THICKNESS, height - 2 * THICKNESS),
    )[side]
