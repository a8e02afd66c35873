"""The message as it came is laid out, whatever it is."""

from __future__ import annotations

import pytest

from facemon.ui.raw_message import LONGEST, laid_out


def test_json_is_indented_with_numbers_as_they_were_sent() -> None:
    text, cut = laid_out('{"type":0,"data":{"recognizeScore":0.3100000,"name":"张三"}}')
    assert '"recognizeScore": 0.3100000' in text
    assert "张三" in text
    assert len(text.splitlines()) == 7
    assert not cut


@pytest.mark.parametrize("raw", ["", "no json", '{"a":', "[" * 100_000, '{"a": "\ud800"}'])
def test_what_is_no_json_is_shown_without_an_error(raw: str) -> None:
    text, _ = laid_out(raw)
    assert len(text) <= 7 * LONGEST


def test_bidirectional_controls_are_shown_as_escapes() -> None:
    text, _ = laid_out('{"name":"a\u202eb\u2028c"}')
    assert "a\\u202eb\\u2028c" in text


def test_a_message_too_long_to_be_laid_out_is_cut_and_says_so() -> None:
    text, cut = laid_out('{"x":"' + "y" * 8_000_000 + '"}')
    assert cut
    assert len(text) < 2 * LONGEST
    assert max(map(len, text.splitlines())) <= 2_000
