"""What the settings file may have in it, as a table, and what is wrong where it has something else."""

from __future__ import annotations

import difflib
import pathlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeGuard

import msgspec

from facemon.event import Category
from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings.address import DEFAULT_PORT, AddressError, check_host, format_address
from facemon.settings.hours import parse_hours
from facemon.settings.layout import Path
from facemon.settings.model import PRIORITIES, RULES

LANGUAGES = ("auto", "en", "zh_CN")
THEMES = ("dark", "light", "system")
TOUCH = ("auto", "on", "off")  # "auto": where the computer has a touch screen
LONGEST_NAME = 100  # characters
LONGEST_GROUP = 60
LONGEST_USERNAME = 128
LONGEST_SERIAL = 100
LONGEST_INSTRUCTION = 2_000
LONGEST_OUTPUT = 500
MOST_QUICK_NOTES = 9  # the number keys


class Mistake(msgspec.Struct, frozen=True):
    """One thing that is wrong: where, and a sentence marked for translation in the context "Settings"."""

    path: Path
    template: str
    fields: dict[str, object] = {}


class Rule(msgspec.Struct, frozen=True):
    """What a key may be, and what to say of any other value; the sentence may name the {field}."""

    fits: Callable[[object], bool]
    sentence: str


def _is_text(value: object, *, least: int = 0, most: int = 4096) -> bool:
    return (
        isinstance(value, str)
        and least <= len(value.strip())
        and len(value) <= most
        and not any(unicodedata.category(character) in ("Cc", "Cs") for character in value)
    )


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_host(value: object) -> bool:
    if not isinstance(value, str) or value != value.strip():
        return False
    try:
        check_host(value)
    except AddressError:
        return False
    return True


def _is_certificate(value: object) -> bool:
    pattern = r"|ca|sha256:[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}"
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and _is_text(value) and (not value or pathlib.Path(value).is_absolute())


def _are_texts(value: object, *, most: int, longest: int) -> bool:
    return (
        isinstance(value, Collection)
        and not isinstance(value, str | Mapping)
        and len(value) <= most
        and all(_is_text(text, least=1, most=longest) for text in value)
    )


def _are_hours(value: object) -> bool:
    if not _are_texts(value, most=50, longest=100):
        return False
    assert isinstance(value, Collection)  # noqa: S101 - for the type checker
    try:
        for text in value:
            parse_hours(text)
    except ValueError:
        return False
    return True


