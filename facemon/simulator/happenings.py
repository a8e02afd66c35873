"""What happens at the simulated door: a seeded stream of believable people, in the words of the device's documents."""

from __future__ import annotations

import base64
import random
import threading
import uuid
from collections.abc import Callable
from functools import lru_cache

from facemon.event import Category
from facemon.simulator import faces
from facemon.simulator.people import BLACKLISTED, EVERYBODY, STAFF, VISITORS, Known

RECOGNITION = {
    Category.UNKNOWN: 0,
    Category.STAFF: 1,
    Category.VISITOR: 2,
    Category.STRANGER: 3,
    Category.NONLIVE: 4,
    Category.BLACKLIST: 5,
}
SIGHTS = 3  # different snapshots of a person
FEVER = 37.9
_OPENING = (  # what comes first, so that a newcomer sees each colour soon
    Category.STAFF, Category.VISITOR, Category.STAFF, Category.STRANGER, Category.STAFF, Category.BLACKLIST,
    Category.STAFF, Category.NONLIVE, Category.VISITOR,
)  # fmt: skip
_WEIGHTS = {
    Category.STAFF: 800,
    Category.VISITOR: 130,
    Category.STRANGER: 50,
    Category.NONLIVE: 8,
    Category.BLACKLIST: 5,
    Category.DEVICE: 4,
}
_ALARMS = ((10002, "Door forced open"), (10003, "Door held open too long"), (10001, "Tamper switch open"))

Data = dict[str, object]


@lru_cache(maxsize=SIGHTS * 100)
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
    """Produces the `data` objects of messages: (message type, data). The same seed gives the same stream.

    Args:
        serial: the device's serial number.
        now: Unix seconds by the device's clock.
    """

    def __init__(self, seed: int, serial: str, now: Callable[[], float]) -> None:
        self._rng = random.Random(seed)
        self._serial = serial
        self._now = now
        self._count = 0

    def next(self) -> tuple[int, Data]:
        """Return what happens next."""
        number, self._count = self._count, self._count + 1
        if number < len(_OPENING):
            category = _OPENING[number]
        else:
            category = self._rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
        return self.happening(category)

    def happening(self, category: Category, person: Known | None = None) -> tuple[int, Data]:
        """Return a happening of this category, of this person if given."""
        if category is Category.DEVICE:
            return 1, self._alarm()
        rng = self._rng
        person = person or self._person(category)
        masked = category is not Category.NONLIVE and rng.random() < 0.08
        data: Data = {
            "deviceSN": self._serial,
            "recognitionType": RECOGNITION[category],
            "uuid": self._uuid(),
            "recognizeScore": round(self._score(category), 6),
            "mask": 2 if masked else 1,
            "mode": rng.choices((0, 1, 3, 7), (88, 6, 4, 2))[0],
            "rgb_image": self._picture(category, person, masked=masked),
            "pass": person is not None and category in (Category.STAFF, Category.VISITOR),
            "timestamp": int(self._now()),
            "bodyTemperature": round(rng.gauss(36.5, 0.2), 1) if rng.random() < 0.8 else 0,
            "abnormal_type": 0,
            "user": self._user(person, category) if person is not None else None,
        }
        if data["pass"]:
            self._sometimes_deny(data, category)
        return 0, data

    def _person(self, category: Category) -> Known | None:
        if category is Category.BLACKLIST:
            return BLACKLISTED
        if category is Category.STAFF:
            return self._rng.choice(STAFF)
        return self._rng.choice(VISITORS) if category is Category.VISITOR else None

    def _score(self, category: Category) -> float:
        if category is Category.STRANGER:
            return self._rng.uniform(0.2, 0.45)
        return self._rng.uniform(0.5, 0.7) if category is Category.NONLIVE else self._rng.uniform(0.9, 0.99)

    def _picture(self, category: Category, person: Known | None, *, masked: bool) -> str:
        sight = self._rng.randrange(SIGHTS)
        if category is Category.NONLIVE:
            return picture(f"photo {self._rng.randrange(6)}", sight, live=False)
        if person is None:
            return picture(f"stranger {self._rng.randrange(12)}", sight)
        return picture(person.user_id, sight, person.looks, mask=masked)

    def _user(self, person: Known, category: Category) -> Data:
        begin = int(self._now()) // 3600 * 3600
        visiting = category is Category.VISITOR
        return {
            "name": person.name,
            "user_id": person.user_id,
            "type": person.type,
            "ic_number": person.ic_number,
            "job_number": person.job_number,
            "id_number": "",
            "guest_time_start": (begin - 3600) * 1000 if visiting else 0,
            "guest_time_end": (begin + 4 * 3600) * 1000 if visiting else 0,
            "remark": person.remark,
            "groups": [{"id": str(number), "name": name} for number, name in enumerate(person.groups, 1)],
        }

    def _sometimes_deny(self, data: Data, category: Category) -> None:
        chance = self._rng.random()
        if chance < 0.015:
            data |= {"bodyTemperature": round(self._rng.uniform(FEVER, 39.0), 1), "pass": False, "abnormal_type": 40001}
        elif chance < 0.035:
            late = category is Category.VISITOR
            data |= {"pass": False, "abnormal_type": 20001 if late else 20002}
        elif chance < 0.04:
            data |= {"pass": False, "mode": 7, "abnormal_type": 70001}

    def _alarm(self) -> Data:
        code, description = self._rng.choice(_ALARMS)
        return {
            "trace_id": self._uuid(),
            "description": description,
            "code": code,
            "event_time": int(self._now() * 1000),
            "status": 1,
            "alarm_photo": "",
            "user_id": "",
        }

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))
