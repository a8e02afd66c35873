"""`facemon export`: the history, or a part of it, as CSV or JSON lines."""

# It asks for no administrator's PIN: whoever may run it may read the history's file anyhow.

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from facemon.event import Category
from facemon.history.error import HistoryError
from facemon.history.export import ExportError, Form, export
from facemon.history.query import Query
from facemon.history.reader import Reader
from facemon.history.stopping import Asked, Stopped
from facemon.profile import Profile, ProfileError
from facemon.program import Exit

_STANDARD_OUTPUT = Path("-")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options, but for the profile."""
    moment = "a date (its beginning) or a date and time, ISO 8601, local without an offset"
    parser.add_argument("--from", dest="from_ms", type=_moment, metavar="T", help=f"from then on: {moment}")
    parser.add_argument(
        "--to", dest="to_ms", type=_moment, metavar="T", help="until then, that moment left out: likewise"
    )
    parser.add_argument(
        "--category", dest="categories", type=_categories, metavar="NAME,…",
        help=f"only these: {', '.join(Category)}",
    )  # fmt: skip
    parser.add_argument("--device", dest="devices", type=_names, metavar="ID,…", help="only these, by their ids")
    parser.add_argument("--text", default="", metavar="T", help="every word in it: part of a name, a number, a group")
    parser.add_argument(
        "--format", type=Form, choices=list(Form), default=Form.CSV, help="csv (default), or json: JSON lines"
    )
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="write the pictures, too, into this folder")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="- for standard output")


def run(arguments: argparse.Namespace, asked: Asked, interrupt: Callable[[], None]) -> int:
    """Export, and return the exit code.

    Args:
        asked: whether a signal has come.
        interrupt: lets a signal raise KeyboardInterrupt from now on.
    """
    query = Query(
        from_ms=arguments.from_ms, to_ms=arguments.to_ms, categories=arguments.categories, devices=arguments.devices,
        text=arguments.text,
    )  # fmt: skip
    target: Path | BinaryIO = arguments.output
    if target == _STANDARD_OUTPUT:
        interrupt()  # whoever reads it may keep a write waiting for ever
        target = sys.stdout.buffer
    try:
        history = Profile(arguments.profile, make=False).history_path
        _check_devices(history, query)
        export(history, query, arguments.format, target, pictures=arguments.pictures, stopped=asked)
    except Stopped:
        return Exit.OK
    except KeyboardInterrupt:
        _drop_the_rest()
        raise
    except (ProfileError, HistoryError, ExportError, _UnknownDeviceError) as error:
        return _fail(str(error))
    except OSError as error:
        _drop_the_rest()
        return _fail(f"Standard output cannot be written: {error.strerror or error}. The export is not complete.")
    return Exit.OK


def _drop_the_rest() -> None:
    """See to it that what is still to be written to standard output is not tried again at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _UnknownDeviceError(Exception):
    """A device is asked for that the history has never heard of: more likely misspelt than silent."""


def _check_devices(history: Path, query: Query) -> None:
    if query.devices is None:
        return
    with Reader(history) as reader:
        known = [device_id for device_id, _ in reader.devices()]
    for device_id in sorted(query.devices):
        if device_id not in known:
            has = f"It has {', '.join(known)}." if known else "It has none."
            raise _UnknownDeviceError(f"The history has no device with the id {device_id!r}. {has}")


def _moment(text: str) -> int:
    try:
        return round(datetime.fromisoformat(text.strip()).astimezone().timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date like 2026-11-23 and no time like 2026-11-23T08:30"
        ) from None


def _categories(text: str) -> frozenset[Category]:
    try:
        return frozenset(Category(name.casefold()) for name in _names(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; known are {', '.join(Category)}") from None


def _names(text: str) -> frozenset[str]:
    names = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not names:
        raise argparse.ArgumentTypeError("there is no name in it")
    return names


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return Exit.FAILED