def _is_lines(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_INSTRUCTION and _is_text(value.replace("\n", " "))


def _is_webhook(value: object) -> bool:
    return isinstance(value, str) and (not value or re.fullmatch(r"https://[^\s/@]+(/\S*)?", value) is not None)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", value) is not None


_YES_OR_NO = Rule(
    lambda value: isinstance(value, bool),
    QT_TRANSLATE_NOOP("Settings", "{field} must be true or false, without quotes."),
)
_SECONDS_OF_A_DAY = Rule(
    lambda value: _is_whole(value, 0, 86_400),
    QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number of seconds from 0 to 86400."),
)
_SERIAL = Rule(
    lambda value: _is_text(value, most=LONGEST_SERIAL),
    QT_TRANSLATE_NOOP("Settings", "{field} must be a text of at most 100 characters; empty if it is not known."),
)

DEVICE = {
    "id": Rule(
        _is_id,
        QT_TRANSLATE_NOOP(
            "Settings", "{field} must be a short text of letters a to z, digits, dots and hyphens, like “north-gate”."
        ),
    ),
    "name": Rule(
        lambda value: _is_text(value, least=1, most=LONGEST_NAME),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a text of 1 to 100 characters on one line."),
    ),
    "group": Rule(
        lambda value: _is_text(value, most=LONGEST_GROUP),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a text of at most 60 characters on one line; empty for none."),
    ),
    "host": Rule(
        _is_host,
        QT_TRANSLATE_NOOP(
            "Settings", "{field} must be a host name or an IP address alone; the port is a key of its own."
        ),
    ),
    "port": Rule(
        lambda value: _is_whole(value, 1, 65535),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 1 to 65535."),
    ),
    "username": Rule(
        lambda value: _is_text(value, most=LONGEST_USERNAME),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a text of at most 128 characters; empty for no sign-in."),
    ),
    "certificate": Rule(
        _is_certificate,
        QT_TRANSLATE_NOOP(
            "Settings",
            "{field} must be “sha256:” with 64 hexadecimal digits behind it, or “ca”; leave it out to be asked once.",
        ),
    ),
    "serial": _SERIAL,
    "event_serial": _SERIAL,
    "enabled": _YES_OR_NO,
    "door_control": _YES_OR_NO,
}
REQUIRED = ("id", "name", "host")

ALARM = {
    "raise": _YES_OR_NO,
    "sound": Rule(
        _is_text,
        QT_TRANSLATE_NOOP("Settings", '{field} must be a text: the name of a sound, a path, or "" for none.'),
    ),
    "repeat": _YES_OR_NO,
    "priority": Rule(
        PRIORITIES.__contains__,
        QT_TRANSLATE_NOOP("Settings", "{field} must be “low”, “medium”, “high” or “critical”."),
    ),
    "devices": Rule(
        lambda value: _are_texts(value, most=1_000, longest=64),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a list of devices' ids in brackets, empty for all."),
    ),
    "hours": Rule(
        _are_hours,
        QT_TRANSLATE_NOOP(
            "Settings", "{field} must be a list of times like “mon-fri 22:00-06:00” or “sat,sun”, empty for always."
        ),
    ),
    "window": _SECONDS_OF_A_DAY,
    "instruction": Rule(
        _is_lines,
        QT_TRANSLATE_NOOP("Settings", "{field} must be a text of at most 2000 characters."),
    ),
    "note_required": _YES_OR_NO,
    "self_acknowledge": _SECONDS_OF_A_DAY,
}
OWN = {  # keys that one rule alone has
    "offline": {"after": _SECONDS_OF_A_DAY},
    "fever": {
        "temperature": Rule(
            lambda value: isinstance(value, int | float) and not isinstance(value, bool) and 30 <= value <= 45,
            QT_TRANSLATE_NOOP("Settings", "{field} must be a number from 30 to 45 (°C)."),
        )
    },
    "denied": {
        "times": Rule(
            lambda value: _is_whole(value, 2, 100),
            QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 2 to 100."),
        ),
        "minutes": Rule(
            lambda value: _is_whole(value, 1, 1_440),
            QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 1 to 1440 (minutes)."),
        ),
    },
}

ATTENTION = {
    "quick_notes": Rule(
        lambda value: _are_texts(value, most=MOST_QUICK_NOTES, longest=100),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a list of at most nine texts of at most 100 characters."),
    ),
    "looking_minutes": Rule(
        lambda value: _is_whole(value, 1, 60),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 1 to 60 (minutes)."),
    ),
    "louder_after": _SECONDS_OF_A_DAY,
    "supervisor_after": _SECONDS_OF_A_DAY,
    "command": Rule(
        lambda value: _are_texts(value, most=50, longest=4096),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a list in brackets: a program and its arguments."),
    ),
    "webhook": Rule(
        _is_webhook,
        QT_TRANSLATE_NOOP("Settings", "{field} must be an address that begins with https://, without a password."),
    ),
    "webhook_header": Rule(
        lambda value: isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]{0,100}", value) is not None,
        QT_TRANSLATE_NOOP("Settings", "{field} must be the name of a header: letters, digits and hyphens."),
    ),
    "notification": _YES_OR_NO,
    "notification_names": _YES_OR_NO,
    "red_frame": _YES_OR_NO,
    "self_test_hours": Rule(
        lambda value: _is_whole(value, 0, 24),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 0 to 24 (hours)."),
    ),
}

