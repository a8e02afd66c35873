"""How an alarm that nobody answers becomes more pressing: louder, then the supervisor."""

from __future__ import annotations

from facemon.alarm import Priority
from facemon.settings import AttentionSettings

LOUDER = 1
SUPERVISOR = 2


def level(priority: Priority, age_s: float, attention: AttentionSettings) -> int:
    """Return how far an alarm of this age, in seconds since it was raised, has escalated; 0 for not at all."""
    if priority < Priority.HIGH:
        return 0
    if attention.supervisor_after and age_s >= attention.supervisor_after:
        return SUPERVISOR
    return LOUDER if attention.louder_after and age_s >= attention.louder_after else 0


def next_age_s(priority: Priority, escalated: int, attention: AttentionSettings) -> float | None:
    """Return the age in seconds at which it escalates further; None for never."""
    if priority < Priority.HIGH:
        return None
    ages = []
    if escalated < LOUDER and attention.louder_after:
        ages.append(attention.louder_after)
    if escalated < SUPERVISOR and attention.supervisor_after:
        ages.append(attention.supervisor_after)
    return min(ages, default=None)
