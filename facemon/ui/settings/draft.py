"""A device as it stands in the form: texts that may still be wrong, and what is wrong with them. No Qt."""

from __future__ import annotations

import contextlib
import enum
import unicodedata
from collections.abc import Collection, Sequence

import msgspec

from facemon.phrase import QT_TRANSLATE_NOOP
from facemon.settings import AddressError, DeviceSettings, format_address, new_device_id, parse_address
from facemon.settings.address import check_host
from facemon.settings.check import SAME_ADDRESS

LONGEST_NAME = 100  # characters, as in the file
LONGEST_GROUP = 60
LONGEST_USERNAME = 128


class Field(enum.StrEnum):
    """A part of the form that can have a mistake, in the order of the form."""

    NAME = "name"
    ADDRESS = "address"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105
    GROUP = "group"


class Notice(msgspec.Struct, frozen=True):
    """Something to say beside a field: a sentence marked for translation, with fields to fill in."""

    field: Field
    template: str
    fields: dict[str, str] = {}
    context: str = "Draft"
    wrong: bool = True  # else it is only worth a thought


NO_NAME = QT_TRANSLATE_NOOP("Draft", "Enter a name that the guards know this door by.")
LONG_NAME = QT_TRANSLATE_NOOP("Draft", "A name has at most 100 characters.")
ODD_TEXT = QT_TRANSLATE_NOOP("Draft", "This contains invisible characters. Type it again.")
SAME_NAME = QT_TRANSLATE_NOOP("Draft", "Another device has this name: guards could confuse the two.")
LONG_GROUP = QT_TRANSLATE_NOOP("Draft", "A group's name has at most 60 characters.")
LONG_USERNAME = QT_TRANSLATE_NOOP("Draft", "A user name has at most 128 characters.")
NO_PASSWORD = QT_TRANSLATE_NOOP("Draft", "No password is stored for this user name yet.")
NOT_USED = QT_TRANSLATE_NOOP("Draft", "Without a user name, the password is not used.")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One device in the making. A change makes a new one."""

    key: str  # tells the drafts of one dialog apart; of an existing device it is the id
    original: DeviceSettings | None = None
    name: str = ""
    address: str = ""
    username: str = ""
    password: str | None = None  # None leaves the stored one; "" gives it up
    certificate: str = ""
    group: str = ""
    enabled: bool = True
    door_control: bool = False
    serial: str | None = None  # the serial number that it must have; None: as before, or learnt anew
    wanted_id: str = ""  # for one that is new: from the table that it came with

    def __repr__(self) -> str:
        """Return it in short: a text that has the password in it may end up in a log."""
        return f"Draft({self.key!r})"

    @classmethod
    def of(cls, device: DeviceSettings) -> Draft:
        """Return the draft of a device as it is."""
        return cls(
            key=device.id,
            original=device,
            name=device.name,
            address=format_address(device.host, device.port),
            username=device.username,
            certificate=device.certificate,
            group=device.group,
            enabled=device.enabled,
            door_control=device.door_control,
        )

    def target(self) -> tuple[str, int]:
        """Return host and port.

        Raises:
            AddressError: the address has a mistake.
        """
        original = self.original
        if original is not None and self.address == format_address(original.host, original.port):
            return original.host, original.port  # spelt in the file as somebody wanted it
        return parse_address(self.address)

    def tidy_address(self) -> str:
        """Return the address in short, as the list has it; as it is where it has a mistake."""
        try:
            return format_address(*self.target())
        except AddressError:
            return self.address

    def device(self, device_id: str = "") -> DeviceSettings:
        """Return the device as this draft has it.

        Args:
            device_id: for one that is new.

        Raises:
            AddressError: the address has a mistake.
        """
        host, port = self.target()
        settings = {
            "name": self.name.strip(),
            "host": host,
            "port": port,
            "username": self.username.strip(),
            "certificate": self.certificate,
            "group": self.group.strip(),
            "enabled": self.enabled,
            "door_control": self.door_control,
        }
        if self.original is not None:
            settings["serial"] = self._serial()
            settings["event_serial"] = self.original.event_serial if self.same_device else ""
            return msgspec.structs.replace(self.original, **settings)
        return DeviceSettings(id=device_id or self.key, serial=self._serial(), **settings)  # type: ignore[arg-type]  # the names match, as a test sees

    def _serial(self) -> str:
        if self.serial is not None:
            return self.serial
        return self.original.serial if self.original is not None and self.same_device else ""

    @property
    def had_its_address(self) -> bool:
        """Whether it was watched at this address before the dialog was opened."""
        original = self.original
        return original is not None and original.enabled and self.address == Draft.of(original).address

    @property
    def same_device(self) -> bool:
        """Whether it must be the same device as before: else its serial number is learnt anew."""
        old = None if self.original is None else Draft.of(self.original)
        return old is not None and (self.address, self.certificate) == (old.address, old.certificate)

    @property
    def same_connection(self) -> bool:
        """Whether the connection that the program has to the device is the one that this draft describes."""
        original = self.original
        if original is None or self.password is not None:
            return False
        old = Draft.of(original)
        return (self.address, self.username, self.certificate) == (old.address, old.username, old.certificate)


def place(host: str, port: int) -> tuple[str, int]:
    """Return host and port in the one form that tells devices apart, however the host is spelt.

    Raises:
        AddressError: it cannot be a host.
    """
    return check_host(host), port


def notices(drafts: Sequence[Draft], stored: Collection[str]) -> dict[str, list[Notice]]:
    """Return what there is to say about each draft, by its key, in the order of the form.

    Args:
        drafts: all of the dialog, since two of them can be in each other's way.
        stored: the keys of those that have a password stored, or may have one.
    """
    names: dict[str, int] = {}
    for draft in drafts:
        names[_folded(draft.name)] = names.get(_folded(draft.name), 0) + 1
    holders = _holders(drafts)
    return {
        draft.key: [
            *_name(draft, names),
            *_address(draft, holders),
            *_username(draft),
            *_password(draft, stored),
            *_group(draft),
        ]
        for draft in drafts
    }


def settled(drafts: Sequence[Draft], taken: Collection[str]) -> tuple[tuple[DeviceSettings, ...], dict[str, str]]:
    """Return the devices of these drafts, in which nothing is wrong, and the new passwords by id; "" gives one up.

    Args:
        drafts: in the order of the list.
        taken: ids that a new device must not get, since history and keyring know others by them.
    """
    used = {*taken, *(draft.original.id for draft in drafts if draft.original)}
    devices: list[DeviceSettings] = []
    passwords: dict[str, str] = {}
    for draft in drafts:
        device = draft.device("" if draft.original else _new_id(draft, used))
        used.add(device.id)
        devices.append(device)
        if draft.password is not None:
            passwords[device.id] = draft.password
    return tuple(devices), passwords


def _new_id(draft: Draft, used: Collection[str]) -> str:
    free = draft.wanted_id.casefold() not in {"", *(other.casefold() for other in used)}
    return draft.wanted_id if free else new_device_id(draft.name, used)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_odd(text: str) -> bool:
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def _name(draft: Draft, names: dict[str, int]) -> list[Notice]:
    if not draft.name.strip():
        return [Notice(Field.NAME, NO_NAME)]
    if len(draft.name.strip()) > LONGEST_NAME:
        return [Notice(Field.NAME, LONG_NAME)]
    if _is_odd(draft.name):
        return [Notice(Field.NAME, ODD_TEXT)]
    if names[_folded(draft.name)] > 1:
        return [Notice(Field.NAME, SAME_NAME, wrong=False)]
    return []


def _holders(drafts: Sequence[Draft]) -> dict[tuple[str, int], Draft]:
    """Return, of the devices that are watched, which has each address first.

    One that had it before comes before one that was given it now: there the mistake is, whatever their order.
    """
    holders: dict[tuple[str, int], Draft] = {}
    for draft in sorted(drafts, key=lambda draft: not draft.had_its_address):
        if draft.enabled:
            with contextlib.suppress(AddressError):
                holders.setdefault(place(*draft.target()), draft)
    return holders


def _address(draft: Draft, holders: dict[tuple[str, int], Draft]) -> list[Notice]:
    try:
        target = place(*draft.target())
    except AddressError as error:
        return [Notice(Field.ADDRESS, error.template, error.fields, "Address")]
    holder = holders.get(target, draft)
    if holder is draft or not draft.enabled:
        return []
    host, _, port = format_address(*target).rpartition(":")
    fields = {"host": host, "port": port, "other": holder.name.strip() or holder.address}
    return [Notice(Field.ADDRESS, SAME_ADDRESS, fields, "Settings")]


def _username(draft: Draft) -> list[Notice]:
    if len(draft.username.strip()) > LONGEST_USERNAME:
        return [Notice(Field.USERNAME, LONG_USERNAME)]
    return [Notice(Field.USERNAME, ODD_TEXT)] if _is_odd(draft.username) else []


def _password(draft: Draft, stored: Collection[str]) -> list[Notice]:
    has_one = bool(draft.password) if draft.password is not None else draft.key in stored
    if draft.username.strip() and not has_one:
        return [Notice(Field.PASSWORD, NO_PASSWORD, wrong=False)]
    if draft.password and not draft.username.strip():
        return [Notice(Field.PASSWORD, NOT_USED, wrong=False)]
    return []


def _group(draft: Draft) -> list[Notice]:
    if len(draft.group.strip()) > LONGEST_GROUP:
        return [Notice(Field.GROUP, LONG_GROUP)]
    return [Notice(Field.GROUP, ODD_TEXT)] if _is_odd(draft.group) else []