HISTORY = {
    "keep_days": Rule(
        lambda value: _is_whole(value, 1, 36_500),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 1 to 36500."),
    ),
    "keep_gb": Rule(
        lambda value: _is_whole(value, 1, 100_000),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 1 to 100000."),
    ),
    "backup_folder": Rule(
        _is_folder,
        QT_TRANSLATE_NOOP("Settings", '{field} must be the whole path of a folder, or "" for no backup.'),
    ),
}

PRIVACY = {
    "blur": _YES_OR_NO,
    "picture_days": Rule(
        lambda value: _is_whole(value, 0, 36_500),
        QT_TRANSLATE_NOOP(
            "Settings",
            "{field} must be a whole number from 0 (never kept) to 36500; left out, pictures stay as long as facts.",
        ),
    ),
}

UI = {
    "language": Rule(LANGUAGES.__contains__, QT_TRANSLATE_NOOP("Settings", "{field} must be “auto”, “en” or “zh_CN”.")),
    "theme": Rule(THEMES.__contains__, QT_TRANSLATE_NOOP("Settings", "{field} must be “dark”, “light” or “system”.")),
    "font_size": Rule(
        lambda value: _is_whole(value, 80, 200),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 80 to 200 (per cent)."),
    ),
    "volume": Rule(
        lambda value: _is_whole(value, 0, 100),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a whole number from 0 to 100 (per cent)."),
    ),
    "motion": _YES_OR_NO,
}

DESK = {
    "kiosk": _YES_OR_NO,
    "full_screen": _YES_OR_NO,
    "keep_awake": _YES_OR_NO,
    "touch": Rule(TOUCH.__contains__, QT_TRANSLATE_NOOP("Settings", "{field} must be “auto”, “on” or “off”.")),
}

SOUND = {
    "output": Rule(
        lambda value: _is_text(value, most=LONGEST_OUTPUT),
        QT_TRANSLATE_NOOP(
            "Settings", '{field} must be a text, as the settings window writes it; "" for the system\'s.'
        ),
    ),
    "output_name": Rule(
        lambda value: _is_text(value, most=LONGEST_OUTPUT),
        QT_TRANSLATE_NOOP("Settings", "{field} must be a text of at most 500 characters on one line."),
    ),
}

UPDATE = {
    "address": Rule(
        _is_webhook,
        QT_TRANSLATE_NOOP("Settings", "{field} must be an address that begins with https://, without a password."),
    ),
}

_WHOLE = {"attention": ATTENTION, "desk": DESK, "history": HISTORY, "sound": SOUND, "ui": UI, "update": UPDATE}
SECTIONS = ("device", "alarm", "attention", "desk", "history", "privacy", "sound", "ui", "update")

UNKNOWN_KEY = QT_TRANSLATE_NOOP("Settings", "“{key}” is not known here. Known are: {known}.")
MISSPELT = QT_TRANSLATE_NOOP("Settings", "“{key}” is not known here. Is “{likely}” meant?")
SECRET = QT_TRANSLATE_NOOP(
    "Settings", "a password does not belong in this file. Remove the line and enter it in the settings window."
)
MISSING = QT_TRANSLATE_NOOP("Settings", "{field} is missing in this device's section.")
NOT_DEVICES = QT_TRANSLATE_NOOP("Settings", "a device begins with a line [[device]], in double brackets.")
NOT_SECTION = QT_TRANSLATE_NOOP("Settings", "{field} must be a section: a line [{field}] with its keys below.")
SAME_ID = QT_TRANSLATE_NOOP("Settings", "the id “{value}” belongs to another device already. Each needs its own.")
SAME_ADDRESS = QT_TRANSLATE_NOOP(
    "Settings",
    "{host}:{port} is the address of the device “{other}” already. Remove one of the two, or leave only one enabled.",
)


def wrong(rules: Mapping[str, Rule], key: str, value: object) -> str:
    """Return what is wrong with one value of a section (context "Settings", names the {field}); empty for nothing."""
    return "" if _fits(rules[key], value) else rules[key].sentence


