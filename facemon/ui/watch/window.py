"""The window with everybody on the watch list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facemon.alarm import Watched
from facemon.ui import theme
from facemon.ui.feed.search_box import SearchBox
from facemon.ui.fitting import give_icon, roomy, wrap
from facemon.ui.keys import sequences
from facemon.ui.label import PlainLabel
from facemon.ui.watch.table import WatchTable, named

_CUT = 60  # characters of a name in a question


class WatchWindow(QWidget):
    """Shows who is on the list; what is to be done with whom is told by signals."""

    change = Signal(int)  # the id of an entry
    take_off = Signal(int)  # likewise, once the operator has said to be sure

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = WatchTable(self)
        self.search = SearchBox()
        self.count = PlainLabel(dim=True)
        self.table = QTableView()
        self.nothing = PlainLabel(dim=True)
        wrap(self.nothing)
        self.change_button = QPushButton()
        self.take_off_button = QPushButton()
        self.question: QMessageBox | None = None
        self._lay_out()
        self._connect()
        self.setMinimumSize(QSize(480, 320))
        self.resize(roomy(56, 32))
        self.restyle()

    @property
    def selected(self) -> Watched | None:
        """Who is selected."""
        return self.model.row(self.table.currentIndex().row())

    def show_watched(self, watched: tuple[Watched, ...]) -> None:
        """Show these; whoever was selected stays so."""
        former = self.selected
        self.model.set_watched(watched)
        if former is not None:
            row = self.model.row_of(former.id)
            self.table.selectRow(row if row is not None else 0)
        self._judge()

    def come_to_front(self) -> None:
        """Bring the window before the user."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self.count, self.nothing):
            part.restyle()
        self.retranslate()  # the search box takes its words with its look
        give_icon(self.change_button, "edit", theme.theme().text)
        give_icon(self.take_off_button, "remove", theme.theme().text)
        row = theme.target(self.table.fontMetrics().height() + 2 * theme.SPACE)
        self.table.verticalHeader().setDefaultSectionSize(row)

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.setWindowTitle(self.tr("Watch list – facemon"))
        self.search.restyle()
        self.search.setPlaceholderText(self.tr("Search name, number, reason…"))
        self.table.setAccessibleName(self.tr("Watch list"))
        self.change_button.setText(self.tr("Change…"))
        self.take_off_button.setText(self.tr("Take off…"))
        self._judge()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Delete and not self.search.hasFocus():
            self.ask_to_take_off()
        else:
            super().keyPressEvent(event)

    def ask_to_take_off(self) -> None:
        """Ask whether the selected person is really to be taken off the list."""
        one = self.selected
        if one is None or self.question is not None:
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("Take off the watch list"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        question = self.tr("Take {name} off the watch list? No alarm will be raised for this person any more.")
        name = named(one)
        box.setText(question.format(name=name if len(name) <= _CUT else name[: _CUT - 1] + "…"))
        yes = box.addButton(self.tr("Take off"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.setProperty("danger", True)
        for button in (yes, no):
            button.setIcon(QIcon())  # the style's is made for light
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self.take_off.emit(one.id))
        box.finished.connect(self._answered)
        self.question = box
        box.open()

    def _answered(self) -> None:
        self.question = None

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.left.connect(self._leave_search)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._judge())
        self.table.activated.connect(lambda _: self._change())
        self.change_button.clicked.connect(self._change)
        self.take_off_button.clicked.connect(self.ask_to_take_off)
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+W", self.close),
            *((sequence, self._to_search) for sequence in sequences("search")),
        ]
        for sequence, call in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(lambda call=call: call())

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        """Go on to the list; without anybody on it there is nothing else to do here."""
        if not self.model.all:
            self.close()
        else:
            self.table.setFocus()

    def _search(self, text: str) -> None:
        self.model.search(text)
        if self.model.rowCount():
            self.table.selectRow(0)
        self._judge()

    def _change(self) -> None:
        if self.selected is not None:
            self.change.emit(self.selected.id)

    def _judge(self) -> None:
        """Show how many there are, and what can be done."""
        for button in (self.change_button, self.take_off_button):
            button.setEnabled(self.selected is not None)
        self.count.setText(self.tr("%Ln person(s) on the watch list", "", self.model.all))
        empty = self.model.rowCount() == 0
        self.table.setVisible(not empty)
        self.nothing.setVisible(empty)
        self.nothing.setText(
            self.tr("Nobody on the watch list matches the search.")
            if self.model.all
            else self.tr(
                "Nobody is on the watch list. Put a person on it from a card: “Watch for this person…” in its menu, or "
                "beside its details."
            )
        )

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        top = QHBoxLayout()
        top.setSpacing(2 * theme.SPACE)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.change_button)
        buttons.addWidget(self.take_off_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        rows.setSpacing(theme.SPACE)
        rows.addLayout(top)
        rows.addWidget(table, 1)
        rows.addWidget(self.nothing)
        rows.addStretch(0)
        rows.addLayout(buttons)
