"""Buttons that say what is chosen, with a menu to choose something else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from facemon.ui import icons, theme
from facemon.ui.text import clean

_LONGEST = 24  # characters of what is chosen
_LONGEST_ITEM = 60
_ARROW = 12
_SIDE = round(1.25 * theme.SPACE)  # of the text and the arrow to the edges, as in a text box


class MenuButton(QPushButton):
    """A button in the look of a text box, with a small arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setProperty("choice", True)
        self.setAutoDefault(False)

    def say(self, name: str, chosen: str) -> None:
        """Show what is chosen; `name` says to assistive technology what it is chosen for."""
        self._name = name
        self.setText(clean(chosen, _LONGEST).replace("&", "&&"))
        self.setAccessibleName(f"{name}: {clean(chosen)}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + theme.SPACE // 2, hint.height())  # for the arrow, Qt has left room already

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        option.rect = option.rect.adjusted(_SIDE, 0, -_SIDE - _ARROW, 0)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        left, top = self.width() - _ARROW - _SIDE, (self.height() - _ARROW) / 2
        icons.paint(painter, "down", theme.colour("dim"), left, top, _ARROW)


class OneOf(MenuButton):
    """Chooses one of a few."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._triggered)
        self._chosen = ""
        self.setMenu(self._menu)

    @property
    def chosen(self) -> str:
        """The value that is chosen."""
        return self._chosen

    def offer(self, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these values by their words, one of them chosen. What was offered before is forgotten."""
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        self._name = name
        for value, word in choices:
            action = _ticked(word, self._menu)
            action.setData(value)
            self._group.addAction(action)
            self._menu.addAction(action)
        self.choose(chosen)

    def choose(self, value: str) -> None:
        """Choose a value without telling."""
        for action in self._group.actions():
            if action.data() == value:
                action.setChecked(True)
                self._chosen = value
                self.say(self._name, _word(action))

    def _triggered(self, action: QAction) -> None:
        before = self._chosen
        self.choose(str(action.data()))
        if self._chosen != before:
            self.chosen_changed.emit()


class SomeOf(MenuButton):
    """Chooses any number of many; none chosen stands for all."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menu = _StayingMenu(self)
        self._all = ""
        self._actions: dict[str, QAction] = {}
        self._every = QAction(self)
        self._every.setCheckable(True)
        self._every.triggered.connect(self._choose_all)
        self.setMenu(self._menu)

    @property
    def chosen(self) -> frozenset[str] | None:
        """The values chosen; None for all of them."""
        chosen = frozenset(value for value, action in self._actions.items() if action.isChecked())
        return chosen or None

    def offer(self, name: str, all_: str, choices: Sequence[tuple[str, str]], chosen: frozenset[str] | None) -> None:
        """Offer these values by their words; `all_` is what is said where none of them is chosen."""
        self._name, self._all = name, all_
        self._menu.clear()
        self._actions = {}
        self._every.setText(all_)
        self._menu.addAction(self._every)
        self._menu.addSeparator()
        for value, word in choices:
            action = _ticked(word, self._menu)
            action.setChecked(chosen is not None and value in chosen)
            action.triggered.connect(self._toggled)
            self._actions[value] = action
            self._menu.addAction(action)
        self._say_chosen()

    def choose(self, chosen: frozenset[str] | None) -> None:
        """Choose these values without telling."""
        for value, action in self._actions.items():
            action.setChecked(chosen is not None and value in chosen)
        self._say_chosen()

    def _choose_all(self) -> None:
        self.choose(None)
        self.chosen_changed.emit()

    def _toggled(self) -> None:
        self._say_chosen()
        self.chosen_changed.emit()

    def _say_chosen(self) -> None:
        words = [_word(action) for action in self._actions.values() if action.isChecked()]
        self._every.setChecked(not words)
        if not words:
            self.say(self._name, self._all)
        elif len(words) == 1:
            self.say(self._name, words[0])
        else:
            self.say(self._name, self.tr("{first} and %n more", "", len(words) - 1).format(first=clean(words[0], 14)))


class _StayingMenu(QMenu):
    """Stays open while things are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if action is not None and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            action.trigger()
        else:
            super().keyPressEvent(event)


def _ticked(word: str, menu: QMenu) -> QAction:
    action = QAction(clean(word, _LONGEST_ITEM).replace("&", "&&"), menu)
    action.setCheckable(True)
    return action


def _word(action: QAction) -> str:
    return action.text().replace("&&", "&")
