"""What a search for a person looks into."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.event import Group, Person
from facemon.folding import folded
from facemon.history.names import MOST_CHARACTERS, MOST_READINGS, person_search, pinyin, wording_search


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张三", "zhangsan"),
        ("张三", "zs"),
        ("张三", "三"),
        ("单雄信", "shanxiong"),
        ("曾国藩", "zgf"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("欧阳修 (临时)", "ouyang"),
        ("欧阳修 (临时)", "ls"),
        ("Zoë Müller", "zoe mu"),
        ("Łukasz Żółć", "zolc"),
        ("ＴＯＮＹ", "tony"),
    ],
)
def test_a_name_is_found_by_what_a_guard_types(name: str, typed: str) -> None:
    assert typed in person_search(Person(name=name))


def test_every_number_and_group_of_a_person_is_found() -> None:
    person = Person(
        name="Ann", user_id="U1", ic_number="I2", job_number="J3", id_number="N4",
        groups=(Group("7", "Nachtwächter"), Group("8", "后勤")),
    )  # fmt: skip
    lines = person_search(person).split("\n")
    assert lines[0] == "ann"
    assert {"u1", "i2", "j3", "n4", "nachtwachter", "后勤"} <= set(lines)


def test_no_line_goes_over_from_one_text_to_the_next() -> None:
    assert person_search(Person(name="Ann", user_id="12", job_number="34")) == "ann\n12\n34"
    assert wording_search("Tür offen", "U1") == "tur offen\nu1"


def test_nobody_has_an_empty_text() -> None:
    assert person_search(Person()) == ""
    assert wording_search("", "") == ""


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=80))
def test_no_name_has_more_readings_than_it_may(name: str) -> None:
    spelt = pinyin(name)
    assert len(spelt) <= 2 * MOST_READINGS
    assert all(len(way) <= 8 * MOST_CHARACTERS for way in spelt)
    assert len(set(spelt)) == len(spelt)


@given(st.text())
def test_what_is_searched_in_is_folded_whatever_the_name(name: str) -> None:
    search = person_search(Person(name=name))
    assert folded(search) == search
    assert folded(name) in search


def test_without_chinese_names_the_library_is_not_imported() -> None:
    code = "import sys; from facemon.history.names import pinyin; print(pinyin('Ann'), 'pypinyin' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["[]", "False"]
