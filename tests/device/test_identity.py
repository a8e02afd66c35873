"""Whether a serial number that a device tells contradicts what is known of it."""

from __future__ import annotations

import pytest

from facemon.device.identity import LONGEST, Identity

KNOWN = Identity("PS71HD01MC22B00003")


@pytest.mark.parametrize(
    "told", ["", " ", "\t\n", "\x00", " ps71hd01mc22b00003\n", "PS71HD01 MC22B00003", "Ps71HD01MC22B00003\x00"]
)
def test_what_is_blank_or_spelt_otherwise_contradicts_nothing(told: str) -> None:
    assert not KNOWN.is_denied_by(told)
    assert not KNOWN.is_denied_in_event(told)


def test_another_number_contradicts() -> None:
    assert KNOWN.is_denied_by("PS71HD01MC22B00004")
    assert KNOWN.is_denied_in_event("PS71HD01MC22B00004")


def test_where_nothing_is_known_nothing_contradicts() -> None:
    assert not Identity().is_denied_by("ANY")
    assert not Identity(" ").is_denied_in_event("ANY")


def test_a_device_may_have_another_number_in_its_events_and_in_them_alone() -> None:
    both = Identity("A", "B")
    assert not both.is_denied_in_event("b")
    assert not both.is_denied_in_event("a")
    assert both.is_denied_in_event("c")
    assert both.is_denied_by("b")


def test_a_number_longer_than_is_kept_is_the_same_as_what_is_kept_of_it() -> None:
    kept = Identity().taught("x" * 150, in_event=False)
    assert len(kept.serial) == LONGEST
    assert not kept.is_denied_by("x" * 150)


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        (("A", False), ("A", True), Identity("A")),
        (("A", True), ("a ", False), Identity("A")),
        (("A", False), ("B", True), Identity("A", "B")),
        (("B", True), ("A", False), Identity("A", "B")),  # whichever is faster
        (("", True), ("A", False), Identity("A")),
    ],
)
def test_the_first_contact_teaches(first: tuple[str, bool], second: tuple[str, bool], known: Identity) -> None:
    identity = Identity()
    for told, in_event in (first, second):
        identity = identity.taught(told, in_event=in_event)
    assert identity == known
