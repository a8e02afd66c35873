"""Labels and values in two columns, as tall as they need to be, to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from facemon.ui import theme
from facemon.ui.fields import Field, Tone

_PADDING = 3  # above and below a line
_MOST_LABEL = 0.42  # of the width


class FieldsView(QTextEdit):
    """Shows fields. Texts are put in as plain text: a document built by hand takes nothing for markup.

    One document rather than a label a field: it breaks a word that is too long, and is selected as a whole.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: tuple[Field, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QTextEdit { background: transparent; border: 0; padding: 0; }")
        self.document().setDocumentMargin(0)

    def set_fields(self, fields: Sequence[Field]) -> None:
        """Show these fields from now on."""
        self._fields = tuple(fields)
        self.restyle()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.setFont(theme.font())
        self.document().setDefaultFont(theme.font())
        self.clear()
        if self._fields:
            self._write()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(0, round(self.document().size().height()) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.restyle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it never scrolls itself: what is around it does

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """Return what is selected as plain text; empty for nothing."""
        return self.textCursor().selection().toPlainText()

    def _write(self) -> None:
        cursor = QTextCursor(self.document())
        metrics = QFontMetrics(theme.font())
        widest = max(metrics.horizontalAdvance(field.label) for field in self._fields) + 2 * theme.SPACE
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellSpacing(0)
        form.setCellPadding(_PADDING)
        form.setMargin(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        column = min(widest, round(self.viewport().width() * _MOST_LABEL))
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.FixedLength, column), QTextLength(QTextLength.Type.VariableLength, 0)]
        )
        table = cursor.insertTable(len(self._fields), 2, form)
        label = QTextCharFormat()
        label.setForeground(theme.colour("dim"))
        for row, field in enumerate(self._fields):
            value = QTextCharFormat()
            value.setForeground(theme.colour(field.tone.value))
            if field.tone is not Tone.PLAIN:
                value.setFontWeight(700)
            table.cellAt(row, 0).firstCursorPosition().insertText(field.label, label)
            table.cellAt(row, 1).firstCursorPosition().insertText(field.value, value)
        # The document always ends in a paragraph of its own, which is not to be seen.
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        block = end.blockFormat()
        block.setLineHeight(0, 2)
        end.setBlockFormat(block)

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 1)
