"""The guide's window: what is in it at the left, with a search, and a chapter beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facemon.resource import resources
from facemon.ui import language, theme
from facemon.ui.feed.search_box import SearchLine
from facemon.ui.fitting import give_icon, roomy
from facemon.ui.guide.book import Book, read_book
from facemon.ui.guide.pages import Pages
from facemon.ui.label import PlainLabel

_PLACE = Qt.ItemDataRole.UserRole  # of an item: the chapter's name and the section's number
_LONGEST_SEARCH = 100  # characters


class GuideWindow(QWidget):
    """Reads the guide in the language in use. Escape closes it."""

    keys = Signal()  # the list of keys is wanted

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._been: list[str] = []
        self.chapter = ""  # the name of the one that is shown
        self.search = SearchLine(_LONGEST_SEARCH)
        self.said = PlainLabel(dim=True)
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setRootIsDecorated(True)
        self.pages = Pages()
        self.back = QPushButton()
        self.keys_button = QPushButton()
        self._book = self._read()
        self._lay_out()
        self._connect()
        self.setMinimumSize(QSize(560, 400))
        self.resize(roomy(64, 46))
        self.retranslate()
        self.restyle()
        self.show_chapter(self._book.chapters[0].name)

    @property
    def book(self) -> Book:
        """The guide as it is shown."""
        return self._book

    def show_chapter(self, name: str) -> None:
        """Show a chapter from its beginning; the first where there is none of this name."""
        chapter = self._book.chapter(name)
        if self.chapter and self.chapter != chapter.name:
            self._been.append(self.chapter)
        self.chapter = chapter.name
        self.pages.show_chapter(self._book.folder, chapter)
        self.back.setEnabled(bool(self._been))
        self._mark_in_contents()
        self.pages.seek(self.search.text().strip())

    def come_to_front(self) -> None:
        """Bring the window before the user, from wherever it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.contents.setFocus()

    # Layout

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.search)
        column.addWidget(self.said)
        column.addWidget(self.contents, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.keys_button)
        row.addStretch(1)
        column.addLayout(row)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.pages)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([roomy(20, 1).width(), roomy(44, 1).width()])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self._go_on)
        self.contents.currentItemChanged.connect(self._chosen)
        self.contents.itemClicked.connect(self._chosen)
        self.pages.wanted.connect(self.show_chapter)
        self.back.clicked.connect(self._go_back)
        self.keys_button.clicked.connect(self.keys)
        for keys, call in (("Esc", self._leave), ("Ctrl+F", self._search), ("Alt+Left", self._go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    def _fill_contents(self) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        parts: dict[str, QTreeWidgetItem] = {}
        for chapter in self._book.chapters:
            if chapter.part not in parts:
                parts[chapter.part] = part = QTreeWidgetItem([chapter.part])
                part.setFlags(Qt.ItemFlag.ItemIsEnabled)
                part.setFont(0, theme.font(bold=True))
                self.contents.addTopLevelItem(part)
                part.setExpanded(True)
            item = QTreeWidgetItem([chapter.title])
            item.setData(0, _PLACE, f"{chapter.name} 0")
            parts[chapter.part].addChild(item)
            for number, section in enumerate(chapter.sections):
                if number:
                    inner = QTreeWidgetItem([section.title])
                    inner.setData(0, _PLACE, f"{chapter.name} {number}")
                    item.addChild(inner)
        self.contents.blockSignals(False)

    # What the user does

    def _chosen(self, item: QTreeWidgetItem | None, *_: object) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is None:
            return
        name, section = str(place).split()
        if name != self.chapter:
            self.show_chapter(name)
        self.pages.go_to(int(section))

    def _look(self) -> None:
        """Leave in the contents what has the words, and go where they are."""
        words = self.search.text().strip()
        have = [chapter.name for chapter in self._book.chapters if chapter.has(words)]
        for item in self._items():
            item.setHidden(str(item.data(0, _PLACE)).split()[0] not in have)
        self.said.setText(self._found_in(len(have)) if words else "")
        if words and have and self.chapter not in have:
            self.show_chapter(have[0])
        self.pages.seek(words)

    def _go_on(self) -> None:
        """Go to the next place that has the words, in another chapter after the last one here."""
        words = self.search.text().strip()
        have = [chapter.name for chapter in self._book.chapters if chapter.has(words)] if words else []
        if self.pages.go_on() or not have:
            return
        later = have.index(self.chapter) + 1 if self.chapter in have else 0
        self.show_chapter(have[later % len(have)])
        self.pages.go_on()

    def _go_back(self) -> None:
        if self._been:
            name = self._been.pop()
            self.chapter = ""  # going back is no way to come back from
            self.show_chapter(name)

    def _search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _leave(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def _mark_in_contents(self) -> None:
        self.contents.blockSignals(True)
        for item in self._items():
            mine = str(item.data(0, _PLACE)).split()[0] == self.chapter
            if mine:
                self.contents.setCurrentItem(item)
                self.contents.scrollToItem(item)
            item.setExpanded(mine)
        self.contents.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        """Return the chapters' items."""
        items = []
        for part in map(self.contents.topLevelItem, range(self.contents.topLevelItemCount())):
            inner = [] if part is None else [part.child(number) for number in range(part.childCount())]
            items += [item for item in inner if item is not None]
        return items

    def _found_in(self, chapters: int) -> str:
        return self.tr("Found in %n chapter(s)", "", chapters) if chapters else self.tr("Found nowhere")

    # Look and language

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        t = theme.theme()
        self._dress_search()
        give_icon(self.back, "back", t.text)
        give_icon(self.keys_button, "help", t.text)
        self.said.restyle()
        self.pages.restyle()
        self._fill_contents()
        self._mark_in_contents()
        self.setStyleSheet(
            f"GuideWindow {{ background: {t.panel}; }}"
            f"QTextBrowser {{ background: {t.window}; color: {t.text}; border: 1px solid {t.window}; }}"
            f"QTextBrowser:focus {{ border-color: {t.accent}; }}"
            f"QTreeWidget {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.panel}; outline: 0; }}"
            f"QTreeWidget:focus {{ border-color: {t.accent}; }}"
            f"QTreeWidget::item {{ padding: 4px 2px; }}"
            f"QTreeWidget::item:selected {{ background: {t.selected}; color: {t.text}; }}"
        )

    def _dress_search(self) -> None:
        self.search.dress(self.tr("Search the guide…"), self.tr("Search the guide"), self.tr("Clear the search"))

    def retranslate(self) -> None:
        """Take up the language in use; the chapter stays."""
        self._book = self._read()
        self.setWindowTitle(self.tr("Guide – facemon"))
        self._dress_search()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.back.setText(self.tr("Back"))
        self.keys_button.setText(self.tr("Keys"))

    def changeEvent(self, event: QEvent) -> None:
        # Not at once: Qt is going through all widgets while it sends these.
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._take_up)
        elif event.type() == QEvent.Type.ApplicationFontChange:
            QTimer.singleShot(0, self, self.restyle)
        super().changeEvent(event)

    def _take_up(self) -> None:
        self.retranslate()
        self.restyle()
        self.pages.show_chapter(self._book.folder, self._book.chapter(self.chapter))
        self._look()

    @staticmethod
    def _read() -> Book:
        return read_book(resources() / "guide", language.shown())
