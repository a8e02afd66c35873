"""Words about alarm rules, in the program's language. Plain functions, as `facemon.ui.words` has them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from facemon.event import Category
from facemon.settings import PRIORITIES, AlarmRule
from facemon.ui import words

_CATEGORIES = frozenset(category.value for category in Category)
FIXED = "blacklist"  # the rule whose priority stays critical


def priority(word: str) -> str:
    """Return what a priority (of `facemon.settings.PRIORITIES`) is called."""
    translate = QCoreApplication.translate
    known = (
        translate("RuleWords", "Low"),
        translate("RuleWords", "Medium"),
        translate("RuleWords", "High"),
        translate("RuleWords", "Critical"),
    )
    return dict(zip(PRIORITIES, known, strict=True)).get(word, word)


def is_heard_alone(name: str) -> bool:
    """Return whether a rule's sound is heard where it raises no alarm: of an event of its category, of nothing else."""
    return name in _CATEGORIES


def summary(name: str, rule: AlarmRule, where: str = "") -> str:
    """Return the rule of this name in one line; `where` says at which devices, if not at all of them."""
    translate = QCoreApplication.translate
    sound = translate("RuleWords", "sound once") if rule.sound else translate("RuleWords", "silent")
    hours = translate("RuleWords", "at set times") if rule.hours else translate("RuleWords", "always")
    if not rule.raise_ and not is_heard_alone(name):
        return translate("RuleWords", "Off")
    if not rule.raise_:
        limits = (hours if rule.hours else "", where) if rule.sound else ()
        return words.joined(translate("RuleWords", "No alarm"), sound, *limits)
    if rule.sound and rule.repeat:
        sound = translate("RuleWords", "sound repeats")
    return words.joined(priority(rule.priority), sound, hours, where)


def about(name: str) -> str:
    """Return what a rule (of `facemon.settings.RULES`) is about."""
    translate = QCoreApplication.translate
    return {
        "blacklist": translate("RuleWords", "Somebody whom the devices have on their blacklist is at a door."),
        "watchlist": translate("RuleWords", "Somebody on this desk's own watch list is at a door."),
        "nonlive": translate("RuleWords", "A photo or a screen is held before a camera."),
        "device": translate(
            "RuleWords",
            "A device says so itself: tampered with, its door forced or held open, a password attack, fire. "
            "Fire is always critical.",
        ),
        "not_kept": translate("RuleWords", "Events cannot be written into the history: the disk is full or fails."),
        "offline": translate("RuleWords", "A device is not connected, so nobody sees what happens there."),
        "fever": translate("RuleWords", "Somebody's temperature was measured and is too high."),
        "denied": translate("RuleWords", "A door stays closed to the same person again and again."),
        "visitor_time": translate("RuleWords", "A visitor is at a door before or after the time of the visit."),
        "no_mask": translate("RuleWords", "Somebody without a mask, where the device looks for one."),
        "stranger": translate("RuleWords", "Somebody whom the devices do not know is at a door."),
        "unknown": translate("RuleWords", "An event of which the device does not say who or what it was."),
        "visitor": translate("RuleWords", "A visitor is at a door, whether it opens or not."),
        "staff": translate("RuleWords", "One of the staff is at a door, whether it opens or not."),
    }[name]
