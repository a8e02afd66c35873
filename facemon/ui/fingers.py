"""What a finger does that a mouse does otherwise: it pulls a page along, and held still it asks for the menu."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputDevice, QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QScroller,
    QScrollerProperties,
    QSplitterHandle,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

_DRAGGED = (QAbstractSlider, QSplitterHandle)  # with which a finger does what a mouse does
DRAGGED = "dragged"  # the property of others for which that holds
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_ENDS = (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class Fingers(QObject):
    """Watches the windows for touches while it is switched on; a mouse goes on as ever.

    Qt makes clicks of touches. Each is held back until the finger is lifted: then it is one, unless the finger has
    moved on, which scrolls, or has been held still, which is what the other mouse button does, and where that does
    nothing, shows as long what would be told to a mouse that rests there.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self._top: QWidget | None = None  # the window that is touched
        self._began = QPointF()
        self._press: QPoint | None = None  # where a click is held back
        self._spent = False  # the finger has done something else than a click
        self._held = QTimer(self, singleShot=True, interval=QGuiApplication.styleHints().mousePressAndHoldInterval())
        self._held.timeout.connect(self._ask_for_menu)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def use(self, *, on: bool) -> None:
        """Begin or end to do so."""
        self._on = on
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
            self._watch(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(watched, event)
        elif isinstance(event, QMouseEvent) and self._top is not None:
            of_a_finger = event.device().type() == QInputDevice.DeviceType.TouchScreen
            return of_a_finger and isinstance(watched, QWindow) and self._keeps(watched, event)
        return False

    def _watch(self, window: QWindow | None) -> None:
        if self._on and window is not None:
            window.installEventFilter(self)

    def _touched(self, watched: QObject, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchBegin:
            self._begin(watched, event.points()[0].position())
        elif event.type() in _ENDS:
            self._held.stop()
        elif self._moved_to(event.points()[0].position()) or len(event.points()) > 1:
            self._spent = True
            self._held.stop()

    def _begin(self, watched: QObject, at: QPointF) -> None:
        self._top = next((each for each in QApplication.topLevelWidgets() if each.windowHandle() is watched), None)
        self._began, self._press, self._spent = at, None, False
        under = self._under()
        if under is None or isinstance(under, _DRAGGED) or under.property(DRAGGED):
            self._top = None  # none of our business
            return
        self._held.start()
        area: QWidget | None = under
        while area is not None and not isinstance(area, QAbstractScrollArea):
            area = area.parentWidget()
        if isinstance(area, QAbstractScrollArea) and not QScroller.hasScroller(area.viewport()):
            _make_kinetic(area)

    def _under(self) -> QWidget | None:
        top = self._top
        if top is None or not isValid(top):  # it may have gone under the finger
            return None
        return top.childAt(self._began.toPoint()) or top

    def _moved_to(self, at: QPointF) -> bool:
        return (at - self._began).manhattanLength() >= QApplication.startDragDistance()

    def _keeps(self, window: QWindow, event: QMouseEvent) -> bool:
        """Return whether nobody else is to have a click that was made of a touch."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._press = event.position().toPoint()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            press, self._press = self._press, None
            self._top = None
            if press is None or self._spent:
                return True
            QCoreApplication.sendEvent(
                window, _mouse(QEvent.Type.MouseButtonPress, press, window.mapToGlobal(press), _LEFT)
            )
            return False
        return True

    def _ask_for_menu(self) -> None:
        under, top = self._under(), self._top
        if under is None or top is None:
            return
        self._spent = True
        on_screen = top.mapToGlobal(self._began.toPoint())
        at = under.mapFromGlobal(on_screen)
        # To the widget: its window makes a menu's event of them in some versions of Qt, and in others not.
        QCoreApplication.sendEvent(under, _mouse(QEvent.Type.MouseButtonPress, at, on_screen, _RIGHT))
        QCoreApplication.sendEvent(under, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, on_screen))
        QCoreApplication.sendEvent(under, _mouse(QEvent.Type.MouseButtonRelease, at, on_screen, _RIGHT))
        told: QWidget | None = under
        while told is not None and not told.toolTip():
            told = told.parentWidget()
        if QApplication.activePopupWidget() is None and told is not None:
            QToolTip.showText(on_screen, told.toolTip(), told)


def _make_kinetic(area: QAbstractScrollArea) -> None:
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(area.viewport())
    properties = scroller.scrollerProperties()
    for metric in (
        QScrollerProperties.ScrollMetric.HorizontalOvershootPolicy,
        QScrollerProperties.ScrollMetric.VerticalOvershootPolicy,
    ):
        properties.setScrollMetric(metric, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff)
    scroller.setScrollerProperties(properties)


def _mouse(kind: QEvent.Type, at: QPoint, on_screen: QPoint, button: Qt.MouseButton) -> QMouseEvent:
    """Return a click as of a mouse; it is no touch screen's, and so goes by unwatched."""
    held = button if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    place = QPointF(at)
    return QMouseEvent(kind, place, place, QPointF(on_screen), button, held, Qt.KeyboardModifier.NoModifier)
