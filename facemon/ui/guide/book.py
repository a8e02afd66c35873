"""The guide as it lies in a folder a language: Markdown files, and in README.md of each what comes after what."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

CONTENTS = "README.md"
FALLBACK = "en"
_PART = re.compile(r"^## (.+)$")
_ENTRY = re.compile(r"^- \[(.+?)\]\(([a-z-]+)\.md\)")
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*`|]|^#+ |^:?-{3,}.*$", re.MULTILINE)


class Section(msgspec.Struct, frozen=True):
    """A part of a chapter; `title` is empty for what stands before the first. `text` is without Markdown's marks."""

    title: str
    text: str


class Chapter(msgspec.Struct, frozen=True):
    """One page; `name` is the same in all languages, `part` is whom it is for, `source` is Markdown."""

    name: str
    title: str
    part: str
    source: str

    @property
    def sections(self) -> tuple[Section, ...]:
        """What it consists of, in order; the first has no title of its own."""
        pieces = _SECTION.split(self.source)
        titles = ["", *pieces[1::2]]
        return tuple(Section(title, plain(text)) for title, text in zip(titles, pieces[0::2], strict=True))

    def has(self, words: str) -> bool:
        """Return whether `words` occur in it as they stand, in capitals or not."""
        return words.casefold() in plain(self.source).casefold()


class Book(msgspec.Struct, frozen=True):
    """The guide in one language."""

    folder: Path
    chapters: tuple[Chapter, ...]

    def chapter(self, name: str) -> Chapter:
        """Return the chapter of a name, the first for one that there is not."""
        return next((chapter for chapter in self.chapters if chapter.name == name), self.chapters[0])


def read_book(guide: Path, language: str) -> Book:
    """Return the guide of a language, the English one where there is no folder for it. Raises OSError.

    Args:
        guide: the folder with the languages.
        language: as "zh_CN".
    """
    folder = guide / language
    if not (folder / CONTENTS).is_file():
        folder = guide / FALLBACK
    part, chapters = "", []
    for line in (folder / CONTENTS).read_text(encoding="utf-8").splitlines():
        if heading := _PART.match(line):
            part = heading[1]
        elif entry := _ENTRY.match(line):
            source = (folder / f"{entry[2]}.md").read_text(encoding="utf-8")
            chapters.append(Chapter(name=entry[2], title=entry[1], part=part, source=source))
    return Book(folder, tuple(chapters))


def plain(markdown: str) -> str:
    """Return what is read of a text when its marks are not."""
    return _MARKS.sub(r"\1", markdown)