def mistakes(data: Mapping[str, object]) -> Iterator[Mistake]:
    """Go through everything that is wrong in the file's content, as `tomllib` gives it."""
    yield from _unknown((), data, SECTIONS)
    devices = data.get("device", [])
    if _are_tables(devices):
        for number, device in enumerate(devices):
            yield from _in_table(("device", number), device, DEVICE)
            for key in REQUIRED:
                if key not in device:
                    yield Mistake(("device", number), MISSING, {"field": key})
        yield from _twice(devices)
    else:
        yield Mistake(("device",), NOT_DEVICES)
    yield from _in_sections(data, "alarm", {name: ALARM | OWN.get(name, {}) for name in RULES})
    yield from _in_sections(data, "privacy", {category.value: PRIVACY for category in Category})
    for section, rules in _WHOLE.items():
        if section in data:
            yield from _in_section((section,), data[section], rules)


def _are_tables(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(v, Mapping) for v in value)


def _in_sections(data: Mapping[str, object], above: str, known: Mapping[str, Mapping[str, Rule]]) -> Iterator[Mistake]:
    """Go through sections like [alarm.staff]."""
    sections = data.get(above, {})
    if not isinstance(sections, Mapping):
        yield Mistake((above,), NOT_SECTION, {"field": above})
        return
    yield from _unknown((above,), sections, tuple(known))
    for name, rules in known.items():
        if name in sections:
            yield from _in_section((above, name), sections[name], rules)


def _in_section(path: tuple[str, ...], table: object, rules: Mapping[str, Rule]) -> Iterator[Mistake]:
    if isinstance(table, Mapping):
        yield from _in_table(path, table, rules)
    else:
        yield Mistake(path, NOT_SECTION, {"field": ".".join(path)})


def _in_table(path: Path, table: Mapping[str, object], rules: Mapping[str, Rule]) -> Iterator[Mistake]:
    yield from _unknown(path, table, tuple(rules))
    for key, rule in rules.items():
        if key in table and not _fits(rule, table[key]):
            yield Mistake((*path, key), rule.sentence, {"field": key})


def _fits(rule: Rule, value: object) -> bool:
    try:
        return rule.fits(value)
    except TypeError:  # a list or a table where a word is looked up
        return False


def _unknown(path: Path, table: Mapping[str, object], known: Sequence[str]) -> Iterator[Mistake]:
    for key in table:
        if key in known:
            continue
        if key.casefold().replace("-", "_") in ("password", "passwd", "pass", "pwd", "secret", "token"):
            yield Mistake((*path, key), SECRET)
            continue
        likely = difflib.get_close_matches(key.casefold(), known, n=1, cutoff=0.6)
        if likely:
            yield Mistake((*path, key), MISSPELT, {"key": key[:40], "likely": likely[0]})
        else:
            yield Mistake((*path, key), UNKNOWN_KEY, {"key": key[:40], "known": ", ".join(known)})


def _twice(devices: Sequence[Mapping[str, object]]) -> Iterator[Mistake]:
    ids: set[str] = set()
    watched: dict[tuple[str, int], object] = {}
    for number, device in enumerate(devices):
        own = device.get("id")
        if isinstance(own, str):
            if own.casefold() in ids:
                yield Mistake(("device", number, "id"), SAME_ID, {"value": own})
            ids.add(own.casefold())
        address = _watched_address(device)
        if address is None:
            continue
        if address in watched:
            host, _, port = format_address(*address).rpartition(":")
            fields = {"host": host, "port": port, "other": watched[address]}
            yield Mistake(("device", number, "host"), SAME_ADDRESS, fields)
        watched.setdefault(address, device.get("name", ""))


def _watched_address(device: Mapping[str, object]) -> tuple[str, int] | None:
    """Return where a device is subscribed to, however its host is spelt; None where it is not, or not rightly told."""
    host, port = device.get("host"), device.get("port", DEFAULT_PORT)
    if device.get("enabled", True) is not True or not isinstance(host, str) or not isinstance(port, int):
        return None
    return (check_host(host), port) if _is_host(host) and _is_whole(port, 1, 65535) else None
