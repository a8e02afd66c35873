"""A lane over a real book of alarms, whose clock the tests set."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facemon.alarm import Alarm, Change, Moment, Outcome
from facemon.alarms.book import Book
from facemon.event import Category, DeviceAlarm, Event, Happening, Person
from facemon.limit import Limit
from facemon.monitor import AlarmChanged, BoardUpdate, FloodsChanged, ShelvesChanged
from facemon.monitor.enrolled import Photo, PhotoState
from facemon.settings import AlarmRule, AttentionSettings, Settings
from facemon.simulator.faces import looks, snapshot
from facemon.ui import theme
from facemon.ui.alarms.answering import Answering
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.alarms.lane import Lane
from facemon.ui.alarms.source import Source

START_MS = 1_795_437_127_000
NAMES = {"gate": "North gate", "lobby": "Lobby", "store": "Warehouse"}


def look(name: str, percent: int) -> None:
    """Give the application a theme and a font size."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name, percent)


def usual_look() -> None:
    """Give the application the dark theme at its usual size, and English dates and numbers."""
    look("dark", 100)
    QLocale.setDefault(QLocale("en"))


class BookKeeping:
    """Keeps alarms as the monitor does, but in one thread and by the test's clock."""

    def __init__(self, desk: LaneDesk) -> None:
        ids = itertools.count(1)
        self.book = Book(
            lambda name: desk.settings.rule(name), lambda: desk.settings.attention,
            local=lambda _: (0, 600), new_id=lambda: next(ids),
        )  # fmt: skip
        self._desk = desk
        self._order = 0

    def updates(self, changes: Collection[Change]) -> list[BoardUpdate]:
        """Return what the board is told."""
        self._order += 1
        told: list[BoardUpdate] = [AlarmChanged(change.alarm, self._order) for change in changes]
        return [
            *told,
            ShelvesChanged(tuple(self.book.shelves), self._order),
            FloodsChanged(tuple(self.book.floods), self._order),
        ]

    def acknowledge(
        self, alarm_id: int, count: int, by: str, *, note: str = "", outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        return self.updates(self.book.acknowledge(alarm_id, count, by, self._desk.moment, note=note, outcome=outcome))

    def acknowledge_low(
        self, shown: Mapping[int, int], by: str, *, outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        return self.updates(self.book.acknowledge_low(shown, by, self._desk.moment, outcome=outcome))

    def annotate(
        self, alarm_id: int, by: str, *, note: str | None = None, outcome: Outcome | None = None
    ) -> Sequence[BoardUpdate]:
        return self.updates(self.book.annotate(alarm_id, by, self._desk.moment, note=note, outcome=outcome))

    def tick(self, alarm_id: int, line: int, by: str, *, on: bool) -> Sequence[BoardUpdate]:
        return self.updates(self.book.tick(alarm_id, line, by, self._desk.moment, on=on))

    def on_duty(self, operator: str) -> None:
        pass

    def __getattr__(self, verb: str) -> Any:
        def do(*given: Any) -> Sequence[BoardUpdate]:
            return self.updates(getattr(self.book, verb)(*given, self._desk.moment))

        return do


class LaneDesk:
    """What a test does at the lane: let things happen, let time pass, press, and look."""

    def __init__(self, **rules: AlarmRule) -> None:
        alarm = {**Settings().alarm, **rules}
        self.settings = Settings(alarm=alarm, attention=AttentionSettings())
        self.now_ms = START_MS
        self.pictures: dict[int, bytes] = {}
        self.photos: dict[str, Photo] = {}  # by user id
        self._numbers = itertools.count(1)
        self.keeper = BookKeeping(self)
        self.board = AlarmBoard(self.keeper)
        self.board.operator = "Li"
        source = Source(
            enrolled=self.enrolled,
            rule=lambda name: self.settings.rule(name),
            attention=lambda: self.settings.attention,
            device_name=lambda device_id: NAMES.get(device_id, device_id),
            now_ms=lambda: self.now_ms,
            steady_s=lambda: self.now_ms / 1000,
        )
        self.lane = Lane(self.board, source, self.pictures.get)
        self.answering = Answering(self.lane)

    def enrolled(self, happening: Happening) -> Photo | None:
        """Return the enrolled photo as a session does."""
        if not isinstance(happening, Event) or happening.person is None or not happening.person.user_id:
            return None
        return self.photos.get(happening.person.user_id, Photo(PhotoState.COMING))

    @property
    def moment(self) -> Moment:
        return Moment(self.now_ms, self.now_ms / 1000)

    def open(self, width: int = 380, height: int = 800) -> QWidget:
        """Put the lane on the screen."""
        self.lane.resize(width, height)
        self.lane.show()
        self.lane.activateWindow()
        QTest.qWaitForWindowActive(self.lane)
        self.wait(2)
        return self.lane

    def close(self) -> None:
        self.lane.close_threads(Limit(10))
        self.lane.close()

    def wait(self, seconds: float) -> None:
        """Let time pass, and whatever falls due with it."""
        self.now_ms += round(seconds * 1000)
        self.board.take(self.keeper.updates(self.keeper.book.turn(self.moment)))
        self.lane._tick()
        QApplication.processEvents()

    def happens(self, happening: Happening) -> int:
        """Let it happen now; return its number."""
        number = next(self._numbers)
        if happening.picture:
            self.pictures[number] = happening.picture
        bare = msgspec.structs.replace(happening.without_picture(), time_ms=self.now_ms, received_ms=self.now_ms)
        self.board.take(self.keeper.updates(self.keeper.book.happened(bare, number, self.moment)))
        QApplication.processEvents()
        return number

    def person(self, category: Category = Category.BLACKLIST, name: str = "Zhang San 张三", **fields: Any) -> int:
        """Let a person be seen."""
        given: dict[str, Any] = {"device_id": "gate", "passed": False, "score": 0.98, **fields}
        remark = given.pop("remark", "Barred since March: theft")
        who = Person(name=name, user_id=name, remark=remark) if name else None
        picture = snapshot(looks(name or str(self.now_ms)), sight=self.now_ms % 97, live=category != Category.NONLIVE)
        return self.happens(
            Event(
                uuid=f"e{self.now_ms}", time_ms=self.now_ms, received_ms=self.now_ms, category=category, person=who,
                picture=picture, picture_size=len(picture), **given,
            )
        )  # fmt: skip

    def door(self, code: int = 10002, device_id: str = "store", **fields: Any) -> int:
        """Let a device raise an alarm."""
        return self.happens(
            DeviceAlarm(
                uuid=f"d{self.now_ms}{code}", device_id=device_id, time_ms=0, received_ms=0, code=code, **fields
            )
        )

    @property
    def owed(self) -> list[Alarm]:
        return self.board.alarms()

    def look_at(self) -> None:
        """Let so much time pass that what is in sight is meant by the next key."""
        self.wait(0.31)
