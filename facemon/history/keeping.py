"""How it stands with keeping what happens, as plain frozen data, and why the history cannot be written. No I/O."""

from __future__ import annotations

import enum
import sqlite3

import msgspec

from facemon.history.database import DamagedHistory, ForeignDatabase, NewerHistory
from facemon.history.query import Stock
from facemon.history.sole import HistoryInUse
from facemon.phrase import QT_TRANSLATE_NOOP

FULL = QT_TRANSLATE_NOOP("History", "The disk is full.")
READ_ONLY = QT_TRANSLATE_NOOP("History", "{file} cannot be written to. Check its permissions and the disk.")
DISK_ERROR = QT_TRANSLATE_NOOP("History", "The disk reports an error with {file}.")
LOCKED = QT_TRANSLATE_NOOP("History", "Another program has locked {file}. Close it, or wait until it is done.")
IN_USE = QT_TRANSLATE_NOOP(
    "History", "Another running facemon writes its events into {file}. End it, or give each a history of its own."
)
VANISHED = QT_TRANSLATE_NOOP("History", "{file} cannot be reached. Check the disk or the network folder.")
NEWER = QT_TRANSLATE_NOOP("History", "A newer facemon has written {file}. It can be read here, but nothing is added.")
FOREIGN = QT_TRANSLATE_NOOP("History", "{file} is another program's database. Move it elsewhere.")
DAMAGED = QT_TRANSLATE_NOOP("History", "{file} is damaged and is being replaced.")
SALVAGING = QT_TRANSLATE_NOOP(
    "History", "The history was damaged and has been set aside as {file}. Events saved from it so far: {events}."
)
SALVAGED = QT_TRANSLATE_NOOP(
    "History",
    "The history was damaged and has been set aside as {file}. Events saved from it: {events}; not readable: {lost}.",
)
NO_FILES = QT_TRANSLATE_NOOP(
    "History", "Too many files are open on this computer. Restart facemon; if it happens again, call the technician."
)
OPENING = QT_TRANSLATE_NOOP("History", "The history is still being opened.")
SLOW = QT_TRANSLATE_NOOP("History", "The disk does not answer.")
OTHER = QT_TRANSLATE_NOOP("History", "{file} cannot be written: {detail}")


class Trouble(enum.Enum):
    """Why the history cannot be written; the value is a sentence for the user."""

    FULL = FULL
    READ_ONLY = READ_ONLY
    DISK_ERROR = DISK_ERROR
    LOCKED = LOCKED
    IN_USE = IN_USE
    VANISHED = VANISHED
    NO_FILES = NO_FILES
    NEWER = NEWER
    FOREIGN = FOREIGN
    DAMAGED = DAMAGED
    OPENING = OPENING
    SLOW = SLOW
    OTHER = OTHER


class Salvage(msgspec.Struct, frozen=True):
    """What becomes of a damaged history. `sentence` is for the user, with {file}, {events} and {lost}."""

    file: str  # under which name it has been set aside
    events: int = 0  # saved so far
    lost: int = 0  # once in it, but not readable: fetched from the devices again, as far as they still have them
    done: bool = False

    @property
    def sentence(self) -> str:
        """What to say, in English, marked for translation in the context "History"."""
        return SALVAGED if self.done else SALVAGING


class Removed(msgspec.Struct, frozen=True):
    """What was kept, and is no longer where it was."""

    file: str
    events: int


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands with keeping what happens."""

    keeping: bool  # events reach the disk
    since_ms: int | None = None  # Unix milliseconds: when that ceased
    problem: str = ""  # a sentence in English, marked for translation in the context "History", with {fields}
    fields: dict[str, str] = {}
    held: int = 0  # events in memory that are not on the disk
    given_up: int = 0  # events since the program started that had no room in memory
    pictures_given_up: int = 0
    read_only: bool = False  # a newer facemon's: it can be read
    generation: int = 0  # counts up when another file has taken the history's place: readers open it anew
    salvage: Salvage | None = None  # of the latest that was damaged, since the program started
    removed: Removed | None = None  # the latest, since the program started
    stock: Stock | None = None  # None until a history has been opened


_TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.DISK_ERROR,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_CANTOPEN: Trouble.VANISHED,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}


def trouble_of(error: Exception) -> Trouble:
    """Name what was raised while the history was opened or written."""
    if isinstance(error, NewerHistory):
        return Trouble.NEWER
    if isinstance(error, ForeignDatabase):
        return Trouble.FOREIGN
    if isinstance(error, HistoryInUse):
        return Trouble.IN_USE
    if isinstance(error, DamagedHistory):
        return Trouble.DAMAGED
    if isinstance(error, OSError):
        return Trouble.VANISHED
    code = getattr(error, "sqlite_errorcode", None)
    return Trouble.OTHER if code is None else _TROUBLES.get(code & 0xFF, Trouble.OTHER)
