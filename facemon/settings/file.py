"""settings.toml: read with every mistake reported by its line, written with the technician's comments kept."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import check, edit, layout
from facemon.settings.mistake import SettingsError
from facemon.settings.model import DEFAULT_ALARMS, Settings
from facemon.whole_file import WholeFile

LARGEST = 4 * 1024 * 1024  # bytes; a file of ten thousand devices is smaller

UNREADABLE = QT_TRANSLATE_NOOP("Settings", "the file cannot be read: {reason}.")
UNWRITABLE = QT_TRANSLATE_NOOP(
    "Settings", "the file cannot be written: {reason}. Check the disk and the folder's permissions."
)
TOO_LARGE = QT_TRANSLATE_NOOP("Settings", "the file is larger than 4 MB, so it is not one of facemon's.")
NOT_UTF8 = QT_TRANSLATE_NOOP("Settings", "the text is not UTF-8. Save the file as UTF-8 in your editor.")
TWICE = QT_TRANSLATE_NOOP("Settings", "this key or section is there already. Keep only one of the two.")
NO_QUOTES = QT_TRANSLATE_NOOP(
    "Settings",
    'the value is not understood. A text needs quotes, like name = "North gate"; a yes or no is true or false.',
)
BACKSLASH = QT_TRANSLATE_NOOP(
    "Settings",
    "a backslash in double quotes is written twice; or put the text in single quotes, like 'C:\\sounds\\door.wav'.",
)
OPEN_QUOTES = QT_TRANSLATE_NOOP("Settings", "the quotes of a text are not closed on its line.")
TOO_MANY_DIGITS = QT_TRANSLATE_NOOP("Settings", "this number has too many digits.")
TOO_DEEP = QT_TRANSLATE_NOOP("Settings", "the brackets are nested too deeply.")
NOT_TOML = QT_TRANSLATE_NOOP("Settings", "this is not valid TOML ({reason}).")

_MANY_DIGITS = re.compile(r"[0-9](?:_?[0-9]){1000}")  # Python reads some thousands, more or fewer as it was started

# What `tomllib` says of the mistakes that a hand edit is most likely to make.
_SAID = (
    (re.compile("Cannot overwrite|Cannot declare|Cannot mutate|Duplicate"), TWICE),
    (re.compile("Illegal character '\\\\n'|Unterminated string"), OPEN_QUOTES),
    (re.compile("Unescaped '\\\\'|Invalid hex value|Escaped character is not"), BACKSLASH),
    (re.compile("Invalid value"), NO_QUOTES),
)


def load(path: Path) -> Settings:
    """Read the settings. Where there is no file, they are the defaults; so is every key that the file leaves out.

    Raises:
        SettingsError: the file has a mistake (the first one is told), or cannot be read.
    """
    raw = _read(path)
    return Settings() if raw is None else _parsed(_decoded(raw, path.name), path.name)


def save(path: Path, settings: Settings) -> None:
    """Write the settings, all at once or not at all, so that `load` gives them back.

    Of an existing file, comments and order are kept, and every key that does not change. In the rare layout where that
    fails (devices in an inline array, say), the file is written anew and the old one kept with ".old" behind its name.

    Raises:
        SettingsError: the existing file has a mistake, and is left as it is; or the settings themselves have one; or
            the disk refuses.
    """
    wanted = _whole(settings)
    for mistake in _in_order("", check.mistakes(edit.builtins(wanted))):
        raise _error(mistake, path.name, None)
    raw = _read(path)
    text = "" if raw is None else _decoded(raw, path.name)
    old = _parsed(text, path.name)
    new_text = edit.edited(text, old, wanted)
    if not _gives(new_text, wanted):
        new_text = edit.edited("", Settings(), wanted)
        if raw is not None:
            _write(path.with_name(path.name + ".old"), raw)
    _write(path, new_text.encode())


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(UNREADABLE, file=path.name, reason=error.strerror or error) from error
    if len(raw) > LARGEST:
        raise SettingsError(TOO_LARGE, file=path.name)
    return raw


def _decoded(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Its `object` is without the byte order mark, as its `start` is.
        raise SettingsError(NOT_UTF8, file=name, line=error.object.count(b"\n", 0, error.start) + 1) from None


def _parsed(text: str, name: str) -> Settings:
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise SettingsError(TOO_DEEP, file=name, line=layout.deepest(text)) from None
    except ValueError as error:  # of which TOMLDecodeError is one; a number of 5,000 digits is another
        digits = None if isinstance(error, tomllib.TOMLDecodeError) else _MANY_DIGITS.search(text)
        if digits:
            raise SettingsError(TOO_MANY_DIGITS, file=name, line=text.count("\n", 0, digits.start()) + 1) from None
        raise _syntax_error(str(error), text, name) from None
    for mistake in _in_order(text, check.mistakes(data)):
        raise _error(mistake, name, layout.line_of(text, mistake.path))
    return _whole(msgspec.convert(_with_defaults(data), Settings))


def _in_order(text: str, mistakes: Iterable[check.Mistake]) -> list[check.Mistake]:
    known = layout.lines(text)
    return sorted(mistakes, key=lambda mistake: layout.line_in(known, mistake.path) or sys.maxsize)


def _error(mistake: check.Mistake, name: str, line: int | None) -> SettingsError:
    field = ".".join(part for part in mistake.path if isinstance(part, str))
    # "field" is also what the sentences call the key.
    error = SettingsError(mistake.template, file=name, line=line, field=field)
    error.fields = mistake.fields
    return error


def _syntax_error(said: str, text: str, name: str) -> SettingsError:
    reason, _, position = said.partition(" (at ")
    found = re.match(r"line (\d+)", position)
    line = int(found[1]) if found else text.count("\n") + 1 if position else None
    for pattern, sentence in _SAID:
        if pattern.search(reason):
            return SettingsError(sentence, file=name, line=line)
    return SettingsError(NOT_TOML, file=name, line=line, reason=reason[:200])


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    # A rule that says only one thing of a category leaves the rest as it usually is for that category.
    alarm = {category: msgspec.to_builtins(rule) for category, rule in DEFAULT_ALARMS.items()}
    for category, rule in data.get("alarm", {}).items():
        alarm[category] |= rule
    return data | {"alarm": alarm}


def _whole(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, alarm={key: settings.rule(key) for key in DEFAULT_ALARMS})


def _gives(text: str, wanted: Settings) -> bool:
    try:
        return _parsed(text, "") == wanted
    except SettingsError:
        return False


def _write(path: Path, content: bytes) -> None:
    try:
        path.resolve().parent.mkdir(parents=True, exist_ok=True)
        with WholeFile(path, private=True) as file:
            file.stream.write(content)
            file.keep()
    except OSError as error:
        raise SettingsError(UNWRITABLE, file=path.name, reason=error.strerror or error) from error
