"""The devices of one visit to the settings: what was changed, added, removed, and what may be said of it. No Qt."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable

import msgspec

from facemon.settings import AddressError, DeviceSettings, format_address
from facemon.settings.sheet.plan import Item, Known, Plan
from facemon.ui.settings.draft import Draft, Field, Notice, notices, settled


class Roster:
    """The drafts in the order of the list, and which of their mistakes may be told already.

    Belongs to the dialog's thread.
    """

    def __init__(self, devices: Iterable[DeviceSettings]) -> None:
        self._original = tuple(devices)
        self.drafts = [Draft.of(device) for device in self._original]
        self.removed: list[list[tuple[int, Draft]]] = []  # what was removed at once, with the places; the last behind
        self.stored = frozenset(draft.key for draft in self.drafts)  # who has, or may have, a password stored
        self._touched = {draft.key: set(Field) for draft in self.drafts}
        self._added = 0
        self._found: dict[str, list[Notice]] | None = None  # to look for mistakes costs as much as there are devices

    def get(self, key: str) -> Draft | None:
        """Return the draft with this key, or None."""
        return next((draft for draft in self.drafts if draft.key == key), None)

    def add(self) -> Draft:
        """Begin a new device at the end and return it."""
        draft = Draft(key=self._new_key())
        self._put([*self.drafts, draft])
        self._touched[draft.key] = set()
        return draft

    def replace(self, *drafts: Draft) -> None:
        """Put changed drafts in the places of those with their keys."""
        changed = {draft.key: draft for draft in drafts}
        self._put([changed.get(draft.key, draft) for draft in self.drafts])

    def remove(self, *keys: str) -> None:
        """Take devices out; `undo` brings them back."""
        gone = [(number, draft) for number, draft in enumerate(self.drafts) if draft.key in keys]
        self.removed.append(gone)
        self._put([draft for draft in self.drafts if draft.key not in keys])

    def undo(self) -> list[Draft]:
        """Bring those that were removed last back to their places, and return them."""
        back = self.removed.pop()
        drafts = list(self.drafts)
        for number, draft in back:
            drafts.insert(min(number, len(drafts)), draft)
        self._put(drafts)
        return [draft for _, draft in back]

    def order(self, keys: list[str]) -> None:
        """Put the drafts in this order."""
        places = {key: place for place, key in enumerate(keys)}
        self._put(sorted(self.drafts, key=lambda draft: places[draft.key]))

    def known(self) -> list[Known]:
        """Return the devices as they stand, for a table to be compared with.

        One whose address is wrong is as it was before; one that is new is left out then.
        """
        result = self.right()
        there = {each.key for each in result}
        return result + [
            Known(draft.key, draft.original)
            for draft in self.drafts
            if draft.key not in there and draft.original is not None
        ]

    def right(self) -> list[Known]:
        """Return the devices as they stand, without those whose address is wrong; a new one may have no id."""
        result: list[Known] = []
        for draft in self.drafts:
            with contextlib.suppress(AddressError):
                device = draft.device()
                own = draft.original.id if draft.original else draft.wanted_id
                result.append(Known(draft.key, msgspec.structs.replace(device, id=own)))
        return result

    def take(self, plan: Plan, *, passwords: bool, removing: bool) -> list[str]:
        """Change and add devices as a table has it; return the keys of all that are other than before.

        Args:
            passwords: take those, too, that came along.
            removing: take out those that the table is not about.
        """
        changed = [item for item in plan.items if item.device is not None and (item.changes or not item.key)]
        drafts = {draft.key: draft for draft in self.drafts}
        keys: list[str] = []
        for item in changed:
            key = item.key or self._new_key()
            drafts[key] = _taken(item, drafts.get(key) or Draft(key=key, wanted_id=_own_id(item)), passwords=passwords)
            self._touched[key] = set(Field)
            keys.append(key)
        self._put(list(drafts.values()))
        if removing and plan.missing:
            self.remove(*plan.missing)
        return keys

    def touch(self, key: str, fields: Collection[Field] = tuple(Field)) -> None:
        """The user has been at these fields: their mistakes may be told."""
        self._touched[key].update(fields)

    def not_stored(self, *keys: str) -> None:
        """No password is stored for these devices."""
        self.stored -= set(keys)
        self._found = None

    def told(self) -> dict[str, list[Notice]]:
        """Return, by key, what is to be shown."""
        return {
            key: [notice for notice in those if notice.field in self._touched[key]]
            for key, those in self._notices().items()
        }

    def first_mistake(self) -> tuple[str, Notice] | None:
        """Return the first mistake, told or not, with the key of its draft; None when all is right."""
        for key, those in self._notices().items():
            for notice in those:
                if notice.wrong:
                    return key, notice
        return None

    def result(self, taken: Collection[str] = ()) -> tuple[tuple[DeviceSettings, ...], dict[str, str]]:
        """Return the devices and the passwords to store by id, "" for one to give up. Nothing may be wrong.

        A removed device's password is given up, too; its id is not given to another, and nor are those in `taken`.
        """
        devices, passwords = settled(self.drafts, {*taken, *(device.id for device in self._original)})
        kept = {device.id for device in devices}
        return devices, passwords | {device.id: "" for device in self._original if device.id not in kept}

    def _put(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self._found = None

    def _notices(self) -> dict[str, list[Notice]]:
        if self._found is None:
            self._found = notices(self.drafts, self.stored)
        return self._found

    def _new_key(self) -> str:
        self._added += 1
        return f" {self._added}"  # no id begins with a space


def _own_id(item: Item) -> str:
    return item.device.id if item.device is not None else ""


def _taken(item: Item, draft: Draft, *, passwords: bool) -> Draft:
    device = item.device
    assert device is not None  # noqa: S101 - for the type checker: the caller has looked
    return msgspec.structs.replace(
        draft,
        name=device.name,
        address=format_address(device.host, device.port),
        username=device.username,
        password=item.password if passwords and item.password is not None else draft.password,
        certificate=device.certificate,
        group=device.group,
        enabled=device.enabled,
        door_control=device.door_control,
        serial=item.serial if item.serial is not None else draft.serial,
    )
