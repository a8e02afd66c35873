"""What happens at the simulated door: a seeded stream of believable people, in the words of the device's documents."""

from __future__ import annotations

import base64
import enum
import random
import threading
import uuid
from collections.abc import Callable
from functools import cache

from facemon.event import AlarmStatus, Category
from facemon.simulator import faces
from facemon.simulator.people import BLACKLISTED, EVERYBODY, STAFF, VISITORS, Known, groups_of

RECOGNITION = {
    Category.UNKNOWN: 0,
    Category.STAFF: 1,
    Category.VISITOR: 2,
    Category.STRANGER: 3,
    Category.NONLIVE: 4,
    Category.BLACKLIST: 5,
}
SIGHTS = 3  # different snapshots of a person
FEVER = 37.9  # °C

Data = dict[str, object]


class Twist(enum.Enum):
    """What may be unusual about a person who comes to the door."""

    NONE = enum.auto()
    MASKED = enum.auto()
    BY_OTHER_MEANS = enum.auto()  # than the face: a card, a QR code
    FEVER = enum.auto()
    OUT_OF_TIME = enum.auto()
    WRONG_CARD = enum.auto()
    WRONG_PIN = enum.auto()
    WRONG_PINS = enum.auto()  # too many


_TWISTS = {  # how often
    Twist.NONE: 844,
    Twist.MASKED: 80,
    Twist.BY_OTHER_MEANS: 34,
    Twist.FEVER: 14,
    Twist.OUT_OF_TIME: 16,
    Twist.WRONG_CARD: 5,
    Twist.WRONG_PIN: 5,
    Twist.WRONG_PINS: 2,
}
# What comes first, so that a newcomer sees each colour and the usual reasons for a closed door within half a minute at
# 0.7 events/s: the barred person comes 7th, whatever the seed.
_OPENING: tuple[tuple[Category, Twist], ...] = (
    (Category.STAFF, Twist.NONE), (Category.VISITOR, Twist.NONE), (Category.STAFF, Twist.NONE),
    (Category.STRANGER, Twist.NONE), (Category.STAFF, Twist.MASKED), (Category.STAFF, Twist.NONE),
    (Category.BLACKLIST, Twist.NONE), (Category.STAFF, Twist.NONE), (Category.STAFF, Twist.NONE),
    (Category.VISITOR, Twist.OUT_OF_TIME), (Category.STAFF, Twist.NONE), (Category.NONLIVE, Twist.NONE),
    (Category.STAFF, Twist.NONE), (Category.STAFF, Twist.FEVER), (Category.STAFF, Twist.NONE),
    (Category.VISITOR, Twist.NONE), (Category.STAFF, Twist.BY_OTHER_MEANS), (Category.DEVICE, Twist.NONE),
    (Category.STAFF, Twist.NONE), (Category.STAFF, Twist.NONE),
)  # fmt: skip
_CATEGORIES = {
    Category.STAFF: 800,
    Category.VISITOR: 130,
    Category.STRANGER: 50,
    Category.NONLIVE: 8,
    Category.BLACKLIST: 5,
    Category.DEVICE: 4,
}
*_EXPECTED, _OVERSTAYING = VISITORS
_FORCED, _HELD_OPEN, _TAMPER = 10002, 10003, 10001
_ALARMS = {  # code: description and how often
    _HELD_OPEN: ("Open for more than 30 s", 8),
    _FORCED: ("Opened without permission", 3),
    _TAMPER: ("Tamper switch open", 2),
    10004: ("Too many wrong passwords", 1),
    20003: ("Fire alarm input", 1),
}
# mode: how often, and what may have opened the door in it (entry_mode), the face first
_MODES = {0: (84, (1,)), 1: (8, (1, 3)), 3: (5, (1, 3, 2)), 7: (3, (8,))}
_FACE_OR_CARD, _FACE_AND_CARD, _FACE_CARD_CODE, _FACE_AND_PIN = 1, 2, 3, 7
_BY_CODE, _BY_CARD = 2, 3


@cache  # for good: whoever keeps an event keeps its picture anyway, and all share the same
def picture(seed: str, sight: int, hints: str = "", *, mask: bool = False, live: bool = True) -> str:
    """Return the base64 text of a snapshot of whoever has these looks."""
    return base64.b64encode(faces.snapshot(faces.looks(seed, hints), sight=sight, mask=mask, live=live)).decode()


