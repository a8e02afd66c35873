"""What importing a table would change: row by row, old against new. Nothing is changed here."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings.address import DEFAULT_PORT, check_host, format_address
from facemon.settings.check import SAME_ADDRESS
from facemon.settings.model import DeviceSettings
from facemon.settings.sheet.column import Column
from facemon.settings.sheet.entry import Entry, Refused
from facemon.spreadsheet import safe_cell

NO_NAME = QT_TRANSLATE_NOOP("DeviceSheet", "A new device needs a name.")
NO_ADDRESS = QT_TRANSLATE_NOOP("DeviceSheet", "A new device needs an address.")
TWICE = QT_TRANSLATE_NOOP("DeviceSheet", "Row {other} is about the same device.")
CERTIFICATE_KEPT = QT_TRANSLATE_NOOP(
    "DeviceSheet", "another certificate than the approved one, which stays: approve a new one at the device itself"
)
SERIAL_KEPT = QT_TRANSLATE_NOOP("DeviceSheet", "another serial number than the known one, which stays")
SERIAL_SHORTENED = QT_TRANSLATE_NOOP("DeviceSheet", "a spreadsheet has shortened the serial number: left out")
PASSWORD_UNUSED = QT_TRANSLATE_NOOP("DeviceSheet", "a password without a user name: left out")

Place = tuple[str, int]


class Kind(enum.StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class Change(msgspec.Struct, frozen=True):
    """One field, before and after. Of a password neither is told."""

    column: Column
    old: str | bool | int
    new: str | bool | int


class Known(msgspec.Struct, frozen=True):
    """A device as it is set up now; `device.id` is empty for one that has none yet."""

    key: str
    device: DeviceSettings


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A row and what becomes of it."""

    row: int
    kind: Kind
    label: str
    key: str = ""  # of the known device that it is about
    device: DeviceSettings | None = None  # as it shall be; none for a refused row. The id of a new one may be empty
    serial: str | None = None  # the serial number that the row vouches for
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = ()  # marked for translation in the context "DeviceSheet"
    refusal: Refused | None = None
    password: str | None = None

    def __repr__(self) -> str:
        """Return it in short: a text that has the password in it may end up in a log."""
        return f"Item({self.row}, {self.kind.value})"


class Plan(msgspec.Struct, frozen=True):
    """All rows, and the keys of the devices that none of them is about."""

    items: tuple[Item, ...]
    missing: tuple[str, ...]

    def of(self, kind: Kind) -> list[Item]:
        """Return the rows of which this becomes."""
        return [item for item in self.items if item.kind is kind]

    @property
    def passwords(self) -> int:
        """How many passwords came along."""
        return sum(item.password is not None for item in self.items)


def plan(rows: Iterable[Entry | Refused], known: Sequence[Known]) -> Plan:
    """Compare a table with the devices that there are.

    A row is about the device with its id, else about the one at its address; the device keeps its id. No two devices
    that are watched may come to have one address: where that would be, the row that would bring it about is refused.
    """
    rows = list(rows)
    matched = _matched([row for row in rows if isinstance(row, Entry)], known)
    items: list[Item] = []
    seen: dict[str, int] = {}
    ids = {each.device.id.casefold() for each in known}
    for row in rows:
        if isinstance(row, Refused):
            items.append(_refused(row))
            continue
        found = matched.get(row.row)
        if found is not None and found.key in seen:
            items.append(_refused(Refused(row.row, row.label, TWICE, {"other": str(seen[found.key])}), found.key))
        elif found is not None:
            seen[found.key] = row.row
            items.append(_changed(row, found))
        else:
            items.append(_new(row, ids))
    items = _without_clashes(items, known)
    about = {item.key for item in items}
    return Plan(tuple(items), tuple(each.key for each in known if each.key not in about))


def place(host: str, port: int) -> Place:
    """Return host and port in the one form that tells devices apart."""
    return check_host(host), port


def _matched(entries: Sequence[Entry], known: Sequence[Known]) -> dict[int, Known]:
    by_id = {each.device.id.casefold(): each for each in known if each.device.id}
    result = {entry.row: by_id[entry.id.casefold()] for entry in entries if entry.id and entry.id.casefold() in by_id}
    taken = {each.key for each in result.values()}
    by_host: defaultdict[str, list[Known]] = defaultdict(list)
    for each in sorted(known, key=lambda each: not each.device.enabled):  # of two at one address the one in use
        by_host[check_host(each.device.host)].append(each)
    for entry in entries:
        if entry.row in result or entry.host is None:
            continue
        there = by_host[check_host(entry.host)]
        port = DEFAULT_PORT if entry.port is None else entry.port
        candidates = [each for each in there if each.device.port == port]
        if not candidates and entry.port is None and len(there) == 1:
            candidates = there
        free = [each for each in candidates if each.key not in taken]
        # One that has its row already: this row is a second one about it, unless an id of its own makes it another.
        if free or (candidates and not entry.id):
            result[entry.row] = (free or candidates)[0]
            taken.add(result[entry.row].key)
    return result


def _refused(refusal: Refused, key: str = "") -> Item:
    return Item(row=refusal.row, kind=Kind.REFUSED, label=refusal.label, key=key, refusal=refusal)


