"""A chapter of the guide, as it is read: text, tables and pictures of the guide's own folder, and nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from facemon.ui import theme
from facemon.ui.guide.book import Chapter

LIGHT = "light"  # the folder beside the dark theme's pictures with those of the light one
_LINE = 130  # per cent of a line's height
_SETTLED_MS = 120  # a width that changes more often than this is being dragged
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class Pages(QTextBrowser):
    """Shows one chapter at a time. Links lead to other chapters only, and nothing is read from outside `folder`."""

    wanted = Signal(str)  # the name of the chapter that a link leads to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._chapter: Chapter | None = None
        self._sought = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(3 * theme.SPACE)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._redraw)
        self.anchorClicked.connect(self._follow)

    @property
    def sections(self) -> list[QTextBlock]:
        """The headings below the chapter's own, in order."""
        return [block for block in self._blocks() if block.blockFormat().headingLevel() == 2]

    def show_chapter(self, folder: Path, chapter: Chapter) -> None:
        """Show a chapter from its beginning."""
        self._folder, self._chapter = folder, chapter
        self.setAccessibleName(chapter.title)
        self._fill()
        self.verticalScrollBar().setValue(0)

    def go_to(self, section: int) -> None:
        """Show the section with this number from its heading on; 0 is the chapter's beginning."""
        top = 0.0
        headings = self.sections
        if 0 < section <= len(headings):
            top = self.document().documentLayout().blockBoundingRect(headings[section - 1]).top()
        self.verticalScrollBar().setValue(round(top))

    def seek(self, words: str) -> int:
        """Mark where the words stand, and return how often that is."""
        self._sought = words
        found = []
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QBrush(theme.colour("accent")))
            mark.format.setForeground(QBrush(theme.colour("on_accent")))
            found.append(mark)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(found)
        return len(found)

    def go_on(self) -> bool:
        """Go to the next place where the sought words stand; return whether there is one further down."""
        return bool(self._sought) and self.find(self._sought)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self._redraw()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the guide, no wider than the page; nothing of anywhere else."""
        url = QUrl(name) if isinstance(name, str) else name
        path = (self._folder / url.path()).resolve()
        if kind != _IMAGE or not url.isRelative() or not path.is_relative_to(self._folder.resolve()):
            return None
        image = QImage(str(_in_this_theme(path)))
        room = self.viewport().width() - 8 * theme.SPACE
        return (
            image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation) if 0 < room < image.width() else image
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._settled.start()

    def _follow(self, url: QUrl) -> None:
        if url.isRelative() and url.path().endswith(".md"):
            self.wanted.emit(url.path().removesuffix(".md"))

    def _redraw(self) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._fill()
        bar.setValue(round(place * bar.maximum()))

    def _fill(self) -> None:
        if self._chapter is None:
            return
        document = self.document()
        document.clear()
        document.setDefaultFont(theme.font())
        document.setMarkdown(
            self._chapter.source,
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML,
        )
        for block in self._blocks():
            self._space(block)
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # else it scrolls to the end when it is shown first
        self.seek(self._sought)

    def _space(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        level = block.blockFormat().headingLevel()
        if level:
            shape.setTopMargin((3 if level > 1 else 0) * theme.SPACE)
            shape.setBottomMargin(theme.SPACE)
            size = QTextCharFormat()
            size.setFontPointSize(theme.font(1.7 if level == 1 else 1.25).pointSizeF())
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(size)
        elif block.text() == "￼":  # a picture stands alone
            shape.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(2 * theme.SPACE)
        elif cursor.currentTable() is None:
            shape.setTopMargin(0)
            shape.setBottomMargin(theme.SPACE / 2 if block.textList() is not None else theme.SPACE)
        cursor.mergeBlockFormat(shape)

    def _blocks(self) -> list[QTextBlock]:
        blocks, block = [], self.document().begin()
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks


def _in_this_theme(path: Path) -> Path:
    """Return where the picture lies as it looks in the theme in use; its own where it is the same in both."""
    other = path.parent / LIGHT / path.name
    return other if theme.theme() is theme.LIGHT and other.is_file() else path


def _rule(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderCollapse(True)
    shape.setBorderBrush(QBrush(theme.colour("border")))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setCellPadding(theme.SPACE)
    shape.setCellSpacing(0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
