"""What a check of many devices needs to know of the drafts, and what it changes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from facemon.device.rounds import Visit
from facemon.device.status import State, Status
from facemon.device.verdict import OF_PASSWORDS
from facemon.settings import AddressError
from facemon.ui.settings.draft import Draft
from facemon.ui.settings.fleet.check_dialog import CheckDialog
from facemon.ui.settings.fleet.check_rows import CheckRow, check_row
from facemon.ui.settings.fleet.checking import Checking, Tried
from facemon.ui.settings.probe_run import Probe, Subject
from facemon.ui.settings.roster import Roster
from facemon.ui.settings.subjects import Subjects
from facemon.ui.text import clean


class DeviceCheck:
    """Opens the dialogs of one visit to the settings, which share what devices have refused.

    Belongs to the dialog's thread.
    """

    def __init__(
        self, roster: Roster, subjects: Subjects, statuses: Callable[[], dict[str, Status]], probe: Probe
    ) -> None:
        self._roster = roster
        self._subjects = subjects
        self._statuses = statuses
        self._probe = probe
        self._refused: set[Tried] = set()

    def new(self) -> list[str]:
        """Return the keys of the devices whose certificate nobody has approved yet."""
        return [draft.key for draft in self._roster.drafts if not draft.certificate]

    def dialog(self, keys: Sequence[str], parent: QWidget) -> CheckDialog:
        """Return a dialog that checks these devices."""
        there = [draft.key for draft in self._roster.drafts if draft.key in set(keys)]
        self._note_refused()
        checking = Checking(there, self._pins, self._tried_with, self._refused)
        return CheckDialog(
            checking,
            row=lambda key: self._row(key, checking),
            visit=self._visit,
            approve=self._approve,
            learnt=self._learn,
            probe=self._probe,
            parent=parent,
        )

    def _note_refused(self) -> None:
        """Count in what the connections that are in force were refused with."""
        statuses = self._statuses()
        for draft in self._roster.drafts:
            status = statuses.get(draft.key)
            refused = status is not None and status.state is State.REFUSED and status.failure in OF_PASSWORDS
            if refused and draft.same_connection:
                self._refused.add(self._tried_with(draft.key))

    def _row(self, key: str, checking: Checking) -> CheckRow:
        subject = self._subject(key)
        return check_row(key, subject.device if subject else None, checking, self._name)

    def _name(self, key: str) -> str:
        draft = self._roster.get(key)
        return (
            clean(draft.name, 60)
            if draft and draft.name.strip()
            else QCoreApplication.translate("DeviceCheck", "New device")
        )

    def _subject(self, key: str) -> Subject | None:
        draft = self._roster.get(key)
        try:
            return self._subjects.of(draft) if draft else None
        except AddressError:
            return None

    def _visit(self, key: str) -> Visit | None:
        subject = self._subject(key)
        return Visit(key, subject.device, subject.password, subject.already_live) if subject else None

    def _tried_with(self, key: str) -> Tried:
        draft = self._roster.get(key) or Draft(key=key)
        return key, draft.tidy_address(), draft.username.strip(), draft.password

    def _pins(self) -> Mapping[str, str]:
        pins = {draft.key: draft.certificate.casefold().replace(":", "") for draft in self._roster.drafts}
        return {key: pin.removeprefix("sha256") for key, pin in pins.items() if pin.startswith("sha256")}

    def _approve(self, chosen: Mapping[str, str]) -> None:
        drafts = [draft for draft in self._roster.drafts if draft.key in chosen]
        self._roster.replace(
            *(msgspec.structs.replace(draft, certificate=f"sha256:{chosen[draft.key]}") for draft in drafts)
        )

    def _learn(self, key: str, serial: str) -> None:
        draft = self._roster.get(key)
        if draft is not None and not draft.device().serial:
            self._roster.replace(msgspec.structs.replace(draft, serial=serial))
