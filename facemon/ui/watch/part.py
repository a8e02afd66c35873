"""What the details of an event say of the watch list, and the button that leads to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facemon.alarm import Watched
from facemon.event import Event, Happening
from facemon.ui import theme
from facemon.ui.fitting import give_icon, wrap
from facemon.ui.label import PlainLabel
from facemon.ui.watch.ending import told
from facemon.ui.watch.roll import who


class WatchPart(QWidget):
    """Hidden for what is about nobody at all."""

    ask = Signal()  # the person shown is to be watched, or that is to be changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._happening: Happening | None = None
        self._watched: Watched | None = None
        self.button = QPushButton()
        self.button.clicked.connect(self.ask)
        self.told = PlainLabel(size=0.95)
        wrap(self.told)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE // 2)
        column.addWidget(self.told)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_person(None, None)

    def show_person(self, happening: Happening | None, watched: Watched | None) -> None:
        """Show whether the person whom this is about is on the list, and may be put on it."""
        self._happening, self._watched = happening, watched
        event = happening if isinstance(happening, Event) else None
        known = event is not None and who(event) is not None
        self.setVisible(event is not None)
        self.button.setEnabled(known)
        if watched is not None:
            self.told.setText(self.tr("On the watch list {how}").format(how=told(watched)))
            self.button.setText(self.tr("Change…"))
        elif known:
            self.told.setText("")
            self.button.setText(self.tr("Watch for this person…"))
        else:
            self.told.setText("")
            self.button.setText(self.tr("Not recognised: cannot be watched for"))
        self.button.setAccessibleName(self.tr("Watch list: change…") if watched is not None else self.button.text())
        self.told.setVisible(bool(self.told.text()))

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.told.restyle()
        give_icon(self.button, "watch", theme.theme().text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_person(self._happening, self._watched)
        super().changeEvent(event)