def _new(entry: Entry, ids: set[str]) -> Item:
    if entry.name is None or entry.host is None:
        return _refused(Refused(entry.row, entry.label, NO_NAME if entry.name is None else NO_ADDRESS))
    own = entry.id if entry.id and entry.id.casefold() not in ids else ""
    ids.add(own.casefold())
    device = DeviceSettings(
        id=own,
        name=entry.name,
        group=entry.group or "",
        host=entry.host,
        port=entry.port or DEFAULT_PORT,
        username=entry.username or "",
        certificate=entry.certificate or "",
        serial=entry.serial or "",
        enabled=entry.enabled is not False,
        door_control=entry.door_control or False,
    )
    unused = entry.password is not None and not device.username
    remarks = [PASSWORD_UNUSED] * unused + [SERIAL_SHORTENED] * entry.shortened
    return Item(
        row=entry.row,
        kind=Kind.NEW,
        label=entry.label,
        device=device,
        serial=entry.serial,
        remarks=tuple(remarks),
        password=None if unused else entry.password,
    )


def _changed(entry: Entry, known: Known) -> Item:
    old = known.device
    remarks: list[str] = []
    wanted: dict[str, str | bool | int] = {}
    for name in ("name", "group", "username"):
        said, was = getattr(entry, name), getattr(old, name)
        # What a table cannot hold of a text is no change of it.
        if said is not None and said != was.strip() and said != safe_cell(was).strip():
            wanted[name] = said
    for name in ("enabled", "door_control"):
        if getattr(entry, name) not in (None, getattr(old, name)):
            wanted[name] = getattr(entry, name)
    if entry.host is not None and check_host(entry.host) != check_host(old.host):
        wanted["host"] = entry.host
    if entry.port not in (None, old.port):
        wanted["port"] = entry.port or DEFAULT_PORT
    if entry.certificate and entry.certificate != _plain(old.certificate):
        if old.certificate:
            remarks.append(CERTIFICATE_KEPT)
        else:
            wanted["certificate"] = entry.certificate
    vouched = None
    if entry.serial and entry.serial not in (old.serial, safe_cell(old.serial).strip()):
        if old.serial:
            remarks.append(SERIAL_KEPT)
        else:
            wanted["serial"] = vouched = entry.serial
    elif entry.serial:
        vouched = old.serial
    remarks += [SERIAL_SHORTENED] * entry.shortened
    device = msgspec.structs.replace(old, **wanted)
    password = entry.password
    if password is not None and not device.username:
        remarks.append(PASSWORD_UNUSED)
        password = None
    changes = _changes(old, device)
    if password is not None:
        changes += (Change(Column.PASSWORD, "", ""),)
    return Item(
        row=entry.row,
        kind=Kind.CHANGED if changes else Kind.UNCHANGED,
        label=old.name,
        key=known.key,
        device=device,
        serial=vouched,
        changes=changes,
        remarks=tuple(remarks),
        password=password,
    )


def _plain(certificate: str) -> str:
    head, colon, digits = certificate.casefold().partition(":")
    return f"{head}{colon}{digits.replace(':', '')}"


def _changes(old: DeviceSettings, new: DeviceSettings) -> tuple[Change, ...]:
    columns = (
        Column.NAME, Column.GROUP, Column.USERNAME, Column.WATCHED, Column.DOOR, Column.CERTIFICATE, Column.SERIAL,
    )  # fmt: skip
    changes = [
        Change(column, getattr(old, column.value), getattr(new, column.value))
        for column in columns
        if getattr(old, column.value) != getattr(new, column.value)
    ]
    before, after = format_address(old.host, old.port), format_address(new.host, new.port)
    if before != after:
        changes.append(Change(Column.ADDRESS, before, after))
    return tuple(changes)


def _without_clashes(items: list[Item], known: Sequence[Known]) -> list[Item]:
    """Refuse the rows that would give a second device that is watched an address. Each gives way at most once."""
    result = list(items)
    before: Mapping[str, DeviceSettings] = {each.key: each.device for each in known}
    number_of = {item.key: number for number, item in enumerate(result) if item.key and item.kind is not Kind.REFUSED}
    claims: defaultdict[Place, list[int | str]] = defaultdict(list)  # by numbers of rows, and by keys of the others
    for each in known:
        if each.key not in number_of and each.device.enabled:
            claims[place(each.device.host, each.device.port)].append(each.key)
    for number, item in enumerate(result):
        if item.device is not None and item.device.enabled:
            claims[place(item.device.host, item.device.port)].append(number)

    def stays(claim: int | str) -> bool:
        """Return whether this one was there before."""
        if isinstance(claim, str):
            return True
        item = result[claim]
        old = before.get(item.key)
        return old is not None and item.device is not None and old.enabled and _where(old) == _where(item.device)

    waiting = list(claims)
    while waiting:
        there = claims[waiting.pop()]
        there.sort(key=lambda claim: not stays(claim))  # stable: else the first row
        for claim in [claim for claim in there[1:] if not stays(claim)]:
            assert isinstance(claim, int)  # noqa: S101 - for the type checker: keys stay
            there.remove(claim)
            result[claim] = _clashing(result[claim], _name_of(there[0], result, before))
            old = before.get(result[claim].key)
            if old is not None and old.enabled:  # it stays where it was, and somebody may be about to go there
                claims[_where(old)].append(result[claim].key)
                waiting.append(_where(old))
    return result


def _where(device: DeviceSettings) -> Place:
    return place(device.host, device.port)


def _name_of(claim: int | str, items: Sequence[Item], before: Mapping[str, DeviceSettings]) -> str:
    if isinstance(claim, str):
        return before[claim].name
    device = items[claim].device
    return device.name if device is not None else ""


def _clashing(item: Item, other: str) -> Item:
    host, port = _where(item.device) if item.device is not None else ("", 0)
    shown, _, _ = format_address(host, port).rpartition(":")
    fields = {"host": shown, "port": str(port), "other": other}
    return _refused(Refused(item.row, item.label, SAME_ADDRESS, fields, "Settings"), item.key)
