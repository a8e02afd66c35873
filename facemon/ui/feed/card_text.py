"""What a card says, in words: for the eye, and as one sentence for assistive technology."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.event import Category, Event, Happening, Mask
from facemon.ui import words

_FACE = 0  # the verification mode that goes without saying at a face-recognition door
_BY_FACE = (None, 1, 4, 6, 8, 10)  # the entry modes with a face to compare: a card has no match of 0.00


class Fact(enum.Enum):
    """What a short fact on a card is about."""

    SCORE = "score"
    TEMPERATURE = "temperature"
    FEVER = "fever"
    MASK = "mask"
    MODE = "mode"


class CardText(msgspec.Struct, frozen=True):
    """The texts of one card; empty where there is nothing to say."""

    category: Category
    title: str
    badge: str
    secondary: str
    recovered: str  # that it was not seen as it happened
    device: str
    facts: tuple[tuple[Fact, str], ...]
    time: str
    passed: bool | None
    access: str  # granted or denied
    reason: str
    watched: str = ""  # that the person is on the watch list

    @property
    def result(self) -> str:
        """Granted or denied, with the reason."""
        return f"{self.access} · {self.reason}" if self.access and self.reason else self.access

    @property
    def sentence(self) -> str:
        """The card as one sentence, the most important first."""
        spoken = [self.title]
        if self.badge != self.title:
            spoken.append(self.badge)
        spoken += [self.watched, self.access, self.reason, self.secondary, self.recovered, self.device]
        return words.listed((*spoken, *(_spoken(*fact) for fact in self.facts), self.time))


def card_text(
    happening: Happening,
    device_name: str,
    *,
    watched: bool = False,
    since: Callable[[int, int], str] = words.since,
) -> CardText:
    """Return what the card of an event says in the language in use; `since`: how its time is said."""
    event = happening if isinstance(happening, Event) else None
    return CardText(
        category=happening.category,
        title=words.title(happening),
        badge=words.category(happening.category),
        secondary=words.secondary(happening),
        recovered=QCoreApplication.translate("Card", "recovered") if happening.recovered else "",
        device=device_name,
        facts=_facts(event) if event else (),
        time=since(happening.time_ms, round(time.time() * 1000)),
        passed=event.passed if event else None,
        access=words.access(event.passed) if event else "",
        reason=words.reason(happening),
        watched=QCoreApplication.translate("Card", "on the watch list") if watched else "",
    )


def _facts(event: Event) -> tuple[tuple[Fact, str], ...]:
    translate = QCoreApplication.translate
    facts: list[tuple[Fact, str]] = []
    if event.temperature is not None:
        reading = words.temperature(event.temperature)
        if words.is_fever(event.temperature):
            # First, since what comes last is cut off first.
            facts.append((Fact.FEVER, translate("Card", "{temperature} fever").format(temperature=reading)))
        else:
            facts.append((Fact.TEMPERATURE, reading))
    if event.score is not None and (event.score or event.entry_mode in _BY_FACE):
        place = 1 if facts and facts[0][0] is Fact.FEVER else 0
        facts.insert(place, (Fact.SCORE, words.score(event.score)))
    if event.mask is Mask.WORN:
        facts.append((Fact.MASK, translate("Card", "mask on")))
    elif event.mask is Mask.NOT_WORN:
        facts.append((Fact.MASK, translate("Card", "no mask")))
    if event.mode is not None and event.mode != _FACE:
        facts.append((Fact.MODE, words.mode(event.mode)))
    return tuple(facts)


def _spoken(fact: Fact, text: str) -> str:
    # A bare number means nothing to the ear.
    return QCoreApplication.translate("Card", "match {score}").format(score=text) if fact is Fact.SCORE else text
