"""Every text of the program is in the translation files, and translated."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "resources" / "translations"
FILES = sorted(FOLDER.glob("*.ts"))
SOURCES = sorted((PROJECT / "facemon").rglob("*.py"))


class Text(NamedTuple):
    """What identifies a text to Qt."""

    context: str
    source: str
    disambiguation: str = ""


class Entry(NamedTuple):
    """What a .ts file has for a text: one translation, or one a grammatical number."""

    translations: list[str]
    finished: bool
    plural: bool


def entries(path: Path) -> dict[Text, Entry]:
    """Read a .ts file."""
    result = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            plural = message.get("numerus") == "yes"
            forms = translation.findall("numerusform") if plural else [translation]
            text = Text(
                context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", default="")
            )
            result[text] = Entry([form.text or "" for form in forms], translation.get("type") is None, plural)
    return result


class Marked(ast.NodeVisitor):
    """Collects the texts that a source file marks for translation, and the marks that lupdate cannot read."""

    def __init__(self) -> None:
        self.texts: set[Text] = set()
        self.unreadable: list[int] = []  # lines
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Attribute(attr="tr"):
                context = [ast.Constant(self._classes[-1])] if self._classes else []
                self._take(node, [*context, *node.args])
            case ast.Name(id="tr"):  # lupdate takes its first argument for the text, whatever the function is
                self.unreadable.append(node.lineno)
            case ast.Attribute(attr="translate") | ast.Name(id="translate") if len(node.args) > 1:
                if not isinstance(
                    node.args[1], ast.Name | ast.Attribute | ast.Subscript | ast.Call
                ):  # marked elsewhere
                    self._take(node, node.args)
            case ast.Name(id="QT_TRANSLATE_NOOP"):
                self._take(node, node.args)
        self.generic_visit(node)

    def _take(self, node: ast.Call, arguments: list[ast.expr]) -> None:
        words = [argument.value for argument in arguments[:3] if isinstance(argument, ast.Constant)]
        if len(words) < min(len(arguments), 3) or len(words) < 2:
            self.unreadable.append(node.lineno)
        else:
            self.texts.add(Text(*(str(word or "") for word in words)))


def marked(path: Path) -> Marked:
    """Return what a source file marks for translation."""
    result = Marked()
    result.visit(ast.parse(path.read_text(encoding="utf-8")))
    return result


def fields(text: str) -> list[str]:
    """Return what is filled into a text later: its {fields} and %n."""
    return sorted(re.findall(r"\{[^{}]*\}|%n|%L?\d", text))


def each_entry() -> Iterator[tuple[str, Text, Entry]]:
    for path in FILES:
        for text, entry in entries(path).items():
            yield path.name, text, entry


def test_english_and_chinese_are_there() -> None:
    assert [path.name for path in FILES] == ["facemon_en.ts", "facemon_zh_CN.ts"]


def test_the_files_have_the_texts_of_the_source_and_no_others(tmp_path: Path) -> None:
    for path in FILES:
        shutil.copy(path, tmp_path)
    subprocess.run([sys.executable, FOLDER / "update.py", tmp_path], check=True)
    for path in FILES:
        fresh = entries(tmp_path / path.name)
        assert fresh.keys() == entries(path).keys(), f"run resources/translations/update.py for {path.name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_marked_text_is_one_that_lupdate_can_read(path: Path) -> None:
    found = marked(path)
    assert found.unreadable == [], (
        "lines whose text is not a literal, or not marked as self.tr, translate, QT_TRANSLATE_NOOP"
    )
    assert found.texts <= entries(FOLDER / "facemon_zh_CN.ts").keys()


def test_every_text_is_translated() -> None:
    missing = [
        f"{name}: {text.context}: {text.source}"
        for name, text, entry in each_entry()
        if not entry.finished or not all(translation.strip() for translation in entry.translations)
    ]
    assert missing == []


def test_a_translation_is_filled_in_like_its_source() -> None:
    wrong = [
        f"{name}: {text.source!r} became {translation!r}"
        for name, text, entry in each_entry()
        for number, translation in enumerate(entry.translations)
        # An English singular may say "one" or "an event" instead of the number.
        if translation and fields(translation) != fields(text.source)
        and not (name == "facemon_en.ts" and number == 0 and {*fields(text.source)} - {*fields(translation)} == {"%n"})
    ]  # fmt: skip
    assert wrong == []


# What stands for one thing in the window stands for it everywhere: what is said of it, and with which word.
_WORDS = (("Police called", "已报警"), ("approve", "信任"), ("looking into it", "查看"))


@pytest.mark.parametrize(("english", "chinese"), _WORDS)
def test_one_thing_has_one_word_in_chinese(english: str, chinese: str) -> None:
    said = [
        (text.source, translation)
        for text, entry in entries(FOLDER / "facemon_zh_CN.ts").items()
        for translation in entry.translations
        if english.lower() in text.source.lower()
    ]
    assert said
    assert [pair for pair in said if chinese not in pair[1]] == []
