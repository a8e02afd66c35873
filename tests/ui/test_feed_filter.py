"""What a search finds."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from feed_arrivals import NOW, arrival, person
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Category, DeviceAlarm
from facemon.folding import folded
from facemon.ui.feed.filter import Filter, restored_categories, search_text


class Searchable(NamedTuple):
    search: str


def found(text: str, search: str) -> bool:
    row = Searchable(search)
    return Filter(text=text).matching([row]) == [row]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("muller", "Zoë Müller"), ("ZOE", "Zoë Müller"), ("Müller", "Zoe Muller"), ("lukasz", "Łukasz Żółć"),
        ("zolc", "Łukasz Żółć"), ("strasse", "Anna Straße"), ("oreilly", "Sørén OReilly"), ("soren", "Sørén"),
        ("娜", "李娜"), ("李娜", "李娜"), ("张", "Zhang San 张三"),
        ("nguyen", "Nguyễn Văn Đức"), ("duc", "Nguyễn Văn Đức"),
        ("tel", "℡"), ("12345", "１２３４５"), ("김", "김민준"), ("محمد", "عبد الرحمن بن محمد"),
        ("محمد", "مُحَمَّد"), ("ısık", "Işık"),
    ],
)  # fmt: skip
def test_case_and_accents_do_not_matter(typed: str, name: str) -> None:
    assert found(typed, folded(name))


@pytest.mark.parametrize(("typed", "name"), [("mueller", "Müller"), ("李", "张三"), ("x", "Zoë")])
def test_another_name_is_not_found(typed: str, name: str) -> None:
    assert not found(typed, folded(name))


SEARCHED = search_text(
    arrival(
        1, person=person("Marta Kowalska", "Facilities", "Évacuation", user_id="U-77", job_number="30077",
                         ic_number="C9", id_number="ID5", remark="knows the code")
    ).happening,
    "Nordtor",
    "Marta Kowalska",
)  # fmt: skip


@pytest.mark.parametrize("typed", ["kowal", "u-77", "30077", "c9", "id5", "facil", "evacuation", "nordtor"])
def test_name_numbers_groups_and_device_are_searched(typed: str) -> None:
    assert found(typed, SEARCHED)


def test_a_remark_is_not_searched() -> None:
    assert not found("code", SEARCHED)


def test_every_word_has_to_be_found_but_anywhere() -> None:
    assert found("nordtor  marta", SEARCHED)
    assert not found("nordtor oluwaseun", SEARCHED)


def test_a_word_does_not_match_across_two_texts() -> None:
    assert not found("nordtormarta", SEARCHED)
    assert not found("30077c9", SEARCHED)


def test_a_device_alarm_is_found_by_what_it_is() -> None:
    alarm = DeviceAlarm(uuid="a", device_id="d", time_ms=NOW, received_ms=NOW, description="Contact 4")
    search = search_text(alarm, "Warehouse", "Door forced open")
    assert found("forced warehouse contact", search)


def test_blank_text_filters_nothing() -> None:
    assert found("  \t ", SEARCHED)
    assert found("  \t ", "")


def test_a_word_inside_another_is_not_looked_for_twice() -> None:
    assert Filter(text="an anna ann").terms == ("anna",)


@given(st.text())
def test_whatever_is_typed_finds_itself(text: str) -> None:
    assert found(text, folded(text))


@given(st.text())
def test_folding_folds_once_and_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("kept", [None, 7, "staff", b"x", {"a": 1}, [1, None, ["staff"]]])
def test_nonsense_in_the_kept_state_hides_nothing(kept: object) -> None:
    assert restored_categories(kept) == frozenset()


def test_kept_categories_come_back() -> None:
    assert restored_categories(["staff", "nonsense", "visitor"]) == {Category.STAFF, Category.VISITOR}
