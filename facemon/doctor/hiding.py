"""Takes the names and numbers of people out of a text that is to be sent away."""

from __future__ import annotations

import contextlib
import getpass
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from facemon.history.database import open_for_reading
from facemon.log import HIDDEN, redact
from facemon.operators import Operators, OperatorsError
from facemon.profile import Profile
from facemon.settings import Settings

MOST = 300_000  # names and numbers
_WORD = re.compile(r"[^\W_]+")
_NOBODY = frozenset(("root", "admin", "administrator", "user", "guard"))
_PERSON = "SELECT name FROM person UNION SELECT user_id FROM person UNION SELECT ic_number FROM person"
_NUMBERS = "SELECT job_number FROM person UNION SELECT id_number FROM person UNION SELECT remark FROM person"
_DESK = "SELECT name FROM watch UNION SELECT user_id FROM watch UNION SELECT operator FROM duty"
_SHORTEST, _SHORTEST_NUMBER, _SHORTEST_CHINESE = 3, 5, 2  # characters: shorter ones are in every text
_LETTERS_APART = 0x2E80  # from here on, writing does without blanks


class Hider:
    """Hides these names, and every secret that is known.

    A name is hidden where it stands as a word of its own, one in a writing without blanks wherever it stands.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        self._runs: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted({name.strip() for name in names}, key=len, reverse=True):
            self._add(name)

    def hide(self, text: str) -> str:
        """Return the text without them."""
        parts: list[str] = []
        done = 0
        for word in _WORD.finditer(text):
            at = word.start()
            if at < done:
                continue
            for name in self._words.get(word[0], ()):
                if text.startswith(name, at) and not text[at + len(name) : at + len(name) + 1].isalnum():
                    parts += (text[done:at], HIDDEN)
                    done = at + len(name)
                    break
            else:
                if not word[0].isascii():
                    done = self._hide_run(text, word, done, parts)
        return redact("".join([*parts, text[done:]]))

    def _add(self, name: str) -> None:
        first = _WORD.search(name)
        if first is None or name.casefold() in _NOBODY:
            return
        if ord(name[0]) >= _LETTERS_APART:
            if len(name) >= _SHORTEST_CHINESE:
                self._runs[name[:_SHORTEST_CHINESE]].append(name)
        elif len(name) >= (_SHORTEST_NUMBER if name.isdigit() else _SHORTEST):
            self._words[first[0]].append(name[first.start() :])

    def _hide_run(self, text: str, word: re.Match[str], done: int, parts: list[str]) -> int:
        at = word.start()
        while at < word.end():
            name = next((each for each in self._runs.get(text[at : at + 2], ()) if text.startswith(each, at)), None)
            if name is None:
                at += 1
            else:
                parts += (text[done:at], HIDDEN)
                done = at = at + len(name)
        return done


def known_names(profile: Profile, settings: Settings) -> list[str]:
    """Return every name and number of a person that this profile knows, and what may be secret in its settings.

    Reads files and the history.
    """
    names = [device.username for device in settings.devices]
    names += settings.attention.command[1:]
    names += [part for part in settings.attention.webhook.split("/")[3:] if len(part) >= _SHORTEST_NUMBER]
    with contextlib.suppress(OSError, KeyError, ImportError):
        names.append(getpass.getuser())
    operators = Operators(profile.operators_path)
    with contextlib.suppress(OperatorsError, OSError):
        operators.read()
        names += operators.names
    with contextlib.suppress(sqlite3.Error), contextlib.closing(open_for_reading(profile.history_path)) as connection:
        for statement in (_DESK, _PERSON, _NUMBERS):
            with contextlib.suppress(sqlite3.Error):  # of an older version, without the table
                names += [row[0] for row in connection.execute(f"{statement} LIMIT ?", (MOST,))]
    return names


def without_home(hide: Callable[[str], str]) -> Callable[[str], str]:
    """Return what also puts "~" where a path names the account."""
    home = str(Path.home())
    return lambda text: hide(text.replace(home, "~") if len(home) > 1 else text)
