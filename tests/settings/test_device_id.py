import pytest
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings import new_device_id
from facemon.settings.check import DEVICE


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("North gate", [], "north-gate"),
        ("  North -- gate! ", [], "north-gate"),
        ("Café Süd", [], "cafe-sud"),
        ("North gate", ["north-gate"], "north-gate-2"),
        ("north gate", ["NORTH-GATE", "north-gate-2"], "north-gate-3"),
        ("北门", [], "device-1"),
        ("北门", ["device-1", "Device-2"], "device-3"),
        ("北门入口A", [], "device-1"),
        ("3", [], "device-1"),
        ("", [], "device-1"),
    ],
)
def test_an_id_reads_like_the_name_where_that_can_be(name: str, taken: list[str], expected: str) -> None:
    assert new_device_id(name, taken) == expected


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=5))
def test_an_id_is_valid_and_never_given_twice(name: str, others: list[str]) -> None:
    taken: list[str] = []
    for each in [*others, name, name]:
        new = new_device_id(each, taken)
        assert DEVICE["id"].fits(new)
        assert new.casefold() not in {other.casefold() for other in taken}
        taken.append(new)
