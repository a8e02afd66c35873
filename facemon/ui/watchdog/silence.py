"""What is to be done about a window that gives no beat, by how long it has given none. No clock, no process."""

from __future__ import annotations

import enum

NOTICE = 2.0  # seconds without a beat that are a freeze
GRASP = 1.5  # seconds more in which the window's process may write its own stacks
ALARM = 10.0  # seconds
KILL = 60.0  # seconds after which one that somebody starts again is ended
LONGEST_STEP = 1.0  # seconds


class Deed(enum.Enum):
    """What is due, each at most once a freeze."""

    NOTICE = enum.auto()
    GRASP = enum.auto()  # the process does not even write its stacks: have them written from outside
    ALARM = enum.auto()
    KILL = enum.auto()
    OVER = enum.auto()


class Silence:
    """Counts the time since the last beat in which the window could have given one.

    Not counted is time in which whoever counts has not run itself (a machine that sleeps, or that is stopped as a
    whole), and time in which the window's process is stopped, by a debugger for one.

    Args:
        now: monotonic seconds.
        notice, alarm: seconds of silence.
        kill: seconds likewise; 0: never.
    """

    def __init__(self, now: float, *, notice: float = NOTICE, alarm: float = ALARM, kill: float = 0) -> None:
        self.seconds = 0.0
        self._at = now
        self._due = [(notice, Deed.NOTICE), (notice + GRASP, Deed.GRASP), (alarm, Deed.ALARM)]
        if kill:
            self._due.append((kill, Deed.KILL))
        self._done: set[Deed] = set()

    @property
    def noticed(self) -> bool:
        """Whether this is a freeze."""
        return Deed.NOTICE in self._done

    def beat(self, now: float) -> bool:
        """Take a beat; return whether it ends a freeze, whose length is then still in `seconds`."""
        if self.noticed:
            self._add(now)
            self._done.clear()
            return True
        self._at, self.seconds = now, 0.0
        return False

    def begin(self, now: float) -> None:
        """Count from here."""
        self._at, self.seconds = now, 0.0

    def stacks_logged(self) -> None:
        """Take that the process could write its stacks itself."""
        self._done.add(Deed.GRASP)

    def turn(self, now: float, *, stopped: bool) -> list[Deed]:
        """Return what is due now.

        Args:
            stopped: whether the window's process is.
        """
        if stopped:
            self._at = now
            return []
        self._add(now)
        due = [deed for after, deed in self._due if self.seconds >= after and deed not in self._done]
        self._done.update(due)
        return due

    def _add(self, now: float) -> None:
        self.seconds += min(now - self._at, LONGEST_STEP)
        self._at = now