def avatar(person: Known) -> str:
    """Return the base64 text of a person's enrolled photo."""
    return base64.b64encode(faces.enrolled_photo(faces.looks(person.user_id, person.looks))).decode()


def draw_ahead(stop: threading.Event) -> None:
    """Draw everybody's snapshots before they are asked for, until told to stop."""
    for sight in range(SIGHTS):
        for person in EVERYBODY:
            if stop.is_set():
                return
            picture(person.user_id, sight, person.looks)


class Door:
    """Produces the `data` objects of messages: (message type, data).

    The same seed gives the same stream at the same pauses; with the same clock it gives the same uuids too. By another
    clock they differ: a device never uses one twice, and whoever has seen one takes the second for a repetition.

    Args:
        serial: the device's serial number.
        now: Unix seconds by the device's clock.
    """

    def __init__(self, seed: int, serial: str, now: Callable[[], float]) -> None:
        self._rng = random.Random(seed)
        self._pauses = random.Random(f"pauses {seed}")
        self._uuids = random.Random(f"uuids {seed} {now()}")
        self._serial = serial
        self._now = now
        self._count = 0
        self._raised: Data | None = None  # a device alarm that has not been cleared
        self._clears_at = 0

    def next(self) -> tuple[int, Data]:
        """Return what happens next."""
        number, self._count = self._count, self._count + 1
        if self._raised is not None and number >= self._clears_at:
            return 1, self._clear(self._raised)
        if number < len(_OPENING):
            category, twist = _OPENING[number]
        else:
            category = self._rng.choices(list(_CATEGORIES), list(_CATEGORIES.values()))[0]
            twist = self._rng.choices(list(_TWISTS), list(_TWISTS.values()))[0]
        if category is not Category.DEVICE:
            return 0, self._recognition(category, None, twist)
        if self._raised is not None:
            return 1, self._clear(self._raised)
        self._raised, self._clears_at = self._alarm(), self._count + self._rng.randrange(2, 6)
        return 1, self._raised

    def pause(self) -> float:
        """Return how long it is until the next happening, as a part of the average: people are no clockwork."""
        return self._pauses.uniform(0.5, 1.5)

    def happening(self, category: Category, person: Known | None = None, twist: Twist = Twist.NONE) -> tuple[int, Data]:
        """Return something of this category, of this person if given, with what is unusual about it.

        Nothing that is unusual but a mask comes of somebody who is not enrolled.
        """
        if category is Category.DEVICE:
            return 1, self._alarm()
        return 0, self._recognition(category, person, twist)

    def alarm(self, code: int) -> Data:
        """Return the device's own alarm with this code. Raises KeyError for a code that no device has."""
        description, _ = _ALARMS[code]
        return self._alarm() | {"code": code, "description": description}

    def cleared(self, alarm: Data) -> Data:
        """Return that this alarm of the device is over."""
        left = {name: value for name, value in alarm.items() if name != "alarm_photo"}
        return left | {"event_time": int(self._now() * 1000), "status": int(AlarmStatus.CLEARED)}

    def _recognition(self, category: Category, person: Known | None, twist: Twist) -> Data:
        rng = self._rng
        person = person or self._person(category, twist)
        enrolled = category in (Category.STAFF, Category.VISITOR)
        masked = twist is Twist.MASKED and category is not Category.NONLIVE
        mode, entry_mode = self._mode(twist)
        data: Data = {
            "deviceSN": self._serial,
            "recognitionType": RECOGNITION[category],
            "uuid": self._uuid(),
            "recognizeScore": round(self._score(category), 6),
            "mask": 2 if masked else 1,
            "mode": mode,
            "rgb_image": self._picture(category, person, masked=masked),
            "pass": enrolled,
            "timestamp": int(self._now()),
            "bodyTemperature": round(rng.gauss(36.5, 0.2), 1) if rng.random() < 0.8 else 0,
            "abnormal_type": 0,
            "user": None if person is None else self._user(person, visiting=category is Category.VISITOR),
        }
        if enrolled and person is not None:
            data |= self._twisted(twist, person, category, mode)
        if data["pass"]:
            data["entry_mode"] = entry_mode if twist is Twist.BY_OTHER_MEANS else _MODES[mode][1][0]
        return data

    def _mode(self, twist: Twist) -> tuple[int, int]:
        """Return the verification mode, and what opens the door where it is not the face."""
        if twist is Twist.BY_OTHER_MEANS:
            mode = self._rng.choice((_FACE_OR_CARD, _FACE_CARD_CODE))
            return mode, self._rng.choice(_MODES[mode][1][1:])
        if twist is Twist.WRONG_CARD:
            return _FACE_AND_CARD, 0
        if twist in (Twist.WRONG_PIN, Twist.WRONG_PINS):
            return _FACE_AND_PIN, 0
        return self._rng.choices(list(_MODES), [weight for weight, _ in _MODES.values()])[0], 0

    def _twisted(self, twist: Twist, person: Known, category: Category, mode: int) -> Data:
        """Return what is different about somebody enrolled."""
        refused: Data = {"pass": False}
        if twist is Twist.FEVER:
            return refused | {"bodyTemperature": round(self._rng.uniform(FEVER, 39.0), 1), "abnormal_type": 40001}
        if twist is Twist.OUT_OF_TIME and category is Category.VISITOR:
            return refused | {"abnormal_type": 20001, "user": self._user(person, visiting=True, late_hours=6)}
        if twist is Twist.OUT_OF_TIME:
            return refused | {"abnormal_type": 20002}
        if twist is Twist.WRONG_CARD:
            return refused | {"abnormal_type": 10002}
        if twist in (Twist.WRONG_PIN, Twist.WRONG_PINS):
            return refused | {"abnormal_type": 70001 if twist is Twist.WRONG_PIN else 70002}
        if twist is Twist.BY_OTHER_MEANS:  # nobody was looked at
            nothing = self._rng.choice(("", " ", None))
            return {"rgb_image": nothing, "recognizeScore": 0.0, "mask": 0, "bodyTemperature": 0}
        if mode == _FACE_AND_PIN:  # newer firmware gives away what was typed
            return {
                "user": self._user(person, visiting=category is Category.VISITOR) | {"pin": f"{person.user_id:0>6}"}
            }
        return {}

    def _person(self, category: Category, twist: Twist) -> Known | None:
        if category is Category.BLACKLIST:
            return BLACKLISTED
        if category is Category.STAFF:
            return self._rng.choice(STAFF)
        if category is Category.VISITOR:
            # It is always the same one whose visit is over, or the others' times would contradict each other.
            return _OVERSTAYING if twist is Twist.OUT_OF_TIME else self._rng.choice(_EXPECTED)
        return None

    def _score(self, category: Category) -> float:
        if category is Category.STRANGER:
            return self._rng.uniform(0.2, 0.45)
        return self._rng.uniform(0.5, 0.7) if category is Category.NONLIVE else self._rng.uniform(0.9, 0.99)

    def _picture(self, category: Category, person: Known | None, *, masked: bool) -> str:
        sight = self._rng.randrange(SIGHTS)
        if category is Category.NONLIVE:
            return picture(f"photo {self._rng.randrange(6)}", sight, live=False)
        if person is None:
            return picture(f"stranger {self._rng.randrange(12)}", sight, mask=masked)
        return picture(person.user_id, sight, person.looks, mask=masked)

    def _user(self, person: Known, *, visiting: bool, late_hours: int = 0) -> Data:
        begin = int(self._now()) // 3600 - 1 - late_hours
        return {
            "name": person.name,
            "user_id": person.user_id,
            "type": person.type,
            "ic_number": person.ic_number,
            "job_number": person.job_number,
            "id_number": person.id_number,
            "guest_time_start": begin * 3_600_000 if visiting else 0,
            "guest_time_end": (begin + 5) * 3_600_000 if visiting else 0,
            "remark": person.remark,
            "groups": groups_of(person),
        }

    def _alarm(self) -> Data:
        code = self._rng.choices(list(_ALARMS), [weight for _, weight in _ALARMS.values()])[0]
        alarm: Data = {
            "trace_id": self._uuid(),
            "description": _ALARMS[code][0],
            "code": code,
            "event_time": int(self._now() * 1000),
            "status": int(AlarmStatus.RAISED),
        }
        if code == _HELD_OPEN:
            alarm["user_id"] = self._rng.choice(STAFF).user_id
        elif code in (_FORCED, _TAMPER):
            alarm["alarm_photo"] = picture(f"stranger {self._rng.randrange(12)}", 0)
        return alarm

    def _clear(self, alarm: Data) -> Data:
        status = AlarmStatus.CLEARED
        if self._rng.random() < 0.2:
            status, self._clears_at = AlarmStatus.CLEARING_FAILED, self._count + 3
        else:
            self._raised = None
        return self.cleared(alarm) | {"status": int(status)}

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self._uuids.getrandbits(128), version=4))
