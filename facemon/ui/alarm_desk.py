"""What happens is heard and raised here, as the rules say, until somebody acknowledges it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from facemon.alarms.attention import Attention, Item
from facemon.alarms.sounding import PRIORITY
from facemon.event import AlarmStatus, DeviceAlarm, Event, Gap, GapState, Happening
from facemon.history.query import Found
from facemon.monitor import Arrived
from facemon.settings import AlarmRule
from facemon.ui.sound import AlarmSound

Acknowledged = Callable[[Sequence[int], int], None]


class AlarmDesk(QObject):
    """Belongs to the window's thread, but for `pressing` and `raises`, which any thread may ask.

    Args:
        rule: gives the rule of a category, or of "offline"; from any thread.
        sound: makes it heard.
        on_acknowledged: told the arrival numbers of events that somebody has acknowledged, and when (Unix ms).
    """

    changed = Signal()  # what is open

    def __init__(
        self,
        rule: Callable[[str], AlarmRule],
        sound: AlarmSound,
        on_acknowledged: Acknowledged,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.attention = Attention()
        self.earlier: dict[int, Happening] = {}  # by number: raised before this run, and still open when it began
        self.latest: dict[tuple[str, str, str], Happening] = {}  # by item: its latest, without the picture
        self.rule = rule
        self._rule = rule
        self._sound = sound
        self._on_acknowledged = on_acknowledged
        self._sounded: dict[str, int] = {}  # by device: the priority of what has been heard of its last gap

    def pressing(self, happening: Happening) -> bool:
        """Return whether somebody is to be told of it, by eye or by ear."""
        rule = self._rule(happening.category)
        return _happens_now(happening) and (rule.raise_ or bool(rule.sound))

    def raises(self, happening: Happening) -> bool:
        """Return whether somebody has to acknowledge it."""
        return _happens_now(happening) and self._rule(happening.category).raise_

    def sound_of(self, happening: Happening) -> None:
        """Let what happens now be heard; what was only recovered is not heard here."""
        rule = self._rule(happening.category)
        if rule.sound and _happens_now(happening) and not happening.recovered:
            self._sound.on_happening(happening.category, rule)

    def sound_of_missed(self, recovered: Iterable[Arrived]) -> None:
        """Sound once for all that was missed at a device; once more where something more pressing turns up."""
        for arrived in sorted(recovered, key=lambda arrived: -PRIORITY[arrived.happening.category]):
            happening = arrived.happening
            rule = self._rule(happening.category)
            pressing = PRIORITY[happening.category]
            if rule.raise_ and rule.sound and pressing > self._sounded.get(happening.device_id, 0):
                self._sounded[happening.device_id] = pressing
                self._sound.on_happening(happening.category, rule)

    def raise_(self, happening: Happening, number: int) -> bool:
        """Raise it, if its rule says so; return whether it needs attention."""
        if not self.raises(happening):
            return False
        self._raise(happening, number)
        return True

    def reopen(self, found: Iterable[Found]) -> None:
        """Raise again what nobody had acknowledged when the program ended; of its sounds, those that repeat."""
        kinds = set()
        for event in found:
            self.earlier[event.id] = event.happening
            self._raise(event.happening, event.id)
            kinds.add(event.happening.category)
        for kind in kinds:
            rule = self._rule(kind)
            if rule.raise_ and rule.repeat and rule.sound:
                self._sound.on_happening(kind, rule)
        self.changed.emit()

    def take_gaps(self, gaps: Iterable[Gap]) -> None:
        """Gaps have changed: of a new one, what was missed is heard again."""
        for gap in gaps:
            if gap.state is GapState.OPEN:
                self._sounded.pop(gap.device_id, None)

    def lost(self, device_id: str, since_ms: int) -> None:
        """A device is not live any more since then."""
        rule = self._rule("offline")
        if rule.sound:
            self._sound.on_happening("offline", rule)
        if rule.raise_:
            self.attention.raise_("offline", device_id, "", since_ms, None)
            self.changed.emit()

    def acknowledge(self, item: Item) -> None:
        """A person has seen this item: it needs no attention any more, and its sound ends with the last of its kind."""
        numbers = self.attention.acknowledge(item)
        if numbers:
            self._on_acknowledged(numbers, round(time.time() * 1000))
        self._silence({item.kind})
        self.changed.emit()

    def erased(self, numbers: Sequence[int]) -> None:
        """These events exist no more, so that nobody can acknowledge them."""
        gone = frozenset(numbers)
        for number in gone:
            self.earlier.pop(number, None)
        kinds = {item.kind for item in self.attention.open()}
        self.attention.forget(gone)
        self._silence(kinds)
        self.changed.emit()

    def _raise(self, happening: Happening, number: int) -> None:
        person = ""
        if isinstance(happening, Event) and happening.person is not None:
            person = happening.person.user_id or happening.person.name
        elif isinstance(happening, DeviceAlarm):
            person = str(happening.code)  # a forced door must not hide behind one held open
        self.latest[happening.category, happening.device_id, person] = happening.without_picture()
        self.attention.raise_(
            happening.category, happening.device_id, person, happening.at_ms, number, missed=happening.recovered
        )

    def _silence(self, kinds: Iterable[str]) -> None:
        for kind in kinds:
            if not self.attention.is_open(kind):
                self._sound.acknowledge(kind)


def _happens_now(happening: Happening) -> bool:
    return not (isinstance(happening, DeviceAlarm) and happening.status == AlarmStatus.CLEARED)
