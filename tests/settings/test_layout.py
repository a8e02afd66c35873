import tomllib

import pytest
import tomlkit
from any_settings import any_settings
from hypothesis import given
from hypothesis import strategies as st

from facemon.settings import Settings
from facemon.settings.edit import edited
from facemon.settings.layout import blocks, deepest, line_of, lines

TEXT = '''\
# The gates
ui.theme = "dark"   # [not] a header

[[device]]  # the first
id = "a"
name = """
[[device]]
port = 1"""
"host" = 'h' # "

# Below this line: the second

# really
[[ "device" ]]
id = "b"
ports = [
  1, # ]
  2,
]
[device.extra]
deep.est = 1

[alarm]
staff = { sound = "a#b", raise = true }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("ui",), 2),
        (("ui", "theme"), 2),
        (("device", 0), 4),
        (("device", 0, "id"), 5),
        (("device", 0, "name"), 6),
        (("device", 0, "host"), 9),
        (("device", 1), 14),
        (("device", 1, "ports"), 16),
        (("device", 1, "extra"), 20),
        (("device", 1, "extra", "deep", "est"), 21),
        (("alarm", "staff"), 24),
    ],
)
def test_a_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TEXT)
    assert lines(TEXT)[path] == line


def test_a_key_within_a_value_is_where_the_value_is() -> None:
    assert line_of(TEXT, ("alarm", "staff", "raise")) == 24
    assert line_of(TEXT, ("device", 0, "missing")) == 4
    assert line_of(TEXT, ("history",)) is None


def test_a_file_from_windows_has_the_same_lines() -> None:
    assert lines(TEXT.replace("\n", "\r\n")) == lines(TEXT)


def test_a_section_keeps_the_comments_directly_above_it() -> None:
    first, second = (block for block in blocks(TEXT) if block.array)
    assert first.lead == ""
    assert first.tail == "\n# Below this line: the second\n\n"
    assert second.lead == "# really\n"
    assert second.body.startswith('[[ "device" ]]')
    assert second.body.endswith("]\n")
    assert ("alarm", "staff") in blocks(TEXT)[-1].paths


@given(st.text("[]{}=\"'#\n\r a.1,\\", max_size=60))
def test_the_sections_put_together_are_the_text(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert "".join(block.lead + block.body + block.tail for block in blocks(text)) == text


@given(any_settings)
def test_the_sections_of_settings_put_together_are_the_text_and_each_is_toml(settings: Settings) -> None:
    text = edited("", Settings(), settings)
    assert "".join(block.lead + block.body + block.tail for block in blocks(text)) == text
    for block in blocks(text):
        tomlkit.parse(block.body)


def test_the_deepest_line_is_told_of_text_that_is_not_toml() -> None:
    assert deepest("a = [1]\nb = [[\n[ '[[[['\n]") == 3
    assert deepest("") == 1
