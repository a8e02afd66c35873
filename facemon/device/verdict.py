"""What the steps of a connection test come to, and which devices cannot be told apart. No I/O."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from facemon.device.probe import Outcome, Step, StepKind
from facemon.device.status import Certificate, Failure

# Tried again, these could lock the account.
OF_PASSWORDS = frozenset({Failure.WRONG_PASSWORD, Failure.NO_SUCH_ACCOUNT})


class Finding(enum.StrEnum):
    """What is to be done about a device."""

    APPROVE = "approve"  # somebody has to judge its certificate; nothing was sent
    FAILED = "failed"
    CAUTION = "caution"  # it works, and something is worth a thought
    GOOD = "good"


class Verdict(msgspec.Struct, frozen=True):
    """What came of one device; `step` is the one that decided."""

    finding: Finding
    step: Step | None = None
    certificate: Certificate | None = None  # the one offered
    serial: str = ""
    model: str = ""

    @property
    def password_refused(self) -> bool:
        """Whether the device knows no such user name and password."""
        return self.step is not None and self.step.failure in OF_PASSWORDS


def verdict(steps: Sequence[Step]) -> Verdict:
    """Return what a finished test's steps come to; a failure of facemon's own where there are none."""
    certificate = next((step.certificate for step in steps if step.certificate is not None), None)
    facts = next((step.facts for step in steps if step.kind is StepKind.IDENTITY), {})
    finding, decisive = _decisive(steps)
    return Verdict(finding, decisive, certificate, facts.get("serial", ""), facts.get("model", ""))


def sharing(values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return, of keys whose values others have too, those others. Empty values are nobody's."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in values.items():
        if value:
            holders[value].append(key)
    return {
        key: tuple(other for other in those if other != key)
        for those in holders.values()
        if len(those) > 1
        for key in those
    }


def _decisive(steps: Sequence[Step]) -> tuple[Finding, Step | None]:
    for outcome, finding in (
        (Outcome.NEEDS_APPROVAL, Finding.APPROVE),
        (Outcome.FAILED, Finding.FAILED),
        (Outcome.WARNING, Finding.CAUTION),
    ):
        for step in steps:
            if step.outcome is outcome:
                return finding, step
    return (Finding.GOOD, steps[-1]) if steps else (Finding.FAILED, None)
