"""The devices of one visit to the settings: what was changed, added, removed, and what may be said of it. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from facemon.settings import DeviceSettings
from facemon.ui.settings.draft import Draft, Field, Notice, notices, settled


class Roster:
    """The drafts in the order of the list, and which of their mistakes may be told already.

    Belongs to the dialog's thread.
    """

    def __init__(self, devices: Iterable[DeviceSettings]) -> None:
        self._original = tuple(devices)
        self.drafts = [Draft.of(device) for device in self._original]
        self.removed: list[tuple[int, Draft]] = []  # with their places, the last removed at the end
        self.stored = {draft.key for draft in self.drafts}  # who has, or may have, a password stored
        self._touched = {draft.key: set(Field) for draft in self.drafts}
        self._added = 0

    def get(self, key: str) -> Draft | None:
        """Return the draft with this key, or None."""
        return next((draft for draft in self.drafts if draft.key == key), None)

    def add(self) -> Draft:
        """Begin a new device at the end and return it."""
        self._added += 1
        draft = Draft(key=f" {self._added}")  # no id begins with a space
        self.drafts.append(draft)
        self._touched[draft.key] = set()
        return draft

    def replace(self, draft: Draft) -> None:
        """Put a changed draft in the place of the one with its key."""
        self.drafts = [draft if other.key == draft.key else other for other in self.drafts]

    def remove(self, key: str) -> None:
        """Take a device out; `undo` brings it back."""
        number = [draft.key for draft in self.drafts].index(key)
        self.removed.append((number, self.drafts.pop(number)))

    def undo(self) -> Draft:
        """Bring the device that was removed last back to its place, and return it."""
        number, draft = self.removed.pop()
        self.drafts.insert(min(number, len(self.drafts)), draft)
        return draft

    def order(self, keys: list[str]) -> None:
        """Put the drafts in this order."""
        self.drafts.sort(key=lambda draft: keys.index(draft.key))

    def touch(self, key: str, fields: Collection[Field] = tuple(Field)) -> None:
        """The user has been at these fields: their mistakes may be told."""
        self._touched[key].update(fields)

    def told(self) -> dict[str, list[Notice]]:
        """Return, by key, what is to be shown."""
        found = notices(self.drafts, self.stored)
        return {key: [notice for notice in those if notice.field in self._touched[key]] for key, those in found.items()}

    def first_mistake(self) -> tuple[str, Notice] | None:
        """Return the first mistake, told or not, with the key of its draft; None when all is right."""
        for key, those in notices(self.drafts, self.stored).items():
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
