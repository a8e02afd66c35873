"""One alarm in the lane: what it is, who, why, where, how old, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facemon.alarm import Alarm, AlarmState, Priority
from facemon.event import Happening
from facemon.ui import theme, words
from facemon.ui.alarms import alarm_text
from facemon.ui.alarms.enrolled_faces import EnrolledFace, EnrolledFaces
from facemon.ui.alarms.faces import Face, Strip, large_size
from facemon.ui.alarms.instruction import Instruction
from facemon.ui.alarms.lines import Lines
from facemon.ui.alarms.note_field import NoteField
from facemon.ui.alarms.pictures import AlarmPictures, Wanted, newest_of, strip_of
from facemon.ui.alarms.row_frame import RowFrame, row_button
from facemon.ui.alarms.rule_badge import RuleBadge
from facemon.ui.alarms.source import Source
from facemon.ui.figures import Figures
from facemon.ui.history.flow import FlowLayout
from facemon.ui.label import PlainLabel

_MARGIN = 12
_INDENT = 12  # of what stands below the row that folds it


class AlarmCard(RowFrame):
    """Shows an alarm in full where it is critical or selected, else in brief.

    Beside the large snapshot stands the photo with which the person is enrolled, at its size.
    """

    note_wanted = Signal()
    menu_wanted = Signal(QPoint)  # global
    door_wanted = Signal()
    ticked = Signal(int, bool)

    def __init__(
        self,
        alarm: Alarm,
        source: Source,
        pictures: AlarmPictures,
        enrolled: EnrolledFaces,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.alarm = alarm
        self.note_field: NoteField | None = None
        self._source = source
        self._full = False
        self._badge = RuleBadge()
        self._count = Figures(bold=True)
        self._age = Figures()
        self._face = Face(pictures)
        self._enrolled = EnrolledFace(enrolled)
        self._width = 0
        self._answer_named = "", 0  # what the button was to say, and in which width
        self._title = Lines(most=3, size=1.15, bold=True)
        self._why = Lines(most=5, colour="dim")
        self._where = Lines(most=2, colour="dim")
        self._access = PlainLabel(bold=True)
        self._strip = Strip(pictures)
        self._standing = Lines(most=4, colour="warn")
        self._noted = Lines(most=3, colour="dim")
        self._instruction = Instruction()
        self._instruction.ticked.connect(self.ticked)
        self._answer = row_button()
        self._answer.clicked.connect(self.acknowledged)
        self._note = row_button()
        self._note.clicked.connect(self.note_wanted)
        self.door_button = row_button()
        self.door_button.clicked.connect(self.door_wanted)
        self.door_button.hide()
        self._more = row_button()
        self._more.clicked.connect(lambda: self._ask_menu(self._more.mapToGlobal(self._more.rect().bottomLeft())))
        self._buttons = QWidget()
        self._lay_out()

    def show_alarm(self, alarm: Alarm, *, selected: bool, within: bool) -> None:
        """Show how the alarm stands now."""
        self.alarm = alarm
        self.set_selected(selected=selected)
        self._full = selected or alarm.priority is Priority.CRITICAL
        margins = QMargins(_MARGIN + (_INDENT if within else 0), _MARGIN, _MARGIN, _MARGIN)
        if margins != self._column.contentsMargins():
            self._column.setContentsMargins(margins)
        self._read_alarm()
        self.tick()
        text = self._text
        critical = alarm.priority is Priority.CRITICAL
        self._badge.show_rule(alarm.rule, text.badge, text.icon, filled=critical)
        self._count.setText(f"×{alarm.count}" if alarm.count > 1 else "")
        self._count.setVisible(alarm.count > 1)
        newest = newest_of(alarm)
        self._face.show_number(newest[0][0] if newest else None, full=self._full)
        self._show_enrolled()
        self._title.set_text(text.title)
        self._why.set_text("\n".join(text.why))
        self._access.setText(text.access)
        _mark(self._access, good=text.passed, bad=not text.passed)
        _mark(self._answer, danger=selected and critical, primary=selected and not critical)
        self._access.setVisible(bool(text.access))
        self._strip.show_numbers(tuple(number for number, _ in strip_of(alarm)) if self._full else ())
        instruction = self._source.rule(alarm.rule).instruction if self._full else ""
        self._instruction.show_instruction(instruction, alarm.ticked)
        self._noted.set_text(self.tr("Note: {note}").format(note=text.note) if text.note else "")
        self.retranslate()

    def tick(self) -> None:
        """Show what time has changed."""
        now = self._source.now_ms()
        alarm = self.alarm
        if alarm.state is not AlarmState.OPEN or not words.same_day(now, self._read_ms):
            self._read_alarm()
        text = self._text
        self._age.setText(alarm_text.age(alarm.since_ms, now))
        when = "   " + text.when if text.device and text.when else text.when
        self._where.set_text(text.device + when, end=when)  # however long the device's name is
        self._standing.set_text("\n".join(text.standing))
        self.show_door()
        self.setAccessibleName(alarm_text.sentence(alarm, text, now))

    def _read_alarm(self) -> None:
        """Put the alarm in words, of which only a time that runs out and the day go on changing."""
        alarm, source = self.alarm, self._source
        self._read_ms = source.now_ms()
        self._text = alarm_text.alarm_text(
            alarm, source.rule(alarm.rule), source.device_name(alarm.device_id), self._read_ms
        )

    def show_door(self) -> None:
        """Offer to open the door of the alarm's device where it has one, now if it can be reached."""
        door = self._source.door(self.alarm.device_id) if self._full and self.alarm.device_id else None
        self.door_button.setVisible(door is not None)
        self.door_button.setEnabled(bool(door))

    def wanted(self) -> tuple[list[Wanted], list[Wanted]]:
        """Return the large and the small pictures that the card shows."""
        return newest_of(self.alarm), strip_of(self.alarm) if self._full else []

    def compared(self) -> list[Happening]:
        """Return whose enrolled photo the card shows."""
        return [self._enrolled.happening] if self._enrolled.happening is not None else []

    def repaint_faces(self) -> None:
        """Draw the pictures afresh: some have come."""
        self._face.update()
        self._show_enrolled()
        self._strip.update()

    def open_note(self, field: NoteField | None) -> None:
        """Have this field below the alarm in the place of its buttons; None takes it away."""
        if self.note_field is not None:
            self._column.removeWidget(self.note_field)
        self.note_field = field
        if field is not None:
            self._column.addWidget(field)
            field.show()
        self._buttons.setVisible(field is None)

    def height_for(self, width: int) -> int:
        self._name_answer(width)
        if width != self._width:
            self._width = width
            self._show_enrolled()
        return super().height_for(width)

    def edge(self) -> QColor:
        return theme.rule_colour(self.alarm.rule)

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for part in (
            self._count, self._age, self._title, self._why, self._where, self._access, self._standing, self._noted,
            self._instruction,
        ):  # fmt: skip
            part.restyle()
        self._answer_named = "", 0
        for widget in (self._badge, self._face, self._enrolled, self._strip):
            widget.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """Take up the language in use."""
        self._name_answer(self.width())
        self._note.setText(self.tr("Note… (N)") if self.selected else self.tr("Note…"))
        self.door_button.setText(self.tr("Open door…"))
        self._more.setText("⋯")
        self._more.setMinimumWidth(theme.TOUCH)
        self._more.setAccessibleName(self.tr("More"))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._ask_menu(event.globalPos())

    def _name_answer(self, width: int) -> None:
        """Name the key as well, where it answers this alarm and there is room for it."""
        said = self.tr("Acknowledge (Space)") if self.selected else self.tr("Acknowledge")
        if (said, width) == self._answer_named:
            return
        self._answer_named = said, width
        self._answer.setText(said)
        if self._answer.sizeHint().width() > width - 2 * _MARGIN:
            self._answer.setText(self.tr("Acknowledge"))

    def _show_enrolled(self) -> None:
        """Show the enrolled photo beside a large snapshot, where that leaves room for the words."""
        large = large_size().width()
        room = self._width >= 2 * (_MARGIN + large) + theme.SPACE + round(0.8 * large)
        self._enrolled.show_of(self.alarm.happening if self._full and room else None)

    def _ask_menu(self, at: QPoint) -> None:
        self.chosen.emit()
        self.menu_wanted.emit(at)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE)
        head.addWidget(self._badge)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._age)
        who = QVBoxLayout()
        who.setSpacing(theme.SPACE // 2)
        who.addWidget(self._title)
        who.addWidget(self._why)
        who.addStretch(1)
        faces = QHBoxLayout()
        faces.setSpacing(theme.SPACE)
        faces.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        faces.addWidget(self._enrolled, 0, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setSpacing(theme.SPACE + 2)
        body.addLayout(faces)
        body.addLayout(who, 1)
        where = QHBoxLayout()
        where.setSpacing(theme.SPACE)
        where.addWidget(self._where, 1)
        where.addWidget(self._access, 0, Qt.AlignmentFlag.AlignTop)
        flow = FlowLayout(self._buttons, spacing=theme.SPACE)
        for button in (self._answer, self._note, self.door_button, self._more):
            flow.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.SPACE)
        self._column.addLayout(head)
        self._column.addLayout(body)
        self._column.addWidget(self._strip)
        self._column.addLayout(where)
        for widget in (self._standing, self._noted, self._instruction, self._buttons):
            self._column.addWidget(widget)


def _mark(widget: QWidget, **marks: bool) -> None:
    """Give a widget these marks of the theme's style sheet, which costs much wherever one changes."""
    if any(widget.property(name) is not marked for name, marked in marks.items()):
        for name, marked in marks.items():
            widget.setProperty(name, marked)
        widget.style().polish(widget)
