"""Labels and values in two columns, as tall as they need to be, to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLayout,
    QTextLength,
    QTextOption,
    QTextTableCell,
    QTextTableCellFormat,
    QTextTableFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from facemon.ui import theme
from facemon.ui.fields import Field, Tone

_PADDING = 3  # above and below a line
_ENDLESS = 1_000_000.0  # pixels
_MOST_LABEL = 0.42  # of the width; more only for a single word
_STACKED = 0.5  # of the width: beside longer words there is no room, so values go below their labels


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
        metrics, width = QFontMetrics(theme.font()), self.viewport().width()
        widest = max(metrics.horizontalAdvance(field.label) for field in self._fields) + 2 * theme.SPACE
        word = max(metrics.horizontalAdvance(word) for field in self._fields for word in field.label.split())
        word += 2 * theme.SPACE
        stacked = word > width * _STACKED
        columns = [QTextLength(QTextLength.Type.VariableLength, 0)]
        if not stacked:
            label_width = min(widest, max(word, round(width * _MOST_LABEL)))
            columns.insert(0, QTextLength(QTextLength.Type.FixedLength, label_width))
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setCellSpacing(0)
        form.setCellPadding(0)
        form.setTopMargin(0)
        form.setBottomMargin(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(columns)
        rows = len(self._fields) * (2 if stacked else 1)
        table = QTextCursor(self.document()).insertTable(rows, len(columns), form)
        for number, field in enumerate(self._fields):
            label, value = ((2 * number, 0), (2 * number + 1, 0)) if stacked else ((number, 0), (number, 1))
            # Another script's font is taller: both texts of a row have to stand on one line all the same.
            lower = 0.0 if stacked else _ascent(field.value) - _ascent(field.label)
            _put(
                table.cellAt(*label), field.label, "dim",
                top=_PADDING + max(0.0, lower), bottom=0 if stacked else _PADDING,
            )  # fmt: skip
            _put(
                table.cellAt(*value), field.value, field.tone.value,
                bold=field.tone is not Tone.PLAIN, top=0 if stacked else _PADDING + max(0.0, -lower),
            )  # fmt: skip
        # The document always ends in a paragraph of its own, which is not to be seen.
        end = QTextCursor(self.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        last = end.blockFormat()
        last.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        end.setBlockFormat(last)

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 1)


def _ascent(text: str) -> float:
    layout = QTextLayout(text, theme.font())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    return line.ascent()


def _put(
    cell: QTextTableCell, text: str, colour: str, *, bold: bool = False, top: float = _PADDING, bottom: int = _PADDING
) -> None:
    place = QTextTableCellFormat()
    place.setTopPadding(top)
    place.setBottomPadding(bottom)
    place.setRightPadding(theme.SPACE)
    cell.setFormat(place)
    ink = QTextCharFormat()
    ink.setForeground(theme.colour(colour))
    if bold:
        ink.setFontWeight(QFont.Weight.Bold)
    cell.firstCursorPosition().insertText(text, ink)
