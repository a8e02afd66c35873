"""Answers with records: whatever is whole in them is read, and nothing in them does harm."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facemon.device.records import Answer, RecordsPage, read_answer

ITEMS = [{"uuid": "a", "user": {"groups": [{"id": 1}, {}]}}, {"uuid": 'b]},{"\\', "items": [1]}, {"uuid": "张三"}]


def body(**changes: object) -> bytes:
    data = {"offset": 0, "limit": 200, "count": 3, "total": 3, "items": ITEMS} | changes
    return json.dumps({"code": 200, "msg": "OK", "data": data}, ensure_ascii=False).encode()


def read(text: bytes, *, whole: bool = True) -> tuple[int | None, RecordsPage, list[dict[str, object] | None]]:
    answer = read_answer(text, whole=whole)
    assert answer is not None
    assert answer.page is not None
    return answer.code, answer.page, list(answer.page.items())


def test_a_good_answer_is_cut_into_its_records() -> None:
    code, page, items = read(body())
    assert (code, page.count, page.total, page.broken_off, page.size) == (200, 3, 3, False, len(body()))
    assert items == ITEMS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"}]}}", b"},]}}"),
        (b"{}", b'{"a":NaN}'),
        (b'"a"', b'"a\\ud800"'),
        (b'"items"', b'"more": [{"items": 3},], "items"'),
        (b'{"code"', b'\xef\xbb\xbf{"code"'),
        (b"]}}", b"]}}\0"),
    ],
    ids=["comma", "number", "half a pair", "another list", "byte order mark", "terminator"],
)
def test_what_firmware_gets_wrong_is_mended(old: bytes, new: bytes) -> None:
    code, page, items = read(body().replace(old, new, 1))
    assert (code, page.count, page.total, page.broken_off) == (200, 3, 3, False)
    assert None not in items


def test_a_record_that_cannot_be_read_costs_only_itself() -> None:
    _, page, items = read(body().replace(b'{"id": 1}', b"{id: 1}"))
    assert items == [None, *ITEMS[1:]]
    assert not page.broken_off


@pytest.mark.parametrize("total", ["3", 3.0, " 3", None, -1, 1.5, "many", True, [3], 10**30])
def test_a_total_that_is_none_is_not_believed(total: object) -> None:
    assert read(body(total=total))[1].total == (3 if total in ("3", 3.0) else None)


@pytest.mark.parametrize(
    ("text", "code", "count"),
    [
        (b'{"code": "401", "data": null}', 401, None),
        (b'{"code": -7, "data": null}', -7, None),
        (b'{"code": [], "data": {}}', None, 0),
        (b'{"code": 200, "data": {"items": null, "total": 0}}', 200, 0),
        (b'{"code": 200, "data": {"items": {}}}', 200, 0),
        (b'{"code": 200, "data": []}', 200, None),
        (b"{}", None, None),
    ],
)
def test_an_answer_without_records(text: bytes, code: int | None, count: int | None) -> None:
    answer = read_answer(text, whole=True)
    assert answer == Answer(code, answer.page if answer else None)
    assert (answer.page.count if answer.page else None) == count


@pytest.mark.parametrize("text", [b"", b"<html>", b"[]", b"7", b"\xff", b'{"code": 200', b'{"data": {"items": "x'])
def test_what_is_no_answer_is_none(text: bytes) -> None:
    assert read_answer(text, whole=True) is None


@given(st.integers(0, len(body())))
def test_what_is_whole_in_a_broken_answer_counts(length: int) -> None:
    text = body()[:length]
    for whole in (False, True):
        answer = read_answer(text, whole=whole)
        if answer is None or answer.page is None:
            assert b'"items": [' not in text
            continue
        items = list(answer.page.items())
        assert items == ITEMS[: len(items)]
        ended = sum(text.find(json.dumps(item, ensure_ascii=False).encode()) >= 0 for item in ITEMS)
        assert len(items) == ended
        assert answer.page.broken_off == (length < len(body()) or not whole)


@given(st.binary(max_size=300) | st.text('{}[]",:\\ items0a', max_size=300).map(str.encode))
@example(b'{"data":{"items":[' + b"[" * 300)
def test_no_bytes_raise_anything(text: bytes) -> None:
    for whole in (True, False):
        answer = read_answer(text, whole=whole)
        for _ in answer.page.items() if answer and answer.page else ():
            pass


@pytest.mark.parametrize("text", [b"[" * 10**6, b'{"data":{"items":[' + b"{}," * 10**6, b'"\\' * 10**6], ids=len)
def test_nonsense_is_given_up_soon(text: bytes) -> None:
    began = time.perf_counter()
    read_answer(text, whole=True)
    assert time.perf_counter() - began < 5
