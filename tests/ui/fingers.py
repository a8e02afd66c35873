"""What a finger can hit in a window, and where that is too small or too close to something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QToolButton,
    QWidget,
)

from facemon.ui import theme

PRESSED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QSlider)


def targets(window: QWidget) -> Iterator[tuple[str, QWidget, QRect]]:
    """Return what a finger can hit in a window, each with its name and where it is in its widget."""
    for each in window.findChildren(QWidget):
        if each.window() is not window or each.visibleRegion().isEmpty() or not each.isEnabled():
            continue
        if isinstance(each.parentWidget(), QAbstractSpinBox | QComboBox) or _is_sign(each):
            continue
        name = f"{type(window).__name__}: {type(each).__name__} {each.accessibleName() or getattr(each, 'text', str)()}"
        if isinstance(each, QTabBar):
            for number in range(each.count()):
                yield f"{name} {each.tabText(number)}", each, each.tabRect(number)
        elif isinstance(each, QHeaderView):
            if each.sectionsClickable():
                for section in range(each.count()):
                    at = each.sectionViewportPosition(section)
                    yield f"{name} {section}", each, QRect(at, 0, each.sectionSize(section), each.height())
        elif isinstance(each, QAbstractItemView):
            model = each.model()
            rows = model.rowCount() if model is not None else 0
            for row in range(rows):
                rect = each.visualRect(model.index(row, 0))
                if not rect.isEmpty() and each.viewport().rect().intersects(rect):
                    yield f"{name} row {row}", each.viewport(), rect
        elif (
            isinstance(each, PRESSED)
            or (isinstance(each, QLabel) and "<a " in each.text())
            or each.cursor().shape() == Qt.CursorShape.PointingHandCursor
        ):
            yield name, each, each.rect()


def small(window: QWidget) -> list[str]:
    """Return what has a side shorter than a finger needs, by its own size or since no more of it has room."""
    found = []
    for name, each, rect in targets(window):
        shown = rect if _scrolls(each) else each.visibleRegion().boundingRect() & rect
        if min(shown.width(), shown.height()) < theme.TOUCH:
            found.append(f"{name}: {shown.width()}x{shown.height()} of {rect.width()}x{rect.height()}")
    return found


def overlapping(window: QWidget) -> list[str]:
    """Return the pairs of which a finger may hit the one over the other."""
    seen: list[tuple[str, QWidget, QRect]] = []
    for name, each, rect in targets(window):
        shown = each.visibleRegion().boundingRect() & rect
        if not shown.isEmpty():
            seen.append((name, each, QRect(each.mapTo(window, shown.topLeft()), shown.size())))
    return [
        f"{first[0]} and {second[0]}"
        for first, second in combinations(seen, 2)
        if first[2].intersects(second[2]) and not _are_one(first[1], second[1])
    ]


def _scrolls(each: QWidget) -> bool:
    """Return whether it can be brought into sight as a whole."""
    parent: QWidget | None = each
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def _are_one(first: QWidget, second: QWidget) -> bool:
    return first is second or first.isAncestorOf(second) or second.isAncestorOf(first)


def _is_sign(each: QWidget) -> bool:
    """Return whether it is the magnifier in a text box, which does nothing."""
    parent = each.parentWidget()
    return isinstance(each, QToolButton) and parent is not None and each.defaultAction() in parent.actions()
