"""What a search looks into: a person's and an alarm's texts, folded, one a line, Chinese names in pinyin too.

Whoever searches types part of a line. Which reading of a character is meant, nobody can tell from a name alone (单 as a
surname is shàn, as a word dān), so all of them are there, as far as that stays short.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterable, Iterator, Sequence

from facemon.event import Person
from facemon.folding import folded

MOST_CHARACTERS = 48  # of a name in pinyin; what is longer is no name
MOST_READINGS = 24  # of a name as a whole

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def person_search(person: Person) -> str:
    """Return what a search for a person looks into: name, also in pinyin and its initials, numbers and groups."""
    numbers = person.user_id, person.job_number, person.ic_number, person.id_number
    groups = (group.name for group in person.groups)
    return _lines((person.name, *pinyin(person.name), *numbers, *groups))


def wording_search(description: str, user_id: str) -> str:
    """Return what a search for a device alarm looks into."""
    return _lines((description, user_id))


def pinyin(name: str) -> list[str]:
    """Return how the Chinese parts of a name are spelt, in full and as initials, for each way to read them.

    Where there are too many ways, the rarer readings of the later characters are left out: a surname comes first.
    """
    spelt: dict[str, None] = {}
    left = MOST_CHARACTERS
    for part in _HAN.findall(name):
        if left <= 0:
            break
        readings = _readings(part[:left])
        left -= len(part)
        for ways in (readings, [[way[0] for way in ways] for ways in readings]):
            spelt.update(dict.fromkeys(_spellings([list(dict.fromkeys(ways_of_one)) for ways_of_one in ways])))
    return list(spelt)


def _readings(characters: str) -> list[list[str]]:
    # Imported by the first Chinese name alone. Without its dictionary of phrases, no use for names, the library takes
    # 12 MB and 50 ms instead of 56 MB and 200 ms.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    import pypinyin

    readings = (
        pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
        for character in characters
    )
    return [list(_typed(found[0])) for found in readings if found]


def _typed(syllables: Iterable[str]) -> Iterator[str]:
    """Yield the syllables as they are typed: ü on no keyboard but as v, and as u by whoever leaves its dots out."""
    for syllable in syllables:
        yield syllable
        if "v" in syllable:
            yield syllable.replace("v", "u")


def _spellings(readings: Sequence[Sequence[str]]) -> Iterator[str]:
    taken: list[Sequence[str]] = []
    ways = 1
    for readings_of_one in readings:
        few = readings_of_one[: max(1, MOST_READINGS // ways)]
        ways *= len(few)
        taken.append(few)
    return ("".join(way) for way in itertools.product(*taken))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(folded(text) for text in texts if text)
