"""Who is on duty at this desk: taken over with a PIN, put on record, and known again after a restart."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from facemon.operators import Edit, Operators, OperatorsError
from facemon.ui.alarms.board import AlarmBoard
from facemon.ui.background import Background

log = logging.getLogger(__name__)


class Duty(QObject):
    """Belongs to the window's thread. Nobody on duty means that deeds carry the computer's own login name.

    Args:
        operators: who can sign on.
        board: carries the name of who is on duty.
        background: where files are read and PINs are hashed.
        record: puts who has taken over on record; empty for nobody.
        login: the computer's own login name.
    """

    changed = Signal()  # `operator`, `names`, `set_up` or `problem`

    def __init__(
        self,
        operators: Operators,
        board: AlarmBoard,
        background: Background,
        *,
        record: Callable[[str], None],
        login: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.operators = operators
        self.operator = ""  # who has signed on; empty for nobody
        self._board = board
        self._background = background
        self._record = record
        self._login = login
        self._read = False
        self._was = ""  # who was on duty when the program ended last, as long as it is not known whether they still are

    @property
    def set_up(self) -> bool:
        """Whether this desk has operators."""
        return self.operators.set_up

    @property
    def problem(self) -> OperatorsError | None:
        """Why nobody can sign on."""
        return self.operators.problem

    def read(self) -> None:
        """Begin to read who there is."""

        def read() -> None:
            with contextlib.suppress(OperatorsError):  # which is `problem` then
                self.operators.read()

        def took(_: None) -> None:
            self._read = True
            self._follow()

        self._background.run(read, took)

    def was(self, operator: str) -> None:
        """Take up who was on duty when the program ended last: who starts it anew need not sign on anew."""
        self._was = operator
        self._follow()

    def take_over(self, name: str) -> None:
        """Let this operator, whose PIN was right, be on duty from now on."""
        self._was = ""
        self._put(name)
        self._record(name)

    def sign_off(self) -> None:
        """Let nobody be on duty."""
        self._was = ""
        if self.operator:
            self._put("")
            self._record("")

    def apply(self, edits: Sequence[Edit], failed: Callable[[Exception], object]) -> None:
        """Begin to add, change and remove operators; `failed` is told where that cannot be."""

        def done(error: Exception | None) -> None:
            self._follow()
            if error is not None:
                log.warning("the operators could not be changed: %s", error)
                failed(error)

        if edits:
            self._background.run(lambda: self.operators.apply(edits), lambda _: done(None), done)

    def refresh(self) -> None:
        """Follow what has become of the operators' file."""
        self._follow()

    def _follow(self) -> None:
        names = self.operators.names
        if self._read and self._was:
            was, self._was = self._was, ""  # whoever is added later under this name has signed on by no PIN yet
            if was in names:
                self._put(was)
        if self.operator and self.operator not in names:
            self.sign_off()
        self.changed.emit()

    def _put(self, name: str) -> None:
        self.operator = name
        self._board.seat(name or self._login)
        self.changed.emit()
