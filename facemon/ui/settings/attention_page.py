"""The page “Attention”: how alarms come to the guard, and what happens when nobody answers."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facemon.credentials import Credentials
from facemon.settings import AttentionSettings, check
from facemon.ui import theme
from facemon.ui.alarms.note_field import usual_notes
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings.number_box import NumberBox, SpanBox
from facemon.ui.settings.quick_notes import QuickNotes
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.scrolling import ScrollingRows, line
from facemon.ui.settings.supervisor_form import SupervisorForm
from facemon.ui.settings.toggle import Toggle

_DAY_S = 86_400  # seconds


class AttentionPage(QWidget):
    """Lets the user set it. A key that the user leaves alone stays as it was."""

    changed = Signal()  # there may be a mistake more or less

    def __init__(
        self, attention: AttentionSettings, credentials: Credentials, relay: Relay, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._attention = attention
        self.notes = QuickNotes(attention.quick_notes)
        self.notes.suggest(usual_notes())
        self.notes_note = PlainLabel(size=0.92)
        self.looking = NumberBox(1, 60)
        self.louder = SpanBox(_DAY_S, self.tr("never"))
        self.after = SpanBox(_DAY_S, self.tr("never"))
        self.nobody = PlainLabel(self.tr("Nobody is told yet: enter a command or a webhook below."), size=0.92)
        self.supervisor = SupervisorForm(attention, credentials, relay)
        self.notification = Toggle(self.tr("Notify by the desktop too"))
        self.names = Toggle(self.tr("Show people's names in notifications"))
        self.red_frame = Toggle(self.tr("Red frame around the screen for critical alarms"))
        self.self_test = NumberBox(0, 24, self.tr("never"))
        self._scroll = ScrollingRows(theme.SPACE)
        self._fill(attention)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.notes.boxes[0])
        self._show()

    def settings(self) -> AttentionSettings:
        """Return the settings as the page says; nothing may be wrong."""
        told = self.supervisor.attention
        return msgspec.structs.replace(
            self._attention, command=told.command, webhook=told.webhook, webhook_header=told.webhook_header
        )

    def new_secret(self) -> str | None:
        """Return the webhook's secret to be stored, "" to give the stored one up, None to leave it."""
        return self.supervisor.new_secret()

    def is_right(self) -> bool:
        """Return whether everything can be saved."""
        return not self._mistakes()

    def mistake_text(self) -> str:
        """Return the first mistake; empty for none."""
        return next(iter(self._mistakes().values()), "")

    def go_to_mistake(self) -> None:
        """Show the first mistake, and let the user type there."""
        for box in self._mistakes():
            box.setFocus()
            self._scroll.ensureWidgetVisible(box)
            return

    def close_work(self) -> None:
        """End what goes on in the background."""
        self.supervisor.close_work()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        self.supervisor.restyle()

    def _mistakes(self) -> dict[QWidget, str]:
        found: dict[QWidget, str] = {}
        if template := check.wrong(check.ATTENTION, "quick_notes", self._attention.quick_notes):
            name = self.tr("Quick notes")
            found[self.notes.boxes[0]] = QCoreApplication.translate("Settings", template).format(field=name)
        return found | self.supervisor.mistakes()

    def _fill(self, attention: AttentionSettings) -> None:
        self.looking.setValue(attention.looking_minutes)
        self.louder.set_value(attention.louder_after)
        self.after.set_value(attention.supervisor_after)
        self.notification.setChecked(attention.notification)
        self.names.setChecked(attention.notification_names)
        self.red_frame.setChecked(attention.red_frame)
        self.self_test.setValue(attention.self_test_hours)

    def _change(self, **changes: object) -> None:
        self._attention = msgspec.structs.replace(self._attention, **changes)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        wrong = next((text for box, text in self._mistakes().items() if box in self.notes.boxes), "")
        self.notes_note.setText(
            wrong or self.tr("While a note is written, the number keys write these. Empty: facemon offers its own.")
        )
        self.notes_note.setProperty("bad", bool(wrong))
        self.notes_note.setProperty("dim", not wrong)
        self.notes_note.style().polish(self.notes_note)
        self.notes_note.restyle()
        told = self.supervisor.attention
        self.nobody.setVisible(self._attention.supervisor_after > 0 and not (told.command or told.webhook))
        self.names.setEnabled(self._attention.notification)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _connect(self) -> None:
        self.notes.changed.connect(lambda: self._change(quick_notes=self.notes.value()))
        self.looking.valueChanged.connect(lambda minutes: self._change(looking_minutes=minutes))
        self.louder.changed.connect(lambda: self._change(louder_after=self.louder.value()))
        self.after.changed.connect(lambda: self._change(supervisor_after=self.after.value()))
        self.supervisor.changed.connect(self._tell)
        self.notification.toggled.connect(lambda on: self._change(notification=on))
        self.names.toggled.connect(lambda on: self._change(notification_names=on))
        self.red_frame.toggled.connect(lambda on: self._change(red_frame=on))
        self.self_test.valueChanged.connect(lambda hours: self._change(self_test_hours=hours))

    def _lay_out(self) -> None:
        self.nobody.setProperty("warn", True)
        for label in (self.notes_note, self.nobody):
            wrap(label)
        for toggle in (self.notification, self.names, self.red_frame):
            toggle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        looking_words = self.tr("“I am looking into it” keeps an alarm silent for")
        louder_words = self.tr("A high or critical alarm grows louder and comes to the front after")
        after_words = self.tr("The supervisor is told of it after")
        test_words = self.tr("Ask whether a test sound was heard, every")
        self.looking.setAccessibleName(looking_words)
        self.louder.name(louder_words)
        self.after.name(after_words)
        self.self_test.setAccessibleName(test_words)
        rows = self._scroll.rows
        for part in (
            PlainLabel(self.tr("Quick notes"), bold=True),
            self.notes,
            self.notes_note,
            line(),
            PlainLabel(self.tr("When nobody answers"), bold=True),
            _caption(looking_words),
            _beside(self.looking, self.tr("minutes")),
            _caption(louder_words),
            self.louder,
            _caption(after_words),
            self.after,
            self.nobody,
            self.supervisor,
            line(),
            PlainLabel(self.tr("At this desk"), bold=True),
            self.notification,
            self.names,
            _caption(self.tr("Without names, nothing of an alarm is told on a locked screen.")),
            self.red_frame,
            _caption(test_words),
            _beside(self.self_test, self.tr("hours")),
        ):
            rows.addWidget(part)
        rows.addStretch(1)
        self._scroll.fill(self)


def _caption(text: str) -> PlainLabel:
    label = PlainLabel(text, dim=True, size=0.95)
    wrap(label)
    return label


def _beside(box: QWidget, unit: str) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.SPACE)
    row.addWidget(box)
    row.addWidget(PlainLabel(unit))
    row.addStretch(1)
    return widget
