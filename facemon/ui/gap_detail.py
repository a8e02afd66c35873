"""Everything about the selected gap: when, why, what came of it, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facemon.event import Gap, GapCause, GapState
from facemon.ui import gap_text, theme, words
from facemon.ui.fields import Field, Tone, as_text
from facemon.ui.fields_view import FieldsView
from facemon.ui.fitting import wrap
from facemon.ui.gap_text import Weight
from facemon.ui.label import PlainLabel


def gap_fields(gap: Gap, device_name: str) -> tuple[Field, ...]:
    """Return what is known of a gap, in the order it is read."""
    translate = QCoreApplication.translate
    asked = gap.state in (GapState.RECOVERING, GapState.RECOVERED, GapState.PARTIAL, GapState.FAILED)
    read = ""
    if asked or gap.read:
        read = gap_text.number(gap.read)
        if gap.total is not None:
            told = translate("Gap", "{read} of {total}")
            read = told.format(read=read, total=gap_text.number(max(gap.total, gap.read)))
    missing = gap.state in (GapState.PARTIAL, GapState.FAILED)
    lines = (
        Field(translate("Gap", "Device"), device_name),
        Field(translate("Gap", "From"), words.date_time(gap.from_ms)),
        Field(translate("Gap", "To"), _end(gap)),
        Field(translate("Gap", "Duration"), "" if gap.to_ms is None else _duration(gap.from_ms, gap.to_ms)),
        Field(translate("Gap", "Cause"), _cause(gap.cause)),
        Field(translate("Gap", "State"), _state(gap.state), Tone.WARN if missing else Tone.PLAIN),
        Field(translate("Gap", "Records read"), read),
        Field(translate("Gap", "Recovered"), gap_text.number(gap.recovered) if asked or gap.recovered else ""),
        Field(translate("Gap", "Without a picture"), gap_text.number(gap.pictureless) if gap.pictureless else ""),
        Field(translate("Gap", "Lost"), gap_text.number(gap.lost) if gap.lost else "", Tone.BAD),
        Field(translate("Gap", "Missing"), gap_text.problem(gap, device_name), Tone.WARN),
    )
    return tuple(line for line in lines if line.value)


class GapDetail(QWidget):
    """Shows one gap."""

    retry_gap = Signal(object)  # a gap: what is missing in it shall be asked for again
    fetch_gap = Signal(object)  # a gap that was offered: it shall be recovered
    decline_gap = Signal(object)  # a gap that was offered: it shall not

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap: Gap | None = None
        self._name = ""
        self._fields: tuple[Field, ...] = ()
        self._title = PlainLabel(bold=True, size=1.15)
        self._told = PlainLabel()
        for label in (self._title, self._told):
            wrap(label)
        self.fields_view = FieldsView()
        self.retry_button = QPushButton()
        self.fetch_button = QPushButton()
        self.decline_button = QPushButton()
        for button, signal in (
            (self.retry_button, self.retry_gap), (self.fetch_button, self.fetch_gap),
            (self.decline_button, self.decline_gap),
        ):  # fmt: skip
            button.clicked.connect(lambda _=False, signal=signal: self._decide(signal))
        self.fetch_button.setProperty("primary", True)
        self._lay_out()
        self.retranslate()

    def show_gap(self, gap: Gap, device_name: str) -> None:
        """Show a gap of the device with this name, which is fit to be drawn."""
        self._gap, self._name = gap, device_name
        offered = gap.state is GapState.OFFERED
        self.retry_button.setVisible(gap.state in (GapState.PARTIAL, GapState.FAILED))
        self.fetch_button.setVisible(offered or gap.state is GapState.DECLINED)
        self.decline_button.setVisible(offered)
        self._show_texts()

    def copy(self) -> None:
        """Put what is selected in the fields, else all of them, on the clipboard as plain text."""
        text = self.fields_view.selected_text() or as_text(self._title.text(), self._fields)
        QGuiApplication.clipboard().setText(text)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (self._title, self._told, self.fields_view):
            part.restyle()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self.retry_button.setText(self.tr("Try again"))
        self.fetch_button.setText(self.tr("Fetch"))
        self.decline_button.setText(self.tr("No"))
        self.fields_view.setAccessibleName(self.tr("All fields"))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE)
        for button in (self.retry_button, self.fetch_button, self.decline_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        column.setSpacing(2 * theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addWidget(self.fields_view)
        column.addLayout(buttons)
        column.addStretch(1)
        content.setAutoFillBackground(False)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, for the reason that DetailPanel gives.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setEnabled(most > 0))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _show_texts(self) -> None:
        if self._gap is None:
            return
        text = gap_text.gap_text(self._gap, self._name)
        self._title.setText(self.tr("Gap"))
        self._told.setText(text.headline if text.weight is Weight.ASKED else text.sentence)
        self._fields = gap_fields(self._gap, self._name)
        self.fields_view.set_fields(self._fields)

    def _decide(self, signal: SignalInstance) -> None:
        if self._gap is not None:
            signal.emit(self._gap)


def _end(gap: Gap) -> str:
    if gap.to_ms is None:
        return QCoreApplication.translate("Gap", "it still goes on")
    return words.date_time(gap.to_ms)


def _duration(from_ms: int, to_ms: int) -> str:
    return words.duration(max(0, to_ms - from_ms) / 1000)


def _cause(cause: GapCause) -> str:
    translate = QCoreApplication.translate
    return {
        GapCause.DISCONNECTED: translate("Gap", "The device was not connected"),
        GapCause.UNREPORTED: translate("Gap", "The device was connected but did not report its events"),
        GapCause.CLOSED: translate("Gap", "facemon was not running"),
        GapCause.NEW: translate("Gap", "The device had not been watched before"),
        GapCause.NOT_KEPT: translate("Gap", "The history could not be written"),
    }[cause]


def _state(state: GapState) -> str:
    translate = QCoreApplication.translate
    return {
        GapState.OPEN: translate("Gap", "Goes on"),
        GapState.OFFERED: translate("Gap", "To be decided: shall its events be fetched from the device?"),
        GapState.WAITING: translate("Gap", "Waits until the device can be asked"),
        GapState.RECOVERING: translate("Gap", "Being recovered"),
        GapState.RECOVERED: translate("Gap", "Recovered: all that the device has of that time"),
        GapState.PARTIAL: translate("Gap", "Recovered in part"),
        GapState.FAILED: translate("Gap", "Could not be recovered"),
        GapState.DECLINED: translate("Gap", "Not fetched, as decided"),
    }[state]
