"""Names of exported pictures: they sort, and no file system refuses them."""

from __future__ import annotations

import re
import unicodedata

from any_found import found
from doors import JPEG, MEI, NOW, event
from hypothesis import given

from facemon.event import Category, Person
from facemon.history.export_name import picture_name
from facemon.history.query import Found

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10))}


def test_a_name_tells_time_device_category_and_person_in_this_order() -> None:
    named = picture_name(event("5f1b-77aa-7c1fa913", person=MEI, category=Category.BLACKLIST), JPEG)
    assert re.fullmatch(r"2026-11-2\d_\d\d-\d\d-07\.000_gate_blacklist_陈梅_7c1fa913\.jpg", named)


def test_whoever_has_no_name_leaves_no_gap_and_the_ending_is_that_of_the_bytes() -> None:
    assert picture_name(event("7c1fa913", person=Person()), JPEG)[23:] == "_gate_staff_7c1fa913.jpg"
    assert picture_name(event("7c1fa913"), b"\x89PNG\r\n\x1a\n")[23:] == "_gate_staff_7c1fa913.png"
    assert picture_name(event("7c1fa913"), b"MZ")[23:] == "_gate_staff_7c1fa913.bin"


def test_names_sort_by_time() -> None:
    names = [picture_name(event(str(99 - n), received_ms=NOW + 7 * n), JPEG) for n in range(99)]
    assert sorted(names) == names


@given(found)
def test_every_file_system_takes_every_name(anything: Found) -> None:
    name = picture_name(anything.happening, JPEG)
    assert len(name.encode()) <= 143
    assert not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*%\s]', name)
    assert not [c for c in name if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")]
    assert name[0].isdigit()
    assert name.endswith(".jpg")
    assert ".." not in name
    assert name.split(".")[0].upper() not in RESERVED
