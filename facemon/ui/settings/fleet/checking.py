"""Where a check of many devices stands: what came of each, which are ticked, which may not be tried again. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from facemon.device.probe import Step, StepKind
from facemon.device.verdict import Finding, Verdict, sharing, verdict

Tried = tuple[object, ...]  # what a device was tried with, user name and password included


class Checking:
    """Belongs to the dialog's thread.

    Args:
        keys: the devices, in the order of the list.
        pins: gives the approved certificates of all devices as SHA-256, by key.
        tried_with: gives what a device would be tried with now.
        refused: with what devices have refused to be signed in to; is added to.
    """

    def __init__(
        self,
        keys: Sequence[str],
        pins: Callable[[], Mapping[str, str]],
        tried_with: Callable[[str], Tried],
        refused: set[Tried],
    ) -> None:
        self.keys = tuple(keys)
        self.ticked: set[str] = set()
        self.running: set[str] = set()
        self.done: set[str] = set()
        self.broken: set[str] = set()  # by a fault of facemon's own
        self._pins = pins
        self._tried_with = tried_with
        self._refused = refused
        self._steps: dict[str, list[Step]] = {key: [] for key in keys}
        self._twins: tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]] | None = None

    def begin(self, key: str) -> None:
        """It is this one's turn."""
        self.running.add(key)
        self.done.discard(key)
        self.broken.discard(key)
        self.ticked.discard(key)  # what it shows now may be another certificate than the one that was compared
        self._steps[key] = []
        self._twins = None

    def take(self, key: str, step: Step) -> None:
        """One of its steps is finished."""
        self._steps[key].append(step)

    def end(self, key: str, *, broken: bool = False) -> None:
        """It is done."""
        self.running.discard(key)
        self.done.add(key)
        if broken:
            self.broken.add(key)
        if self.verdict(key).password_refused:
            self._refused.add(self._tried_with(key))
        self._twins = None

    def stop(self) -> None:
        """Whoever is not done was not tried."""
        self.running.clear()

    def may_be_tried(self, keys: Iterable[str]) -> list[str]:
        """Return those of these that have not refused the very user name and password that they would be given."""
        return [key for key in keys if not self.is_refused(key)]

    def is_refused(self, key: str) -> bool:
        """Return whether this one has refused what it would be given."""
        return self._tried_with(key) in self._refused

    def verdict(self, key: str) -> Verdict:
        """Return what came of one, as far as it has been tried."""
        return verdict(self._steps[key])

    def trying(self, key: str) -> StepKind:
        """Return what is being tried of one that is running."""
        kinds = list(StepKind)
        return kinds[min(len(self._steps[key]), len(kinds) - 1)]

    def approvable(self, key: str) -> bool:
        """Return whether this one has shown a first certificate. A changed one is not judged here."""
        return key in self.done and self.verdict(key).finding is Finding.APPROVE

    def same_certificate(self, key: str) -> tuple[str, ...]:
        """Return who else has this one's certificate: whoever has its key can pass for any of them."""
        return self._shared()[0].get(key, ())

    def same_serial(self, key: str) -> tuple[str, ...]:
        """Return who else has this one's serial number: it may be one device at two addresses."""
        return self._shared()[1].get(key, ())

    def tick_all(self) -> None:
        """Tick all certificates that can be approved but those that several devices have."""
        self.ticked = {key for key in self.keys if self.approvable(key) and not self.same_certificate(key)}

    def take_ticked(self) -> dict[str, str]:
        """Return the SHA-256 of those that are ticked, by key; they are ticked no longer."""
        chosen: dict[str, str] = {}
        for key in self.keys:
            certificate = self.verdict(key).certificate
            if key in self.ticked and self.approvable(key) and certificate is not None:
                chosen[key] = certificate.sha256
        self.ticked.clear()
        return chosen

    def _shared(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        if self._twins is None:
            found = {key: self.verdict(key) for key in self.done}
            seen = {key: each.certificate.sha256 for key, each in found.items() if each.certificate is not None}
            self._twins = (
                sharing({**self._pins(), **seen}),
                sharing({key: each.serial for key, each in found.items()}),
            )
        return self._twins
